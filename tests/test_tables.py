"""The tables: what a spreadsheet opens is what the JSON says, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from conftest import records
from hypothesis import given
from hypothesis import strategies as st

from extract import load
from extract.emit.tables import TABLES, Table
from extract.emit.to_csv import neutral
from extract.emit.to_xlsx import workbook
from extract.emit.workbook import LEGEND, SHEETS, width
from extract.run import Run

LISTED = [table for table in TABLES if table.name in ("documents", "clauses", "incentives", "rejects")]
# What a cell holds, what the CSV writes, and why.
CELLS = [
    ("(1)", "(1)\t", "Excel would show -1"),
    ("1-2", "1-2\t", "Excel would show a day"),
    ("1.", "1.\t", "Excel would show 1"),
    ("3/4", "3/4\t", "Excel would show a day"),
    ("2024-01", "2024-01\t", "Excel would show a month"),
    ("007", "007\t", "leading zeros are lost"),
    ("110000199001011234", "110000199001011234\t", "long numbers lose their last digits"),
    ("1e5", "1e5\t", "Excel would show 100000"),
    ("30%", "30%\t", "as printed, not 0.3"),
    ("2024-07-01", "2024-07-01", "a date may be a date"),
    ("（三）", "（三）", "no spreadsheet takes it for a number"),
    ("第3页", "第3页", "text as it is"),
    ("=1+1", "'=1+1", "a formula"),
    ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0", "a formula behind blanks"),
    ("－1", "'－1", "a formula in full width"),
    ("=", "=", "a comparator is no formula"),
    ("<=", "<=", "nor is this"),
    (Decimal("0.07"), "0.07", "a figure"),
    (Decimal(5000000), "5000000", "a figure without exponent"),
    (-3, -3, "a negative figure is no formula"),
    (True, "是", "in words"),
    (None, "", "nothing"),
]


@pytest.mark.parametrize(("cell", "written", "why"), CELLS, ids=[row[-1] for row in CELLS])
def test_cells(cell: Any, written: Any, why: str) -> None:
    assert neutral(cell) == written, why


@given(st.text(max_size=12))
def test_text_comes_back_from_a_csv(text: str) -> None:
    written = str(neutral(text))
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([written, "x"])
    ((back, _),) = csv.reader(io.StringIO(buffer.getvalue(), newline=""))
    assert back == written
    assert back.lstrip().removeprefix("'")[:1] not in "=+@" or back.startswith("'") or len(back.strip()) <= 1


@pytest.fixture(scope="module")
def book(sample: Path) -> openpyxl.Workbook:
    """The workbook of a run, read back once."""
    return openpyxl.load_workbook(sample / "policies.xlsx")


def flat(record: dict[str, Any], path: str) -> Any:
    """A value of a JSON record by path, as a column shows it; what a list's cell holds is not compared here."""
    value: Any = record
    for part in path.split("."):
        step = int(part) if part.isdecimal() else part
        value = None if value is None or (isinstance(step, int) and step >= len(value)) else value[step]
    return value


def same(cell: Any, value: Any) -> bool:
    """Whether a cell read back by pandas is the JSON's value."""
    if value is None or value == []:
        return bool(cell == "" or pandas.isna(cell))
    if isinstance(value, list):
        return not isinstance(value[0], str) or str(cell) == "；".join(value)
    if isinstance(value, bool):
        return bool(cell == ("是" if value else "否"))
    if isinstance(value, int | float):
        return bool(float(cell) == value)
    return bool(str(cell).removesuffix("\t").removeprefix("'") == value.removeprefix("'"))


def compared(frame: pandas.DataFrame, table: Table, rows: list[dict[str, Any]]) -> None:
    assert len(frame) == len(rows)
    paths = [(place, path) for place, path in enumerate(table.columns) if not path.startswith("clause.")]
    for number, row in enumerate(rows):
        for place, path in paths:
            assert same(frame.iat[number, place], flat(row, path)), f"{table.name} {number} {path}: {frame.iat[number, place]!r}"


@pytest.mark.parametrize("table", LISTED, ids=lambda table: table.name)
def test_csv_reads_back_as_the_json(sample: Path, table: Table) -> None:
    data = (sample / f"{table.name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    frame = pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    compared(frame, table, records(sample, table.name))


@pytest.mark.parametrize("table", LISTED, ids=lambda table: table.name)
def test_xlsx_reads_back_as_the_json(sample: Path, table: Table) -> None:
    frame = pandas.read_excel(sample / "policies.xlsx", sheet_name=SHEETS[table.name], keep_default_na=False)
    compared(frame, table, records(sample, table.name))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_sheet_says_what_its_csv_says(sample: Path, book: openpyxl.Workbook, table: Table) -> None:
    with (sample / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    page = book[SHEETS[table.name]]
    rows = [[("" if cell is None else cell) for cell in row] for row in page.iter_rows(values_only=True)]
    assert len(rows) == len(lines)
    for row, line in zip(rows, lines, strict=True):
        for cell, written in zip(row, line, strict=True):
            assert (
                same(cell, float(written)) if isinstance(cell, int | float) else str(cell) == written.removesuffix("\t").removeprefix("'")
            )


def test_the_workbook_is_ready_to_work_with(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [*SHEETS.values(), LEGEND]
    for page in book:
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref
        assert not [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_incentive_leads_to_its_clause(book: openpyxl.Workbook) -> None:
    page, clauses = book[SHEETS["incentives"]], book[SHEETS["clauses"]]
    column = next(cell.column for cell in page[1] if cell.value == "条款编号")
    assert page.max_row > 80
    for row in range(2, page.max_row + 1):
        cell = page.cell(row, column)
        assert cell.hyperlink is not None
        assert cell.hyperlink.location is not None
        assert clauses[cell.hyperlink.location.rsplit("!", 1)[1]].value == cell.value


def test_the_same_run_gives_the_same_workbook(sample: Path) -> None:
    run = load(sample)
    assert workbook(run) == (sample / "policies.xlsx").read_bytes()
    with zipfile.ZipFile(sample / "policies.xlsx") as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_an_empty_run_and_a_hostile_one_are_workbooks_too(sample: Path) -> None:
    assert openpyxl.load_workbook(io.BytesIO(workbook(Run()))).sheetnames[-1] == LEGEND
    run = load(sample)
    clause = run.clauses[0].model_copy(update={"heading": '=HYPERLINK("http://x")', "text": "长" * 40_000})
    book = openpyxl.load_workbook(io.BytesIO(workbook(replace(run, clauses=(clause, *run.clauses[1:])))))
    cells = {str(cell.value)[:40]: cell.data_type for cell in book[SHEETS["clauses"]][2]}
    assert cells['=HYPERLINK("http://x")'] == "s"
    assert max(len(str(cell.value)) for cell in book[SHEETS["clauses"]][2]) <= 32_767


@given(st.text(max_size=5), st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=300)), max_size=20))
def test_widths_stay_readable(name: str, cells: list[Any]) -> None:
    assert 8 <= width(name, cells) <= 36


def test_a_data_frame_is_the_table(sample: Path) -> None:
    run = load(sample)
    compared(run.to_pandas("incentives"), next(table for table in TABLES if table.name == "incentives"), records(sample, "incentives"))
    assert list(run.to_pandas("caps", chinese=True).columns)[:2] == ["原文", "金额（元）"]
    total = sum(amount["value"] for clause in json.loads((sample / "clauses.json").read_text("utf-8")) for amount in clause["amounts"])
    assert run.to_pandas("amounts")["value"].sum() == total
