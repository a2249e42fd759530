"""What policies.xlsx holds: a sheet per table, in the order in which an analyst wants them, and how wide its columns are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extract import lexicon
from extract.emit.tables import TABLES, Cell, header, meanings, row
from extract.run import Run

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
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 36, 200


class Sheet(NamedTuple):
    """A sheet: its name, its header, its rows, and the keys of its columns."""

    name: str
    keys: tuple[str, ...]
    header: list[str]
    rows: list[list[Cell]]


def sheets(run: Run) -> Iterator[Sheet]:
    """Every table as a sheet."""
    order = list(SHEETS)
    for table in sorted(TABLES, key=lambda t: order.index(t.name) if t.name in SHEETS else len(order)):
        yield Sheet(SHEETS.get(table.name, table.name), table.columns, header(table), [row(table, record) for record in table.rows(run)])


def legend() -> Iterator[tuple[str, str, str]]:
    """What each column means, then what each code stands for: sheet, name, meaning."""
    for table in TABLES:
        for name, meaning in zip(header(table), meanings(table), strict=True):
            yield SHEETS.get(table.name, table.name), name, meaning
    for label in lexicon.table("labels"):
        yield "代码", label["code"], label["label"] or "等于"


def width(name: str, cells: list[Cell]) -> int:
    """A column's width in characters: what most of its cells need, between narrow and wide."""
    needs = sorted(_columns(str(cell)) for cell in cells[:_LOOKED_AT] if cell is not None)
    common = needs[len(needs) * 9 // 10] if needs else 0
    return max(_NARROWEST, min(_WIDEST, max(common, _columns(name) // 2 + 4) + 2))


def _columns(text: str) -> int:
    """How many columns a text takes: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
