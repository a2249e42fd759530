"""Which clauses are alike: their prints meet in buckets, those that share enough are compared.

Pure functions on a few clauses or on one bucket, so that any engine can run them: no place ever holds all prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from extract.dedupe.compare import Judgement, compare
from extract.dedupe.printed import Printed
from extract.dedupe.prints import COMMON, meetings, spread, worth_comparing
from extract.work import HERE, Work

_AT_ONCE = 200  # pairs that are sent and compared together
_A_PORTION = 1_000  # clauses whose prints are found together
_A_BUCKET = 2_000  # clauses that fill one: a bucket and what is counted in it are a few megabytes

Found = tuple[int, int, Judgement]
Related = Callable[[Sequence[Printed]], Iterable[Found]]


def related(texts: Sequence[Printed], work: Work = HERE) -> Iterator[Found]:
    """The pairs of prints that have to do with each other, by their places, in order."""
    judged = work.map(_judged, _side_by_side(texts, _candidates(texts, work)))
    yield from sorted(judged, key=lambda found: found[:2])


def _candidates(texts: Sequence[Printed], work: Work) -> list[tuple[int, int]]:
    """The pairs of clauses worth comparing, by their places in the list."""
    buckets = 1 + len(texts) // _A_BUCKET
    return meeting(work.map(partial(spread, buckets), _portions(texts)), buckets, work=work)


def meeting(prints: Iterable[tuple[int, bytes]], buckets: int, common: int = COMMON, work: Work = HERE) -> list[tuple[int, int]]:
    """The pairs of clauses that meet in enough of their rare prints, from prints with places, packed by bucket."""
    return sorted({*work.shuffle(worth_comparing, work.shuffle(partial(meetings, buckets, common), prints))})


def _portions(texts: Sequence[Printed]) -> Iterator[tuple[int, list[str]]]:
    """The keys of some clauses at a time, with the place of the first."""
    for first in range(0, len(texts), _A_PORTION):
        yield first, [texts[place].key for place in range(first, min(first + _A_PORTION, len(texts)))]


def _side_by_side(texts: Sequence[Printed], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[dict[int, Printed], list[tuple[int, int]]]]:
    """A few pairs at a time, with what they print."""
    queue = iter(pairs)
    while some := [*islice(queue, _AT_ONCE)]:
        yield {place: texts[place] for pair in some for place in pair}, some


def _judged(item: tuple[dict[int, Printed], list[tuple[int, int]]]) -> Iterator[Found]:
    """How pairs relate, where they do."""
    texts, pairs = item
    for one, other in pairs:
        judgement = compare(texts[one], texts[other])
        if judgement:
            yield one, other, judgement
