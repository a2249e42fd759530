"""Rows that an analyst can compare: each grant and tier with all that holds for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import cast

from extract.fields.instruments import Named, named_in
from extract.grammar import nouns
from extract.grammar.ranges import range_of
from extract.grammar.reading import Reading, Span, once
from extract.incentives.context import Context
from extract.incentives.costs import base_of
from extract.incentives.figures import Grant
from extract.incentives.grants import grants_in
from extract.incentives.lead import Lead
from extract.incentives.spread import Granted, spread
from extract.patterns import Pattern, Signed
from extract.records import Amount, Duration, Fund, Money, Percentage, Share, TierRange
from extract.records import Span as Term
from extract.text import fold, squeeze

STACKING = Signed(
    "stacking_phrase",
    r"""(?:就高不就低|[^，。；()]{0,30}(?:从优|从高|就高|不重复(?:享受|奖励|支持|补贴|资助|兑现)?|不[得可能]?(?:重复|叠加|同时|再)(?:享受|发放|申[请报]|补[助贴])|不得重复|不叠加
     |不再重复|不可兼得|不得兼得)[^，。；()]{0,20}
     |不(?:再|得|可)?与[^，。；()]{2,30}(?:同时|重复|叠加|兼得)[^，。；()]{0,8})""",
    sign=r"从优|从高|就高|重复|叠加|同时|兼得|不[得可能]?再",
    stops="，。；()",
)
_OF_ALL = Pattern("stacking_of_all", r"(?:以上|上述|同一[^，。；]{1,6}|各项|所有|本[条项款])")
_LISTED = Pattern("listed_instruments", r"(?:、|或者?|和|及|/)[^，。；、]{0,10}")
_MEASURED = Pattern("unit_words", r"^(?:每一?|单一?|同一?|各|任一)(?:家|户|个|名|位|所|间|人(?!才|员)|项)*")

_OWN_WORDS = 4
# 为实现入表所发生的费用: how a base comes about, no condition.
_SPENDS = Pattern("spends", r"(?:发生|产生|支付|缴纳|支出|投入)的$")
_START = attrgetter("start")


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
    first = _first(grant)
    instrument = grant.named.instrument if grant.named else _instrument(context, grant, first)
    tiers = list(spread(grant))
    lead = context.lead(grant, first, [granted.tier for granted in tiers if granted.tier])
    base = base_of(context.reading, grant, instrument)
    beneficiary = _beneficiary(context, grant, lead)
    conditions = [c for c in lead.texts(beneficiary) if not base or not _only_base(c, base)]
    common = Found(
        instrument=instrument,
        start=_start(context.reading, grant),
        end=_end(context.reading, grant),
        beneficiary=beneficiary,
        conditions=tuple(conditions),
        base=base,
        duration=_duration(context, grant),
        stacking=_stacking(context.reading, grant, context.grants),
    )
    context.party = lead.receiver or lead.party or lead.party_before or context.party
    parties = beneficiary is None and all(g.tier and nouns.is_party(fold(g.tier)) for g in tiers)
    yield from (_tiered(common, granted, parties) for granted in tiers)


def _only_base(condition: str, base: str) -> bool:
    """Whether a condition says no more than what the grant is measured by."""
    if condition in base:
        return True
    owner = nouns.subject(fold(condition))
    said = condition[owner.rest : -len(base)] if owner and owner.kind == nouns.PARTY else condition[: -len(base)]
    spends = _SPENDS.search(said) is not None
    return condition.endswith(base) and (spends or (len(said) <= _OWN_WORDS and not nouns.is_act(fold(condition))))


def _tiered(common: Found, granted: Granted, parties: bool) -> Found:
    """One tier of a grant; a label that names the recipient is no tier."""
    tier, beneficiary = granted.tier, common.beneficiary
    if parties:
        beneficiary = tier
    if tier == beneficiary:
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


def _first(grant: Grant) -> int:
    """Where the first figure of a grant stands, or the instrument that it grants without figures."""
    groups = [g for g in (grant.rate, grant.award, grant.fund, *grant.caps) if g is not None and g.start >= grant.start]
    return min((g.start for g in groups), default=grant.named.start if grant.named else grant.end)


def _instrument(context: Context, grant: Grant, first: int) -> str:
    """The instrument named behind the figures of a grant, else before them, else the clause's last."""
    own = context.reading.segment(first)
    behind = [n for n in context.named if grant.start <= n.start and first <= n.start < grant.part.end]
    before = [n for n in context.named if grant.start <= n.start < first]
    near = [n for n in behind if n.start < own.end] or [n for n in before if n.start >= own.start]
    chosen = near or [n for n in behind if n.start <= grant.end + 30] or before[-1:] or behind
    if chosen:
        return _first_of_list(context, chosen[0])
    earlier = [n for n in context.named if n.start < first]
    later = [n for n in context.named if n.start >= first]
    return (earlier[-1:] or later[:1] or [Named("支持", 0, 0)])[0].instrument


def _first_of_list(context: Context, named: Named) -> str:
    """Of several instruments for one grant (补助或贴息), the first."""
    first = named
    for other in reversed([n for n in context.named if n.end <= named.start]):
        between = context.reading.folded[other.end : first.start]
        if not _LISTED.fullmatch(between):
            break
        first = other
    return first.instrument


