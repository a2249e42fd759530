"""A comparison shown: text for people, JSON and CSV for programs, HTML with changed characters marked; a table of formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

from extract.diff.changes import Change, Difference
from extract.emit.to_csv import BOM, neutral
from extract.emit.to_json import dumps
from extract.likeness import changes as edits
from extract.text import width

RECORDS = {"document": "文件", "clause": "条款", "incentive": "扶持事项", "reject": "被拒"}
FIELDS = {
    "record": "（整条）", "text": "原文", "amounts": "金额", "percentages": "比例", "durations": "期限", "kind": "类别", "number": "序号",
    "heading": "事项名称", "section": "章节", "sources": "政策来源", "references": "引用文件", "departments": "责任单位",
    "instruments": "扶持方式", "occurrences": "载录位置", "id": "编号", "path": "文件路径", "title": "标题", "status": "状态",
    "doc_number": "发文字号", "doc_numbers_cited": "引用文号", "date": "成文日期", "incomplete": "残缺", "script": "字体", "pages": "页数",
    "issuers": "发文机关", "validity": "有效期", "eligibility": "适用对象", "stacking": "叠加规则", "warnings": "提示", "code": "原因",
    "instrument": "扶持方式", "beneficiary": "扶持对象", "base": "计算基数", "tier": "档次", "conditions": "申报条件", "rate": "扶持比例",
    "award": "定额", "caps": "扶持上限", "fund": "资金规模", "duration": "扶持期限",
}  # fmt: skip
KINDS = {"added": "新增", "removed": "删除", "changed": "改变"}
CAUSES = {
    "document": "文件变了", "program": "程序变了", "both": "文件和程序都变了",
    "settings": "设置变了", "inputs": "同批的其他文件变了", "unknown": "原因不明",
}  # fmt: skip
_COUNTS = ("added", "removed", "changed", "unchanged")
_COLUMNS = ("文件路径", "条款编号", "旧条款编号", "事项名称", "记录", "字段", "变化", "原因", "旧值", "新值", "旧句", "新句")


def as_text(found: Difference) -> str:
    """A summary by field, then each change under its document and clause."""
    if not found.changes:
        return "".join(f"{note}\n" for note in found.notes) + "两次运行的记录没有差异\n"
    lines = [*found.notes, _row("字段", "新增", "删除", "改变", "未变")]
    touched = [key for key, tally in sorted(found.tallies.items()) if any(getattr(tally, count) for count in _COUNTS[:3])]
    lines += [_row(_name(key), *(str(getattr(found.tallies[key], count)) for count in _COUNTS)) for key in touched]
    lines += [f"其余 {len(_shown(found)) - len(touched)} 个字段没有变化"]
    for path, inside in groupby(found.changes, key=lambda change: change.path):
        lines += ["", path]
        for (clause, heading), group in groupby(inside, key=lambda change: (_ids(change), change.heading)):
            lines += [f"  {heading or '（无标题）'} [{clause}]"] if clause else []
            lines += [f"    {line}" for change in group for line in _lines(change)]
    return "\n".join(lines) + "\n"


def _shown(found: Difference) -> list[tuple[tuple[str, str], object]]:
    return [(key, tally) for key, tally in found.tallies.items() if any(getattr(tally, count) for count in _COUNTS)]


def _name(key: tuple[str, str]) -> str:
    return f"{RECORDS[key[0]]}·{FIELDS.get(key[1], key[1])}"


def _row(name: str, *cells: str) -> str:
    return name + " " * (24 - width(name)) + "".join(" " * (8 - width(cell)) + cell for cell in cells)


def _ids(change: Change) -> str:
    return f"{change.old_clause} → {change.clause}" if change.old_clause else change.clause or ""


def _lines(change: Change) -> Iterator[str]:
    yield f"{KINDS[change.kind]} {_name((change.record, change.field))}（{CAUSES[change.cause]}）：{_arrow(change)}"
    for label, sentence in (("旧句", change.old_sentence), ("新句", change.new_sentence)):
        if sentence:
            yield f"  {label}：{sentence}"


def _arrow(change: Change) -> str:
    return " → ".join(value if value is not None else "（无）" for value in (change.old, change.new))


def as_json(found: Difference) -> str:
    """The whole comparison as one JSON object."""
    summary = [
        {"record": key[0], "field": key[1]} | {count: getattr(tally, count) for count in _COUNTS} for key, tally in sorted(_shown(found))
    ]
    return dumps({"notes": found.notes, "summary": summary, "changes": [c._asdict() for c in found.changes]}, indent=1) + "\n"


def as_csv(found: Difference) -> str:
    """One change a line, for a spreadsheet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for c in found.changes:
        said = (RECORDS[c.record], FIELDS.get(c.field, c.field), KINDS[c.kind], CAUSES[c.cause])
        writer.writerow(map(neutral, (c.path, c.clause, c.old_clause, c.heading, *said, c.old, c.new, c.old_sentence, c.new_sentence)))
    return BOM + buffer.getvalue()


