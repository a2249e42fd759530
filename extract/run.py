"""What a whole run gives: the records of all documents, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.records import Clause, Document, Duplicate, Incentive, Ledger, Reject


@dataclass(frozen=True, slots=True)
class Run:
    """Every record of a run, in the order in which it is written, and each document's clean text by id."""

    documents: tuple[Document, ...] = ()
    clauses: tuple[Clause, ...] = ()
    incentives: tuple[Incentive, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    rejects: tuple[Reject, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    ledger: Ledger | None = None
    manifest: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """Some finished records of a run, next to each other in its order, and where they stand in the whole."""

    run: Run
    before: dict[str, int] = field(default_factory=dict)  # rows that each table has before these
    clauses: dict[str, int] = field(default_factory=dict)  # the number of each clause that is named here, from 0
    documents: dict[str, int] = field(default_factory=dict)  # the number of each document named here that the report shows
    pairs: tuple[Duplicate, ...] = ()  # other places and look-alikes of the clauses that the report shows
    shown: int = 0  # clauses that the report shows of these


def whole(run: Run, shown: int) -> Part:
    """A run as one part, of which the report shows so many clauses at most."""
    clauses = {clause.id: number for number, clause in enumerate(run.clauses)}
    documents = {document.id: number for number, document in enumerate(run.documents)}
    return Part(run, {}, clauses, documents, run.duplicates, min(shown, len(run.clauses)))
