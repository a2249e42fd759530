"""Whole policies printed one after another in one file: where each begins, and the headings that it is filed under."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.patterns import Plain, any_of
from extract.segment.backs import ANNEX
from extract.segment.metadata import COLLECTIONS, is_title, organisations, whole_date
from extract.segment.paragraphs import Paragraph
from extract.text import squeeze

_SHORTEST_TITLE = 8
_MOST_LINES = 3  # of a title
_FEWEST = 2  # policies
_LETTER = 12  # lines in which a covering letter names the policy that it sends
_NEAR = 3  # lines in which an annex is announced above its title
# What a title starts with: 关于…, or the place or body that issues. Not 保障措施, a heading, nor what explains the policy above it.
_ISSUED = Plain("issued_title", r"\(?《?(?:关于|[\u4e00-\u9fff]{0,14}?[省市县区州旗镇乡厅局委部国盟会])[^，。；！？]*(?<!解读|说明)")
_COLLECTION = Plain("title_of_collection", rf"[^，。；！？]*{any_of(COLLECTIONS)}(?:\([^()]{{1,30}}\))*")
# The outermost numbers, with which a policy starts anew.
_OUTERMOST = ("part", "chapter", "article", "chinese")


class Volume(NamedTuple):
    """One policy of several: the headings above it, and its paragraphs from its title on."""

    section: tuple[str, ...]
    items: tuple[Paragraph, ...]


def volumes(items: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], list[Volume]]:
    """What stands above the policies, and the policies; none where a file holds only one."""
    starts = _starts(items)
    if len(starts) < _FEWEST:
        return items, []
    out: list[Volume] = []
    section: tuple[str, ...] = _headings_above(items, 0, starts[0])
    for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
        filed = _headings_above(items, start, end) if end < len(items) else ()
        out.append(Volume(section, tuple(items[start : end - len(filed)])))
        section = filed or section
    return items[: starts[0] - len(out[0].section)], out


def _starts(items: Sequence[Paragraph]) -> list[int]:
    """Each title behind a number and above the first number of another; the file's own title, if it has one, is none."""
    out: list[int] = []
    numbered = True
    anew = _begin_anew(items)
    first = next((i for i, p in enumerate(items[: _MOST_LINES * 2]) if _COLLECTION.fullmatch(squeeze(p.folded))), -1)
    for index in range(first + 1, len(items)):
        if items[index].number:
            numbered = True
        elif numbered and anew[index] and (title := _title(items, index)):
            letter = items[out[-1] : min(index, out[-1] + _LETTER)] if out else ()
            if not any(title in squeeze(p.folded) for p in letter):
                out.append(index)
                numbered = False
    return out


def _title(items: Sequence[Paragraph], index: int) -> str | None:
    """The title that starts with a line; that of an annex belongs to the policy above it."""
    if any(ANNEX.match(p.folded) for p in items[max(0, index - _NEAR) : index + 1]):
        return None
    for count in range(1, _MOST_LINES + 1):
        lines = items[index : index + count]
        if not all(map(_may_be_of_title, lines)):
            return None
        title = squeeze("".join(p.folded for p in lines))
        if is_title(title):
            return title if len(title) >= _SHORTEST_TITLE and _ISSUED.fullmatch(title) else None
    return None


def _may_be_of_title(line: Paragraph) -> bool:
    plain = line.number is None and line.kind == "text" and line.looks_like_heading
    return plain and whole_date(line.folded) is None and not organisations(line.as_printed)


def _begin_anew(items: Sequence[Paragraph]) -> list[bool]:
    """For each paragraph whether the next number is the first of an outermost level."""
    out: list[bool] = []
    first = False
    for paragraph in reversed(items):
        number = paragraph.number
        first = first if number is None else number.value == 1 and number.level in _OUTERMOST
        out.append(first)
    return out[::-1]


def _headings_above(items: Sequence[Paragraph], start: int, end: int) -> tuple[str, ...]:
    """The numbered headings right above a title: 一、科技创新类."""
    out: list[str] = []
    while end - 1 > start and items[end - 1].number and items[end - 1].looks_like_heading:
        end -= 1
        out.append(squeeze(items[end].text))
    return tuple(reversed(out))
