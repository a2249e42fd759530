"""One grant: a row that an analyst would compare."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from extract.records.base import Comparator, Figure, Per, Period, Record, about
from extract.records.documents import DocumentRule, Validity
from extract.records.estimates import Estimate, estimated
from extract.records.mentions import Department


class Share(Record):
    """The rate of an incentive."""

    value: Figure = about("比例", "The share as a fraction of one", 0.3)
    comparator: Comparator = about("比较", "The bound on it", "=", "=")
    minimum: Figure | None = about("下限", "The lower end where the text gives a range", 0.1, None)


class Money(Record):
    """A cap or a fixed sum of an incentive."""

    value: Figure = about("金额（元）", "The sum in the currency's base unit", 500000)
    currency: str = about("币种", "ISO 4217 code", "CNY", "CNY")
    comparator: Comparator = about("比较", "The bound on it", "<=", "=")
    per: Per | None = about("计量口径", "What it holds for", "enterprise", None)
    per_text: str | None = about("口径原文", "The unit as printed", "同一企业", None)
    period: Period | None = about("频次", "year 每年, month 每月, once 一次性", "year", None)


class Fund(Record):
    """The size of a fund or a quota."""

    value: Figure = about("金额（元）", "The size in the currency's base unit", 1000000000)
    currency: str = about("币种", "ISO 4217 code", "CNY", "CNY")
    comparator: Comparator = about("比较", "The bound on it", "=", "=")
    period: Period | None = about("频次", "year where it is a yearly budget", "year", None)


class Span(Record):
    """How long an incentive is granted."""

    value: Figure = about("数值", "The number of units", 3)
    unit: Literal["year", "month", "day", "quarter"] = about("单位", "year 年, quarter 季度, month 月, day 日", "year")
    comparator: Comparator = about("比较", "The bound on it", "<=", "=")


class TierRange(Record):
    """The sums of money between which a tier holds, where its label states them."""

    measure: str | None = about("衡量指标", "What is measured, as far as the label says", "年销售收入", None)
    minimum: Figure | None = about("下限（元）", "The lower end", 10000000, None)
    minimum_included: bool = about("含下限", "Whether the lower end belongs to the tier", True, True)
    maximum: Figure | None = about("上限（元）", "The upper end", 50000000, None)
    maximum_included: bool = about("含上限", "Whether the upper end belongs to the tier", True, True)
    is_part: bool = about("仅计区间内部分", "Whether only the part of a sum between the ends counts", False, False)


class Inherited(Record):
    """What binds the incentive because it binds its whole document."""

    eligibility: tuple[DocumentRule, ...] = about("适用对象", "Who may receive it", [], ())
    stacking: tuple[DocumentRule, ...] = about("叠加规则", "How it combines with others", [], ())
    validity: Validity | None = about("有效期", "How long its document holds", None, None)


class IncentiveSource(Record):
    """The policy that an incentive comes from."""

    title: str | None = about("政策来源", "Its title", "云岚市促进低空经济发展若干措施", None)
    document: str | None = about("文件编号", "Its id where it is in the run", "d3f0c1b2a4e5", None)


class Incentive(Record):
    """One grant that one recipient can obtain: a row that an analyst would compare."""

    id: str = about("事项编号", "Stable id", "i0a1b2c3d4e5")
    clause: str = about("条款编号", "Id of its clause", "c0a1b2c3d4e5")
    instrument: str = about("扶持方式", "The field's standard term", "补贴")
    beneficiary: str | None = about("扶持对象", "Who gets it, as printed", "企业", None)
    conditions: tuple[str, ...] = about("申报条件", "What must hold, as printed", ["首次纳入统计"], ())
    rate: Share | None = about("扶持比例", "The share of the base", None, None)
    base: str | None = about("计算基数", "What the share is taken of", "项目投资额", None)
    award: Money | None = about("定额", "A fixed sum", None, None)
    caps: tuple[Money, ...] = about("扶持上限", "Upper limits, each per whom and per period", [], ())
    fund: Fund | None = about("资金规模", "The size of the fund or quota", None, None)
    duration: Span | None = about("扶持期限", "How long it is granted", None, None)
    tier: str | None = about("档次", "The label that tells it from parallel grants", "一等奖", None)
    tier_range: TierRange | None = about("档次区间", "The sums between which the tier holds", None, None)
    stacking: str | None = about("叠加规则", "What its own clause says of combining it with others", "同一项目不重复享受", None)
    departments: tuple[Department, ...] = about("责任单位", "Bodies responsible for it", [], ())
    inherited: Inherited = about("整体规则", "What binds the whole document", {}, Inherited())
    source: IncentiveSource = about("政策来源", "The policy that it comes from", {}, IncentiveSource())
    document: str = about("文件编号", "Id of the document", "d3f0c1b2a4e5")
    path: str = about("文件路径", "That document's path", "云岚市促进低空经济发展若干措施.pdf")
    page: int = about("页码", "The page that says it", 2)
    start: int = about("起", "First character in the clause's text", 8)
    end: int = about("止", "One past the last character in the clause's text", 96)
    text: str = about("原文", "The stretch of the clause that says it", "对…给予最高50万元补贴")

    def estimate(self, base: Decimal | None = None) -> Estimate:
        """The upper bound that the text grants for a base in the currency's base unit; without a value, the reason why."""
        return estimated(self, base)
