"""One machine: worker processes that are kept over documents; one that dies or hangs takes one document with it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from extract.emit import Emitted
from extract.emit.folder import write
from extract.engines import Task

# How a process ends whose memory runs out: killed by the system, or by a library that can get no more (SIGABRT).
_OUT_OF_MEMORY = (-9, -6)
# What a worker says when it takes up an item: from here its time counts, not from its own start, which a busy machine delays.
_BEGUN = "begun"
_LONGEST_START = 120.0


class Local:
    """The engine of one machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def read(self, task: Task, items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """The result for each item with the item's place, as they come."""
        with contextlib.closing(_Pool(min(self.workers, len(items)), task)) as pool:
            yield from pool.run(enumerate(items))

    def map(self, do: Callable[[Any], Iterable[Any]], items: Iterable[Any]) -> Iterable[Any]:
        """All that comes of each item."""
        return (result for item in items for result in do(item))

    def shuffle(self, reduce: Callable[[Any, list[Any]], Iterable[Any]], pairs: Iterable[tuple[Any, Any]]) -> Iterable[Any]:
        """All that comes of each key with its values."""
        gathered: dict[Hashable, list[Any]] = defaultdict(list)
        for key, value in pairs:
            gathered[key].append(value)
        return (result for key, values in gathered.items() for result in reduce(key, values))

    def write(self, folder: Path, files: Iterable[Emitted]) -> list[str]:
        """Put a finished run in place; the names of its files."""
        return write(folder, files)

    def close(self) -> None:
        """Nothing stays behind: workers end with each map."""


def _worker(pipe: Connection, task: Task) -> None:
    """A worker's life: limited memory, one item after another, until the pipe closes or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(task.memory)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            item = pipe.recv()
            pipe.send(_BEGUN)
            pipe.send(task.do(item))


def _end_with_parent() -> None:
    """Without a parent nobody stops a document that hangs."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(size: int) -> None:
    """A ceiling on address space where the system has one; Windows has none, and time and size limits remain."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))


@dataclass
class _Worker:
    """A process with its pipe, and the item that it is at, until when."""

    process: SpawnProcess
    pipe: Connection
    index: int = -1
    item: Any = None
    busy: bool = False
    deadline: float = field(default=0.0)


class _Pool:
    """Worker processes that are replaced when one dies or hangs."""

    def __init__(self, size: int, task: Task) -> None:
        self.context = multiprocessing.get_context("spawn")
        self.task = task
        self.workers = [self._start() for _ in range(size)]

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_worker, args=(theirs, self.task), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def run(self, items: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
        """The results as they come."""
        queue = iter(items)
        for worker in self.workers:
            self._give(worker, queue)
        while busy := [w for w in self.workers if w.busy]:
            patience = max(0.0, min(w.deadline for w in busy) - time.monotonic())
            ready = wait([w.pipe for w in busy], timeout=patience)
            for place, worker in enumerate([*self.workers]):
                if not worker.busy:
                    continue
                if worker.pipe in ready:
                    result = self._received(worker)
                    if result is None:
                        continue
                elif time.monotonic() >= worker.deadline:
                    result = self._lost(worker, "timeout")
                else:
                    continue
                if not worker.process.is_alive() or worker.deadline < 0:
                    _stop(worker)
                    self.workers[place] = self._start()
                self._give(self.workers[place], queue)
                yield result

    def _give(self, worker: _Worker, queue: Iterator[tuple[int, Any]]) -> None:
        worker.index, worker.item = following = next(queue, (-1, None))
        worker.busy = following[0] >= 0
        if worker.busy:
            worker.deadline = time.monotonic() + _LONGEST_START
            with contextlib.suppress(BrokenPipeError):
                worker.pipe.send(worker.item)

    def _received(self, worker: _Worker) -> tuple[int, Any] | None:
        """A worker's answer; None when it only says that it has begun."""
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(1)
            return self._lost(worker, "memory" if worker.process.exitcode in _OUT_OF_MEMORY else "crashed")
        if isinstance(message, str) and message == _BEGUN:
            worker.deadline = time.monotonic() + self.task.seconds(worker.item)
            return None
        return worker.index, message

    def _lost(self, worker: _Worker, code: str) -> tuple[int, Any]:
        worker.deadline = -1.0
        return worker.index, self.task.lost(worker.item, code)

    def close(self) -> None:
        """End every worker."""
        for worker in self.workers:
            _stop(worker)


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()
