"""Prints gathered into unique clauses: no group ever holds two prints that are known to be two policies."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from extract.collection import no_collection
from extract.dedupe.compare import Judgement
from extract.dedupe.printed import Printed
from extract.dedupe.related import Related, related
from extract.spool import Lazy

_PARTS = ("excerpt", "truncated")


class Edge(NamedTuple):
    """Two prints, by their places in the list, and how they relate."""

    one: int
    other: int
    judgement: Judgement


def edges(texts: Sequence[Printed], find: Related = related) -> list[Edge]:
    """Every relation and look-alike among prints; equal prints meet through the first of them."""
    with no_collection():
        return _edges(texts, find)


def _edges(texts: Sequence[Printed], find: Related) -> list[Edge]:
    first: dict[bytes, int] = {}
    unique, out = array("I"), []
    for place, text in enumerate(texts):
        same = first.setdefault(_name(text), place)
        if same == place:
            unique.append(place)
        else:
            out.append(Edge(same, place, Judgement("identical")))
    del first
    return out + [Edge(unique[a], unique[b], judgement) for a, b, judgement in find(Lazy(unique, texts.__getitem__))]


def _name(text: Printed) -> bytes:
    """Names a print and its source, in place of both."""
    return blake2b(f"{text.key}\n{text.source or ''}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


class _Groups:
    """Groups of prints that grow together, and which of them must stay apart."""

    def __init__(self, size: int) -> None:
        self.parent = array("I", range(size))
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


def clusters(texts: Sequence[Printed], found: Sequence[Edge]) -> list[list[int]]:
    """Groups of places that are one clause, each in order; the same whatever the order of prints and edges."""
    several = shared(texts, found)
    member = {place for group in several for place in group}
    return sorted([*several, *([place] for place in range(len(texts)) if place not in member)])


def shared(texts: Sequence[Printed], found: Sequence[Edge]) -> list[list[int]]:
    """The groups of more than one place, in order of the first."""
    with no_collection():
        groups = _grouped(texts, found)
        out: dict[int, list[int]] = defaultdict(list)
        for place in sorted({place for edge in found for place in (edge.one, edge.other)}):
            out[groups.root(place)].append(place)
        return [out[key] for key in sorted(out) if len(out[key]) > 1]


def _grouped(texts: Sequence[Printed], found: Sequence[Edge]) -> _Groups:
    groups = _Groups(len(texts))
    for edge in found:
        if edge.judgement.relation == "identical":
            groups.join(edge.one, edge.other)
    near, parts = ([e for e in found if e.judgement.relation in relations] for relations in (("near",), _PARTS))
    growing = {groups.root(place) for edge in (*near, *parts) for place in (edge.one, edge.other)}
    for edge in found:
        if edge.judgement.relation == "variant" and {groups.root(edge.one), groups.root(edge.other)} <= growing:
            groups.keep_apart(edge.one, edge.other)
    rank = _ranks(texts, (*near, *parts))
    for edge in sorted(near, key=lambda e: _order(e, rank)):
        groups.join(edge.one, edge.other)
    _hang(parts, texts, rank, groups)
    return groups


def _ranks(texts: Sequence[Printed], found: Iterable[Edge]) -> dict[int, int]:
    """The order of prints by what they say, wherever they stand."""
    places = {place for edge in found for place in (edge.one, edge.other)}
    return {place: rank for rank, place in enumerate(sorted(places, key=lambda p: (texts[p].key, texts[p].source or "", p)))}


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
