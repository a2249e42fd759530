"""Prints gathered into unique clauses: no group ever holds two prints that are known to be two policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.collection import no_collection
from extract.dedupe.compare import Judgement, compare
from extract.dedupe.printed import Printed
from extract.dedupe.prints import candidates, prints

_PARTS = ("excerpt", "truncated")


class Edge(NamedTuple):
    """Two prints, by their places in the list, and how they relate."""

    one: int
    other: int
    judgement: Judgement


Related = Callable[[Sequence[Printed]], Iterable[tuple[int, int, Judgement]]]


def related(texts: Sequence[Printed]) -> Iterator[tuple[int, int, Judgement]]:
    """The pairs of prints that have to do with each other, by their places; how a cluster finds the same is its own affair."""
    for one, other in candidates([prints(text.key) for text in texts]):
        judgement = compare(texts[one], texts[other])
        if judgement:
            yield one, other, judgement


def edges(texts: Sequence[Printed], find: Related = related) -> list[Edge]:
    """Every relation and look-alike among prints; equal prints meet through the first of them."""
    with no_collection():
        return _edges(texts, find)


def _edges(texts: Sequence[Printed], find: Related) -> list[Edge]:
    first: dict[tuple[str, str | None], int] = {}
    for place, text in enumerate(texts):
        first.setdefault((text.key, text.source), place)
    unique = sorted(first.values())
    out = [Edge(first[t.key, t.source], place, Judgement("identical")) for place, t in enumerate(texts) if first[t.key, t.source] != place]
    out += [Edge(unique[a], unique[b], judgement) for a, b, judgement in find([texts[place] for place in unique])]
    return out


class _Groups:
    """Groups of prints that grow together, and which of them must stay apart."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))
        self.enemies: dict[int, set[int]] = defaultdict(set)

    def root(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def keep_apart(self, one: int, other: int) -> None:
        a, b = self.root(one), self.root(other)
        if a != b:
            self.enemies[a].add(b)
            self.enemies[b].add(a)

    def join(self, one: int, other: int) -> bool:
        """Make two groups one, unless they must stay apart."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b or b in self.enemies[a]:
            return a == b
        self.parent[b] = a
        for enemy in self.enemies.pop(b, set()):
            self.enemies[enemy].discard(b)
            self.enemies[enemy].add(a)
            self.enemies[a].add(enemy)
        return True


def clusters(texts: Sequence[Printed], found: Iterable[Edge]) -> list[list[int]]:
    """Groups of places that are one clause, each in order; the same whatever the order of prints and edges."""
    with no_collection():
        return _clusters(texts, found)


def _clusters(texts: Sequence[Printed], found: Iterable[Edge]) -> list[list[int]]:
    every = list(found)
    rank = {place: r for r, place in enumerate(sorted(range(len(texts)), key=lambda p: (texts[p].key, texts[p].source or "", p)))}
    groups = _Groups(len(texts))
    whole = [e for e in every if e.judgement.relation in ("identical", "near")]
    for edge in sorted(whole, key=lambda e: (e.judgement.relation != "identical", *_order(e, rank))):
        if edge.judgement.relation == "identical":
            groups.join(edge.one, edge.other)
    for edge in every:
        if edge.judgement.relation == "variant":
            groups.keep_apart(edge.one, edge.other)
    for edge in sorted(whole, key=lambda e: _order(e, rank)):
        groups.join(edge.one, edge.other)
    _hang([e for e in every if e.judgement.relation in _PARTS], texts, rank, groups)
    out: dict[int, list[int]] = defaultdict(list)
    for place in range(len(texts)):
        out[groups.root(place)].append(place)
    return [out[key] for key in sorted(out)]


def _order(edge: Edge, rank: dict[int, int]) -> tuple[object, ...]:
    """The most alike first; ties by the texts themselves."""
    return (-edge.judgement.similarity, *sorted((rank[edge.one], rank[edge.other])))


def _hang(parts: list[Edge], texts: Sequence[Printed], rank: dict[int, int], groups: _Groups) -> None:
    """Each excerpt joins the group of the one print that it was most likely taken from."""
    options: dict[int, list[Edge]] = defaultdict(list)
    for edge in parts:
        shorter = min((edge.one, edge.other), key=lambda p: (len(texts[p].key), rank[p]))
        options[shorter].append(edge)
    for shorter in sorted(options, key=lambda p: (-len(texts[p].key), rank[p])):
        best = sorted(options[shorter], key=lambda e: (-e.judgement.covered, *_order(e, rank)))
        next((e for e in best if groups.join(e.one, e.other)), None)
