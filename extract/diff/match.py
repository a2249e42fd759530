"""Which record of the new run is which record of the old one: by id, then by what it says and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.diff.folder import Data
from extract.likeness import ratio
from extract.titles import normal

_ALIKE = 0.5  # less than half in common is another clause


class Matched(NamedTuple):
    """A record of the old run and the same of the new one; None where only one run has it."""

    old: Data | None
    new: Data | None


Key = Callable[[Data], Hashable | None]


def matched(old: Sequence[Data], new: Sequence[Data], keys: Iterable[Key], likeness: Callable[[Data, Data], float]) -> list[Matched]:
    """Every record once, in the order of the new run, those that only the old one has last.

    Each key in turn matches what is left and unambiguous by it; what then remains is matched by likeness, the most alike first.
    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs: dict[int, int] = {}
    for key in keys:
        for a, b in list(_by_key(left, right, key)):
            pairs[b] = a
            del left[a], right[b]
    options = [(-score, a, b) for a, one in left.items() for b, other in right.items() if (score := likeness(one, other)) >= _ALIKE]
    for _, a, b in sorted(options):
        if a in left and b in right:
            pairs[b] = a
            del left[a], right[b]
    out = [Matched(old[pairs[b]] if b in pairs else None, record) for b, record in enumerate(new)]
    return out + [Matched(record, None) for record in left.values()]


def _by_key(left: dict[int, Data], right: dict[int, Data], key: Key) -> Iterator[tuple[int, int]]:
    """Pairs of records that a key names on both sides, each only once."""
    sides: list[dict[Hashable, list[int]]] = []
    for side in (left, right):
        found: dict[Hashable, list[int]] = defaultdict(list)
        for place, record in side.items():
            if (value := key(record)) is not None:
                found[value].append(place)
        sides.append(found)
    for value, places in sides[0].items():
        if len(places) == 1 == len(sides[1].get(value, ())):
            yield places[0], sides[1][value][0]


def documents(old: Sequence[Data], new: Sequence[Data]) -> list[Matched]:
    """Documents by path, those that were renamed by content."""
    return matched(old, new, (lambda d: d["path"], lambda d: d["sha256"]), lambda one, other: 0.0)


def clauses(old: Sequence[Data], new: Sequence[Data]) -> list[Matched]:
    """Clauses by id, by text and source, by place and heading; then by likeness within one document."""
    keys: tuple[Key, ...] = (
        lambda c: (c["id"], normal(c["text"])),
        lambda c: (normal(c["text"]), _source(c)),
        lambda c: c["id"],
        lambda c: (c["occurrences"][0]["path"], c["number"], c["heading"]) if c["heading"] else None,
    )
    return matched(old, new, keys, _clause_likeness)


def _source(clause: Data) -> str:
    return normal(clause["sources"][0]["title"]) if clause["sources"] else ""


def _clause_likeness(one: Data, other: Data) -> float:
    """How alike two clauses are; nothing where they are printed in no document in common."""
    if not {place["path"] for place in one["occurrences"]} & {place["path"] for place in other["occurrences"]}:
        return 0.0
    return ratio(one["text"], other["text"], _ALIKE)


def incentives(old: Sequence[Data], new: Sequence[Data]) -> list[Matched]:
    """Incentives of one clause by id, by kind and label; then by their text."""
    keys: tuple[Key, ...] = (
        lambda i: (i["id"], normal(i["text"])),
        lambda i: (i["instrument"], i["tier"], normal(i["text"])),
        lambda i: i["id"],
        lambda i: (i["instrument"], i["tier"]),
    )
    return matched(old, new, keys, lambda one, other: ratio(one["text"], other["text"], _ALIKE))
