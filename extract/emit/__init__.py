"""Records to files: a table of emitters; a new format is one new file and one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from extract.emit import to_csv, to_json, to_report, to_sqlite, to_xlsx
from extract.emit.tables import TABLES
from extract.run import Run
from extract.schema import json_schema


class Emitted(NamedTuple):
    """One file of the output: its name and its text or bytes in pieces."""

    name: str
    pieces: Iterable[str | bytes]


def _json(run: Run) -> Iterator[Emitted]:
    for name in ("documents", "clauses", "incentives", "duplicates", "rejects"):
        yield Emitted(f"{name}.json", to_json.lines(getattr(run, name)))


def _csv(run: Run) -> Iterator[Emitted]:
    for table in TABLES:
        yield Emitted(f"{table.name}.csv", to_csv.lines(table, run))


def _texts(run: Run) -> Iterator[Emitted]:
    for key in sorted(run.texts):
        yield Emitted(f"texts/{key}.txt", (run.texts[key],))


def _xlsx(run: Run) -> Iterator[Emitted]:
    yield Emitted("policies.xlsx", (to_xlsx.workbook(run),))


def _sqlite(run: Run) -> Iterator[Emitted]:
    yield Emitted("policies.sqlite", (to_sqlite.database(run),))


def _schema(run: Run) -> Iterator[Emitted]:
    yield Emitted("schema.json", (to_json.dumps(json_schema(), indent=1), "\n"))


def _report(run: Run) -> Iterator[Emitted]:
    yield Emitted("report.html", (to_report.page(run),))


def _ledger(run: Run) -> Iterator[Emitted]:
    """What this run remembers, only where it was asked to."""
    if run.ledger is not None:
        yield Emitted("ledger.json", to_json.ledger(run.ledger))


def _manifest(run: Run) -> Iterator[Emitted]:
    yield Emitted("manifest.json", (to_json.dumps(run.manifest, indent=1), "\n"))


EMITTERS: tuple[Callable[[Run], Iterator[Emitted]], ...] = (_json, _csv, _xlsx, _texts, _schema, _report, _ledger, _manifest)


# What is written only when asked for, by the name of its format.
OPTIONAL: dict[str, Callable[[Run], Iterator[Emitted]]] = {"sqlite": _sqlite}


def emitted(run: Run, formats: Iterable[str] = ()) -> Iterator[Emitted]:
    """Every file of the output, the manifest last."""
    for name in sorted(set(formats)):
        yield from OPTIONAL[name](run)
    for emitter in EMITTERS:
        yield from emitter(run)
