"""Why a figure has its role and its bound: the rule that fired, the words it saw, and the rules that came too late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from extract import lexicon
from extract.fields import percentages, roles, share_roles
from extract.fields.places import Place, groups, place_of
from extract.grammar.bounds import Bound
from extract.grammar.money import sums
from extract.grammar.reading import Reading
from extract.grammar.shares import shares


class Reason(NamedTuple):
    """What decided on one figure: its place in the text, the rule, the cues beside it, and what else would have held."""

    start: int
    end: int
    kind: str
    rule: str
    role: str
    sentence: str
    cues: tuple[str, ...]
    rejected: tuple[tuple[str, str], ...]  # rules further down the table that hold as well, with the role each would have given


def reasons(text: str) -> list[Reason]:
    """Why each figure of a clause's text is what it is, in order of print."""
    reading = Reading(text)
    return sorted([*_of_amounts(reading), *_of_percentages(reading)])


def why(kind: str, rule: str) -> str:
    """A rule in an analyst's words."""
    return next(row["why"] for row in lexicon.table("explanations") if (row["kind"], row["rule"]) == (kind, rule))


def _of_amounts(reading: Reading) -> Iterator[Reason]:
    places: list[tuple[Place, Any]] = []
    for group in groups(reading, sums(reading.folded)):
        place = place_of(reading, group, places)
        held = [rule for rule in roles.RULES if rule.holds(place)]
        role = places[-1][1] if held[0].name == "like_the_last" else held[0].role
        places.append((place, role))
        yield from _reasons("amount", place, role, held, place.left)


def _of_percentages(reading: Reading) -> Iterator[Reason]:
    places: list[tuple[Place, Any]] = []
    for group in groups(reading, shares(reading.folded)):
        place = place_of(reading, group, places)
        bound = percentages.bound_of(place)
        held = [rule for rule in share_roles.RULES if rule.holds(place, bound)]
        places.append((place, held[0].role))
        yield from _reasons("percentage", place, held[0].role, held, bound)


def _reasons(kind: str, place: Place, role: str, held: list[Any], left: Bound | None) -> Iterator[Reason]:
    sentence = place.reading.text[place.sentence.start : place.sentence.end].strip()
    rejected = tuple((rule.name, rule.role) for rule in held[1:] if rule.name != "unknown")
    for item in place.sums:
        yield Reason(item.start, item.end, kind, held[0].name, role, sentence, _cues((left, place.right)), rejected)


def _cues(bounds: Iterable[Bound | None]) -> tuple[str, ...]:
    return tuple(bound.cue for bound in bounds if bound is not None)
