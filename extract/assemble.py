"""The documents of a run put together: duplicates merged, ids told apart, everything in a fixed order and checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extract.dedupe import clusters, merged
from extract.errors import ADVICE
from extract.ids import clause_key, told_apart
from extract.pipeline import Extracted
from extract.records import Clause, Document, Duplicate, Reject
from extract.run import Run
from extract.validate import faults


def assembled(extracted: Sequence[Extracted], rejects: Sequence[Reject], manifest: dict[str, Any]) -> Run:
    """One run's records from those of its documents; the order of documents does not matter."""
    ordered = sorted(extracted, key=lambda e: e.document.path)
    documents = {e.document.id: e.document for e in ordered}
    kept, faulty = _checked(ordered)
    unique = merged(kept, clusters(kept), documents)
    ids = _ids(unique.clauses)
    final = [clause.model_copy(update={"id": ids[clause.id]}) for clause in unique.clauses]
    pairs = [pair.model_copy(update={"canonical": ids[pair.canonical]}) for pair in unique.pairs]
    renamed = {local: ids[owner] for local, owner in unique.owner.items()}
    held = tuple(_document(e.document, renamed) for e in ordered)
    all_rejects = tuple(sorted((*rejects, *faulty), key=lambda r: (r.path, r.record or "", r.code)))
    texts = {e.document.id: e.text for e in ordered}
    manifest = manifest | {"counts": _counts(held, final, pairs, all_rejects)}
    return Run(held, tuple(final), (), tuple(pairs), all_rejects, texts, manifest)


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


def _ids(clauses: Sequence[Clause]) -> dict[str, str]:
    """The final id of each clause by its local one."""
    keys = [clause_key(c.sources[0].title if c.sources else None, c.heading, c.number, c.text) for c in clauses]
    return dict(zip([c.id for c in clauses], told_apart(keys, [c.text for c in clauses]), strict=True))


def _document(document: Document, renamed: dict[str, str]) -> Document:
    """A document whose rules and warnings name the clauses by their final ids."""
    by_local = {key.split("#", 2)[2]: new for key, new in renamed.items() if key.startswith(document.id + "#")}

    def named(items: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(i.model_copy(update={"clause": by_local.get(i.clause, i.clause)}) for i in items)

    return document.model_copy(
        update={
            "eligibility": named(document.eligibility),
            "stacking": named(document.stacking),
            "warnings": named(document.warnings),
        }
    )


def _counts(
    documents: Sequence[Document], clauses: Sequence[Clause], pairs: Sequence[Duplicate], rejects: Sequence[Reject]
) -> dict[str, int]:
    return {
        "documents": len(documents),
        "clauses": len(clauses),
        "occurrences": sum(len(c.occurrences) for c in clauses),
        "amounts": sum(len(c.amounts) for c in clauses),
        "percentages": sum(len(c.percentages) for c in clauses),
        "duplicates": len(pairs),
        "rejects": len(rejects),
        "warnings": sum(len(d.warnings) for d in documents),
    }
