"""Where clean text was printed: from a position in it back to pages and lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.clean import Piece
from extract.records import Boxes
from extract.records.base import plain
from extract.segment.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Provenance:
    """The printed lines of a document by where each starts in its clean text."""

    starts: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def page(self, position: int) -> int:
        """The page, from 1, of a position in the clean text."""
        return self.pieces[max(0, bisect_right(self.starts, position) - 1)].line.page if self.pieces else 1

    def between(self, start: int, end: int) -> Iterator[tuple[int, Piece]]:
        """The lines that a stretch of the clean text runs over, each with where it starts in that text."""
        first = max(0, bisect_right(self.starts, start) - 1)
        for index in range(first, len(self.starts)):
            if self.starts[index] >= end:
                return
            yield self.starts[index], self.pieces[index]

    def boxes(self, start: int, end: int) -> Boxes:
        """The rectangles of the lines that print a stretch of the clean text; none where the format has no places."""
        lines = [piece.line for _, piece in self.between(start, end)]
        return tuple(dict.fromkeys((line.page, *map(_tenth, line.box)) for line in lines if line.box))  # type: ignore[misc]


def _tenth(value: float) -> Decimal:
    return plain(Decimal(f"{value:.1f}"))


def provenance(paragraphs: Sequence[Paragraph]) -> Provenance:
    """Of paragraphs that stand one a line."""
    starts: list[int] = []
    pieces: list[Piece] = []
    position = 0
    for paragraph in paragraphs:
        starts += [position + place for place in paragraph.places]
        pieces += paragraph.pieces
        position += len(paragraph.text) + 1
    return Provenance(tuple(starts), tuple(pieces))
