"""Which files a run reads: links that lead outside, names that are no text, names that would steer a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from conftest import Run, records

from extract.inputs import collect

TEXT = "云岚市支持夜校若干措施\n一、支持开办夜校。对新开办的夜校，给予最高5万元补贴。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    raw = tmp_path / "in"
    raw.mkdir()
    (raw / "夜校.txt").write_text(TEXT, "utf-8")
    return raw


def test_links_that_lead_outside_are_refused_and_said(folder: Path, tmp_path: Path, command: Run) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "密.txt").write_text(TEXT, "utf-8")
    (folder / "文件.txt").symlink_to(tmp_path / "secret" / "密.txt")
    (folder / "文件夹").symlink_to(tmp_path / "secret")
    (folder / "断.txt").symlink_to(folder / "没有")
    (folder / "环.txt").symlink_to(folder / "环.txt")
    (folder / "内.txt").symlink_to(folder / "夜校.txt")
    done = command("run", folder, "--output", tmp_path / "out")
    assert done.returncode == 1, done.stderr
    codes = {row["path"]: row["code"] for row in records(tmp_path / "out", "rejects")}
    assert codes == {"文件.txt": "outside", "文件夹": "outside", "断.txt": "unreadable", "环.txt": "unreadable"}
    assert {row["path"] for row in records(tmp_path / "out", "documents")} == {"夜校.txt", "内.txt"}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system allows no such names")
def test_names_in_older_encodings_are_shown_readable(folder: Path, tmp_path: Path, command: Run) -> None:
    (Path(os.fsdecode(os.fsencode(folder) + b"/" + "补贴".encode("gb18030") + b".txt"))).write_text(TEXT, "utf-8")
    done = command("run", folder, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert {row["path"] for row in records(tmp_path / "out", "documents")} == {"夜校.txt", "补贴.txt"}


@pytest.mark.parametrize("name", ["红\x1b[31m.txt", "反\u202etxt.exe", "换\n行.txt"])
def test_names_do_not_steer_a_terminal(name: str, folder: Path, tmp_path: Path) -> None:
    (folder / name).write_text(TEXT, "utf-8")
    shown = [item.name for item in collect([folder], tmp_path / "out")]
    assert len(shown) == 2
    assert all(character.isprintable() for item in shown for character in item)
