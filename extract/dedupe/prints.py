"""Which clauses are worth comparing: those that share rare long stretches of characters. The one door to numpy.

Functions on the keys of a few clauses or on what one bucket holds; who brings the buckets together is in `related`.
What is packed is a list of unsigned 64-bit numbers: a print and a clause's place, or two places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

LENGTH = 12  # shorter stretches are boilerplate in this genre, longer ones are lost to single misprints
STEP = 3  # one stretch in three, chosen by its hash: the same ones in every print
COMMON = 60  # a stretch of more clauses than this is boilerplate
_SHARE = 0.4  # of the shorter one's rare prints
_FEW = 4  # with fewer prints than that, one is enough

_Numbers = NDArray[numpy.uint64]
_Packed = Iterator[tuple[int, bytes]]  # by bucket

_HIGH = numpy.uint64(32)
_LOW = numpy.uint64((1 << 32) - 1)
_BASE = 0x9E3779B97F4A7C15  # odd and irregular, so that the sums of other stretches are other numbers
_STEP = numpy.uint64(STEP)
_NEVER = numpy.uint64(1 << 32)  # above every hash


def spread(buckets: int, portion: tuple[int, list[str]]) -> _Packed:
    """The prints of a few clauses, each with the clause's place, by the bucket of the print; `portion` is the first place and the keys."""
    first, keys = portion
    found, owners = prints(keys)
    return _parted(found << _HIGH | (owners + numpy.uint64(first)), found // _STEP, buckets)


def meetings(buckets: int, common: int, _bucket: int, parts: list[bytes]) -> _Packed:
    """Which clauses meet in rare prints, each with each and with itself, by the bucket of the first clause."""
    entries = numpy.unique(_joined(parts))
    places = entries & _LOW
    starts = numpy.flatnonzero(numpy.diff(entries >> _HIGH, prepend=_NEVER))
    sizes = numpy.diff(starts, append=len(entries))
    met = [_each_with_each(places[starts[sizes == size, None] + numpy.arange(size)]) for size in numpy.unique(sizes[sizes <= common])]
    pairs = numpy.concatenate([places[:0], *met])
    return _parted(pairs, pairs >> _HIGH, buckets)


def worth_comparing(_bucket: int, parts: list[bytes]) -> Iterator[tuple[int, int]]:
    """The pairs that share enough of the first clause's rare prints; whoever has fewer of them decides."""
    met, counts = numpy.unique(_joined(parts), return_counts=True)
    ones, others = met >> _HIGH, met & _LOW
    itself = ones == others
    needed = least(counts[itself])[numpy.searchsorted(ones[itself], ones)]
    enough = ~itself & (counts >= needed)
    pairs = numpy.sort(numpy.stack([ones[enough], others[enough]], axis=1), axis=1)
    return (tuple(pair) for pair in pairs.tolist())


def least(sizes: NDArray[numpy.int64]) -> NDArray[numpy.float64]:
    """How many rare prints a clause with so many of them shares with one worth comparing; of two clauses, the smaller number counts."""
    needed: NDArray[numpy.float64] = numpy.maximum(numpy.where(sizes < _FEW, 1, 2), numpy.ceil(_SHARE * sizes))
    return needed


def prints(keys: Sequence[str]) -> tuple[_Numbers, _Numbers]:
    """Hashes of the keys' stretches, one in three, and the number of the key that each is of.

    A short key has that of all its text, and a key that the choice leaves none the least of its hashes.
    """
    padded = [key.ljust(LENGTH, "\0") for key in keys]
    lengths = numpy.array([len(key) for key in padded], dtype=numpy.int64)
    starts = numpy.cumsum(lengths) - lengths
    hashes = _hashes("".join(padded))
    owners = numpy.repeat(numpy.arange(len(keys)), lengths)[: len(hashes)]
    whole = numpy.arange(len(hashes)) <= (starts + lengths - LENGTH)[owners]
    chosen = whole & (hashes % _STEP == 0)
    without = numpy.flatnonzero(numpy.bincount(owners[chosen], minlength=len(keys)) == 0)
    smallest = numpy.minimum.reduceat(numpy.where(whole, hashes, _NEVER), starts)[without]
    return numpy.concatenate([hashes[chosen], smallest]), numpy.concatenate([owners[chosen], without]).astype(numpy.uint64)


def _hashes(text: str) -> _Numbers:
    """A hash of 32 bits of every stretch of a text, by where it starts: a polynomial in its characters, mixed."""
    one = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.uint64)
    two = one[:-1] * _power(1) + one[1:]
    four = two[:-2] * _power(2) + two[2:]
    eight = four[:-4] * _power(4) + four[4:]
    mixed = (eight[:-4] * _power(4) + four[8:]) * _power(1)
    return (mixed ^ mixed >> _HIGH) & _LOW


def _power(exponent: int) -> numpy.uint64:
    return numpy.uint64(pow(_BASE, exponent, 1 << 64))


def _each_with_each(groups: _Numbers) -> _Numbers:
    """All pairs of the places of each group, of groups of one size."""
    return (groups[:, :, None] << _HIGH | groups[:, None, :]).ravel()


def _parted(entries: _Numbers, keys: _Numbers, buckets: int) -> _Packed:
    """The entries of each bucket, by their keys."""
    numbers = (keys % numpy.uint64(buckets)).astype(numpy.uint16 if buckets < 1 << 16 else numpy.uint64)
    order = numpy.argsort(numbers, kind="stable")
    filled, starts = numpy.unique(numbers[order], return_index=True)
    return ((bucket, some.tobytes()) for bucket, some in zip(filled.tolist(), numpy.split(entries[order], starts)[1:], strict=True))


def _joined(parts: list[bytes]) -> _Numbers:
    return numpy.frombuffer(b"".join(parts), dtype=numpy.uint64)
