"""The floor under a run's quality: the least F1 that each field may have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from extract.errors import UsageError
from extract.evaluate.tally import Tally


def below_floor(tallies: Mapping[str, Tally], floor: Path) -> list[str]:
    """A sentence for each field under its floor; raises UsageError when the floor file cannot be used."""
    try:
        least = json.loads(floor.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"无法读取下限文件 {floor}：{error}") from None
    if not isinstance(least, dict) or not all(isinstance(value, int | float) for value in least.values()):
        raise UsageError(f'下限文件 {floor} 应形如 {{"amount.full": 0.95}}')
    unknown = sorted(set(least) - set(tallies))
    if unknown:
        raise UsageError(f"下限文件 {floor} 中有未评的字段：{'、'.join(unknown)}")
    return [f"{name}：F1 {tallies[name].f1:.4f} 低于下限 {value}" for name, value in sorted(least.items()) if tallies[name].f1 < value]
