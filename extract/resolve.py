"""Which policy an attribution names: a document of the run, or one title for all forms in which it is cited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from extract.records import Source
from extract.titles import bare, compatible, normal


class Policy(Protocol):
    """What a policy is cited by."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str | None: ...


class Quoted(NamedTuple):
    """A clause that stands both in policies of the run and, under titles, in compilations."""

    documents: Sequence[str]  # the policies' ids
    titles: Sequence[str]  # each time that one is cited


class Titles:
    """The policies of a run, and what each printed title stands for."""

    def __init__(self, documents: Iterable[Policy], quoted: Iterable[Quoted], cited: Iterable[str]) -> None:
        policies = [d for d in documents if d.kind == "policy" and d.title]
        self.by_title: dict[str, Policy | None] = {}
        for document in policies:
            key = normal(document.title or "")
            self.by_title[key] = None if key in self.by_title else document  # a title that two share names neither
        self.confirmed = _confirmed(quoted, {document.id: document for document in policies})
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)
        for title in cited:
            self.forms[bare(title)][title] += 1

    def resolved(self, title: str) -> Source:
        """The source that an attribution names, tied to a document of the run where it is one."""
        document = self.by_title.get(normal(title)) or self.confirmed.get(normal(title))
        if document:
            return Source(title=title, canonical_title=document.title, document=document.id, basis="attribution")
        return Source(title=title, canonical_title=self._one_form(title), basis="attribution")

    def _one_form(self, title: str) -> str:
        """The form that is printed most often; of those, the longest."""
        forms = self.forms[bare(title)] or Counter([title])
        return max(forms, key=lambda form: (forms[form], len(form), form))


def _confirmed(quoted: Iterable[Quoted], policies: dict[str, Policy]) -> dict[str, Policy]:
    """Titles that differ from a document's own, where the text that they stand under is that document's."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for documents, titles in quoted:
        own = sorted({*documents} & policies.keys())
        for title, document in ((title, document) for title in titles for document in own):
            if compatible(title, policies[document].title or ""):
                votes[normal(title)][document] += 1
    return {title: policies[max(found, key=lambda key: (found[key], key))] for title, found in votes.items()}


def first_document(sources: Sequence[Source]) -> str | None:
    """The id of the first source that is in the run."""
    return next((source.document for source in sources if source.document), None)
