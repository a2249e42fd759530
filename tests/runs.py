"""Runs made in the test's own process from texts: what dedupe, ledger and diff are tested on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from extract.assemble import assembled
from extract.diff import Output, read_output
from extract.emit import emitted
from extract.emit.folder import write
from extract.pipeline import extract
from extract.records import Ledger, Reject
from extract.run import Run


def run_of(texts: dict[str, str], rules: str = "1", ledger: Ledger | None = None, rejects: Iterable[Reject] = (), **manifest: Any) -> Run:
    """A run on texts by their file names, in the order given."""
    found = [extract(text.encode("utf-8"), name) for name, text in texts.items()]
    inputs = [{"path": name, "sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in sorted(texts.items())]
    program = {"tool": "policy-extract", "version": "0", "schema": "1", "rules": rules}
    return assembled(found, list(rejects), {**program, "settings": {}, "inputs": inputs, **manifest}, ledger)


def written(run: Run, folder: Path, change: Callable[[Run], Run] = lambda run: run) -> Output:
    """A run as it is read back from its output folder."""
    write(folder, emitted(change(run)))
    return read_output(folder)
