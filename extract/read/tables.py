"""Tables as lines: one line a row, with its cells and the names of the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, repeat

from extract import lexicon
from extract.read.source import Box, Line
from extract.text import fold, squeeze

_LONGEST_NAME = 12
MARK = "\t"


def row_lines(
    rows: Iterable[Sequence[str]], page: int = 1, header: tuple[str, ...] = (), boxes: Iterable[Box | None] = ()
) -> Iterator[Line]:
    """A line for each row that is not empty; `header` where the table goes on from the page before; `boxes` of the rows.

    A card set as a table, its labels in the first column, is lines of text: 支持对象：….
    """
    table = [(tuple(" ".join(cell.split()) for cell in row), box) for row, box in zip(rows, chain(boxes, repeat(None)), strict=False)]
    if not header and _is_card([cells for cells, _ in table]):
        yield from (Line(text, page, box, ends=True) for cells, box in table for text in _labelled(cells))
        return
    for index, (cells, box) in enumerate(table):
        if not any(cells):
            continue
        if (index == 0 and not header) or names_columns(cells):
            header = cells if names_columns(cells) or _could_name(cells) else ()
        yield Line(MARK.join(cells), page, box, kind="row", ends=True, cells=cells, header=header)


@cache
def roles() -> dict[str, str]:
    """What stands in a column of that name, or under that label."""
    return {row["name"]: row["role"] for row in lexicon.table("columns")}


def _is_name(cell: str) -> bool:
    return squeeze(fold(cell)).strip("：()") in roles()


def _is_card(table: Sequence[Sequence[str]]) -> bool:
    """Whether half the rows say something under a label in their first cell; the rows of a table under column names do not."""
    rows = [row for row in map(_distinct, table) if row]
    labelled = [row for row in rows if len(row) > 1 and _is_name(row[0]) and not _is_name(row[1])]
    return len(labelled) > 1 and len(labelled) * 2 >= len(rows)


def _distinct(cells: Sequence[str]) -> list[str]:
    """The cells that say something; one that is set over several columns is printed once."""
    return [cell for cell, before in zip(cells, ("", *cells), strict=False) if cell and cell != before]


def _labelled(cells: Sequence[str]) -> Iterator[str]:
    """The lines of a card's row: each label with what stands beside it."""
    line = ""
    for cell in _distinct(cells):
        if _is_name(cell):
            if line:
                yield line
            line = cell if cell.endswith(("：", ":")) else f"{cell}："
        else:
            line += f" {cell}" if line and not line.endswith("：") else cell
    if line:
        yield line


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a row names columns: at least half of its cells are known names."""
    named = [_is_name(cell) for cell in cells if cell]
    return len(named) > 1 and sum(named) * 2 >= len(named)


def _could_name(cells: Sequence[str]) -> bool:
    """Whether a first row may name columns that are not known: short cells without figures or stops."""
    return all(0 < len(cell) <= _LONGEST_NAME and not any(c.isdigit() or c in "。，；" for c in cell) for cell in cells)
