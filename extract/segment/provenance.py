"""Where clean text was printed: from a position in it back to pages and lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.clean import Piece
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
        for at, piece in zip(self.starts[first:], self.pieces[first:], strict=True):
            if at >= end:
                return
            yield at, piece


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
