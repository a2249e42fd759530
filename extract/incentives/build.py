"""Rows that an analyst can compare: each grant and tier with all that holds for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from extract.fields.instruments import Named, named_in
from extract.grammar.reading import Reading, Span
from extract.incentives.grants import Figures, Grant, grants_in
from extract.incentives.leads import Lead, read_lead
from extract.patterns import Pattern
from extract.records import Amount, Duration, Fund, Money, Percentage, Share
from extract.records import Span as Term
from extract.text import squeeze

STACKING = Pattern(
    "stacking_phrase",
    r"[^，。；()]{0,30}(?:从优|从高|就高不就低|不重复(?:享受|奖励|支持|补贴|资助)?|不得?(?:重复|叠加|同时)享受|不得重复|不叠加|不再重复|不与[^，。；()]{2,20}(?:同时|重复|叠加)|不可兼得)[^，。；()]{0,20}|不与[^，。；()]{2,24}叠加",
)


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
    stacking: str | None = None


@dataclass
class Context:
    """A clause with its fields, and what was said of earlier grants in it."""

    reading: Reading
    durations: Sequence[Duration]
    named: list[Named]
    party: str | None = None
    leads: dict[int, Lead] = field(default_factory=dict)


def incentives_in(
    reading: Reading, amounts: Sequence[Amount], percentages: Sequence[Percentage], durations: Sequence[Duration]
) -> list[Found]:
    """The incentives of a clause, in order of print."""
    context = Context(reading, durations, named_in(reading))
    return [found for grant in grants_in(reading, amounts, percentages) for found in _of_grant(context, grant)]


def _of_grant(context: Context, grant: Grant) -> Iterator[Found]:
    first = grant.named.start if grant.named else _first_figure(grant)
    lead = _lead(context, Span(grant.start, first))
    instrument = grant.named.instrument if grant.named else _instrument(context, grant, first)
    base = _base(context, grant, instrument)
    conditions = [c for c in lead.conditions if not base or (base not in c and c not in base)]
    if grant.fund is not None:
        conditions = [c for c in conditions if len(c) > 4]
    common = Found(
        instrument=instrument,
        start=grant.start,
        end=_end(context.reading, grant),
        beneficiary=_beneficiary(context, grant, lead),
        conditions=tuple(conditions),
        base=base,
        duration=_duration(context, grant),
        stacking=_stacking(context.reading, grant.part),
    )
    context.party = lead.receiver or lead.party or context.party
    yield from _tiers(common, grant)


def _first_figure(grant: Grant) -> int:
    groups = [g for g in (grant.rate, grant.award, grant.fund, *grant.caps) if g is not None and g.start >= grant.start]
    return min((g.start for g in groups), default=grant.end)


def _tiers(common: Found, grant: Grant) -> Iterator[Found]:
    """One incentive a tier; what is the same for all stands in each."""
    lists = [g for g in (grant.rate, grant.award, *grant.caps) if g is not None and _is_list(g)]
    count = max((_length(g) for g in lists), default=1)
    for index in range(count):
        yield replace(
            common,
            rate=_rate(grant.rate, index, count),
            award=_award(grant.award, index, count),
            caps=tuple(_caps(grant, index, count)),
            fund=_fund(grant.fund),
            tier=_tier(lists, index) if count > 1 else _single_tier(grant),
        )


def _is_list(group: Figures) -> bool:
    return _length(group) > 1


def _units(group: Figures) -> list[tuple[Amount | Percentage, ...]]:
    """The figures of a list, the two ends of a range as one."""
    out: list[tuple[Amount | Percentage, ...]] = []
    for item in group.items:
        last = out[-1][-1] if out else None
        if (
            last is not None
            and last.comparator == ">="
            and item.comparator in ("<=", "<")
            and len(out[-1]) == 1
            and last.value < item.value
        ):
            out[-1] = (last, item)
        else:
            out.append((item,))
    return out


def _length(group: Figures) -> int:
    return len(_units(group))


def _at(group: Figures, index: int, count: int) -> tuple[Amount | Percentage, ...]:
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
    if grant.model is not None:
        yield from _caps(grant.model, 0, 1)


def _fund(group: Figures | None) -> Fund | None:
    if group is None:
        return None
    item = cast("Amount", group.items[0])
    return Fund(value=item.value, currency=item.currency, comparator=item.comparator, period=item.period)


def _tier(lists: list[Figures], index: int) -> str | None:
    for group in sorted(lists, key=lambda g: g.kind != "award"):
        ends = _at(group, index, _length(group))
        if ends[-1].tier:
            return ends[-1].tier
    return None


def _single_tier(grant: Grant) -> str | None:
    groups = [g for g in (grant.award, *grant.caps, grant.rate) if g is not None]
    return next((item.tier for g in groups for item in g.items if item.tier), None)


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


_LISTED = Pattern("listed_instruments", r"(?:、|或者?|和|及|/)[^，。；、]{0,10}")


def _lead(context: Context, span: Span) -> Lead:
    """What stands before the grant in its part; where that says nothing, what its sentence or the one before says."""
    reading = context.reading
    lead = read_lead(reading, span)
    part, sentence = reading.part(span.start), reading.sentence(span.start)
    silent = not lead.conditions and lead.party is None and lead.undertaking is None
    if silent and (part.start > sentence.start or span.start > part.start):
        before = context.leads.get(sentence.start)
        if before:
            lead = Lead(lead.receiver or before.receiver, before.party, before.undertaking, list(before.conditions))
    elif not lead.conditions and sentence.start not in context.leads:
        urged = _urged_before(context, sentence)
        if urged and not (lead.party and lead.receiver is None):
            undertaking = lead.undertaking or urged.undertaking
            lead = Lead(lead.receiver, lead.party or urged.party, undertaking, urged.conditions)
    context.leads.setdefault(sentence.start, lead)
    return lead


_URGES = Pattern("urging_sentence", r"(?:[ \-—•·\d.、()①-⑳]*)(?:鼓励|支持|对)")


def _urged_before(context: Context, sentence: Span) -> Lead | None:
    """The act that the sentence before urges, when it grants nothing itself."""
    reading = context.reading
    before = [s for s in reading.sentences if s.end <= sentence.start]
    if not before or before[-1].start in context.leads:
        return None
    last = before[-1]
    if not _URGES.match(reading.folded, last.start, last.end) or last.end - last.start > 80:
        return None
    return read_lead(reading, last)


def _base(context: Context, grant: Grant, instrument: str) -> str | None:
    if grant.rate is not None:
        for source in (grant, grant.model):
            shares = [cast("Percentage", item) for item in source.rate.items] if source and source.rate else []
            base = next((s.base for s in shares if s.base), None)
            if base:
                return base
        return None
    span = Span(grant.start, max(grant.end, grant.named.end if grant.named else grant.end))
    return _base_without_rate(context.reading, span) or _named_base(context.reading, instrument, span, grant.part)


_UNRATED = Pattern(
    "base_without_rate",
    r"(?:按照?|依据|根据|对)(?P<base>[^，。；]{2,40}?)(?:的一定比例|一定比例|给予|予以|分档|进行|，给予)",
)
_COST = Pattern(
    "cost_noun", r"(?:费用?|款|额|投资|投入|支出|成本|租金|保费|利息|收入|税|价格?|贷款|资本|留成|贡献|开支|造价|经费|年费|薪酬|人数|面积)$"
)
_LOAN_BASE = Pattern("loan_base", r"(?P<base>[^，。；给予的%\d]{0,16}贷款)(?:的)?贴息|(?:取得|获得|使用)(?P<loan>[^，。；的]{0,12}贷款)")
_COST_BASE = Pattern("cost_base", r"元(?:的)?(?P<base>[^，。；的]{2,12}?(?:投资|费用|租金|保费|贷款))(?:补助|补贴)")
_RENT_BASE = Pattern("rent_base", r"(?P<base>租金|房租|场租)(?:减免|补贴|优惠)?")


def _base_without_rate(reading: Reading, span: Span) -> str | None:
    """X的一定比例, 按X给予, 对X给予补贴: only a sum is a base."""
    for match in _UNRATED.finditer(reading.masked, span.start, span.end):
        base = match["base"].rsplit("的", 1)[-1] if match["base"].endswith("的") else match["base"]
        if _COST.search(base):
            return squeeze(reading.text[match.start("base") : match.start("base") + len(match["base"])]).strip("的")
    return None


def _beneficiary(context: Context, grant: Grant, lead: Lead) -> str | None:
    """The object of the grant, a party that its words name, the unit of its cap, the party before, the undertaking."""
    return lead.receiver or lead.party or _unit_party(context.reading, grant) or lead.undertaking or context.party


_MEASURED = Pattern("unit_words", r"^(?:每一?|单|同一?|各|任一)(?:家|户|个|名|位|所|间|人|项)*")


def _unit_party(reading: Reading, grant: Grant) -> str | None:
    for group in (*grant.caps, *((grant.award,) if grant.award else ())):
        item = cast("Amount", group.items[0])
        if item.per in ("enterprise", "person") and item.per_text:
            noun = _MEASURED.sub("", item.per_text)
            noun = noun.removesuffix("年度").strip("每（）()")
            if len(noun) >= 2:
                return _trim_unit(noun)
    return None


def _trim_unit(noun: str) -> str:
    lead = read_lead(Reading(noun), Span(0, len(noun)))
    return lead.party or noun


def _duration(context: Context, grant: Grant) -> Term | None:
    inside = [d for d in context.durations if grant.part.start <= d.start < grant.part.end and d.start >= grant.start - 1]
    sentence = context.reading.sentence(grant.start)
    behind = [d for d in context.durations if grant.part.end <= d.start < sentence.end]
    chosen = inside or behind
    return Term(value=chosen[0].value, unit=chosen[0].unit, comparator=chosen[0].comparator) if chosen else None


def _stacking(reading: Reading, part: Span) -> str | None:
    match = STACKING.search(reading.folded, part.start, part.end)
    return squeeze(reading.text[match.start() : match.end()]) if match else None


def _end(reading: Reading, grant: Grant) -> int:
    """The end of the segment in which the grant's last figure stands."""
    return max(grant.end, min(reading.segment(grant.end - 1).end, grant.part.end))


_TAX_BASE = Pattern("tax_base", r"(?P<base>[^，。；的对]{2,20}?(?:投入|费用|分红|收入|所得))(?:纳入|可|享受|按)")


def _named_base(reading: Reading, instrument: str, span: Span, part: Span) -> str | None:
    """The loan of a 贴息, the rent of a 减免, the income of a tax relief, the cost that the grant is named after."""
    pattern = {"贴息": _LOAN_BASE, "减免": _RENT_BASE, "税收优惠": _TAX_BASE}.get(instrument, _COST_BASE)
    found = [*pattern.finditer(reading.masked, span.start, min(part.end, span.end + 8))]
    if not found:
        return None
    name = next(name for name in ("base", "loan") if name in found[-1].groupdict() and found[-1][name])
    return squeeze(reading.text[slice(*found[-1].span(name))])
