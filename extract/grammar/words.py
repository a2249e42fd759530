"""A phrase cut into words with their parts of speech."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extract.grammar.dictionary import dictionary


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


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a phrase, in order; together they are the phrase."""
    out = []
    position = 0
    for word, tag in dictionary().cut(text):
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
    tag = dictionary().tag
    out = []
    start = 0
    while start < len(text):
        ends = range(min(len(text), start + _LONGEST), start, -1)
        end = next((end for end in ends if tag(text[start:end])), start + 1)
        out.append(Word(text[start:end], tag(text[start:end]) or "x", start, end))
        start = end
    return tuple(out)
