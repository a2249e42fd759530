"""A phrase cut into words with their parts of speech. The one door to jieba."""

from __future__ import annotations

import logging
import sys
import warnings
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extract import lexicon


class Word(NamedTuple):
    """A word, its part of speech in the tags of jieba's dictionary, and its place in the phrase."""

    text: str
    tag: str
    start: int
    end: int

    @property
    def is_verb(self) -> bool:
        """A verb, or a noun that is one as well (建设, 投资)."""
        return self.tag in ("v", "vn", "vd", "vg", "vi")


class _Dictionary(NamedTuple):
    """jieba's tokenizer with this field's nouns known as words, and the part of speech of each word."""

    tokenizer: Any
    tags: dict[str, str]


@cache
def _dictionary() -> _Dictionary:
    """The dictionary, built in memory.

    jieba's own cache is a file in the system's shared temporary folder, which anyone on the machine could have written,
    and its tagger reads the dictionary once more when it is imported.
    """
    jieba = _jieba()
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        tokenizer.FREQ, tokenizer.total, tags = _entries(file.read().decode("utf-8"))
    tokenizer.initialized = True
    for row in lexicon.table("recipients"):
        if len(row["head"]) > 1 and row["head"] not in tokenizer.FREQ:
            tokenizer.add_word(row["head"], tag="n")
    for row in lexicon.table("words"):
        tokenizer.add_word(row["word"], tag=row["tag"])
    return _Dictionary(tokenizer, tags | tokenizer.user_word_tag_tab)


def _jieba() -> Any:
    """The package, without the search for resources over all installed packages that it would start with."""
    missing = "pkg_resources" not in sys.modules
    if missing:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment] # jieba opens its files by itself then
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if missing:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.ERROR)
    return jieba


def _entries(dictionary: str) -> tuple[dict[str, int], int, dict[str, str]]:
    """Words and their beginnings by frequency, all frequencies together, and words by tag: in one pass, where jieba needs two."""
    entries = dictionary.split()
    counts = [*map(int, entries[1::3])]
    frequencies = dict(zip(entries[::3], counts, strict=True))
    for word in entries[::3]:
        beginning = word[:-1]
        while beginning and beginning not in frequencies:  # whatever is there brings its own beginnings
            frequencies[beginning] = 0
            beginning = beginning[:-1]
    return frequencies, sum(counts), dict(zip(entries[::3], entries[2::3], strict=True))


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a phrase, in order; together they are the phrase."""
    tokenizer, tags = _dictionary()
    out = []
    position = 0
    for word in tokenizer.cut(text, HMM=False):
        end = position + len(word)
        out.append(Word(word, "eng" if word.isascii() and word.isalnum() else tags.get(word, "x"), position, end))
        position = end
    return tuple(out)


_WINDOW = 6  # characters on each side of a break
_SHORTEST_CUT = 3  # a word of two characters may come about by chance: 企|业


def cuts_word(before: str, behind: str) -> bool:
    """Whether a break between two texts stands within a word: 购置新能|源车辆; not 企业|业务, two words."""
    head = before[-_WINDOW:]
    return any(
        word.start < len(head) < word.end and len(word.text) >= _SHORTEST_CUT and word.tag != "m" for word in words(head + behind[:_WINDOW])
    )


_LONGEST = 5  # characters; longer words of the dictionary are phrases


@lru_cache(maxsize=65536)
def longest_words(text: str) -> tuple[Word, ...]:
    """The words of a few characters, the longest known one at each place: coarser than `words`, and a tenth of the time."""
    tags = _dictionary().tags
    out = []
    start = 0
    while start < len(text):
        ends = range(min(len(text), start + _LONGEST), start, -1)
        end = next((end for end in ends if text[start:end] in tags), start + 1)
        out.append(Word(text[start:end], tags.get(text[start:end], "x"), start, end))
        start = end
    return tuple(out)
