"""policies.sqlite: the tables' rows, a search for words of any length in Chinese, the same bytes for the same run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run, records

from extract import load
from extract.emit.tables import TABLES
from extract.emit.to_sqlite import database


@pytest.fixture(scope="module")
def connection(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "policies.sqlite"
    path.write_bytes(database(load(sample)))
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def test_it_is_sound_and_holds_every_row(connection: sqlite3.Connection, sample: Path) -> None:
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    run = load(sample)
    for table in TABLES:
        assert connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0] == len(list(table.rows(run)))
    total = sum(a["value"] for clause in records(sample, "clauses") for a in clause["amounts"])
    assert connection.execute("SELECT sum(value) FROM amounts").fetchone()[0] == total


@pytest.mark.parametrize("word", ["低空", "补贴", "无人机", "企", "研发投入", "30"])
def test_search_finds_what_the_text_has(connection: sqlite3.Connection, sample: Path, word: str) -> None:
    query = "SELECT id FROM clauses WHERE rowid IN (SELECT rowid FROM clause_search WHERE clause_search MATCH ?)"
    found = {row[0] for row in connection.execute(query, (word,))}
    expected = {clause["id"] for clause in records(sample, "clauses") if word in clause["text"]}
    assert expected
    assert found == expected if not word.isdecimal() else found <= expected


def test_the_examples_in_it_run(connection: sqlite3.Connection) -> None:
    queries = [row[0] for row in connection.execute("SELECT query FROM help")]
    assert queries
    for query in queries:
        connection.execute(query).fetchall()


def test_the_same_run_gives_the_same_bytes(sample: Path) -> None:
    run = load(sample)
    assert database(run) == database(run)


def test_it_is_written_on_request_and_never_left_behind(tmp_path: Path, command: Run) -> None:
    source = tmp_path / "夜市.txt"
    source.write_text("云浦市支持夜市若干措施\n一、支持开办夜市。对新开办的夜市，给予最高5万元补贴。\n", "utf-8")
    assert command("run", source, "--output", tmp_path / "out", "--format", "sqlite").returncode == 0
    assert (tmp_path / "out" / "policies.sqlite").read_bytes().startswith(b"SQLite format 3")
    assert command("run", source, "--output", tmp_path / "out").returncode == 0
    assert not (tmp_path / "out" / "policies.sqlite").exists()
