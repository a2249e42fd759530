"""Which places of a run are one clause, which of them is the canonical one, and which clauses only look alike."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from extract.dedupe import Comparison, Edge, edges, ordered, related, shared, told
from extract.places import Places
from extract.quotation import look_alike, quote
from extract.resolve import Quoted
from extract.spool import Spool
from extract.work import Work

T = TypeVar("T")
_AT_ONCE = 50  # groups, or pairs of look-alikes, that are compared together


class Pair(NamedTuple):
    """Two clauses that look alike, by their places, the first printed first; and what is told of them."""

    one: int
    other: int
    comparison: int


class Unique:
    """The unique clauses of all places. What comparisons have found waits on disk."""

    def __init__(self, places: Places, known: Iterable[Edge], work: Work, folder: Path | None = None) -> None:
        self.places = places
        self._comparisons = Spool(folder)
        self._compared: dict[int, int] = {}  # a place that is not canonical: the number of its comparison
        self._groups: dict[int, array[int]] = {}  # the first place of each clause that has several: all, the canonical one first
        self._root: dict[int, int] = {}  # a place of such a clause: the first one
        self.pairs: list[Pair] = []
        self.quotes: Counter[str] = Counter()
        found = [*filter(self._counts, edges(places.texts, partial(related, work=work))), *known]
        self._order(shared(places.texts, found), work)
        self.roots = array("I", filter(self.is_root, range(len(places))))
        self._tell(found, work)

    def _counts(self, edge: Edge) -> bool:
        """Whether a relation counts: within one document only the very same text is the same clause."""
        apart = self.places.document(edge.one) != self.places.document(edge.other)
        return apart or edge.judgement.relation in ("identical", "variant")

    def _order(self, groups: list[list[int]], work: Work) -> None:
        members = ([[self.places.member(place) for place in group] for group in some] for some in _portions(groups))
        for group in work.map(ordered, members):
            places = array("I", (place for place, _ in group))
            self._groups[min(places)] = places
            self._root.update(dict.fromkeys(places, min(places)))
            for place, comparison in group:
                if comparison is not None:
                    self._keep(place, places[0], comparison)

    def _keep(self, place: int, canonical: int, comparison: Comparison) -> None:
        """Keep how a place compares, with the attribution that it lacks."""
        title = self.places.source(self.sourced(canonical))
        if title and self.places.quoted(place) and not self.places.source(place):
            comparison = comparison.with_difference(f"未注明来源（应为《{title}》）")
        self._compared[place] = self._comparisons.append(comparison.packed())
        if self.places.quoted(place) and not self.places.quoted(canonical):
            self.quotes += quote(comparison.found)

    def _tell(self, found: Iterable[Edge], work: Work) -> None:
        """Compare each two clauses that look alike and are not the same, by the pair of prints most alike."""
        best: dict[tuple[int, int], Edge] = {}
        for edge in found:
            one, other = sorted((self.canonical(edge.one), self.canonical(edge.other)))
            known = best.get((one, other))
            if edge.judgement.relation == "variant" and one != other and (known is None or _nearness(edge) < _nearness(known)):
                best[one, other] = edge
        pairs = sorted(best)
        texts = self.places.printed
        looks = ([(texts(one), texts(other), best[one, other].judgement) for one, other in some] for some in _portions(pairs))
        for (one, other), comparison in zip(pairs, work.map(told, looks), strict=True):
            self.quotes += look_alike(comparison.found)
            self.pairs.append(Pair(one, other, self._comparisons.append(comparison.packed())))

    def canonical(self, place: int) -> int:
        """The place whose print stands for the clause."""
        root = self._root.get(place)
        return place if root is None else self._groups[root][0]

    def others(self, canonical: int) -> Sequence[int]:
        """The other places of a clause, in order."""
        root = self._root.get(canonical)
        return () if root is None else self._groups[root][1:]

    def sourced(self, canonical: int) -> int:
        """The place of a clause whose attribution stands for it: its own, or the first there is."""
        options = (canonical, *self.others(canonical))
        return next((place for place in options if self.places.source(place)), canonical)

    def number(self, place: int) -> int:
        """The number of the clause that is printed at a place, in the order of the run."""
        return bisect_left(self.roots, self._root.get(place, place))

    def is_root(self, place: int) -> bool:
        """Whether a clause is printed there for the first time: that is where its record stands."""
        return self._root.get(place, place) == place

    @property
    def copied(self) -> Collection[int]:
        """The places that print again what stands elsewhere."""
        return self._compared

    def copies(self, places: Iterable[int]) -> Iterator[int]:
        """Those of them among some places."""
        return (place for place in places if place in self._compared)

    def comparison(self, place: int) -> bytes:
        """How such a place compares with the canonical print, packed."""
        return self.compared(self._compared[place])

    def compared(self, number: int) -> bytes:
        """A comparison by its number, packed."""
        return self._comparisons[number]

    def quoted(self) -> Iterator[Quoted]:
        """The clauses that stand in several places, with the documents that print them and the titles that they stand under."""
        for group in self._groups.values():
            titles = [title for place in group for title in self.places.cited.get(place, ())]
            if titles:
                yield Quoted([self.places.head(place).id for place in group], titles)


def _nearness(edge: Edge) -> tuple[object, ...]:
    return (-edge.judgement.similarity, edge.one, edge.other)


def _portions(items: Iterable[T]) -> Iterator[list[T]]:
    queue = iter(items)
    while some := [*islice(queue, _AT_ONCE)]:
        yield some
