"""CSV for spreadsheets: UTF-8 with BOM, Chinese header, no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from extract.emit.pieces import Frame
from extract.emit.tables import TABLES, Cell, Cells, header
from extract.run import Part

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


def frames() -> dict[str, Frame]:
    """The header of each table."""
    opening = {f"{table.name}.csv": BOM + _lines([header(table)]) for table in TABLES}
    return {name: Frame(line, "", "", line) for name, line in opening.items()}


def rendered(_part: Part, cells: Cells) -> dict[str, str]:
    """A part's rows by their files."""
    return {f"{name}.csv": _lines([neutral(cell) for cell in row] for row in rows) for name, rows in cells.items() if rows}


def _lines(rows: Iterable[list[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
