"""Killed at any moment: the last good output can be read as ever, and the run that goes on ends with the bytes of one that was never stopped."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT

from extract.cache import FOLDER
from extract.emit.folder import check

KILLS = 100
TEXT = "云岚市支持夜校若干措施（{0}）\n一、支持开办夜校。对新开办的夜校，给予最高{0}万元补贴。\n二、支持授课。每课时给予{0}00元补助。\n"


def contents(output: Path) -> dict[str, bytes]:
    """Every file of an output that people read."""
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file() and FOLDER not in p.parts}


def line(raw: Path, output: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "extract", "run", str(raw), "--output", str(output), "--workers", "2", *more]


def run(raw: Path, output: Path) -> None:
    done = subprocess.run(line(raw, output), capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


def children(process: int) -> list[int]:
    """The processes that a process started."""
    return [int(pid) for path in Path(f"/proc/{process}/task").glob("*/children") for pid in path.read_text().split()]


def kill(victim: str, process: int) -> None:
    """End a run's parent, one of its workers, or both as Ctrl-C does."""
    workers = children(process) or [process]
    target = {"parent": process, "worker": workers[-1]}.get(victim)
    if target is None:
        os.killpg(process, signal.SIGINT)
    else:
        os.kill(target, signal.SIGKILL)


def parses(output: Path) -> None:
    """Whatever is in place is whole; a swap that was cut off is finished by whoever comes next."""
    check(output)
    for path in output.glob("*.json"):
        json.loads(path.read_bytes())


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for number in range(1, 13):
        (folder / f"{number}.txt").write_text(TEXT.format(number), "utf-8")
    return folder


def test_kills_at_random_moments(raw: Path, tmp_path: Path) -> None:
    dice = random.Random(7)
    before = tmp_path / "before"
    run(raw, before)
    (raw / "1.txt").write_text(TEXT.format(99), "utf-8")
    started = time.monotonic()
    run(raw, tmp_path / "after")
    longest = time.monotonic() - started
    old, new = contents(before), contents(tmp_path / "after")
    assert old != new
    seen = dict.fromkeys(("old", "new"), 0)
    output = tmp_path / "out"
    whole = [old, new]
    for number in range(KILLS):
        if number % 5 == 0:  # what was kept of stopped runs is used by the next four
            shutil.rmtree(output, ignore_errors=True)
            shutil.copytree(before, output)
            whole = [old, new]
        running = subprocess.Popen(line(raw, output), stderr=subprocess.DEVNULL, cwd=ROOT, start_new_session=True)
        time.sleep(dice.uniform(0, longest))
        if running.poll() is None:
            kill(dice.choice(("parent", "worker", "all")), running.pid)
        status = running.wait(timeout=120)
        assert status in (0, 1, 130, -signal.SIGKILL, -signal.SIGINT), status  # SIGINT: before the program had begun
        parses(output)
        found = contents(output)
        if status == 1:  # a lost worker makes a reject, which is a finished run of its own
            whole.append(found)
        assert found in whole
        seen["new" if found == new else "old"] += found in (old, new)
        if number % 5 == 4:
            run(raw, output)
            assert contents(output) == new
    assert all(seen.values()), seen


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"), reason="a small disk needs root")
def test_a_full_disk_spoils_nothing(raw: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("this machine mounts no small disk")
    try:
        few = tmp_path / "few"
        few.mkdir()
        shutil.copy(raw / "2.txt", few)
        run(few, disk / "out")
        last = contents(disk / "out")
        (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - 20_000))
        done = subprocess.run(line(raw, disk / "out"), capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode == 2
        assert "磁盘空间不足" in done.stderr
        assert contents(disk / "out") == last
        (disk / "filler").unlink()
        run(raw, disk / "out")
        assert contents(disk / "out") != last
    finally:
        subprocess.run(["umount", str(disk)], check=True)
