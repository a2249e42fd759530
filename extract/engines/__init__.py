"""Where the work of a run is done: on this machine, or on a cluster. An engine is three verbs: read, map, shuffle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from extract.work import Work


class Task(NamedTuple):
    """Work on one item at a time: what to do, how long it may take, and what stands for the result where it ends a process."""

    do: Callable[[Any], Any]
    seconds: Callable[[Any], float]
    lost: Callable[[Any, str], Any]  # the item, and a code of ADVICE
    memory: int


class Engine(Protocol):
    """The one seam between what a run does and where; the same items give the same results on each engine.

    What is done stands at the top of a module, so that other processes know it by name. What map and shuffle give may itself be mapped
    and shuffled; on a cluster it stays there until it is looked at.
    """

    @property
    def near(self) -> Work:
        """Map and shuffle for what is not worth sending away."""

    def read(self, task: Task, items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """A map that may end a process: the result for each item with the item's place, as they come."""

    def map(self, do: Callable[[Any], Iterable[Any]], items: Iterable[Any]) -> Iterable[Any]:
        """All that comes of each item, in the order of the items."""

    def shuffle(self, reduce: Callable[[Any, list[Any]], Iterable[Any]], pairs: Iterable[tuple[Any, Any]]) -> Iterable[Any]:
        """All that comes of each key with its values; keys and values in no order."""

    def close(self) -> None:
        """End what the engine started."""


def engine_of(name: str, workers: int, master: str | None = None, modules: Sequence[str] = (), folder: Path | None = None) -> Engine:
    """The engine by its name; raises UsageError where it cannot start."""
    if name == "spark":
        from extract.engines.spark import Spark

        return Spark(master)
    from extract.engines.local import Local

    return Local(workers, modules, folder)
