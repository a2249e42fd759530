"""Measures deduplication on clauses with known copies: python tests/measure_dedupe.py CLAUSES.jsonl [MORE.jsonl ...]

A line is {"id", "text", "cluster": the id of the clause it is a print of, "vof": the id of the clause that it only looks like, or -1}.
Figures: precision and recall over pairs of prints in one group, look-alikes that were merged, seconds and memory, and how many times
as long the whole takes as reading and hashing the same clauses does, both measured here, one after the other.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from extract.dedupe.clusters import clusters, edges
from extract.dedupe.printed import printed
from extract.titles import normal

Rows = list[dict[str, Any]]


class Measured(NamedTuple):
    """The figures of one file."""

    clauses: int
    precision: float
    recall: float
    merged: float  # share of look-alikes in the group of what they look like
    seconds: float
    times: float  # the whole by reading and hashing
    gigabytes: float


def read(path: Path) -> Rows:
    """The clauses of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measured(path: Path) -> Measured:
    """One file, read and hashed, then read and deduplicated."""
    start = time.process_time()
    hashed = {hashlib.sha256(normal(row["text"]).encode()).digest() for row in read(path)}
    floor = time.process_time() - start
    assert hashed
    start = time.process_time()
    rows = read(path)
    texts = [printed(row["text"]) for row in rows]
    groups = clusters(texts, edges(texts))
    seconds = time.process_time() - start
    group = {place: number for number, places in enumerate(groups) for place in places}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return Measured(len(rows), *quality(rows, [group[place] for place in range(len(rows))]), seconds, seconds / floor, memory)


def quality(rows: Rows, groups: list[int]) -> tuple[float, float, float]:
    """Precision and recall over pairs, and the share of look-alikes merged."""
    truth = [row["cluster"] for row in rows]
    both = _pairs(zip(truth, groups, strict=True))
    place = {row["id"]: number for number, row in enumerate(rows)}
    alike = [groups[number] == groups[place[row["vof"]]] for number, row in enumerate(rows) if row["vof"] in place]
    return both / max(1, _pairs(groups)), both / max(1, _pairs(truth)), sum(alike) / max(1, len(alike))


def _pairs(labels: Iterable[object]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())


def main() -> None:
    """Measure every file named on the command line."""
    for name in sys.argv[1:]:
        found = measured(Path(name))
        sys.stdout.write(
            f"{name}: {found.clauses} clauses, precision {found.precision:.4f}, recall {found.recall:.4f}, "
            f"look-alikes merged {found.merged:.3%}, {found.seconds:.0f} s, {found.times:.1f} times reading and hashing, "
            f"{found.gigabytes:.1f} GB\n"
        )


if __name__ == "__main__":
    main()
