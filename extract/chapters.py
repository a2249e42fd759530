"""What is told to whoever finishes some records of a run: where they are kept, and what only the whole run knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.summary import Origin

if TYPE_CHECKING:
    from extract.records import Reject, Source


class At(NamedTuple):
    """A clause of a document: the document by its number among the chapter's addresses, the clause among all of the document's."""

    document: int
    clause: int


class Address(NamedTuple):
    """Where a document's records are, what tells that they are still the same, and its final id."""

    origin: Origin
    sha256: str
    clauses: int
    id: str


class Other(NamedTuple):
    """Another place of a clause, and how it compares, packed as it is kept."""

    at: At
    comparison: bytes


class Look(NamedTuple):
    """A clause that looks like another one: where it is printed, its id, and how the two compare."""

    at: At
    canonical: str
    clause: str | None
    comparison: bytes


class Entry(NamedTuple):
    """A unique clause: its id, its canonical print, its sources where they are not the document's own, and its other places."""

    id: str
    at: At
    sources: tuple[Source, ...] | None
    policy: int | None  # the address of the document whose rules bind its grants
    others: tuple[Other, ...] = ()
    looks: tuple[Look, ...] = ()  # for the report


class Chapter(NamedTuple):
    """Some records of a run, next to each other in its order."""

    addresses: tuple[Address, ...] = ()
    names: dict[int, dict[int, str]] = {}  # noqa: RUF012 - of a document's clauses, by address and number: their ids
    documents: tuple[int, ...] = ()  # addresses of those that are written here
    entries: tuple[Entry, ...] = ()
    copies: tuple[Look, ...] = ()  # rows for places that print a clause again, or look-alikes
    rejects: tuple[Reject, ...] = ()
    before: tuple[int, ...] = ()  # rows of each table
    numbers: dict[str, int] = {}  # noqa: RUF012 - of the clauses that are named here
    shown: dict[str, int] = {}  # noqa: RUF012 - numbers of the documents named here that the report shows
    most: int = 0  # clauses that the report shows of these
