"""Sums of money in a clause, each with role, comparator, unit, period and tier."""

from __future__ import annotations

from collections.abc import Iterator

from extract.fields.limits import comparator_of
from extract.fields.places import Place, groups, place_of
from extract.fields.roles import Role, decide
from extract.fields.terms import period_of, unit_of
from extract.fields.tiers import Listed, tiers_of
from extract.grammar.money import sums
from extract.grammar.reading import Reading
from extract.grammar.units import Unit
from extract.records import Amount


def find(reading: Reading) -> list[Amount]:
    """Every sum of money, in order of print."""
    places: list[tuple[Place, Role]] = []
    out: list[Amount] = []
    for group in groups(reading, sums(reading.folded)):
        place = place_of(reading, group, places)
        rule = decide(place)
        role = places[-1][1] if rule.name == "like_the_last" else rule.role
        places.append((place, role))
        out += _amounts(place, role, rule.name, out)
    return _with_tiers(reading, places, out)


def _amounts(place: Place, role: Role, rule: str, before: list[Amount]) -> Iterator[Amount]:
    """The records of one list: bounds of each, unit and period of all."""
    reading = place.reading
    model = before[-1] if before and role in ("award", "cap") and _copies(place) else None
    for index, item in enumerate(place.sums):
        own_role, comparator = comparator_of(place, role, rule, index)
        unit: Unit | None = None
        period = None
        if own_role in ("cap", "award") or rule == "superseded":
            unit, period = unit_of(place, item), period_of(place, item)
            if model is not None:
                unit = unit or (Unit(model.per, model.per_text or "") if model.per else None)
                period = period or model.period
        elif own_role == "fund":
            period = "year" if period_of(place, item) == "year" else None
        yield Amount(
            text=reading.text[item.start : item.end],
            value=item.value,
            currency=item.currency,
            role=own_role,
            comparator=comparator,
            per=(unit.per or None) if unit else None,  # type: ignore[arg-type]
            per_text=unit.text if unit and unit.per else None,
            period=(unit.period if unit and unit.period else period),  # type: ignore[arg-type]
            start=item.start,
            end=item.end,
        )


def _copies(place: Place) -> bool:
    """A figure in brackets, or a bare label and a figure, that stands in for the one before it."""
    if place.last is None:
        return False
    last = place.last[0]
    if place.in_bracket and not last.in_bracket:
        return place.scope.start - last.sums[-1].end <= 6
    return place.left is None and not place.granted and not place.named_grant and place.scope != last.scope


def _with_tiers(reading: Reading, places: list[tuple[Place, Role]], found: list[Amount]) -> list[Amount]:
    listed = [Listed(p.sums, role, p.part, p.sentence, p.in_bracket, _ranges(p)) for p, role in places]
    labels = tiers_of(reading, listed)
    return [a.model_copy(update={"tier": labels[a.start]}) if a.start in labels and a.role in ("award", "cap") else a for a in found]


def _ranges(place: Place) -> frozenset[int]:
    """The starts of the sums that are the lower end of a range."""
    return frozenset(s.start for i, s in enumerate(place.sums) if place.is_range_start(i))
