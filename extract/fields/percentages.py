"""Percentages in a clause, each with role, comparator, base and tier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

from extract.fields import amounts
from extract.fields.bases import base_of
from extract.fields.places import Place, groups, place_of
from extract.fields.share_roles import Rule, ShareRole, decide
from extract.fields.tiers import Listed, tiers_of
from extract.grammar.bounds import Bound, bound_after, included, remark_after
from extract.grammar.reading import Reading
from extract.grammar.shares import Share, shares
from extract.patterns import Pattern
from extract.records import Percentage

Comparator = Literal["=", "<=", ">=", "<", ">"]

# Words between which and a share only its base stands.
LIMIT = Pattern(
    "share_limit",
    r"(?P<cue>最高不?(?:得)?超过|不得?超过|不高于|不多于|最高|最多|上限|至多|不得高于|不低于|不少于|不得低于|至少|最低(?!工资|生活|社会|缴费|保障|标准)|达到|达(?!产)|大于|超过|高于|突破|低于|小于|不足|少于|≥|≤)(?:[^，。；\d%]|\d年期){0,40}$",
)
_COMPARATOR = {"不低于": ">=", "不少于": ">=", "不得低于": ">=", "至少": ">=", "最低": ">=", "达到": ">=", "达": ">=", "≥": ">="}
_COMPARATOR |= {"大于": ">", "超过": ">", "高于": ">", "突破": ">", "低于": "<", "小于": "<", "不足": "<", "少于": "<"}


def find(reading: Reading) -> list[Percentage]:
    """Every percentage, in order of print."""
    places: list[tuple[Place, ShareRole]] = []
    out: list[Percentage] = []
    for group in groups(reading, shares(reading.folded)):
        place = place_of(reading, group, places)
        bound = bound_of(place)
        rule = decide(place, bound)
        base = base_of(place, out[-1].base if out and place.last is not None else None) or _kept(place, rule, out)
        places.append((place, rule.role))
        out += _records(place, rule, bound, base)
    return _with_tiers(reading, places, out)


# 对初创企业提高至60%: the share is another, its base the same.
_RAISED_TO = Pattern(
    "share_raised_to", r"(?:比例|标准|额度)?[^，。；\d]{0,4}(?:提高|上浮|上调|提升|放宽)[^，。；\d]{0,4}(?:至|到|为)[^，。；\d]{0,6}$"
)


def _kept(place: Place, rule: Rule, before: list[Percentage]) -> str | None:
    """The base that a raised share keeps from the rate before it."""
    rates = [share for share in before if share.role == "rate"]
    return rates[-1].base if rule.role == "rate" and rates and _RAISED_TO.search(place.before) else None


def _with_tiers(reading: Reading, places: list[tuple[Place, ShareRole]], found: list[Percentage]) -> list[Percentage]:
    """The shares with the labels that tell parallel rates apart; sums of the same clause may be those labels."""
    if sum(p.role == "rate" for p in found) < 2:
        return found
    own = [Listed(p.sums, role, p.part, p.sentence, p.in_bracket, _ranges(p)) for p, role in places if role == "rate"]
    others = [entry for entry in amounts.listed(reading) if entry.role == "threshold"]
    labels = tiers_of(reading, sorted([*others, *own], key=lambda entry: entry.sums[0].start))
    return [p.model_copy(update={"tier": labels[p.start]}) if p.start in labels and p.role == "rate" else p for p in found]


def _ranges(place: Place) -> frozenset[int]:
    return frozenset(s.start for i, s in enumerate(place.sums) if place.is_range_start(i))


def bound_of(place: Place) -> Bound | None:
    """The bound on a share; its base may stand between: 不超过项目投资额的30%."""
    match = LIMIT.search(place.before)
    if match is None:
        return place.left
    cue = match["cue"]
    return Bound(_COMPARATOR.get(cue, "<="), cue, cue.startswith("最"), place.scope.start + match.start())


def _records(place: Place, rule: Rule, bound: Bound | None, base: str | None) -> Iterator[Percentage]:
    for index, item in enumerate(place.sums):
        yield Percentage(
            text=place.reading.text[item.start : item.end],
            value=item.value,
            role=rule.role,
            comparator="=" if rule.name == "instalment" else _comparator(place, index, bound),
            base=base,
            start=item.start,
            end=item.end,
        )


def _comparator(place: Place, index: int, bound: Bound | None) -> Comparator:
    reading, item = place.reading, cast("Share", place.sums[index])
    until = place.sums[index + 1].start if index + 1 < len(place.sums) else place.scope.end
    right = bound_after(reading, item.end, until)
    remark = remark_after(reading, item.end)
    if place.is_range_start(index):
        return cast("Comparator", included(">=", remark))
    if index and place.is_range_start(index - 1):
        upper = right.comparator if right and right.comparator in ("<", "<=") else "<="
        return cast("Comparator", included(upper, remark))
    comparator = right.comparator if right else (bound.comparator if bound else "=")
    return cast("Comparator", included(comparator, remark))
