"""Rows that an analyst can compare: each grant and tier with all that holds for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.fields.instruments import Named, named_in
from extract.grammar import nouns
from extract.grammar.ranges import range_of
from extract.grammar.reading import Reading
from extract.incentives.context import Context
from extract.incentives.costs import base_of
from extract.incentives.figures import Grant
from extract.incentives.grants import grants_in
from extract.incentives.lead import folded
from extract.incentives.parties import beneficiary_of
from extract.incentives.spread import Granted, spread
from extract.incentives.stacking import stacking_of
from extract.incentives.terms import term_of
from extract.patterns import Pattern
from extract.records import Amount, Duration, Fund, Money, Percentage, Share, TierRange
from extract.records import Span as Term

_LISTED = Pattern("listed_instruments", r"(?:、|或者?|和|及|/)[^，。；、]{0,10}")
_OWN_WORDS = 4
# 为实现入表所发生的费用: how a base comes about, no condition.
_SPENDS = Pattern("spends", r"(?:发生|产生|支付|缴纳|支出|投入)的$")


@dataclass(frozen=True, slots=True)
class Found:
    """An incentive before it has an id: positions are into the clause's text."""

    instrument: str
    start: int
    end: int
    beneficiary: str | None = None
    conditions: tuple[str, ...] = ()
    rate: Share | None = None
    base: str | None = None
    award: Money | None = None
    caps: tuple[Money, ...] = ()
    fund: Fund | None = None
    duration: Term | None = None
    tier: str | None = None
    tier_range: TierRange | None = None
    stacking: str | None = None


def incentives_in(
    reading: Reading, amounts: Sequence[Amount], percentages: Sequence[Percentage], durations: Sequence[Duration]
) -> list[Found]:
    """The incentives of a clause, in order of print."""
    context = Context(reading, durations, named_in(reading), grants_in(reading, amounts, percentages))
    return [found for grant in context.grants for found in _of_grant(context, grant)]


def _of_grant(context: Context, grant: Grant) -> Iterator[Found]:
    first = grant.first
    instrument = grant.named.instrument if grant.named else _instrument(context, grant, first)
    tiers = list(spread(grant))
    lead = context.lead(grant, first, [granted.tier for granted in tiers if granted.tier])
    base = None if grant.is_budget else base_of(context.reading, grant, lead, instrument)
    lead.base = base
    beneficiary = beneficiary_of(context, grant, lead, base)
    conditions = [c for c in lead.texts(beneficiary) if not base or not _only_base(context.reading, c, base)]
    common = Found(
        instrument=instrument,
        start=_start(context.reading, grant),
        end=_end(context.reading, grant),
        beneficiary=beneficiary,
        conditions=tuple(conditions),
        base=base,
        duration=term_of(context, grant),
        stacking=stacking_of(context.reading, grant, context.grants),
    )
    own_party = beneficiary if beneficiary and nouns.is_party(folded(context.reading, beneficiary)) else None
    context.party = lead.receiver or lead.party or lead.party_before or own_party or context.party
    labelled = beneficiary is None or (len(tiers) > 1 and any(granted.tier == beneficiary for granted in tiers))
    parties = labelled and all(_names_party(context.reading, granted.tier, conditions) for granted in tiers)
    yield from (_tiered(common, granted, parties, len(tiers) == 1) for granted in tiers)


def _names_party(reading: Reading, tier: str | None, conditions: Sequence[str]) -> bool:
    """Whether a label names who receives; not 获评示范企业、优势企业, where it is what was won."""
    return tier is not None and nouns.is_party(folded(reading, tier)) and not any(tier in condition for condition in conditions)


def _only_base(reading: Reading, condition: str, base: str) -> bool:
    """Whether a condition says no more than what the grant is measured by."""
    if condition in base:
        return True
    read = folded(reading, condition)
    owner = nouns.subject(read)
    said = condition[owner.rest : -len(base)] if owner and owner.kind == nouns.PARTY else condition[: -len(base)]
    spends = _SPENDS.search(said) is not None
    return condition.endswith(base) and (spends or (len(said) <= _OWN_WORDS and not nouns.is_act(read)))


def _tiered(common: Found, granted: Granted, parties: bool, alone: bool) -> Found:
    """One tier of a grant; a single label that names the recipient is no tier."""
    tier, beneficiary = granted.tier, common.beneficiary
    if parties:
        beneficiary = tier
    if tier and alone and tier.endswith(beneficiary or "的"):
        tier = None
    figures = {name: getattr(granted, name) for name in ("rate", "award", "caps", "fund")}
    return replace(common, beneficiary=beneficiary, tier=tier, tier_range=_range(tier), **figures)


def _range(tier: str | None) -> TierRange | None:
    """The sums between which a tier holds, as its label states them."""
    found = range_of(tier) if tier else None
    if found is None:
        return None
    return TierRange(
        measure=found.measure,
        minimum=found.minimum,
        minimum_included=found.minimum_included,
        maximum=found.maximum,
        maximum_included=found.maximum_included,
        is_part=found.is_part,
    )


_FAR = 800  # characters


def _instrument(context: Context, grant: Grant, first: int) -> str:
    """The instrument named behind the figures of a grant, else before them, else the clause's last."""
    own, aside = context.reading.segment(first), context.reading.bracket(first)
    around = [n for n in context.named if grant.start - _FAR <= n.start < grant.part.end + _FAR]
    named = [n for n in around if context.reading.bracket(n.start) == aside] or [n for n in context.named if not _included(context, n)]
    behind = [n for n in named if grant.start <= n.start and first <= n.start < grant.part.end]
    before = [n for n in named if grant.start <= n.start < first]
    near = [n for n in behind if n.start < own.end] or [n for n in before if n.start >= own.start]
    chosen = near or [n for n in behind if n.start <= grant.end + 30] or before[-1:] or behind
    if chosen:
        return _first_of_list(context, chosen[0])
    earlier = [n for n in named if n.start < first]
    later = [n for n in named if n.start >= first]
    return (earlier[-1:] or later[:1] or [Named("支持", 0, 0)])[0].instrument


def _included(context: Context, named: Named) -> bool:
    """Whether an instrument is only part of what a bracket counts in: （含费用减免）."""
    bracket = context.reading.bracket(named.start)
    return bracket is not None and context.reading.folded.startswith(("含", "包括", "不含"), bracket.start)


def _first_of_list(context: Context, named: Named) -> str:
    """Of several instruments for one grant (补助或贴息), the first."""
    first = named
    for other in reversed([n for n in context.named if n.end <= named.start]):
        between = context.reading.folded[other.end : first.start]
        if not _LISTED.fullmatch(between):
            break
        first = other
    return first.instrument


def _start(reading: Reading, grant: Grant) -> int:
    """The start of a grant, past the stop that parts it from the one before."""
    start = grant.start
    while start < grant.end - 1 and reading.folded[start] in "，。；、 \n":
        start += 1
    return start


def _end(reading: Reading, grant: Grant) -> int:
    """The end of the segment in which the grant's last figure stands."""
    return max(grant.end, min(reading.segment(grant.end - 1).end, grant.part.end))
