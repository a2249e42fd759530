"""A range of money as a label prints it: 500万元（含）以上, 100万元至500万元, 超过1000万元的部分."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.grammar.bounds import bound_after, bound_before
from extract.grammar.money import Sum, sums
from extract.grammar.reading import Reading
from extract.patterns import Pattern

# What joins the two ends of one range: 100万元（含）至500万元, 1000万元以上、5000万元以下.
_JOINED = Pattern("joined_ends", r"(?:\([^()]{1,6}\))?(?:及?以上)?(?:\([^()]{1,6}\))?[ ]?(?:-{1,2}|—{1,2}|至|到|~|、|，)[ ]?")
_PART = Pattern("part_of_sum", r"(?:部分|增量)(?:\([^()]*\))?$")
_EXCLUDED = Pattern("excluded", r"[ ]?(?:\(不含|以上不含|\(不包)")


@dataclass(frozen=True, slots=True)
class Range:
    """Two ends of money, either open, and whether only the part of a sum between them counts."""

    minimum: Decimal | None
    maximum: Decimal | None
    minimum_included: bool = True
    maximum_included: bool = True
    is_part: bool = False
    measure: str | None = None  # what is measured, as far as the label says: 年销售收入


def range_of(label: str) -> Range | None:
    """The range of money that a label states; None where it states none, or more than one."""
    reading = Reading(label)
    found = sums(reading.folded)
    is_part = _PART.search(reading.folded) is not None
    if len(found) == 1:
        return _one_end(reading, found[0], is_part)
    if len(found) == 2 and found[0].value < found[1].value and _JOINED.fullmatch(reading.folded, found[0].end, found[1].start):
        excluded = _EXCLUDED.match(reading.folded, found[0].end)
        upper = bound_after(reading, found[1].end, len(label))
        included = not _EXCLUDED.match(reading.folded, found[1].end) and (upper is None or upper.comparator != "<")
        return Range(found[0].value, found[1].value, excluded is None, included, is_part, _measure(reading, found[0].start))
    return None


def _one_end(reading: Reading, end: Sum, is_part: bool) -> Range | None:
    bound = bound_after(reading, end.end, len(reading.text)) or bound_before(reading, 0, end.start)
    if bound is None or bound.comparator == "=":
        return None
    measure = _measure(reading, end.start)
    included = "=" in bound.comparator and _EXCLUDED.match(reading.folded, end.end) is None
    if bound.comparator.startswith(">"):
        return Range(end.value, None, included, True, is_part, measure)
    return Range(None, end.value, True, included, is_part, measure)


# Words between what is measured and its size.
_REACHES = Pattern(
    "reaches",
    r"""(?:首次|累计|均|达到?|突破|超过|超|不低于|不少于|不足|不到|低于|高于|大于等?于?|小于等?于?|在|为|满|的|于|至|实际
      |年度内?|当年){1,12}$""",
)


def _measure(reading: Reading, end: int) -> str | None:
    words = reading.folded[:end].strip()
    cut = _REACHES.search(words)
    return words[: cut.start()] or None if cut else words or None
