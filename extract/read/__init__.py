"""Bytes to printed lines: a table of readers; a new format is one new file and one row here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import NamedTuple, cast

from extract.errors import ReadError
from extract.read.sniff import Container, contents
from extract.read.source import Source
from extract.settings import LIMITS, Limits

_TURN = "\u202e"  # what follows is shown from right to left, until the next mark or the line's end
_TURNED = re.compile("\u202e([^\u202a-\u202e]*)(\u202c?)")

Read = Callable[[bytes, Limits], Source]


class Reader(NamedTuple):
    """A format: what its content looks like, and the module whose `read` turns it into lines."""

    name: str
    recognises: Callable[[Container], bool]
    module: str


READERS: tuple[Reader, ...] = (
    Reader("pdf", lambda c: b"%PDF-" in c.head, "extract.read.pdf"),
    Reader("docx", lambda c: "word/document.xml" in c.members, "extract.read.docx"),
    Reader("ofd", lambda c: "OFD.xml" in c.members, "extract.read.ofd"),
    Reader("office", lambda c: c.is_office, "extract.read.office"),
    Reader("html", lambda c: c.is_text and c.is_page, "extract.read.html"),
    Reader("text", lambda c: c.is_text, "extract.read.text"),
)


def read(data: bytes, limits: Limits = LIMITS) -> Source:
    """The document's lines, by the reader that its content asks for; raises ReadError."""
    if not data:
        raise ReadError("empty")
    if len(data) > limits.bytes:
        raise ReadError("too_large", f"{len(data)} bytes")
    found = contents(data, limits)
    for reader in READERS:
        if reader.recognises(found):
            source = cast("Read", import_module(reader.module).read)(data, limits)
            return checked(as_seen(source), limits)
    raise ReadError("unsupported")


def as_seen(source: Source) -> Source:
    """The source with the characters in the order in which a person sees them, where a mark turns that round."""
    if not any(_TURN in line.text for line in source.lines):
        return source
    return replace(source, lines=tuple(replace(line, text=_TURNED.sub(_turned, line.text)) for line in source.lines))


def _turned(match: re.Match[str]) -> str:
    return _TURN + match[1][::-1] + match[2]


def checked(source: Source, limits: Limits) -> Source:
    """The source, if it holds any text and not too much; raises ReadError."""
    characters = sum(len(line.text) for line in source.lines)
    if characters > limits.characters:
        raise ReadError("too_large", f"{characters} characters")
    longest = max((len(line.text) for line in source.lines), default=0)
    if longest > limits.line_characters:
        raise ReadError("too_large", f"one line of {longest} characters")
    if not any(line.text.strip() for line in source.lines):
        raise ReadError("no_text")
    return source
