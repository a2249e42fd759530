"""The run command: collect, process, assemble, write, and say what came of it."""

from __future__ import annotations

import datetime
import hashlib
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from extract.assemble import assembled
from extract.batch import Outcome, process
from extract.command_watch import machine_summary, summarise, watched
from extract.emit import emitted
from extract.emit.folder import check, write
from extract.errors import UsageError
from extract.inputs import Input, collect
from extract.ledger import read_ledger
from extract.pipeline import Extracted
from extract.records import Ledger, Reject
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
    with watched(len(inputs), asked.machine) as tell:
        outcomes = process(inputs, asked.workers, replace(LIMITS, passwords=asked.passwords), known, tell)
    result = assembled(
        [o for o in outcomes if isinstance(o, Extracted)],
        [o for o in outcomes if isinstance(o, Reject)],
        _manifest(inputs, outcomes, known) | ({"ledger": {"sha256": ledger_sha256}} if asked.ledger else {}),
        remembered,
    )
    write(asked.output, emitted(result, asked.formats))
    if asked.machine:
        click.echo(machine_summary(result, asked.output))
    else:
        summarise(result, asked.output, time.monotonic() - started)
    return 1 if any(isinstance(o, Reject) for o in outcomes) else 0


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
