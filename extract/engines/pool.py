"""Worker processes that are kept from one use to the next; one that dies or hangs takes one item with it."""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from multiprocessing.connection import Connection, wait
from typing import Any

from extract.engines import Task

# How a process ends whose memory runs out: killed by the system, or by a library that can get no more (SIGABRT).
_OUT_OF_MEMORY = (-9, -6)
# What a worker says when it takes up an item: from here its time counts, not from its own start, which a busy machine delays.
_BEGUN = "begun"
_LONGEST_START = 120.0
_TRIES = 2  # for an item that no worker has begun: it is not what ended them
# Results that may wait for an earlier one, for each worker: enough that a slow item holds up nobody, and memory is bounded.
_AHEAD = 16


def _work(pipe: Connection, modules: Sequence[str]) -> None:
    """A worker's life: one item after another, until the pipe closes or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for module in modules:
        import_module(module)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            do, memory, item = pipe.recv()
            if memory:
                _limit_memory(memory)
            pipe.send(_BEGUN)
            pipe.send((_done(do, item),))


def _done(do: Callable[[Any], Any], item: Any) -> Any:
    """The result; an error ends the process like any other loss, and whoever takes the item up again reports it."""
    try:
        return do(item)
    except Exception:  # noqa: BLE001 - said above
        os._exit(1)


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


class _Worker:
    """A process with its pipe, and the item that it is at, until when."""

    def __init__(self, modules: Sequence[str]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, modules), daemon=True)
        self.process.start()
        theirs.close()
        self.index, self.item, self.tries = -1, None, 0
        self.busy = self.begun = False
        self.deadline = math.inf

    def give(self, task: Task, index: int, item: Any, tries: int = 1) -> None:
        """Hand over an item."""
        self.index, self.item, self.tries = index, item, tries
        self.busy, self.begun = True, False
        self.deadline = time.monotonic() + _LONGEST_START
        with contextlib.suppress(BrokenPipeError):  # whoever looks for the answer finds that nobody is there
            self.pipe.send((task.do, task.memory, item))

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Queue:
    """Items that have not begun, each with its place."""

    def __init__(self, items: Iterable[Any], may_begin: Callable[[int], bool]) -> None:
        self._items = enumerate(items)
        self._may_begin = may_begin
        self._following: tuple[int, Any] | None = None
        self._begun = 0

    def is_open(self) -> bool:
        """Whether there is an item that may begin."""
        if self._following is None and self._may_begin(self._begun):
            self._following = next(self._items, None)
        return self._following is not None

    def next(self) -> tuple[int, Any]:
        """That item."""
        following, self._following = self._following, None
        assert following
        self._begun += 1
        return following


class Pool:
    """So many worker processes at most, started when there is work for them; those that end are replaced."""

    def __init__(self, size: int, modules: Sequence[str] = ()) -> None:
        self.size = size
        self.modules = modules
        self.workers: list[_Worker] = []

    def start(self) -> None:
        """Start all workers now, so that they are ready when work comes."""
        self.workers += [_Worker(self.modules) for _ in range(self.size - len(self.workers))]

    def run(self, task: Task, items: Iterable[Any], may_begin: Callable[[int], bool] = lambda index: True) -> Iterator[tuple[int, Any]]:
        """The result for each item with the item's place, as they come; an item begins when its place `may_begin`, the first at once."""
        queue = _Queue(items, may_begin)
        self._give(task, queue)
        return self._results(task, queue)

    def _give(self, task: Task, queue: _Queue) -> None:
        """An item for every worker that has none."""
        while queue.is_open() and (worker := self._idle()):
            worker.give(task, *queue.next())

    def _results(self, task: Task, queue: _Queue) -> Iterator[tuple[int, Any]]:
        try:
            while busy := [worker for worker in self.workers if worker.busy]:
                for worker in self._waited(busy):
                    result = self._result(task, worker)
                    self._give(task, queue)  # nobody waits for what is made of the result
                    if result:
                        yield result
                self._give(task, queue)
        finally:
            for worker in [*self.workers]:
                if worker.busy:
                    self._drop(worker)

    def in_order(self, task: Task, items: Iterable[Any]) -> Iterator[Any]:
        """The results in the order of the items; few wait for an earlier one."""
        early: dict[int, Any] = {}
        out = 0

        def may_begin(index: int) -> bool:
            return index < out + _AHEAD * self.size

        for index, result in self.run(task, items, may_begin):
            early[index] = result
            while out in early:
                yield early.pop(out)
                out += 1

    def _idle(self) -> _Worker | None:
        """A worker without an item; None where all are busy."""
        free = next((worker for worker in self.workers if not worker.busy), None)
        if free is None and len(self.workers) < self.size:
            free = _Worker(self.modules)
            self.workers.append(free)
        return free

    def _waited(self, busy: list[_Worker]) -> list[_Worker]:
        """The workers that answer, or whose time is over."""
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        ready = wait([worker.pipe for worker in busy], timeout=None if patience == math.inf else max(0.0, patience))
        now = time.monotonic()
        return [worker for worker in busy if worker.pipe in ready or now >= worker.deadline]

    def _result(self, task: Task, worker: _Worker) -> tuple[int, Any] | None:
        """What comes of a worker's item; None while it is at it."""
        try:
            message = worker.pipe.recv() if worker.pipe.poll() else None
        except (EOFError, OSError):
            worker.process.join(1)
            return self._lost(task, worker, "memory" if worker.process.exitcode in _OUT_OF_MEMORY else "crashed")
        if message is None:
            return self._lost(task, worker, "timeout")
        if isinstance(message, str) and message == _BEGUN:
            worker.begun, worker.deadline = True, time.monotonic() + task.seconds(worker.item)
            return None
        worker.busy = False
        return worker.index, message[0]

    def _lost(self, task: Task, worker: _Worker, code: str) -> tuple[int, Any] | None:
        """What stands for the item of a worker that is no more; an item that was not begun is given to another one."""
        self._drop(worker)
        if worker.begun or worker.tries >= _TRIES:
            return worker.index, task.lost(worker.item, code)
        other = _Worker(self.modules)
        self.workers.append(other)
        other.give(task, worker.index, worker.item, worker.tries + 1)
        return None

    def _drop(self, worker: _Worker) -> None:
        worker.stop()
        self.workers.remove(worker)

    def close(self) -> None:
        """End every worker."""
        for worker in self.workers:
            worker.stop()
        self.workers = []
