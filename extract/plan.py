"""In which order the records of a run are written, and what each chapter of it must know of the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from extract.chapters import Address, At, Chapter, Entry, Look, Other
from extract.emit.report_data import SHOWN
from extract.emit.tables import TABLES
from extract.records import Reject, Source
from extract.resolve import Titles, first_document
from extract.unique import Pair, Unique

_LEAST, _MOST = 40, 200  # clauses of a chapter: fewer cost more time, more cost more memory
_ROWS = {table.name: place for place, table in enumerate(TABLES)}


class Plan:
    """Which records are written under which ids; the records themselves are elsewhere."""

    def __init__(self, unique: Unique, ids: Sequence[str], rejects: Sequence[Reject]) -> None:
        self.unique = unique
        self.places = unique.places
        self.ids = ids  # of the unique clauses, by number
        self.rejects = rejects
        self._titles = Titles(self.places.documents, unique.quoted(), chain.from_iterable(self.places.cited.values()))
        self._documents = {head.id: number for number, head in enumerate(self.places.documents)}
        self._pairs = sorted(unique.pairs, key=self._standing)
        self.shown = self._documents_shown()

    def _standing(self, pair: Pair) -> tuple[object, ...]:
        """By where the second clause is printed."""
        return (self.places.document(pair.other), self.places.start(pair.other), self.id(pair.one))

    def id(self, place: int) -> str:
        """The final id of the clause that is printed at a place."""
        return self.ids[self.unique.number(place)]

    def counts(self) -> dict[str, int]:
        """How much there is of everything."""
        rows = self._rows(self.unique.roots)
        return {
            "documents": len(self.places.documents),
            "clauses": len(self.unique.roots),
            "occurrences": len(self.places),
            **{name: rows[_ROWS[name]] for name in ("incentives", "amounts", "percentages")},
            "duplicates": len(self.unique.copied) + len(self._pairs),
            "rejects": len(self.rejects),
            "warnings": sum(head.warnings for head in self.places.documents),
        }

    def _rows(self, roots: Iterable[int]) -> list[int]:
        """How many rows clauses make in each table."""
        out = [0] * len(TABLES)
        for root in roots:
            canonical = self.unique.canonical(root)
            for table, count in enumerate(self.places.rows(canonical)):
                out[table] += count
            sourced = self.unique.sourced(canonical)
            if sourced != canonical:
                out[_ROWS["sources"]] += len(self.places.titles(sourced))
        return out

    def sources(self, canonical: int) -> tuple[Source, ...] | None:
        """The sources of a clause; None where they are what its own print says, and nothing more is known of them."""
        sourced = self.unique.sourced(canonical)
        if self.places.quoted(sourced):
            return tuple(self._titles.resolved(title) for title in self.places.titles(sourced))
        if sourced == canonical:
            return None
        return tuple(Source(title=title, document=self.places.head(sourced).id, basis="self") for title in self.places.titles(sourced))

    def policy(self, canonical: int) -> int | None:
        """The number of the document that a clause comes from, where that is in the run."""
        sources = self.sources(canonical)
        if sources is None:
            return self.places.document(canonical)
        return self._documents.get(first_document(sources) or "")

    def address(self, document: int) -> Address:
        """Where a document's records are."""
        head = self.places.documents[document]
        return Address(self.places.origins[document], head.sha256, head.clauses, head.id)

    def _documents_shown(self) -> dict[int, int]:
        """The documents that the report shows: those of its clauses, and those that these name."""
        roots = self.unique.roots[:SHOWN]
        whole = len(roots) == len(self.unique.roots)
        last = len(self.places.documents) if whole else self.places.document(roots[-1]) + 1
        found = {*range(min(last, SHOWN))}
        for canonical in map(self.unique.canonical, roots):
            found.update(self.places.document(place) for place in (canonical, *self.unique.others(canonical)))
            found.update(number for number in [self.policy(canonical)] if number is not None)
        return {number: place for place, number in enumerate(sorted(found))}

    def length(self) -> int:
        """How many chapters there are."""
        return sum(1 for _ in self._stretches()) + -(-len(self._pairs) // _MOST) + 1

    def chapters(self) -> Iterator[Chapter]:
        """All of the run in order: documents with their clauses, then look-alikes, then rejects."""
        before = [0] * len(TABLES)
        looks = self._looks()
        for documents, places in self._stretches():
            roots = [place for place in places if self.unique.is_root(place)]
            copies = [copy for number in documents for copy in self._copies(number)]
            yield _Draft(self, before).chapter(documents, roots, copies, looks)
            rows = self._rows(roots)
            rows[_ROWS["documents"]] = len(documents)
            rows[_ROWS["duplicates"]] = len(copies)
            before = [a + b for a, b in zip(before, rows, strict=True)]
        for start in range(0, len(self._pairs), _MOST):
            some = self._pairs[start : start + _MOST]
            yield _Draft(self, before).look_alikes(some)
            before[_ROWS["duplicates"]] += len(some)
        yield Chapter(rejects=tuple(self.rejects), before=tuple(before))

    def _stretches(self) -> Iterator[tuple[list[int], range]]:
        """Documents that begin, and clauses that follow each other: several documents or a part of one."""
        first, start = self.places.first, 0
        documents: list[int] = []
        for number in range(len(self.places.documents)):
            documents.append(number)
            while first[number + 1] - start > _MOST:
                yield documents, range(start, start + _MOST)
                documents, start = [], start + _MOST
            if first[number + 1] - start >= _LEAST:
                yield documents, range(start, first[number + 1])
                documents, start = [], first[number + 1]
        if documents or start < len(self.places):
            yield documents, range(start, len(self.places))

    def _copies(self, number: int) -> list[int]:
        """The places of a document that print again what stands elsewhere."""
        own = range(self.places.first[number], self.places.first[number + 1])
        return sorted(self.unique.copies(own), key=lambda place: (self.places.start(place), self.id(place)))

    def _looks(self) -> dict[int, list[Pair]]:
        """The look-alikes of the clauses that the report shows."""
        out: dict[int, list[Pair]] = defaultdict(list)
        for pair in self._pairs:
            if self.unique.number(pair.one) < SHOWN:
                out[pair.one].append(pair)
        return out


class _Draft:
    """A chapter that is being put together: documents and clauses as they are named for the first time."""

    def __init__(self, plan: Plan, before: Sequence[int]) -> None:
        self._plan = plan
        self._before = tuple(before)
        self._addresses: dict[int, int] = {}
        self._numbers: dict[str, int] = {}
        self._named: set[int] = set()  # documents whose rules name clauses

    def chapter(self, documents: Sequence[int], roots: Sequence[int], copies: Sequence[int], looks: dict[int, list[Pair]]) -> Chapter:
        """The chapter of some documents and clauses."""
        self._named.update(documents)
        written = tuple(map(self._address, documents))
        entries = tuple(self._entry(root, looks) for root in roots)
        rows = tuple(self._copy(place) for place in copies)
        most = sum(self._plan.unique.number(root) < SHOWN for root in roots)
        return self._finished()._replace(documents=written, entries=entries, copies=rows, most=most)

    def look_alikes(self, pairs: Iterable[Pair]) -> Chapter:
        """The chapter of some pairs of look-alikes."""
        rows = tuple(map(self._look, pairs))
        return self._finished()._replace(copies=rows)

    def _finished(self) -> Chapter:
        plan = self._plan
        return Chapter(
            addresses=tuple(map(plan.address, self._addresses)),
            names={self._addresses[number]: self._names(number) for number in self._named},
            before=self._before,
            numbers=self._numbers,
            shown={self._id(n): plan.shown[n] for n in self._addresses if n in plan.shown},
        )

    def _id(self, document: int) -> str:
        return self._plan.places.documents[document].id

    def _names(self, document: int) -> dict[int, str]:
        places = self._plan.places
        own = range(places.first[document], places.first[document + 1])
        return {places.index(place): self._plan.id(place) for place in own}

    def _address(self, document: int) -> int:
        return self._addresses.setdefault(document, len(self._addresses))

    def _at(self, place: int) -> At:
        return At(self._address(self._plan.places.document(place)), self._plan.places.index(place))

    def _clause(self, place: int) -> str:
        """The id of the clause printed at a place; its number is told as well."""
        found = self._plan.id(place)
        self._numbers[found] = self._plan.unique.number(place)
        return found

    def _entry(self, root: int, looks: dict[int, list[Pair]]) -> Entry:
        unique = self._plan.unique
        canonical = unique.canonical(root)
        policy = self._plan.policy(canonical)
        if policy is not None:
            self._named.add(policy)
        return Entry(
            self._clause(canonical),
            self._at(canonical),
            self._plan.sources(canonical),
            None if policy is None else self._address(policy),
            tuple(Other(self._at(place), unique.comparison(place)) for place in unique.others(canonical)),
            tuple(map(self._look, looks.get(canonical, ()))),
        )

    def _copy(self, place: int) -> Look:
        return Look(self._at(place), self._clause(place), None, self._plan.unique.comparison(place))

    def _look(self, pair: Pair) -> Look:
        return Look(self._at(pair.other), self._clause(pair.one), self._clause(pair.other), self._plan.unique.compared(pair.comparison))
