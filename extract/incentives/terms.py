"""How long a grant runs: the duration in its words, beside it, or in a sentence of its own behind it."""

from __future__ import annotations

from extract.incentives.context import Context
from extract.incentives.figures import Grant
from extract.patterns import Pattern
from extract.records import Span as Term


def term_of(context: Context, grant: Grant) -> Term | None:
    """How long a grant runs, as said in its own words, before the figures of its part, or behind them."""
    until = min((g.start for g in context.grants if grant.start < g.start < grant.part.end), default=grant.part.end)
    labels = [item.tier for group in (grant.rate, grant.award, *grant.caps) if group for item in group.items if item.tier]
    durations = [d for d in context.durations if not any(label.startswith(d.text) for label in labels)]  # 前三年90%、后两年80%
    inside = [d for d in durations if grant.start - 1 <= d.start < until]
    beside = [g for g in context.grants if g.part == grant.part]
    shared = (d for d in durations if grant.part.start <= d.start < beside[0].first)
    inside = inside or [d for d in shared if grant is beside[0] or context.reading.folded[d.start] not in "前首头后"]
    sentence = context.reading.sentence(grant.start)
    following = min((g.start for g in context.grants if g.start >= grant.part.end), default=sentence.end)
    behind = [d for d in durations if grant.part.end <= d.start < min(following, sentence.end)]
    chosen = inside or behind or [d for d in durations if _of_term(context, grant, d.start) or _of_general(context, grant, d.start)]
    return Term(value=chosen[0].value, unit=chosen[0].unit, comparator=chosen[0].comparator) if chosen else None


# 补贴期限：最长不超过3年。 in a sentence of its own, or a segment of the grant's part, behind the grant.
_TERM = Pattern(
    "term_of_grant",
    r"(?:\([一二三四五\d]\))?(?:每[个家]?[^，。；\d]{1,6})?(?:[^，。；\d]{0,16}(?:补[贴助]|奖[励补]|扶持|支持|资助|贴息|享受|租赁|减免)(?:期限?|时限|年限)|连?续?(?:补[贴助]|享受)[\d一二两三四五]+年)",
)


def _of_term(context: Context, grant: Grant, at: int) -> bool:
    """Whether a term behind a grant holds for it: said in its part, in a part or sentence without a grant; not in another's part."""
    reading = context.reading
    sentence, part = reading.sentence(at), reading.part(at)
    beside = sentence.start <= grant.start < sentence.end
    if part != grant.part and beside and any(g.part == part for g in context.grants):
        return False
    own = reading.segment(at) if beside else sentence
    return own.start > grant.start and _TERM.match(reading.folded, own.start, own.end) is not None


def _of_general(context: Context, grant: Grant, at: int) -> bool:
    """Whether a term holds for all that follows: said with a grant in general, before the sentences that say it in figures."""
    sentence = context.reading.sentence(at)
    alone = not any(sentence.start <= g.start < sentence.end for g in context.grants)
    return alone and sentence.end <= grant.start and _TERM.match(context.reading.folded, *context.reading.segment(at)) is not None
