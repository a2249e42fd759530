"""The same clause once: copies found across documents, each with every place that prints it, look-alikes kept apart."""

from __future__ import annotations

from extract.dedupe.clusters import Edge, edges, shared
from extract.dedupe.merge import Comparison, Member, ordered, told, unpacked
from extract.dedupe.related import Related, related

__all__ = ["Comparison", "Edge", "Member", "Related", "edges", "ordered", "related", "shared", "told", "unpacked"]
