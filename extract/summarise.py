"""A document's records told in short: what a run has to know of them before it writes them."""

from __future__ import annotations

from extract.dedupe.printed import packed, printed
from extract.emit.tables import counted
from extract.errors import ADVICE
from extract.extracted import Extracted
from extract.ids import clause_key, print_id
from extract.records import Clause, Document, Incentive, Reject
from extract.run import Run
from extract.summary import Head, Line, Origin, Summary
from extract.validate import faults


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
