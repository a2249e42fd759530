"""Tables as data frames. The one door to pandas, which is an optional part."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extract.emit.tables import TABLES, header, row
from extract.errors import UsageError
from extract.run import Run

try:
    import pandas
except ImportError:
    raise UsageError("to_pandas 需要 pandas；请先安装：pip install pandas") from None


def frame(run: Run, name: str, chinese: bool) -> pandas.DataFrame:
    """The table of that name; raises UsageError where there is none."""
    table = next((table for table in TABLES if table.name == name), None)
    if table is None:
        raise UsageError(f"没有名为 {name} 的表；可用的表：{'、'.join(table.name for table in TABLES)}")
    columns = header(table) if chinese else list(table.columns)
    return pandas.DataFrame([[_plain(cell) for cell in row(table, record)] for record in table.rows(run)], columns=columns)


def _plain(cell: Any) -> Any:
    """Figures as numbers that pandas reckons with."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell
