"""What Python programs call: one document's records from text or from a file, and a whole run read back."""

from __future__ import annotations

from pathlib import Path

from extract.output import Output, load
from extract.pipeline import extract, extract_source
from extract.read.text import read_text
from extract.records import Extraction

__all__ = ["Output", "extract_file", "extract_text", "load"]


def extract_text(text: str, name: str = "text") -> Extraction:
    """The records of a document given as text. A pure function: the same text gives the same records."""
    found = extract_source(read_text(text), text.encode("utf-8", "surrogatepass"), name)
    return Extraction(document=found.document, clauses=tuple(found.clauses), incentives=tuple(found.incentives))


def extract_file(path: str | Path) -> Extraction:
    """The records of a file; raises ReadError when it cannot be read, OSError when it is not there."""
    found = extract(Path(path).read_bytes(), Path(path).name)
    return Extraction(document=found.document, clauses=tuple(found.clauses), incentives=tuple(found.incentives))
