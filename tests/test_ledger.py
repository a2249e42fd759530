"""A ledger keeps ids over runs, remembers merges, and people's judgements are obeyed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run as Command
from conftest import records
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import run_of
from test_dedupe import COMPILATION, POLICY

from extract.emit.to_json import ledger as ledger_pieces
from extract.errors import UsageError
from extract.ledger import read_ledger, resolve
from extract.records import Ledger, Verdict
from extract.run import Run

TEXTS = {
    "汇编.txt": COMPILATION,
    "磨坊.txt": POLICY,
    "再编.txt": COMPILATION.replace("文旅政策", "乡村政策").replace("；", "。"),
    "渡口.txt": "云岚市渡口照明若干措施\n云岚市交通局　2024年5月1日\n一、支持渡口照明改造。对改造照明的渡口，给予最高6万元补助。\n",
}


def ids(run: Run) -> dict[str, str]:
    """The id that stands for what each place prints."""
    return {f"{place.path}:{place.start}": clause.id for clause in run.clauses for place in clause.occurrences}


def kept(run: Run) -> Ledger:
    assert run.ledger is not None
    return run.ledger


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("支持修缮老磨坊。对", "支持修理老磨坊。对", "a heading is mended"),
        ("最高50万元", "最高70万元", "a cap is raised"),
        ("一、支持修缮", "三、支持修缮", "it is numbered anew"),
        ("云岚市支持水磨坊复兴若干措施", "云岚市关于支持水磨坊复兴的若干措施", "the title is given in full"),
    ],
    ids=lambda value: value if value[0].isascii() else "",
)
def test_an_id_stays(old: str, new: str, why: str) -> None:
    first = run_of({"磨坊.txt": POLICY}, ledger=Ledger())
    second = run_of({"磨坊.txt": POLICY.replace(old, new, 1)}, ledger=kept(first))
    assert old in POLICY
    assert [clause.id for clause in second.clauses] == [clause.id for clause in first.clauses]


def test_an_id_stays_when_a_look_alike_arrives() -> None:
    first = run_of({"磨坊.txt": POLICY}, ledger=Ledger())
    changed = {"磨坊.txt": POLICY, "新磨坊.txt": POLICY.replace("50万元", "55万元")}
    assert {clause.id for clause in first.clauses} <= {clause.id for clause in run_of(changed, ledger=kept(first)).clauses}
    assert not {clause.id for clause in first.clauses} <= {clause.id for clause in run_of(changed).clauses}


def test_a_merged_id_stays_valid() -> None:
    compiled = run_of({"汇编.txt": COMPILATION}, ledger=Ledger())
    alone = run_of({"磨坊.txt": POLICY}, ledger=kept(compiled))
    both = run_of({"汇编.txt": COMPILATION, "磨坊.txt": POLICY}, ledger=kept(alone))
    valid = {clause.id for clause in both.clauses}
    for run in (compiled, alone):
        assert {resolve(kept(both))[clause.id] for clause in run.clauses} <= valid


def test_a_ledger_changes_nothing_that_it_does_not_know() -> None:
    assert ids(run_of(TEXTS, ledger=Ledger())) == ids(run_of(TEXTS))


def _prints(run: Run, relation: str) -> tuple[str, str]:
    pair = next(pair for pair in run.duplicates if pair.relation == relation)
    return pair.canonical, pair.occurrence.print


@pytest.mark.parametrize(("relation", "verdict", "together"), [("excerpt", "not the same", False), ("variant", "same", True)])
def test_judgements_are_obeyed(relation: str, verdict: str, together: bool) -> None:
    texts = {"汇编.txt": COMPILATION, "磨坊.txt": POLICY}
    first = run_of(texts, ledger=Ledger())
    one, other = _prints(first, relation)
    if relation == "excerpt":
        one = next(name for entry in kept(first).clauses for name in entry.prints if entry.id == one and name != other)
    judged = kept(first).model_copy(update={"judgements": (Verdict(one=one, other=other, verdict=verdict, note="核对原文"),)})  # type: ignore[arg-type]
    again = run_of(texts, ledger=judged)
    entries = {name: entry.id for entry in kept(again).clauses for name in entry.prints if name in (one, other)}
    pair = next(pair for pair in first.duplicates if pair.relation == relation)
    place = next(c for c in again.clauses if any((o.path, o.start) == (pair.occurrence.path, pair.occurrence.start) for o in c.occurrences))
    assert (len(place.occurrences) == 2) is together
    assert kept(again).judgements == judged.judgements
    assert entries
    if not together:
        assert any("人工判定" in said for pair in again.duplicates for said in pair.differences)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, max_size=3, unique=True), st.permutations(sorted(TEXTS)))
def test_any_split_into_runs_ends_alike(early: list[str], order: list[str]) -> None:
    first = run_of({name: TEXTS[name] for name in early}, ledger=Ledger())
    last = run_of({name: TEXTS[name] for name in order}, ledger=kept(first))
    at_once = run_of(TEXTS)
    together = [{(place.path, place.start) for place in clause.occurrences} for clause in at_once.clauses]
    assert sorted(map(sorted, together)) == sorted(sorted((p.path, p.start) for p in c.occurrences) for c in last.clauses)
    valid = resolve(kept(last))
    now = ids(last)
    assert all(valid[key] == now[place] for place, key in ids(first).items())


def test_a_ledger_is_read_as_it_was_written() -> None:
    ledger = kept(run_of(TEXTS, ledger=Ledger()))
    judged = ledger.model_copy(update={"judgements": (Verdict(one="c1", other="c2", verdict="same", note="“引号”"),)})
    assert read_ledger("".join(ledger_pieces(judged.clauses, judged.judgements)).encode("utf-8"), "台账") == judged


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"kind": "ledger", "clauses": 1}', b"\xff\xfe", b'{"kind": "other"}'])
def test_what_is_no_ledger_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match="台账"):
        read_ledger(data, "台账.json")


def test_the_command_keeps_a_ledger(tmp_path: Path, command: Command) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "磨坊.txt").write_text(POLICY, "utf-8")
    first = command("run", tmp_path / "in", "--output", tmp_path / "a", "--ledger", tmp_path / "none.json")
    assert first.returncode == 0, first.stderr
    (tmp_path / "in" / "磨坊.txt").write_text(POLICY.replace("支持修缮老磨坊。对", "支持修理老磨坊。对"), "utf-8")
    second = command("run", tmp_path / "in", "--output", tmp_path / "b", "--ledger", tmp_path / "a" / "ledger.json")
    assert second.returncode == 0, second.stderr
    assert [c["id"] for c in records(tmp_path / "a", "clauses")] == [c["id"] for c in records(tmp_path / "b", "clauses")]
    assert len(json.loads((tmp_path / "b" / "manifest.json").read_text("utf-8"))["ledger"]["sha256"]) == 64
    broken = command("run", tmp_path / "in", "--output", tmp_path / "c", "--ledger", tmp_path / "in" / "磨坊.txt")
    assert broken.returncode == 2
    assert "台账" in broken.stderr
