"""The whole way of one document, from bytes to records, on one screen."""

from __future__ import annotations

from extract.binding import Binding
from extract.collection import no_collection
from extract.compose import bound_by, composed_clauses, composed_document, composed_incentives, with_rules
from extract.extracted import Extracted
from extract.read import read
from extract.read.source import Source
from extract.segment import segment
from extract.settings import LIMITS, Limits


def extract(data: bytes, path: str, limits: Limits = LIMITS, date: str | None = None) -> Extracted:
    """Read one file's bytes and extract its records; raises ReadError. `date` stands in for a missing one."""
    return extract_source(read(data, limits), data, path, date)


def extract_source(source: Source, data: bytes, path: str, date: str | None = None) -> Extracted:
    """Extract the records of a document that is already read."""
    with no_collection():
        return _extracted(source, data, path, date)


def _extracted(source: Source, data: bytes, path: str, date: str | None) -> Extracted:
    segmented = segment(source)
    binding = Binding(segmented.clauses)
    described = composed_document(source, data, path, segmented)
    composed = composed_clauses(segmented, binding, described)
    clauses = tuple(item.clause for item in composed)
    stopped = [(index, rule) for index, item in enumerate(composed) for rule in item.stopped]
    document = with_rules(described, binding, [clause.id for clause in clauses], stopped, date)
    incentives = tuple(
        bound_by(incentive, document)
        for item in composed
        for incentive in composed_incentives(item.clause, item.incentives, segmented.provenance)
    )
    return Extracted(document, clauses, incentives, segmented.text)


__all__ = ["Extracted", "extract", "extract_source"]
