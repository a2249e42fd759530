"""Runs that stream: memory does not grow with documents, parts may be cut anywhere, what is lost on the way is read again."""

from __future__ import annotations

import os
import pickle
import random
import signal
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import islice, repeat
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT, Run
from deeds import magnitude, once
from runs import assembled as gathered
from test_dedupe import DOCUMENTS

from extract import plan
from extract.assemble import assembled
from extract.batch import Job, read_one, records_at, summary_of
from extract.cache import Cache
from extract.chapters import Address
from extract.emit import Emitted, Ending, cells, container, emitted, joined, rendered, to_report, to_sqlite, to_xlsx
from extract.emit.container import write_part
from extract.emit.tables import TABLES
from extract.emit.workbook import SHEETS
from extract.engines.local import Local
from extract.errors import UsageError
from extract.extracted import Extracted
from extract.finish import finished
from extract.kept import packed, unpacked
from extract.pipeline import extract
from extract.records import Document, Reject
from extract.run import whole
from extract.settings import LIMITS
from extract.spool import Lazy, Spool
from extract.summarise import summarised
from extract.summary import Origin, Summary
from extract.work import HERE

CHARACTERS = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]


WORDS = ["支持" + "甲乙丙丁"[number] * 90 for number in range(4)]
TEMPLATE = packed(
    extract(
        "\n".join(
            ("云岚市支持第00000号产业发展若干措施", *(f"第{n}条 {w}。对{w}的企业，给予最高{n}万元补贴。" for n, w in enumerate(WORDS, 1)))
        ).encode(),
        "00000.txt",
    )
)


def policies(count: int, spool: Spool) -> Spool:
    """What a run has to know of so many documents, each like no other."""
    for number in range(count):
        content, dice = TEMPLATE.replace(b"00000", f"{number:05}".encode()), random.Random(number)
        for word in WORDS:
            content = content.replace(word.encode(), ("支持" + "".join(dice.choices(CHARACTERS, k=90))).encode())
        spool.append(pickle.dumps(summarised(unpacked(content), Origin(f"{number:05}", "", f"{number:05}.txt", None))))
    return spool


@contextmanager
def traced() -> Iterator[Callable[[], tuple[int, int]]]:
    """Bytes held now, and the most that were held at once."""
    tracemalloc.start()
    try:
        yield tracemalloc.get_traced_memory
    finally:
        tracemalloc.stop()


def test_memory_hardly_grows_with_documents_put_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "SHOWN", 20)  # the page is bounded by its own test
    held = {}
    told = policies(180, Spool(tmp_path))
    with closing(Local(1, folder=tmp_path)) as engine:
        for count in (20, 60, 180):
            with traced() as memory:
                made, _ = assembled(map(pickle.loads, islice(told, count)), (), None, engine, tmp_path)
                chapters = [len(chapter.entries) for chapter in made.chapters()]
                assert (sum(chapters), len(chapters)) == (4 * count, made.length())
                held[count] = memory()[0]
    grown = (held[180] - held[60]) / 120
    assert grown < len(TEMPLATE) / 4, f"{grown:.0f} bytes a document, whose records take {len(TEMPLATE)}"


def test_memory_does_not_grow_with_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((container, "_BLOCK"), (to_xlsx, "_PIECE"), (to_sqlite, "_PIECE")):
        monkeypatch.setattr(module, name, 10_000)  # so that these files have many
    later = replace(whole(gathered(DOCUMENTS, [], {}), 0), before={table.name: 1_000 for table in TABLES}, documents={})
    part = rendered(later, ["sqlite"])

    def write(count: int) -> None:
        for item in joined(repeat(part, count), Ending({"counts": {}}, None, tmp_path), ["sqlite"]):
            for _ in item.pieces:
                pass

    held = {}
    for count in (5, 20, 120):
        with traced() as memory:
            write(count)
            held[count] = memory()[1]
    assert (held[120] - held[20]) / 100 < len(pickle.dumps(part)) / 5, f"{held} for parts of {len(pickle.dumps(part))} bytes"


