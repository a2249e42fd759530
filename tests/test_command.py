"""The command line as people meet it: statuses, messages, rejects, and an output folder that is never spoiled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Run, records

TEXT = (
    "云岚市支持夜校若干措施\n一、支持开办夜校。对新开办的夜校，给予最高5万元补贴。\n二、支持教师授课。对授课教师，每课时给予200元补助。\n"
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    raw = tmp_path / "in"
    raw.mkdir()
    (raw / "夜校.txt").write_text(TEXT, "utf-8")
    return raw


def test_bad_inputs_are_rows_and_the_rest_goes_on(folder: Path, tmp_path: Path, command: Run) -> None:
    (folder / "空.txt").write_bytes(b"")
    (folder / "图.pdf").write_bytes(PNG)
    (folder / "坏.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "~$x.docx").write_bytes(b"lock")
    (folder / ".hidden.txt").write_text("隐藏", "utf-8")
    (folder / "README.md").write_text("# 说明", "utf-8")
    (folder / "Thumbs.db").write_bytes(b"x")
    done = command("run", folder, "--output", tmp_path / "out")
    assert done.returncode == 1
    rejects = {row["path"]: row for row in records(tmp_path / "out", "rejects")}
    assert set(rejects) == {"空.txt", "图.pdf", "坏.docx"}
    assert rejects["空.txt"]["code"] == "empty"
    assert rejects["图.pdf"]["code"] == "unsupported"
    assert all(row["reason"] and row["action"] for row in rejects.values())
    assert [document["path"] for document in records(tmp_path / "out", "documents")] == ["夜校.txt"]
    assert "空.txt" in done.stderr
    assert done.stdout == ""


def test_no_documents_is_wrong_use(tmp_path: Path, command: Run) -> None:
    (tmp_path / "README.md").write_text("x", "utf-8")
    done = command("run", tmp_path, "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "没有可读取的文件" in done.stderr
    assert not (tmp_path / "out").exists()


def test_missing_input_is_wrong_use(tmp_path: Path, command: Run) -> None:
    done = command("run", tmp_path / "nothing", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "找不到输入" in done.stderr


def test_output_inside_the_input_is_not_read_again(folder: Path, command: Run) -> None:
    for _ in range(2):
        done = command("run", folder, "--output", folder / "out")
        assert done.returncode == 0, done.stderr
        assert [document["path"] for document in records(folder / "out", "documents")] == ["夜校.txt"]


def test_a_folder_of_other_files_is_refused(folder: Path, tmp_path: Path, command: Run) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "论文.docx").write_bytes(b"mine")
    done = command("run", folder, "--output", other)
    assert done.returncode == 2
    assert "非空" in done.stderr
    assert [path.name for path in other.iterdir()] == ["论文.docx"]


def test_a_run_replaces_only_its_own_files(folder: Path, tmp_path: Path, command: Run) -> None:
    output = tmp_path / "out"
    assert command("run", folder, "--output", output).returncode == 0
    (output / "笔记.md").write_text("我的笔记", "utf-8")
    (folder / "夜校.txt").write_text(TEXT.replace("5万元", "6万元"), "utf-8")
    assert command("run", folder, "--output", output).returncode == 0
    assert (output / "笔记.md").read_text("utf-8") == "我的笔记"
    assert len(list((output / "texts").iterdir())) == 1


def test_twins_are_two_documents_and_one_clause(folder: Path, tmp_path: Path, command: Run) -> None:
    shutil.copy(folder / "夜校.txt", folder / "夜校（副本）.txt")
    assert command("run", folder, "--output", tmp_path / "out").returncode == 0
    documents = records(tmp_path / "out", "documents")
    assert len({document["id"] for document in documents}) == 2
    clauses = records(tmp_path / "out", "clauses")
    assert [[place["relation"] for place in clause["occurrences"]] for clause in clauses] == [["original", "identical"]] * 2


def test_a_given_date_completes_the_validity(folder: Path, tmp_path: Path, command: Run) -> None:
    (folder / "夜校.txt").write_text(TEXT + "三、附则。本措施自发布之日起施行，有效期2年。\n", "utf-8")
    assert command("run", folder, "--output", tmp_path / "out").returncode == 0
    (document,) = records(tmp_path / "out", "documents")
    assert document["validity"]["end"] is None
    assert [warning["code"] for warning in document["warnings"]] == ["start_unknown"]
    assert command("run", folder, "--output", tmp_path / "out", "--date", "夜校.txt=2024-05-01").returncode == 0
    (document,) = records(tmp_path / "out", "documents")
    assert (document["validity"]["start"], document["validity"]["end"]) == ("2024-05-01", "2026-04-30")
    assert command("run", folder, "--output", tmp_path / "out", "--date", "夜校.txt=明天").returncode == 2


def test_help_and_wrong_options_end_as_they_should(command: Run) -> None:
    assert command("--help").returncode == 0
    assert command("run", "--nonsense").returncode == 2
    assert command("run").returncode == 2


@pytest.mark.parametrize(("floor", "status"), [('{"clause": 0.9}', 0), ('{"clause": 1.01}', 3), ('{"nonsense": 1}', 2), ("[", 2)])
def test_evaluate_keeps_a_floor(sample: Path, tmp_path: Path, command: Run, floor: str, status: int) -> None:
    (tmp_path / "floor.json").write_text(floor, "utf-8")
    done = command("evaluate", sample, ROOT / "tests" / "gold" / "05.json", "--floor", tmp_path / "floor.json")
    assert done.returncode == status, done.stderr


def test_evaluate_lists_misses(folder: Path, tmp_path: Path, command: Run) -> None:
    assert command("run", folder, "--output", tmp_path / "out").returncode == 0
    (tmp_path / "夜校.json").write_text(
        '{"document": {"title": "云岚市支持夜校若干措施", "kind": "policy", "status": "final"}, "clauses": [{"id": "1", "kind": "measure", "number": "一、",'
        ' "heading": "支持开办夜校", "text": "支持开办夜校。对新开办的夜校，给予最高5万元补贴。", "instruments": ["奖励"],'
        ' "amounts": [{"text": "5万元", "value": 50000, "role": "cap", "comparator": "<="}]}]}',
        "utf-8",
    )
    done = command("evaluate", tmp_path / "out", tmp_path / "夜校.json", "--misses")
    assert done.returncode == 0
    assert "漏 instrument  奖励" in done.stdout
    assert "多 instrument  补贴" in done.stdout
