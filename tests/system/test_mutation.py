"""A minute of damaged documents: whatever is flipped, cut off, repeated or spliced in, each ends as records or as a coded reject."""

from __future__ import annotations

import io
import os
import random
import re
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

from extract.batch import Outcome, process
from extract.engines.local import Local
from extract.errors import ADVICE
from extract.inputs import Input
from extract.records import Reject
from extract.settings import LIMITS

SECONDS = float(os.environ.get("MUTATION_SECONDS", "60"))
SEED = int(os.environ.get("MUTATION_SEED", "20240305"))
ROUND = 40
LARGEST = 500_000
# LibreOffice takes seconds for each file; damaged ones of its formats are few in each round.
SLOW = {".doc", ".odt", ".rtf"}
ZIPPED = {".docx", ".ofd"}

Change = Callable[[random.Random, bytes, bytes], bytes]


def flip(dice: random.Random, data: bytes, other: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice([1, 4, 32, 256])):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def truncate(dice: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: dice.randrange(1, len(data))]


def repeat(dice: random.Random, data: bytes, other: bytes) -> bytes:
    start = dice.randrange(len(data))
    part = data[start : start + dice.choice([8, 100, 2_000])]
    return data[:start] + part * dice.choice([2, 10, 200]) + data[start:]


def splice(dice: random.Random, data: bytes, other: bytes) -> bytes:
    cut, start = dice.randrange(len(data)), dice.randrange(len(other))
    return data[:cut] + other[start : start + dice.choice([16, 1_000, 50_000])] + data[cut:]


def remove(dice: random.Random, data: bytes, other: bytes) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.choice([1, 16, 1_000]) :]


def inside(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """A change to the text of one part of a container, which is closed properly again: it passes every checksum."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return flip(dice, data, other)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice([item.filename for item in old.infolist() if item.filename.endswith(".xml")])
        for item in old.infolist():
            part = old.read(item)
            new.writestr(item.filename, reworded(dice, part) if item.filename == chosen else part)
    return file.getvalue()


def reworded(dice: random.Random, part: bytes) -> bytes:
    """XML with some attributes changed, elements renamed or dropped, still well formed for the most part."""
    values = [match.span(1) for match in re.finditer(rb'="([^"]*)"', part)]
    for start, end in sorted(dice.sample(values, min(len(values), dice.choice([1, 5, 40]))), reverse=True):
        part = part[:start] + dice.choice([b"", b"-1", b"x", b"9" * 30, b"0", b"1.5e9", part[start:end] * 3]) + part[end:]
    names = sorted(set(re.findall(rb"</([\w:]+)>", part)))
    if names and dice.random() < 0.5:
        old, new = dice.choice(names), dice.choice(names)
        part = re.sub(rb"(</?)" + old + rb"(?=[ />])", rb"\1" + new, part)
    return part


CHANGES: tuple[Change, ...] = (flip, truncate, repeat, splice, remove)


def seeds() -> list[Path]:
    """The documents to damage: the project's own, and the corpus's samples where there are any."""
    folders = [ROOT / "raw"]
    if corpus := os.environ.get("POLICY_CORPUS"):
        folders.append(Path(corpus) / "samples")
    found = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix not in (".py", "")]
    return [path for path in found if 0 < path.stat().st_size <= LARGEST]


def damaged(dice: random.Random, documents: list[Path], folder: Path, count: int) -> list[Input]:
    """A round of damaged documents, each named by what was done to it."""
    out = []
    for number in range(count):
        path, other = dice.choice(documents), dice.choice(documents)
        if path.suffix in SLOW and dice.random() < 0.8:
            path = documents[0]
        data = path.read_bytes()
        names = []
        for change in [inside] if path.suffix in ZIPPED and dice.random() < 0.5 else dice.sample(CHANGES, dice.choice([1, 1, 2])):
            data = change(dice, data, other.read_bytes()) or b"x"
            names.append(change.__name__)
        target = folder / f"{number:03d}_{'_'.join(names)}_{path.name}"
        target.write_bytes(data)
        out.append(Input(target, target.name))
    return out


def wrong(outcome: Outcome) -> str | None:
    """What is wrong with an outcome; None for records and for a reject that says why."""
    if not isinstance(outcome, Reject):
        return None
    known = outcome.code in ADVICE and outcome.reason and outcome.action
    return None if known and outcome.code != "crashed" else f"{outcome.path}: {outcome.code} {outcome.reason}"


@pytest.mark.parametrize("half", [0, 1])
def test_damaged_documents_end_as_records_or_coded_rejects(half: int, tmp_path: Path) -> None:
    limits = replace(LIMITS, seconds=20.0, seconds_a_megabyte=0.0, recognise=False)
    documents = seeds()[half::2]
    dice = random.Random(SEED + half)
    ends = time.monotonic() + SECONDS
    seen = 0
    while time.monotonic() < ends:
        folder = tmp_path / str(seen)
        folder.mkdir()
        with closing(Local(1)) as engine:
            outcomes = [outcome for _, outcome in process(damaged(dice, documents, folder, ROUND), engine, limits, {}, None)]
        assert [w for o in outcomes if (w := wrong(o))] == [], f"the documents are in {folder}"
        seen += len(outcomes)
    assert seen >= ROUND
