"""The project's own documents: every span, every value, the floor of quality, the same bytes however they are run."""

from __future__ import annotations

import csv
import io
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, Run, records

from extract.records import Amount

RAW = sorted((ROOT / "raw").iterdir())
GOLD = ROOT / "tests" / "gold"


def contents(output: Path) -> dict[str, bytes]:
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}


def test_every_span_slices_to_what_is_printed(sample: Path) -> None:
    seen = 0
    for clause in records(sample, "clauses"):
        for name in ("amounts", "percentages", "durations"):
            for mention in clause[name]:
                assert clause["text"][mention["start"] : mention["end"]] == mention["text"]
                seen += 1
        for place in clause["occurrences"]:
            text = (sample / "texts" / f"{place['document']}.txt").read_bytes().decode("utf-8")
            assert text[place["start"] : place["end"]] == (place["text"] or clause["text"])
    assert seen > 150


def test_every_incentive_slices_to_its_text(sample: Path) -> None:
    clauses = {clause["id"]: clause for clause in records(sample, "clauses")}
    incentives = records(sample, "incentives")
    assert len({incentive["id"] for incentive in incentives}) == len(incentives) > 80
    for incentive in incentives:
        assert clauses[incentive["clause"]]["text"][incentive["start"] : incentive["end"]] == incentive["text"]


def test_the_sample_shows_every_feature(sample: Path) -> None:
    amounts = [amount for clause in records(sample, "clauses") for amount in clause["amounts"]]
    assert {amount["role"] for amount in amounts} == {"cap", "award", "threshold", "fund", "target", "other"}
    assert {document["kind"] for document in records(sample, "documents")} == {"policy", "compilation"}
    assert {document["status"] for document in records(sample, "documents")} == {"final", "draft"}
    assert len(records(sample, "clauses")) >= 40
    assert any(amount["tier"] for amount in amounts)
    assert any(document["incomplete"] for document in records(sample, "documents"))


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name[:2])
def test_the_floor_holds(path: Path, tmp_path: Path, command: Run) -> None:
    assert command("run", path, "--output", tmp_path / "out").returncode == 0
    gold = sorted(GOLD.glob(f"*{path.name[:2]}.json"))
    done = command("evaluate", tmp_path / "out", *gold, "--floor", GOLD / "floor" / f"{path.name[:2]}.json")
    assert done.returncode == 0, done.stderr


def test_the_same_bytes_however_it_is_run(sample: Path, tmp_path: Path, command: Run) -> None:
    shuffled = tmp_path / "shuffled"
    shuffled.mkdir()
    for path in reversed(RAW):
        shutil.copy(path, shuffled / path.name)
    expected = contents(sample)
    ways = (("1", "0", "C"), ("2", "1", "C.UTF-8"), ("3", "4711", "POSIX"))
    for workers, seed, locale in ways:
        output = tmp_path / f"out{workers}"
        done = command(
            "run",
            *sorted(shuffled.iterdir(), reverse=workers == "2"),
            "--output",
            output,
            "--workers",
            workers,
            PYTHONHASHSEED=seed,
            LC_ALL=locale,
        )
        assert done.returncode == 0, done.stderr
        assert contents(output) == expected


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_csv_tables_match_the_json(sample: Path) -> None:
    for name in ("documents", "clauses", "incentives", "rejects", "duplicates"):
        data = (sample / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert len(table(sample / f"{name}.csv")) == len(records(sample, name))
    caps = table(sample / "caps.csv")
    amounts = table(sample / "amounts.csv")
    assert [row for row in amounts if row["性质"] == "cap"] == caps
    assert all(Decimal(row["金额（元）"]) > 0 and "E" not in row["金额（元）"] for row in amounts)
    assert next(iter(amounts[0])) == Amount.model_fields["text"].title


def test_json_is_one_record_a_line_with_exact_figures(sample: Path) -> None:
    for name in ("documents", "clauses", "incentives", "duplicates", "rejects"):
        text = (sample / f"{name}.json").read_text("utf-8")
        lines = text.splitlines()
        assert (lines[0] == "[" and lines[-1] == "]") or text == "[]\n"
        for line in lines[1:-1]:
            json.loads(line.removesuffix(","))
            assert '"value": 0.07000' not in line
            assert "e-" not in line.lower().replace("https", "").split('"text"')[0]


def test_manifest_names_inputs_and_no_machine(sample: Path) -> None:
    manifest = json.loads((sample / "manifest.json").read_text("utf-8"))
    assert [item["path"] for item in manifest["inputs"]] == sorted(path.name for path in RAW)
    assert str(ROOT) not in (sample / "manifest.json").read_text("utf-8")
    assert manifest["counts"]["clauses"] == len(records(sample, "clauses"))
