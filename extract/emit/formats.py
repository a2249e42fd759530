"""Records to files: a table of formats; a new format is one new file and one row here.

Each format renders a part of the run wherever that is at hand, and joins in order what was rendered: no place ever holds the whole run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from extract.emit import to_csv, to_json, to_report, to_sqlite, to_xlsx
from extract.emit.pieces import Emitted, Ending, Framed
from extract.emit.report_data import SHOWN
from extract.emit.tables import Cells, cells_of
from extract.run import Part, Run, whole
from extract.schema import json_schema


class Joiner(Protocol):
    """What makes a format's files of rendered parts."""

    def add(self, rendered: Any) -> Iterable[Emitted]:
        """What can be written once this part has come."""

    def end(self) -> Iterable[Emitted]:
        """The rest, when all parts have come."""


class Format(NamedTuple):
    """How a part is rendered, and who joins what was rendered."""

    render: Callable[[Part, Cells], Any]
    joiner: Callable[[Ending], Joiner]


def _texts(part: Part, _cells: Cells) -> dict[str, str]:
    return {f"texts/{key}.txt": text for key, text in part.run.texts.items()}


FORMATS: dict[str, Format] = {
    "json": Format(to_json.rendered, lambda ending: Framed(to_json.FRAMES)),
    "csv": Format(to_csv.rendered, lambda ending: Framed(to_csv.frames())),
    "xlsx": Format(to_xlsx.rendered, to_xlsx.Workbook),
    "texts": Format(_texts, lambda ending: Framed({})),
    "report": Format(to_report.rendered, to_report.Report),
}
# What is written only when asked for, by the name of its format.
OPTIONAL: dict[str, Format] = {"sqlite": Format(to_sqlite.rendered, to_sqlite.Database)}


def _asked(formats: Iterable[str]) -> list[Format]:
    return [*(OPTIONAL[name] for name in sorted(set(formats))), *FORMATS.values()]


def rendered(part: Part, formats: Iterable[str] = ()) -> list[Any]:
    """A part as each format has it."""
    cells = cells_of(part.run)
    return [form.render(part, cells) for form in _asked(formats)]


def joined(parts: Iterable[list[Any]], ending: Ending, formats: Iterable[str] = ()) -> Iterator[Emitted]:
    """Every file of the output, in pieces as they come, from parts that were rendered; the manifest last."""
    joiners = [form.joiner(ending) for form in _asked(formats)]
    for part in parts:
        for joiner, own in zip(joiners, part, strict=True):
            yield from joiner.add(own)
    for joiner in joiners:
        yield from joiner.end()
    yield Emitted("schema.json", (to_json.dumps(json_schema(), indent=1), "\n"))
    if ending.ledger is not None:
        yield Emitted("ledger.json", to_json.ledger(*ending.ledger))
    yield Emitted("manifest.json", (to_json.dumps(ending.manifest, indent=1), "\n"))


def emitted(run: Run, formats: Iterable[str] = ()) -> Iterator[Emitted]:
    """Every file of a run that is held in memory."""
    ledger = (run.ledger.clauses, run.ledger.judgements) if run.ledger else None
    return joined([rendered(whole(run, SHOWN), formats)], Ending(run.manifest, ledger), formats)
