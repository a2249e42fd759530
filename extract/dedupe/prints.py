"""Which clauses are worth comparing: those that share rare long stretches of characters.

Pure functions on one clause or one bucket each, so that any engine can run them: prints of a clause, the pairs of a bucket, how many they must share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from math import ceil
from zlib import crc32

LENGTH = 12  # shorter stretches are boilerplate in this genre, longer ones are lost to single misprints
_STEP = 3  # one stretch in three, chosen by its hash: the same ones in every print
COMMON = 60  # a stretch of more clauses than this is boilerplate
_SHARE = 0.4  # of the shorter one's rare prints
_FEW = 4  # with fewer prints than that, one is enough


def prints(key: str) -> list[int]:
    """Hashes of a clause's stretches of characters, one in three; a short clause has at least that of all its text."""
    data, width = key.encode("utf-16-le"), 2 * LENGTH
    stretches = range(0, max(2, len(data) - width + 2), 2)
    found = {value for k in stretches if not (value := crc32(data[k : k + width])) % _STEP}
    return list(found) or [min(crc32(data[k : k + width]) for k in stretches)]


def pairs(members: Sequence[int], common: int = COMMON) -> Iterator[tuple[int, int]]:
    """The pairs of one bucket, the clauses that share one print; none where the print is boilerplate."""
    return combinations(sorted(members), 2) if len(members) <= common else iter(())


def least(size: int) -> int:
    """How many rare prints a clause with `size` of them shares with one worth comparing; of two clauses, the smaller number counts."""
    return max(1 if size < _FEW else 2, ceil(_SHARE * size))


def candidates(every: Sequence[Sequence[int]], common: int = COMMON) -> Iterator[tuple[int, int]]:
    """The pairs of clauses worth comparing, by their places in the list.

    The same as counting `pairs` over all buckets; here each clause asks an index of those before it.
    """
    counts = Counter(chain.from_iterable(every))
    boilerplate = {value for value, count in counts.items() if count > common}
    index: dict[int, list[int]] = {value: [] for value, count in counts.items() if 1 < count <= common}
    del counts
    needed = [least(len(own) - len(boilerplate.intersection(own))) for own in every]
    for one, own in enumerate(every):
        shared = [index[value] for value in own if value in index]
        need = needed[one]
        seen = Counter(chain.from_iterable(shared))
        yield from [(other, one) for other, count in seen.items() if count >= need or count >= needed[other]]
        for members in shared:
            members.append(one)
