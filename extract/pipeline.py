"""The whole way of one document, from bytes to records, on one screen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extract.binding import Binding, Bound
from extract.fields import fields_of
from extract.grammar.reading import Reading
from extract.ids import clause_key, document_id, told_apart
from extract.read import read
from extract.read.source import Source
from extract.records import Clause, Document, DocumentRule, Incentive, Occurrence, Warning
from extract.records import Source as ClauseSource
from extract.script import script_of
from extract.segment import Printed, Segmented, segment
from extract.segment.metadata import DRAFT, Head, cited_numbers, iso_date
from extract.settings import LIMITS, Limits
from extract.text import fold


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document's records and its clean text."""

    document: Document
    clauses: tuple[Clause, ...]
    incentives: tuple[Incentive, ...]
    text: str


def extract(data: bytes, path: str, limits: Limits = LIMITS, date: str | None = None) -> Extracted:
    """Read one file's bytes and extract its records; raises ReadError. `date` stands in for a missing one."""
    return extract_source(read(data, limits), data, path, date)


def extract_source(source: Source, data: bytes, path: str, date: str | None = None) -> Extracted:
    """Extract the records of a document that is already read."""
    segmented = segment(source)
    binding = Binding(segmented.clauses)
    document = _document(source, data, path, segmented)
    rules = _Rules(binding, date or document.date)
    clauses, stopped = _clauses(segmented, binding, document)
    document = rules.applied(document, [clause.id for clause in clauses], stopped)
    return Extracted(document, clauses, (), segmented.text)


def _document(source: Source, data: bytes, path: str, segmented: Segmented) -> Document:
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
    dates = (labels.get(name) for name in ("成文日期", "发文日期", "印发日期", "生成日期", "发布日期", "发布时间"))
    labelled = next((iso_date(fold(date)) for date in dates if date), None)
    issuer = next((labels[name] for name in ("发文机关", "发文机构", "发布机构", "发布机关", "制发机关") if labels.get(name)), "")
    number = labels.get("发文字号") or labels.get("文号")
    return Head(
        title=head.title or labels.get("标题") or labels.get("信息名称"),
        issuers=head.issuers or signature.issuers or tuple(issuer.replace("、", " ").split()),
        doc_number=head.doc_number or number or None,
        date=labelled or signature.date or head.date,
    )


def _clauses(segmented: Segmented, binding: Binding, document: Document) -> tuple[tuple[Clause, ...], list[tuple[int, str]]]:
    """The records of all clauses, and the rules that ran out of time by clause."""
    printed = segmented.clauses
    sources = [_sources(clause, document) for clause in printed]
    keys = [clause_key(s[0].title if s else None, c.heading, c.number, c.text) for c, s in zip(printed, sources, strict=True)]
    ids = told_apart(keys, [c.text for c in printed])
    out, stopped = [], []
    for index, clause in enumerate(printed):
        found, late = fields_of(Reading(clause.text, binding.below, binding.above))
        stopped += [(index, rule) for rule in late]
        if clause.kind != "measure":
            found["instruments"] = ()  # a preamble or closing article speaks of grants but makes none
        out.append(_clause(clause, ids[index], sources[index], document, found))
    return tuple(out), stopped


def _sources(clause: Printed, document: Document) -> tuple[ClauseSource, ...]:
    """The policies that a clause comes from: its attribution in a compilation, else the document itself."""
    if document.kind == "compilation":
        return tuple(ClauseSource(title=title, basis="attribution") for title in clause.attributions)
    title = document.title or document.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return (ClauseSource(title=title, document=document.id, basis="self"),)


def _clause(clause: Printed, key: str, sources: tuple[ClauseSource, ...], document: Document, found: dict[str, object]) -> Clause:
    occurrence = Occurrence(
        document=document.id,
        path=document.path,
        relation="original",
        similarity=1,  # type: ignore[arg-type]
        section=clause.section,
        number=clause.number,
        heading=clause.heading,
        source="；".join(clause.attributions) or None,
        page=clause.page,
        start=clause.start,
        end=clause.end,
    )
    return Clause(
        id=key,
        kind=clause.kind,  # type: ignore[arg-type]
        section=clause.section,
        number=clause.number,
        heading=clause.heading,
        text=clause.text,
        document=document.id,
        sources=sources,
        occurrences=(occurrence,),
        **found,  # type: ignore[arg-type]
    )


class _Rules:
    """What binds a document, put into its record once the clauses have their ids."""

    def __init__(self, binding: Binding, date: str | None) -> None:
        self.binding = binding
        self.validity, self.unknown = binding.validity(date)

    def applied(self, document: Document, ids: list[str], stopped: list[tuple[int, str]]) -> Document:
        """The document with its rules, and warnings for what a person should look at."""
        warnings = list(document.warnings)
        if self.unknown:
            warnings.append(
                Warning(code="start_unknown", message="有效期自发布之日起算，但文中未印发布日期；可用 --date 文件=YYYY-MM-DD 补充")
            )
        if document.incomplete:
            warnings.append(
                Warning(code="incomplete", message="文件在句中断开，可能只是部分内容；请核对原文", clause=ids[-1] if ids else None)
            )
        if not ids:
            warnings.append(Warning(code="no_clauses", message="未识别出任何条款；请核对文件是否为政策文本"))
        warnings += [
            Warning(code="rule_timeout", message=f"规则 {rule} 在该条款上超时，结果可能不全", clause=ids[i]) for i, rule in stopped
        ]
        return document.model_copy(
            update={
                "eligibility": _rules(self.binding.eligibility, ids),
                "stacking": _rules(self.binding.stacking, ids),
                "validity": self.validity,
                "warnings": tuple(warnings),
            }
        )


def _rules(bounds: tuple[Bound, ...], ids: list[str]) -> tuple[DocumentRule, ...]:
    return tuple(DocumentRule(text=b.text, clause=ids[b.clause], start=b.start, end=b.end) for b in bounds)
