"""All places of a run where a clause is printed, a column a property: fifty bytes a place, and what they say is on disk."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from extract.dedupe.merge import Member
from extract.dedupe.printed import Printed, unpacked
from extract.emit.tables import TABLES
from extract.ids import clause_key, digest
from extract.spool import Lazy, Spool
from extract.summary import Head, Line, Origin, Summary

_UNDATED = "9999"
_AT_HAND = 4_000


class Places:
    """The clauses of all documents, which come in the order of their paths, each clause by its number."""

    def __init__(self, summaries: Iterable[Summary], folder: Path | None = None) -> None:
        self.documents: list[Head] = []
        self.origins: list[Origin] = []
        self.first = array("I", [0])  # of each document, and one past the last
        self._document, self._index, self._start = array("I"), array("I"), array("I")
        self._keys, self._prints = array("Q"), array("Q")
        self._rows = array("I")
        self._own: list[str] = []  # the title under which a policy's clauses stand
        self.cited: dict[int, tuple[str, ...]] = {}  # the titles under which a compilation's do
        self._names: dict[int, str] = {}  # of clauses that stand under no title
        self._texts, self._compared = Spool(folder), Spool(folder)
        for summary in _told_apart(summaries):
            self._append(summary)

    def _append(self, summary: Summary) -> None:
        document = len(self.documents)
        self.documents.append(summary.document)
        self.origins.append(summary.origin)
        quoted = summary.document.kind == "compilation"
        self._own.append("" if quoted or not summary.clauses else summary.clauses[0].sources[0])
        for line in summary.clauses:
            if not line.sources:
                self._names[len(self)] = line.name
            elif quoted:
                self.cited[len(self)] = line.sources
            self._append_line(document, line)
        self.first.append(len(self))

    def _append_line(self, document: int, line: Line) -> None:
        self._document.append(document)
        self._index.append(line.number)
        self._start.append(line.start)
        self._keys.append(int(line.key[1:], 16))
        self._prints.append(int(line.print[1:], 16))
        self._rows.extend(line.rows)
        self._texts.append(line.text.encode("utf-8", "surrogatepass"))
        self._compared.append(line.compared)

    def __len__(self) -> int:
        return len(self._document)

    def document(self, place: int) -> int:
        """The number of the document that prints it."""
        return self._document[place]

    def head(self, place: int) -> Head:
        """That document."""
        return self.documents[self._document[place]]

    def index(self, place: int) -> int:
        """Which of the document's clauses it is."""
        return self._index[place]

    def start(self, place: int) -> int:
        """Where it starts in the document's text."""
        return self._start[place]

    def key(self, place: int, source: str | None = None) -> str:
        """The id of the clause as far as source and heading go, under the title of a source where it has none of its own."""
        if source is not None and place in self._names:
            return clause_key(source, self._names[place], None, "")
        return f"c{self._keys[place]:012x}"

    def print(self, place: int) -> str:
        """Names what is printed there."""
        return f"p{self._prints[place]:012x}"

    def rows(self, place: int) -> Sequence[int]:
        """How many rows its record makes in each table."""
        return self._rows[place * len(TABLES) : (place + 1) * len(TABLES)]

    def text(self, place: int) -> str:
        """What is printed there."""
        return self._texts[place].decode("utf-8", "surrogatepass")

    def quoted(self, place: int) -> bool:
        """Whether it stands in a compilation."""
        return self.head(place).kind == "compilation"

    def titles(self, place: int) -> tuple[str, ...]:
        """The titles of the policies that it comes from, as printed: its attribution, or the policy's own."""
        return self.cited.get(place, ()) if self.quoted(place) else (self._own[self._document[place]],)

    def source(self, place: int) -> str | None:
        """The first of them."""
        return next(iter(self.titles(place)), None)

    def printed(self, place: int) -> Printed:
        """What is compared of it."""
        return unpacked(self._compared[place], self.source(place))

    @property
    def texts(self) -> Sequence[Printed]:
        """What is compared of every place; what was looked at last is at hand."""
        return Lazy(range(len(self)), lru_cache(_AT_HAND)(self.printed))

    def member(self, place: int) -> Member:
        """It as one of several prints of a clause."""
        head = self.head(place)
        date = head.date or _UNDATED
        return Member(place, self.text(place), self.printed(place), self.quoted(place), date, head.path, self.start(place))


def _told_apart(summaries: Iterable[Summary]) -> Iterable[Summary]:
    """Of documents with one content, all but the first take their path's hash into their id."""
    seen: set[str] = set()
    for summary in summaries:
        key = summary.document.id
        own = f"{key}-{digest(summary.document.path, length=8)}" if key in seen else key
        yield summary if own == key else summary._replace(document=summary.document._replace(id=own))
        seen.add(key)
