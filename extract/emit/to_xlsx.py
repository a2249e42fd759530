"""policies.xlsx for Excel and WPS: typed cells, never a formula. The one door to xlsxwriter."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from extract.emit.tables import Cell
from extract.emit.workbook import LEGEND, SHEETS, Sheet, legend, sheets, width
from extract.run import Run

# What one cell and one sheet can hold, says Excel.
_LONGEST, _MOST_LINKS = 32_767, 65_000
_CUT = "……（过长，全文见同名 JSON）"
# The same input gives the same bytes: a workbook knows no other day.
_CREATED = datetime.datetime(1980, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS: dict[str, dict[str, Any]] = {
    "header": {
        "bold": True,
        "bg_color": "#0D5A63",
        "font_color": "#FFFFFF",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": "#C9D6D8",
    },
    "text": {"valign": "top", "num_format": "@"},
    "wrapped": {"valign": "top", "text_wrap": True, "num_format": "@"},
    "number": {"valign": "top"},
    "money": {"valign": "top", "num_format": "#,##0"},
    "share": {"valign": "top", "num_format": "0%"},
    "fine share": {"valign": "top", "num_format": "0.0###%"},
    "link": {"valign": "top", "font_color": "#0D5A63", "underline": 1},
}
# Long texts are left on one line, so that rows stay low; on the sheet of clauses they are what one reads.
_ONE_LINE = (
    "text",
    "clause.text",
    "clause.sources",
    "clause.section",
    "path",
    "inherited.eligibility",
    "inherited.stacking",
    "inherited.validity.text",
)


def workbook(run: Run) -> bytes:
    """The whole workbook as bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": "政策扶持事项", "created": _CREATED})
    formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
    clause_rows = {clause.id: number for number, clause in enumerate(run.clauses, 2)}
    for sheet in sheets(run):
        _fill(book.add_worksheet(sheet.name), sheet, formats, clause_rows)
    rows: list[list[Cell]] = [[*row] for row in legend()]
    _fill(book.add_worksheet(LEGEND), Sheet(LEGEND, ("sheet", "name", "meaning"), ["表", "名称", "含义"], rows), formats, {})
    book.close()
    return buffer.getvalue()


def _fill(page: Any, sheet: Sheet, formats: dict[str, Any], clause_rows: dict[str, int]) -> None:
    """A sheet: frozen header, filters, widths, and its cells."""
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.header) - 1)
    page.set_row(0, 30)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for column, name in enumerate(sheet.header):
        page.set_column(column, column, width(name, [cells[column] for cells in sheet.rows]))
        page.write_string(0, column, name, formats["header"])
    for row, cells in enumerate(sheet.rows, 1):
        for column, (key, cell) in enumerate(zip(sheet.keys, cells, strict=True)):
            target = clause_rows.get(str(cell)) if key in ("clause", "clause.id", "canonical", "occurrence.clause") else None
            if target is not None and row < _MOST_LINKS:
                page.write_url(row, column, f"internal:'{SHEETS['clauses']}'!A{target}", formats["link"], str(cell))
            elif cell is not None:
                _write(page, (row, column), cell, formats[_format(sheet, key, cell)])


def _write(page: Any, place: tuple[int, int], cell: Any, style: Any) -> None:
    """One cell, typed: figures as numbers, all else as text."""
    if isinstance(cell, bool):
        page.write_string(*place, "是" if cell else "否", style)
    elif isinstance(cell, (int, Decimal)):
        page.write_number(*place, cell, style)
    else:
        page.write_string(*place, cell if len(cell) <= _LONGEST else cell[: _LONGEST - len(_CUT)] + _CUT, style)


def _format(sheet: Sheet, key: str, cell: Any) -> str:
    """The name of the format that a cell takes: shares and sums of money by what their column holds."""
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        if key.startswith("rate.") or (key == "value" and sheet.name == SHEETS["percentages"]):
            return "share" if cell * 100 == int(cell * 100) else "fine share"
        is_money = key in ("award.value", "caps.0.value", "fund.value", "value") and cell == int(cell)
        return "money" if is_money else "number"
    return "text" if key in _ONE_LINE and sheet.name != SHEETS["clauses"] else "wrapped"
