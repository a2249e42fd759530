"""The show command: a clause with its page and its values marked, and nothing that steers a terminal."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Run, records


def test_a_clause_is_shown_with_page_and_marks(sample: Path, command: Run) -> None:
    clause = next(c for c in records(sample, "clauses") if c["occurrences"][0]["path"].endswith(".pdf") and c["amounts"])
    done = command("show", sample, clause["id"])
    assert done.returncode == 0, done.stderr
    assert clause["occurrences"][0]["path"] in done.stdout
    for mention in (*clause["amounts"], *clause["percentages"]):
        assert f"⟦{mention['text']}⟧" in done.stdout
        assert f"第 {mention['page']} 页" in done.stdout


def test_an_incentive_is_shown_in_its_clause(sample: Path, command: Run) -> None:
    incentive = records(sample, "incentives")[0]
    done = command("show", sample, incentive["id"])
    assert incentive["text"] in done.stdout
    assert incentive["clause"] in done.stdout


def test_an_unknown_id_and_a_folder_without_a_run_are_wrong_use(sample: Path, tmp_path: Path, command: Run) -> None:
    assert command("show", sample, "c0").returncode == 2
    assert command("show", tmp_path, "c0").returncode == 2


def test_control_characters_are_not_shown(sample: Path, tmp_path: Path, command: Run) -> None:
    clause = records(sample, "clauses")[0]
    clause["occurrences"][0]["path"] = "名\x1b[2J\u202e称.pdf"
    (tmp_path / "clauses.json").write_text(json.dumps([clause]), "utf-8")
    done = command("show", tmp_path, clause["id"])
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
