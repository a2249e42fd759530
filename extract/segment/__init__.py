"""Printed lines to clauses: clean text, its parts, and each clause with its place."""

from __future__ import annotations

from dataclasses import dataclass

from extract.clean import clean
from extract.read.source import Source
from extract.segment.clauses import Clauses
from extract.segment.drafts import Draft
from extract.segment.flowed import unflowed
from extract.segment.furniture import without_furniture
from extract.segment.outline import Outline
from extract.segment.paragraphs import ENDS, paragraphs
from extract.segment.parts import Parts, split
from extract.segment.provenance import Provenance, provenance
from extract.segment.rows import Row


@dataclass(frozen=True, slots=True)
class Printed:
    """A clause as printed in one document: positions are into the document's clean text."""

    kind: str
    section: tuple[str, ...]
    number: str | None
    heading: str | None
    text: str
    attributions: tuple[str, ...]
    start: int
    end: int
    row: Row | None = None  # where it is a table's row


@dataclass(frozen=True, slots=True)
class Segmented:
    """A document taken apart."""

    text: str  # the clean text, one paragraph a line
    parts: Parts
    clauses: tuple[Printed, ...]
    incomplete: bool
    provenance: Provenance


def segment(source: Source) -> Segmented:
    """The clauses of a document, in the order of print."""
    items = unflowed(paragraphs(without_furniture(clean(source.lines))))
    starts, position = {}, 0
    for paragraph in items:
        starts[id(paragraph)] = position
        position += len(paragraph.text) + 1
    parts = split(items)
    clauses = tuple(_printed(draft, starts) for draft in _drafts(parts))
    return Segmented("\n".join(p.text for p in items), parts, clauses, _breaks_off(parts, clauses), provenance(items))


def _drafts(parts: Parts) -> list[Draft]:
    """The clauses; those of a policy that is printed with others name it as their source and their section."""
    if not parts.policies:
        return Clauses(parts.kind, Outline(parts.kind, parts.text).build()).drafts()
    out = []
    for section, policy in parts.policies:
        title = (policy.head.title,) if policy.head.title else ()
        for draft in _drafts(policy):
            draft.section = (*section, *title, *draft.section)
            draft.attributions = draft.attributions or title
            out.append(draft)
    return out


def _printed(draft: Draft, starts: dict[int, int]) -> Printed:
    first, text = draft.paragraphs[0], draft.text
    start = starts[id(first)] + draft.offset
    stripped = text.strip()
    start += len(text) - len(text.lstrip())
    return Printed(
        kind=draft.kind,
        section=draft.section,
        number=draft.number,
        heading=draft.heading or None,
        text=stripped,
        attributions=draft.attributions,
        start=start,
        end=start + len(stripped),
        row=draft.row,
    )


def _breaks_off(parts: Parts, clauses: tuple[Printed, ...]) -> bool:
    """Whether the last clause stops in the middle of a sentence and nothing stands behind it."""
    if not clauses or clauses[-1].row:
        return False
    own = parts.policies[-1][1] if parts.policies else parts
    last = own.text[-1] if own.text else None
    text = clauses[-1].text
    ends = ENDS.search(last.folded if last else text) or text.endswith(("）", ")", "》", "”", "："))
    attributed = bool(clauses[-1].attributions)
    return not (ends or attributed or own.signature.date)
