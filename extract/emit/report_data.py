"""What the report's page needs of a run, packed small: nothing empty, nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from extract import lexicon
from extract.emit.to_json import dumps
from extract.ids import digest
from extract.records import Amount, Clause, Document, Duplicate, Duration, Incentive, Percentage, Reference
from extract.run import Part, Run, whole

# Clauses that the page holds at most: a browser opens so many at once and finds in them as fast as one types.
SHOWN = 5_000
# Kept even where they say nothing: the page counts on them.
_KEPT = ("text", "id", "start", "end", "page", "value")


# What the page reads off the clause's text by start and end, or has no use for.
_MENTIONS: tuple[type[BaseModel], ...] = (Amount, Percentage, Duration, Reference)
_PRINTED = ("text", "title", "page", "boxes")


class _Index:
    """Values under names that their content gives them, each kept once, in whatever part of the run it turns up."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._names: dict[Any, str] = {}

    def name(self, value: BaseModel | str | None) -> str | None:
        """What the value is called; None for nothing."""
        if value is None:
            return None
        if value not in self._names:
            packed = small(value)
            self._names[value] = digest(dumps(packed), length=10)
            self.values[self._names[value]] = packed
        return self._names[value]


def small(value: Any, leave_out: Iterable[str] = ()) -> Any:
    """A record as a dict without the fields that say nothing or what is taken for granted."""
    if isinstance(value, BaseModel):
        leave_out = (*leave_out, *(_PRINTED if isinstance(value, _MENTIONS) else ()))
        told = {
            name: getattr(value, name)
            for name, field in type(value).model_fields.items()
            if getattr(value, name) != field.default or name in _KEPT
        }
        return _speaking({name: small(item) for name, item in told.items() if name not in leave_out})
    return [small(item) for item in value] if isinstance(value, tuple) else value


def _speaking(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something; zero and no do."""
    return {name: item for name, item in fields.items() if name in _KEPT or not (item is None or item in ([], {}))}


class Packed(NamedTuple):
    """What the page shows of a part: clauses and their incentives stand side by side, rules and titles under names."""

    documents: list[Any]
    clauses: list[Any]
    incentives: list[list[Any]]
    rules: dict[str, Any]
    titles: dict[str, str]
    rejects: list[Any]


def packed(part: Part) -> Packed:
    """What the page shows of a part, in the order of the run."""
    run = part.run
    pairs: dict[str, list[Duplicate]] = defaultdict(list)
    for pair in part.pairs:
        pairs[pair.canonical].append(pair)
    incentives: dict[str, list[Incentive]] = defaultdict(list)
    for incentive in run.incentives:
        incentives[incentive.clause].append(incentive)
    shown = run.clauses[: part.shown]
    rules, titles = _Index(), _Index()
    return Packed(
        [_document(document) for document in run.documents if document.id in part.documents],
        [_clause(clause, pairs[clause.id], part.documents, titles) for clause in shown],
        [[_incentive(incentive, part, rules, titles) for incentive in incentives[clause.id]] for clause in shown],
        rules.values,
        titles.values,
        [small(reject, ("sha256",)) for reject in run.rejects],
    )


def report_data(run: Run, most: int = SHOWN) -> dict[str, Any]:
    """Everything that the page shows of a run that is held in memory."""
    found = packed(whole(run, most))
    incentives = [incentive for own in found.incentives for incentive in own]
    return {"labels": labels(), **found._asdict(), "incentives": incentives, "counts": run.manifest.get("counts", {})}


def labels() -> dict[str, dict[str, str]]:
    """The words for every code, by vocabulary."""
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for row in lexicon.table("labels"):
        out[row["field"]][row["code"]] = row["label"]
    return dict(out)


def _document(document: Document) -> dict[str, Any]:
    return dict(small(document, ("sha256", "media_type", "reader", "doc_numbers_cited", "eligibility", "stacking", "script")))


def _clause(clause: Clause, pairs: Sequence[Duplicate], documents: dict[str, int], titles: _Index) -> dict[str, Any]:
    packed = small(clause, ("document", "sources", "occurrences"))
    by_place = {(pair.occurrence.document, pair.occurrence.start): pair for pair in pairs if pair.relation != "variant"}
    packed["document"] = documents.get(clause.document)
    packed["sources"] = [titles.name(source.canonical_title or source.title) for source in clause.sources]
    packed["places"] = []
    for place in clause.occurrences:
        shown = small(place, ("path", "document", "section", "text", "heading", "start", "end", "boxes"))
        pair = by_place.get((place.document, place.start))
        packed["places"].append({**shown, "document": documents.get(place.document), **_differing(pair)})
    packed["variants"] = [
        {"clause": pair.occurrence.clause, "path": pair.occurrence.path, "page": pair.occurrence.page, **_differing(pair)}
        for pair in pairs
        if pair.relation == "variant"
    ]
    return _speaking(packed)


def _differing(pair: Duplicate | None) -> dict[str, Any]:
    """What a place leaves out, adds or changes, and whether that matters."""
    if pair is None:
        return {}
    told: dict[str, Any] = {name: list(value) for name in ("omitted", "added", "differences") if (value := getattr(pair, name))}
    flags = {"unfaithful": not pair.faithful, "other_figures": not pair.figures_equal}
    return told | {name: True for name, holds in flags.items() if holds}


def _incentive(incentive: Incentive, part: Part, rules: _Index, titles: _Index) -> dict[str, Any]:
    left_out = ("text", "path", "clause", "document", "inherited", "source")
    fields = {name: small(getattr(incentive, name)) for name in Incentive.model_fields if name not in left_out}
    policy = incentive.source.document or incentive.document
    packed = {
        **fields,
        "clause": part.clauses.get(incentive.clause),
        "document": part.documents.get(incentive.document),
        "policy": part.documents.get(policy),
        "source": titles.name(incentive.source.title),
        "validity": rules.name(incentive.inherited.validity),
        "binding": [rules.name(rule) for rule in (*incentive.inherited.eligibility, *incentive.inherited.stacking)],
    }
    return _speaking(packed)
