"""The show command: one clause as printed, with its pages, and every value in it marked."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from extract.errors import UsageError

Row = dict[str, Any]

# What would steer a terminal or turn the direction of writing.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS = ("⟦", "⟧")
_STYLE = {"amounts": "金额", "percentages": "比例", "durations": "期限", "references": "引用"}
_WORDS = {
    "cap": "上限",
    "award": "定额",
    "threshold": "门槛",
    "fund": "资金规模",
    "target": "目标",
    "other": "其他",
    "rate": "扶持比例",
    "measure": "措施",
    "preamble": "序言",
    "closing": "附则",
    "original": "原文",
    "identical": "相同",
    "near": "相近",
    "excerpt": "节选",
    "truncated": "残缺",
    "year": "每年",
    "month": "每月",
    "once": "一次性",
    "<=": "不超过",
    ">=": "不少于",
    "<": "少于",
    ">": "超过",
}


def show_command(output: Path, key: str) -> int:
    """Print the clause of an id, or that of an incentive's id; raises UsageError where there is none."""
    clause, stretch = _found(output, key)
    for line in _lines(clause, stretch):
        click.echo(_UNPRINTABLE.sub("", line).replace(_MARKS[0], _opening()).replace(_MARKS[1], _closing()))
    return 0


def _opening() -> str:
    return _MARKS[0] + ("\x1b[1m" if _is_terminal() else "")


def _closing() -> str:
    return ("\x1b[0m" if _is_terminal() else "") + _MARKS[1]


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _found(output: Path, key: str) -> tuple[Row, tuple[int, int] | None]:
    """The clause, and the stretch of it that an incentive's id stands for."""
    clauses = {row["id"]: row for row in _records(output, "clauses")}
    if key in clauses:
        return clauses[key], None
    for incentive in _records(output, "incentives"):
        if incentive["id"] == key and incentive["clause"] in clauses:
            return clauses[incentive["clause"]], (incentive["start"], incentive["end"])
    raise UsageError(f"{output} 中没有编号为 {key} 的条款或扶持事项；编号见 clauses.csv、incentives.csv 的第一列")


def _records(output: Path, name: str) -> list[Row]:
    path = output / f"{name}.json"
    try:
        rows: list[Row] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} 无法读取；请给出一次运行的结果文件夹") from error
    return rows


def _lines(clause: Row, stretch: tuple[int, int] | None) -> Iterator[str]:
    first = clause["occurrences"][0]
    yield f"{clause['id']}  {_WORDS[clause['kind']]}"
    yield f"文件：{first['path']}　{_pages(first)}"
    if clause["section"]:
        yield "章节：" + " › ".join(clause["section"])
    if clause["sources"]:
        yield "来源：" + "；".join(source["title"] for source in clause["sources"])
    yield ""
    yield (clause["number"] or "") + _marked(clause)
    yield ""
    if stretch:
        yield f"本事项原文：{clause['text'][stretch[0] : stretch[1]]}"
    yield from _values(clause)
    for place in clause["occurrences"][1:]:
        yield f"另见（{_WORDS.get(place['relation'], place['relation'])}）：{place['path']}　{_pages(place)}"


def _pages(place: Row) -> str:
    pages = [box[0] for box in place.get("boxes") or ()] or [place["page"]]
    return f"第 {min(pages)} 页" if min(pages) == max(pages) else f"第 {min(pages)}–{max(pages)} 页"


def _marked(clause: Row) -> str:
    """The clause's text with marks around its values; where two overlap, around the longer."""
    text, at = [], 0
    for start, end in _spans((m["start"], m["end"]) for name in ("amounts", "percentages", "durations") for m in clause[name]):
        text += [clause["text"][at:start], _MARKS[0], clause["text"][start:end], _MARKS[1]]
        at = end
    return "".join((*text, clause["text"][at:]))


def _spans(found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield start, end
            reached = end


def _values(clause: Row) -> Iterator[str]:
    for name, title in _STYLE.items():
        for mention in clause[name]:
            text = mention.get("text") or f"《{mention['title']}》"
            says = [_WORDS.get(mention.get(key) or "", "") for key in ("role", "comparator", "period")]
            says += [mention.get(key) or "" for key in ("per_text", "base", "tier")]
            page = f"第 {mention['page']} 页" if mention.get("page") else ""
            lines = "；".join("(" + ", ".join(f"{edge:g}" for edge in box[1:]) + ")" for box in mention.get("boxes") or ())
            yield "  ".join(part for part in (title, text, "，".join(s for s in says if s), page, lines) if part)
