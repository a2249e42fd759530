"""A clause as rules read it: folded text, its sentences, their parts between semicolons and segments between commas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import wraps
from operator import attrgetter
from typing import NamedTuple, TypeVar, cast

from extract.patterns import Pattern, Plain
from extract.text import BLANK, blanked, fold

_SIGNS = Plain("sentence_signs", r"[。！？；，：\n\t|()《》]")
_LONGEST_BRACKET = 120
_START = attrgetter("start")
_LEVEL = {"。": 3, "！": 3, "？": 3, "\n": 3, "|": 3, "\t": 3, "；": 2, "，": 1, "：": 1}


class Span(NamedTuple):
    """A stretch of the text, half open, without the sign that ends it."""

    start: int
    end: int


class Reading:
    """One clause, read once and shared by all rules; positions hold for the text and for its folded copy.

    `below` and `above` are what 以下 and 以上 mean in its document.
    """

    def __init__(self, text: str, below: str = "<=", above: str = ">=") -> None:
        self.text = text
        self.below = below
        self.above = above
        self.folded = fold(text)  # half width, simplified script, Chinese punctuation, character for character
        signs = [(match.start(), match.group()) for match in _SIGNS.finditer(self.folded)]
        self.brackets = _brackets(signs)  # stretches inside round brackets, without the brackets, in order
        self.masked = blanked(self.folded, self.brackets)  # for rules that read over remarks
        self.titles = tuple(Span(*m.span()) for m in TITLE.finditer(self.folded)) if "《" in self.folded else ()
        stops = _stops(signs, self.folded, blanked(self.masked, self.titles))
        self.sentences = _spans(stops, self.folded, 3)  # up to 。
        self.parts = _spans(stops, self.folded, 2)  # up to ； or 。
        self.segments = _spans(stops, self.folded, 1)  # up to ， or ： or what ends a part
        self.memory: dict[str, object] = {}  # what rules over the whole clause have found

    def sentence(self, position: int) -> Span:
        """The sentence around a position."""
        return _around(self.sentences, position)

    def sentence_before(self, sentence: Span) -> Span | None:
        """The sentence that ends where another starts."""
        place = bisect_left(self.sentences, sentence.start, key=_START)
        return self.sentences[place - 1] if place else None

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


Signs = Sequence[tuple[int, str]]


def _brackets(signs: Signs) -> tuple[Span, ...]:
    """What stands in round brackets; unmatched brackets are none."""
    out: list[Span] = []
    open_at: list[int] = []
    for at, sign in signs:
        if sign == "(":
            open_at.append(at + 1)
        elif sign == ")" and open_at:
            start = open_at.pop()
            if at - start <= _LONGEST_BRACKET:
                out.append(Span(start, at))
        elif open_at and sign in "\n。" and at - open_at[0] > _LONGEST_BRACKET:
            open_at.clear()
    return tuple(sorted(out, key=_START))


def _stops(signs: Signs, folded: str, outside: str) -> list[tuple[int, int]]:
    """Where sentences, parts and segments end: (position, level); signs in brackets and titles do not count."""
    return [(at, _LEVEL[sign]) for at, sign in signs if sign in _LEVEL and outside[at] != BLANK and not _is_time(folded, at)]


def _spans(stops: Sequence[tuple[int, int]], folded: str, level: int) -> tuple[Span, ...]:
    """The stretches between stops of a level or higher."""
    out, start = [], 0
    for position, depth in (*stops, (len(folded), 4)):
        if depth >= level:
            if folded[start:position].strip():
                out.append(Span(start, position))
            start = position + 1
    return tuple(out) or (Span(0, len(folded)),)


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
        if key not in reading.memory:
            reading.memory[key] = find(reading)
        return cast("Found", reading.memory[key])

    return found
