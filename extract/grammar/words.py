"""A phrase cut into words with their parts of speech. The one door to jieba."""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterator
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


# The lines of all words that begin with one character; a few characters come back further down the file.
_BLOCK = re.compile(r"^(.).*(?:\n\1.*)*", re.MULTILINE)


class _Dictionary:
    """jieba's tokenizer with this field's nouns known as words; its file is read a first character at a time, as texts need them.

    jieba's own cache is a file in the system's shared temporary folder, which anyone on the machine could have written,
    and its tagger reads the dictionary once more when it is imported.
    """

    def __init__(self, tokenizer: Any) -> None:
        with tokenizer.get_dict_file() as file:
            data = file.read()
        self._unread: dict[str, list[str]] = defaultdict(list)
        for block in _BLOCK.finditer(data.decode("utf-8")):
            self._unread[block[1]].append(block[0])
        self.tags: dict[str, str] = {}
        self._tokenizer = tokenizer
        tokenizer.FREQ, tokenizer.total = {}, sum(map(int, data.split(b" ")[1::2]))
        tokenizer.initialized = True

    def read(self, text: str) -> None:
        """Take note of all words that begin with a character of a text."""
        for character in {*text} & self._unread.keys():
            entries = "\n".join(self._unread.pop(character)).split()
            words = entries[::3]
            self.tags.update(zip(words, entries[2::3], strict=True))
            self._tokenizer.FREQ.update(zip(words, map(int, entries[1::3]), strict=True))
            _begin(self._tokenizer.FREQ, words)

    def add(self, word: str, tag: str) -> None:
        """A word more, as frequent as it must be to be found where its parts are."""
        self.read(word)
        self._tokenizer.add_word(word)
        self.tags[word] = tag

    def cut(self, text: str) -> Iterator[tuple[str, str]]:
        """The words of a text and their parts of speech; together they are the text."""
        self.read(text)
        for word in self._tokenizer.cut(text, HMM=False):
            yield word, "eng" if word.isascii() and word.isalnum() else self.tags.get(word, "x")


def _begin(frequencies: dict[str, int], words: list[str]) -> None:
    """Take note of the beginnings of words, which jieba looks for; whatever is there has brought its own."""
    for word in words:
        beginning = word[:-1]
        while beginning and beginning not in frequencies:
            frequencies[beginning] = 0
            beginning = beginning[:-1]


@cache
def _dictionary() -> _Dictionary:
    """The dictionary, built in memory."""
    found = _Dictionary(_jieba().Tokenizer())
    for row in lexicon.table("recipients"):
        found.read(row["head"])
        if len(row["head"]) > 1 and row["head"] not in found.tags:
            found.add(row["head"], "n")
    for row in lexicon.table("words"):
        found.add(row["word"], row["tag"])
    return found


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


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a phrase, in order; together they are the phrase."""
    out = []
    position = 0
    for word, tag in _dictionary().cut(text):
        end = position + len(word)
        out.append(Word(word, tag, position, end))
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
    dictionary = _dictionary()
    dictionary.read(text)
    tags = dictionary.tags
    out = []
    start = 0
    while start < len(text):
        ends = range(min(len(text), start + _LONGEST), start, -1)
        end = next((end for end in ends if text[start:end] in tags), start + 1)
        out.append(Word(text[start:end], tags.get(text[start:end], "x"), start, end))
        start = end
    return tuple(out)
