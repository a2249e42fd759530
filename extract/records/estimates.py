"""What an incentive yields: the upper bound that its text grants for a base, or why the text leaves it open."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.records.base import Figure, Per, Period, Record, about

if TYPE_CHECKING:
    from extract.records.incentives import Incentive, Money, TierRange


class Estimate(Record):
    """The upper bound that a text grants for a base: 测算上限，不构成承诺."""

    value: Figure | None = about(
        "测算上限（元）", "The upper bound in the currency's base unit; null where the text leaves it open", 500000, None
    )
    currency: str = about("币种", "ISO 4217 code", "CNY", "CNY")
    reason: str | None = about("未测算原因", "Why there is no value", "需要基数：项目投资额", None)
    steps: tuple[str, ...] = about("测算过程", "How the value came about, step by step", ["项目投资额 × 0.3"], ())
    per: Per | None = about("计量口径", "What the value holds for", "enterprise", None)
    per_text: str | None = about("口径原文", "The unit as printed", "同一企业", None)
    period: Period | None = about("频次", "year 每年, month 每月, once 一次性", "year", None)
    unchecked: tuple[str, ...] = about("未核对条件", "What must hold besides, as printed", ["首次纳入统计"], ())


def estimated(incentive: Incentive, base: Decimal | None) -> Estimate:
    """The upper bound of an incentive for a base; the first of its rules that applies decides."""
    unchecked = tuple(_unchecked(incentive))
    if base is not None and base < 0:
        return Estimate(reason="基数不能为负", unchecked=unchecked)
    if incentive.tier_range and base is not None and _measures_base(incentive) and not _fits(incentive.tier_range, base):
        return Estimate(reason=f"基数不在本档范围内：{incentive.tier}", unchecked=unchecked)
    if incentive.rate is not None and incentive.award is not None:
        return Estimate(reason="同时写有比例和定额，文中未说明如何合计", unchecked=unchecked)
    for rule in (_of_rate, _of_award, _of_caps):
        found = rule(incentive, base)
        if found is not None:
            return found.model_copy(update={"unchecked": unchecked})
    reason = "只写明资金总规模，未写明单项标准" if incentive.fund else "未写明金额或比例"
    return Estimate(reason=reason, unchecked=unchecked)


def _of_rate(incentive: Incentive, base: Decimal | None) -> Estimate | None:
    rate = incentive.rate
    if rate is None:
        return None
    if base is None:
        return Estimate(reason=f"需要基数：{incentive.base or '文中未写明'}")
    if rate.comparator in (">=", ">"):
        open_end = _of_caps(incentive, base)
        return open_end or Estimate(reason="比例只有下限，没有上限")
    part = _counted(incentive, base)
    steps = [f"{incentive.base or '基数'} {part:f} × {rate.value:f} = {part * rate.value:f}"]
    return _held(incentive, part * rate.value, None, steps)


def _of_award(incentive: Incentive, base: Decimal | None) -> Estimate | None:
    award = incentive.award
    if award is None:
        return None
    if award.comparator in (">=", ">"):
        return _of_caps(incentive, base) or Estimate(reason="定额只有下限，没有上限")
    return _held(incentive, award.value, award, [f"定额 {award.value:f}"])


def _of_caps(incentive: Incentive, base: Decimal | None) -> Estimate | None:
    if not incentive.caps:
        return None
    first = min(incentive.caps, key=lambda cap: cap.value)
    return _held(incentive, first.value, first, [f"上限 {first.value:f}"])


def _held(incentive: Incentive, value: Decimal, by: Money | None, steps: list[str]) -> Estimate:
    """A value held by the caps in its currency; the one that holds it says per whom and how often."""
    currency = by.currency if by else next((cap.currency for cap in incentive.caps), "CNY")
    for cap in incentive.caps:
        if cap.currency == currency and cap.value < value:
            value, by = cap.value, cap
            steps.append(f"受上限约束 {cap.value:f}" + (f"（{cap.per_text}）" if cap.per_text else ""))
    where = by or next(iter(incentive.caps), None)
    return Estimate(
        value=value,
        currency=currency,
        steps=tuple(steps),
        per=where.per if where else None,
        per_text=where.per_text if where else None,
        period=where.period if where else None,
    )


def _measures_base(incentive: Incentive) -> bool:
    """Whether a tier's range is one of the base itself: its label names no other measure."""
    measure = incentive.tier_range.measure if incentive.tier_range else None
    return measure is None or (incentive.base is not None and (measure in incentive.base or incentive.base in measure))


def _fits(ends: TierRange, base: Decimal) -> bool:
    if ends.minimum is not None and (base < ends.minimum or (base == ends.minimum and not ends.minimum_included)):
        return False
    if ends.is_part or ends.maximum is None:
        return True
    return base < ends.maximum or (base == ends.maximum and ends.maximum_included)


def _counted(incentive: Incentive, base: Decimal) -> Decimal:
    """The base, or the part of it between a tier's ends where only that counts."""
    ends = incentive.tier_range
    if ends is None or not ends.is_part or not _measures_base(incentive):
        return base
    return (base if ends.maximum is None else min(base, ends.maximum)) - (ends.minimum or 0)


def _unchecked(incentive: Incentive) -> Iterator[str]:
    """What must hold besides: conditions, a tier that the base does not decide, how grants combine, what binds the document."""
    yield from incentive.conditions
    if incentive.tier and not (incentive.tier_range and _measures_base(incentive)):
        yield incentive.tier
    if incentive.stacking:
        yield incentive.stacking
    yield from (rule.text for rule in (*incentive.inherited.eligibility, *incentive.inherited.stacking))
