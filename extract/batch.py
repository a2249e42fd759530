"""Many documents: what is kept of an earlier run is taken, the rest is read under limits, so that one bad file never spoils a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from extract.cache import Cache
from extract.chapters import Address
from extract.engines import Engine, Task
from extract.errors import ADVICE, ReadError, UsageError
from extract.extracted import Extracted
from extract.inputs import Input
from extract.settings import Limits
from extract.summary import Origin, Summary

if TYPE_CHECKING:
    from extract.records import Reject

Outcome: TypeAlias = "Summary | Reject"


class Job(NamedTuple):
    """What a worker is told to read."""

    path: Path
    name: str
    date: str | None


def reject(name: str, code: str, sha256: str | None = None, detail: str = "") -> Reject:
    """A row for the list of rejects, with the advice for its code, and what a maintainer needs to know."""
    from extract.records import Reject

    advice = ADVICE[code]
    reason = f"{advice.reason}（{detail[:200]}）" if detail else advice.reason
    return Reject(path=name, sha256=sha256, code=code, reason=reason, action=advice.action)


def process(
    inputs: list[Input], engine: Engine, limits: Limits, dates: dict[str, str], cache: Cache | None
) -> Iterator[tuple[int, Outcome]]:
    """What a run has to know of every input, or its reject, with the input's place, as they are done. Work begins at once."""
    todo = [place for place, item in enumerate(inputs) if not item.outside]
    jobs = [Job(inputs[place].path, inputs[place].name, dates.get(inputs[place].name)) for place in todo]
    task = Task(partial(summary_of, limits=limits, cache=cache), partial(_seconds, limits), _lost, limits.memory)
    done = engine.read(task, jobs)
    refused = ((place, reject(item.name, "outside")) for place, item in enumerate(inputs) if item.outside)
    return chain(refused, ((todo[number], outcome) for number, outcome in done))


def summary_of(job: Job, limits: Limits, cache: Cache | None = None) -> Outcome:
    """What a run has to know of a file, whose records are kept for when they are written; or why there are none."""
    from extract.summarise import summarised

    found = read_one(job, limits, cache)
    if not isinstance(found, Extracted):
        return found
    record = cache.name(cache.key(found.document.sha256, job.name, job.date), found) if cache else ""
    try:
        return summarised(found, Origin(record, str(job.path), job.name, job.date))
    except Exception as error:  # noqa: BLE001 - as when it is read
        return reject(job.name, "crashed", found.document.sha256, f"{type(error).__name__}: {error}")


def read_one(job: Job, limits: Limits, cache: Cache | None = None) -> Extracted | Reject:
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
    found = _read(data, job, limits, sha256)
    if isinstance(found, Extracted):
        cache.keep(key, found)
    return found


@lru_cache(maxsize=16)
def records_at(address: Address, limits: Limits, cache: Cache) -> Extracted:
    """A document's records as they are kept; what was lost of them is read again. Raises UsageError where that gives something else."""
    from extract.kept import packed, unpacked

    origin = address.origin
    kept = cache.opened(origin.record)
    if kept is None:
        found = read_one(Job(Path(origin.path), origin.name, origin.date), limits, cache)
        kept = unpacked(packed(found)) if isinstance(found, Extracted) else None
    if kept is None or (kept.document.sha256, len(kept.clauses)) != (address.sha256, address.clauses):
        raise UsageError(f"{origin.name} 在运行中被改动或移走；请重新运行")
    return kept


def _read(data: bytes, job: Job, limits: Limits, sha256: str) -> Extracted | Reject:
    from extract import pipeline
    from extract.patterns import RuleTimeout

    try:
        return pipeline.extract(data, job.name, limits, job.date)
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
