"""Runs made in the test's own process from texts: what dedupe, ledger and diff are tested on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from extract import assemble
from extract.diff import Output, read_output
from extract.emit import emitted
from extract.emit.folder import write
from extract.finish import finished
from extract.pipeline import Extracted, extract
from extract.quotation import look_alike, quote
from extract.records import Ledger, Reject
from extract.run import Run
from extract.schema import FILES
from extract.summarise import summarised
from extract.summary import Origin


def assembled(found: Iterable[Extracted], rejects: Iterable[Reject], manifest: dict[str, Any], ledger: Ledger | None = None) -> Run:
    """A run on documents that are held in memory; their order does not matter."""
    held = {item.document.path: item for item in found}
    summaries = [summarised(held[path], Origin("", "", path, None)) for path in sorted(held)]
    plan, remembered = assemble.assembled(summaries, rejects, ledger)
    parts = [finished(chapter, lambda address: held[address.origin.name]).run for chapter in plan.chapters()]
    joined = {name: tuple(chain.from_iterable(getattr(part, name) for part in parts)) for name in FILES}
    texts = {key: text for part in parts for key, text in part.texts.items()}
    kept = remembered and Ledger(clauses=tuple(remembered[0]), judgements=tuple(remembered[1]))
    return Run(**joined, texts=texts, ledger=kept, manifest=manifest | {"counts": plan.counts()})


def run_of(texts: dict[str, str], rules: str = "1", ledger: Ledger | None = None, rejects: Iterable[Reject] = (), **manifest: Any) -> Run:
    """A run on texts by their file names, in the order given."""
    found = [extract(text.encode("utf-8"), name) for name, text in texts.items()]
    inputs = [{"path": name, "sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in sorted(texts.items())]
    program = {"tool": "policy-extract", "version": "0", "schema": "1", "rules": rules}
    return assembled(found, rejects, {**program, "settings": {}, "inputs": inputs, **manifest}, ledger)


def written(run: Run, folder: Path, change: Callable[[Run], Run] = lambda run: run) -> Output:
    """A run as it is read back from its output folder."""
    write(folder, emitted(change(run)))
    return read_output(folder)


def quotations(run: Run) -> Counter[str]:
    """What a run says of its quotes, counted over its records."""
    kinds = {document.id: document.kind for document in run.documents}
    originals = {clause.id for clause in run.clauses if kinds[clause.document] == "policy"}
    counts: Counter[str] = Counter()
    for pair in run.duplicates:
        if pair.relation == "variant":
            counts += look_alike(pair)
        elif kinds[pair.occurrence.document] == "compilation" and pair.canonical in originals:
            counts += quote(pair)
    return counts
