"""The dictionary by which phrases are cut into words: jieba's own file, and this field's nouns. The one door to jieba.

Only jieba's file is used. Loading its code takes a second, most of it for models of unknown words that nothing here asks for; and what
it keeps for the next time lies in the system's shared temporary folder, where anyone on the machine could have written it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

from extract import lexicon

# All frequencies of a file together, by the file's hash, so that known files need not be added up.
_TOTALS = {"7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8": 60_101_967}
# The lines of all words that begin with one character; a few characters come back further down.
_BLOCK = re.compile(r"^(.).*(?:\n\1.*)*", re.MULTILINE)
_COUNT = re.compile(r" (\d+) ")
# jieba's: what is cut by the dictionary, and how the rest is cut and tagged.
_WORDS = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&\._]+)")
_SPACE = re.compile(r"(\r\n|\s)")
_NUMBER = re.compile(r"[\.0-9]+")
_LATIN = re.compile(r"[a-zA-Z0-9]+")
_LETTER = re.compile(r"^[a-zA-Z0-9]$")


class Dictionary:
    """Words with their frequencies and parts of speech, read a first character at a time: a document uses one in twenty."""

    def __init__(self, text: str, total: int) -> None:
        self._unread: dict[str, list[str]] = {}
        for block in _BLOCK.finditer(text):
            self._unread.setdefault(block[1], []).append(block[0])
        self._counts: dict[str, dict[str, int]] = {}
        self._tags: dict[str, str] = {}
        self.total = total

    def _from(self, character: str) -> dict[str, int]:
        """The words that begin with a character and the beginnings of such words, which count nothing."""
        found = self._counts.get(character)
        if found is None:
            entries = "\n".join(self._unread.pop(character, ())).split()
            words, tags = entries[::3], entries[2::3]
            found = self._counts[character] = dict(zip(words, map(int, entries[1::3]), strict=True))
            self._tags.update(zip(words, tags, strict=True))
            for word in words:
                _begin(found, word)
        return found

    def tag(self, word: str) -> str | None:
        """A word's part of speech; None for what is no word."""
        self._from(word[0])
        return self._tags.get(word)

    def __contains__(self, text: object) -> bool:
        """Whether something is a word, or the beginning of one."""
        return isinstance(text, str) and text in self._from(text[0])

    def add(self, word: str, tag: str) -> None:
        """A word more, as frequent as it must be to be found where its parts are."""
        share = 1.0
        for part in self.parts(word):
            share *= self._from(part[0]).get(part, 1) / float(self.total)
        counts = self._from(word[0])
        counts[word] = max(int(share * self.total) + 1, counts.get(word, 1))
        self.total += counts[word]
        self._tags[word] = tag
        _begin(counts, word)

    def cut(self, text: str) -> Iterator[tuple[str, str]]:
        """The words of a text and their parts of speech; together they are the text."""
        for piece in _WORDS.split(text):
            yield from self._tagged(piece) if _WORDS.match(piece) else _rest(piece)

    def _tagged(self, piece: str) -> Iterator[tuple[str, str]]:
        letters = ""
        for part in self.parts(piece):
            if _LETTER.match(part):
                letters += part
                continue
            if letters:
                yield letters, "eng"
                letters = ""
            yield part, self.tag(part) or "x"
        if letters:
            yield letters, "eng"

    def parts(self, text: str) -> Iterator[str]:
        """The likeliest way to cut a text into words of the dictionary."""
        rest = log(self.total)
        best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
        for start in range(len(text) - 1, -1, -1):
            options = self._options(text, start)
            best[start] = max((log(count or 1) - rest + best[end][0], end - 1) for end, count in options)
        start = 0
        while start < len(text):
            end = best[start][1] + 1
            yield text[start:end]
            start = end

    def _options(self, text: str, start: int) -> list[tuple[int, int]]:
        """Where words that start at a place end, and how frequent each is."""
        counts = self._from(text[start])
        out = []
        end = start + 1
        while end <= len(text) and (count := counts.get(text[start:end])) is not None:
            if count:
                out.append((end, count))
            end += 1
        return out or [(start + 1, counts.get(text[start], 0))]


def _begin(counts: dict[str, int], word: str) -> None:
    """Take note of a word's beginnings; whatever is there has brought its own."""
    beginning = word[:-1]
    while beginning and beginning not in counts:
        counts[beginning] = 0
        beginning = beginning[:-1]


def _rest(piece: str) -> Iterator[tuple[str, str]]:
    """What the dictionary does not cut: blanks whole, other characters one by one."""
    for stretch in _SPACE.split(piece):
        if _SPACE.match(stretch):
            yield stretch, "x"
        else:
            latin = "eng" if _LATIN.match(stretch) else "x"
            yield from ((character, "m" if _NUMBER.match(character) else latin) for character in stretch)


@cache
def dictionary() -> Dictionary:
    """The dictionary with this field's nouns known as words."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba")
    data = (Path(spec.submodule_search_locations[0]) / "dict.txt").read_bytes()
    text = data.decode("utf-8")
    known = _TOTALS.get(hashlib.sha256(data).hexdigest())
    found = Dictionary(text, sum(map(int, _COUNT.findall(text))) if known is None else known)
    for row in lexicon.table("recipients"):
        if len(row["head"]) > 1 and row["head"] not in found:
            found.add(row["head"], "n")
    for row in lexicon.table("words"):
        found.add(row["word"], row["tag"])
    return found
