"""Laws that hold for any text: spans slice, numbers round trip, cleaning keeps positions, cells stay cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import extract_text
from extract.clean import clean_line
from extract.emit.to_csv import neutral
from extract.grammar.money import sums
from extract.grammar.numerals import parse
from extract.read.source import Line
from extract.text import fold

# What documents are made of, so that random texts hit the rules as well as miss them.
PIECES = (
    *"一、 （一） 1. 第二条 —— 《云岚市办法》 对 企业 的 ， 。 ； 、 ： （ ） 给予 最高 不超过 50万元".split(),
    *"3,000 万 亿元 30% 百分之五 三成 补贴 奖励 分别 每家 每年 以上 以下 20-30万元 连续三年 5年".split(),
    *"责任单位：市财政局 达到 按 投资额 叁仟万元整 OOO l0万元 港币 ％ 〔2024〕5号 A **".split(),
    *("\t", "\u3000", "\u200b", " ", "\n", "[bookmark: x]"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_span_of_any_text_slices_to_its_mention(text: str) -> None:
    found = extract_text("云岚市支持办法\n" + text)
    clauses = {clause.id: clause for clause in found.clauses}
    for clause in found.clauses:
        stretches = [(m.start, m.end, m.text) for m in clause.amounts]
        stretches += [(m.start, m.end, m.text) for m in clause.percentages]
        stretches += [(m.start, m.end, m.text) for m in clause.durations]
        assert [clause.text[start:end] for start, end, _ in stretches] == [text for _, _, text in stretches]
        for reference in clause.references:
            assert reference.title in clause.text[reference.start : reference.end]
    for incentive in found.incentives:
        assert clauses[incentive.clause].text[incentive.start : incentive.end] == incentive.text


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_records(text: str) -> None:
    assert extract_text(text) == extract_text(text)


DIGITS, SCALES = "零一二三四五六七八九", ("", "十", "百", "千")


def chinese(number: int) -> str:
    """A number up to 99,999,999 in Chinese numerals, as a schoolbook writes it."""
    if number >= 10**4:
        head, rest = divmod(number, 10**4)
        return chinese(head) + "万" + ("零" if 0 < rest < 1000 else "") + (chinese(rest) if rest else "")
    out, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + SCALES[place]
        gap = not digit
    return out


FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


@given(st.integers(1, 99_999_999))
def test_numerals_round_trip(number: int) -> None:
    assert parse(chinese(number)) == number
    assert parse(chinese(number).translate(FORMAL)) == number
    assert parse(f"{number:,}") == number


@given(st.integers(1, 10**9), st.sampled_from(("元", "万元", "亿元")))
def test_sums_are_exact_whatever_stands_around_them(number: int, unit: str) -> None:
    scale = {"元": 1, "万元": 10**4, "亿元": 10**8}[unit]
    (found,) = sums(fold(f"给予最高{number}{unit}补贴"))
    assert found.value == Decimal(number) * scale


CLEANED = (
    ("## 一、支持  企业", "一、支持企业", "heading marks and blanks between characters"),
    ("给予 **最高** 50 万元", "给予最高50万元", "bold marks, blanks around figures"),
    ("最高10 0亿元", "最高100亿元", "a number that a blank has broken"),
    ("[bookmark: _Toc1]支持创新", "支持创新", "bookmarks that a converter left behind"),
    ("產(chǎn)業(yè)政策", "產業政策", "pinyin against scraping"),
    ("支\u200b持\ufeff企\u00ad业", "支持企业", "characters without ink"),
    ("Open AI 模型", "Open AI 模型", "blanks between and around Latin words stay"),
    ("3 * 5 < 20", "3*5<20", "a multiplication and a comparison are no mark-up; only their blanks go"),
)


@pytest.mark.parametrize(("printed", "meant", "why"), CLEANED, ids=[why for _, _, why in CLEANED])
def test_cleaning(printed: str, meant: str, why: str) -> None:
    assert clean_line(Line(printed)).text == meant, why


@given(st.text(alphabet="支持 企业50万元*#\u200b<b></b>（）AI\t", max_size=40))
def test_positions_survive_cleaning(text: str) -> None:
    piece = clean_line(Line(text))
    assert "".join(text[piece.printed(at)] for at in range(len(piece.text))) == piece.text


CELLS = (
    ("=1+1", "'=1+1", "a formula"),
    ("+86", "'+86", "a plus sign"),
    ("-50万元", "'-50万元", "a minus sign"),
    ("@SUM(A1)", "'@SUM(A1)", "an at sign"),
    ("＝1", "'＝1", "a full-width twin"),
    (" =1", "' =1", "a trigger behind blanks"),
    ("\t=1", "'\t=1", "a trigger behind a tab"),
    ("a\x00b\x1b", "ab", "controls are left out"),
    ("（1）支持", "（1）支持", "text stays as it is"),
    (Decimal("0.070"), "0.070", "a figure is written out"),
    (Decimal("5E+5"), "500000", "no exponent"),
    (None, "", "nothing is an empty cell"),
    (True, "是", "yes in words"),
)


@pytest.mark.parametrize(("cell", "meant", "why"), CELLS, ids=[why for _, _, why in CELLS])
def test_cells(cell: str | Decimal | bool | None, meant: str, why: str) -> None:
    assert neutral(cell) == meant, why
