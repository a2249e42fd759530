"""A page's runs and tables put into reading order as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from extract.read.layout import in_reading_order, margins
from extract.read.ruled import Grid
from extract.read.sheet import Sheet
from extract.read.source import Box, Line
from extract.read.tables import row_lines


def lines_of(sheet: Sheet, before: Sequence[Line]) -> Iterator[Line]:
    """A page's lines in reading order, tables where they stand; `before` are the last lines of the page before."""
    tables = list(sheet.tables)
    header = _header_before(before)
    shown = 0
    for line in _text_lines(sheet):
        while tables and line.box and tables[0][0].box.top < line.box.top:
            yield from _filed(_rows(sheet, *tables.pop(0), header if shown <= 2 else ()), sheet)
            header = ()
        yield from _filed([line], sheet)
        shown += 1
    for grid, texts in tables:
        yield from _filed(_rows(sheet, grid, texts, header if shown <= 2 else ()), sheet)
        header = ()


def _header_before(before: Sequence[Line]) -> tuple[str, ...]:
    """The column names of a table with which the page before ends, a footer aside."""
    return next((line.header for line in reversed(before) if line.kind == "row"), ())


def _rows(sheet: Sheet, grid: Grid, printed: tuple[str, ...], header: tuple[str, ...]) -> Iterator[Line]:
    rows = grid.texts(printed)
    table = grid.box
    ends = (*grid.rows[1:], table.bottom)
    boxes = [Box(table.x0, top, table.x1, bottom) for top, bottom in zip(grid.rows, ends, strict=True)]
    known = header if len(header) == len(grid.columns) else ()
    return row_lines(rows, sheet.number, known, boxes)


def _filed(lines: Iterable[Line], sheet: Sheet) -> Iterator[Line]:
    """Lines with their boxes as on the page that the file holds."""
    for line in lines:
        yield replace(line, box=sheet.frame.as_filed(line.box)) if line.box and sheet.frame.quarter else line


def _text_lines(sheet: Sheet) -> Iterator[Line]:
    if not sheet.runs:
        return
    size = median(run.size for run in sheet.runs)
    rows = in_reading_order([(run.box, run) for run in sheet.runs])
    edges = {column: margins([box for box, _, c in rows if c == column], size) for column in {c for _, _, c in rows}}
    for box, parts, column in rows:
        left, right = edges[column]
        middle = (box.x0 + box.x1) / 2
        yield Line(
            text=" ".join(part.text.strip() for part in parts),
            page=sheet.number,
            box=box,
            bold=parts[0].bold,
            indent=max(0.0, (box.x0 - left) / size),
            fills=box.x1 > right - 1.6 * size,
            centred=box.x0 > left + 2.5 * size and abs(middle - (left + right) / 2) < size,
        )
