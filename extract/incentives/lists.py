"""What is said once before a list of grants and holds for each: 对港澳青年企业给予奖励，具体如下：（一）…; 新入统的商贸企业：批发企业…；零售企业…."""

from __future__ import annotations

from typing import NamedTuple

from extract.grammar.reading import Reading, Span, once
from extract.incentives.framing import is_heading
from extract.patterns import Pattern
from extract.segment.numbers import number_at_start


class Opening(NamedTuple):
    """The words before a colon, and the list behind it that they hold for."""

    words: Span
    items: Span


_BLANK = Pattern("blank", r"[ \n\t]*")


def opening_of(reading: Reading, position: int) -> Opening | None:
    """The innermost opening whose list a position stands in."""
    return next((o for o in reversed(_openings(reading)) if o.items.start <= position < o.items.end), None)


@once
def _openings(reading: Reading) -> tuple[Opening, ...]:
    return tuple(
        opening
        for segment in reading.segments
        if reading.folded[segment.end : segment.end + 1] == "：" and (opening := _opened(reading, segment))
    )


def _opened(reading: Reading, segment: Span) -> Opening | None:
    """A numbered list runs to the end of the clause, parts between semicolons to the end of the sentence."""
    sentence = reading.sentence(segment.start)
    words = Span(sentence.start, segment.end)
    start = segment.end + 1
    blank = _BLANK.match(reading.folded, start)
    item = blank.end() if blank else start
    if number_at_start(reading.folded[item : item + 8], reading.text[item : item + 8]):
        return Opening(words, Span(start, len(reading.folded)))
    several = reading.part(segment.start).end < sentence.end
    heads = is_heading(reading.masked[segment.start : segment.end].strip())
    return Opening(words, Span(start, sentence.end)) if several and not heads else None
