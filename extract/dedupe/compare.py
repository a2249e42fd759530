"""Two prints compared: one clause twice, a look-alike that is another, or nothing to do with each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Literal, NamedTuple

from extract.dedupe.alignment import Alignment, Pair, aligned
from extract.dedupe.printed import Printed
from extract.dedupe.veto import APART, Difference, numeric, worded
from extract.likeness import common, likeness, ratio
from extract.titles import compatible

Relation = Literal["identical", "near", "excerpt", "truncated", "variant"]
_COVERED = 0.75  # of the shorter print is in the longer one
_LONGEST = 20_000  # characters; longer ones are documents that were not cut, and only ever compared as a whole
_FOREIGN = 0.1  # of the shorter print may be in no place of the longer one
_REMARK = 8  # characters: a heading, a body in brackets; leaving out less than that makes no excerpt


class Judgement(NamedTuple):
    """How two prints relate, how alike they are, 0 to 1, how much of the shorter is in the longer, and what keeps them apart."""

    relation: Relation
    similarity: Decimal = Decimal(1)
    covered: float = 1.0
    apart: tuple[Difference, ...] = ()


def compare(one: Printed, other: Printed, thorough: bool = False) -> Judgement | None:
    """How two prints relate; None where they are simply two clauses. One reason to keep them apart will do, unless `thorough`."""
    if len(one.key) < len(other.key):
        one, other = other, one
    if one.key == other.key:
        return _same(one, other)
    if len(one.key) > _LONGEST or not common(one.key, other.key, int(_COVERED * len(other.key))):
        return None
    found = aligned(one.phrases, other.phrases, cut=other.open_end)
    covered = _covered(found, other)
    if covered < _COVERED:
        return None
    confirmed = bool(one.source and other.source and compatible(one.source, other.source))
    if not confirmed and not found.replaced and found.foreign > max(2, _FOREIGN * len(other.key)):
        return None
    similarity = likeness(one.key, other.key)
    apart = tuple(islice(_apart(found, confirmed), None if thorough else 1))
    if apart:
        return Judgement("variant", similarity, covered, apart)
    if not confirmed and found.foreign > max(2, _FOREIGN * len(other.key)):
        return None
    return _sourced(Judgement(_relation(found, one, other), similarity, covered), one, other)


def _apart(found: Alignment, confirmed: bool) -> Iterator[Difference]:
    """What makes two prints two policies, the cheapest to find first.

    Of prints that name one source, one may leave out or reword more.
    """
    yield from (difference for pair in found.pairs if (difference := numeric(pair)))
    if not confirmed:
        yield from (Difference("name", *pair) for pair in found.replaced)
    kinds = APART if confirmed else APART | {"scope"}
    yield from (difference for pair in found.pairs for difference in worded(pair) if difference.kind in kinds)


def _covered(found: Alignment, shorter: Printed) -> float:
    """The share of the shorter print that the longer one has."""
    paired = sum(len(pair.other) * ratio(*pair) for pair in found.pairs)
    return min(1.0, (found.same + paired) / max(1, len(shorter.key)))


def _relation(found: Alignment, longer: Printed, shorter: Printed) -> Relation:
    """How the shorter print was made of the longer one."""
    if shorter.open_end and _breaks_off(found, longer, shorter):
        return "truncated"
    return "excerpt" if sum(map(len, found.omitted)) > _REMARK else "near"


def _breaks_off(found: Alignment, longer: Printed, shorter: Printed) -> bool:
    """Whether the longer print goes on where the shorter one ends, and the rest is the same."""
    length = len(shorter.key)
    return ratio(longer.key[:length], shorter.key) >= 0.9


def _same(one: Printed, other: Printed) -> Judgement:
    return _sourced(Judgement("identical", Decimal(1)), one, other)


def _sourced(judgement: Judgement, one: Printed, other: Printed) -> Judgement:
    """The judgement, but for prints that name two different policies as their source."""
    if one.source and other.source and not compatible(one.source, other.source):
        apart = (Difference("name", one.source, other.source),)
        return judgement._replace(relation="variant", apart=apart)
    return judgement


__all__ = ["Judgement", "Pair", "compare"]
