"""How alike two texts are, and where they differ. The one door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq, Levenshtein, Opcodes
from rapidfuzz.process import extractOne


class Change(NamedTuple):
    """A stretch of one sequence and the stretch of the other that stands in its place; either may be empty."""

    start: int
    end: int
    other_start: int
    other_end: int


def likeness(one: str, other: str) -> Decimal:
    """The share of characters that both have in one order, 0 to 1, to four places."""
    return Decimal(str(round(ratio(one, other), 4)))


def ratio(one: str, other: str, floor: float = 0.0) -> float:
    """The same as a plain number, for cut-offs; 0 below `floor`."""
    return float(Indel.normalized_similarity(one, other, score_cutoff=floor))


def common(one: str, other: str, floor: int = 0) -> int:
    """How many characters both have in one order; 0 below `floor`."""
    return int(LCSseq.similarity(one, other, score_cutoff=floor))


def most_alike(text: str, options: Sequence[str], floor: float) -> tuple[float, int] | None:
    """How alike the most alike option is, and its place, the first of equals; None where all are below `floor`."""
    found = extractOne(text, options, scorer=Indel.normalized_similarity, score_cutoff=floor)
    return (float(found[1]), int(found[2])) if found else None


def gaps(one: Sequence[str], other: Sequence[str]) -> list[Change]:
    """Where two lists of phrases differ: what stands between the phrases that both have, in order."""
    start, end, other_end = 0, len(one), len(other)
    while start < end and start < other_end and one[start] == other[start]:
        start += 1
    while end > start and other_end > start and one[end - 1] == other[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    if start in (end, other_end) or end - start == 1 == other_end - start:
        return [Change(start, end, start, other_end)] if end > start or other_end > start else []
    inner = _joined(Indel.opcodes(one[start:end], other[start:other_end]), 0)
    return [Change(*(place + start for place in change)) for change in inner]


def changes(one: str, other: str, bridge: int = 0) -> list[Change]:
    """Where two texts differ, character by character; changes with at most `bridge` like characters between them are one."""
    return _joined(Levenshtein.opcodes(one, other), bridge)


def _joined(operations: Opcodes, bridge: int) -> list[Change]:
    out: list[Change] = []
    for step in operations:
        if step.tag == "equal":
            continue
        start, end, other_start, other_end = step.src_start, step.src_end, step.dest_start, step.dest_end
        if out and start - out[-1].end <= bridge and other_start - out[-1].other_end <= bridge:
            out[-1] = Change(out[-1].start, end, out[-1].other_start, other_end)
        else:
            out.append(Change(start, end, other_start, other_end))
    return out
