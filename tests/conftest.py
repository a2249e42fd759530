"""What tests share: the project's own documents, a corpus of real ones where there is one, and runs of the command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
SYSTEM = "tests/system"
Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that need programs of the system or much time run only where their folder is named, as by `make check-all`."""
    if any(SYSTEM in Path(argument).as_posix() for argument in config.args):
        return
    for item in items:
        if ROOT / SYSTEM in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"runs where {SYSTEM} is named: make check-all"))


def program(*names: str) -> str:
    """The path of the first of these programs that is installed; the test fails where none is."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(f"{' or '.join(names)} is not installed; .ci/run names the packages")
    return found


def rows(name: str) -> list[Any]:
    """The rows of a table of cases, each named by its reason."""
    lines = (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return [pytest.param(row, id=f"{number}-{row['why'][:60]}") for number, row in enumerate(found, 1)]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents and their annotations; tests that need it are skipped without."""
    folder = os.environ.get("POLICY_CORPUS")
    if not folder:
        pytest.skip("POLICY_CORPUS is not set: no real documents to test on")
    return Path(folder)


@pytest.fixture(scope="session")
def command() -> Run:
    """The command line in a process of its own: its status, standard output and standard error."""

    def run(*args: object, **environment: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "extract", *map(str, args)]
        return subprocess.run(
            line, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env={**os.environ, **environment}, check=False
        )

    return run


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, command: Run) -> Path:
    """The output of a run on the project's own documents."""
    output = tmp_path_factory.mktemp("sample") / "output"
    done = command("run", ROOT / "raw", "--output", output)
    assert done.returncode == 0, done.stderr
    return output


def records(output: Path, name: str) -> list[dict[str, Any]]:
    """The records of one JSON file of a run."""
    data: list[dict[str, Any]] = json.loads((output / f"{name}.json").read_text("utf-8"))
    return data
