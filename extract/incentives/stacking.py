"""How a grant combines with others: 不重复享受, 就高不就低, 不与…叠加."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from extract.grammar.reading import Reading, Span, once
from extract.incentives.figures import Grant
from extract.patterns import Pattern, Signed
from extract.text import squeeze

STACKING = Signed(
    "stacking_phrase",
    r"""(?:就高不就低|[^，。；()]{0,30}(?:从优|从高|就高|不重复(?:享受|奖励|支持|补贴|资助|兑现)?|不[得可能]?(?:重复|叠加|同时|再)(?:享受|发放|申[请报]|补[助贴])|不得重复|不叠加
     |不再重复|不可兼得|不得兼得)[^，。；()]{0,20}
     |(?:按|取)其?(?:最高|就高)(?:额度?|标准|金额|奖项|等级|档次|一项|原则)?(?:执行|兑现|奖励|补助|补贴|支持|享受|计算|予以|给予)[^，。；()]{0,6}
     |不(?:再|得|可)?与[^，。；()]{2,30}(?:同时|重复|叠加|兼得)[^，。；()]{0,8})""",
    sign=r"从优|从高|就高|[按取]其?最高|重复|叠加|同时|兼得|不[得可能]?再",
    stops="，。；()",
)
_OF_ALL = Pattern("stacking_of_all", r"(?:以上|上述|同一[^，。；]{1,6}|各项|所有|本[条项款])")
_START = attrgetter("start")


def stacking_of(reading: Reading, grant: Grant, grants: list[Grant]) -> str | None:
    """How the grant combines with others: said in its part, or behind it for all grants of the clause."""
    said = _stackings(reading)
    here = bisect_left(said, grant.part.start, key=_START)
    behind = bisect_left(said, grant.part.end, lo=here, key=_START)
    found = said[here] if here < behind else next((s for s in said[behind:] if _binds(reading, grant, grants, s.start)), None)
    return squeeze(reading.text[found.start : found.end]).strip("，。；") if found else None


@once
def _stackings(reading: Reading) -> tuple[Span, ...]:
    """Every place of a clause that says how grants combine, part by part."""
    found = (m.span() for part in reading.parts for m in STACKING.finditer(reading.folded, part.start, part.end))
    return tuple(Span(_opened(reading, start), end) for start, end in found)


def _opened(reading: Reading, start: int) -> int:
    """已获市级扶持的，不得重复申请: back to where the words begin that close with 的 before it."""
    segment = reading.segment(start)
    if start > segment.start or not reading.folded.endswith(("的", "者"), 0, max(0, start - 1)):
        return start
    return reading.segment(start - 2).start


def _binds(reading: Reading, grant: Grant, grants: list[Grant], at: int) -> bool:
    """Whether what is said behind a grant binds it: of 以上各项, in a sentence without a grant, beside a cap that limits it."""
    if _OF_ALL.match(reading.folded, reading.segment(at).start):
        return True
    sentence = reading.sentence(at)
    if sentence.start >= grant.part.end and not any(sentence.start <= g.start < sentence.end for g in grants):
        return True
    return any(sentence.start <= cap.start < sentence.end for cap in grant.caps if cap.start >= grant.part.end)
