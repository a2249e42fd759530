"""A chapter of a run as finished records: what is kept of its documents, under final ids, with all places that print a clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from extract.chapters import Address, At, Chapter, Entry, Look
from extract.compose import bound_by, with_ids
from extract.dedupe import Comparison, unpacked
from extract.emit.tables import TABLES
from extract.extracted import Extracted
from extract.ids import print_id
from extract.records import Clause, Document, Duplicate, Incentive, IncentiveSource, Occurrence, Place
from extract.run import Part, Run


def finished(chapter: Chapter, records_at: Callable[[Address], Extracted]) -> Part:
    """The records of a chapter."""
    return _Finisher(chapter, records_at).part()


class _Finisher:
    """The documents that a chapter names, each opened once."""

    def __init__(self, chapter: Chapter, records_at: Callable[[Address], Extracted]) -> None:
        self.chapter = chapter
        self._records = [records_at(address) for address in chapter.addresses]
        self._clauses: dict[At, Clause] = {}
        self._bound: dict[int, Document] = {}
        self._incentives: dict[int, dict[str, list[Incentive]]] = {}

    def part(self) -> Part:
        """All of it."""
        chapter = self.chapter
        clauses = tuple(map(self._clause, chapter.entries))
        own = [*zip(chapter.entries, clauses, strict=True)]
        run = Run(
            documents=tuple(map(self._document, chapter.documents)),
            clauses=clauses,
            incentives=tuple(incentive for entry, clause in own for incentive in self._granted(entry, clause)),
            duplicates=tuple(map(self._row, chapter.copies)),
            rejects=chapter.rejects,
            texts={chapter.addresses[document].id: self._records[document].text for document in chapter.documents},
        )
        pairs = tuple(pair for entry, clause in own[: chapter.most] for pair in self._pairs(entry, clause))
        before = {table.name: count for table, count in zip(TABLES, chapter.before, strict=True)}
        return Part(run, before, chapter.numbers, chapter.shown, pairs, chapter.most)

    def _document(self, number: int) -> Document:
        """A document whose rules and warnings name the clauses by their final ids."""
        if number not in self._bound:
            found = self._records[number]
            names = self.chapter.names[number]
            document = found.document.model_copy(update={"id": self.chapter.addresses[number].id})
            rules = {name: getattr(document, name) for name in ("eligibility", "stacking", "warnings")}
            wanted = any(rule.clause for own in rules.values() for rule in own)
            ids = {self._kept(At(number, index)).id: final for index, final in names.items()} if wanted else {}
            self._bound[number] = document.model_copy(update={name: _named(own, ids) for name, own in rules.items()})
        return self._bound[number]

    def _kept(self, at: At) -> Clause:
        """A clause as it is kept."""
        if at not in self._clauses:
            self._clauses[at] = self._records[at.document].clauses[at.clause]
        return self._clauses[at]

    def _printed(self, at: At) -> Clause:
        """The same under its document's final id."""
        clause = self._kept(at)
        key = self.chapter.addresses[at.document].id
        return clause if clause.document == key else _under(clause, key)

    def _clause(self, entry: Entry) -> Clause:
        """A unique clause with every place that prints it."""
        clause = self._printed(entry.at)
        places = (self._occurrence(clause, other.at, unpacked(other.comparison)) for other in entry.others)
        sources = clause.sources if entry.sources is None else entry.sources
        return clause.model_copy(update={"id": entry.id, "sources": sources, "occurrences": (clause.occurrences[0], *places)})

    def _occurrence(self, first: Clause, at: At, comparison: Comparison) -> Occurrence:
        clause = self._printed(at)
        text = None if clause.text == first.text else clause.text
        told = {"relation": comparison.relation, "similarity": comparison.similarity, "text": text}
        return clause.occurrences[0].model_copy(update=told)

    def _granted(self, entry: Entry, clause: Clause) -> Iterable[Incentive]:
        """The incentives of a clause under its final id, bound by the policy that it comes from."""
        policy = None if entry.policy is None else self._document(entry.policy)
        source = IncentiveSource(title=clause.sources[0].title if clause.sources else None, document=policy.id if policy else None)
        for incentive in with_ids(self._incentives_of(entry.at), clause.id):
            yield bound_by(incentive, policy).model_copy(update={"source": source, "document": clause.document})

    def _incentives_of(self, at: At) -> Sequence[Incentive]:
        if at.document not in self._incentives:
            by_clause: dict[str, list[Incentive]] = defaultdict(list)
            for incentive in self._records[at.document].incentives:
                by_clause[incentive.clause].append(incentive)
            self._incentives[at.document] = by_clause
        return self._incentives[at.document].get(self._kept(at).id, ())

    def _row(self, look: Look) -> Duplicate:
        """The row for another print, or for a look-alike."""
        clause = self._printed(look.at)
        return unpacked(look.comparison).row(look.canonical, _place(clause, look.clause))

    def _pairs(self, entry: Entry, clause: Clause) -> Iterable[Duplicate]:
        """The same of one clause, for the report."""
        for other in entry.others:
            yield unpacked(other.comparison).row(clause.id, _place(self._printed(other.at), None))
        yield from map(self._row, entry.looks)


def _place(clause: Clause, named: str | None) -> Place:
    place = clause.occurrences[0]
    return Place(
        clause=named,
        document=place.document,
        path=place.path,
        page=place.page,
        start=place.start,
        end=place.end,
        print=print_id(clause.text),
    )


def _named(items: Sequence[Any], ids: dict[str, str]) -> tuple[Any, ...]:
    return tuple(item.model_copy(update={"clause": ids.get(item.clause, item.clause)}) for item in items)


def _under(clause: Clause, key: str) -> Clause:
    """A clause of a document that has a twin: same content, another path, an id of its own."""
    places = tuple(place.model_copy(update={"document": key}) for place in clause.occurrences)
    sources = tuple(s.model_copy(update={"document": key}) if s.document else s for s in clause.sources)
    return clause.model_copy(update={"document": key, "occurrences": places, "sources": sources})
