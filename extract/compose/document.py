"""A document's record: what it is, who issued it, what binds all its grants."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from extract.binding import Binding, Bound
from extract.ids import document_id
from extract.read.source import Source
from extract.records import Document, DocumentRule, Warning
from extract.script import script_of
from extract.segment import Segmented
from extract.segment.metadata import DRAFT, Head, cited_numbers, iso_date
from extract.text import fold

_DATE_LABELS = ("成文日期", "发文日期", "印发日期", "生成日期", "发布日期", "发布时间", "时间")
_ISSUER_LABELS = ("发文机关", "发文机构", "发布机构", "发布机关", "制发机关")


def composed_document(source: Source, data: bytes, path: str, segmented: Segmented) -> Document:
    """The record of a document, before its rules are known."""
    parts, text = segmented.parts, segmented.text
    head = _merged_head(parts.head, parts.signature, parts.labels)
    opening = (head.title or "") + fold(text[:400])
    return Document(
        id=document_id(data),
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=source.media_type,
        title=head.title,
        kind=parts.kind,  # type: ignore[arg-type]
        status="draft" if DRAFT.search(opening) else "final",
        issuers=head.issuers,
        doc_number=head.doc_number,
        index_number=parts.labels.get("索引号") or None,
        doc_numbers_cited=cited_numbers(text, head.doc_number),
        date=head.date,
        pages=source.pages,
        incomplete=segmented.incomplete,
        script=script_of(text),
        reader=source.reader,
        warnings=tuple(Warning(code=note.code, message=note.message) for note in source.notes),
    )


def _merged_head(head: Head, signature: Head, labels: dict[str, str]) -> Head:
    """What the head says, and where it is silent the signature and a site's metadata table."""
    labelled = next((iso_date(fold(labels[name])) for name in _DATE_LABELS if labels.get(name)), None)
    issuer = next((labels[name] for name in _ISSUER_LABELS if labels.get(name)), "")
    return Head(
        title=head.title or labels.get("标题") or labels.get("信息名称"),
        issuers=head.issuers or signature.issuers or tuple(issuer.replace("、", " ").split()),
        doc_number=head.doc_number or labels.get("发文字号") or labels.get("文号") or None,
        date=labelled or signature.date or head.date,
    )


def with_rules(document: Document, binding: Binding, ids: Sequence[str], stopped: Sequence[tuple[int, str]], date: str | None) -> Document:
    """The document with what binds all its grants; `ids` of its clauses, `stopped` the rules out of time by clause."""
    validity, unknown = binding.validity(date or document.date)
    warnings = [*document.warnings, *_warnings(document, ids, stopped, unknown)]
    return document.model_copy(
        update={
            "eligibility": _rules(binding.eligibility, ids),
            "stacking": _rules(binding.stacking, ids),
            "validity": validity,
            "warnings": tuple(warnings),
        }
    )


def _warnings(document: Document, ids: Sequence[str], stopped: Sequence[tuple[int, str]], unknown: bool) -> list[Warning]:
    out = []
    if unknown:
        message = "有效期自发布之日起算，但文中未印发布日期；可用 --date 文件=YYYY-MM-DD 补充"
        out.append(Warning(code="start_unknown", message=message))
    if document.incomplete:
        out.append(Warning(code="incomplete", message="文件在句中断开，可能只是部分内容；请核对原文", clause=ids[-1] if ids else None))
    if not ids:
        out.append(Warning(code="no_clauses", message="未识别出任何条款；请核对文件是否为政策文本"))
    out += [Warning(code="rule_timeout", message=f"规则 {rule} 在该条款上超时，结果可能不全", clause=ids[i]) for i, rule in stopped]
    return out


def _rules(bounds: tuple[Bound, ...], ids: Sequence[str]) -> tuple[DocumentRule, ...]:
    return tuple(DocumentRule(text=b.text, clause=ids[b.clause], start=b.start, end=b.end) for b in bounds)
