"""Every format a policy office uses, measured on the samples of the corpus: clauses, numbers, figures, codes, places."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from conftest import Run, program, records
from pypdfium2 import raw

from extract.errors import ADVICE
from extract.pipeline import Extracted, extract
from extract.read import read
from extract.script import simplify
from extract.text import fold, squeeze

LEAST = 0.97
WHOLE = {
    "000": ["000_compilation.docx", "000_compilation.pdf", "000_compilation.txt"],
    "001": [
        *["001_policy.pdf", "001_policy.docx", "001_policy.txt", "001_twocol.pdf", "001_enc_owner.pdf", "001_enc_user.pdf"],
        *["001_rotated_page.pdf", "001_cid_unembedded.pdf", "001_fakebold_double.pdf", "001_pdf_named.docx", "001_minimal.ofd"],
        *["001_gb18030.txt", "001_utf16le_bom.txt", "001_utf16be_bom.txt", "001_utf8_bom.txt"],
    ],
    "003": ["003_policy.pdf", "003_policy.txt", "003_watermark.pdf", "003_truncated_tail.pdf"],
}
NUMBERED = [
    "001_autonum.docx",
    "001_autonum.doc",
    "001_autonum.odt",
    "001_autonum.rtf",
    "001_autonum_lvlrestart0.docx",
    "001_docx_named.pdf",
]


def extracted(path: Path) -> Extracted:
    return extract(path.read_bytes(), path.name)


def score(corpus: Path, output: Path, gold: Path) -> dict[str, Any]:
    """The corpus's own score of a run against an annotated document."""
    line = [sys.executable, str(corpus / "tools" / "score.py"), str(output), str(gold), "--json"]
    found: dict[str, Any] = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
    return found


def figures(found: Extracted) -> set[tuple[str, str]]:
    """Every sum and share, by value, and the item that says it."""
    amounts = {(squeeze(clause.number or ""), str(amount.value)) for clause in found.clauses for amount in clause.amounts}
    return amounts | {(squeeze(clause.number or ""), str(share.value)) for clause in found.clauses for share in clause.percentages}


@pytest.mark.parametrize(("gold", "name"), [(gold, name) for gold, names in WHOLE.items() for name in names])
def test_clauses(gold: str, name: str, corpus: Path, tmp_path: Path, command: Run) -> None:
    done = command("run", corpus / "samples" / name, "--output", tmp_path / "out", "--password", "zhengce")
    assert done.returncode == 0, done.stderr
    found = score(corpus, tmp_path / "out", corpus / "gold" / f"{gold}.json")
    assert found["clause"]["f1"] >= LEAST


@pytest.mark.parametrize("name", NUMBERED)
def test_automatic_numbers_and_accepted_changes(name: str, corpus: Path) -> None:
    if Path(name).suffix in (".doc", ".odt", ".rtf"):
        program("soffice", "libreoffice")
    found, truth = extracted(corpus / "samples" / name), extracted(corpus / "samples" / "001_autonum.txt")
    wanted = [(squeeze(fold(c.number or "")), c.section) for c in truth.clauses if c.number]
    printed = [(squeeze(fold(c.number or "")), c.section) for c in found.clauses if c.number]
    assert [(n, tuple(map(squeeze, s))) for n, s in printed] == [(n, tuple(map(squeeze, s))) for n, s in wanted]
    assert figures(truth) <= figures(found)
    text = "".join(clause.text for clause in found.clauses)
    assert "50％" in text
    assert "60％" not in text
    assert "降为15%" not in text, "a comment"
    assert any(warning.code == "revisions" for warning in found.document.warnings)


def test_a_page_saved_by_a_word_processor_keeps_its_figures_and_warns_of_changes_left_in_it(corpus: Path) -> None:
    found, truth = extracted(corpus / "samples" / "001_html_named.doc"), extracted(corpus / "samples" / "001_autonum.txt")
    values = {value for _, value in figures(found)}
    assert {value for _, value in figures(truth)} <= values
    assert any(warning.code == "revisions" and "60％50％" in warning.message for warning in found.document.warnings)


def test_a_government_page(corpus: Path) -> None:
    found, truth = extracted(corpus / "samples" / "001_govpage.html"), extracted(corpus / "samples" / "001_policy.txt")
    assert [c.text for c in truth.clauses] == [c.text for c in found.clauses if "\t" not in c.text]
    assert found.document.doc_number == "某经信发〔2022〕60号"
    assert found.document.date == "2022-08-01"
    text = "".join(clause.text for clause in found.clauses)
    assert "5000万元" not in text, "a teaser's amount"


