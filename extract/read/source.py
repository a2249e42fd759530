"""What every reader returns: printed lines in reading order, each with its place and the signs of its layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Box(NamedTuple):
    """A rectangle on a page in points, from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one whole paragraph where the format knows paragraphs (`ends`)."""

    text: str
    page: int = 1
    box: Box | None = None
    bold: int = 0  # how many leading characters of the text are bold
    level: int | None = None  # a heading's level where the format marks one, from 1
    indent: float = 0.0  # blank at the left, in characters
    blank_before: bool = False
    fills: bool | None = None  # whether it reaches the right margin; None where the format does not show it
    ends: bool = False  # a paragraph surely ends here
    centred: bool = False
    kind: Literal["text", "row", "note"] = "text"
    cells: tuple[str, ...] = ()  # of a table row
    header: tuple[str, ...] = ()  # the column names above a table row


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader noticed that a person should know."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document as printed: its lines in reading order."""

    media_type: str
    reader: str
    lines: tuple[Line, ...]
    pages: int = 1
    notes: tuple[Note, ...] = ()
