"""What earlier runs read is not read again: same bytes, only what changed, and nothing believed that is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Run, records

from extract import pipeline
from extract.batch import Job, read_one
from extract.cache import FOLDER, Cache
from extract.emit.to_json import dumps
from extract.pipeline import Extracted, extract
from extract.records import Extraction
from extract.settings import LIMITS, Limits

TEXT = "云岚市支持夜校若干措施\n一、支持开办夜校。对新开办的夜校，给予最高{}万元补贴。\n"
RAW = sorted((ROOT / "raw").iterdir())


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / FOLDER, LIMITS)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    path = tmp_path / "夜校.txt"
    path.write_text(TEXT.format(5), "utf-8")
    return Job(path, path.name, None)


def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Documents that are read from now on."""
    seen: list[str] = []

    def listed(data: bytes, name: str, limits: Limits, date: str | None) -> Extracted:
        seen.append(name)
        return extract(data, name, limits, date)

    monkeypatch.setattr(pipeline, "extract", listed)
    return seen


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name[:2])
def test_what_is_kept_is_what_was_read(path: Path, cache: Cache) -> None:
    found = extract(path.read_bytes(), path.name)
    cache.keep("ab" * 32, found)
    kept = cache.load("ab" * 32)
    assert kept == found
    assert dumps(Extraction(document=kept.document, clauses=tuple(kept.clauses), incentives=tuple(kept.incentives))) == dumps(
        Extraction(document=found.document, clauses=tuple(found.clauses), incentives=tuple(found.incentives))
    )


def test_a_document_is_read_once(job: Job, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = unread(monkeypatch)
    assert read_one(job, LIMITS, cache) == read_one(job, LIMITS, cache)
    assert seen == ["夜校.txt"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda job: job.path.write_text(TEXT.format(6), "utf-8") and job, "other content"),
        (lambda job: job._replace(name="夜校二.txt"), "another path, which the records show"),
        (lambda job: job._replace(date="2024-05-01"), "another date, which its validity counts from"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_changed_is_read_again(job: Job, cache: Cache, monkeypatch: pytest.MonkeyPatch, change: object, why: str) -> None:
    read_one(job, LIMITS, cache)
    seen = unread(monkeypatch)
    assert callable(change)
    read_one(change(job), LIMITS, cache)
    assert len(seen) == 1, why


def test_other_rules_or_limits_read_anew(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    key = cache.key("0" * 64, "a.txt", None)
    assert Cache(cache.folder, Limits(pages=7)).key("0" * 64, "a.txt", None) != key
    assert Cache(cache.folder, Limits(passwords=("x",))).key("0" * 64, "a.txt", None) == key  # opens a file, changes no record
    monkeypatch.setattr("extract.seal.rules_fingerprint", lambda: "other")
    assert Cache(cache.folder, LIMITS).key("0" * 64, "a.txt", None) != key


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-7], lambda b: b.replace(b"50000", b"90000"), lambda b: b"", lambda b: b"\xff\n\xff\n\xff"]
)
def test_what_is_damaged_is_not_believed(job: Job, cache: Cache, damage: object) -> None:
    found = read_one(job, LIMITS, cache)
    (kept,) = cache.folder.rglob("?" * 64)
    assert callable(damage)
    kept.write_bytes(damage(kept.read_bytes()))
    assert cache.load(kept.name) is None
    assert read_one(job, LIMITS, cache) == found


def test_rejects_are_tried_again(tmp_path: Path, cache: Cache) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    read_one(Job(tmp_path / "空.txt", "空.txt", None), LIMITS, cache)
    assert not cache.folder.exists()


def test_a_place_that_cannot_be_written_costs_only_time(job: Job, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert isinstance(read_one(job, LIMITS, Cache(tmp_path / "file", LIMITS)), Extracted)


def contents(output: Path) -> dict[str, bytes]:
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file() and FOLDER not in p.parts}


def test_runs_go_on_from_what_is_there(tmp_path: Path, command: Run) -> None:
    raw, output = tmp_path / "in", tmp_path / "out"
    raw.mkdir()
    for number in range(4):
        (raw / f"{number}.txt").write_text(TEXT.format(number + 1), "utf-8")
    assert command("run", raw, "--output", output).returncode == 0
    first = contents(output)
    stamps = {path: path.stat().st_mtime_ns for path in output.rglob("*.*") if path.is_file()}
    again = command("run", raw, "--output", output)
    assert (again.returncode, contents(output)) == (0, first)
    assert "4 个文件已读取" in again.stderr
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps  # nothing to do, nothing done
    (output / "caps.csv").write_text("改过", "utf-8")
    assert command("run", raw, "--output", output).returncode == 0
    assert contents(output) == first  # what somebody changed is put right
    (raw / "3.txt").write_text(TEXT.format(9), "utf-8")
    assert command("run", raw, "--output", output).returncode == 0
    assert len([*(output / FOLDER).glob("??/*")]) == 4  # what no input gives is forgotten
    changed = contents(output)
    assert command("run", raw, "--output", output, "--fresh").returncode == 0
    assert contents(output) == changed != first
    assert command("run", raw, "--output", tmp_path / "new").returncode == 0
    assert contents(tmp_path / "new") == changed
    assert records(output, "documents")[3]["path"] == "3.txt"
