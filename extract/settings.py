"""Every limit in one table; the defaults suit real documents."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost before it is rejected, and what opens it."""

    bytes: int = 100_000_000  # the largest policy PDF seen is a 60 MB scan
    characters: int = 5_000_000  # a thousand pages of print
    line_characters: int = 100_000  # of one line or paragraph; a whole policy is shorter
    pages: int = 2_000
    seconds: float = 60.0
    seconds_a_megabyte: float = 60.0  # more for large files: a page of a scan takes a tenth of that and ten seconds
    most_seconds: float = 600.0
    convert_seconds: float = 45.0  # of LibreOffice, within those above
    memory: int = 2_500_000_000  # recognition alone takes 1.7
    part_bytes: int = 50_000_000  # one unpacked part of a zip container
    members: int = 2_000  # parts in a zip container
    all_parts_bytes: int = 200_000_000  # all parts of a container that are read, unpacked
    recognise: bool = True  # read scans by eye, where that is installed
    picture_side: int = 3_500  # pixels of a page drawn for recognition
    passwords: tuple[str, ...] = field(default=(), repr=False)  # tried on files with an opening password; they change no result

    def seconds_for(self, size: int) -> float:
        """How long a file of so many bytes may take."""
        return min(max(self.seconds, self.most_seconds), self.seconds + self.seconds_a_megabyte * size / 1_000_000)


LIMITS = Limits()
