"""Runs of many documents: the same bytes however they are run, stopped runs that go on, outputs that are never spoiled."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from deeds import by_rest, summed

from extract.cache import FOLDER
from extract.dedupe import related
from extract.dedupe.printed import printed
from extract.emit import Emitted
from extract.emit.folder import check, write
from extract.engines import Task
from extract.engines.local import Local
from extract.errors import UsageError

TEXT = "云岚市支持夜校若干措施（{0}）\n一、支持开办夜校。对新开办的夜校，给予最高{0}万元补贴。\n二、支持授课。每课时给予{0}00元补助。\n"


def contents(output: Path) -> dict[str, bytes]:
    """Every file of an output that people read."""
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file() and FOLDER not in p.parts}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for number in range(1, 9):
        (folder / f"{number}.txt").write_text(TEXT.format(number), "utf-8")
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def plain(raw: Path, tmp_path_factory: pytest.TempPathFactory, command: Run) -> dict[str, bytes]:
    """What an uninterrupted run writes."""
    output = tmp_path_factory.mktemp("plain") / "out"
    assert command("run", raw, "--output", output).returncode == 1
    return contents(output)


WAYS: tuple[tuple[str, dict[str, str]], ...] = (
    ("1", {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}),
    ("2", {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}),
    ("3", {"PYTHONHASHSEED": "4711", "LC_ALL": "POSIX", "TZ": "America/St_Johns"}),
)


@pytest.mark.parametrize(("workers", "environment"), WAYS, ids=["one", "two", "three"])
def test_the_same_bytes_in_every_setting(
    raw: Path, plain: dict[str, bytes], tmp_path: Path, command: Run, workers: str, environment: dict[str, str]
) -> None:
    order = sorted(raw.iterdir(), reverse=workers == "2")
    moved = tmp_path / "moved"
    moved.mkdir()
    for path in order:
        shutil.copy(path, moved / path.name)
    assert command("run", moved, "--output", tmp_path / "out", "--workers", workers, **environment).returncode == 1
    assert contents(tmp_path / "out") == plain


def doubled(number: int) -> int:
    """What the workers of these tests do: twice the number, or an end that its sign stands for."""
    ends: dict[int, Callable[[], Any]] = {-1: lambda: os._exit(3), -2: lambda: time.sleep(60), -3: lambda: os.kill(os.getpid(), 9)}
    ends.get(number, lambda: None)()
    return 2 * number


def allowed(number: int) -> float:
    """Seconds that an item may take."""
    return 1.0


def gone(number: int, code: str) -> str:
    """What stands for the result of an item that ended its process."""
    return code


TASK = Task(doubled, allowed, gone, 2_000_000_000)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_a_lost_worker_takes_one_item_with_it(workers: int) -> None:
    with closing(Local(workers)) as engine:
        found = dict(engine.read(TASK, [1, -1, 2, -2, 3, -3, 4]))
    assert found == {0: 2, 1: "crashed", 2: 4, 3: "timeout", 4: 6, 5: "memory", 6: 8}


def test_nothing_to_read_starts_no_worker() -> None:
    assert list(Local(2).read(TASK, [])) == []


def test_shuffled_values_meet_by_key() -> None:
    with closing(Local(1)) as engine:
        pairs = engine.map(by_rest, range(7))
        assert sorted(engine.shuffle(summed, pairs)) == [(0, 9), (1, 5), (2, 7)]


def files(**texts: str) -> Iterator[Emitted]:
    """A finished run, in files."""
    yield from (Emitted(name.replace("_", "."), (text,)) for name, text in texts.items())
    yield Emitted("manifest.json", ('{"tool": "policy-extract"}',))


def broken(error: OSError) -> Iterator[Emitted]:
    """A run that cannot be written to its end."""
    yield Emitted("caps.csv", ("new",))
    raise error


@pytest.mark.parametrize(("number", "said"), [(28, "磁盘空间不足"), (30, "只读"), (13, "没有写入权限")])
def test_a_full_disk_leaves_the_last_output(tmp_path: Path, number: int, said: str) -> None:
    write(tmp_path, files(caps_csv="old"))
    with pytest.raises(UsageError, match=said):
        write(tmp_path, broken(OSError(number, "os")))
    assert contents(tmp_path) == {"caps.csv": b"old", "manifest.json": b'{"tool": "policy-extract"}'}


def test_a_swap_that_was_cut_off_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, files(caps_csv="old"))
    moves = iter([True, False])  # the list is complete, then the second file is not moved any more
    replace = Path.replace

    def cut(self: Path, target: Path) -> Path:
        if target.name != ".ready" and not next(moves):
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, files(amounts_csv="new", caps_csv="new"))
    monkeypatch.undo()
    check(tmp_path)
    assert contents(tmp_path) == {"amounts.csv": b"new", "caps.csv": b"new", "manifest.json": b'{"tool": "policy-extract"}'}


def test_ctrl_c_keeps_what_was_finished(raw: Path, plain: dict[str, bytes], tmp_path: Path, command: Run) -> None:
    line = [sys.executable, "-m", "extract", "run", str(raw), "--output", str(tmp_path / "out"), "--workers", "1"]
    running = subprocess.Popen(line, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True)
    kept = tmp_path / "out" / FOLDER
    deadline = time.monotonic() + 60
    while not [*kept.glob("??/*")] and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate(timeout=60)[1].decode()
    assert (running.returncode, "已中断" in said) in ((130, True), (1, False))  # or it was finished already
    assert [*kept.glob("??/*")]
    assert command("run", raw, "--output", tmp_path / "out").returncode == 1
    assert contents(tmp_path / "out") == plain


def test_like_clauses_are_the_same_in_buckets_and_in_memory() -> None:
    dice = random.Random(3)
    pieces = [
        "对新开办的夜校给予补助",
        "单个项目最高50万元",
        "单个项目最高60万元",
        "按设备投资额的12%给予奖励",
        "由市教育局负责解释",
        "连续支持三年",
    ]
    texts = [printed("，".join(dice.choices(pieces, k=4)) + "。", dice.choice((None, "夜校措施"))) for _ in range(60)]
    with closing(Local(2)) as engine:
        found = [*related(texts, engine)]
    assert found == sorted(related(texts), key=lambda item: item[:2])
    assert {judgement.relation for *_, judgement in found} >= {"variant", "near"}
