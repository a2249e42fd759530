"""policies.xlsx for Excel and WPS: typed cells, never a formula. The one door to xlsxwriter.

xlsxwriter makes the book without its rows; the rows are rendered where the records are, and set in as they are packed, so that no place
ever holds them all.
"""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from extract.emit.cells import STYLES, rows_of
from extract.emit.container import write_part
from extract.emit.pieces import Emitted, Ending
from extract.emit.tables import Cells, Table, cells_of, header
from extract.emit.workbook import LEGEND, Stretch, fitting, legend, ordered, sheet_name, width
from extract.run import Part, Run, whole
from extract.spool import Spool, nameless
from extract.work import Work

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
_EXTENT = re.compile(rb'(<dimension ref="A1:[A-Z]+)\d+(")')
_PIECE = 1 << 20


def rendered(part: Part, cells: Cells) -> dict[str, list[Stretch]]:
    """A part's rows by their table."""
    return {table.name: [*rows_of(table, cells[table.name], part)] for table in ordered() if cells[table.name]}


class Workbook:
    """Joins rows, which wait on disk until it is known how many there are."""

    def __init__(self, ending: Ending) -> None:
        self._folder, self._work = ending.folder, ending.work
        self._sheets: dict[tuple[str, int], _Sheet] = {}
        self._widths: dict[str, list[tuple[int, ...]]] = defaultdict(list)

    def add(self, rendered: dict[str, list[Stretch]]) -> Iterable[Emitted]:
        """Nothing can be written before all has come."""
        for name, stretches in rendered.items():
            for stretch in stretches:
                self._sheet(name, stretch.sheet).add(stretch)
                self._widths[name] += stretch.widths
        return ()

    def end(self) -> Iterator[Emitted]:
        """The whole workbook."""
        yield Emitted("policies.xlsx", self.pieces())

    def _sheet(self, name: str, number: int) -> _Sheet:
        if (name, number) not in self._sheets:
            self._sheets[name, number] = _Sheet(Spool(self._folder), Spool(self._folder))
        return self._sheets[name, number]

    def pieces(self) -> Iterator[bytes]:
        """The file's bytes."""
        for table in ordered():
            self._sheet(table.name, 0)  # a table without rows has a sheet too
        sheets = [(table, number, sheet) for table in ordered() for (name, number), sheet in self._sheets.items() if name == table.name]
        with nameless(self._folder) as file:
            _pack(file, self._empty(sheets), [sheet for *_, sheet in sheets], self._work)
            file.seek(0)
            while piece := file.read(_PIECE):
                yield piece

    def _empty(self, sheets: list[tuple[Table, int, _Sheet]]) -> BytesIO:
        """The book with every sheet's header and the legend."""
        import xlsxwriter

        buffer = BytesIO()
        book = xlsxwriter.Workbook(buffer, _OPTIONS)
        book.set_properties({"title": "政策扶持事项", "created": _CREATED})
        formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
        for name, style in STYLES.items():
            formats[name].set_xf_index(style)
        for table, number, sheet in sheets:
            page = book.add_worksheet(sheet_name(table, number))
            _prepare(page, header(table), sheet.count, formats)
            for column, name in enumerate(header(table)):
                page.set_column(column, column, fitting(name, [needs[column] for needs in self._widths[table.name]]))
        _write_legend(book.add_worksheet(LEGEND), formats)
        book.close()
        return buffer


def workbook(run: Run) -> bytes:
    """The whole workbook of a run that is held in memory."""
    book = Workbook(Ending())
    book.add(rendered(whole(run, 0), cells_of(run)))
    return b"".join(book.pieces())


@dataclass
class _Sheet:
    """The rows of a sheet and their links, on disk; how many rows, and how large they are unpacked."""

    rows: Spool
    links: Spool
    count: int = 0
    size: int = 0

    def add(self, stretch: Stretch) -> None:
        self.rows.append(stretch.rows)
        self.links.append(stretch.links)
        self.count += stretch.length
        self.size += stretch.size


def _pack(file: IO[bytes], empty: BytesIO, sheets: list[_Sheet], work: Work) -> None:
    """The empty book with the rows of its sheets set in."""
    filled = {f"xl/worksheets/sheet{place}.xml": sheet for place, sheet in enumerate(sheets, 1)}
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data, sheet = old.read(name), filled.get(name)
            pieces = iter((data,)) if sheet is None else _with_rows(data, sheet)
            write_part(new, file, zipfile.ZipInfo(name, _CREATED.timetuple()[:6]), pieces, sheet.size if sheet else 0, work)


def _with_rows(data: bytes, sheet: _Sheet) -> Iterator[bytes]:
    """A sheet's XML with its rows behind the header, and its links where links stand."""
    head, row_end, foot = data.partition(b"</sheetData>")
    before, margins, rest = foot.partition(b"<pageMargins")
    yield _EXTENT.sub(rb"\g<1>%d\2" % (sheet.count + 1), head, count=1)
    yield from map(zlib.decompress, sheet.rows)
    yield row_end + before
    if any(sheet.links):
        yield b"<hyperlinks>"
        yield from sheet.links
        yield b"</hyperlinks>"
    yield margins + rest


def _prepare(page: Any, names: list[str], count: int, formats: dict[str, Any]) -> None:
    """A sheet's frozen header, filters, and how it is printed."""
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, count), len(names) - 1)
    page.set_row(0, 30)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for column, name in enumerate(names):
        page.write_string(0, column, name, formats["header"])


def _write_legend(page: Any, formats: dict[str, Any]) -> None:
    """What every column means, and every code."""
    names, rows = ["表", "名称", "含义"], [*legend()]
    _prepare(page, names, len(rows), formats)
    for column, name in enumerate(names):
        page.set_column(column, column, width(name, [row[column] for row in rows]))
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            page.write_string(number, column, cell, formats["wrapped"])
