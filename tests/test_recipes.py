"""The recipes of the documentation, each run as it stands."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, records

from extract.cli import commands

PAGE = (ROOT / "docs" / "recipes.md").read_text("utf-8")
BLOCKS = re.findall(r"^## ([^\n]+)$|^```(python|console)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
EXAMPLE = "i0a1b2c3d4e5"


def recipes(language: str) -> list[object]:
    """The blocks of one language, each named by the heading above it."""
    found: list[object] = []
    heading = ""
    for title, kind, code in BLOCKS:
        heading = title or heading
        if kind == language:
            found.append(pytest.param(code, id=f"{len(found)}-{heading.rpartition('/')[2].strip()}"))
    return found


@pytest.fixture(scope="module")
def kitchen(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a user has it: raw/ and the output/ of a run, with a database."""
    from extract import load
    from extract.emit.to_sqlite import database

    folder = tmp_path_factory.mktemp("kitchen")
    shutil.copytree(ROOT / "raw", folder / "raw", ignore=shutil.ignore_patterns("01*", "02*", "04*"))  # two are read sooner than five
    shutil.copytree(sample, folder / "output")
    (folder / "output" / "policies.sqlite").write_bytes(database(load(sample)))
    return folder


@pytest.mark.parametrize("code", recipes("python"))
def test_python(kitchen: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(kitchen)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "recipe", "exec"), {})
    assert printed.getvalue().strip()


@pytest.mark.parametrize("code", recipes("console"))
def test_console(kitchen: Path, code: str) -> None:
    known = next(i["id"] for i in records(kitchen / "output", "incentives") if i["rate"] and i["caps"])
    for line in code.splitlines():
        name, *words = line.removeprefix("$ ").replace(EXAMPLE, known).split()
        assert name == "policy-extract"
        command = [sys.executable, "-m", "extract", *words]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=kitchen, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout or done.stderr


# What stands for a user's own files in the README, and what it is here.
STAND_INS = {
    "文件或文件夹": "raw",
    "结果": "output",
    "旧结果": "output",
    "新结果": "output",
    "标注.json": str(ROOT / "tests" / "gold" / "05.json"),
}
COMMANDS = re.findall(r"^\.venv/bin/(policy-extract [^\n#]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.split()[1])
def test_readme(kitchen: Path, line: str) -> None:
    known = next(i["id"] for i in records(kitchen / "output", "incentives") if i["rate"] and i["caps"])
    words = [STAND_INS.get(word, word) for word in line.replace("编号", known).split()[1:]]
    done = subprocess.run(
        [sys.executable, "-m", "extract", *words], capture_output=True, text=True, encoding="utf-8", cwd=kitchen, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_every_command() -> None:
    shown = {line.split()[1] for line in COMMANDS} | set(re.findall(r"policy-extract (\w+)`", (ROOT / "README.md").read_text("utf-8")))
    assert shown == set(commands.commands)


def test_the_page_names_only_commands_that_exist() -> None:
    assert set(re.findall(r"\$ policy-extract (\w+)", PAGE)) <= set(commands.commands)
    assert len(recipes("python")) >= 6
    assert len(recipes("console")) >= 5
