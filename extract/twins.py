"""Files with the same bytes: each stays a document of its own, under an id of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.ids import digest
from extract.pipeline import Extracted
from extract.records import Clause


def told_apart_by_path(extracted: Iterable[Extracted]) -> list[Extracted]:
    """The documents by path; of those with one content, all but the first take their path's hash into their id."""
    seen: set[str] = set()
    out = []
    for item in sorted(extracted, key=lambda e: e.document.path):
        key = item.document.id
        out.append(_renamed(item, f"{key}-{digest(item.document.path, length=8)}") if key in seen else item)
        seen.add(key)
    return out


def _renamed(item: Extracted, key: str) -> Extracted:
    return replace(
        item,
        document=item.document.model_copy(update={"id": key}),
        clauses=tuple(_clause(clause, key) for clause in item.clauses),
        incentives=tuple(incentive.model_copy(update={"document": key}) for incentive in item.incentives),
    )


def _clause(clause: Clause, key: str) -> Clause:
    places = tuple(place.model_copy(update={"document": key}) for place in clause.occurrences)
    sources = tuple(s.model_copy(update={"document": key}) if s.document else s for s in clause.sources)
    return clause.model_copy(update={"document": key, "occurrences": places, "sources": sources})
