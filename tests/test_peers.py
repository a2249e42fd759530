"""The cases of other libraries: every one holds but those that are refused on purpose, each with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES

from extract.clean import clean_line
from extract.grammar.money import sums
from extract.grammar.numerals import parse
from extract.grammar.shares import shares
from extract.patterns import Pattern
from extract.read.source import Line
from extract.text import fold, squeeze

Values = list[Decimal | None]


def money(text: str) -> Values:
    return [item.value for item in sums(fold(text))]


def bare_money(text: str) -> Values:
    """A whole input is one sum of money, also without a unit."""
    return [item.value for item in sums(fold(text), bare=True)]


def percent(text: str) -> Values:
    return [item.value for item in shares(fold(clean_line(Line(text)).text))]


def numeral(text: str) -> Values:
    folded = fold(text)
    found = money(folded) if any(sign in folded for sign in "元圆") else [parse(folded)]
    return [value for value in found if value is not None]


# Discounts and points of percentage, in either script: a policy's 提高2个百分点 is no share.
_POINTS = Pattern("points", r"折|[个個]?百分[点點]")

# Suite, how it is read, and how many of its cases hold at the least.
SUITES: tuple[tuple[str, Callable[[str], Values], int], ...] = (
    ("cn2an_numeral", numeral, 140),
    ("jionlp_money_parser", bare_money, 45),
    ("jionlp_money_extractor", money, 13),
    ("msft_currency_zh", money, 31),
    ("msft_percent_zh", percent, 75),
)


# Cases refused on purpose, by suite and line, each with its reason.
REFUSED = [json.loads(line) for line in (CASES / "refused.jsonl").read_text("utf-8").splitlines()]


def cases(folder: Path, suite: str) -> list[dict[str, Any]]:
    lines = (folder / "peers" / f"{suite}.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line, parse_float=Decimal, parse_int=Decimal) | {"line": number} for number, line in enumerate(lines, 1)]
    return [case for case in found if suite != "msft_percent_zh" or not _POINTS.search(squeeze(fold(case["input"])))]


def expected(case: dict[str, Any]) -> Values:
    values = [item["value"] if isinstance(item["value"], list) else [item["value"]] for item in case["expected"]]
    return [None if value is None else Decimal(value) for ends in values for value in ends]


def same(found: Values, meant: Values) -> bool:
    """Equal as far as the suites print their values: fifteen digits."""
    return [_FIFTEEN.create_decimal(v) for v in found if v is not None] == [_FIFTEEN.create_decimal(v) for v in meant if v is not None]


_FIFTEEN = Context(prec=15)


def holds(read: Callable[[str], Values], case: dict[str, Any]) -> bool:
    meant = expected(case)
    if meant and None in meant:
        return covers(case)
    return same(read(case["input"]), meant)


def covers(case: dict[str, Any]) -> bool:
    """For a suite that only says where sums stand: each of its stretches holds one of ours, and we have none outside."""
    ours = [(item.start, item.end) for item in sums(fold(case["input"]))]
    theirs = [(item.get("start"), item.get("end")) for item in case["expected"]]
    if any(start is None for start, _ in theirs):
        return False
    inside = [next((t for t in theirs if t[0] <= start and end <= t[1]), None) for start, end in ours]
    return None not in inside and set(inside) == set(theirs)


@pytest.mark.parametrize(("suite", "read", "least"), SUITES, ids=[suite for suite, _, _ in SUITES])
def test_cases_of_peers(corpus: Path, suite: str, read: Callable[[str], Values], least: int) -> None:
    every = cases(corpus, suite)
    failed = {case["line"] for case in every if not holds(read, case)}
    refused = {row["line"] for row in REFUSED if row["suite"] == suite}
    assert failed == refused, f"failed but not refused: {sorted(failed - refused)}; refused but held: {sorted(refused - failed)}"
    assert len(every) - len(failed) >= least
