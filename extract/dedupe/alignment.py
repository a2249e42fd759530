"""Two prints laid side by side, phrase by phrase: what both print, what was left out, added or reworded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.likeness import Change, gaps, most_alike, ratio

_ALIKE = 0.5  # less than half in common is another phrase
_TAIL = 0.7
_SURE = 0.8  # below, a comma may be lost or added: two phrases are tried for one

_ONE_FOR_ONE = Change(0, 1, 0, 1)


class Pair(NamedTuple):
    """Phrases of one print, joined, and those of the other that stand in their place."""

    one: str
    other: str


class Alignment(NamedTuple):
    """What two prints have in common and what only one of them has."""

    same: int  # characters of phrases that both print alike
    pairs: tuple[Pair, ...]  # phrases that both print, not quite alike
    omitted: tuple[str, ...]  # phrases that only the first prints
    added: tuple[str, ...]  # phrases that only the second prints
    replaced: tuple[Pair, ...]  # phrases that stand in each other's place, with little in common

    @property
    def foreign(self) -> int:
        """Characters of the second print that the first has nothing of."""
        return sum(map(len, self.added))


def aligned(one: Sequence[str], other: Sequence[str], cut: bool = False) -> Alignment:
    """Two prints' phrases laid side by side; the second may be `cut` short in the middle of its last phrase."""
    if cut and other:
        one = _cut_alike(one, other)
    differing = gaps(one, other)
    same = sum(map(len, one)) - sum(len(phrase) for gap in differing for phrase in one[gap.start : gap.end])
    pairs: list[Pair] = []
    omitted: list[str] = []
    added: list[str] = []
    replaced: list[Pair] = []
    for gap in differing:
        left, right = one[gap.start : gap.end], other[gap.other_start : gap.other_end]
        found = _paired(left, right)
        pairs += [Pair("".join(left[c.start : c.end]), "".join(right[c.other_start : c.other_end])) for c in found]
        for rest in _between(found, len(left), len(right)):
            lone, lother = left[rest.start : rest.end], right[rest.other_start : rest.other_end]
            omitted += lone
            added += lother
            if lone and lother:
                replaced.append(Pair("".join(lone), "".join(lother)))
    return Alignment(same, tuple(pairs), tuple(omitted), tuple(added), tuple(replaced))


class Step(NamedTuple):
    """Phrases of both prints at one place, by their positions; `paired` where they stand for each other."""

    place: Change
    paired: bool


def steps(one: Sequence[str], other: Sequence[str]) -> list[Step]:
    """Both prints in order: phrases that both have one by one, then what stands between them."""
    out: list[Step] = []
    at = other_at = 0
    for gap in [*gaps(one, other), Change(len(one), len(one), len(other), len(other))]:
        out += [Step(Change(at + k, at + k + 1, other_at + k, other_at + k + 1), True) for k in range(gap.start - at)]
        left, right = one[gap.start : gap.end], other[gap.other_start : gap.other_end]
        found = _paired(left, right)
        inner = [Step(place, True) for place in found] + [Step(place, False) for place in _between(found, len(left), len(right))]
        out += [Step(_moved(step.place, gap.start, gap.other_start), step.paired) for step in sorted(inner, key=lambda s: s.place)]
        at, other_at = gap.end, gap.other_end
    return out


def _moved(place: Change, by: int, other_by: int) -> Change:
    return Change(place.start + by, place.end + by, place.other_start + other_by, place.other_end + other_by)


def _cut_alike(one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """The first print's phrases, the one that the second breaks off in parted at that place."""
    tail = other[-1]
    for place in range(len(one) - 1, -1, -1):
        phrase = one[place]
        if len(phrase) > len(tail) and ratio(phrase[: len(tail)], tail) >= _TAIL and _precedes(one, place, other):
            return [*one[:place], phrase[: len(tail)], phrase[len(tail) :], *one[place + 1 :]]
    return one


def _precedes(one: Sequence[str], place: int, other: Sequence[str]) -> bool:
    """Whether the phrase before the tail is also the phrase before that place, so that a short tail is no chance hit."""
    return len(other) == 1 or place == 0 or ratio(one[place - 1], other[-2]) >= _ALIKE


def _paired(left: Sequence[str], right: Sequence[str]) -> list[Change]:
    """Which phrases of a gap stand for each other, in order."""
    if len(left) == 1 == len(right):
        return [_ONE_FOR_ONE] if ratio(left[0], right[0], _ALIKE) else []
    out: list[Change] = []
    start = at = 0
    while at < len(right) and start < len(left):
        found = _counterpart(left, right, start, at)
        if found is None:
            at += 1
        else:
            out.append(found)
            start, at = found.end, found.other_end
    return out


def _counterpart(left: Sequence[str], right: Sequence[str], start: int, at: int) -> Change | None:
    """The phrase at `at`, alone or with the next, and what is most like it among the left ones from `start` on."""
    best = most_alike(right[at], left[start:], _ALIKE)
    if best and best[0] >= _SURE:
        return Change(start + best[1], start + best[1] + 1, at, at + 1)
    options = [(best[0], Change(start + best[1], start + best[1] + 1, at, at + 1))] if best else []
    joined = most_alike(right[at], [a + b for a, b in pairwise(left[start:])], _ALIKE)
    if joined:
        options.append((joined[0], Change(start + joined[1], start + joined[1] + 2, at, at + 1)))
    both = most_alike("".join(right[at : at + 2]), left[start:], _ALIKE) if at + 1 < len(right) else None
    if both:
        options.append((both[0], Change(start + both[1], start + both[1] + 1, at, at + 2)))
    return max(options, key=lambda option: option[0])[1] if options else None


def _between(found: Sequence[Change], left: int, right: int) -> list[Change]:
    """What lies before, between and behind the paired stretches of a gap."""
    if not found:
        return [Change(0, left, 0, right)]
    ends = [(0, 0), *((c.end, c.other_end) for c in found)]
    starts = [*((c.start, c.other_start) for c in found), (left, right)]
    return [Change(a, b, c, d) for (a, c), (b, d) in zip(ends, starts, strict=True) if b > a or d > c]
