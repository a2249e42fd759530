"""Vocabulary as data: one file a kind of word, `#` starts a comment, read once at first use.

A `.txt` file holds one word a line; a `.csv` or `.tsv` file has a header row. Whoever adds a word adds a line, not code.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = (files("extract.lexicon") / name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of `name.txt`, in file order."""
    return tuple(_lines(f"{name}.txt"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name.csv`, or of `name.tsv` where cells hold commas, each a dict of column to cell."""
    if (files("extract.lexicon") / f"{name}.tsv").is_file():
        return tuple(csv.DictReader(_lines(f"{name}.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(csv.DictReader(_lines(f"{name}.csv")))
