"""The run command: collect, process, assemble, write, and say what came of it."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

import click

from extract.assemble import assembled
from extract.batch import Outcome, process
from extract.emit import emitted
from extract.emit.folder import check, write
from extract.errors import UsageError
from extract.inputs import Input, collect
from extract.ledger import read_ledger
from extract.pipeline import Extracted
from extract.quotation import quotation_lines
from extract.records import Ledger, Reject
from extract.run import Run
from extract.settings import LIMITS
from extract.version import program


def run_command(given: list[Path], output: Path, workers: int, dates: list[str], ledger: Path | None = None) -> int:
    """Run on files and folders; 0 when all is well, 1 when inputs were rejected; raises UsageError."""
    check(output)
    inputs = collect(given, output)
    if not inputs:
        folders = "、".join(str(path) for path in given)
        raise UsageError(f"{folders} 中没有可读取的文件；请放入 PDF、Word 或文本格式的政策文件后重试")
    known = _dates(dates, inputs)
    remembered, ledger_sha256 = _ledger(ledger)
    outcomes = process(inputs, workers, LIMITS, known, lambda outcome: None)
    result = assembled(
        [o for o in outcomes if isinstance(o, Extracted)],
        [o for o in outcomes if isinstance(o, Reject)],
        _manifest(inputs, outcomes, known) | ({"ledger": {"sha256": ledger_sha256}} if ledger else {}),
        remembered,
    )
    write(output, emitted(result))
    _report(result, output)
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


def _report(result: Run, output: Path) -> None:
    counts = result.manifest["counts"]
    for item in result.rejects[:20]:
        click.echo(f"  未读取 {item.path}：{item.reason}。{item.action}", err=True)
    click.echo(
        f"{counts['documents']} 个文件已读取，{counts['rejects']} 个被拒（见 rejects.csv） · {counts['clauses']} 条条款"
        f" · {counts['amounts']} 个金额 · {counts['percentages']} 个比例 · {counts['warnings']} 条提示",
        err=True,
    )
    for line in quotation_lines(result):
        click.echo(line, err=True)
    if result.ledger is not None:
        click.echo(f"新台账在 {output / 'ledger.json'}，下次运行请用 --ledger 指向它", err=True)
    click.echo(f"结果在 {output}/，可先打开 {output / 'caps.csv'}", err=True)
