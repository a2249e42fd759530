"""CSV for spreadsheets: UTF-8 with BOM, Chinese header, no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extract.emit.tables import Cell, Table, header, row
from extract.run import Run

BOM = "\ufeff"
# What starts a formula in a spreadsheet, after blanks; full-width twins too. A lone = is text.
_TRIGGER = re.compile(r"^\s*[=+\-@＝＋－＠\t\r].")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def neutral(cell: Cell) -> str | int:
    """A cell that stays what it is in a spreadsheet: figures written out, formula triggers behind an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, int):
        return cell
    text = _CONTROL.sub("", cell)
    return "'" + text if _TRIGGER.match(text) else text


def lines(table: Table, run: Run) -> Iterator[str]:
    """The table's lines, the header first."""
    yield BOM + _line(header(table))
    for record in table.rows(run):
        yield _line(neutral(cell) for cell in row(table, record))


def _line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
