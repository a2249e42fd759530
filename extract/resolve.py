"""Which document of a run a title names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.ids import normal
from extract.records import Clause, Document, Source


class Titles:
    """The policies of a run by their titles as compared; a title that two share names neither."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.by_title: dict[str, Document | None] = {}
        for document in documents:
            if document.kind == "policy" and document.title:
                key = normal(document.title)
                self.by_title[key] = None if key in self.by_title else document

    def resolved(self, clause: Clause) -> Clause:
        """The clause with its sources tied to documents of the run."""
        return clause.model_copy(update={"sources": tuple(self._source(source) for source in clause.sources)})

    def _source(self, source: Source) -> Source:
        document = self.by_title.get(normal(source.title)) if source.basis == "attribution" else None
        return source.model_copy(update={"document": document.id, "canonical_title": document.title}) if document else source


def first_document(sources: Sequence[Source]) -> str | None:
    """The id of the first source that is in the run."""
    return next((source.document for source in sources if source.document), None)
