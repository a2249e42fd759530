"""A clause's record: its place in the outline, its text, everything found in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from extract.binding import Binding
from extract.fields import fields_of
from extract.fields.instruments import given_in
from extract.grammar.reading import Reading
from extract.ids import clause_key, told_apart
from extract.incentives import Found, incentives_in
from extract.records import Clause, Document, Occurrence, Source
from extract.segment import Printed, Segmented
from extract.segment.provenance import Provenance
from extract.text import squeeze


@dataclass(frozen=True, slots=True)
class Composed:
    """A clause's record, the incentives found in it, and the rules that ran out of time on it."""

    clause: Clause
    incentives: tuple[Found, ...]
    stopped: tuple[str, ...]


def composed_clauses(segmented: Segmented, binding: Binding, document: Document) -> list[Composed]:
    """The records of all clauses of a document, in order of print; ids are unique in it."""
    printed = segmented.clauses
    sources = [_sources(clause, document) for clause in printed]
    keys = [clause_key(s[0].title if s else None, c.heading, c.number, c.text) for c, s in zip(printed, sources, strict=True)]
    ids = told_apart(keys, [c.text for c in printed])
    out = []
    for index, (clause, key, source) in enumerate(zip(printed, ids, sources, strict=True)):
        text, places = clause.row.reading() if clause.row else (clause.text, None)
        reading = Reading(text, binding.below, binding.above) if clause.row else binding.reading(index)
        found, late = fields_of(reading)
        found["references"] = tuple(r for r in found["references"] if squeeze(r.title) not in clause.attributions)
        incentives = incentives_in(reading, found["amounts"], found["percentages"], found["durations"]) if clause.kind == "measure" else []
        if places:
            found = {name: placed(items, clause.text, places) for name, items in found.items()}
            incentives = [replace(item, start=places[item.start], end=places[item.end - 1] + 1) for item in incentives]
        found = {name: located(items, clause.start, segmented.provenance) for name, items in found.items()}
        if not incentives:  # a closing article or a rule of procedure speaks of grants; it makes one only where a verb gives it
            found["instruments"] = given_in(reading) if clause.kind == "measure" else ()
        record = _clause(clause, key, source, _occurrence(clause, document, segmented.provenance), found)
        out.append(Composed(record, tuple(incentives), tuple(late)))
    return out


def placed(items: tuple[Any, ...], text: str, places: tuple[int, ...]) -> tuple[Any, ...]:
    """What was found in a row read as a sentence, at its places in the row as printed."""
    if not items or not hasattr(items[0], "start"):
        return items
    spans = [(places[item.start], places[item.end - 1] + 1) for item in items]
    texts = [{"text": text[start:end]} if hasattr(item, "text") else {} for item, (start, end) in zip(items, spans, strict=True)]
    return tuple(
        item.model_copy(update={"start": start, "end": end, **changed})
        for item, (start, end), changed in zip(items, spans, texts, strict=True)
    )


def located(items: tuple[Any, ...], start: int, provenance: Provenance) -> tuple[Any, ...]:
    """What was found in a clause that starts at a position of the document, with the page and the lines that print it."""
    if not items or not hasattr(items[0], "boxes"):
        return items
    places = [(start + item.start, start + item.end) for item in items]
    return tuple(
        item.model_copy(update={"page": provenance.page(first), "boxes": provenance.boxes(first, end)})
        for item, (first, end) in zip(items, places, strict=True)
    )


def _sources(clause: Printed, document: Document) -> tuple[Source, ...]:
    """The policies that a clause comes from: its attribution in a compilation, else the document itself."""
    if document.kind == "compilation":
        return tuple(Source(title=title, basis="attribution") for title in clause.attributions)
    title = document.title or document.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return (Source(title=title, document=document.id, basis="self"),)


def _occurrence(clause: Printed, document: Document, provenance: Provenance) -> Occurrence:
    return Occurrence(
        document=document.id,
        path=document.path,
        relation="original",
        similarity=Decimal(1),
        section=clause.section,
        number=clause.number,
        heading=clause.heading,
        source="；".join(clause.attributions) or None,
        page=provenance.page(clause.start),
        start=clause.start,
        end=clause.end,
        boxes=provenance.boxes(clause.start, clause.end),
    )


def _clause(clause: Printed, key: str, sources: tuple[Source, ...], place: Occurrence, found: dict[str, Any]) -> Clause:
    return Clause(
        id=key,
        kind=clause.kind,  # type: ignore[arg-type]
        section=clause.section,
        number=clause.number,
        heading=clause.heading,
        text=clause.text,
        document=place.document,
        sources=sources,
        occurrences=(place,),
        **found,
    )
