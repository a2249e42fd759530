"""Which clauses of different documents are one: candidates by shared long n-grams, then compared."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence

from extract.dedupe.compare import compare
from extract.ids import normal
from extract.records import Clause

_GRAM = 12
_STEP = 3  # every third n-gram by hash: enough to meet, a third of the work
_COMMON = 60  # an n-gram of more clauses is boilerplate


def clusters(clauses: Sequence[Clause]) -> list[list[int]]:
    """Groups of indices of clauses that are one, each in order; single clauses are groups of one."""
    parent = list(range(len(clauses)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in sorted(_candidates(clauses)):
        if clauses[i].document != clauses[j].document and compare(clauses[i].text, clauses[j].text).relation != "different":
            parent[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(clauses)):
        groups[root(i)].append(i)
    return [groups[key] for key in sorted(groups)]


def _candidates(clauses: Sequence[Clause]) -> set[tuple[int, int]]:
    """Pairs that share a rare n-gram, or the whole of a short text."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, clause in enumerate(clauses):
        text = normal(clause.text)
        grams = {text[k : k + _GRAM] for k in range(max(1, len(text) - _GRAM + 1))}
        for gram in grams:
            if len(text) < 3 * _GRAM or sum(map(ord, gram)) % _STEP == 0:
                index[gram].append(i)
    return {pair for members in index.values() if len(members) <= _COMMON for pair in itertools.combinations(members, 2)}
