"""A clause's sentences, and the one that a position stands in."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")


def sentences(text: str) -> list[str]:
    """The sentences of a text, with their marks; together they are the text."""
    return [match.group() for match in _SENTENCE.finditer(text) if match.group()]


def sentence_at(text: str, position: int | None) -> str | None:
    """The sentence around a position."""
    if position is None:
        return None
    return next((m.group() for m in _SENTENCE.finditer(text) if m.start() <= position < m.end()), None)
