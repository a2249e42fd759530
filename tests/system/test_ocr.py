"""Scans read by eye, with the optional extra: clauses and every figure."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from conftest import ROOT, Run, records
from test_formats import score

from extract.read import ocr, read
from extract.text import fold, squeeze

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


@pytest.mark.parametrize("turn", [90, 270])
def test_a_scan_that_lies_on_its_side_in_the_file_but_is_shown_upright(turn: int, tmp_path: Path) -> None:
    with pdfium.PdfDocument(next((ROOT / "raw").glob("03*.pdf"))) as document:
        printed = squeeze(document[0].get_textpage().get_text_range())
        picture = document[0].render(scale=200 / 72).to_pil().rotate(turn, expand=True)
    picture.save(tmp_path / "side.pdf", resolution=200)
    with pikepdf.open(tmp_path / "side.pdf") as scan:
        scan.pages[0].Rotate = turn
        scan.save(tmp_path / "scan.pdf")
    source = read((tmp_path / "scan.pdf").read_bytes())
    read_by_eye = squeeze("".join(line.text for line in source.lines))
    assert similarity(fold(read_by_eye), fold(printed)) > 0.97
    width, height = picture.width * 72 / 200, picture.height * 72 / 200
    boxes = [line.box for line in source.lines if line.box]
    assert len(boxes) == len(source.lines)
    assert all(0 <= box.x0 < box.x1 <= width and 0 <= box.top < box.bottom <= height for box in boxes)
    assert all(box.bottom - box.top > box.x1 - box.x0 for box in boxes if box.bottom - box.top > 100), "lines run along the page's side"


def similarity(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
