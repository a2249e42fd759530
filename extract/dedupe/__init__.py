"""The same clause once: copies found across documents, each with every place that prints it, look-alikes kept apart."""

from __future__ import annotations

from extract.dedupe.clusters import Related, related
from extract.dedupe.merge import Merged
from extract.dedupe.run import unique_clauses

__all__ = ["Merged", "Related", "related", "unique_clauses"]
