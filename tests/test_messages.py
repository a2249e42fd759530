"""Commands that explain themselves: help in two languages, summaries, explanations, the doctor."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run, records

from extract.cli import commands
from extract.explain import reasons, why
from extract.fields import roles, share_roles

NAMES = sorted(commands.commands)


TEXT = "云浦市支持夜市若干措施\n一、支持开办夜市。对新开办的夜市，按投资额的20%给予补贴，最高5万元。\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A short document, so that a run takes no time."""
    path = tmp_path / "夜市.txt"
    path.write_text(TEXT, "utf-8")
    return path


def chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_in_two_languages_with_an_example(name: str) -> None:
    text = commands.commands[name].help or ""
    ours, _, theirs = text.partition("\n\n")
    assert chinese(ours)
    assert f"例：policy-extract {name}" in ours
    assert not chinese(theirs.partition("Example:")[0])
    assert f"Example: policy-extract {name}" in " ".join(theirs.split())


@pytest.mark.parametrize("name", NAMES)
def test_every_option_has_help_in_two_languages(name: str) -> None:
    for parameter in commands.commands[name].params:
        text = getattr(parameter, "help", None)
        if parameter.param_type_name == "option":
            assert text, parameter.name
            assert chinese(text), parameter.name
            assert "/ " in text, parameter.name


def test_the_summary_for_programs(document: Path, tmp_path: Path, command: Run) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = command("run", document, tmp_path / "空.txt", "--output", tmp_path / "out", "--json")
    assert done.returncode == 1
    assert done.stderr == ""
    summary = json.loads(done.stdout)
    assert summary["counts"]["documents"] == 1
    assert summary["counts"]["incentives"] == len(records(tmp_path / "out", "incentives"))
    assert [item["code"] for item in summary["rejects"]] == ["empty"]
    assert Path(summary["report"]).is_file()


def test_piped_there_is_no_bar_and_the_next_step_is_named(document: Path, tmp_path: Path, command: Run) -> None:
    done = command("run", document, "--output", tmp_path / "out")
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr
    assert "report.html" in done.stderr
    assert "条款" in done.stderr


def test_on_a_terminal_there_is_a_bar_and_a_table(document: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "extract", "run", str(document), "--output", str(tmp_path / "out")]
    with subprocess.Popen(
        line, stdout=subprocess.DEVNULL, stderr=theirs, cwd=ROOT, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    ) as process:
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:
            pass  # the other end of the terminal is closed when the process ends
        assert process.wait() == 0
    os.close(ours)
    text = seen.decode("utf-8", "replace")
    assert "0/1" in text
    assert "剩余" in text
    assert "扶持事项" in text


# A sentence, the figure asked about, the rule that fired, the cue it names, a rule that came too late; and why the row is here.
REASONS = [
    ("对企业给予最高50万元补贴。", "50万元", "limited", "最高", "granted", "a cap is granted too"),
    ("对企业一次性奖励30万元。", "30万元", "granted", None, None, "a fixed sum has no bound"),
    ("对总投资1亿元以上的项目给予奖励20万元。", "1亿元", "asked_for", "以上", None, "a size that is asked for"),
    ("设立10亿元产业基金。", "10亿元", "fund", None, None, "the size of a fund"),
    ("按投资额的30%给予补贴。", "30%", "granted", None, None, "a rate"),
]


@pytest.mark.parametrize(("text", "figure", "rule", "cue", "late", "because"), REASONS, ids=[row[-1] for row in REASONS])
def test_reasons(text: str, figure: str, rule: str, cue: str | None, late: str | None, because: str) -> None:
    (reason,) = (reason for reason in reasons(text) if text[reason.start : reason.end] == figure)
    assert reason.rule == rule, because
    assert reason.cues == ((cue,) if cue else ())
    assert late is None or late in [name for name, _ in reason.rejected]
    assert reason.sentence in text


def test_every_rule_is_explained() -> None:
    for kind, table in (("amount", roles.RULES), ("percentage", share_roles.RULES)):
        for rule in table:
            assert chinese(why(kind, rule.name)), f"add {kind},{rule.name} to lexicon/explanations.csv"


def test_the_reasons_agree_with_the_records(sample: Path) -> None:
    agreed = total = 0
    for clause in records(sample, "clauses"):
        by_place = {(reason.start, reason.end): reason for reason in reasons(clause["text"])}
        for mention in (*clause["amounts"], *clause["percentages"]):
            reason = by_place.get((mention["start"], mention["end"]))
            total += 1
            agreed += reason is not None and reason.role == mention["role"]
    assert agreed > 0.85 * total > 100


def test_explain_tells_the_clause_and_each_figure(sample: Path, command: Run) -> None:
    incentive = next(i for i in records(sample, "incentives") if i["rate"] and i["caps"])
    done = command("explain", sample, incentive["id"])
    assert done.returncode == 0, done.stderr
    clause = next(c for c in records(sample, "clauses") if c["id"] == incentive["clause"])
    assert clause["text"] in done.stdout
    for mention in (*clause["amounts"], *clause["percentages"]):
        assert f"{mention['text']} → " in done.stdout
    assert "规则：" in done.stdout
    told = json.loads(command("explain", sample, clause["id"], "--json").stdout)
    assert [figure["text"] for figure in told["figures"]]
    assert told["incentive"] is None


def test_explain_says_what_to_do_about_an_unknown_id(sample: Path, tmp_path: Path, command: Run) -> None:
    done = command("explain", sample, "nothing")
    assert done.returncode == 2
    assert "incentives.csv" in done.stderr
    done = command("explain", tmp_path, "nothing")
    assert done.returncode == 2
    assert "policy-extract run" in done.stderr


def test_the_doctor_names_what_is_missing_and_what_it_would_add(command: Run) -> None:
    done = command("doctor", "--json", PATH="")
    findings = {finding["name"]: finding for finding in json.loads(done.stdout)}
    assert findings["LibreOffice"]["state"] == "optional"
    assert ".doc" in findings["LibreOffice"]["detail"]
    assert findings["pydantic"]["state"] == "ok"
    text = command("doctor").stdout
    assert all(chinese(line) for line in text.splitlines())