def parts_of(documents: Iterable[Extracted]) -> Iterator[list[object]]:
    """A run's parts, rendered."""
    held = {item.document.path: item for item in documents}
    told = [summarised(held[path], Origin("", "", path, None)) for path in sorted(held)]
    for chapter in assembled(told, [REJECT])[0].chapters():
        yield rendered(finished(chapter, lambda address: held[address.origin.name]), ["sqlite"])


REJECT = Reject(path="空.txt", sha256=None, code="empty", reason="文件是空的", action="请重新下载")


def files(pieces: Iterable[Emitted]) -> dict[str, bytes]:
    """Files as they are on disk when all their pieces have come."""
    out: dict[str, bytes] = {}
    for item in pieces:
        for piece in item.pieces:
            out[item.name] = out.get(item.name, b"") + (piece if isinstance(piece, bytes) else piece.encode())
    return out


@pytest.mark.parametrize("clauses", [1, 2, 5])
def test_wherever_a_run_is_parted_its_bytes_are_the_same(clauses: int, monkeypatch: pytest.MonkeyPatch) -> None:
    run = gathered(DOCUMENTS, [REJECT], {})
    at_once = files(emitted(run, ["sqlite"]))
    monkeypatch.setattr(plan, "_LEAST", clauses)
    monkeypatch.setattr(plan, "_MOST", clauses)
    parts = [*parts_of(DOCUMENTS)]
    assert len(parts) >= 10 / clauses
    in_parts = files(joined(parts, Ending(run.manifest), ["sqlite"]))
    assert in_parts.keys() == at_once.keys()
    assert [name for name in at_once if in_parts[name] != at_once[name]] == []


