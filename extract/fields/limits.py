"""The comparator of each sum of a list: its own bound, the list's bound, or its end of a range."""

from __future__ import annotations

from typing import Literal, cast

from extract.fields import sizes
from extract.fields.places import Place
from extract.fields.roles import Role
from extract.grammar.bounds import bound_after, bound_before, included, remark_after

Comparator = Literal["=", "<=", ">=", "<", ">"]


def comparator_of(place: Place, role: Role, rule: str, index: int) -> tuple[Role, Comparator]:
    """The role and comparator of one sum of a list; the upper end of a grant's range is a cap."""
    if rule == "step":
        return role, "="
    if rule == "remark":
        return role, _like_the_last(place)
    if rule == "placed_within" and (end := sizes.parted_end(place)):
        return role, end
    comparator = _comparator(place, role, index)
    if role == "cap":
        return _cap(place, index, comparator)
    if role == "award":
        return ("cap" if comparator in ("<=", "<") else "award"), cast("Comparator", ">=" if comparator == ">" else comparator)
    if rule == "superseded" and place.left is None and _in_cap(place):
        return role, "<="
    return role, comparator


def _in_cap(place: Place) -> bool:
    return any(word in place.before for word in ("最高", "上限", "限额"))


def _cap(place: Place, index: int, comparator: Comparator) -> tuple[Role, Comparator]:
    """A cap is an upper limit whatever stands around it, but the lower end of its range is the least award."""
    if place.is_range_start(index):
        return "award", ">="
    return "cap", comparator if comparator in ("<=", "<") else "<="


def _like_the_last(place: Place) -> Comparator:
    last = place.last
    end = sizes.parted_end(last[0]) if last else None
    if end:
        return end
    return _comparator(last[0], cast("Role", last[1]), len(last[0].sums) - 1) if last else "="


def _comparator(place: Place, role: Role, index: int) -> Comparator:
    reading, item = place.reading, place.sums[index]
    until = place.sums[index + 1].start if index + 1 < len(place.sums) else place.scope.end
    right = bound_after(reading, item.end, until)
    remark = remark_after(reading, item.end)
    if place.is_range_start(index):
        return cast("Comparator", included(right.comparator if right and right.comparator == ">" else ">=", remark))
    if index > 0 and place.is_range_start(index - 1):
        upper = right.comparator if right and right.comparator in ("<", "<=") else "<="
        return cast("Comparator", included(upper, remark))
    left = place.left if index == 0 else bound_before(reading, place.sums[index - 1].end, item.start) or place.left
    comparator = left.comparator if left else "="
    if right is not None:
        comparator = right.comparator
    elif place.right is not None and not _own_right(place):
        comparator = place.right.comparator
    return cast("Comparator", included(comparator, remark))


def _own_right(place: Place) -> bool:
    """Whether other sums of the list have right bounds of their own: 10亿元以下、5亿元以上."""
    return any(bound_after(place.reading, s.end, n.start) for s, n in zip(place.sums, place.sums[1:], strict=False))
