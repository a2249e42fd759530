"""One input file that was read."""

from __future__ import annotations

from typing import Literal

from extract.records.base import Record, about


class Validity(Record):
    """How long a document holds."""

    text: str = about("有效期原文", "The sentence that says so", "本措施自发布之日起施行，有效期3年。")
    start: str | None = about("施行日期", "First day, YYYY-MM-DD, where the text allows to compute it", "2024-03-01", None)
    end: str | None = about("失效日期", "Last day, YYYY-MM-DD, where the text allows to compute it", "2027-02-28", None)


class DocumentRule(Record):
    """A sentence that binds every grant of a document."""

    text: str = about("原文", "The sentence as printed", "同一事项符合多项规定的，择一享受。")
    clause: str = about("条款编号", "Id of the clause that says it", "c0a1b2c3d4e5")
    start: int = about("起", "First character in that clause's text", 0)
    end: int = about("止", "One past the last character in that clause's text", 24)


class Warning(Record):
    """Something seen that a person should look at."""

    code: str = about("代码", "Stable code", "start_unknown")
    message: str = about("说明", "What happened and what to do, in Chinese", "有效期自发布之日起算，文中未见发布日期")
    clause: str | None = about("条款编号", "Id of the clause it is about", "c0a1b2c3d4e5", None)
    start: int | None = about("起", "First character in that clause's text", 0, None)
    end: int | None = about("止", "One past the last character", 14, None)


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
    index_number: str | None = about("索引号", "The index number that a government page gives it", "11110000000000001X/2024-00012", None)
    doc_numbers_cited: tuple[str, ...] = about("引用文号", "Numbers of other documents cited in it", ["云政办发〔2022〕11号"], ())
    date: str | None = about("成文日期", "YYYY-MM-DD or YYYY-MM", "2024-01", None)
    validity: Validity | None = about("有效期", "How long it holds", None, None)
    eligibility: tuple[DocumentRule, ...] = about("适用对象", "Who may receive its grants", [], ())
    stacking: tuple[DocumentRule, ...] = about("叠加规则", "How its grants combine with others", [], ())
    pages: int = about("页数", "Number of pages; 1 where the format has none", 4)
    incomplete: bool = about("残缺", "Whether it breaks off before its end", False, False)
    script: Literal["Hans", "Hant"] = about("字体", "Hans 简体, Hant 繁体", "Hans", "Hans")
    reader: str = about("读取方式", "What read it", "pdfium")
    warnings: tuple[Warning, ...] = about("提示", "What a person should look at", [], ())
