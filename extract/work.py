"""Who runs a function over items and brings together what has one key: an engine, or whoever asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

Map = Callable[[Callable[[Any], Iterable[Any]], Iterable[Any]], Iterable[Any]]
Shuffle = Callable[[Callable[[Any, list[Any]], Iterable[Any]], Iterable[tuple[Any, Any]]], Iterable[Any]]


class Work(Protocol):
    """Two verbs of an engine."""

    @property
    def map(self) -> Map:
        """All that comes of each item, in the order of the items."""

    @property
    def shuffle(self) -> Shuffle:
        """All that comes of each key with its values; keys and values in no order."""


class Verbs(NamedTuple):
    """The two verbs as functions."""

    map: Map
    shuffle: Shuffle


def _mapped(do: Callable[[Any], Iterable[Any]], items: Iterable[Any]) -> Iterator[Any]:
    return (result for item in items for result in do(item))


def _shuffled(reduce: Callable[[Any, list[Any]], Iterable[Any]], pairs: Iterable[tuple[Any, Any]]) -> Iterator[Any]:
    gathered: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        gathered[key].append(value)
    return (result for key, values in gathered.items() for result in reduce(key, values))


HERE: Work = Verbs(_mapped, _shuffled)  # in this process, for little
