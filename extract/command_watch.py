"""What people see of a run: a progress bar on a terminal, a summary at the end, or one JSON object for programs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from extract.batch import Outcome
from extract.emit.to_json import dumps
from extract.quotation import quotation_lines
from extract.records import Reject
from extract.running import SILENT, Result, Watch

T = TypeVar("T")
_SHOWN_REJECTS = 20
# What the counts of a run are called, and what a person does about them.
_COUNTS = (
    ("documents", "个文件已读取", "documents.csv"),
    ("rejects", "项未读取或未通过校验", "rejects.csv 写明原因和处理办法"),
    ("clauses", "条条款", "clauses.csv"),
    ("incentives", "项扶持事项", "policies.xlsx 的“扶持事项”表"),
    ("amounts", "个金额", "amounts.csv，其中上限见 caps.csv"),
    ("percentages", "个比例", "percentages.csv"),
    ("warnings", "条提示", "report.html 的“文件与质量”页"),
)


@contextmanager
def watched(total: int, quiet: bool) -> Iterator[Watch]:
    """Who sees inputs read and chapters written: a bar with documents, clauses, speed and time left on a terminal, silent elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield SILENT
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        reading = progress.add_task("读取", total=total, told="个文件 · ")
        seen: Counter[str] = Counter()

        def tell(outcome: Outcome) -> None:
            seen.update({"clauses": 0, "rejects": 1} if isinstance(outcome, Reject) else {"clauses": len(outcome.clauses), "rejects": 0})
            told = f"个文件 · {seen['clauses']} 条条款 · {seen['rejects']} 个未读取 · {_speed(progress.tasks[0].speed)} · "
            progress.update(reading, advance=1, told=told)

        def writing(chapters: Iterable[T], count: int) -> Iterator[T]:
            return iter(progress.track(chapters, total=count, task_id=progress.add_task("写出", told="")))

        yield Watch(tell, writing)


def _speed(documents: float | None) -> str:
    """Documents in a second, or the seconds that one takes."""
    if not documents:
        return "……"
    return f"每秒 {documents:.1f} 个" if documents >= 1 else f"每个 {1 / documents:.1f} 秒"


def summarise(result: Result, output: Path, seconds: float) -> None:
    """What came of a run and where to look next: a table on a terminal, a line elsewhere; both on standard error."""
    for item in result.rejects[:_SHOWN_REJECTS]:
        click.echo(f"  未读取 {item.path}：{item.reason}。{item.action}", err=True)
    if len(result.rejects) > _SHOWN_REJECTS:
        click.echo(f"  ……共 {len(result.rejects)} 项，全部见 {output / 'rejects.csv'}", err=True)
    if sys.stderr.isatty():
        _print_table(result.counts)
    else:
        click.echo(" · ".join(f"{result.counts[name]} {label}" for name, label, _ in _COUNTS), err=True)
    for line in quotation_lines(result.quotes):
        click.echo(line, err=True)
    if result.ledger:
        click.echo(f"新台账在 {output / 'ledger.json'}，下次运行请用 --ledger 指向它", err=True)
    click.echo(
        f"用时 {seconds:.1f} 秒。请用浏览器打开 {output / 'report.html'}，或用 Excel / WPS 打开 {output / 'policies.xlsx'}", err=True
    )


def _print_table(counts: dict[str, int]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right", style="bold")
    table.add_column()
    table.add_column(style="dim")
    for name, label, place in _COUNTS:
        alarming = name in ("rejects", "warnings") and counts[name]
        table.add_row(f"[yellow]{counts[name]}[/]" if alarming else str(counts[name]), label, place)
    Console(stderr=True).print(table)


def machine_summary(result: Result, output: Path) -> str:
    """The same for programs: one JSON object."""
    rejects = [
        {"path": item.path, "record": item.record, "code": item.code, "reason": item.reason, "action": item.action}
        for item in result.rejects
    ]
    return dumps({"output": str(output), "report": str(output / "report.html"), "counts": result.counts, "rejects": rejects})
