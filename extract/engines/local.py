"""One machine: worker processes for whatever is done, and a file for what has to meet."""

from __future__ import annotations

import math
import pickle
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from extract.engines import Task
from extract.engines.pool import Pool
from extract.spool import Spool


class Local:
    """The engine of one machine. Workers that are told which `modules` they need start at once; what meets, meets in `folder`."""

    def __init__(self, workers: int, modules: Sequence[str] = (), folder: Path | None = None) -> None:
        self.pool = Pool(workers, modules)
        self.folder = folder
        self.near = self
        if modules:
            self.pool.start()

    def read(self, task: Task, items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """The result for each item with the item's place, as they come."""
        return self.pool.run(task, items)

    def map(self, do: Callable[[Any], Iterable[Any]], items: Iterable[Any]) -> Iterator[Any]:
        """All that comes of each item; what a worker was lost over is done here, for nothing in it is at fault."""
        listed = partial(_listed, do)
        task = Task(listed, lambda item: math.inf, lambda item, code: listed(item), 0)
        return (result for results in self.pool.in_order(task, items) for result in results)

    def shuffle(self, reduce: Callable[[Any, list[Any]], Iterable[Any]], pairs: Iterable[tuple[Any, Any]]) -> Iterator[Any]:
        """All that comes of each key with its values, which wait for each other on disk."""
        spool = Spool(self.folder)
        numbers: dict[Hashable, list[int]] = defaultdict(list)
        for key, value in pairs:
            numbers[key].append(spool.append(pickle.dumps(value)))
        met = ((key, [pickle.loads(spool[number]) for number in own]) for key, own in numbers.items())  # noqa: S301 - our own, a line above
        return self.map(partial(_reduced, reduce), met)

    def close(self) -> None:
        """End the workers."""
        self.pool.close()


def _listed(do: Callable[[Any], Iterable[Any]], item: Any) -> list[Any]:
    return [*do(item)]


def _reduced(reduce: Callable[[Any, list[Any]], Iterable[Any]], pair: tuple[Any, list[Any]]) -> Iterable[Any]:
    return reduce(*pair)
