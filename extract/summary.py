"""What a run has to know of a document before it writes it: the records themselves stay where they are kept."""

from __future__ import annotations

from typing import NamedTuple

from extract.dedupe.printed import packed, printed
from extract.emit.tables import counted
from extract.errors import ADVICE
from extract.ids import clause_key, print_id
from extract.pipeline import Extracted
from extract.records import Clause, Document, Incentive, Reject
from extract.run import Run
from extract.validate import faults


class Origin(NamedTuple):
    """Where a document's records are kept, and from what they can be had again."""

    record: str
    path: str
    name: str
    date: str | None


class Head(NamedTuple):
    """A document: what others cite it by, and what decides between prints of one clause."""

    id: str
    path: str
    sha256: str
    kind: str
    title: str | None
    date: str | None
    clauses: int
    warnings: int


class Line(NamedTuple):
    """A clause: what its id is made of, what it is compared by, and how many rows it makes in each table."""

    number: int  # among all clauses of its document
    name: str  # its heading, or what stands for it
    key: str
    print: str
    sources: tuple[str, ...]
    start: int
    text: str
    compared: bytes
    rows: tuple[int, ...]


class Summary(NamedTuple):
    """A document, the clauses that hold, and a reject for each that does not."""

    document: Head
    clauses: tuple[Line, ...]
    rejects: tuple[Reject, ...]
    origin: Origin


def summarised(found: Extracted, origin: Origin) -> Summary:
    """What a run has to know of a document that is read."""
    incentives: dict[str, list[Incentive]] = {}
    for incentive in found.incentives:
        incentives.setdefault(incentive.clause, []).append(incentive)
    lines, rejects = [], []
    for index, clause in enumerate(found.clauses):
        wrong = faults(clause, found.text)
        if wrong:
            rejects.append(_reject(found.document, clause, wrong))
        else:
            lines.append(_line(index, clause, incentives.get(clause.id, [])))
    return Summary(_head(found), tuple(lines), tuple(rejects), origin)


def _head(found: Extracted) -> Head:
    document = found.document
    return Head(
        document.id,
        document.path,
        document.sha256,
        document.kind,
        document.title,
        document.date,
        len(found.clauses),
        len(document.warnings),
    )


def _line(index: int, clause: Clause, incentives: list[Incentive]) -> Line:
    sources = tuple(source.title for source in clause.sources)
    name = clause.heading or clause.number or clause.text[:12]
    key = clause_key(sources[0] if sources else None, clause.heading, clause.number, clause.text)
    rows = counted(Run(clauses=(clause,), incentives=tuple(incentives)))
    start = clause.occurrences[0].start
    return Line(index, name, key, print_id(clause.text), sources, start, clause.text, packed(printed(clause.text)), rows)


def _reject(document: Document, clause: Clause, wrong: list[str]) -> Reject:
    advice = ADVICE["invalid_record"]
    return Reject(
        path=document.path,
        sha256=document.sha256,
        record=clause.id,
        code="invalid_record",
        reason=f"{advice.reason}：{'；'.join(wrong)}",
        action=advice.action,
    )
