"""Many documents: each read in a worker process under limits, so that one bad file never spoils a run."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NamedTuple

from extract.errors import ADVICE, ReadError
from extract.inputs import Input
from extract.patterns import RuleTimeout
from extract.pipeline import Extracted, extract
from extract.records import Reject
from extract.settings import Limits

Outcome = Extracted | Reject
# How a process ends whose memory runs out: killed by the system, or by a library that can get no more (SIGABRT).
_OUT_OF_MEMORY = (-9, -6)
# What a worker says when it takes up a document: from here its time counts, not from its own start, which a busy machine delays.
_BEGUN = "begun"
_LONGEST_START = 120.0


class Job(NamedTuple):
    """What a worker is told to read."""

    path: Path
    name: str
    date: str | None


def reject(name: str, code: str, sha256: str | None = None, detail: str = "") -> Reject:
    """A row for the list of rejects, with the advice for its code, and what a maintainer needs to know."""
    advice = ADVICE[code]
    shown = "".join(c if c.isprintable() else " " for c in detail[:200])
    reason = f"{advice.reason}（{shown}）" if detail else advice.reason
    return Reject(path=name, sha256=sha256, code=code, reason=reason, action=advice.action)


def process(inputs: list[Input], workers: int, limits: Limits, dates: dict[str, str], tell: Callable[[Outcome], None]) -> list[Outcome]:
    """Every input's records or reject, in the order of the inputs; `tell` hears of each as it is done."""
    outcomes: dict[int, Outcome] = {}
    todo: list[tuple[int, Job]] = []
    for index, item in enumerate(inputs):
        if item.outside:
            outcomes[index] = reject(item.name, "outside")
            tell(outcomes[index])
        else:
            todo.append((index, Job(item.path, item.name, dates.get(item.name))))
    pool = _Pool(min(workers, len(todo)), limits)
    with contextlib.closing(pool):
        for index, outcome in pool.run(todo):
            outcomes[index] = outcome
            tell(outcome)
    return [outcomes[index] for index in sorted(outcomes)]


def read_one(job: Job, limits: Limits) -> Outcome:
    """One file's records, or the reason why there are none; never raises but for what ends a process."""
    try:
        size = job.path.stat().st_size
        data = job.path.read_bytes() if size <= limits.bytes else b""
    except OSError:
        return reject(job.name, "unreadable")
    if size > limits.bytes:
        return reject(job.name, "too_large")
    import hashlib

    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return extract(data, job.name, limits, job.date)
    except ReadError as error:
        return reject(job.name, error.code, sha256)
    except MemoryError:
        return reject(job.name, "memory", sha256)
    except RuleTimeout as error:
        return reject(job.name, "timeout", sha256, str(error))
    except RecursionError:
        return reject(job.name, "hostile", sha256)
    except Exception as error:  # noqa: BLE001 - the one boundary where any fault of a document becomes a row
        return reject(job.name, "crashed", sha256, f"{type(error).__name__}: {error}")


def _worker(pipe: Connection, limits: Limits) -> None:
    """A worker's life: limited memory, one job after another, until the pipe closes."""
    _limit_memory(limits.memory)
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            job = pipe.recv()
            pipe.send(_BEGUN)
            pipe.send(read_one(job, limits))


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
    """A process with its pipe, and the job that it is at, since when."""

    process: SpawnProcess
    pipe: Connection
    index: int | None = None
    job: Job | None = None
    deadline: float = field(default=0.0)


class _Pool:
    """Worker processes that are kept over documents and replaced when one dies or hangs."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.context = multiprocessing.get_context("spawn")
        self.limits = limits
        self.workers = [self._start() for _ in range(size)]

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_worker, args=(theirs, self.limits), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def run(self, jobs: list[tuple[int, Job]]) -> Iterator[tuple[int, Outcome]]:
        """The outcomes as they come."""
        queue = iter(jobs)
        for worker in self.workers:
            self._give(worker, queue)
        while busy := [w for w in self.workers if w.job is not None]:
            patience = max(0.0, min(w.deadline for w in busy) - time.monotonic())
            ready = wait([w.pipe for w in busy], timeout=patience)
            for place, worker in enumerate([*self.workers]):
                if worker.job is None:
                    continue
                if worker.pipe in ready:
                    answer = self._received(worker)
                    if answer is None:
                        continue
                    yield answer
                elif time.monotonic() >= worker.deadline:
                    yield self._lost(worker, "timeout")
                else:
                    continue
                if not worker.process.is_alive() or worker.deadline < 0:
                    self._stop(worker)
                    self.workers[place] = self._start()
                self._give(self.workers[place], queue)

    def _give(self, worker: _Worker, queue: Iterator[tuple[int, Job]]) -> None:
        worker.index, worker.job = next(queue, (None, None))
        if worker.job is not None:
            worker.deadline = time.monotonic() + _LONGEST_START
            with contextlib.suppress(BrokenPipeError):
                worker.pipe.send(worker.job)

    def _received(self, worker: _Worker) -> tuple[int, Outcome] | None:
        """A worker's answer; None when it only says that it has begun."""
        assert worker.index is not None
        assert worker.job is not None
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(1)
            return self._lost(worker, "memory" if worker.process.exitcode in _OUT_OF_MEMORY else "crashed")
        if message == _BEGUN:
            worker.deadline = time.monotonic() + self.limits.seconds_for(_size(worker.job.path))
            return None
        return worker.index, message

    def _lost(self, worker: _Worker, code: str) -> tuple[int, Outcome]:
        assert worker.index is not None
        assert worker.job is not None
        worker.deadline = -1.0
        return worker.index, reject(worker.job.name, code, _sha256(worker.job.path))

    def _stop(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()

    def close(self) -> None:
        """End every worker."""
        for worker in self.workers:
            self._stop(worker)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _sha256(path: Path) -> str | None:
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