_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>两次运行的差异</title><style>
body{{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:72em;margin:2em auto;padding:0 1em;color:#222}}
table{{border-collapse:collapse;margin:1em 0;width:100%}}th,td{{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}}
td.n{{text-align:right}}del{{background:#fdd}}ins{{background:#dfd;text-decoration:none}}
</style></head><body><h1>两次运行的差异</h1>{notes}{summary}{changes}</body></html>
"""


def as_html(found: Difference) -> str:
    """A page with the summary and each change, changed characters marked."""
    notes = "".join(f"<p>{escape(note)}</p>" for note in found.notes)
    if not found.changes:
        return _PAGE.format(notes=notes, summary="<p>两次运行的记录没有差异。</p>", changes="")
    rows = "".join(
        f"<tr><td>{escape(_name(key))}</td>" + "".join(f'<td class="n">{getattr(tally, count)}</td>' for count in _COUNTS) + "</tr>"
        for key, tally in sorted(_shown(found))
    )
    summary = f"<table><tr><th>字段</th><th>新增</th><th>删除</th><th>改变</th><th>未变</th></tr>{rows}</table>"
    return _PAGE.format(notes=notes, summary=summary, changes="".join(_sections(found)))


def _sections(found: Difference) -> Iterator[str]:
    for path, inside in groupby(found.changes, key=lambda change: change.path):
        yield f"<h2>{escape(path)}</h2><table><tr><th>条款</th><th>字段</th><th>变化</th><th>原因</th><th>旧</th><th>新</th></tr>"
        yield from map(_html_row, inside)
        yield "</table>"


def _html_row(change: Change) -> str:
    old, new = marked(change.old or "", change.new or "")
    if change.old_sentence or change.new_sentence:
        sentences = marked(change.old_sentence or "", change.new_sentence or "")
        old, new = f"{old}<br><small>{sentences[0]}</small>", f"{new}<br><small>{sentences[1]}</small>"
    said = (change.heading or change.clause or "", _name((change.record, change.field)), KINDS[change.kind], CAUSES[change.cause])
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in said) + f"<td>{old}</td><td>{new}</td></tr>"


def marked(old: str, new: str) -> tuple[str, str]:
    """Both values as HTML, what only one of them has marked."""
    left, right, at, other_at = [], [], 0, 0
    for edit in edits(old, new, bridge=1):
        left += [escape(old[at : edit.start]), _tag("del", old[edit.start : edit.end])]
        right += [escape(new[other_at : edit.other_start]), _tag("ins", new[edit.other_start : edit.other_end])]
        at, other_at = edit.end, edit.other_end
    return "".join([*left, escape(old[at:])]), "".join([*right, escape(new[other_at:])])


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


FORMATS: dict[str, Callable[[Difference], str]] = {"text": as_text, "json": as_json, "csv": as_csv, "html": as_html}
