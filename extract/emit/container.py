"""A zip container whose large parts are packed in blocks, so that many hands can pack them; the bytes do not depend on whose."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from extract.work import Work

_BLOCK = 1 << 20
_LARGE = 3_500_000_000  # bytes: larger parts need the newer form of the container, which older programs may complain about
_POLYNOMIAL, _ONE = 0xEDB88320, 1 << 31


def write_part(container: zipfile.ZipFile, file: IO[bytes], part: zipfile.ZipInfo, pieces: Iterable[bytes], size: int, work: Work) -> None:
    """Add a part of about so many bytes to a container that is written to a file."""
    part.compress_type, length, check = zipfile.ZIP_STORED, 0, 0
    with container.open(part, "w", force_zip64=size > _LARGE) as out:
        for packed, one_length, one_check in work.map(_packed, _blocks(pieces)):
            out.write(packed)
            length, check = length + one_length, _both(check, one_check, one_length)
        out.write(zlib.compressobj(wbits=-15).flush())
    _declare(file, part, length, check, size > _LARGE)


def _declare(file: IO[bytes], part: zipfile.ZipInfo, length: int, check: int, large: bool) -> None:
    """Say of a part that was written as it came that it came packed."""
    part.compress_type, part.file_size, part.CRC = zipfile.ZIP_DEFLATED, length, check
    end = file.tell()
    file.seek(part.header_offset)
    file.write(part.FileHeader(zip64=large))
    file.seek(end)


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces as blocks of one size, wherever they were parted."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= _BLOCK:
            yield bytes(held[:_BLOCK])
            del held[:_BLOCK]
    yield bytes(held)


def _packed(block: bytes) -> Iterator[tuple[bytes, int, int]]:
    """A block packed so that another can follow it, its length and its checksum."""
    packer = zlib.compressobj(wbits=-15)
    yield packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH), len(block), zlib.crc32(block)


def _both(first: int, second: int, length: int) -> int:
    """The checksum of two stretches of bytes, the second so long, from the checksum of each."""
    shift, power, bits = _ONE, 1 << 23, length  # x to the eighth: a byte; then its squares
    while bits:
        if bits & 1:
            shift = _product(shift, power)
        power, bits = _product(power, power), bits >> 1
    return _product(shift, first) ^ second


def _product(one: int, other: int) -> int:
    """The product of two polynomials by the checksum's own, lowest power in the highest bit."""
    out, bit = 0, _ONE
    while bit:
        if one & bit:
            out ^= other
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
        bit >>= 1
    return out
