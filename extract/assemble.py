"""The documents of a run put together: duplicates merged, ids told apart, everything in a fixed order and checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extract.compose import bound_by, with_ids
from extract.dedupe import Merged, Related, related, unique_clauses
from extract.errors import ADVICE
from extract.ids import clause_key, print_id
from extract.ledger import Unnamed, known, named, updated
from extract.pipeline import Extracted
from extract.records import Clause, Document, Duplicate, Incentive, IncentiveSource, Ledger, Reject
from extract.resolve import first_document
from extract.run import Run
from extract.twins import told_apart_by_path
from extract.validate import faults


def assembled(
    extracted: Sequence[Extracted],
    rejects: Sequence[Reject],
    manifest: dict[str, Any],
    ledger: Ledger | None = None,
    find: Related = related,
) -> Run:
    """One run's records from those of its documents; the order of documents does not matter."""
    ordered = told_apart_by_path(extracted)
    documents = {e.document.id: e.document for e in ordered}
    kept, faulty = _checked(ordered)
    remembered = ledger or Ledger()
    unique = unique_clauses(kept, documents, known(remembered, kept), find)
    unnamed = _unnamed(unique, kept)
    names = named(unnamed, remembered)
    ids = dict(zip([item.clause.id for item in unnamed], names, strict=True))
    final = [clause.model_copy(update={"id": ids[clause.id]}) for clause in unique.clauses]
    pairs = sorted((_renamed(pair, ids) for pair in unique.pairs), key=_place)
    renamed = {local: ids[owner] for local, owner in unique.owner.items()}
    by_document: dict[str, dict[str, str]] = defaultdict(dict)
    for local, final_id in renamed.items():
        document, _, key = local.split("#", 2)
        by_document[document][key] = final_id
    held = {e.document.id: _document(e.document, by_document[e.document.id]) for e in ordered}
    incentives = _incentives(ordered, unique.clauses, ids, held)
    all_rejects = tuple(sorted((*rejects, *faulty), key=lambda r: (r.path, r.record or "", r.code)))
    texts = {e.document.id: e.text for e in ordered}
    run = Run(tuple(held.values()), tuple(final), tuple(incentives), tuple(pairs), all_rejects, texts)
    if ledger is not None:
        run = replace(run, ledger=updated(ledger, unnamed, names))
    return replace(run, manifest=manifest | {"counts": _counts(run)})


def _renamed(pair: Duplicate, ids: dict[str, str]) -> Duplicate:
    """A pair under the final ids of its clauses."""
    other = pair.occurrence.clause
    place = pair.occurrence.model_copy(update={"clause": ids[other]}) if other else pair.occurrence
    return pair.model_copy(update={"canonical": ids[pair.canonical], "occurrence": place})


def _place(pair: Duplicate) -> tuple[object, ...]:
    """Copies before look-alikes, each by where it is printed."""
    return (pair.relation == "variant", pair.occurrence.path, pair.occurrence.start, pair.canonical)


def _incentives(
    extracted: Sequence[Extracted], clauses: Sequence[Clause], ids: dict[str, str], documents: dict[str, Document]
) -> Iterator[Incentive]:
    """The incentives of the unique clauses under their final ids, bound by the policy that each clause comes from."""
    by_clause: dict[tuple[str, str], list[Incentive]] = defaultdict(list)
    for document in extracted:
        for incentive in document.incentives:
            by_clause[document.document.id, incentive.clause].append(incentive)
    for clause in clauses:
        policy = documents.get(first_document(clause.sources) or "")
        local = clause.id.split("#", 2)[2]
        for incentive in with_ids(by_clause[clause.document, local], ids[clause.id]):
            yield _sourced(bound_by(incentive, policy), clause, policy)


def _sourced(incentive: Incentive, clause: Clause, policy: Document | None) -> Incentive:
    title = clause.sources[0].title if clause.sources else None
    return incentive.model_copy(update={"source": IncentiveSource(title=title, document=policy.id if policy else None)})


def _checked(extracted: Sequence[Extracted]) -> tuple[list[Clause], list[Reject]]:
    """The clauses that hold, their ids made unique over the run; a reject for each that does not."""
    kept: list[Clause] = []
    rejects: list[Reject] = []
    for document in extracted:
        for index, clause in enumerate(document.clauses):
            found = faults(clause, document.text)
            if found:
                advice = ADVICE["invalid_record"]
                rejects.append(
                    Reject(
                        path=document.document.path,
                        sha256=document.document.sha256,
                        record=clause.id,
                        code="invalid_record",
                        reason=f"{advice.reason}：{'；'.join(found)}",
                        action=advice.action,
                    )
                )
            else:
                kept.append(clause.model_copy(update={"id": f"{document.document.id}#{index}#{clause.id}"}))
    return kept, rejects


def _unnamed(unique: Merged, clauses: Sequence[Clause]) -> list[Unnamed]:
    """The unique clauses, each with its own key and what is printed of it anywhere."""
    prints: dict[str, list[str]] = defaultdict(list)
    for clause in clauses:
        prints[unique.owner[clause.id]].append(print_id(clause.text))
    keys = [clause_key(c.sources[0].title if c.sources else None, c.heading, c.number, c.text) for c in unique.clauses]
    return [Unnamed(key, clause, tuple(prints[clause.id])) for key, clause in zip(keys, unique.clauses, strict=True)]


def _document(document: Document, by_local: dict[str, str]) -> Document:
    """A document whose rules and warnings name the clauses by their final ids."""

    def named(items: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(i.model_copy(update={"clause": by_local.get(i.clause, i.clause)}) for i in items)

    return document.model_copy(
        update={
            "eligibility": named(document.eligibility),
            "stacking": named(document.stacking),
            "warnings": named(document.warnings),
        }
    )


def _counts(run: Run) -> dict[str, int]:
    return {
        "documents": len(run.documents),
        "clauses": len(run.clauses),
        "occurrences": sum(len(c.occurrences) for c in run.clauses),
        "incentives": len(run.incentives),
        "amounts": sum(len(c.amounts) for c in run.clauses),
        "percentages": sum(len(c.percentages) for c in run.clauses),
        "duplicates": len(run.duplicates),
        "rejects": len(run.rejects),
        "warnings": sum(len(d.warnings) for d in run.documents),
    }
