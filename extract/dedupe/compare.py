"""Two clauses compared: whether one is a copy of the other, and whether their figures agree."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from extract.grammar.money import sums
from extract.grammar.shares import shares
from extract.ids import normal
from extract.likeness import likeness
from extract.patterns import Pattern
from extract.text import fold

NEAR = 0.9
_NUMBER = Pattern("any_number", r"\d+(?:\.\d+)?")
_BOUND = Pattern("any_bound", r"不超过|不低于|不高于|不少于|最高|最低|大于|小于|超过|低于|高于|突破|以上|以下|以内")


class Judgement(NamedTuple):
    """How two clauses relate, and how alike they are, 0 to 1."""

    relation: Literal["identical", "near", "different"]
    similarity: Decimal


@lru_cache(maxsize=65536)
def figures(text: str) -> tuple[object, ...]:
    """Every figure of a clause by value, in order: 1亿元 is 10000万元; and its bounds."""
    folded = fold(text)
    money = [(s.start, ("money", s.value, s.currency), s.end) for s in sums(folded)]
    percent = [(s.start, ("share", s.value), s.end) for s in shares(folded)]
    taken = [(start, end) for start, _, end in (*money, *percent)]
    other = [
        (m.start(), ("number", Decimal(m.group())), m.end())
        for m in _NUMBER.finditer(folded)
        if not any(start <= m.start() < end for start, end in taken)
    ]
    bounds = [(m.start(), ("bound", m.group()), m.end()) for m in _BOUND.finditer(folded)]
    return tuple(value for _, value, _ in sorted((*money, *percent, *other, *bounds), key=lambda item: item[0]))


def compare(one: str, other: str) -> Judgement:
    """Whether two clauses are the same text, or the same but for layout and small edits with equal figures."""
    a, b = normal(one), normal(other)
    if a == b:
        return Judgement("identical", Decimal(1))
    similarity = likeness(a, b)
    if similarity >= Decimal(str(NEAR)) and figures(one) == figures(other):
        return Judgement("near", similarity)
    return Judgement("different", similarity)
