"""One record for each unique clause: the canonical print of it, with every place that prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.dedupe.compare import compare
from extract.records import Clause, Document, Duplicate, Occurrence, Place


class Merged(NamedTuple):
    """The unique clauses, one pair for each other place, and under which clause's id each one is kept."""

    clauses: list[Clause]
    pairs: list[Duplicate]
    owner: dict[str, str]


def merged(clauses: Sequence[Clause], groups: list[list[int]], documents: dict[str, Document]) -> Merged:
    """The unique clauses in order of their canonical print."""
    out: list[Clause] = []
    pairs: list[Duplicate] = []
    owner: dict[str, str] = {}
    for group in groups:
        members = sorted((clauses[i] for i in group), key=lambda c: _rank(c, documents))
        first, rest = members[0], members[1:]
        places = [_place(first, clause) for clause in rest]
        out.append(first.model_copy(update={"occurrences": (first.occurrences[0], *places)}))
        pairs += [_pair(first, place) for place in places]
        owner |= {clause.id: first.id for clause in members}
    return Merged(out, pairs, owner)


def _rank(clause: Clause, documents: dict[str, Document]) -> tuple[object, ...]:
    """An original before a compilation, then the longest, then the earliest, then by path and place."""
    document = documents[clause.document]
    place = clause.occurrences[0]
    return (document.kind == "compilation", -len(clause.text), document.date or "9999", place.path, place.start)


def _place(first: Clause, clause: Clause) -> Occurrence:
    found = compare(first.text, clause.text)
    relation = "near" if found.relation == "different" else found.relation
    text = None if clause.text == first.text else clause.text
    return clause.occurrences[0].model_copy(update={"relation": relation, "similarity": found.similarity, "text": text})


def _pair(first: Clause, place: Occurrence) -> Duplicate:
    return Duplicate(
        relation=place.relation,  # type: ignore[arg-type]
        similarity=place.similarity,
        canonical=first.id,
        occurrence=Place(document=place.document, path=place.path, page=place.page, start=place.start, end=place.end),
        figures_equal=True,
    )
