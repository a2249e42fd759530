"""A row of a table of measures: what its columns say, and how the row reads as a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from extract.read.tables import roles
from extract.segment.metadata import titles_in
from extract.segment.paragraphs import Paragraph
from extract.text import fold, squeeze

# Columns whose name must be read with their cells; the others' cells speak for themselves.
_LABELLED = frozenset(("standard", "cap", "department", "duration"))
# Columns whose cells go on with the sentence of the cell before.
_GOES_ON = frozenset(("standard", "cap", "duration"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what stands in it, and where in the row's text."""

    role: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row taken apart; positions are into the paragraph's text."""

    text: str
    cells: tuple[Cell, ...]

    def first(self, role: str) -> str | None:
        """The text of the first cell of a role; None where the row has none."""
        return next((self.text[c.start : c.end] for c in self.cells if c.role == role and c.end > c.start), None)

    @property
    def titles(self) -> tuple[str, ...]:
        """The policies that the row is taken from; a mere article's number names none."""
        cell = self.first("source")
        return titles_in(cell) if cell else ()

    @property
    def body(self) -> tuple[int, int]:
        """Where the clause starts and ends: without its number and section before it and its source behind it."""
        inner = [c for c in self.cells if c.role not in ("number", "section", "source") and c.end > c.start]
        return (inner[0].start, inner[-1].end) if inner else (0, len(self.text))

    def reading(self) -> tuple[str, tuple[int, ...]]:
        """The clause as a sentence, column names put before their cells, and for each of its characters the position in
        the clause's text (that of the next character where a name was put in).
        """
        start, end = self.body
        out: list[str] = []
        places: list[int] = []
        for cell in (c for c in self.cells if start <= c.start < end and c.end > c.start):
            if out:
                joint = "，" if cell.role in _GOES_ON else "|"
                out.append(joint)
                places.append(cell.start - start)
            label = f"{cell.name}：" if cell.role in _LABELLED else ""
            content = self.text[cell.start : cell.end]
            out += [*label, *content]
            places += [cell.start - start] * len(label) + [*range(cell.start - start, cell.end - start)]
        return "".join(out), (*places, end - start)


def row_of(paragraph: Paragraph) -> Row | None:
    """The row that a paragraph is; None where it is none or its columns are unknown."""
    line = paragraph.first.line
    if line.kind != "row" or len(line.header) != len(line.cells):
        return None
    names = [squeeze(fold(name)) for name in line.header]
    kinds = [roles().get(name, "other") for name in names]
    if not any(kind in ("heading", "content", "standard", "cap") for kind in kinds):
        return None
    cells, position = [], 0
    for part, role, name in zip(paragraph.text.split("\t"), kinds, names, strict=False):
        lead = len(part) - len(part.lstrip())
        cells.append(Cell(role, name, position + lead, position + lead + len(part.strip())))
        position += len(part) + 1
    return Row(paragraph.text, tuple(cells))
