"""policies.sqlite for those who query: a table per CSV, and a search over clauses that finds two Chinese characters."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.emit.pieces import Emitted, Ending
from extract.emit.tables import TABLES, Cell, Cells, cells_of
from extract.run import Part, Run, whole

# The library writes its own version and counters into the file's header; the same run is to give the same bytes.
_HEADER = ((24, 4), (92, 4), (96, 4))
# Chinese has no blanks: every run of up to four characters is a word of the index, so that MATCH finds any of them.
_LONGEST = 4
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_SEARCH = "CREATE VIRTUAL TABLE clause_search USING fts5(heading, text, content = '', detail = none, columnsize = 0)"
_PIECE = 1 << 20
_HELP = (
    ("查一个词（一至四个字）", "SELECT * FROM clauses WHERE rowid IN (SELECT rowid FROM clause_search WHERE clause_search MATCH '低空')"),
    ("同时含两个词", "SELECT * FROM clauses WHERE rowid IN (SELECT rowid FROM clause_search WHERE clause_search MATCH '低空 AND 补贴')"),
    ("更长的词语", "SELECT * FROM clauses WHERE text LIKE '%低空飞行器研发%'"),
    ("上限最高的事项", "SELECT * FROM incentives ORDER BY caps_0_value DESC LIMIT 20"),
)


Rendered = tuple[dict[str, list[list[Any]]], list[tuple[str, str]]]


def rendered(part: Part, cells: Cells) -> Rendered:
    """A part's rows by their table, and what the search finds its clauses by."""
    rows = {name: [[_value(cell) for cell in row] for row in own] for name, own in cells.items()}
    return rows, [(grams(clause.heading or ""), grams(clause.text)) for clause in part.run.clauses]


class Database:
    """Joins rows in a database file beside what else the run keeps."""

    def __init__(self, ending: Ending) -> None:
        import sqlite3

        self._folder = tempfile.TemporaryDirectory(dir=ending.folder if ending.folder and ending.folder.is_dir() else None)
        self._path = Path(self._folder.name) / "policies.sqlite"
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        self._connection.execute("PRAGMA page_size = 4096")
        self._connection.execute("BEGIN")
        for table in TABLES:
            columns = ", ".join(f'"{column.replace(".", "_")}"' for column in table.columns)
            self._connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
        self._connection.execute(_SEARCH)
        self._searched = 0

    def add(self, rendered: Rendered) -> Iterable[Emitted]:
        """The rows, each in its table; those of the search have the numbers of the clauses' rows."""
        rows, words = rendered
        for table in TABLES:
            marks = ", ".join("?" * len(table.columns))
            self._connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows[table.name])  # noqa: S608 - our own names
        numbered = ((number, *row) for number, row in enumerate(words, self._searched + 1))
        self._connection.executemany("INSERT INTO clause_search(rowid, heading, text) VALUES (?, ?, ?)", numbered)
        self._searched += len(words)
        return ()

    def end(self) -> Iterator[Emitted]:
        """The whole database."""
        yield Emitted("policies.sqlite", self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """The file's bytes."""
        with self._folder:
            with closing(self._connection) as connection:
                connection.execute("INSERT INTO clause_search(clause_search) VALUES ('optimize')")
                connection.execute('CREATE TABLE "help" (purpose, query)')
                connection.executemany('INSERT INTO "help" VALUES (?, ?)', _HELP)
                connection.execute("COMMIT")
                connection.execute("VACUUM")
            with self._path.open("rb") as file:
                yield _settled(file.read(_PIECE))
                while piece := file.read(_PIECE):
                    yield piece


def database(run: Run) -> bytes:
    """The whole database of a run that is held in memory."""
    made = Database(Ending())
    made.add(rendered(whole(run, 0), cells_of(run)))
    return b"".join(made.pieces())


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
    """The file's beginning with the counters of its header set to one, as if it had been written once."""
    out = bytearray(data)
    for start, size in _HEADER:
        out[start : start + size] = (1).to_bytes(size, "big")
    return bytes(out)
