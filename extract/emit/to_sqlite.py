"""policies.sqlite for those who query: a table per CSV, and a search over clauses that finds two Chinese characters."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.emit.tables import TABLES, Cell, Table, row
from extract.run import Run

# The library writes its own version and counters into the file's header; the same run is to give the same bytes.
_HEADER = ((24, 4), (92, 4), (96, 4))
# Chinese has no blanks: every run of up to four characters is a word of the index, so that MATCH finds any of them.
_LONGEST = 4
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_SEARCH = "CREATE VIRTUAL TABLE clause_search USING fts5(heading, text, content = '', detail = none, columnsize = 0)"
_HELP = (
    ("查一个词（一至四个字）", "SELECT * FROM clauses WHERE rowid IN (SELECT rowid FROM clause_search WHERE clause_search MATCH '低空')"),
    ("同时含两个词", "SELECT * FROM clauses WHERE rowid IN (SELECT rowid FROM clause_search WHERE clause_search MATCH '低空 AND 补贴')"),
    ("更长的词语", "SELECT * FROM clauses WHERE text LIKE '%低空飞行器研发%'"),
    ("上限最高的事项", "SELECT * FROM incentives ORDER BY caps_0_value DESC LIMIT 20"),
)


def database(run: Run) -> bytes:
    """The whole database as bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policies.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA page_size = 4096")
            connection.execute("BEGIN")
            for table in TABLES:
                _fill(connection, table, run)
            _index(connection, run)
            connection.execute("COMMIT")
            connection.execute("VACUUM")
        return _settled(path.read_bytes())


def _fill(connection: sqlite3.Connection, table: Table, run: Run) -> None:
    """One table, its columns named by the records' keys."""
    columns = ", ".join(f'"{column.replace(".", "_")}"' for column in table.columns)
    connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    marks = ", ".join("?" * len(table.columns))
    rows = ([_value(cell) for cell in row(table, record)] for record in table.rows(run))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 - names come from our own table


def _index(connection: sqlite3.Connection, run: Run) -> None:
    """The search over clauses; its rows have the numbers of the clauses' rows."""
    connection.execute(_SEARCH)
    rows = ((number, grams(clause.heading or ""), grams(clause.text)) for number, clause in enumerate(run.clauses, 1))
    connection.executemany("INSERT INTO clause_search(rowid, heading, text) VALUES (?, ?, ?)", rows)
    connection.execute("INSERT INTO clause_search(clause_search) VALUES ('optimize')")
    connection.execute('CREATE TABLE "help" (purpose, query)')
    connection.executemany('INSERT INTO "help" VALUES (?, ?)', _HELP)


def grams(text: str) -> str:
    """The words of the index: every run of one to four Chinese characters, and what else stands between them."""
    return _CHINESE.sub(lambda run: " " + " ".join(_grams(run[0])) + " ", text)


def _grams(run: str) -> Iterator[str]:
    for start in range(len(run)):
        yield from (run[start:end] for end in range(start + 1, min(len(run), start + _LONGEST) + 1))


def _value(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return int(cell) if isinstance(cell, bool) else cell


def _settled(data: bytes) -> bytes:
    """The file with the counters of its header set to one, as if it had been written once."""
    out = bytearray(data)
    for start, size in _HEADER:
        out[start : start + size] = (1).to_bytes(size, "big")
    return bytes(out)
