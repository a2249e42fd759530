"""Bounds on sums and shares: which comparator the words around a number set, and how surely."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extract import lexicon
from extract.grammar.reading import Reading
from extract.patterns import Pattern, any_of

# 最 is filtered out or starred by some sites: 给予高50万元, *高50万元.
_CENSORED = r"(?:[*×✱Zz]高|(?<=[，。；、予励贴助持每业目年计额度可])高(?=[ ]?\d|补|奖|资|支持|扶持|不超过|给予|每|单|限|可|$))"
# Between a cue and its number: no other number, no stop.
_GAP = r"[^，。；、\d%]"


class Bound(NamedTuple):
    """A bound as printed: the comparator, the cue, and whether the cue by itself limits a grant."""

    comparator: str
    cue: str
    is_cap: bool
    start: int


@cache
def _cues(side: str) -> dict[str, tuple[str, bool]]:
    rows = [row for row in lexicon.table("bounds") if row["side"] == side]
    return {row["cue"]: (row["comparator"], row["strength"] == "cap") for row in rows}


@cache
def _before() -> Pattern:
    """A cue close before a number. Not 不 of 不超过 cut off: the longest cue that ends there wins; 过 only behind a measure."""
    tight = any_of([cue for cue, (_, is_cap) in _cues("before").items() if not is_cap and cue != "过"]) + "|(?<=[收值额入税])过"
    loose = any_of([cue for cue, (_, is_cap) in _cues("before").items() if is_cap])
    currencies = any_of([row["word"] for row in lexicon.table("currencies") if row["place"] != "after"])
    filler = rf"(?:[ ]?(?:为|是|至|到|可|约|折合|{currencies}|美金|合计|总计|累计|共|元|的?比例为?|每[年月人]|年|\())"
    return Pattern(
        "bound_before",
        rf"(?P<loose>{loose}|{_CENSORED}){_GAP}{{0,16}}$|(?<![不未])(?P<tight>{tight}){filler}{{0,4}}$",
    )


@cache
def _after() -> Pattern:
    """A cue right behind a number, a remark in brackets between them: （含）以上. Not 内 of 内容, 起 of 起草."""
    cues = any_of([cue for cue in _cues("after") if cue not in "内起"])
    single = r"内(?![容部外地资设贸])|起(?![草来止重步诉])"
    return Pattern("bound_after", rf"[ ]?(?:\((?P<remark>[^()]{{1,60}})\))?[ ]?(?P<cue>{cues}|{single})(?:\((?P<tail>[^()]{{1,6}})\))?")


_REMARK = Pattern("inclusion_remark", r"[ ]?(?:元|万元|人民币)?\((?P<remark>(?:不|均)?(?:含|包含|包括)(?:本数)?[^()]{0,12})\)")


def bound_before(reading: Reading, start: int, end: int) -> Bound | None:
    """The bound that words between start and end set on the number at end."""
    match = _before().search(reading.masked if reading.bracket(end) is None else reading.folded, start, end)
    if match is None:
        return None
    cue = match["loose"] or match["tight"]
    comparator, is_cap = _cues("before").get(cue, ("<=", True))
    return Bound(comparator, cue, is_cap, match.start())


def bound_after(reading: Reading, position: int, end: int) -> Bound | None:
    """The bound that words right behind a number set on it."""
    match = _after().match(reading.folded, position, end)
    if match is None:
        return None
    comparator, is_cap = _cues("after")[match["cue"]]
    if "上" in match["cue"] and "限" not in match["cue"]:
        comparator = reading.above
    elif match["cue"] in ("以下", "及以下"):
        comparator = reading.below if match["cue"] == "以下" else "<="
    return Bound(included(comparator, match["remark"] or match["tail"]), match["cue"], is_cap, match.start())


def included(comparator: str, remark: str | None) -> str:
    """The comparator as a remark such as （含） or （不含） corrects it."""
    if not remark or not ("含" in remark or "包括" in remark):
        return comparator
    outside = "不" in remark
    return {
        ">": ">" if outside else ">=",
        ">=": ">" if outside else ">=",
        "<": "<" if outside else "<=",
        "<=": "<" if outside else "<=",
    }.get(comparator, comparator)


def remark_after(reading: Reading, position: int) -> str | None:
    """（含） or （不含） right behind a number."""
    match = _REMARK.match(reading.folded, position)
    return match["remark"] if match else None
