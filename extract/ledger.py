"""What runs remember of earlier ones: ids that stay, merges that hold, and what a person decided."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, product
from typing import NamedTuple

from extract.dedupe import Edge, edges, related
from extract.dedupe.compare import Judgement
from extract.dedupe.printed import Printed, printed
from extract.dedupe.veto import Difference
from extract.errors import UsageError
from extract.ids import print_id, print_mark, told_apart_by
from extract.records import Ledger, Remembered
from extract.spool import Lazy
from extract.work import HERE, Work

KIND = "ledger"
_RANK = {"identical": 0, "near": 1, "excerpt": 2, "truncated": 3}


class Unnamed(NamedTuple):
    """A unique clause that has no final id yet: its own key, its source, all its prints, the canonical one first, and how to read it."""

    key: str
    source: str | None
    prints: tuple[str, ...]
    read: Callable[[], str]


def read_ledger(data: bytes, name: str) -> Ledger:
    """A ledger from its file's bytes; raises UsageError for what is none."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
        if content.pop("kind") != KIND:
            content = None
        return Ledger.model_validate(content)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        detail = str(error).split("\n", 3)[:3]
        raise UsageError(
            f"{name} 不是可用的台账文件（{' '.join(detail)[:200]}）；请核对 --ledger，或改用上一次结果中的 ledger.json"
        ) from None


def known(ledger: Ledger, prints: Iterable[str]) -> list[Edge]:
    """What a ledger says of a run's places, by their fingerprints: those remembered as one clause, and those judged by a person."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(prints):
        places[name].append(place)
    held = {entry.id: sorted(p for name in entry.prints for p in places.get(name, ())) for entry in ledger.clauses}
    out = [Edge(a, b, Judgement("near")) for members in held.values() for a, b in combinations(members, 2)]
    sides = {alias: held[entry.id] for entry in ledger.clauses for alias in (*entry.aliases, entry.id)} | places
    for verdict in ledger.judgements:
        judgement = _JUDGED[verdict.verdict]
        for one, other in product(sides.get(verdict.one, ()), sides.get(verdict.other, ())):
            if one != other:
                out.append(Edge(min(one, other), max(one, other), judgement))
    return out


_JUDGED = {
    "same": Judgement("identical"),
    "not the same": Judgement("variant", apart=(Difference("judged", "", ""),)),
}


Claims = dict[int, list[int]]  # which entries of the ledger each clause takes over, the oldest first; each entry goes to one clause


def named(clauses: Sequence[Unnamed], ledger: Ledger, claims: Claims) -> list[str]:
    """The clauses' final ids: those that the ledger holds for them, else their own keys, told apart where they are shared."""
    taken = {ledger.clauses[entries[0]].id for entries in claims.values()} | {alias for e in ledger.clauses for alias in (*e.aliases, e.id)}
    free = [place for place in range(len(clauses)) if place not in claims]
    fresh = told_apart_by([clauses[p].key for p in free], lambda number: print_mark(clauses[free[number]].prints[0]), taken)
    by_place = dict(zip(free, fresh, strict=True))
    return [ledger.clauses[claims[place][0]].id if place in claims else by_place[place] for place in range(len(clauses))]


def claimed_by(clauses: Sequence[Unnamed], ledger: Ledger, work: Work = HERE) -> Claims:
    """Which entries of a ledger each clause takes over: by what it prints, else by likeness, else by its key."""
    if not ledger.clauses:
        return {}
    claimed = _by_prints(clauses, ledger)
    rest = [entry for entry in range(len(ledger.clauses)) if entry not in claimed]
    claimed |= _by_likeness(clauses, ledger, rest, work)
    held = set(claimed.values())
    by_key = {item.key: place for place, item in reversed(list(enumerate(clauses))) if place not in held}
    for entry in rest:
        place = by_key.pop(ledger.clauses[entry].id, None)
        if entry not in claimed and place is not None:
            claimed[entry] = place
    out: dict[int, list[int]] = defaultdict(list)
    for entry in sorted(claimed):
        out[claimed[entry]].append(entry)
    return dict(out)


def _by_prints(clauses: Sequence[Unnamed], ledger: Ledger) -> dict[int, int]:
    """The clause that prints what an entry remembers; of several, the one with the entry's own text."""
    owners: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(clauses):
        for name in item.prints:
            owners[name].append(place)
    out = {}
    for number, entry in enumerate(ledger.clauses):
        found = [place for name in (print_id(entry.text), *entry.prints) for place in owners.get(name, ())]
        if found:
            out[number] = found[0]
    return out


def _by_likeness(clauses: Sequence[Unnamed], ledger: Ledger, rest: Sequence[int], work: Work) -> dict[int, int]:
    """The clause that is an entry's text with small edits, or a part of it."""
    if not rest:
        return {}

    def text(number: int) -> Printed:
        if number < len(rest):
            return printed(ledger.clauses[rest[number]].text, ledger.clauses[rest[number]].source)
        item = clauses[number - len(rest)]
        return printed(item.read(), item.source)

    texts = Lazy(range(len(rest) + len(clauses)), text)
    out: dict[int, int] = {}
    found = [edge for edge in edges(texts, partial(related, work=work)) if edge.judgement.relation in _RANK]
    for edge in sorted(found, key=lambda e: (_RANK[e.judgement.relation], -e.judgement.similarity, e.one, e.other)):
        if edge.one < len(rest) <= edge.other:
            out.setdefault(rest[edge.one], edge.other - len(rest))
    return out


def remembered(ledger: Ledger, clauses: Sequence[Unnamed], ids: Sequence[str], claims: Claims) -> Iterator[Remembered]:
    """The ledger's clauses after a run: what it remembered, what was merged, and the clauses that are new."""
    merged = {entry for entries in claims.values() for entry in entries[1:]}
    now = {ids[place]: place for place in range(len(clauses))}
    for number, entry in enumerate(ledger.clauses):
        if number not in merged:
            place = now.pop(entry.id, None)
            yield entry if place is None else _renewed(clauses[place], [ledger.clauses[n] for n in claims[place]])
    yield from (_entry(key, clauses[now[key]], (), ()) for key in sorted(now))


def _renewed(item: Unnamed, entries: Sequence[Remembered]) -> Remembered:
    """The oldest entry, with what the run prints now and the ids of those that were merged into it."""
    aliases = [alias for entry in entries for alias in (entry.id, *entry.aliases) if alias != entries[0].id]
    return _entry(entries[0].id, item, aliases, [name for entry in entries for name in entry.prints])


def _entry(key: str, item: Unnamed, aliases: Iterable[str], prints: Iterable[str]) -> Remembered:
    names = tuple(sorted({*prints, *item.prints}))
    return Remembered(id=key, aliases=tuple(sorted(set(aliases))), source=item.source, text=item.read(), prints=names)


def resolve(ledger: Ledger) -> Mapping[str, str]:
    """Every id that was ever valid, and the id that it stands for now."""
    return {old: entry.id for entry in ledger.clauses for old in (entry.id, *entry.aliases)}
