"""Sums of money in text: found, read and told from counts; lists and ranges that share a unit are completed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple, cast

from extract import lexicon
from extract.grammar.numerals import ARABIC, CHINESE, CHINESE_DIGITS, LARGE, SCALE, SHORTHAND, VAGUE, pair, parse
from extract.patterns import Match, Pattern, any_of

NUMBER = rf"(?:{ARABIC}|{CHINESE})"
# What may stand between the parts of a range and of a list that shares its unit.
RANGE = r"[ ]?(?:-{1,2}|—{1,2}|至|到|~)[ ]?"
LIST = r"[ ]?[、/和及或与][ ]?"
# A remark that a number of a range carries with it: 1万(含)-5万元.
REMARK = r"(?:\([^()]{1,8}\)|(?:及|或)?以上|以下){0,2}"


class Sum(NamedTuple):
    """A sum of money: its place in the text, its value, and whether a unit of money is printed."""

    start: int
    end: int
    value: Decimal
    currency: str = "CNY"
    printed_unit: bool = True
    scale: str = ""  # the unit as far as a number before it can share it: 万元


@cache
def _codes(place: str) -> dict[str, str]:
    return {row["word"]: row["code"] for row in lexicon.table("currencies") if row["place"] in (place, "both")}


@cache
def money() -> Pattern:
    """A number with a unit of money, or a bare one in 万 or 亿.

    Not 二元结构 (a single digit in Chinese needs a scale), not 3单元, not 元旦 or 元宇宙.
    """
    units = any_of(tuple(_codes("after")))
    prefixes = any_of(tuple(_codes("before")))
    return Pattern(
        "money",
        rf"""
        (?P<prefix>{prefixes}[ ]?)?
        (?P<number>
            (?P<composite>{ARABIC}[ ]?亿[ ]?{ARABIC}[ ]?[千百]?万)
          | {ARABIC}[kKwW](?=元)
          | {ARABIC}[余多几个]?[ ]?{SCALE}?[余多几]?
          | {CHINESE}[余多几个]?{SCALE}?[余多几]?
          | (?<![余多几数近上\d.十百千万亿{CHINESE_DIGITS} ])亿(?=元及?以[上下])|(?<=[超破达过到])亿(?=元(?!级))
        )
        (?P<remark>\((?:不含|含)\)(?=[美欧日港澳]?元|万))?
        [ ]?(?P<unit>{units}(?![旦宇素件器组]|化工?)|块(?=[一二三四五六七八九\d][角毛]|$|[，。；]))?
        (?P<rest>[一二两三四五六七八九壹贰叁肆伍陆柒捌玖\d]{{1,2}}[角毛](?:[一二三四五六七八九壹贰叁肆伍陆柒捌玖\d]分钱?)?
          |又?[一二两三四五六七八九\d]{{1,2}}(?:美分|(?:日本)?[銭钱]))?
        (?P<whole>[整正](?![个年体改治车机合齐顿]))?
        (?P<suffix>[ ]?(?:人民币|港币|RMB))?
        """,
    )


# Counters: a bare 2万 before one of them is a count.
@cache
def _counted() -> Pattern:
    return Pattern("counted", rf"[ ]?(?:余|多)?{any_of(lexicon.words('counters'))}")


# The numbers of a list before one of it: 营业额超900万、2000万、|4000万.
_LIST_BEFORE = r"(?:[\d.]+[万亿]元?、){0,6}"


# Words before a bare 3000万 that show that it is money, if no count comes between.
@cache
def _monetary() -> Pattern:
    return Pattern("monetary_context", rf"{any_of(lexicon.words('money_nouns'))}[^，。；]{{0,10}}{_LIST_BEFORE}$")


@cache
def _reaching() -> Pattern:
    return Pattern("reaching_context", rf"{any_of(lexicon.words('money_verbs'))}[^，。；]{{0,10}}{_LIST_BEFORE}$")


@cache
def _counting() -> Pattern:
    return Pattern("counting_context", rf"{any_of(lexicon.words('count_nouns'))}[^，。；]{{0,8}}$")


# What may follow a bare 3000万 that is money.
AFTER_BARE = Pattern(
    "after_bare_sum",
    r"""[ ]?(?:$|[，。；、,/)\-—~|：]|以[上内下]|及以[上下]|的|\(|至|到|左右|不等|封顶|为[限上]|给予|予以|[奖补资支扶]|和|及|或|且|并|
        一次|起|（|/|每|用于|之间|内$)""",
)


def sums(folded: str, bare: bool = False) -> list[Sum]:
    """Every sum of money in folded text, in order; `bare` takes numbers in 万 and 亿 as money, as under a column in 万元."""
    found = [item for match in money().finditer(folded) for item in _read(match, folded)]
    found = [*_shared(found, folded)]
    return _with_bare(sorted(found, key=lambda s: s.start), folded, bare)


def _read(match: Match, folded: str) -> list[Sum]:
    """The sum that a match prints; both ends where it prints a pair such as 八九亿元."""
    item = _read_one(match, folded)
    ends = pair(match["number"])
    if item is None or ends is None:
        return [item] if item else []
    return [item._replace(value=value) for value in ends]


def _read_one(match: Match, folded: str) -> Sum | None:
    unit, prefix = match["unit"], (match["prefix"] or "").strip()
    number = match["number"]
    if not unit and not any(c in LARGE for c in number) and not (prefix and number.isascii()):
        return None
    value = parse(number)
    if value is None or _is_other(match, folded):
        return None
    if match["rest"]:
        value += _small_change(match["rest"])
    end = match.end("whole") if match["whole"] else match.end("rest") if match["rest"] else match.end("unit")
    if unit in ("人民币", "港币", "元人民币") or not unit or match["remark"]:
        end = match.end("number") + (1 if unit == "元人民币" else 0)
    start = match.start("number")
    while folded[end - 1] == " ":
        end -= 1
    code = _codes("before").get(prefix) or _codes("after").get(unit or "") or "CNY"
    suffix = (match["suffix"] or "").strip()
    if suffix == "港币":
        code = "HKD"
    if prefix in ("港币", "港幣") or (unit in ("元", None) and prefix):
        code = _codes("before")[prefix]
    return Sum(start, end, value, code, bool(unit or prefix), _scale(number))


def _scale(number: str) -> str:
    """The part of a number's unit that a number before it can share: 千万 of 3千万, 万 of 三百万, 千 of 三千."""
    if number[-1] in SHORTHAND:
        return number[-1]
    scales = _TRAILING.search(number.rstrip(VAGUE))
    if scales is None or number[0].isascii() or number[0] in "OoIl":
        return scales.group() if scales else ""
    large = "".join(c for c in scales.group() if c in LARGE)
    return large or (scales.group() if len(number) == 2 else "")


