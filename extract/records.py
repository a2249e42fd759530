"""The records this tool writes: every output field, its Chinese name, meaning and an example.

Nothing else defines an output field: JSON keys, CSV headers, the schema and the data dictionary all come from here.
Positions are code points, half open, into the text that the field names.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Kind = Literal["measure", "preamble", "closing"]
Role = Literal["cap", "award", "threshold", "fund", "target", "other"]
ShareRole = Literal["rate", "threshold", "target", "other"]
Comparator = Literal["=", "<=", ">=", "<", ">"]
Per = Literal["enterprise", "project", "set", "platform", "standard", "park", "person", "product", "contract", "other"]
Period = Literal["year", "once", "month"]
Relation = Literal["original", "identical", "near", "excerpt", "truncated"]


def plain(value: Decimal) -> Decimal:
    """The same figure without exponent or trailing zeros: 5E+5 becomes 500000, 0.070 becomes 0.07."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


Figure = Annotated[Decimal, AfterValidator(plain)]


def about(name: str, meaning: str, example: Any, default: Any = ...) -> Any:
    """A field's Chinese name, its meaning and an example, as pydantic wants them."""
    return Field(default, title=name, description=meaning, examples=[example])


class Record(BaseModel):
    """A frozen record; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Amount(Record):
    """A sum of money in a clause: what it is for, which bound it sets, per whom and how often."""

    text: str = about("原文", "The sum as printed", "50万元")
    value: Figure = about("金额（元）", "The sum in the currency's base unit", 500000)
    currency: str = about("币种", "ISO 4217 code", "CNY", "CNY")
    role: Role = about("性质", "cap 上限, award 定额, threshold 门槛, fund 资金规模, target 目标, other 其他", "cap")
    comparator: Comparator = about("比较", "The bound that the text sets on the sum", "<=", "=")
    per: Per | None = about("计量口径", "What one cap or award holds for; null where the text names none", "enterprise", None)
    per_text: str | None = about("口径原文", "The unit as printed", "同一企业", None)
    period: Period | None = about("频次", "year 每年, month 每月, once 一次性", "year", None)
    tier: str | None = about("档次", "The label that tells one of several parallel grants from the others", "一等奖", None)
    start: int = about("起", "First character in the clause's text", 0)
    end: int = about("止", "One past the last character in the clause's text", 4)


class Percentage(Record):
    """A share in a clause: granted, demanded or aimed at, and of what."""

    text: str = about("原文", "The share as printed", "30%")
    value: Figure = about("比例", "The share as a fraction of one", 0.3)
    role: ShareRole = about("性质", "rate 扶持比例, threshold 门槛, target 目标, other 其他", "rate")
    comparator: Comparator = about("比较", "The bound that the text sets on the share", "<=", "=")
    base: str | None = about("计算基数", "What the share is taken of, as printed", "项目投资额", None)
    tier: str | None = about("档次", "The label that tells one of several parallel shares from the others", "甲级", None)
    start: int = about("起", "First character in the clause's text", 0)
    end: int = about("止", "One past the last character in the clause's text", 3)


class Duration(Record):
    """A span of time that bounds a grant or a document; never a date."""

    text: str = about("原文", "The span as printed, with its bound", "不超过3年")
    value: Figure = about("数值", "The number of units", 3)
    unit: Literal["year", "month", "day", "quarter"] = about("单位", "year 年, quarter 季度, month 月, day 日", "year")
    comparator: Comparator = about("比较", "The bound that the text sets on the span", "<=", "=")
    start: int = about("起", "First character in the clause's text", 0)
    end: int = about("止", "One past the last character in the clause's text", 5)


class Reference(Record):
    """A title cited in 《》."""

    title: str = about("文件名称", "The title without 《》, as printed", "云岚市产业发展规划")
    doc_number: str | None = about("发文字号", "The document number printed after it", "云政发〔2024〕7号", None)
    start: int = about("起", "First character in the clause's text, the 《", 0)
    end: int = about("止", "One past the 》", 11)


class Department(Record):
    """A body that is responsible for a clause."""

    name: str = about("单位名称", "The body as printed", "市经济和信息化局")
    role: Literal["responsible", "lead", "cooperating"] = about(
        "职责", "responsible 责任, lead 牵头, cooperating 配合", "responsible", "responsible"
    )


class Source(Record):
    """The policy that a clause comes from."""

    title: str = about("政策来源", "The title as printed, or the document's own", "云岚市促进低空经济发展若干措施")
    canonical_title: str | None = about("规范名称", "The one title that this and other forms of it stand for", None, None)
    document: str | None = about("文件编号", "Id of that policy where it is in the run", None, None)
    basis: Literal["attribution", "self"] = about("依据", "attribution 文中注明, self 即本文件", "self")


class Occurrence(Record):
    """A place where a clause is printed; positions point into texts/<document>.txt."""

    document: str = about("文件编号", "Id of the document", "d3f0c1b2a4e5")
    path: str = about("文件路径", "The document's path in the input folder", "云岚市政策汇编.md")
    relation: Relation = about("关系", "original 原文, identical 相同, near 相近, excerpt 节选, truncated 残缺", "excerpt")
    similarity: Figure = about("相似度", "How alike the place is to the clause's text, 0 to 1", 1)
    section: tuple[str, ...] = about("章节", "The headings above it, as printed there", ["一、支持研发"], ())
    number: str | None = about("条款序号", "Its number there", "（三）", None)
    heading: str | None = about("事项名称", "Its heading there", "支持首试首用", None)
    source: str | None = about("注明来源", "The attribution printed there", None, None)
    page: int = about("页码", "The page it starts on, from 1", 1)
    start: int = about("起", "First character in the document's clean text", 0)
    end: int = about("止", "One past the last character in the document's clean text", 120)
    text: str | None = about("该处原文", "What is printed there, only where it differs", None, None)


class Clause(Record):
    """One unique clause, with all that was found in it and every place that prints it."""

    id: str = about("条款编号", "Stable id", "c0a1b2c3d4e5")
    kind: Kind = about("类别", "measure 措施, preamble 序言, closing 附则", "measure")
    section: tuple[str, ...] = about("章节", "The headings above it, as printed", ["一、数据要素"], ())
    number: str | None = about("条款序号", "The item's number, as printed", "（三）", None)
    heading: str | None = about("事项名称", "Its lead sentence without the final 。", "支持首试首用", None)
    text: str = about("条款原文", "The whole clause, lines and pages rejoined, without number and attribution", "支持首试首用。…")
    document: str = about("文件编号", "Id of the document whose print of it is the canonical one", "d3f0c1b2a4e5")
    sources: tuple[Source, ...] = about("政策来源", "The policy that it comes from", [], ())
    references: tuple[Reference, ...] = about("引用文件", "Titles cited in 《》", [], ())
    departments: tuple[Department, ...] = about("责任单位", "Bodies responsible for it", [], ())
    instruments: tuple[str, ...] = about("扶持方式", "What it grants, in the field's standard terms", ["补贴"], ())
    amounts: tuple[Amount, ...] = about("金额", "Every sum of money, in order", [], ())
    percentages: tuple[Percentage, ...] = about("比例", "Every percentage, in order", [], ())
    durations: tuple[Duration, ...] = about("期限", "Spans of time that bound a grant", [], ())
    occurrences: tuple[Occurrence, ...] = about("载录位置", "Every place that prints it, the canonical one first", [], ())


class Validity(Record):
    """How long a document holds."""

    text: str = about("有效期原文", "The sentence that says so", "本措施自发布之日起施行，有效期3年。")
    start: str | None = about("施行日期", "First day, YYYY-MM-DD, where the text allows to compute it", "2024-03-01", None)
    end: str | None = about("失效日期", "Last day, YYYY-MM-DD, where the text allows to compute it", "2027-02-28", None)


class DocumentRule(Record):
    """A sentence that binds every grant of a document."""

    text: str = about("原文", "The sentence as printed", "同类政策按照从优、从高、不重复的原则执行。")
    clause: str = about("条款编号", "Id of the clause that says it", "c0a1b2c3d4e5")
    start: int = about("起", "First character in that clause's text", 0)
    end: int = about("止", "One past the last character in that clause's text", 24)


class Warning(Record):
    """Something seen that a person should look at."""

    code: str = about("代码", "Stable code", "start_unknown")
    message: str = about("说明", "What happened and what to do, in Chinese", "有效期自发布之日起算，文中未见发布日期")
    clause: str | None = about("条款编号", "Id of the clause it is about", None, None)
    start: int | None = about("起", "First character in that clause's text", None, None)
    end: int | None = about("止", "One past the last character", None, None)


class Document(Record):
    """One input file that was read."""

    id: str = about("文件编号", "Stable id, from the file's content", "d3f0c1b2a4e5")
    path: str = about("文件路径", "Path in the input folder", "云岚市促进低空经济发展若干措施.pdf")
    sha256: str = about("校验值", "SHA-256 of the file", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    media_type: str = about("文件类型", "Media type, by content", "application/pdf")
    title: str | None = about("标题", "The title, lines rejoined", "云岚市促进低空经济发展若干措施", None)
    kind: Literal["policy", "compilation"] = about("文种", "policy 政策, compilation 汇编", "policy")
    status: Literal["final", "draft"] = about("状态", "final 正式, draft 征求意见稿", "final")
    issuers: tuple[str, ...] = about("发文机关", "Bodies that issued it", ["云岚市经济和信息化局"], ())
    doc_number: str | None = about("发文字号", "Its own number", "云政发〔2024〕7号", None)
    doc_numbers_cited: tuple[str, ...] = about("引用文号", "Numbers of other documents cited in it", [], ())
    date: str | None = about("成文日期", "YYYY-MM-DD or YYYY-MM", "2024-01", None)
    validity: Validity | None = about("有效期", "How long it holds", None, None)
    eligibility: tuple[DocumentRule, ...] = about("适用对象", "Who may receive its grants", [], ())
    stacking: tuple[DocumentRule, ...] = about("叠加规则", "How its grants combine with others", [], ())
    pages: int = about("页数", "Number of pages; 1 where the format has none", 4)
    incomplete: bool = about("残缺", "Whether it breaks off before its end", False, False)
    script: Literal["Hans", "Hant"] = about("字体", "Hans 简体, Hant 繁体", "Hans", "Hans")
    reader: str = about("读取方式", "What read it", "pdfium")
    warnings: tuple[Warning, ...] = about("提示", "What a person should look at", [], ())


class Share(Record):
    """The rate of an incentive."""

    value: Figure = about("比例", "The share as a fraction of one", 0.3)
    comparator: Comparator = about("比较", "The bound on it", "=", "=")
    minimum: Figure | None = about("下限", "The lower end where the text gives a range", None, None)


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
    period: Period | None = about("频次", "year where it is a yearly budget", None, None)


class Span(Record):
    """How long an incentive is granted."""

    value: Figure = about("数值", "The number of units", 3)
    unit: Literal["year", "month", "day", "quarter"] = about("单位", "year 年, quarter 季度, month 月, day 日", "year")
    comparator: Comparator = about("比较", "The bound on it", "<=", "=")


class Inherited(Record):
    """What binds the incentive because it binds its whole document."""

    eligibility: tuple[DocumentRule, ...] = about("适用对象", "Who may receive it", [], ())
    stacking: tuple[DocumentRule, ...] = about("叠加规则", "How it combines with others", [], ())
    validity: Validity | None = about("有效期", "How long its document holds", None, None)


class IncentiveSource(Record):
    """The policy that an incentive comes from."""

    title: str | None = about("政策来源", "Its title", "云岚市促进低空经济发展若干措施", None)
    document: str | None = about("文件编号", "Its id where it is in the run", None, None)


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
    stacking: str | None = about("叠加规则", "What its own clause says of combining it with others", None, None)
    departments: tuple[Department, ...] = about("责任单位", "Bodies responsible for it", [], ())
    inherited: Inherited = about("整体规则", "What binds the whole document", {}, Inherited())
    source: IncentiveSource = about("政策来源", "The policy that it comes from", {}, IncentiveSource())
    document: str = about("文件编号", "Id of the document", "d3f0c1b2a4e5")
    path: str = about("文件路径", "That document's path", "云岚市促进低空经济发展若干措施.pdf")
    page: int = about("页码", "The page that says it", 2)
    start: int = about("起", "First character in the clause's text", 8)
    end: int = about("止", "One past the last character in the clause's text", 96)
    text: str = about("原文", "The stretch of the clause that says it", "对…给予最高50万元补贴")


class Place(Record):
    """Where something is printed; positions point into texts/<document>.txt."""

    clause: str | None = about("条款编号", "Id of the clause printed there, where it is another one", None, None)
    document: str = about("文件编号", "Id of the document", "d3f0c1b2a4e5")
    path: str = about("文件路径", "That document's path", "云岚市政策汇编.md")
    page: int = about("页码", "The page, from 1", 1)
    start: int = about("起", "First character in the document's clean text", 0)
    end: int = about("止", "One past the last character", 120)


class Duplicate(Record):
    """One pair: a clause and a place elsewhere that prints it, or a look-alike that is another clause."""

    relation: Literal["identical", "near", "excerpt", "truncated", "variant"] = about(
        "关系", "identical 相同, near 相近, excerpt 节选, truncated 残缺, variant 近似但不同", "excerpt"
    )
    similarity: Figure = about("相似度", "How alike the two are, 0 to 1", 0.97)
    canonical: str = about("条款编号", "Id of the clause", "c0a1b2c3d4e5")
    occurrence: Place = about("载录位置", "The other place", {})
    omitted: tuple[str, ...] = about("略去", "What the other place leaves out, sentence by sentence", [], ())
    added: tuple[str, ...] = about("增补", "What only the other place prints", [], ())
    figures_equal: bool = about("数字一致", "Whether every figure, unit and bound that both print is the same", True)
    differences: tuple[str, ...] = about("差异", "What differs, in words", [], ())


class Reject(Record):
    """One input that could not be read, or one record that failed validation."""

    path: str = about("文件路径", "The input's path", "扫描件.pdf")
    sha256: str | None = about("校验值", "SHA-256 of the file, where it could be read", None, None)
    record: str | None = about("记录", "The record that failed, where the file itself was read", None, None)
    code: str = about("代码", "Stable code", "no_text")
    reason: str = about("原因", "What happened, in Chinese", "没有可读的文字")
    action: str = about("处理建议", "What to do, in Chinese", "请提供文字版，或安装文字识别组件后重试")


class Extraction(Record):
    """What one document gave."""

    document: Document
    clauses: tuple[Clause, ...]
    incentives: tuple[Incentive, ...]
