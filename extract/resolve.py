"""Which policy an attribution names: a document of the run, or one title for all forms in which it is cited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extract.records import Clause, Document, Source
from extract.titles import bare, compatible, normal


class Titles:
    """The policies of a run, and what each printed title stands for."""

    def __init__(self, documents: Iterable[Document], groups: Iterable[Sequence[Clause]]) -> None:
        policies = [d for d in documents if d.kind == "policy" and d.title]
        self.by_title: dict[str, Document | None] = {}
        for document in policies:
            key = normal(document.title or "")
            self.by_title[key] = None if key in self.by_title else document  # a title that two share names neither
        self.confirmed = _confirmed(groups, {document.id: document for document in policies})
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)

    def read(self, clauses: Iterable[Clause]) -> None:
        """Take note of the titles that are cited."""
        for title in (s.title for clause in clauses for s in clause.sources if s.basis == "attribution"):
            self.forms[bare(title)][title] += 1

    def resolved(self, clause: Clause) -> Clause:
        """The clause with its sources tied to documents of the run."""
        return clause.model_copy(update={"sources": tuple(self._source(source) for source in clause.sources)})

    def _source(self, source: Source) -> Source:
        if source.basis == "self":
            return source
        document = self.by_title.get(normal(source.title)) or self.confirmed.get(normal(source.title))
        if document:
            return source.model_copy(update={"document": document.id, "canonical_title": document.title})
        return source.model_copy(update={"canonical_title": self._one_form(source.title)})

    def _one_form(self, title: str) -> str:
        """The form that is printed most often; of those, the longest."""
        forms = self.forms[bare(title)] or Counter([title])
        return max(forms, key=lambda form: (forms[form], len(form), form))


def _confirmed(groups: Iterable[Sequence[Clause]], policies: dict[str, Document]) -> dict[str, Document]:
    """Titles that differ from a document's own, where the text that they stand under is that document's."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        own = {clause.document for clause in group} & policies.keys()
        for title, document in _cited(group, own):
            if compatible(title, policies[document].title or ""):
                votes[normal(title)][document] += 1
    return {title: policies[max(found, key=lambda key: (found[key], key))] for title, found in votes.items()}


def _cited(group: Sequence[Clause], own: set[str]) -> Iterator[tuple[str, str]]:
    for clause in group:
        for source in clause.sources:
            if source.basis == "attribution":
                yield from ((source.title, document) for document in sorted(own))


def first_document(sources: Sequence[Source]) -> str | None:
    """The id of the first source that is in the run."""
    return next((source.document for source in sources if source.document), None)