def _small_change(text: str) -> Decimal:
    """角 and 分 behind 元: 3角5分 is 0.35; cents behind another currency: 又三美分 is 0.03."""
    if text[-1] in "分銭钱" and "角" not in text and "毛" not in text:
        return (parse(text.strip("又美日本分銭钱")) or Decimal(0)) / 100
    parts = text.replace("毛", "角").rstrip("钱").split("角")
    tenths, cents = parse(parts[0]), parse(parts[1].rstrip("分")) if len(parts) > 1 and parts[1] else Decimal(0)
    return (tenths or Decimal(0)) / 10 + (cents or Decimal(0)) / 100


def _is_other(match: Match, folded: str) -> bool:
    """What looks like money and is not: 二元结构, 三元锂, 第3元, a number inside a code."""
    number, before = match["number"], folded[match.start() - 1 : match.start()]
    if before and ((before in "第年." and match["unit"] is None) or before == "第"):
        return True
    if before == "-" and match["unit"] is None and not _RANGE_BEFORE.search(folded, max(0, match.start() - 12), match.start()):
        return True
    if len(number) == 1 and number in "一二三四五六七八九两百千" and match["unit"] in ("元", "圆") and not match["rest"]:
        return not folded[max(0, match.start() - 4) : match.start()].endswith(("每人", "每", "给予", "补贴", "补助", "奖励", "按"))
    return bool(number[0] in "百千万" and match["unit"] and folded[match.end() : match.end() + 1] in ("级", "产"))


# 1万-|3万: a dash behind a number joins a range; any other belongs to a code.
_RANGE_BEFORE = Pattern("range_before", r"(?<![\d.A-Za-z\-])\d{1,4}(?:\.\d{1,2})?[万亿]?(?:\([^()]{1,4}\))?-$")
_TRAILING = re.compile(r"[十拾百佰千仟万亿兆]+$")
SHARER = Pattern("shared_unit", rf"(?P<number>{NUMBER}[十百千]?万?)(?P<remark>{REMARK})(?:(?P<range>{RANGE})|{LIST})$")


