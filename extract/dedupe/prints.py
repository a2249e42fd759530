"""Which clauses are worth comparing: those that share rare long stretches of characters.

Pure functions on one clause or one bucket each, so that any engine can run them: prints of a clause, partners of a bucket, enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from zlib import crc32

LENGTH = 12  # shorter stretches are boilerplate in this genre, longer ones are lost to single misprints
_STEP = 3  # one stretch in three, chosen by its hash: the same ones in every print
COMMON = 60  # a stretch of more clauses than this is boilerplate
_SHARE = 0.3  # of the shorter one's rare prints
_FEW = 4  # with fewer prints than that, one is enough


def prints(key: str) -> list[int]:
    """Hashes of a clause's stretches of characters, one in three; a short clause has at least that of all its text."""
    data, width = key.encode("utf-16-le"), 2 * LENGTH
    found = {crc32(data[k : k + width]) for k in range(0, max(2, len(data) - width + 2), 2)}
    return [value for value in found if value % _STEP == 0] or [min(found)]


def pairs(members: Sequence[int], common: int = COMMON) -> Iterator[tuple[int, int]]:
    """The pairs of one bucket, the clauses that share one print; none where the print is boilerplate."""
    return combinations(sorted(members), 2) if len(members) <= common else iter(())


def enough(shared: int, smaller: int) -> bool:
    """Whether two clauses share enough rare prints to be compared, of the `smaller` number that the poorer one has."""
    return shared >= _SHARE * smaller and (shared > 1 or smaller < _FEW)


def candidates(every: Sequence[Sequence[int]], common: int = COMMON) -> Iterator[tuple[int, int]]:
    """The pairs of clauses worth comparing, by their places in the list.

    The same as counting `pairs` over all buckets; here each clause asks an index of those before it.
    """
    counts = Counter(chain.from_iterable(every))
    boilerplate = {value for value, count in counts.items() if count > common}
    met = {value for value, count in counts.items() if 1 < count <= common}
    del counts
    sizes = [sum(value not in boilerplate for value in own) for own in every]
    index: dict[int, list[int]] = {value: [] for value in met}
    for one, own in enumerate(every):
        shared = [index[value] for value in own if value in index]
        for other, count in sorted(Counter(chain.from_iterable(shared)).items()):
            if enough(count, min(sizes[one], sizes[other])):
                yield other, one
        for members in shared:
            members.append(one)
