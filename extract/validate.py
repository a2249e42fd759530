"""What every record must satisfy beyond its types: spans slice to what was printed, nothing is out of place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from extract.records import Amount, Clause, Duration, Percentage


def faults(clause: Clause, document_text: str) -> list[str]:
    """What is wrong with a clause, in Chinese; empty when it holds."""
    return [*_mentions(clause), *_places(clause, document_text)]


def _mentions(clause: Clause) -> Iterator[str]:
    mentions: Iterable[Amount | Percentage | Duration] = chain(clause.amounts, clause.percentages, clause.durations)
    for mention in mentions:
        if clause.text[mention.start : mention.end] != mention.text:
            yield f"{mention.text} 的位置与条款原文不符"
    for reference in clause.references:
        if "".join(clause.text[reference.start + 1 : reference.end - 1].split()) != "".join(reference.title.split()):
            yield f"《{reference.title}》 的位置与条款原文不符"


def _places(clause: Clause, document_text: str) -> Iterator[str]:
    for place in clause.occurrences:
        printed = document_text[place.start : place.end]
        if place.document == clause.document and printed != (place.text or clause.text):
            yield "条款位置与文件正文不符"
    if not clause.text.strip():
        yield "条款原文为空"