def _shared(found: list[Sum], folded: str) -> Iterator[Sum]:
    """The sums, and before them the numbers of a range or list that share their unit: 200-800万元, 12、16万元."""
    floor = 0
    for item in found:
        heads: list[Sum] = []
        position = item.start
        while match := SHARER.search(folded, max(floor, position - 24), position):
            head = _head(match, item, folded)
            if head is None:
                break
            heads.append(head)
            position = head.start
        yield from reversed(heads)
        yield item
        floor = item.end


def _head(match: Match, item: Sum, folded: str) -> Sum | None:
    """A number before a sum, with the sum's unit; None where it has another meaning."""
    start, end = match.start("number"), match.end("number")
    before = folded[max(0, start - 1) : start]
    if not item.scale and not item.printed_unit:
        return None
    number = match["number"]
    if before and (before in "第年月日.号之" or (before.isascii() and before.isalnum())):
        return None
    value = parse(number)
    if value is None:
        return None
    if number[-1] not in "万亿" and item.scale:
        shared = value * (parse("1" + item.scale) or 1)
        value = value if match["range"] and shared >= item.value else shared  # 8500到3万港元
    return Sum(start, end, value, item.currency, False, item.scale)


def _with_bare(found: list[Sum], folded: str, bare: bool) -> list[Sum]:
    """Without bare numbers in 万 and 亿 that are counts: what stands around them decides."""
    found = _without_counts(found, folded)
    money: list[Sum] = []
    for item in reversed(found):
        following = money[-1] if money else None
        if item.printed_unit or bare:
            money.append(item)
        elif _is_listed(item, following, folded):
            money.append(item._replace(currency=cast("Sum", following).currency))  # 1000万-2000万美元
        elif _is_money(item, folded):
            money.append(item)
    kept: list[Sum] = []
    for item in reversed(money):
        if not kept or item.start >= kept[-1].end or item.start == kept[-1].start:
            kept.append(item)
    return kept


def _without_counts(found: list[Sum], folded: str) -> list[Sum]:
    """Without bare numbers before a counter, nor those listed before such a number: 10万、20万TEU."""
    kept: list[Sum] = []
    counted_at = -1
    for item in reversed(found):
        listed = counted_at >= 0 and folded[item.end : counted_at].strip() in ("、", "和", "及", "-", "—", "至", "到", "/")
        following = folded[item.end : item.end + 1]
        lettered = following.isascii() and following.isalpha()
        if not item.printed_unit and (listed or lettered or _counted().match(folded, item.end)):
            counted_at = item.start
        else:
            kept.append(item)
    return kept[::-1]


def _is_listed(item: Sum, following: Sum | None, folded: str) -> bool:
    """Whether a bare number is money because it is listed with a sum that is."""
    return following is not None and _LISTED.fullmatch(folded, item.end, following.start) is not None


# What parts a number from the sum that it is listed with: 1000万-2000万美元, 50万（不含）-100万元, 20万和30万元.
_LISTED = Pattern("listed_sums", r"(?:\([^()]{1,4}\))?[^，。；]{0,4}")


# 七层15万元/台、六层|14万/台: one of a list of prices of which another prints its unit.
_PER_PIECE = Pattern(
    "per_piece",
    r"\d[万亿]?元/(?P<piece>[^，。；\d]{1,3})、[^，。；\d/]{0,10}(?:\d[\d.]*万/(?P=piece)、[^，。；\d/]{0,10})?\d[\d.]*[万亿]/$",
)


def _is_money(item: Sum, folded: str) -> bool:
    """Whether a bare number is money by the words around it."""
    if not AFTER_BARE.match(folded, item.end):
        return False
    if _PER_PIECE.search(folded, max(0, item.start - 24), item.end + 1):
        return True
    window = folded[max(0, item.start - 40) : item.start]
    money_at, count_at = _monetary().search(window), _counting().search(window)
    if money_at and count_at:
        return money_at.start() > count_at.start()
    return money_at is not None or (count_at is None and _reaching().search(window) is not None)
