"""Who receives a grant: the object of granting, a party in its words, the unit of its cap, the undertaking, the party before."""

from __future__ import annotations

from typing import cast

from extract.grammar import names, nouns, sums
from extract.grammar.reading import Reading
from extract.incentives.context import Context
from extract.incentives.figures import Grant
from extract.incentives.lead import Lead, folded
from extract.patterns import Pattern
from extract.records import Amount

_MEASURED = Pattern("unit_words", r"^(?:每一?|单一?|同一?|各|任一)(?:家|户|个|名|位|所|间|人(?!才|员)|项)*")


def beneficiary_of(context: Context, grant: Grant, lead: Lead, base: str | None) -> str | None:
    """The object of the grant, a party that its words name, the unit of its cap, the undertaking, the party before."""
    return (
        lead.receiver
        or lead.party
        or _unit_party(context.reading, grant)
        or lead.party_before
        or _self_paying(context.reading, grant)
        or lead.undertaking
        or _whose_base(context.reading, grant, base)
        or (lead.provider if not lead.has_object else None)
        or (None if grant.is_budget else context.party)
    )


# 按照|申请人|实际发生服务费用, 补贴|参展企业|展位费: the words between what leads into a base and the base.
_BEFORE_BASE = Pattern("before_base", r".*(?:按照?|不超过|给予|予以|补贴|补助|奖励|资助)其?(?P<owner>[^，。；的\d]{0,12}?)的?")


def _whose_base(reading: Reading, grant: Grant, base: str | None) -> str | None:
    """The party whose cost or loan a grant is measured by: 企业研发费用, 申请人实际发生费用."""
    at = reading.text.find(base, grant.part.start, grant.part.end) if base else -1
    if base is None or at < 0:
        return None
    before = _BEFORE_BASE.fullmatch(reading.masked, max(reading.segment(at).start, at - 24), at)
    start = before.start("owner") if before else at
    text = reading.masked[start : at + len(base)]
    unit = _MEASURED.match(text)
    start += unit.end() if unit else 0
    text = text[unit.end() if unit else 0 :]
    subject = nouns.subject(text)
    end = subject.end if subject else sums.owner(text)
    return names.shown(reading.text[start : start + end]) if end > 1 and nouns.is_party(text[:end]) else None


def _unit_party(reading: Reading, grant: Grant) -> str | None:
    for group in (*grant.caps, *((grant.award,) if grant.award else ())):
        item = cast("Amount", group.items[0])
        if item.per in ("enterprise", "person") and item.per_text:
            name = _party_in(reading, item.per_text)
            if name:
                return name
    return None


# The recipient that bears the rest itself: 其余部分由企业自筹.
_SELF_PAYING = Pattern(
    "self_paying", r"(?:其余|剩余|余下|不足)[^，。；]{0,6}由(?P<party>[^，。；]{2,12}?)(?:自筹|自行|承担|负担|自理|解决)"
)


def _self_paying(reading: Reading, grant: Grant) -> str | None:
    match = _SELF_PAYING.search(reading.masked, grant.end, grant.part.end)
    return names.shown(reading.text[slice(*match.span("party"))]) if match and nouns.is_party(match["party"]) else None


def _party_in(reading: Reading, unit: str) -> str | None:
    """The organisation or person in the name of a unit: 每家企业, 單個機構, 每个剧团租金."""
    read = folded(reading, unit)
    start = match.end() if (match := _MEASURED.match(read)) else 0
    noun = read[start:].removesuffix("年度")
    if len(noun) >= 2 and nouns.is_party(noun) and nouns.is_name(noun) and not any(sign.isdigit() for sign in noun):
        return unit[start : start + len(noun)]
    subject = nouns.subject(noun + "为")
    return unit[start : start + subject.end] if subject and subject.kind == nouns.PARTY else None
