"""A clause as rules read it: folded text, its sentences, their parts between semicolons and segments between commas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, wraps
from operator import attrgetter
from typing import TypeVar, cast

from extract.patterns import Pattern
from extract.text import fold

_SIGNS = Pattern("sentence_signs", r"[。！？；，：\n\t|()《》]")
_LONGEST_BRACKET = 120
_BLANK = "\ufffc"
_START = attrgetter("start")
_LEVEL = {"。": 3, "！": 3, "？": 3, "\n": 3, "|": 3, "\t": 3, "；": 2, "，": 1, "：": 1}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, half open, without the sign that ends it."""

    start: int
    end: int


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with stretches blanked out, character for character; the spans are in order of their starts."""
    out: list[str] = []
    at = 0
    for span in spans:
        start, end = max(span.start, at), max(span.end, at)
        out += (text[at:start], _BLANK * (end - start))
        at = end
    return "".join((*out, text[at:]))


@dataclass(frozen=True)
class Reading:
    """One clause, read once and shared by all rules; positions hold for the text and for its folded copy."""

    text: str
    below: str = "<="  # what 以下 means in this document
    above: str = ">="  # what 以上 means in this document

    @cached_property
    def folded(self) -> str:
        """The text in half width, simplified script and Chinese punctuation, character for character."""
        return fold(self.text)

    @cached_property
    def brackets(self) -> tuple[Span, ...]:
        """Stretches inside round brackets, without the brackets, in order; unmatched brackets are none."""
        out, open_at = [], []
        for match in _SIGNS.finditer(self.folded):
            sign = match.group()
            if sign == "(":
                open_at.append(match.end())
            elif sign == ")" and open_at:
                start = open_at.pop()
                if match.start() - start <= _LONGEST_BRACKET:
                    out.append(Span(start, match.start()))
            elif sign in "\n。" and open_at and match.start() - open_at[0] > _LONGEST_BRACKET:
                open_at.clear()
        return tuple(sorted(out, key=lambda s: s.start))

    @cached_property
    def masked(self) -> str:
        """The folded text with what stands in round brackets blanked out, for rules that read over remarks."""
        return blanked(self.folded, self.brackets)

    @cached_property
    def _stops(self) -> tuple[tuple[int, int], ...]:
        """Where sentences, parts and segments end: (position, level); signs in brackets and titles do not count."""
        return tuple(
            (m.start(), _LEVEL[m.group()])
            for m in _SIGNS.finditer(blanked(self.masked, self.titles))
            if m.group() in _LEVEL and not _is_time(self.folded, m.start())
        )

    @cached_property
    def titles(self) -> tuple[Span, ...]:
        """Titles in 《》, with the marks."""
        return tuple(Span(m.start(), m.end()) for m in TITLE.finditer(self.folded))

    def _spans(self, level: int) -> tuple[Span, ...]:
        out, start = [], 0
        for position, depth in (*self._stops, (len(self.folded), 4)):
            if depth >= level:
                if self.folded[start:position].strip():
                    out.append(Span(start, position))
                start = position + 1
        return tuple(out) or (Span(0, len(self.folded)),)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Up to 。"""
        return self._spans(3)

    @cached_property
    def parts(self) -> tuple[Span, ...]:
        """Up to ； or 。"""
        return self._spans(2)

    @cached_property
    def segments(self) -> tuple[Span, ...]:
        """Up to ， or ： or what ends a part."""
        return self._spans(1)

    def sentence(self, position: int) -> Span:
        """The sentence around a position."""
        return _around(self.sentences, position)

    def part(self, position: int) -> Span:
        """The part of a sentence around a position."""
        return _around(self.parts, position)

    def segment(self, position: int) -> Span:
        """The segment around a position."""
        return _around(self.segments, position)

    def bracket(self, position: int) -> Span | None:
        """The innermost bracket around a position."""
        near = bisect_left(self.brackets, position - _LONGEST_BRACKET, key=_START)
        inside = [s for s in self.brackets[near : bisect_right(self.brackets, position, key=_START)] if position < s.end]
        return min(inside, key=lambda s: s.end - s.start) if inside else None

    def segments_in(self, span: Span) -> tuple[Span, ...]:
        """The segments of a sentence or part."""
        first = bisect_left(self.segments, span.start, key=_START)
        return self.segments[first : bisect_left(self.segments, span.end, lo=first, key=_START)]


def _is_time(folded: str, position: int) -> bool:
    """Whether a colon stands in a time or ratio: 16：30, 1：1."""
    return folded[position] == "：" and folded[position - 1 : position].isdigit() and folded[position + 1 : position + 2].isdigit()


TITLE = Pattern("cited_title", r"《(?:[^《》\n]|《[^《》\n]{0,100}》){1,200}》")


def _around(spans: tuple[Span, ...], position: int) -> Span:
    index = bisect_right(spans, position, key=_START) - 1
    return spans[max(0, index)]


Found = TypeVar("Found")


def once(find: Callable[[Reading], Found]) -> Callable[[Reading], Found]:
    """A rule over a whole clause that several others ask: it looks once, and the reading remembers what it found."""
    key = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def found(reading: Reading) -> Found:
        memory = vars(reading)
        if key not in memory:
            memory[key] = find(reading)
        return cast("Found", memory[key])

    return found
