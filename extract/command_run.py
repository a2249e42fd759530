"""The run command: collect, process, assemble, write, and say what came of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from extract.assemble import assembled
from extract.batch import Outcome, process
from extract.cache import FOLDER, Cache, file_sha256, seal, sealed
from extract.command_watch import machine_summary, summarise, watched
from extract.dedupe import Related
from extract.emit import emitted
from extract.emit.folder import MANIFEST, check
from extract.engines import engine_of
from extract.engines.relate import finder
from extract.errors import UsageError
from extract.inputs import Input, collect
from extract.ledger import read_ledger
from extract.pipeline import Extracted
from extract.records import Ledger, Reject
from extract.run import Run
from extract.settings import LIMITS
from extract.version import program


class Request(NamedTuple):
    """What a person asked of a run."""

    inputs: tuple[Path, ...]
    output: Path
    workers: int = 1
    dates: tuple[str, ...] = ()  # FILE=YYYY-MM-DD
    passwords: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()  # written besides
    ledger: Path | None = None  # what earlier runs remember
    machine: bool = False  # whether a program reads what is said
    fresh: bool = False  # read everything anew
    engine: str = "local"
    master: str | None = None  # of a Spark cluster


def run_command(asked: Request) -> int:
    """Run on files and folders; 0 when all is well, 1 when inputs were rejected; raises UsageError."""
    started = time.monotonic()
    check(asked.output)
    inputs = collect([*asked.inputs], asked.output)
    if not inputs:
        folders = "、".join(str(path) for path in asked.inputs)
        raise UsageError(f"{folders} 中没有可读取的文件；请放入 PDF、Word 或文本格式的政策文件后重试")
    known = _dates(asked.dates, inputs)
    remembered, ledger_sha256 = _ledger(asked.ledger)
    limits = replace(LIMITS, passwords=asked.passwords)
    cache = Cache(asked.output.resolve() / FOLDER, limits)
    made_of = _made_of(cache, inputs, (known, sorted(set(asked.formats)), bool(asked.ledger), ledger_sha256))
    if asked.fresh:
        cache.clear()
    elif sealed(asked.output, made_of):
        return _told(asked, _last(asked.output), started)
    engine = engine_of(asked.engine, asked.workers, asked.master)
    with closing(engine), watched(len(inputs), asked.machine) as tell:
        outcomes = process(inputs, engine, limits, known, cache, tell)
        result = _result(asked, inputs, outcomes, known, (remembered, ledger_sha256), finder(asked.engine, engine))
        used = [cache.key(o.document.sha256, o.document.path, known.get(o.document.path)) for o in outcomes if isinstance(o, Extracted)]
        outcomes.clear()  # what is written is all in the result
        names = engine.write(asked.output, emitted(result, asked.formats))
    if all(item.code in _SETTLED for item in result.rejects):
        seal(asked.output, made_of, names)
    cache.prune(used)
    return _told(asked, result, started)


# Rejects that another run on the same machine would not read either.
_SETTLED = ("empty", "damaged", "hostile", "outside", "too_large", "invalid_record")


def _made_of(cache: Cache, inputs: list[Input], asked: tuple[Any, ...]) -> str:
    """Names all that a run's output depends on."""
    files = [(item.name, None if item.outside else _hash(item.path)) for item in inputs]
    return hashlib.sha256(json.dumps([cache.setting, files, asked], sort_keys=True).encode()).hexdigest()


def _hash(path: Path) -> str | None:
    try:
        return file_sha256(path)
    except OSError:
        return None


def _last(output: Path) -> Run:
    """What the last run said of itself."""
    rejects = json.loads((output / "rejects.json").read_bytes())
    manifest = json.loads((output / MANIFEST).read_bytes())
    return Run(rejects=tuple(Reject(**row) for row in rejects), manifest=manifest)


def _result(
    asked: Request,
    inputs: list[Input],
    outcomes: list[Outcome],
    known: dict[str, str],
    ledger: tuple[Ledger | None, str | None],
    find: Related,
) -> Run:
    return assembled(
        [o for o in outcomes if isinstance(o, Extracted)],
        [o for o in outcomes if isinstance(o, Reject)],
        _manifest(inputs, outcomes, known) | ({"ledger": {"sha256": ledger[1]}} if asked.ledger else {}),
        ledger[0],
        find,
    )


def _told(asked: Request, result: Run, started: float) -> int:
    """Say what came of a run; its status."""
    if asked.machine:
        click.echo(machine_summary(result, asked.output))
    else:
        summarise(result, asked.output, time.monotonic() - started)
    return 1 if any(item.record is None for item in result.rejects) else 0


def _dates(given: tuple[str, ...], inputs: list[Input]) -> dict[str, str]:
    """Dates by the path they are given for; raises UsageError for a file or date that is none."""
    names = {item.name for item in inputs}
    out: dict[str, str] = {}
    for entry in given:
        name, _, date = entry.rpartition("=")
        if name not in names:
            raise UsageError(f"--date {entry}：输入中没有文件 {name}")
        try:
            out[name] = datetime.date.fromisoformat(date).isoformat()
        except ValueError:
            raise UsageError(f"--date {entry}：日期应写成 YYYY-MM-DD") from None
    return out


def _ledger(path: Path | None) -> tuple[Ledger | None, str | None]:
    """What earlier runs remember, and the hash of it; an empty ledger where the file is yet to be made."""
    if path is None:
        return None, None
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        click.echo(f"台账 {path} 尚不存在，从空台账开始", err=True)
        return Ledger(), None
    except OSError:
        raise UsageError(f"--ledger {path}：无法读取；请核对路径和权限") from None
    return read_ledger(data, str(path)), hashlib.sha256(data).hexdigest()


def _manifest(inputs: list[Input], outcomes: list[Outcome], dates: dict[str, str]) -> dict[str, Any]:
    """What ran on what: no clock, no machine, no path outside the input."""
    hashes = [o.document.sha256 if isinstance(o, Extracted) else o.sha256 for o in outcomes]
    files = [{"path": item.name, "sha256": sha256} for item, sha256 in zip(inputs, hashes, strict=True)]
    return {**program(), "settings": {"dates": dates}, "inputs": files}