def test_traditional_script(corpus: Path) -> None:
    found, truth = extracted(corpus / "samples" / "001_big5_trad.txt"), extracted(corpus / "samples" / "001_policy.txt")
    assert found.document.script == "Hant"
    assert len(found.clauses) == len(truth.clauses)
    assert figures(found) == figures(truth)
    assert [c.number for c in found.clauses] == [c.number for c in truth.clauses]
    alike = [
        simplify(a.text) == simplify(b.text)
        for a, b in zip(found.clauses, extracted(corpus / "samples" / "001_trad.txt").clauses, strict=True)
    ]
    assert all(alike)


def test_rows_of_a_ruled_table(corpus: Path) -> None:
    def rows(name: str) -> list[tuple[str, ...]]:
        lines = read((corpus / "samples" / name).read_bytes()).lines
        return [tuple(map(squeeze, line.cells)) for line in lines if line.kind == "row" and line.cells != line.header]

    printed = rows("001_table.pdf")
    assert printed == rows("001_table.txt")
    assert len(printed) > 40
    found, truth = extracted(corpus / "samples" / "001_table.pdf"), extracted(corpus / "samples" / "001_table.txt")
    assert [(a.value, a.role) for c in found.clauses for a in c.amounts] == [(a.value, a.role) for c in truth.clauses for a in c.amounts]
    assert [p.value for c in found.clauses for p in c.percentages] == [p.value for c in truth.clauses for p in c.percentages]


def test_what_cannot_be_read_says_why_in_time(corpus: Path, tmp_path: Path, command: Run) -> None:
    names = {"001_truncated.pdf": "damaged", "001_enc_user.pdf": "encrypted", "empty.pdf": "empty"}
    started = time.monotonic()
    done = command("run", *[corpus / "samples" / name for name in names], "--output", tmp_path / "out")
    assert done.returncode == 1
    assert time.monotonic() - started < 30
    found = {row["path"]: row for row in records(tmp_path / "out", "rejects")}
    assert {name: row["code"] for name, row in found.items()} == names
    assert all(row["action"] == ADVICE[row["code"]].action for row in found.values())


def test_mentions_stand_in_their_boxes(corpus: Path) -> None:
    names = ["000_compilation", "003_policy", "001_policy", "001_twocol", "001_rotated_page", "001_cid_unembedded", "001_table"]
    found: list[tuple[str, Any]] = []
    for name in names:
        clauses = extracted(corpus / "samples" / f"{name}.pdf").clauses
        found += [(name, mention) for clause in clauses for mention in (*clause.amounts, *clause.percentages)]
    assert len(found) > 200
    drawn = random.Random(2024).sample(found, 200)
    documents = {name: pdfium.PdfDocument(corpus / "samples" / f"{name}.pdf") for name in names}
    missed = [(name, m.text, m.page) for name, m in drawn if squeeze(m.text) not in squeeze(_inside(documents[name], m.boxes))]
    assert missed == []


def _inside(document: pdfium.PdfDocument, boxes: Any) -> str:
    """What stands within boxes."""
    out = ""
    for number, x0, top, x1, bottom in boxes:
        page = document[number - 1]
        page.set_rotation(0)
        height = page.get_height()
        out += page.get_textpage().get_text_bounded(float(x0), height - float(bottom), float(x1), height - float(top))
    return out


def test_reading_costs_at_most_three_times_the_raw_characters(corpus: Path, record_property: Any) -> None:
    data = (corpus / "samples" / "000_compilation.pdf").read_bytes()
    rounds = [(_seconds(lambda: _raw_characters(data)), _seconds(lambda: read(data))) for _ in range(7)]
    ratio = min(ours for _, ours in rounds) / min(theirs for theirs, _ in rounds)
    record_property("ratio", ratio)
    assert ratio <= 3


def _seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _raw_characters(data: bytes) -> int:
    """Each character's code, box and size, as pdfium gives them."""
    count = 0
    with pdfium.PdfDocument(data) as document:
        for page in document:
            text_page = page.get_textpage()
            for index in range(text_page.count_chars()):
                raw.FPDFText_GetUnicode(text_page.raw, index)
                raw.FPDFText_GetFontSize(text_page.raw, index)
                text_page.get_charbox(index)
                count += 1
    return count
