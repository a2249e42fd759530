"""One unique clause and every place that prints it."""

from __future__ import annotations

from extract.records.base import Boxes, Figure, Kind, Record, Relation, about
from extract.records.mentions import Amount, Department, Duration, Percentage, Reference, Source


class Occurrence(Record):
    """A place where a clause is printed; positions point into texts/<document>.txt."""

    document: str = about("文件编号", "Id of the document", "d3f0c1b2a4e5")
    path: str = about("文件路径", "The document's path in the input folder", "云岚市政策汇编.md")
    relation: Relation = about("关系", "original 原文, identical 相同, near 相近, excerpt 节选, truncated 残缺", "excerpt")
    similarity: Figure = about("相似度", "How alike the place is to the clause's text, 0 to 1", 1)
    section: tuple[str, ...] = about("章节", "The headings above it, as printed there", ["一、支持研发"], ())
    number: str | None = about("条款序号", "Its number there", "（三）", None)
    heading: str | None = about("事项名称", "Its heading there", "支持首试首用", None)
    source: str | None = about("注明来源", "The attribution printed there", "云岚市促进低空经济发展若干措施", None)
    page: int = about("页码", "The page it starts on, from 1", 1)
    start: int = about("起", "First character in the document's clean text", 0)
    end: int = about("止", "One past the last character in the document's clean text", 120)
    boxes: Boxes = about("位置", "In a PDF or OFD, the lines that print it: page, left, top, right, bottom", [[1, 72, 90, 523, 112]], ())
    text: str | None = about("该处原文", "What is printed there, only where it differs", "支持首试首用。…", None)


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
