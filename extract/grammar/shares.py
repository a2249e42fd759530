"""Percentages in text: 30%, 5‰, 百分之三十, 三成; those of a range or list that share one sign are completed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extract.grammar.money import LIST, RANGE, REMARK
from extract.grammar.numerals import ARABIC, CHINESE, CHINESE_DIGITS, LARGE, SMALL, pair, parse
from extract.patterns import Match, Pattern


class Share(NamedTuple):
    """A percentage: its place in the text and its value as a fraction of one."""

    start: int
    end: int
    value: Decimal
    currency: str = ""


# 七十 of 百分之七十百分位.
_WHOLE = rf"(?:[{CHINESE_DIGITS}{SMALL}](?:(?!百分)[{CHINESE_DIGITS}{SMALL}{LARGE}点]){{0,16}})"
# Not 5个百分点, 60BP, 三分之一, 1:1, 2倍; not 成 of 三成员, 完成, 组成.
SHARE = Pattern(
    "share",
    rf"""
      (?P<minus>负|(?<![\d%‰)\-—~A-Za-z])(?<![\d%‰)][ ])-(?=\d))?(?P<signed>{ARABIC}|{CHINESE})[ ]?(?P<sign>%|‰)
        (?:(?![0-9A-F]{{2}})|(?=\d\d\d?(?:\.\d+)?%)(?<![A-Za-z=&?/][0-9A-F%]{{1,24}}))  # 8%12%15% is a list, %28158%29 in an address is none
    | (?<![一二三四五六七八九十百千万\d])(?P<parts>[百千万]{{1,2}}万|[百佰千仟万])[ ]?分[ ]?之[ ]?(?P<of>{ARABIC}|{_WHOLE})
    | (?<![一二三四五六七八九十百千万亿\d完组构建造形合促收])(?P<tenths>[一二三四五六七八九](?:点[一二三四五六七八九])?|[两十半]|10|\d(?:\.\d)?)
        [ ]?成(?P<half>半|[一二三四五六七八九])?(?=$|[，,。；、）)的]|以[上下内]|及|给予|予以|补|奖|资|收|缴|计|左右|的|和|至|到|-)
    """,
)
_SCALE = {"%": Decimal(100), "‰": Decimal(1000)}
_SHARER = Pattern("shared_sign", rf"(?P<number>{ARABIC})(?P<remark>{REMARK})(?:{RANGE}|{LIST})$")
# 第2、3% is no list; nor a date or an item's number before a share.
_NO_HEAD = "第年月日.号"


def shares(folded: str) -> list[Share]:
    """Every percentage in folded text, in order, without overlap."""
    out: list[Share] = []
    for match in SHARE.finditer(folded):
        share = _read(match)
        if share is not None:
            out += [*_heads(share, match, folded, out[-1].end if out else 0), share]
    return out


def _read(match: Match) -> Share | None:
    if match["tenths"]:
        value = Decimal("0.5") if match["tenths"] == "半" else parse(match["tenths"])
        half = {"半": Decimal(5)}.get(match["half"] or "", parse(match["half"]) if match["half"] else Decimal(0))
        return None if value is None else Share(match.start(), match.end(), (value + (half or Decimal(0)) / 10) / 10)
    number = match["signed"] or match["of"]
    value, parts = parse(number), _SCALE.get(match["sign"]) or parse(match["parts"])
    if value is None or not parts or pair(number):
        return None
    return Share(match.start(), match.end(), (-value if match["minus"] else value) / parts)


def _heads(share: Share, match: Match, folded: str, floor: int) -> Iterator[Share]:
    """Numbers before a share that share its sign: 10-30%, 5、8%."""
    if not match["sign"]:
        return
    heads: list[Share] = []
    position = share.start
    while head := _SHARER.search(folded, max(floor, position - 16), position):
        before = folded[head.start("number") - 1 : head.start("number")]
        value = parse(head["number"])
        if value is None or (before and (before in _NO_HEAD or (before.isascii() and before.isalnum()))):
            break
        heads.append(Share(head.start("number"), head.end("number"), value / _SCALE[match["sign"]]))
        position = head.start("number")
    yield from reversed(heads)
