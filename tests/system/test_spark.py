"""A run on a Spark cluster of two worker processes gives the bytes of a run on one machine, also when a worker is killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, program

from bench.texts import clauses, document, likenesses
from extract.cache import FOLDER
from extract.dedupe import related
from extract.dedupe.printed import Printed, printed
from extract.engines.spark import Spark

MASTER = "local-cluster[2,1,1536]"
DOCUMENTS = int(os.environ.get("SPARK_DOCUMENTS", "2000"))
CLAUSES = int(os.environ.get("SPARK_CLAUSES", "100000"))


@pytest.fixture(scope="module", autouse=True)
def java() -> str:
    return program("java")


def contents(output: Path) -> dict[str, bytes]:
    """Every file of an output that people read."""
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file() and FOLDER not in p.parts}


def descendants(process: int) -> Iterator[int]:
    """The processes that a process started, and those that they started."""
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for pid in map(int, path.read_text().split()):
            yield pid
            yield from descendants(pid)


def executors(process: int) -> list[int]:
    """The cluster's worker processes among them."""
    found = []
    for pid in descendants(process):
        try:
            if b"ExecutorBackend" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
        except OSError:
            continue
    return found


def kill_one(process: int, after: float) -> int:
    """End one worker of a cluster, some time after both have begun; its process id, 0 where there was none."""
    deadline = time.monotonic() + 300
    while len(executors(process)) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(after)
    victim = next(iter(executors(process)), 0)
    if victim:
        os.kill(victim, signal.SIGKILL)
    return victim


def line(raw: Path, output: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "extract", "run", str(raw), "--output", str(output), "--workers", "2", *more]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, kinds = tmp_path_factory.mktemp("in"), clauses()
    for seed in range(DOCUMENTS):
        (folder / f"{seed:06}.txt").write_text(document(seed, kinds, 5), "utf-8")
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def local(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("local") / "out"
    assert subprocess.run(line(raw, output), cwd=ROOT, check=False, capture_output=True).returncode == 1
    return contents(output)


def test_documents(raw: Path, local: dict[str, bytes], tmp_path: Path) -> None:
    done = subprocess.run(
        line(raw, tmp_path / "out", "--engine", "spark", "--master", MASTER), cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr[-2000:]
    assert contents(tmp_path / "out") == local


def test_documents_with_a_worker_killed(raw: Path, local: dict[str, bytes], tmp_path: Path) -> None:
    running = subprocess.Popen(
        line(raw, tmp_path / "out", "--engine", "spark", "--master", MASTER), cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert kill_one(running.pid, 5)
    said = running.communicate(timeout=3600)[1]
    assert running.returncode == 1, said[-2000:]
    assert contents(tmp_path / "out") == local


@pytest.fixture(scope="module")
def texts() -> list[Printed]:
    return [printed(text, source) for text, source in likenesses(CLAUSES)]


@pytest.mark.parametrize("killed", [False, True], ids=["", "killed"])
def test_clauses(texts: list[Printed], killed: bool) -> None:
    expected = sorted(related(texts), key=lambda item: item[:2])
    assert len(expected) > CLAUSES / 100
    engine = Spark(MASTER)
    try:
        victims: list[int] = []
        killer = threading.Thread(target=lambda: victims.append(kill_one(os.getpid(), 10)))
        if killed:
            killer.start()
        assert [*related(texts, engine)] == expected
        if killed:
            killer.join()
            assert victims[0]
    finally:
        engine.close()


def test_a_driver_without_memory_says_so_and_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own: a driver's memory is set when it starts."""
    monkeypatch.setenv("SPARK_DRIVER_MEMORY", "480m")
    pairs = "[(number, bytes([number % 251]) * 4000) for number in range(200_000)]"
    script = f"from extract.engines.spark import Spark; print(*Spark('local[1]').shuffle(lambda key, values: values, {pairs}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True, timeout=600)
    assert "UsageError: Spark 的驱动进程中途停止" in done.stderr
