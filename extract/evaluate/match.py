"""What belongs to what: annotated clauses and incentives with those of a run, one to one, best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extract.evaluate.keys import figures, norm, values
from extract.likeness import likeness

Data = dict[str, Any]
Pairs = list[tuple[Data | None, Data | None]]
_RELATED = 0.3  # below this two clauses have nothing to do with each other
_CLOSE = 0.6


def matched_clauses(gold: Sequence[Data], found: Sequence[Data]) -> Pairs:
    """Pairs by likeness of their texts; what has no partner stands alone."""
    texts = [norm(c["text"]) for c in gold], [norm(c["text"]) for c in found]
    scores = ((likeness(g, f), i, j) for i, g in enumerate(texts[0]) for j, f in enumerate(texts[1]))
    return _paired(gold, found, [(score, i, j) for score, i, j in scores if score >= _RELATED])


def matched_incentives(gold: Sequence[Data], found: Sequence[Data]) -> Pairs:
    """Pairs by figures, shared values, tier, instrument and conditions; a grant without figures only meets its like."""
    ranked = []
    for i, want in enumerate(gold):
        for j, got in enumerate(found):
            shared = values(want) & values(got)
            if bool(values(want)) == bool(values(got)) and (shared or not values(want)):
                ranked.append((_rank(want, got, len(shared)), i, j))
    return _paired(gold, found, ranked)


def _rank(want: Data, got: Data, shared: int) -> tuple[object, ...]:
    return (
        figures(want) == figures(got),
        shared,
        close(want.get("tier"), got.get("tier")),
        want.get("instrument") == got.get("instrument"),
        close("".join(want.get("conditions") or []), "".join(got.get("conditions") or [])),
    )


def _paired(gold: Sequence[Data], found: Sequence[Data], scores: list[tuple[Any, int, int]]) -> Pairs:
    taken: tuple[set[int], set[int]] = set(), set()
    out: Pairs = []
    for _, i, j in sorted(scores, key=lambda s: (s[0], -s[1], -s[2]), reverse=True):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            out.append((gold[i], found[j]))
    out += [(item, None) for i, item in enumerate(gold) if i not in taken[0]]
    return out + [(None, item) for j, item in enumerate(found) if j not in taken[1]]


def close(one: str | None, other: str | None) -> bool:
    """Equal, alike, or one inside the other and at most twice as long."""
    a, b = norm(one), norm(other)
    if not a or not b:
        return a == b
    inside = (a in b or b in a) and max(len(a), len(b)) <= 2 * min(len(a), len(b))
    return a == b or inside or likeness(a, b) >= _CLOSE


def strings(gold: Sequence[str], found: Sequence[str]) -> tuple[list[str], list[str]]:
    """Both lists as compared: what was found and is close to one that is meant becomes that one."""
    left = list(gold)
    out = []
    for item in found:
        hit = next((want for want in left if close(want, item)), None)
        if hit is not None:
            left.remove(hit)
        out.append(norm(hit if hit is not None else item))
    return [norm(item) for item in gold], out
