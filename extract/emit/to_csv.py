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
# What starts a formula in a spreadsheet, after blanks; full-width twins too. A sign alone is no formula.
_TRIGGER = re.compile(r"^\s*[=+\-@＝＋－＠]\s*\S|^[\t\r]")
# Text that a spreadsheet would turn into a number or a date: (1) into -1, 1-2 into a day, 2024-01 into a month. Whole dates may be dates.
_FIGURE = re.compile(r"^(?!\d{4}-\d{2}-\d{2}$)[(\d][\d.,:/%-]*(?:[eE]\d+)?[\d.,:/%)-]*$")
# An invisible mark behind such text keeps it text in Excel, WPS and LibreOffice.
MARK = "\t"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def neutral(cell: Cell) -> str | int:
    """A cell that stays what it is in a spreadsheet: figures written out, formula triggers behind an apostrophe, numerals as text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, int):
        return cell
    text = _CONTROL.sub("", cell)
    if _TRIGGER.match(text):
        return "'" + text
    return text + MARK if _FIGURE.match(text) else text


def lines(table: Table, run: Run) -> Iterator[str]:
    """The table's lines, the header first."""
    yield BOM + _line(header(table))
    for record in table.rows(run):
        yield _line(neutral(cell) for cell in row(table, record))


def _line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
