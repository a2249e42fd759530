"""Rows of a workbook as its file has them: cells with their places and styles, links that lead to clauses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from html import escape

from extract.emit.tables import Cell, Table
from extract.emit.workbook import LOOKED_AT, MOST_LINKS, ROWS, Stretch, need, sheet_name, table_named
from extract.run import Part

# The number of each style in the book.
STYLES = {name: number for number, name in enumerate(("header", "text", "wrapped", "number", "money", "share", "fine share", "link"), 1)}
_LONGEST = 32_767  # characters that a cell can hold, says Excel
_CUT = "……（过长，全文见同名 JSON）"
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
_MONEY = ("award.value", "caps.0.value", "fund.value", "value")
_LINKED = ("clause", "clause.id", "canonical", "occurrence.clause")
_MARKUP = re.compile("[&<>]")
# What XML cannot hold is written as its number, and what looks like such a number likewise.
_CONTROL = re.compile(r"_(?=x[0-9a-fA-F]{4}_)|[\x00-\x08\x0b-\x1f]")
_FAST = 1  # least compression: what waits on disk is packed again for good


def rows_of(table: Table, rows: Sequence[list[Cell]], part: Part) -> Iterator[Stretch]:
    """A part's rows, parted where one sheet is full and the next begins."""
    first = part.before.get(table.name, 0)
    while rows:
        sheet, place = divmod(first, ROWS)
        some = rows[: ROWS - place]
        looked_at = some[: max(0, LOOKED_AT - first)]
        widths = [tuple(map(need, row)) for row in looked_at]
        text = "".join(_row(table, number, row, part) for number, row in enumerate(some, place + 2)).encode("utf-8", "surrogatepass")
        links = "".join(_links(table, number, row, part) for number, row in enumerate(some, place + 2))
        yield Stretch(sheet, len(some), len(text), zlib.compress(text, _FAST), links.encode(), widths)
        first, rows = first + len(some), rows[len(some) :]


def _row(table: Table, number: int, row: list[Cell], part: Part) -> str:
    cells = [
        _cell(f"{letters}{number}", kind, cell, part, number)
        for letters, kind, cell in zip(_letters(len(row)), _kinds(table), row, strict=True)
        if cell is not None
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, kind: str, cell: str | int | Decimal, part: Part, number: int) -> str:
    """One cell, typed: figures as numbers, all else as text."""
    if isinstance(cell, bool):
        return _cell(place, kind, "是" if cell else "否", part, number)
    if not isinstance(cell, str):
        return f'<c r="{place}" s="{STYLES[_figure(kind, cell)]}"><v>{cell:.16G}</v></c>'
    if kind == "link" and not (number <= MOST_LINKS and cell in part.clauses):
        kind = "wrapped"
    style = STYLES[kind if kind in ("text", "link") else "wrapped"]
    text = cell if len(cell) <= _LONGEST else cell[: _LONGEST - len(_CUT)] + _CUT
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    if _CONTROL.search(text):
        text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_" if found[0] != "_" else "_x005F_", text)
    return escape(text, quote=False) if _MARKUP.search(text) else text


def _figure(kind: str, cell: int | Decimal) -> str:
    """The style of a figure: shares and sums of money by what their column holds."""
    if kind == "share":
        return "share" if cell * 100 == int(cell * 100) else "fine share"
    return "money" if kind == "money" and cell == int(cell) else "number"


@cache
def _kinds(table: Table) -> tuple[str, ...]:
    """What each column holds, as far as it decides a style."""
    return tuple(_kind(table.name, column) for column in table.columns)


def _kind(name: str, column: str) -> str:
    if column.startswith("rate.") or (column == "value" and name == "percentages"):
        return "share"
    if column in _MONEY:
        return "money"
    if column in _LINKED:
        return "link"
    return "text" if column in _ONE_LINE and name != "clauses" else "wrapped"


def _links(table: Table, number: int, row: list[Cell], part: Part) -> str:
    """Links from what names a clause to the clause's row; a sheet can hold only so many."""
    if number > MOST_LINKS:
        return ""
    named = zip(_letters(len(row)), _kinds(table), row, strict=True)
    places = [(letters, cell, part.clauses.get(str(cell))) for letters, kind, cell in named if kind == "link" and cell is not None]
    return "".join(_link(f"{letters}{number}", str(cell), target) for letters, cell, target in places if target is not None)


def _link(place: str, text: str, target: int) -> str:
    sheet, row = divmod(target, ROWS)
    return f'<hyperlink ref="{place}" location="\'{sheet_name(table_named("clauses"), sheet)}\'!A{row + 2}" display="{escape(text)}"/>'


@cache
def _letters(count: int) -> tuple[str, ...]:
    """The letters of so many columns: A to Z, then AA."""
    return tuple((chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26) for number in range(count))