def _beneficiary(context: Context, grant: Grant, lead: Lead) -> str | None:
    """The object of the grant, a party that its words name, the unit of its cap, the undertaking, the party before."""
    return (
        lead.receiver
        or lead.party
        or _unit_party(grant)
        or lead.party_before
        or _self_paying(context.reading, grant)
        or lead.undertaking
        or (lead.provider if not lead.has_object else None)
        or context.party
    )


def _unit_party(grant: Grant) -> str | None:
    for group in (*grant.caps, *((grant.award,) if grant.award else ())):
        item = cast("Amount", group.items[0])
        if item.per in ("enterprise", "person") and item.per_text:
            name = _party_in(item.per_text)
            if name:
                return name
    return None


# The recipient that bears the rest itself: 其余部分由企业自筹.
_SELF_PAYING = Pattern(
    "self_paying", r"(?:其余|剩余|余下|不足)[^，。；]{0,6}由(?P<party>[^，。；]{2,12}?)(?:自筹|自行|承担|负担|自理|解决)"
)


def _self_paying(reading: Reading, grant: Grant) -> str | None:
    match = _SELF_PAYING.search(reading.masked, grant.end, grant.part.end)
    return nouns.shown(reading.text[slice(*match.span("party"))]) if match and nouns.is_party(match["party"]) else None


def _party_in(unit: str) -> str | None:
    """The organisation or person in the name of a unit: 每家企业, 單個機構, 每个剧团租金."""
    folded = fold(unit)
    start = match.end() if (match := _MEASURED.match(folded)) else 0
    noun = folded[start:].removesuffix("年度")
    if len(noun) >= 2 and nouns.is_party(noun):
        return unit[start : start + len(noun)]
    subject = nouns.subject(noun + "为")
    return unit[start : start + subject.end] if subject and subject.kind == nouns.PARTY else None


def _duration(context: Context, grant: Grant) -> Term | None:
    until = min((g.start for g in context.grants if grant.start < g.start < grant.part.end), default=grant.part.end)
    inside = [d for d in context.durations if grant.start - 1 <= d.start < until]
    beside = [g for g in context.grants if g.part == grant.part]
    inside = inside or [d for d in context.durations if grant.part.start <= d.start < _first(beside[0])]
    sentence = context.reading.sentence(grant.start)
    following = min((g.start for g in context.grants if g.start >= grant.part.end), default=sentence.end)
    behind = [d for d in context.durations if grant.part.end <= d.start < min(following, sentence.end)]
    chosen = inside or behind or [d for d in context.durations if _of_term(context.reading, grant, d.start)]
    return Term(value=chosen[0].value, unit=chosen[0].unit, comparator=chosen[0].comparator) if chosen else None


# 补贴期限：最长不超过3年。 in a sentence of its own, or a segment of the grant's part, behind the grant.
_TERM = Pattern("term_of_grant", r"(?:\([一二三四五\d]\))?(?:补[贴助]|奖[励补]|扶持|支持|资助|贴息|享受|租赁|减免)(?:期限?|时限|年限)")


def _of_term(reading: Reading, grant: Grant, at: int) -> bool:
    sentence, segment = reading.sentence(at), reading.segment(at)
    own = segment if grant.part.start <= at < grant.part.end else sentence
    return own.start > grant.start and _TERM.match(reading.folded, own.start, own.end) is not None


def _stacking(reading: Reading, grant: Grant, grants: list[Grant]) -> str | None:
    """How the grant combines with others: said in its part, or behind it for all grants of the clause."""
    said = _stackings(reading)
    here = bisect_left(said, grant.part.start, key=_START)
    behind = bisect_left(said, grant.part.end, lo=here, key=_START)
    found = said[here] if here < behind else next((s for s in said[behind:] if _binds(reading, grant, grants, s.start)), None)
    return squeeze(reading.text[found.start : found.end]).strip("，。；") if found else None


@once
def _stackings(reading: Reading) -> tuple[Span, ...]:
    """Every place of a clause that says how grants combine, part by part."""
    return tuple(Span(m.start(), m.end()) for part in reading.parts for m in STACKING.finditer(reading.folded, part.start, part.end))


def _binds(reading: Reading, grant: Grant, grants: list[Grant], at: int) -> bool:
    """Whether what is said behind a grant binds it: of 以上各项, in a sentence without a grant, beside a cap that limits it."""
    if _OF_ALL.match(reading.folded, reading.segment(at).start):
        return True
    sentence = reading.sentence(at)
    if sentence.start >= grant.part.end and not any(sentence.start <= g.start < sentence.end for g in grants):
        return True
    return any(sentence.start <= cap.start < sentence.end for cap in grant.caps if cap.start >= grant.part.end)


def _start(reading: Reading, grant: Grant) -> int:
    """The start of a grant, past the stop that parts it from the one before."""
    start = grant.start
    while start < grant.end - 1 and reading.folded[start] in "，。；、 \n":
        start += 1
    return start


def _end(reading: Reading, grant: Grant) -> int:
    """The end of the segment in which the grant's last figure stands."""
    return max(grant.end, min(reading.segment(grant.end - 1).end, grant.part.end))
