"""Regular expressions with names: compiled at first use, bounded in time. The one door to `regex`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import regex

Match = regex.Match[str]

# A pattern that runs longer than this on a long text is stopped; real texts need milliseconds.
SECONDS = 2.0
# Below this length every pattern here ends within milliseconds, and a time-out costs more than the search.
SHORT = 4000


class RuleTimeout(Exception):
    """A rule did not finish in time; carries the rule's name."""


class Pattern:
    """A named rule: what it finds, and, in its source's comments, what it must not match."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.source = source

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        return regex.compile(self.source, regex.VERBOSE | regex.VERSION1)

    def _limit(self, text: str, pos: int, endpos: int | None) -> float | None:
        return SECONDS if (len(text) if endpos is None else endpos) - pos > SHORT else None

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Match]:
        """Every match in order; raises RuleTimeout when it takes too long."""
        try:
            yield from self.compiled.finditer(text, pos, endpos, timeout=self._limit(text, pos, endpos))
        except TimeoutError as error:
            raise RuleTimeout(self.name) from error

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The first match; raises RuleTimeout when it takes too long."""
        try:
            return self.compiled.search(text, pos, endpos, timeout=self._limit(text, pos, endpos))
        except TimeoutError as error:
            raise RuleTimeout(self.name) from error

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """A match that starts at pos; raises RuleTimeout when it takes too long."""
        try:
            return self.compiled.match(text, pos, endpos, timeout=self._limit(text, pos, endpos))
        except TimeoutError as error:
            raise RuleTimeout(self.name) from error

    def fullmatch(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """A match of the whole stretch; raises RuleTimeout when it takes too long."""
        try:
            return self.compiled.fullmatch(text, pos, endpos, timeout=self._limit(text, pos, endpos))
        except TimeoutError as error:
            raise RuleTimeout(self.name) from error

    def split(self, text: str) -> list[str]:
        """The stretches between matches; raises RuleTimeout when it takes too long."""
        out, start = [], 0
        for match in self.finditer(text):
            out.append(text[start : match.start()])
            start = match.end()
        return [*out, text[start:]]

    def sub(self, replacement: str, text: str) -> str:
        """The text with every match replaced; raises RuleTimeout when it takes too long."""
        try:
            return self.compiled.sub(replacement, text, timeout=self._limit(text, 0, None))
        except TimeoutError as error:
            raise RuleTimeout(self.name) from error


def any_of(words: tuple[str, ...] | list[str]) -> str:
    """An alternation of literal words, longest first, so that 最高不超过 wins over 最高."""
    return "(?:" + "|".join(regex.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"
