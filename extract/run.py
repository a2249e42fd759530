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
