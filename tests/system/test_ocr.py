"""Scans read by eye, with the optional extra: clauses and every figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, records
from test_formats import score

from extract.read import ocr

LEAST = 0.95


@pytest.mark.parametrize(
    ("name", "starts"),
    [("001_scan.pdf", ""), ("001_mixed.pdf", ""), ("001_no_tounicode.pdf", ""), ("001_scan_hard.pdf", "达到1000万元（含）")],
)
def test_clauses_and_figures(name: str, starts: str, corpus: Path, tmp_path: Path, command: Run) -> None:
    """The sample `starts` within a clause, which then has lost its number and kind, where it leaves out a page."""
    assert ocr.is_installed(), "the extra [ocr] is part of make check-all"
    gold = json.loads((corpus / "gold" / "001.json").read_text("utf-8"))
    first = next(index for index, clause in enumerate(gold["clauses"]) if starts in clause["text"])
    done = command("run", corpus / "samples" / name, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    rest = _scored(corpus, tmp_path, gold, first)
    assert rest["amount.value"]["f1"] == 1
    assert rest["percent.value"]["f1"] == 1
    whole = _scored(corpus, tmp_path, gold, first + 1) if starts else rest
    assert whole["clause"]["f1"] >= LEAST
    document = records(tmp_path / "out", "documents")[0]
    assert document["reader"] == "pdfium+rapidocr"
    assert any(warning["code"] == "ocr" for warning in document["warnings"])


def _scored(corpus: Path, folder: Path, gold: dict[str, Any], first: int) -> dict[str, Any]:
    """The score against the annotated clauses from the first that the sample prints."""
    (folder / "001.json").write_text(json.dumps(gold | {"clauses": gold["clauses"][first:]}), "utf-8")
    return score(corpus, folder / "out", folder / "001.json")
