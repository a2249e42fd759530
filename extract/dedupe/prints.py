"""Which clauses are worth comparing: those that share rare long stretches of characters.

How clauses with like prints are found is in `related`.
"""

from __future__ import annotations

from math import ceil
from zlib import crc32

LENGTH = 12  # shorter stretches are boilerplate in this genre, longer ones are lost to single misprints
STEP = 3  # one stretch in three, chosen by its hash: the same ones in every print
COMMON = 60  # a stretch of more clauses than this is boilerplate
_SHARE = 0.4  # of the shorter one's rare prints
_FEW = 4  # with fewer prints than that, one is enough


def prints(key: str) -> list[int]:
    """Hashes of a clause's stretches of characters, one in three; a short clause has at least that of all its text."""
    data, width = key.encode("utf-16-le"), 2 * LENGTH
    stretches = range(0, max(2, len(data) - width + 2), 2)
    found = {value for k in stretches if not (value := crc32(data[k : k + width])) % STEP}
    return list(found) or [min(crc32(data[k : k + width]) for k in stretches)]


def least(size: int) -> int:
    """How many rare prints a clause with `size` of them shares with one worth comparing; of two clauses, the smaller number counts."""
    return max(1 if size < _FEW else 2, ceil(_SHARE * size))
