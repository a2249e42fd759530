"""The run command: collect, process, assemble, write, and say what came of it."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from extract.assemble import assembled
from extract.batch import Outcome, process
from extract.command_watch import machine_summary, summarise, watched
from extract.emit import emitted
from extract.emit.folder import check, write
from extract.errors import UsageError
from extract.inputs import Input, collect
from extract.pipeline import Extracted
from extract.records import Reject
from extract.settings import LIMITS
from extract.version import program


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks of a run; the names are those of the command's options."""

    inputs: tuple[Path, ...]
    output: Path
    workers: int = 1
    dates: tuple[str, ...] = ()
    passwords: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    machine: bool = False


def run_command(request: Request) -> int:
    """Run on files and folders; 0 when all is well, 1 when inputs were rejected; raises UsageError."""
    started = time.monotonic()
    check(request.output)
    inputs = collect(list(request.inputs), request.output)
    if not inputs:
        folders = "、".join(str(path) for path in request.inputs)
        raise UsageError(f"{folders} 中没有可读取的文件；请放入 PDF、Word 或文本格式的政策文件后重试")
    known = _dates(request.dates, inputs)
    with watched(len(inputs), request.machine) as tell:
        outcomes = process(inputs, request.workers, replace(LIMITS, passwords=request.passwords), known, tell)
    result = assembled(
        [o for o in outcomes if isinstance(o, Extracted)],
        [o for o in outcomes if isinstance(o, Reject)],
        _manifest(inputs, outcomes, known),
    )
    write(request.output, emitted(result, request.formats))
    if request.machine:
        click.echo(machine_summary(result, request.output))
    else:
        summarise(result, request.output, time.monotonic() - started)
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


def _manifest(inputs: list[Input], outcomes: list[Outcome], dates: dict[str, str]) -> dict[str, Any]:
    """What ran on what: no clock, no machine, no path outside the input."""
    hashes = [o.document.sha256 if isinstance(o, Extracted) else o.sha256 for o in outcomes]
    files = [{"path": item.name, "sha256": sha256} for item, sha256 in zip(inputs, hashes, strict=True)]
    return {**program(), "settings": {"dates": dates}, "inputs": files}
