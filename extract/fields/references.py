"""Titles cited in 《》, each once, with the document number printed behind it."""

from __future__ import annotations

from extract.grammar.reading import Reading
from extract.patterns import Pattern
from extract.records import Reference
from extract.text import squeeze

_NUMBER_BEHIND = Pattern(
    "number_behind_title", r"\s*\((?P<number>[\u4e00-\u9fffA-Za-z]{1,14}\s*[(\[]?\s*(?:19|20)\d{2}\s*[)\]]?\s*(?:第\s*)?\d{1,5}\s*号)\)"
)


def find(reading: Reading) -> list[Reference]:
    """Every cited title in order of first citation, as printed, white space at line ends removed."""
    out: dict[str, Reference] = {}
    for span in reading.titles:
        title = reading.text[span.start + 1 : span.end - 1].replace("\n", "").strip()
        if title and squeeze(title) not in out:
            out[squeeze(title)] = Reference(title=title, doc_number=_number(reading, span.end), start=span.start, end=span.end)
    return list(out.values())


def _number(reading: Reading, position: int) -> str | None:
    match = _NUMBER_BEHIND.match(reading.folded, position)
    return squeeze(reading.text[match.start("number") : match.end("number")]) if match else None
