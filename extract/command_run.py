"""The run command: collect, process, assemble, write, and say what came of it."""

from __future__ import annotations

import datetime
import hashlib
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from extract.asked import Asked
from extract.batch import process
from extract.cache import FOLDER, Cache
from extract.emit.folder import check
from extract.engines import Engine, engine_of
from extract.errors import UsageError
from extract.inputs import Input, collect
from extract.seal import input_sha256, is_sealed, sealed
from extract.settings import LIMITS

if TYPE_CHECKING:
    from extract.records import Ledger
    from extract.running import Result


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


# What workers load while whoever started them does the same.
_NEEDED = ("extract.pipeline", "extract.summarise", "extract.finish", "extract.emit.formats")


def run_command(asked: Request) -> int:
    """Run on files and folders; 0 when all is well, 1 when inputs were rejected; raises UsageError."""
    started = time.monotonic()
    inputs = collect([*asked.inputs], asked.output)
    if not inputs:
        folders = "、".join(str(path) for path in asked.inputs)
        raise UsageError(f"{folders} 中没有可读取的文件；请放入 PDF、Word 或文本格式的政策文件后重试")
    with ExitStack() as stack:
        begin = partial(_engine, asked, len(inputs), stack)
        # Workers start before anything else is done, unless it may turn out that there is nothing to do.
        engine = begin() if asked.engine == "local" and (asked.fresh or not is_sealed(asked.output)) else None
        wanted = _checked(asked, inputs)
        if asked.fresh:
            wanted.cache.clear()
        elif is_sealed(asked.output) and sealed(asked.output, wanted.name([input_sha256(item) for item in inputs])):
            return _told(asked, None, started)
        return _told(asked, _result(wanted, engine or begin(), asked.machine), started)


def _engine(asked: Request, inputs: int, stack: ExitStack) -> Engine:
    """The engine, ended with the run."""
    folder = asked.output.resolve() / FOLDER
    return stack.enter_context(closing(engine_of(asked.engine, min(asked.workers, inputs), asked.master, _NEEDED, folder)))


def _checked(asked: Request, inputs: list[Input]) -> Asked:
    """What is asked for, if it can be done; raises UsageError."""
    check(asked.output)
    cache = Cache(asked.output.resolve() / FOLDER, replace(LIMITS, passwords=asked.passwords))
    return Asked(inputs, asked.output, cache, _dates(asked.dates, inputs), asked.formats, *_ledger(asked.ledger))


def _result(wanted: Asked, engine: Engine, quiet: bool) -> Result:
    """What comes of a run; what it needs besides is loaded while the first documents are read."""
    assert wanted.cache.setting  # found out while the workers load, so that none of them has to
    outcomes = process(wanted.inputs, engine, wanted.cache.limits, wanted.dates, wanted.cache)
    from extract.command_watch import watched
    from extract.running import run

    with watched(len(wanted.inputs), quiet) as watch:
        return run(wanted, outcomes, engine, watch)


def _told(asked: Request, result: Result | None, started: float) -> int:
    """Say what came of a run, or of the last one where nothing has changed; its status."""
    from extract.command_watch import machine_summary, summarise
    from extract.running import last

    result = result or last(asked.output)
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
    from extract.ledger import read_ledger
    from extract.records import Ledger

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        click.echo(f"台账 {path} 尚不存在，从空台账开始", err=True)
        return Ledger(), None
    except OSError:
        raise UsageError(f"--ledger {path}：无法读取；请核对路径和权限") from None
    return read_ledger(data, str(path)), hashlib.sha256(data).hexdigest()
