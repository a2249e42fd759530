"""One record for each unique clause: the canonical print of it, with every place that prints it and how it differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.dedupe.clusters import Edge
from extract.dedupe.compare import Judgement, compare
from extract.dedupe.fidelity import Fidelity, fidelity
from extract.dedupe.printed import Printed
from extract.dedupe.veto import Difference
from extract.ids import print_id
from extract.likeness import likeness
from extract.records import Clause, Document, Duplicate, Occurrence, Place

_SAID = {
    "figure": "数字不同",
    "bound": "界限不同",
    "negation": "肯定与否定不同",
    "place": "地点不同",
    "name": "所指不同",
    "scope": "范围不同",
}
_NUMERIC = ("figure", "bound")


class Merged(NamedTuple):
    """The unique clauses, one pair for each other place, and under which clause's id each one is kept."""

    clauses: list[Clause]
    pairs: list[Duplicate]
    owner: dict[str, str]


def merged(clauses: Sequence[Clause], texts: Sequence[Printed], groups: list[list[int]], documents: dict[str, Document]) -> Merged:
    """The unique clauses in order of their canonical print."""
    out: list[Clause] = []
    pairs: list[Duplicate] = []
    owner: dict[str, str] = {}
    for group in groups:
        first, *rest = sorted(group, key=lambda i: _rank(i, group, clauses, texts, documents))
        differing = {i: fidelity(clauses[first].text, clauses[i].text) for i in rest}
        judged = {i: _settled(_judgement(texts[first], texts[i]), differing[i]) for i in rest}
        places = [_occurrence(clauses[first], clauses[i], judged[i]) for i in rest]
        sources = clauses[first].sources or next((clauses[i].sources for i in rest if clauses[i].sources), ())
        out.append(clauses[first].model_copy(update={"sources": sources, "occurrences": (clauses[first].occurrences[0], *places)}))
        pairs += [_copy(out[-1], clauses[i], judged[i], differing[i], documents) for i in rest]
        owner |= {clauses[i].id: clauses[first].id for i in group}
    return Merged(out, pairs, owner)


def _rank(
    one: int, group: Sequence[int], clauses: Sequence[Clause], texts: Sequence[Printed], documents: dict[str, Document]
) -> tuple[object, ...]:
    """What does not break off, then an original before a compilation, the longest, the earliest; then by path and place."""
    clause = clauses[one]
    document, place = documents[clause.document], clause.occurrences[0]
    cut = texts[one].open_end and any(
        len(texts[i].key) > len(texts[one].key) and _judgement(texts[i], texts[one]).relation == "truncated" for i in group
    )
    return (cut, document.kind == "compilation", -len(clause.text), document.date or "9999", place.path, place.start)


def _judgement(first: Printed, other: Printed) -> Judgement:
    """How a print of a group relates to the canonical one; near where they met through others."""
    found = compare(first, other)
    if found is None or found.relation == "variant":
        return Judgement("near", likeness(first.key, other.key))
    shorter_first = len(first.key) < len(other.key)
    return found._replace(relation="near") if shorter_first and found.relation in ("excerpt", "truncated") else found


def _occurrence(first: Clause, clause: Clause, judgement: Judgement) -> Occurrence:
    text = None if clause.text == first.text else clause.text
    return clause.occurrences[0].model_copy(update={"relation": judgement.relation, "similarity": judgement.similarity, "text": text})


def _settled(judgement: Judgement, found: Fidelity) -> Judgement:
    """The judgement with excerpt and near told apart by what is left out: a remark in brackets makes no excerpt."""
    if judgement.relation not in ("near", "excerpt"):
        return judgement
    left_out = any(not text.startswith(("（", "(")) for text in found.omitted)
    return judgement._replace(relation="excerpt" if left_out else "near")


def _copy(first: Clause, clause: Clause, judgement: Judgement, found: Fidelity, documents: dict[str, Document]) -> Duplicate:
    """The row for another print of a clause."""
    lost = [_unattributed(first)] if documents[clause.document].kind == "compilation" and not clause.sources and first.sources else []
    return _row(first, clause, judgement, found._replace(differences=(*found.differences, *lost)))


def _unattributed(first: Clause) -> str:
    return f"未注明来源（应为《{first.sources[0].title}》）"


def variants(clauses: Sequence[Clause], texts: Sequence[Printed], owner: dict[str, str], found: Iterable[Edge]) -> list[Duplicate]:
    """A row for each two unique clauses that look alike and are not the same: the pair of prints most alike."""
    best: dict[tuple[str, str], Edge] = {}
    for edge in found:
        one, other = owner[clauses[edge.one].id], owner[clauses[edge.other].id]
        key = (one, other) if one < other else (other, one)
        if one != other and edge.judgement.relation == "variant" and (key not in best or _order(edge) < _order(best[key])):
            best[key] = edge
    places = {clause.id: place for place, clause in enumerate(clauses)}
    return [_side_by_side(places[one], places[other], edge, clauses, texts) for (one, other), edge in best.items()]


def _side_by_side(one: int, other: int, edge: Edge, clauses: Sequence[Clause], texts: Sequence[Printed]) -> Duplicate:
    """The row for two look-alikes, the first printed first; where only other prints of them differ, what differs there."""
    first, second = sorted((one, other))
    judgement = compare(texts[first], texts[second], thorough=True)
    return _variant(clauses[first], clauses[second], judgement if judgement and judgement.relation == "variant" else edge.judgement)


def _order(edge: Edge) -> tuple[Decimal, int, int]:
    return (-edge.judgement.similarity, edge.one, edge.other)


def _variant(one: Clause, other: Clause, judgement: Judgement) -> Duplicate:
    said = tuple(_said(difference) for difference in judgement.apart)
    equal = not any(difference.kind in _NUMERIC for difference in judgement.apart)
    row = _row(one, other, judgement, Fidelity((), (), said, equal, False))
    return row.model_copy(update={"occurrence": row.occurrence.model_copy(update={"clause": other.id})})


def _said(difference: Difference) -> str:
    if difference.kind == "judged":
        return "人工判定为不同条款"
    one, other = difference.one or "（无）", difference.other or "（无）"
    return f"{_SAID.get(difference.kind, '措辞不同')}：「{one}」与「{other}」"


def _row(first: Clause, clause: Clause, judgement: Judgement, found: Fidelity) -> Duplicate:
    place = clause.occurrences[0]
    return Duplicate(
        relation=judgement.relation,
        similarity=judgement.similarity,
        canonical=first.id,
        occurrence=Place(
            document=place.document, path=place.path, page=place.page, start=place.start, end=place.end, print=print_id(clause.text)
        ),
        **found._asdict(),
    )
