"""A grant spread over its tiers: one set of figures each, with what is the same for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from extract.incentives.figures import Figures, Grant
from extract.records import Amount, Fund, Money, Percentage, Share

Ends = tuple[Amount | Percentage, ...]


@dataclass(frozen=True, slots=True)
class Granted:
    """The figures of one tier."""

    rate: Share | None
    award: Money | None
    caps: tuple[Money, ...]
    fund: Fund | None
    tier: str | None


def spread(grant: Grant) -> Iterator[Granted]:
    """The figures of each tier of a grant; one where it has none."""
    lists = [g for g in (grant.rate, grant.award, *grant.caps) if g is not None and len(_units(g)) > 1]
    count = max((len(_units(g)) for g in lists), default=1)
    for index in range(count):
        yield Granted(
            rate=_rate(grant.rate, index, count),
            award=_award(grant.award, index, count),
            caps=tuple(_caps(grant, index, count)),
            fund=_fund(grant.fund),
            tier=_tier(lists, index) if count > 1 else _single_tier(grant),
        )


def _units(group: Figures) -> list[Ends]:
    """The figures of a list, the two ends of a range as one."""
    out: list[Ends] = []
    for item in group.items:
        last = out[-1] if out else ()
        if len(last) == 1 and last[0].comparator == ">=" and item.comparator in ("<=", "<") and last[0].value < item.value:
            out[-1] = (last[0], item)
        else:
            out.append((item,))
    return out


def _at(group: Figures, index: int, count: int) -> Ends:
    units = _units(group)
    return units[index] if len(units) == count else units[0]


def _rate(group: Figures | None, index: int, count: int) -> Share | None:
    if group is None:
        return None
    ends = _at(group, index, count)
    return Share(value=ends[-1].value, comparator=ends[-1].comparator, minimum=ends[0].value if len(ends) == 2 else None)


def _money(amount: Amount | Percentage) -> Money:
    item = cast("Amount", amount)
    return Money(
        value=item.value, currency=item.currency, comparator=item.comparator, per=item.per, per_text=item.per_text, period=item.period
    )


def _award(group: Figures | None, index: int, count: int) -> Money | None:
    if group is None:
        return None
    first = _at(group, index, count)[0]
    return _money(first) if cast("Amount", first).role == "award" else None


def _caps(grant: Grant, index: int, count: int) -> Iterator[Money]:
    if grant.award is not None:
        ends = _at(grant.award, index, count)
        if cast("Amount", ends[-1]).role == "cap":
            yield _money(ends[-1])
    for group in grant.caps:
        units = _units(group)
        for ends in [units[index]] if len(units) == count else units:
            yield _money(ends[-1])
    if grant.model is not None and not grant.caps:
        yield from _caps(grant.model, 0, 1)


def _fund(group: Figures | None) -> Fund | None:
    if group is None:
        return None
    item = cast("Amount", group.items[0])
    return Fund(value=item.value, currency=item.currency, comparator=item.comparator, period=item.period)


def _tier(lists: list[Figures], index: int) -> str | None:
    for group in sorted(lists, key=lambda g: g.kind != "award"):
        ends = _at(group, index, len(_units(group)))
        if ends[-1].tier:
            return ends[-1].tier
    return None


def _single_tier(grant: Grant) -> str | None:
    groups = [g for g in (grant.award, *grant.caps, grant.rate) if g is not None]
    return next((item.tier for g in groups for item in g.items if item.tier), None) or grant.label
