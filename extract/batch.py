"""Many documents: what is kept of an earlier run is taken, the rest is read under limits, so that one bad file never spoils a run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from extract.cache import Cache
from extract.engines import Engine, Task
from extract.errors import ADVICE, ReadError
from extract.inputs import Input
from extract.patterns import RuleTimeout
from extract.pipeline import Extracted, extract
from extract.records import Reject
from extract.settings import Limits

Outcome = Extracted | Reject


class Job(NamedTuple):
    """What a worker is told to read."""

    path: Path
    name: str
    date: str | None


def reject(name: str, code: str, sha256: str | None = None, detail: str = "") -> Reject:
    """A row for the list of rejects, with the advice for its code, and what a maintainer needs to know."""
    advice = ADVICE[code]
    reason = f"{advice.reason}（{detail[:200]}）" if detail else advice.reason
    return Reject(path=name, sha256=sha256, code=code, reason=reason, action=advice.action)


def process(
    inputs: list[Input], engine: Engine, limits: Limits, dates: dict[str, str], cache: Cache | None, tell: Callable[[Outcome], None]
) -> list[Outcome]:
    """Every input's records or reject, in the order of the inputs; `tell` hears of each as it is done."""
    outcomes: dict[int, Outcome] = {index: reject(item.name, "outside") for index, item in enumerate(inputs) if item.outside}
    for outcome in outcomes.values():
        tell(outcome)
    todo = [(index, Job(item.path, item.name, dates.get(item.name))) for index, item in enumerate(inputs) if not item.outside]
    task = Task(partial(read_one, limits=limits, cache=cache), partial(_seconds, limits), _lost, limits.memory)
    for place, outcome in engine.read(task, [job for _, job in todo]):
        outcomes[todo[place][0]] = outcome
        tell(outcome)
    return [outcomes[index] for index in sorted(outcomes)]


def read_one(job: Job, limits: Limits, cache: Cache | None = None) -> Outcome:
    """One file's records, or the reason why there are none; never raises but for what ends a process."""
    try:
        size = job.path.stat().st_size
        data = job.path.read_bytes() if size <= limits.bytes else b""
    except OSError:
        return reject(job.name, "unreadable")
    if size > limits.bytes:
        return reject(job.name, "too_large")
    sha256 = hashlib.sha256(data).hexdigest()
    if cache is None:
        return _read(data, job, limits, sha256)
    key = cache.key(sha256, job.name, job.date)
    kept = cache.load(key)
    if kept is not None:
        return kept
    outcome = _read(data, job, limits, sha256)
    return cache.keep(key, outcome) if isinstance(outcome, Extracted) else outcome


def _read(data: bytes, job: Job, limits: Limits, sha256: str) -> Outcome:
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


def _seconds(limits: Limits, job: Job) -> float:
    """How long a file may take."""
    try:
        return limits.seconds_for(job.path.stat().st_size)
    except OSError:
        return limits.seconds


def _lost(job: Job, code: str) -> Reject:
    """What stands for a file that ended its worker."""
    return reject(job.name, code, _sha256(job.path))


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
