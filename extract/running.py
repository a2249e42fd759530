"""A run from its inputs to its output folder: read, put together, written; no step holds what the next one needs of every document."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from extract.asked import Asked
from extract.assemble import assembled
from extract.batch import Outcome
from extract.emit.folder import MANIFEST, write
from extract.emit.formats import joined
from extract.emit.pieces import Ending
from extract.engines import Engine
from extract.records import Reject
from extract.render import rendered_chapter
from extract.seal import input_sha256, seal
from extract.spool import Spool
from extract.summary import Summary
from extract.version import program


class Result(NamedTuple):
    """What is said of a run when it is over."""

    rejects: Sequence[Reject]
    counts: dict[str, int]
    quotes: Counter[str] = Counter()  # noqa: RUF012 - never changed
    ledger: bool = False  # whether there is a new one


class Watch(NamedTuple):
    """Who sees a run going on: each input as it is done, and the chapters, of which there are so many, as they are written."""

    tell: Callable[[Outcome], None]
    writing: Callable[[Iterable[Any], int], Iterable[Any]]


SILENT = Watch(lambda outcome: None, lambda chapters, count: chapters)

# Rejects that another run on the same machine would not read either.
_SETTLED = ("empty", "damaged", "hostile", "outside", "too_large", "invalid_record")


def run(asked: Asked, outcomes: Iterable[tuple[int, Outcome]], engine: Engine, watch: Watch = SILENT) -> Result:
    """Put together and write what is being read."""
    cache = asked.cache
    read = _Read(asked, cache.folder)
    for place, outcome in outcomes:
        read.note(place, outcome)
        watch.tell(outcome)
    plan, ledger = assembled(read.summaries(), read.rejects.values(), asked.ledger, engine, cache.folder)
    manifest = {**_manifest(asked, read.hashes), "counts": plan.counts()}
    render = partial(rendered_chapter, limits=cache.limits, cache=cache, formats=asked.formats)
    ending = Ending(manifest, ledger, cache.folder, engine.near)
    chapters = watch.writing(engine.map(render, plan.chapters()), plan.length())
    written = write(asked.output, joined(chapters, ending, asked.formats))
    if all(item.code in _SETTLED for item in plan.rejects):
        seal(
            asked.output,
            asked.name([sha256 or input_sha256(item) for item, sha256 in zip(asked.inputs, read.hashes, strict=True)]),
            written,
        )
    cache.prune(origin.record for origin in plan.places.origins)
    return Result(plan.rejects, manifest["counts"], plan.unique.quotes, asked.ledger is not None)


class _Read:
    """What came of each input; the summaries wait on disk."""

    def __init__(self, asked: Asked, folder: Path) -> None:
        self.hashes: list[str | None] = [None] * len(asked.inputs)
        self.rejects: dict[int, Reject] = {}
        self._summaries: dict[int, int] = {}
        self._spool = Spool(folder)

    def note(self, place: int, outcome: Outcome) -> None:
        """Remember what came of an input."""
        if isinstance(outcome, Reject):
            self.rejects[place], self.hashes[place] = outcome, outcome.sha256
        else:
            self.hashes[place] = outcome.document.sha256
            self._summaries[place] = self._spool.append(pickle.dumps(outcome))

    def summaries(self) -> Iterator[Summary]:
        """Every document that was read, in the order of the inputs."""
        return (pickle.loads(self._spool[self._summaries[place]]) for place in sorted(self._summaries))  # noqa: S301 - our own, above


def _manifest(asked: Asked, hashes: Iterable[str | None]) -> dict[str, Any]:
    """What ran on what: no clock, no machine, no path outside the input."""
    files = [{"path": item.name, "sha256": sha256} for item, sha256 in zip(asked.inputs, hashes, strict=True)]
    told = {**program(), "settings": {"dates": asked.dates}, "inputs": files}
    return told if asked.ledger is None else {**told, "ledger": {"sha256": asked.ledger_sha256}}


def last(output: Path) -> Result:
    """What the last run said of itself."""
    rejects = json.loads((output / "rejects.json").read_bytes())
    manifest = json.loads((output / MANIFEST).read_bytes())
    return Result([Reject(**row) for row in rejects], manifest["counts"])
