"""Every limit in one table; the defaults suit real documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost before it is rejected."""

    bytes: int = 100_000_000  # the largest policy PDF seen is a 60 MB scan
    characters: int = 5_000_000  # a thousand pages of print
    pages: int = 2_000
    seconds: float = 60.0
    memory: int = 2_000_000_000
    part_bytes: int = 50_000_000  # one unpacked part of a zip container
    members: int = 2_000  # parts in a zip container


LIMITS = Limits()
