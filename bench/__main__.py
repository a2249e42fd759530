"""Measures side by side and prints a table: `python -m bench [--full]`; peers get an environment of their own beside this file."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import ours
from bench.peers import REQUIRED
from bench.texts import RAW, folder
from extract.api import extract_file

HERE = Path(__file__).parent
ENVIRONMENT = HERE / ".peers"


class Row(NamedTuple):
    """One line of the table: what was measured, the figure, and what it should reach."""

    name: str
    figure: str
    bar: str = ""


def peers() -> str:
    """The python of the peers' environment."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *REQUIRED], check=True)
    return str(python)


def seconds_of(peer: str, files: list[Path]) -> float:
    """What a peer takes."""
    done = subprocess.run([peers(), str(HERE / "peers.py"), peer, *map(str, files)], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def extraction(place: Path) -> Iterator[Row]:
    """(a) text to validated records."""
    corpus = os.environ.get("POLICY_CORPUS")
    sources = sorted((Path(corpus) / "seeds").glob("*.txt")) if corpus else []
    texts = [path.read_text("utf-8") for path in sources] or [
        "\n".join(clause.text for clause in extract_file(path).clauses) for path in sorted(RAW.iterdir())
    ]
    files = [place / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    size, mine = sum(map(len, texts)), ours.text_to_records(texts)
    yield Row("文本 → 已校验记录，每核每秒字符 / characters a second", f"{size / mine:,.0f}")
    bars = {"jionlp": "≥ 0.25", "recognizers": "≥ 5"}
    for peer in ("jionlp", "recognizers"):
        yield Row(f"同上，与 {peer} 之比 / as a ratio to {peer}", f"{seconds_of(peer, files) / mine:.2f}", bars[peer])
    yield Row("同上，与单纯正则扫描之比 / to the bare scan", f"{ours.bare_scan(texts) / mine:.4f}")
    yield Row("5 MB 与 0.5 MB 文本的单字耗时之比 / growth", f"{ours.growth(170_000, 1_700_000):.2f}", "≤ 1.15")


def pdf(_place: Path) -> Iterator[Row]:
    """(b) PDF to records."""
    path = next(RAW.glob("*.pdf"))
    bare = seconds_of("pypdfium2", [path])
    reading, whole = ours.pdf(path)
    yield Row("PDF 读取，与 pypdfium2 取字符之比 / reading", f"{reading / bare:.1f}", "≤ 3")
    yield Row("PDF → 记录，与 pypdfium2 取字符之比 / to records", f"{whole / bare:.1f}", "≤ 6")


def deduplication(_place: Path) -> Iterator[Row]:
    """(c) deduplication."""
    mine, hashing = ours.dedupe(10_000)
    yield Row("1 万条去重，与读取加散列之比 / deduplication to read-and-hash", f"{mine / hashing:.1f}", "≤ 8")


def start(place: Path) -> Iterator[Row]:
    """(d) start-up."""
    small = place / "small"
    folder(small, 1, 5)
    imports = statistics.median(_timed([sys.executable, "-c", "import extract"]) for _ in range(5))
    runs = statistics.median(_run(small, place / f"start{number}", 1)[0] for number in range(5))
    yield Row("import extract，秒 / seconds", f"{imports:.2f}", "≤ 0.4")
    yield Row("一个文件的完整运行，秒 / one document", f"{runs:.2f}", "≤ 2.5")


def scaling(place: Path) -> Iterator[Row]:
    """(e) workers and documents, (f) memory, and the second run."""
    two_hundred = folder(place / "200", 200)
    # In turn, and the best of each: what else the machine does only ever adds time, and to one of two runs alone it says nothing of either.
    pairs = [[_run(two_hundred, place / f"{round}{workers}", workers)[0] for workers in (1, 2)] for round in range(3)]
    one, two = (min(times) for times in zip(*pairs, strict=True))
    yield Row("200 个文件，两个进程比一个快 / two workers", f"{one / two:.2f}", "≥ 1.7")
    small, _ = _run(folder(place / "100", 100), place / "out100", 2)
    for many in (1_000, 10_000) if "--full" in sys.argv else (1_000,):
        documents = folder(place / f"{many}", many)
        first, memory = _run(documents, place / f"out{many}", 2)
        again, _ = _run(documents, place / f"out{many}", 2)
        yield Row(f"{many:,} 与 100 个文件的单个耗时之比 / time a document", f"{first / many / (small / 100):.2f}", "≤ 1.2")
        yield Row(f"{many:,} 个文件的内存峰值，各进程中最大的，MB / memory", f"{memory / 1024:.0f}", "< 400")
        yield Row(f"{many:,} 个未变文件再次运行，与首次之比 / second run", f"{again / first:.3f}", "≤ 0.1")
    yield Row("其中去重的索引，每万条条款在磁盘上，MB / its index, on disk", f"{ours.index_bytes(10_000) / 1e6:.0f}")


def _run(raw: Path, output: Path, workers: int) -> tuple[float, int]:
    """Seconds and peak kilobytes of a whole run."""
    line = [sys.executable, "-m", "extract", "run", str(raw), "--output", str(output), "--workers", str(workers)]
    start = time.perf_counter()
    process = subprocess.Popen(line, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - start, usage.ru_maxrss


def _timed(line: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(line, check=True, capture_output=True)
    return time.perf_counter() - start


PARTS = (extraction, pdf, deduplication, start, scaling)


def main() -> None:
    """Everything, or the parts named."""
    asked = [name for name in sys.argv[1:] if not name.startswith("-")]
    place = Path(tempfile.mkdtemp(prefix="bench-"))
    sys.stdout.write("| 测量 / measure | 结果 | 目标 |\n|---|---|---|\n")
    try:
        for part in PARTS:
            for row in part(place) if not asked or part.__name__ in asked else ():
                sys.stdout.write(f"| {row.name} | {row.figure} | {row.bar} |\n")
                sys.stdout.flush()
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
