"""Records to files: a table of emitters; a new format is one new file and one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from extract.emit import to_csv, to_json
from extract.emit.tables import TABLES
from extract.run import Run


class Emitted(NamedTuple):
    """One file of the output: its name and its text in pieces."""

    name: str
    pieces: Iterable[str]


def _json(run: Run) -> Iterator[Emitted]:
    for name in ("documents", "clauses", "incentives", "duplicates", "rejects"):
        yield Emitted(f"{name}.json", to_json.lines(getattr(run, name)))


def _csv(run: Run) -> Iterator[Emitted]:
    for table in TABLES:
        yield Emitted(f"{table.name}.csv", to_csv.lines(table, run))


def _texts(run: Run) -> Iterator[Emitted]:
    for key in sorted(run.texts):
        yield Emitted(f"texts/{key}.txt", (run.texts[key],))


def _ledger(run: Run) -> Iterator[Emitted]:
    """What this run remembers, only where it was asked to."""
    if run.ledger is not None:
        yield Emitted("ledger.json", to_json.ledger(run.ledger))


def _manifest(run: Run) -> Iterator[Emitted]:
    yield Emitted("manifest.json", (to_json.dumps(run.manifest, indent=1), "\n"))


EMITTERS: tuple[Callable[[Run], Iterator[Emitted]], ...] = (_json, _csv, _texts, _ledger, _manifest)


def emitted(run: Run) -> Iterator[Emitted]:
    """Every file of the output, the manifest last."""
    for emitter in EMITTERS:
        yield from emitter(run)
