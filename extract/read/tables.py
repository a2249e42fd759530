"""Tables as lines: one line a row, with its cells and the names of the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat

from extract import lexicon
from extract.read.source import Box, Line
from extract.text import fold, squeeze

_LONGEST_NAME = 12
MARK = "\t"


def row_lines(
    rows: Iterable[Sequence[str]], page: int = 1, header: tuple[str, ...] = (), boxes: Iterable[Box | None] = ()
) -> Iterator[Line]:
    """A line for each row that is not empty; `header` where the table goes on from the page before; `boxes` of the rows."""
    for index, (row, box) in enumerate(zip(rows, chain(boxes, repeat(None)), strict=False)):
        cells = tuple(" ".join(cell.split()) for cell in row)
        if not any(cells):
            continue
        if (index == 0 and not header) or names_columns(cells):
            header = cells if names_columns(cells) or _could_name(cells) else ()
        yield Line(MARK.join(cells), page, box, kind="row", ends=True, cells=cells, header=header)


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a row names columns: at least half of its cells are known names."""
    known = {row["name"] for row in lexicon.table("columns")}
    named = [squeeze(fold(cell)) in known for cell in cells if cell]
    return len(named) > 1 and sum(named) * 2 >= len(named)


def _could_name(cells: Sequence[str]) -> bool:
    """Whether a first row may name columns that are not known: short cells without figures or stops."""
    return all(0 < len(cell) <= _LONGEST_NAME and not any(c.isdigit() or c in "。，；" for c in cell) for cell in cells)
