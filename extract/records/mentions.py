"""What is found in a clause: sums, shares, spans of time, titles, bodies."""

from __future__ import annotations

from typing import Literal

from extract.records.base import Boxes, Comparator, Figure, Per, Period, Record, Role, ShareRole, about

_PAGE = about("页码", "The page that prints it, from 1, in the clause's canonical document", 3, None)
_BOXES = about(
    "位置", "In a PDF or OFD, the lines that print it: page, left, top, right, bottom, in points", [[3, 72, 310.5, 523, 332]], ()
)


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
    page: int | None = _PAGE
    boxes: Boxes = _BOXES


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
    page: int | None = _PAGE
    boxes: Boxes = _BOXES


class Duration(Record):
    """A span of time that bounds a grant or a document; never a date."""

    text: str = about("原文", "The span as printed, with its bound", "不超过3年")
    value: Figure = about("数值", "The number of units", 3)
    unit: Literal["year", "month", "day", "quarter"] = about("单位", "year 年, quarter 季度, month 月, day 日", "year")
    comparator: Comparator = about("比较", "The bound that the text sets on the span", "<=", "=")
    start: int = about("起", "First character in the clause's text", 0)
    end: int = about("止", "One past the last character in the clause's text", 5)
    page: int | None = _PAGE
    boxes: Boxes = _BOXES


class Reference(Record):
    """A title cited in 《》."""

    title: str = about("文件名称", "The title without 《》, as printed", "云岚市产业发展规划")
    doc_number: str | None = about("发文字号", "The document number printed after it", "云政发〔2024〕7号", None)
    start: int = about("起", "First character in the clause's text, the 《", 0)
    end: int = about("止", "One past the 》", 11)
    page: int | None = _PAGE
    boxes: Boxes = _BOXES


class Department(Record):
    """A body that is responsible for a clause."""

    name: str = about("单位名称", "The body as printed", "市经济和信息化局")
    role: Literal["responsible", "lead", "cooperating"] = about(
        "职责", "responsible 责任, lead 牵头, cooperating 配合", "responsible", "responsible"
    )


class Source(Record):
    """The policy that a clause comes from."""

    title: str = about("政策来源", "The title as printed, or the document's own", "云岚市促进低空经济发展若干措施")
    canonical_title: str | None = about(
        "规范名称", "The one title that this and other forms of it stand for", "云岚市促进低空经济发展若干措施", None
    )
    document: str | None = about("文件编号", "Id of that policy where it is in the run", "d3f0c1b2a4e5", None)
    basis: Literal["attribution", "self"] = about("依据", "attribution 文中注明, self 即本文件", "self")
