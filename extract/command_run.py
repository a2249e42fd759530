"""The run command: collect, process, assemble, write, and say what came of it."""

from __future__ import annotations

import datetime
import time
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


def run_command(
    given: list[Path], output: Path, workers: int, dates: list[str], *, machine: bool = False, formats: tuple[str, ...] = ()
) -> int:
    """Run on files and folders; 0 when all is well, 1 when inputs were rejected; raises UsageError."""
    started = time.monotonic()
    check(output)
    inputs = collect(given, output)
    if not inputs:
        folders = "、".join(str(path) for path in given)
        raise UsageError(f"{folders} 中没有可读取的文件；请放入 PDF、Word 或文本格式的政策文件后重试")
    known = _dates(dates, inputs)
    with watched(len(inputs), machine) as tell:
        outcomes = process(inputs, workers, LIMITS, known, tell)
    result = assembled(
        [o for o in outcomes if isinstance(o, Extracted)],
        [o for o in outcomes if isinstance(o, Reject)],
        _manifest(inputs, outcomes, known),
    )
    write(output, emitted(result, formats))
    if machine:
        click.echo(machine_summary(result, output))
    else:
        summarise(result, output, time.monotonic() - started)
    return 1 if any(isinstance(o, Reject) for o in outcomes) else 0


def _dates(given: list[str], inputs: list[Input]) -> dict[str, str]:
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
