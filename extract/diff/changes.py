"""What a comparison of two runs gives: changes with their causes, and a count for each field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["added", "removed", "changed"]
Cause = Literal["document", "program", "both", "settings", "inputs", "unknown"]


class Change(NamedTuple):
    """One difference between two runs."""

    record: str  # document, clause, incentive or reject
    field: str
    kind: Kind
    cause: Cause
    path: str  # the document's
    clause: str | None  # its id in the new run, in the old one where it is gone
    old_clause: str | None  # its id in the old run, where that was another
    heading: str | None
    old: str | None
    new: str | None
    old_sentence: str | None = None
    new_sentence: str | None = None


@dataclass
class Tally:
    """How many values of one field were added, removed, changed and left as they were."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Difference:
    """Everything that differs between two runs, in order of documents and clauses; tallies by record and field."""

    changes: list[Change] = field(default_factory=list)
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # what differs in the runs themselves, not in their records

    def tally(self, record: str, name: str) -> Tally:
        """The count for a field."""
        return self.tallies.setdefault((record, name), Tally())

    def add(self, change: Change) -> None:
        """One more change, counted."""
        self.changes.append(change)
        tally = self.tally(change.record, change.field)
        setattr(tally, change.kind, getattr(tally, change.kind) + 1)
