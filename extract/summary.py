"""What a run has to know of a document before it writes it: the records themselves stay where they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extract.records import Reject


class Origin(NamedTuple):
    """Where a document's records are kept, and from what they can be had again."""

    record: str
    path: str
    name: str
    date: str | None


class Head(NamedTuple):
    """A document: what others cite it by, and what decides between prints of one clause."""

    id: str
    path: str
    sha256: str
    kind: str
    title: str | None
    date: str | None
    clauses: int
    warnings: int


class Line(NamedTuple):
    """A clause: what its id is made of, what it is compared by, and how many rows it makes in each table."""

    number: int  # among all clauses of its document
    name: str  # its heading, or what stands for it
    key: str
    print: str
    sources: tuple[str, ...]
    start: int
    text: str
    compared: bytes
    rows: tuple[int, ...]


class Summary(NamedTuple):
    """A document, the clauses that hold, and a reject for each that does not."""

    document: Head
    clauses: tuple[Line, ...]
    rejects: tuple[Reject, ...]
    origin: Origin