def test_rows_that_no_sheet_can_hold_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    run = gathered(DOCUMENTS, [], {})
    monkeypatch.setattr(cells, "ROWS", 3)
    book = openpyxl.load_workbook(BytesIO(to_xlsx.workbook(run)))
    names = [name for name in book.sheetnames if name.startswith(SHEETS["clauses"])]
    assert names[:2] == ["条款", "条款（续1）"]
    assert [row[0].value for name in names for row in book[name].iter_rows(min_row=2)] == [clause.id for clause in run.clauses]
    assert all(book[name].max_row <= 4 and book[name]["A1"].value == "条款编号" for name in names)
    sheets = [book[name] for name in book.sheetnames if name.startswith(SHEETS["incentives"])]
    linked = [cell for page in sheets for row in page.iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert len(linked) == len(run.incentives) > 3
    for cell in linked:
        sheet, _, place = str(cell.hyperlink and cell.hyperlink.location).rpartition("!")
        assert book[sheet.strip("'")][place].value == cell.value


@pytest.mark.parametrize("size", [0, 10, 3_000_000])
def test_parts_packed_in_blocks_are_what_was_packed(size: int) -> None:
    data = random.Random(size).randbytes(size // 2) * 2
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed_file:
        for name in ("a", "b"):
            pieces = (data[start : start + 70_000] for start in range(0, size, 70_000))
            write_part(packed_file, file, zipfile.ZipInfo(name), pieces, size, HERE)
    with zipfile.ZipFile(file) as packed_file:
        assert packed_file.testzip() is None
        assert [(packed_file.read(item), item.CRC) for item in packed_file.infolist()] == [(data, zlib.crc32(data))] * 2


def test_a_page_that_cannot_hold_the_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    run = gathered(DOCUMENTS, [REJECT] * 3, {})
    page = to_report.page(run)
    assert 'id="cut"' not in page
    monkeypatch.setattr(to_report, "SHOWN", 2)
    monkeypatch.setattr(to_report, "_REJECTS", 1)
    page = to_report.page(run)
    assert f"{len(run.clauses)} 条条款" in page
    assert "最前面的 2 条条款" in page
    assert "policies.xlsx" in page
    assert "共 3 项，本页列出 1 项" in page
    monkeypatch.setattr(to_report, "_LARGEST", 3_000)
    assert "最前面的 1 条条款" in to_report.page(run) or "最前面的 0 条条款" in to_report.page(run)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    path = tmp_path / "夜校.txt"
    path.write_text("云岚市支持夜校若干措施\n一、支持开办夜校。对新开办的夜校，给予最高5万元补贴。\n", "utf-8")
    return Job(path, path.name, None)


def address(job: Job, cache: Cache) -> Address:
    """Where a run finds a document that it has read."""
    found = summary_of(job, LIMITS, cache)
    assert isinstance(found, Summary)
    return Address(found.origin, found.document.sha256, found.document.clauses, found.document.id)


def test_records_that_were_lost_are_read_again(job: Job, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept", LIMITS)
    where = address(job, cache)
    (kept,) = (path for path in cache.folder.rglob("*") if path.is_file())
    whole = kept.read_bytes()
    for damage in (b"", whole[:-9], whole.replace(b"50000", b"90000")):
        kept.write_bytes(damage)
        records_at.cache_clear()
        again = records_at(where, LIMITS, cache)
        assert packed(again) == packed(extract(job.path.read_bytes(), job.name))
        assert kept.read_bytes() == whole
    cache.clear()
    job.path.write_text("云岚市支持夜校若干措施\n一、改过。\n", "utf-8")
    records_at.cache_clear()
    with pytest.raises(UsageError, match="在运行中被改动"):
        records_at(where, LIMITS, cache)


def test_a_run_that_can_keep_nothing_writes_the_same(job: Job, tmp_path: Path, command: Run) -> None:
    assert command("run", job.path, "--output", tmp_path / "a").returncode == 0
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / ".cache").write_text("no folder", "utf-8")
    done = command("run", job.path, "--output", tmp_path / "b")
    assert done.returncode == 0, done.stderr
    for path in (tmp_path / "a").glob("[!.]*.*"):
        assert (tmp_path / "b" / path.name).read_bytes() == path.read_bytes(), path.name


def timed_out(document: Document) -> Document:
    warning = {"code": "rule_timeout", "message": "规则超时"}
    return Document.model_validate(document.model_dump() | {"warnings": (warning,)})


def test_what_depends_on_the_machines_speed_is_kept_for_one_run(tmp_path: Path) -> None:
    found = extract(b"\xe6\x8e\xaa\xe6\x96\xbd", "a.txt")
    late = Extracted(timed_out(found.document), found.clauses, found.incentives, found.text)
    cache = Cache(tmp_path, LIMITS)
    cache.keep("ab" * 32, late)
    assert cache.load("ab" * 32) is None
    name = cache.name("ab" * 32, late)
    assert cache.load(name) == late
    cache.prune([name])
    assert cache.load(name) is None


def test_what_a_worker_was_lost_over_is_done_all_the_same(tmp_path: Path) -> None:
    with closing(Local(2)) as engine:
        assert [*engine.map(partial(once, tmp_path), range(6))] == [*range(6)]


def test_a_worker_that_was_lost_between_items_harms_none(tmp_path: Path) -> None:
    with closing(Local(1)) as engine:
        assert [*engine.map(magnitude, [-1])] == [1]
        (worker,) = engine.pool.workers
        os.kill(worker.process.pid or 0, signal.SIGKILL)
        worker.process.join()
        assert [*engine.map(magnitude, [-2, -3])] == [2, 3]


def test_a_spool_gives_back_what_it_was_given(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    pieces = [b"", b"abc", b"\n" * 5]
    assert [spool.append(piece) for piece in pieces] == [0, 1, 2]
    assert spool[1] == b"abc"
    spool.append(b"more")
    assert [*spool] == [*pieces, b"more"]
    assert [*tmp_path.iterdir()] == []
    assert [*Lazy(range(3), lambda number: spool[number])[1:]] == pieces[1:]


def test_the_samples_records_are_the_same_from_disk() -> None:
    path = next((ROOT / "raw").glob("04*.docx"))
    found = read_one(Job(path, path.name, None), LIMITS)
    assert isinstance(found, Extracted)
    assert [*unpacked(packed(found)).clauses] == [*found.clauses]
