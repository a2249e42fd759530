"""Two runs compared: prepared pairs with one change each give exactly that change, with its cause; a run against itself nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Run as Command
from conftest import records
from runs import run_of, written

from extract.diff import Change, compared
from extract.diff.present import FORMATS, marked
from extract.records import Reject
from extract.run import Run

MILL = (
    "云岚市支持水磨坊复兴若干措施\n云岚市文化局　2024年3月1日\n"
    "一、支持修缮老磨坊。对修缮老磨坊的企业，按修缮费用的30%给予补贴，单个项目最高50万元。\n"
    "二、支持磨坊开放参观。对全年开放参观的磨坊，给予8万元奖励（市文化局）。\n"
    "三、支持开设研学课程。鼓励磨坊开设研学课程。对授课满两年的，每年给予3万元补助。\n"
)
FERRY = "云岚市渡口照明若干措施\n云岚市交通局　2024年5月1日\n一、支持渡口照明改造。对改造照明的渡口，给予最高6万元补助。\n"
TEXTS = {"磨坊.txt": MILL, "渡口.txt": FERRY}


class Pair(NamedTuple):
    """A prepared pair of runs: what changes, and the one change that must be reported."""

    why: str
    old: str = ""
    new: str = ""
    rules: str = "1"
    change: Callable[[Run], Run] | None = None
    files: dict[str, str] | None = None
    expected: tuple[str, ...] = ()  # record.field, kind, cause
    says: tuple[str, str] = ("", "")


def _first_clause(**changes: Any) -> Callable[[Run], Run]:
    def change(run: Run) -> Run:
        return replace(run, clauses=(run.clauses[0].model_copy(update=changes), *run.clauses[1:]))

    return change


def _without_incentive(run: Run) -> Run:
    return replace(run, incentives=run.incentives[1:])


def _rejected(run: Run) -> Run:
    row = Reject(path="坏.pdf", sha256=None, code="damaged", reason="文件已损坏，无法打开", action="请重新下载")
    return replace(run, rejects=(*run.rejects, row))


def _redated(run: Run) -> Run:
    changed = [d.model_copy(update={"date": "2023-01-01"}) if d.path == "磨坊.txt" else d for d in run.documents]
    return replace(run, documents=tuple(changed))


PAIRS = (
    Pair(
        "a cap is raised",
        "最高50万元",
        "最高80万元",
        expected=("clause.amounts changed document", "incentive.caps changed document"),
        says=("500000", "800000"),
    ),
    Pair(
        "a rate is lowered",
        "的30%给予",
        "的25%给予",
        expected=("clause.percentages changed document", "incentive.rate changed document"),
        says=("30%", "25%"),
    ),
    Pair(
        "a typo is mended",
        "全年开放参观的",
        "全年开故参观的",
        expected=("clause.text changed document", "incentive.conditions changed document"),
        says=("开放", "开故"),
    ),
    Pair(
        "a heading is reworded",
        "支持开设研学课程。鼓励",
        "支持开办研学课程。鼓励",
        expected=("clause.heading changed document",),
        says=("开设", "开办"),
    ),
    Pair(
        "a sentence is added",
        "鼓励磨坊开设研学课程。",
        "鼓励磨坊开设研学课程。欢迎学校参加。",
        expected=("clause.text added document",),
        says=("", "欢迎学校参加。"),
    ),
    Pair(
        "a sentence is left out, and with it who is meant",
        "鼓励磨坊开设研学课程。",
        "",
        expected=("clause.text removed document", "incentive.beneficiary removed document"),
        says=("鼓励磨坊开设研学课程。", ""),
    ),
    Pair(
        "a clause is added",
        "给予3万元补助。\n",
        "给予3万元补助。\n四、支持石匠培训。鼓励石匠参加培训。\n",
        expected=("clause.record added document",),
        says=("", "石匠"),
    ),
    Pair("a clause is taken out", MILL[MILL.index("三、") :], "", expected=("clause.record removed document",), says=("研学", "")),
    Pair(
        "a body is renamed",
        "（市文化局）",
        "（市旅游局）",
        expected=("clause.text changed document", "clause.departments changed document", "incentive.departments changed document"),
        says=("市文化局", "市旅游局"),
    ),
    Pair(
        "a document is retitled",
        "水磨坊复兴若干措施",
        "水磨坊振兴若干措施",
        expected=("document.title changed document",),
        says=("复兴", "振兴"),
    ),
    Pair(
        "the program reads a cap in another way",
        rules="2",
        change=_first_clause(instruments=("奖励",)),
        expected=("clause.instruments changed program",),
        says=("", "奖励"),
    ),
    Pair("the program no longer finds a grant", rules="2", change=_without_incentive, expected=("incentive.record removed program",)),
    Pair(
        "the program reads a date in another way",
        rules="2",
        change=_redated,
        expected=("document.date changed program",),
        says=("2024-03-01", "2023-01-01"),
    ),
    Pair(
        "document and program both change",
        "奖励（市",
        "补助（市",
        rules="2",
        expected=("clause.text changed both", "clause.instruments changed both", "incentive.instrument changed both"),
        says=("奖励", "补助"),
    ),
    Pair("an input can no longer be read", change=_rejected, expected=("reject.code added unknown",), says=("", "damaged")),
    Pair(
        "a file is renamed",
        files={"老磨坊.txt": MILL, "渡口.txt": FERRY},
        expected=("document.path changed document",),
        says=("磨坊.txt", "老磨坊.txt"),
    ),
    Pair(
        "a document is added",
        files={**TEXTS, "灯塔.txt": FERRY.replace("渡口", "灯塔").replace("6万", "9万")},
        expected=("document.record added document", "clause.record added document"),
    ),
)


def _said(change: Change) -> str:
    return f"{change.record}.{change.field} {change.kind} {change.cause}"


def _changes(pair: Pair, folder: Path) -> list[Change]:
    texts = pair.files or {**TEXTS, "磨坊.txt": MILL.replace(pair.old, pair.new) if pair.old else MILL}
    assert not pair.old or pair.old in MILL
    old = written(run_of(TEXTS), folder / "old")
    new = written(run_of(texts, rules=pair.rules), folder / "new", pair.change or (lambda run: run))
    return compared(old, new).changes


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.why)
def test_prepared_pairs_give_exactly_their_change(pair: Pair, tmp_path: Path) -> None:
    found = _changes(pair, tmp_path)
    assert sorted(map(_said, found)) == sorted(pair.expected)
    first = next(change for change in found if _said(change) == pair.expected[0])
    assert pair.says[0] in (first.old or "")
    assert pair.says[1] in (first.new or "")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_run_against_itself_gives_nothing(form: str, sample: Path, command: Command) -> None:
    done = command("diff", sample, sample, "--format", form)
    assert done.returncode == 0, done.stderr
    if form == "json":
        data = json.loads(done.stdout)
        assert data["changes"] == []
        assert sum(row["unchanged"] for row in data["summary"]) > 1000
        assert not any(row["added"] or row["removed"] or row["changed"] for row in data["summary"])
    elif form == "csv":
        assert len(list(csv.reader(io.StringIO(done.stdout)))) == 1
    else:
        assert "没有差异" in done.stdout


def test_the_same_comparison_has_the_same_bytes_and_every_format_says_it_all(tmp_path: Path) -> None:
    old, new = (
        written(run_of(TEXTS), tmp_path / "a"),
        written(run_of({**TEXTS, "磨坊.txt": MILL.replace("50万", "<80>万")}), tmp_path / "b"),
    )
    for form, shown in FORMATS.items():
        said = shown(compared(old, new))
        assert said == shown(compared(old, new))
        assert "磨坊.txt" in said, form
        assert ("&lt;80&gt;" in said) if form == "html" else ("<80>" in said), form


def test_statuses(sample: Path, tmp_path: Path, command: Command) -> None:
    written(run_of(TEXTS), tmp_path / "out")
    assert command("diff", sample, tmp_path / "out").returncode == 1
    assert command("diff", sample, tmp_path).returncode == 2
    assert "不是本工具的结果文件夹" in command("diff", tmp_path / "nothing", sample).stderr


def test_the_ids_of_both_runs_are_named_where_they_differ(tmp_path: Path) -> None:
    changed = {**TEXTS, "磨坊.txt": MILL.replace("支持修缮老磨坊。对", "支持修理老磨坊。对")}
    old, new = written(run_of(TEXTS), tmp_path / "old"), written(run_of(changed), tmp_path / "new")
    change = next(c for c in compared(old, new).changes if c.field == "heading")
    assert change.old_clause in {clause["id"] for clause in records(tmp_path / "old", "clauses")}
    assert change.clause in {clause["id"] for clause in records(tmp_path / "new", "clauses")}


def test_changed_characters_are_marked() -> None:
    assert marked("最高50万元", "最高80万元<") == ("最高<del>5</del>0万元", "最高<ins>8</ins>0万元<ins>&lt;</ins>")
