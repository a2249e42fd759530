"""What policies.xlsx holds: a sheet per table, in the order in which an analyst wants them, and how wide its columns are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extract import lexicon
from extract.emit.tables import TABLES, Cell, Table, header, meanings

# A sheet's name by its table; the tables of mentions come after what they are mentions of.
SHEETS = {
    "incentives": "扶持事项",
    "clauses": "条款",
    "documents": "文件",
    "caps": "扶持上限",
    "amounts": "金额",
    "percentages": "比例",
    "sources": "政策来源",
    "references": "引用文件",
    "duplicates": "重复与近似",
    "rejects": "未读取",
}
LEGEND = "说明"
ROWS = 1_048_575  # that one sheet can hold below its header, says Excel; the rest stands on the next sheet
MOST_LINKS = 65_000  # rows of a sheet that can hold links, says Excel likewise
LOOKED_AT = 200  # rows that decide how wide a column is
_NARROWEST, _WIDEST = 8, 36


class Stretch(NamedTuple):
    """Rows of one sheet, packed, with their links, and how wide the first ones' cells are."""

    sheet: int
    length: int
    size: int
    rows: bytes
    links: bytes
    widths: list[tuple[int, ...]]


@cache
def ordered() -> tuple[Table, ...]:
    """Every table in the order of its sheets."""
    order = list(SHEETS)
    return tuple(sorted(TABLES, key=lambda t: order.index(t.name) if t.name in SHEETS else len(order)))


@cache
def table_named(name: str) -> Table:
    """The table of that name."""
    return next(table for table in TABLES if table.name == name)


def sheet_name(table: Table, number: int) -> str:
    """The name of a table's sheet, and of those that go on where one is full."""
    name = SHEETS.get(table.name, table.name)
    return f"{name}（续{number}）" if number else name


def legend() -> Iterator[tuple[str, str, str]]:
    """What each column means, then what each code stands for: sheet, name, meaning."""
    for table in TABLES:
        for name, meaning in zip(header(table), meanings(table), strict=True):
            yield SHEETS.get(table.name, table.name), name, meaning
    for label in lexicon.table("labels"):
        yield "代码", label["code"], label["label"] or "等于"


def width(name: str, cells: Sequence[Cell]) -> int:
    """A column's width in characters."""
    return fitting(name, [need(cell) for cell in cells[:LOOKED_AT]])


def need(cell: Cell) -> int:
    """How many columns a cell takes; less than none where it is empty."""
    return -1 if cell is None else columns(str(cell))


def fitting(name: str, needs: Sequence[int]) -> int:
    """The width that most cells of a column need, between narrow and wide."""
    told = sorted(need for need in needs if need >= 0)
    common = told[len(told) * 9 // 10] if told else 0
    return max(_NARROWEST, min(_WIDEST, max(common, columns(name) // 2 + 4) + 2))


def columns(text: str) -> int:
    """How many columns a text takes: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
