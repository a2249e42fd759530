"""What one document gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.records import Clause, Document, Incentive


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document's records and its clean text."""

    document: Document
    clauses: Sequence[Clause]
    incentives: Sequence[Incentive]
    text: str
