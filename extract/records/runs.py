"""What a whole run adds: pairs of like clauses, rejects, and what one document gave."""

from __future__ import annotations

from typing import Literal

from extract.records.base import Figure, Record, about
from extract.records.clauses import Clause
from extract.records.documents import Document
from extract.records.incentives import Incentive


class Place(Record):
    """Where something is printed; positions point into texts/<document>.txt."""

    clause: str | None = about("条款编号", "Id of the clause printed there, where it is another one", "c5d4c3b2a1e0", None)
    document: str = about("文件编号", "Id of the document", "d3f0c1b2a4e5")
    path: str = about("文件路径", "That document's path", "云岚市政策汇编.md")
    page: int = about("页码", "The page, from 1", 1)
    start: int = about("起", "First character in the document's clean text", 0)
    end: int = about("止", "One past the last character", 120)
    print: str = about("载录指纹", "Names what is printed there; for judgements in a ledger", "p0a1b2c3d4e5f")


class Duplicate(Record):
    """One pair: a clause and a place elsewhere that prints it, or a look-alike that is another clause."""

    relation: Literal["identical", "near", "excerpt", "truncated", "variant"] = about(
        "关系", "identical 相同, near 相近, excerpt 节选, truncated 残缺, variant 近似但不同", "excerpt"
    )
    similarity: Figure = about("相似度", "How alike the two are, 0 to 1", 0.97)
    canonical: str = about("条款编号", "Id of the clause", "c0a1b2c3d4e5")
    occurrence: Place = about("载录位置", "The other place", {})
    omitted: tuple[str, ...] = about("略去", "What the other place leaves out, sentence by sentence", ["对首次入选的企业另行通报。"], ())
    added: tuple[str, ...] = about("增补", "What only the other place prints", ["具体以当年申报通知为准。"], ())
    figures_equal: bool = about("数字一致", "Whether every figure, unit and bound that both print is the same", True)
    differences: tuple[str, ...] = about("差异", "What differs, in words", ["50万元 → 60万元"], ())
    faithful: bool = about("忠实", "Whether nothing but layout, width and the attribution differs", True)


class Remembered(Record):
    """A clause that an earlier run gave its id, older ones first."""

    id: str = about("条款编号", "The id that stays", "c0a1b2c3d4e5")
    aliases: tuple[str, ...] = about("曾用编号", "Ids of clauses that were merged into it; they stay valid", [], ())
    source: str | None = about("政策来源", "The title of the policy that it comes from", None, None)
    text: str = about("条款原文", "The text of its canonical print when last seen", "支持首试首用。…")
    prints: tuple[str, ...] = about("载录指纹", "What was printed under this id, ever", ["p0a1b2c3d4e5f"], ())


class Verdict(Record):
    """What a person decided about two clauses or prints; later runs obey."""

    one: str = about("其一", "A clause's id, or the fingerprint of a print", "c0a1b2c3d4e5")
    other: str = about("其二", "Another one", "p0a1b2c3d4e5f")
    verdict: Literal["same", "not the same"] = about("判定", "same 相同, not the same 不同", "not the same")
    note: str = about("说明", "Why, by whom", "", "")


class Ledger(Record):
    """What runs remember of earlier ones."""

    clauses: tuple[Remembered, ...] = ()
    judgements: tuple[Verdict, ...] = ()


class Reject(Record):
    """One input that could not be read, or one record that failed validation."""

    path: str = about("文件路径", "The input's path", "扫描件.pdf")
    sha256: str | None = about(
        "校验值", "SHA-256 of the file, where it could be read", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", None
    )
    record: str | None = about("记录", "The record that failed, where the file itself was read", "c0a1b2c3d4e5", None)
    code: str = about("代码", "Stable code", "no_text")
    reason: str = about("原因", "What happened, in Chinese", "没有可读的文字")
    action: str = about("处理建议", "What to do, in Chinese", "请提供文字版，或安装文字识别组件后重试")


class Extraction(Record):
    """What one document gave."""

    document: Document
    clauses: tuple[Clause, ...]
    incentives: tuple[Incentive, ...]
