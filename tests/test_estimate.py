"""What an incentive yields for a base: worked examples, each with its sentence, and laws that hold for any base."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, records, rows
from hypothesis import given
from hypothesis import strategies as st

from extract import extract_text
from extract.records import Incentive


def incentive(text: str, index: int = 0) -> Incentive:
    found = extract_text(f"云岚市陶瓷产业若干措施\n一、支持产业。{text}\n二、支持人才。本市另行制定办法。\n").incentives
    return found[index]


@pytest.mark.parametrize("row", rows("estimates"))
def test_worked_examples(row: dict[str, Any]) -> None:
    found = incentive(row["text"], row.get("index", 0)).estimate(None if row["base"] is None else Decimal(row["base"]))
    assert found.value == (None if row["value"] is None else Decimal(str(row["value"]))), (found.steps, found.reason)
    assert (found.value is None) == (found.reason is not None)
    assert row.get("reason", "") in (found.reason or "")
    assert row.get("per", found.per) == found.per
    assert row.get("period", found.period) == found.period
    assert "unchecked" not in row or row["unchecked"] in found.unchecked


CAPPED = incentive("对购置窑炉的企业，按设备投资额的20%给予补助，单个企业最高300万元。")


@given(st.decimals(0, 10**12, places=2), st.decimals(0, 10**12, places=2))
def test_a_larger_base_never_yields_less_nor_more_than_the_cap(one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    low, high = CAPPED.estimate(less).value, CAPPED.estimate(more).value
    assert low is not None
    assert high is not None
    assert low <= high <= 3000000
    assert low == min(less * Decimal("0.2"), 3000000)


def test_the_command_prints_the_sentence_and_promises_nothing(sample: Path, command: Run) -> None:
    row = next(record for record in records(sample, "incentives") if record["rate"] and record["caps"])
    done = command("estimate", sample, row["id"], "--base", "5000000")
    assert done.returncode == 0, done.stderr
    assert "测算上限，不构成承诺" in done.stdout
    assert row["text"] in done.stdout
    assert command("estimate", sample, "i-none", "--base", "1").returncode == 2
    assert command("estimate", sample, row["id"], "--base", "很多").returncode == 2
