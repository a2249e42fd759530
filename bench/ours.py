"""The same measured of this program: seconds of processor time, warm, on one core."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.peers import best
from bench.texts import likenesses, long_text
from extract.api import extract_text
from extract.dedupe.printed import printed
from extract.dedupe.related import related
from extract.ids import digest
from extract.pipeline import extract
from extract.read import read
from extract.settings import LIMITS
from extract.validate import faults
from extract.work import HERE, Verbs

_MONEY = re.compile(r"\d+(?:\.\d+)?\s*[万亿]?元|\d+(?:\.\d+)?\s*%")


def validated(text: str) -> int:
    """Text to validated records: every field, every incentive, every span checked."""
    found = extract_text(text)
    return sum(len(faults(clause.model_copy(update={"occurrences": ()}), "")) for clause in found.clauses)


def text_to_records(texts: Sequence[str]) -> float:
    """Seconds for all texts."""
    for text in texts:
        validated(text)
    return best(lambda: [validated(text) for text in texts])


def bare_scan(texts: Sequence[str]) -> float:
    """Seconds of the bare regular expression, the limit of what is possible."""
    return best(lambda: [_MONEY.findall(text) for text in texts])


def pdf(path: Path) -> tuple[float, float]:
    """Seconds for reading a PDF, and for its records."""
    data = path.read_bytes()
    extract(data, path.name)
    return best(lambda: read(data, LIMITS)), best(lambda: extract(data, path.name))


def growth(small: int, large: int) -> float:
    """How much longer a character takes in a long text."""
    validated(long_text(small // 10))
    first, second = long_text(small), long_text(large)
    return (best(lambda: validated(second), 1) / len(second)) / (best(lambda: validated(first), 1) / len(first))


def dedupe(count: int) -> tuple[float, float]:
    """Seconds for the like clauses among so many, and for reading and hashing them."""
    clauses = [*likenesses(count)]
    texts = [printed(text, source) for text, source in clauses]
    hashing = best(lambda: {digest(printed(text).key) for text, _ in clauses})
    return best(lambda: [*related(texts)], 1) + hashing, hashing


def index_bytes(count: int) -> int:
    """What the prints of so many clauses take while they wait to meet, and where they met."""
    seen = 0

    def shuffled(reduce: Any, pairs: Iterable[tuple[int, bytes]]) -> Iterable[Any]:
        nonlocal seen
        waiting = [*pairs]
        seen += sum(len(value) for _, value in waiting)
        return HERE.shuffle(reduce, waiting)

    for _ in related([printed(text, source) for text, source in likenesses(count)], Verbs(HERE.map, shuffled)):
        pass
    return seen
