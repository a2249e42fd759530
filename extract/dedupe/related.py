"""Which clauses are alike: their prints meet in buckets, those that share enough are compared.

Pure functions on a few clauses or on one bucket, so that any engine can run them: no place ever holds all prints.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice

from extract.dedupe.compare import Judgement, compare
from extract.dedupe.printed import Printed
from extract.dedupe.prints import COMMON, STEP, least, prints
from extract.work import HERE, Work

_AT_ONCE = 200  # clauses, or pairs of them, that are sent and looked at together
_A_BUCKET = 2_000  # clauses that fill one: a bucket and what is counted in it are a few megabytes
_LOW = (1 << 32) - 1

Found = tuple[int, int, Judgement]
Related = Callable[[Sequence[Printed]], Iterable[Found]]


def related(texts: Sequence[Printed], work: Work = HERE) -> Iterator[Found]:
    """The pairs of prints that have to do with each other, by their places, in order."""
    judged = work.map(_judged, _side_by_side(texts, _candidates(texts, work)))
    yield from sorted(judged, key=lambda found: found[:2])


def _candidates(texts: Sequence[Printed], work: Work) -> list[tuple[int, int]]:
    """The pairs of clauses worth comparing, by their places in the list."""
    buckets = 1 + len(texts) // _A_BUCKET
    return meeting(work.map(partial(_spread, buckets), _portions(texts)), buckets, work=work)


def meeting(prints: Iterable[tuple[int, bytes]], buckets: int, common: int = COMMON, work: Work = HERE) -> list[tuple[int, int]]:
    """The pairs of clauses that meet in enough of their rare prints, from prints with places, packed by bucket."""
    return sorted({*work.shuffle(_worth_comparing, work.shuffle(partial(_meetings, buckets, common), prints))})


def _portions(texts: Sequence[Printed]) -> Iterator[tuple[int, list[str]]]:
    """The keys of a few clauses at a time, with the place of the first."""
    for first in range(0, len(texts), _AT_ONCE):
        yield first, [texts[place].key for place in range(first, min(first + _AT_ONCE, len(texts)))]


def _spread(buckets: int, portion: tuple[int, list[str]]) -> Iterator[tuple[int, bytes]]:
    """The prints of a few clauses, each with the clause's place, by the bucket of the print."""
    first, keys = portion
    out: dict[int, array[int]] = defaultdict(_numbers)
    for place, key in enumerate(keys, first):
        for value in prints(key):
            out[value // STEP % buckets].append(value << 32 | place)
    return ((bucket, entries.tobytes()) for bucket, entries in out.items())


def _meetings(buckets: int, common: int, _bucket: int, parts: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """Which clauses meet in rare prints, each with each and with itself, by the bucket of the first clause."""
    out: dict[int, array[int]] = defaultdict(_numbers)
    for _, same in groupby(sorted(_joined(parts)), key=lambda entry: entry >> 32):
        places = [entry & _LOW for entry in same]
        if len(places) <= common:
            for one in places:
                out[one % buckets].extend([one << 32 | other for other in places])
    return ((bucket, met.tobytes()) for bucket, met in out.items())


def _worth_comparing(_bucket: int, parts: list[bytes]) -> Iterator[tuple[int, int]]:
    """The pairs that share enough of the first clause's rare prints; whoever has fewer of them decides."""
    counts = Counter(_joined(parts))
    for met, count in counts.items():
        one, other = met >> 32, met & _LOW
        if one != other and count >= least(counts[one << 32 | one]):
            yield (one, other) if one < other else (other, one)


def _numbers() -> array[int]:
    return array("Q")


def _joined(parts: list[bytes]) -> array[int]:
    joined = _numbers()
    for part in parts:
        joined.frombytes(part)
    return joined


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
