"""Which clauses are alike, found on an engine: a shuffle by print, a shuffle by pair, a map over pairs.

The functions are those of one machine; only who holds the buckets differs, so that the result is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from extract.dedupe import Related, related
from extract.dedupe.compare import Judgement, compare
from extract.dedupe.printed import Printed
from extract.dedupe.prints import COMMON, least, pairs, prints
from extract.engines import Engine

Pair = tuple[int, int]


def finder(name: str, engine: Engine) -> Related:
    """How a run finds like clauses: in memory on one machine, in buckets on a cluster."""
    return related if name == "local" else partial(related_on, engine)


def related_on(engine: Engine, texts: Sequence[Printed]) -> Iterator[tuple[int, int, Judgement]]:
    """The pairs of prints that have to do with each other, by their places, in order."""
    found = engine.map(_prints, [(place, text.key) for place, text in enumerate(texts)])
    shared = [*engine.shuffle(_counted, engine.shuffle(_bucket, found))]
    rare = {one: count for (one, other), count in shared if one == other}
    worth = [pair for pair, count in shared if pair[0] != pair[1] and count >= least(min(rare[pair[0]], rare[pair[1]]))]
    judged = engine.map(_judged, [(pair, texts[pair[0]], texts[pair[1]]) for pair in sorted(worth)])
    yield from sorted(judged, key=lambda item: item[:2])


def _prints(item: tuple[int, str]) -> Iterator[tuple[int, int]]:
    """A clause's prints, each with the clause's place."""
    place, key = item
    return ((value, place) for value in prints(key))


def _bucket(_value: int, places: list[int]) -> Iterator[tuple[Pair, int]]:
    """The pairs of one bucket; each clause with itself counts its rare prints."""
    if len(places) <= COMMON:
        yield from (((place, place), 1) for place in places)
        yield from ((pair, 1) for pair in pairs(places))


def _counted(pair: Pair, ones: list[int]) -> Iterator[tuple[Pair, int]]:
    """How many rare prints a pair shares."""
    yield pair, sum(ones)


def _judged(item: tuple[Pair, Printed, Printed]) -> Iterator[tuple[int, int, Judgement]]:
    """How a pair relates, where it does."""
    (one, other), text, other_text = item
    judgement = compare(text, other_text)
    if judgement:
        yield one, other, judgement
