"""How alike two texts are, and where they differ. The one door to rapidfuzz."""

from __future__ import annotations

from decimal import Decimal

from rapidfuzz.distance import Indel


def likeness(one: str, other: str) -> Decimal:
    """The share of characters that both have in one order, 0 to 1, to four places."""
    return Decimal(str(round(Indel.normalized_similarity(one, other), 4)))
