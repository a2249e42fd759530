"""Real documents: the bars that were reached on them hold, and none of their sentences stands in this project."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, ROOT, Run

from extract.text import fold, squeeze

SEEDS = ("000", "001", "002", "003")
# The least F1 on the four documents, each run alone, scored together.
SEED_FLOOR = {
    "clause": 0.985,
    "kind": 0.98,
    "heading": 0.97,
    "section": 0.97,
    "number": 0.97,
    "source": 0.99,
    "department": 0.95,
    "reference": 0.97,
    "instrument": 0.92,
    "duration": 0.88,
    "amount.value": 1.0,
    "amount.full": 0.97,
    "cap": 0.95,
    "percent.full": 0.98,
    "document.kind": 1.0,
    "document.status": 1.0,
    "document.incomplete": 1.0,
    "document.title": 0.9,
    "document.issuers": 0.9,
    "document.numbers": 0.9,
    "document.validity": 0.9,
}
SEED_INCENTIVES = {"figures": 0.88, "instrument": 0.93, "base": 0.8, "beneficiary": 0.75, "conditions": 0.65}
WILD_FLOOR = {
    "amount.value": 0.97,
    "amount.role": 0.93,
    "amount.full": 0.88,
    "cap": 0.92,
    "amount.tier": 0.8,
    "percent.full": 0.93,
    "instrument": 0.92,
    "department": 0.9,
}
WILD_INCENTIVES = {"figures": 0.8, "instrument": 0.9, "tier": 0.75, "conditions": 0.55}
# The same documents in other formats, and how they are cut and read.
SAMPLES = ("000_compilation.pdf", "000_compilation.docx", "001_policy.pdf", "001_policy.docx", "003_policy.pdf")


def tool(corpus: Path, name: str, *args: object) -> dict[str, float]:
    """F1 by field, as a scorer of the corpus prints it."""
    line = [sys.executable, str(corpus / "tools" / name), *map(str, args), "--json"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    scores: dict[str, dict[str, float]] = json.loads(done.stdout)
    return {field: score["f1"] for field, score in scores.items()}


@pytest.fixture(scope="module")
def seeds(corpus: Path, tmp_path_factory: pytest.TempPathFactory, command: Run) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("seeds")
    for number in SEEDS:
        done = command("run", next((corpus / "seeds").glob(f"{number}_*")), "--output", folder / number)
        assert done.returncode == 0, done.stderr
    return {number: folder / number for number in SEEDS}


@pytest.fixture(scope="module")
def wild(corpus: Path, tmp_path_factory: pytest.TempPathFactory, command: Run) -> Path:
    folder = tmp_path_factory.mktemp("wild")
    for clause in json.loads((corpus / "gold" / "wild.json").read_text("utf-8")):
        path = folder / "in" / f"{clause['id']}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(clause.get("raw") or clause["text"], "utf-8")
    done = command("run", folder / "in", "--output", folder / "out")
    assert done.returncode == 0, done.stderr
    return folder / "out"


def below(scores: dict[str, float], floor: dict[str, float]) -> dict[str, float]:
    return {field: scores[field] for field, least in floor.items() if scores[field] < least}


def test_the_seeds_are_read_as_annotated(corpus: Path, seeds: dict[str, Path]) -> None:
    scores = tool(corpus, "score.py", *(f"{path}={corpus / 'gold' / number}.json" for number, path in seeds.items()))
    assert not below(scores, SEED_FLOOR)


def test_the_incentives_of_the_seeds(corpus: Path, seeds: dict[str, Path]) -> None:
    gold = corpus / "gold"
    triples = [item for n in ("000", "001", "003") for item in (seeds[n], gold / f"incentives_{n}.json", gold / f"{n}.json")]
    assert not below(tool(corpus, "score_incentives.py", *triples), SEED_INCENTIVES)


def test_what_binds_a_document_reaches_its_incentives(seeds: dict[str, Path]) -> None:
    for number in ("001", "003"):
        (document,) = json.loads((seeds[number] / "documents.json").read_text("utf-8"))
        incentives = json.loads((seeds[number] / "incentives.json").read_text("utf-8"))
        assert incentives
        bound = {name: document[name] for name in ("eligibility", "stacking", "validity")}
        assert any(bound.values())
        assert all(incentive["inherited"] == bound for incentive in incentives)


def test_clauses_from_all_over_the_country(corpus: Path, wild: Path) -> None:
    gold = corpus / "gold"
    assert not below(tool(corpus, "score.py", f"{wild}={gold / 'wild.json'}"), WILD_FLOOR)
    assert not below(tool(corpus, "score_incentives.py", wild, gold / "incentives_wild.json", gold / "wild.json"), WILD_INCENTIVES)


@pytest.mark.parametrize("name", SAMPLES)
def test_other_formats_say_the_same(corpus: Path, seeds: dict[str, Path], tmp_path: Path, command: Run, name: str) -> None:
    done = command("run", corpus / "samples" / name, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    gold = corpus / "gold" / f"{name[:3]}.json"
    scores = tool(corpus, "score.py", f"{tmp_path / 'out'}={gold}")
    as_text = tool(corpus, "score.py", f"{seeds[name[:3]]}={gold}")
    assert scores["clause"] >= 0.97
    assert scores["amount.full"] >= as_text["amount.full"] - 0.02


LONGEST_SHARED = 14  # characters; longer runs than this are somebody's sentence


def windows(texts: Iterable[str]) -> set[str]:
    """Every run of characters that is longer than two texts may share."""
    size = LONGEST_SHARED + 1
    return {text[at : at + size] for text in map(bare, texts) for at in range(len(text) - size + 1)}


def bare(text: str) -> str:
    """Only the Chinese characters: names and figures differ anyway."""
    return "".join(c for c in squeeze(fold(text)) if "\u4e00" <= c <= "\u9fff")


def annotated(corpus: Path) -> Iterator[str]:
    for path in sorted((corpus / "gold").glob("*.json")):
        data: Any = json.loads(path.read_text("utf-8"))
        clauses = data if isinstance(data, list) else data.get("clauses", [])
        yield from (clause["text"] for clause in clauses if "text" in clause)


def test_no_sentence_of_the_corpus_stands_in_this_project(corpus: Path) -> None:
    theirs = windows(annotated(corpus))
    assert len(theirs) > 10_000
    files = [*sorted((ROOT / "extract").rglob("*.*")), *sorted(CASES.glob("*.jsonl")), *sorted((ROOT / "raw").glob("*.[mt][dx]*"))]
    lines = [(path, line) for path in files if path.suffix in (".py", ".txt", ".csv", ".tsv", ".jsonl", ".md") for line in lines_of(path)]
    shared = {(path.name, found) for path, line in lines for found in windows([line]) & theirs}
    assert not shared


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8", errors="replace").splitlines()
