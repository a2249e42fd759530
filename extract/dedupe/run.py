"""The clauses of a run made unique: compared, gathered, merged, their sources resolved."""

from __future__ import annotations

from collections.abc import Sequence

from extract.dedupe.clusters import Edge, Related, clusters, edges, related
from extract.dedupe.merge import Merged, merged, variants
from extract.dedupe.printed import Printed, printed
from extract.records import Clause, Document
from extract.resolve import Titles


def unique_clauses(
    clauses: Sequence[Clause], documents: dict[str, Document], known: Sequence[Edge] = (), find: Related = related
) -> Merged:
    """Each clause once; `known` is what earlier runs and people found of them, `find` how like prints are found."""
    texts = [printed(clause.text, clause.sources[0].title if clause.sources else None) for clause in clauses]
    found = [*(edge for edge in edges(texts, find) if _counts(edge, clauses)), *known]
    groups = clusters(texts, found)
    titles = Titles(documents.values(), [[clauses[i] for i in group] for group in groups])
    titles.read(clauses)
    resolved = [titles.resolved(clause) for clause in clauses]
    unique = merged(resolved, texts, groups, documents)
    return unique._replace(pairs=[*unique.pairs, *variants(resolved, texts, unique.owner, found)])


def _counts(edge: Edge, clauses: Sequence[Clause]) -> bool:
    """Whether a relation counts: within one document only the very same text is the same clause."""
    one, other = clauses[edge.one], clauses[edge.other]
    return one.document != other.document or edge.judgement.relation in ("identical", "variant")


__all__ = ["Printed", "unique_clauses"]
