"""Sums of money in a clause, each with role, comparator, unit, period and tier."""

from __future__ import annotations

from collections.abc import Iterator

from extract.fields.limits import comparator_of
from extract.fields.places import Place, groups, place_of
from extract.fields.roles import Role, decide
from extract.fields.terms import period_of, unit_of
from extract.fields.tiers import Listed, tiers_of
from extract.grammar.money import sums
from extract.grammar.reading import Reading, once
from extract.grammar.units import Unit
from extract.patterns import Pattern
from extract.records import Amount


def find(reading: Reading) -> list[Amount]:
    """Every sum of money, in order of print."""
    out: list[Amount] = []
    decided = _labelled(_decided(reading))
    for place, role, rule in decided:
        out += _amounts(place, role, rule, out)
    out = _with_shared_period(decided, out)
    out.sort(key=lambda amount: amount.start)
    labels = tiers_of(reading, [_listed(place, role) for place, role, _ in decided])
    return [a.model_copy(update={"tier": labels[a.start]}) if a.start in labels and a.role in ("award", "cap") else a for a in out]


Decided = list[tuple[Place, Role, str]]
# 国家级120万元、省级60万元: a label alone between two sums makes them a list.
_LABEL = Pattern("label_between_sums", r"(?:[/每][\u4e00-\u9fff㎡]{1,4})?、[^，。；、\d]{1,16}")


def _beside(one: Place, other: Place) -> bool:
    return one.scope == other.scope and bool(_LABEL.fullmatch(one.reading.masked, one.sums[-1].end, other.start))


def _labelled(decided: Decided) -> Decided:
    """Sums that labels part in one list: those of which nothing tells what they are for are like the next."""
    out: Decided = []
    for place, role, rule in reversed(decided):
        if out and rule == "unknown" and _beside(place, out[-1][0]) and out[-1][1] in ("award", "cap"):
            out.append((place, out[-1][1], "like_the_next"))
        else:
            out.append((place, role, rule))
    return out[::-1]


def _with_shared_period(decided: Decided, found: list[Amount]) -> list[Amount]:
    """一次性 behind such a list holds for all of it."""
    once: set[int] = set()
    by_start = {amount.start: amount for amount in found}
    for (one, _, _), (other, _, _) in zip(decided[-2::-1], decided[:0:-1], strict=True):
        last = other.sums[-1].start
        if _beside(one, other) and (last in once or by_start[last].period == "once"):
            once |= {item.start for item in one.sums}
    granted = {a.start for a in found if a.start in once and a.period is None and a.role in ("award", "cap")}
    return [a.model_copy(update={"period": "once"}) if a.start in granted else a for a in found]


def listed(reading: Reading) -> list[Listed]:
    """The lists of sums with their roles, for rules about other figures that answer to them."""
    return [_listed(place, role) for place, role, _ in _labelled(_decided(reading))]


@once
def _decided(reading: Reading) -> Decided:
    """Each list of sums with its role and the rule that gave it."""
    places: list[tuple[Place, Role]] = []
    rules: list[str] = []
    for group in groups(reading, sums(reading.folded)):
        place = place_of(reading, group, places)
        rule = decide(place)
        places.append((place, places[-1][1] if rule.name == "like_the_last" else rule.role))
        rules.append(rule.name)
    return [(place, role, rule) for (place, role), rule in zip(places, rules, strict=True)]


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


def _listed(place: Place, role: str) -> Listed:
    return Listed(place.sums, role, place.part, place.sentence, place.in_bracket, _ranges(place))


def _ranges(place: Place) -> frozenset[int]:
    """The starts of the sums that are the lower end of a range."""
    return frozenset(s.start for i, s in enumerate(place.sums) if place.is_range_start(i))
