"""What isolation costs: the time that a process of its own adds to a document, told in the run's report."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT

from extract.batch import process
from extract.engines.local import Local
from extract.inputs import Input
from extract.pipeline import extract
from extract.settings import LIMITS

DOCUMENTS = 20
MOST_MILLISECONDS = 150.0


def test_isolation_adds_little_to_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    path = next((ROOT / "raw").glob("04*.docx"))
    data = path.read_bytes()
    extract(data, path.name)
    here = min(_seconds_here(data) for _ in range(3))
    start = _seconds_apart(path, 1)
    apart = (_seconds_apart(path, DOCUMENTS + 1) - start) / DOCUMENTS
    with capsys.disabled():
        print(f"\nisolation: {1000 * (apart - here):.1f} ms a document over {1000 * here:.1f} ms, {1000 * start:.0f} ms a worker's start")  # noqa: T201
    assert 1000 * (apart - here) < MOST_MILLISECONDS


def _seconds_here(data: bytes) -> float:
    started = time.perf_counter()
    for number in range(DOCUMENTS):
        extract(data, f"{number}.docx")
    return (time.perf_counter() - started) / DOCUMENTS


def _seconds_apart(path: Path, count: int) -> float:
    started = time.perf_counter()
    with closing(Local(1)) as engine:
        assert len([*process([Input(path, f"{number}.docx") for number in range(count)], engine, LIMITS, {}, None)]) == count
    return time.perf_counter() - started
