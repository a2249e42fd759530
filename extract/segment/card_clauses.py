"""A card as one clause: from its name to its last label, with the policies that it says it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.segment.cards import BULLETS, label_of, other_label
from extract.segment.drafts import Draft
from extract.segment.metadata import titles_in
from extract.segment.paragraphs import Paragraph


def card(paragraphs: Sequence[Paragraph], section: tuple[str, ...]) -> Draft:
    """The clause of a card's paragraphs; a source that stands last is no part of its text."""
    roles = [*_roles(paragraphs)]
    end = next(i for i in range(len(roles), 0, -1) if roles[i - 1] != "source" or i == 1)
    titles = [title for p, role in zip(paragraphs, roles, strict=True) if role == "source" for title in _titles(p)]
    number = paragraphs[0].number
    return Draft(
        kind="measure",
        section=section,
        number=number.printed if number else None,
        heading=_name(paragraphs[0]),
        offset=number.end if number else 0,
        paragraphs=[*paragraphs[:end]],
        attributions=tuple(dict.fromkeys(titles)),
    )


def _roles(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """What each paragraph says of the measure: its own label's part, or that of the label above it."""
    role = "name"
    for paragraph in paragraphs:
        label = label_of(paragraph.folded)
        role = label.role if label else "other" if other_label(paragraph.folded) else role
        yield role


def _titles(paragraph: Paragraph) -> tuple[str, ...]:
    label = label_of(paragraph.folded)
    return titles_in(paragraph.text[label.end if label else 0 :])


def _name(own: Paragraph) -> str | None:
    """What the card is called."""
    label = label_of(own.folded)
    start = label.end if label else own.number.end if own.number else 0
    return own.text[start:].strip(f" 　。：:{BULLETS}") or None
