"""Counts of one field: found and meant, found wrongly, missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """One field over all clauses: how often what was found is what the annotation says."""

    hits: int = 0
    found: int = 0
    gold: int = 0
    missed: list[tuple[str, Hashable]] = field(default_factory=list)
    spurious: list[tuple[str, Hashable]] = field(default_factory=list)

    def add(self, where: str, found: Iterable[Hashable], gold: Iterable[Hashable]) -> None:
        """Count the values of one place; equal values count as often as they occur."""
        got, want = Counter(found), Counter(gold)
        self.hits += (got & want).total()
        self.found += got.total()
        self.gold += want.total()
        self.missed += [(where, item) for item in (want - got).elements()]
        self.spurious += [(where, item) for item in (got - want).elements()]

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found and nothing meant."""
        return self.hits / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of what is meant that was found."""
        return self.hits / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.found + self.gold
        return 2 * self.hits / both if both else 1.0
