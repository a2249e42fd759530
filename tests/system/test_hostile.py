"""Nothing hostile gets through: whatever a document or a reader does ends as one row, and the others are unharmed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from conftest import ROOT, records

from extract.settings import LIMITS

HERE = Path(__file__).parent
GOOD = "03_云岚市促进低空经济发展若干措施.pdf"
# What each double ends as.
DOUBLES = {
    "hang": "timeout",
    "spin": "timeout",
    "allocate": "memory",
    "exit": "crashed",
    "leave": "crashed",
    "raise": "crashed",
    "recurse": "hostile",
    "fault": "crashed",
}


def test_a_reader_that_misbehaves_harms_no_other_document(tmp_path: Path) -> None:
    for order in DOUBLES:
        (tmp_path / f"{order}.txt").write_text(f"DOUBLE {order}", "utf-8")
    good = [f"{place}{number}.md" for number, place in enumerate("afhrz")]
    for name in good:
        (tmp_path / name).write_text("云岚市支持夜校若干措施\n一、支持开办夜校。对新开办的夜校，给予最高5万元补贴。\n", "utf-8")
    started = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)])}
    done = subprocess.run(
        [sys.executable, str(HERE / "doubles.py"), str(tmp_path)], capture_output=True, text=True, env=environment, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {f"{order}.txt": code for order, code in DOUBLES.items()} | dict.fromkeys(good, "read")
    assert time.monotonic() - started < 120


# Hostile files and what may become of each; `read` where a bounded, right reading is as good as a refusal.
HOSTILE = {
    "big.txt": {"too_large"},
    "big_one_line.txt": {"too_large"},
    "brackets.txt": {"too_large"},
    "digits.txt": {"too_large"},
    "nul.txt": {"unsupported"},
    "bidi.txt": {"read"},
    "bomb.docx": {"too_large"},
    "bomb_paras.docx": {"too_large"},
    "lying_size.docx": {"damaged", "too_large"},
    "many_entries.docx": {"hostile"},
    "laughs.docx": {"hostile"},
    "xxe.docx": {"hostile"},
    "slip.docx": {"hostile"},
    "deep.docx": {"damaged", "hostile"},
    "deep.html": {"hostile"},
    "flate_bomb.pdf": {"read", "memory", "timeout"},
    "flate_bomb2.pdf": {"read", "memory", "timeout"},
    "many_ops.pdf": {"memory", "timeout", "too_large"},
    "many_rects.pdf": {"read", "timeout"},
    "many_pages.pdf": {"too_large"},
    "loop_pages.pdf": {"damaged", "no_pages"},
    "loop_form.pdf": {"read", "damaged"},
    "form_fan.pdf": {"memory", "timeout"},
    "huge_page.pdf": {"read"},
    "image_bomb.pdf": {"no_text", "memory", "timeout"},
    "garbage.pdf": {"damaged"},
}
# The run, and the most memory that its own process held: what its workers held, or its caller before it, is not counted.
_RUN = """import re, sys
from pathlib import Path
from extract.cli import main
try:
    main()
finally:
    print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def test_all_hostile_files_in_one_run_with_a_good_one(corpus: Path, tmp_path: Path) -> None:
    raw, output = tmp_path / "in", tmp_path / "out"
    subprocess.run([sys.executable, str(corpus / "samples" / "make_hostile.py"), str(raw)], check=True, capture_output=True)
    assert {path.name for path in raw.iterdir()} == set(HOSTILE)
    shutil.copy(ROOT / "raw" / GOOD, raw / GOOD)
    allowed = sum(LIMITS.seconds_for(path.stat().st_size) + 5 for path in raw.iterdir())
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "run", str(raw), "--output", str(output), "--workers", "2"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert time.monotonic() - started < allowed
    parent_kilobytes = int(done.stdout.split()[-1])
    assert parent_kilobytes < 500_000
    codes = {row["path"]: row["code"] for row in records(output, "rejects") if row["record"] is None}
    codes |= {row["path"]: "read" for row in records(output, "documents")}
    assert {name: codes[name] for name, allowed in HOSTILE.items() if codes[name] not in allowed} == {}
    clauses = [clause for clause in records(output, "clauses") if any(place["path"] == GOOD for place in clause["occurrences"])]
    assert len(clauses) > 5


def test_no_file_of_this_machine_and_nothing_outside_is_touched(corpus: Path, tmp_path: Path) -> None:
    raw = tmp_path / "deep" / "in"
    names = ["xxe.docx", "slip.docx", "bidi.txt"]
    subprocess.run([sys.executable, str(corpus / "samples" / "make_hostile.py"), str(raw), *names], check=True, capture_output=True)
    subprocess.run(
        [sys.executable, "-m", "extract", "run", str(raw), "--output", str(tmp_path / "out")], check=False, capture_output=True, cwd=ROOT
    )
    assert not list(tmp_path.rglob("evil*"))
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    host = Path("/etc/hostname")
    assert not host.is_file() or host.read_bytes().strip() not in written
    values = [amount["value"] for clause in records(tmp_path / "out", "clauses") for amount in clause["amounts"]]
    assert not {3, 30, 30_000, 300_000} & set(values), "a figure broken by invisible characters"
