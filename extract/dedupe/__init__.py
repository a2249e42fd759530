"""The same clause once: copies found across documents, each with every place that prints it."""

from __future__ import annotations

from extract.dedupe.clusters import clusters
from extract.dedupe.compare import Judgement, compare
from extract.dedupe.merge import merged

__all__ = ["Judgement", "clusters", "compare", "merged"]
