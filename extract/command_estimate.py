"""The estimate command: what one incentive of a run yields for a base, with the sentence that says so."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from extract.emit.to_json import dumps
from extract.errors import UsageError
from extract.records import Estimate, Incentive

DISCLAIMER = "测算上限，不构成承诺"
_PERIODS = {"year": "每年", "month": "每月", "once": "一次性"}


def estimate_command(output: Path, incentive_id: str, base: str | None, form: str) -> int:
    """Print an estimate; 0 also where the text leaves the value open; raises UsageError."""
    incentive = _found(output, incentive_id)
    estimate = incentive.estimate(_sum(base))
    data = {"incentive": incentive.id, "note": DISCLAIMER, **estimate.model_dump()}
    click.echo(dumps(data, indent=1) if form == "json" else "\n".join(_lines(incentive, estimate)))
    return 0


def _found(output: Path, incentive_id: str) -> Incentive:
    """The incentive of a run with an id."""
    file = output / "incentives.json"
    try:
        records = json.loads(file.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    except (OSError, ValueError):
        raise UsageError(f"无法读取 {file}；请先运行 make extract，再指定它的输出文件夹") from None
    for record in records:
        if record["id"] == incentive_id:
            return Incentive.model_validate(record)
    raise UsageError(f"{file} 中没有编号为 {incentive_id} 的事项；编号见 incentives.csv 的第一列")


def _sum(base: str | None) -> Decimal | None:
    if base is None:
        return None
    try:
        value = Decimal(base.replace(",", "").replace("，", ""))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise UsageError(f"--base {base}：请写成以元为单位的数字，如 5000000")
    return value


def _lines(incentive: Incentive, estimate: Estimate) -> list[str]:
    if estimate.value is None:
        head = f"未测算：{estimate.reason}"
    else:
        unit = "元" if estimate.currency == "CNY" else f" {estimate.currency}"
        holds = [part for part in (estimate.per_text, _PERIODS.get(estimate.period or "")) if part]
        head = f"{estimate.value:,f} {unit.strip()}" + (f"（{'，'.join(holds)}）" if holds else "") + f"  {DISCLAIMER}"
    source = incentive.source.title or incentive.path
    return [
        head,
        *(f"  {step}" for step in estimate.steps),
        f"原文：{incentive.text}",
        f"出处：{source}，{incentive.path} 第 {incentive.page} 页",
        *(f"未核对：{condition}" for condition in estimate.unchecked),
    ]
