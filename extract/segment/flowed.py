"""Texts that lost their line ends, taken apart again at the numbers that count up in them: …。第二条…。第三条…."""

from __future__ import annotations

from collections.abc import Iterator

from extract.patterns import Pattern
from extract.segment.numbers import CHINESE, value_of
from extract.segment.paragraphs import Paragraph

_SHORTEST = 120  # characters
_FEWEST = 3  # numbers that count up
# A number behind a full stop or a title that stands above it. Not 按照第三条的规定.
_ARTICLE = Pattern("flowed_article", rf"第(?P<value>[{CHINESE}]{{1,5}})条(?![款项之的、和与至及或，规所中)]|第[{CHINESE}]{{1,3}}[款项])")
_ITEM = Pattern("flowed_item", rf"(?:(?<=[。；：)”])|^)(?P<value>[{CHINESE}]{{1,3}})、(?![{CHINESE}]{{1,3}}[、级类线产等])")
_PART = Pattern("flowed_part", rf"(?:(?<=[。；：])|^[^。；，]{{0,30}})\((?P<value>[{CHINESE}]{{1,3}})\)(?![项款类种至、和目])")
_STOPPED = Pattern("flowed_stop", r"(?:^|[。；：)》”])$")
# What may stand between a full stop and an article: the chapter and the section that open with it.
_CHAPTERS = Pattern("flowed_chapters", rf"第[{CHINESE}]{{1,3}}章[^。；，]{{1,24}}$")
_SECTION = Pattern("flowed_section", rf"第[{CHINESE}]{{1,3}}节[^。；，章]{{1,20}}$")
# Above the first number: the signature of a covering letter, its date, a remark in brackets and the title.
_HEAD = Pattern(
    "flowed_head",
    r"""(?<=。)(?=[^。，；\d]{4,30}(?:19|20)\d\d年\d{1,2}月\d{1,2}日) | (?<=。[^。，；\d]{4,30})(?=(?:19|20)\d\d年\d{1,2}月\d{1,2}日[(\u4e00-\u9fff])
      | (?<=(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?=[(\u4e00-\u9fff]) | (?<=[)。])(?=[^)。，；]{4,60}$)""",
)


def unflowed(items: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, each of those that hold several articles or items as so many."""
    out: list[Paragraph] = []
    for paragraph in items:
        long = paragraph.kind == "text" and len(paragraph.text) >= _SHORTEST
        out += _parted(paragraph, _cuts(paragraph.folded)) if long else [paragraph]
    return out


def _parted(paragraph: Paragraph, cuts: list[int]) -> list[Paragraph]:
    behind: list[Paragraph] = []
    for cut in reversed(cuts):
        paragraph, rest = paragraph.parted(cut)
        behind.append(rest)
    return [paragraph, *reversed(behind)]


def _cuts(text: str) -> list[int]:
    """Where paragraphs start inside a text; none where its numbers do not count up."""
    for numbers, inner in ((_articles(text), False), (_counted(_ITEM, text, 0, len(text)), True)):
        if len(numbers) >= _FEWEST:
            found = {*numbers, *_chapters(text, numbers), *(_parts(text, numbers) if inner else ())}
            first = min(found)
            return sorted({*found, *(m.end() for m in _HEAD.finditer(text, 0, first))} - {0})
    return []


def _counted(pattern: Pattern, text: str, start: int, end: int) -> list[int]:
    """Where numbers that count up from one stand."""
    out: list[int] = []
    for match in pattern.finditer(text, start, end):
        if value_of(match["value"]) == len(out) + 1:
            out.append(match.start("value") - (pattern is _PART))
    return out


def _articles(text: str) -> list[int]:
    """Articles that count up, each behind a full stop or below a chapter."""
    out: list[int] = []
    for match in _ARTICLE.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        opens = _STOPPED.search(before) or _CHAPTERS.search(before) or _SECTION.search(before)
        if opens and value_of(match["value"]) == len(out) + 1:
            out.append(match.start())
    return out


def _chapters(text: str, numbers: list[int]) -> Iterator[int]:
    """Where the chapter and the section above a number start."""
    for number in numbers:
        section = _SECTION.search(text, max(0, number - 60), number)
        if section:
            yield section.start()
        chapter = _CHAPTERS.search(text, max(0, number - 60), section.start() if section else number)
        if chapter:
            yield chapter.start()


def _parts(text: str, numbers: list[int]) -> Iterator[int]:
    """Where （一）, （二） start below 一、."""
    for start, end in zip(numbers, [*numbers[1:], len(text)], strict=True):
        found = _counted(_PART, text, start, end)
        yield from found if len(found) > 1 else ()
