"""A run from its inputs to its output folder: read, put together, written; no step holds what the next one needs of every document."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from extract.assemble import assembled
from extract.batch import Outcome, process
from extract.cache import Cache
from extract.emit import joined
from extract.emit.folder import MANIFEST, write
from extract.emit.pieces import Ending
from extract.engines import Engine
from extract.inputs import Input
from extract.records import Ledger, Reject
from extract.render import rendered_chapter
from extract.seal import input_sha256, made_of, seal
from extract.settings import Limits
from extract.spool import Spool
from extract.summary import Summary
from extract.version import program


class Asked(NamedTuple):
    """What a run is to do, its files and dates checked."""

    inputs: list[Input]
    output: Path
    limits: Limits
    dates: dict[str, str]
    formats: tuple[str, ...]
    ledger: Ledger | None
    ledger_sha256: str | None
    settings: tuple[Any, ...]  # all of these that change the output


class Result(NamedTuple):
    """What is said of a run when it is over."""

    rejects: Sequence[Reject]
    counts: dict[str, int]
    quotes: Counter[str] = Counter()  # noqa: RUF012 - never changed
    ledger: bool = False


# Rejects that another run on the same machine would not read either.
_SETTLED = ("empty", "damaged", "hostile", "outside", "too_large", "invalid_record")


def run(asked: Asked, engine: Engine, cache: Cache, tell: Callable[[Outcome], None]) -> Result:
    """Read, put together and write; `tell` hears of each input as it is done."""
    read = _Read(asked, cache.folder)
    for place, outcome in process(asked.inputs, engine, asked.limits, asked.dates, cache):
        read.note(place, outcome)
        tell(outcome)
    plan, ledger = assembled(read.summaries(), read.rejects.values(), asked.ledger, engine, cache.folder)
    manifest = {**_manifest(asked, read.hashes), "counts": plan.counts()}
    render = partial(rendered_chapter, limits=asked.limits, cache=cache, formats=asked.formats)
    files = joined(engine.map(render, plan.chapters()), Ending(manifest, ledger, cache.folder, engine.near), asked.formats)
    written = write(asked.output, files)
    if all(item.code in _SETTLED for item in plan.rejects):
        hashes = [sha256 or input_sha256(item) for item, sha256 in zip(asked.inputs, read.hashes, strict=True)]
        seal(asked.output, made_of(cache.setting, asked.inputs, hashes, asked.settings), written)
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
