"""Regular expressions with names: compiled at first use, bounded in time. The one door to `regex`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

import regex

Match = regex.Match[str] | re.Match[str]

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

    @cached_property
    def anchored(self) -> regex.Pattern[str] | re.Pattern[str]:
        """For a short stretch at one place: the standard library's engine, whose calls cost a third, where it knows the syntax."""
        try:
            return re.compile(self.source, re.VERBOSE)
        except re.error:
            return self.compiled

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Match]:
        """Every match in order; raises RuleTimeout when it takes too long."""
        end = len(text) if endpos is None else endpos
        if end - pos <= SHORT:
            return self.compiled.finditer(text, pos, end)
        return self._each_in_time(text, pos, end)

    def _each_in_time(self, text: str, pos: int, end: int) -> Iterator[Match]:
        try:
            yield from self.compiled.finditer(text, pos, end, timeout=SECONDS)
        except TimeoutError as error:
            raise RuleTimeout(self.name) from error

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The first match; raises RuleTimeout when it takes too long."""
        end = len(text) if endpos is None else endpos
        if end - pos <= SHORT:
            return self.compiled.search(text, pos, end)
        return self._in_time(self.compiled.search, text, pos, end)

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """A match that starts at pos; raises RuleTimeout when it takes too long."""
        end = len(text) if endpos is None else endpos
        if end - pos <= SHORT:
            return self.anchored.match(text, pos, end)
        return self._in_time(self.compiled.match, text, pos, end)

    def fullmatch(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """A match of the whole stretch; raises RuleTimeout when it takes too long."""
        end = len(text) if endpos is None else endpos
        if end - pos <= SHORT:
            return self.anchored.fullmatch(text, pos, end)
        return self._in_time(self.compiled.fullmatch, text, pos, end)

    def _in_time(self, find: Callable[..., Match | None], text: str, pos: int, end: int) -> Match | None:
        try:
            return find(text, pos, end, timeout=SECONDS)
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
            return self.compiled.sub(replacement, text, timeout=SECONDS if len(text) > SHORT else None)
        except TimeoutError as error:
            raise RuleTimeout(self.name) from error


class Plain(Pattern):
    """A rule that begins with a few words or signs, or is tried on a few characters: the standard library's engine finds it quicker."""

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Match]:
        """Every match in order; raises RuleTimeout when it takes too long."""
        end = len(text) if endpos is None else endpos
        return self.anchored.finditer(text, pos, end) if end - pos <= SHORT else super().finditer(text, pos, end)

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The first match; raises RuleTimeout when it takes too long."""
        end = len(text) if endpos is None else endpos
        return self.anchored.search(text, pos, end) if end - pos <= SHORT else super().search(text, pos, end)


class Signed(Plain):
    """A rule that could start at almost any character: only searched for where one of its signs stands.

    Every match holds a match of `sign`, and neither holds nor looks past a character of `stops`.
    """

    def __init__(self, name: str, source: str, sign: str, stops: str) -> None:
        super().__init__(name, source)
        self.sign = Plain(f"{name}_sign", sign)
        self.stops = stops
        self._stop = Plain(f"{name}_stop", f"[{stops}]")
        self._last_stop = Pattern(f"{name}_last_stop", f"(?r)[{stops}]")

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Match]:
        """Every match in order; raises RuleTimeout when it takes too long."""
        end = len(text) if endpos is None else endpos
        while sign := self.sign.search(text, pos, end):
            before, behind = self._last_stop.search(text, pos, sign.start()), self._stop.search(text, sign.end(), end)
            last = behind.start() if behind else end
            yield from super().finditer(text, before.end() if before else pos, last)
            pos = last

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """The first match; raises RuleTimeout when it takes too long."""
        return next(self.finditer(text, pos, endpos), None)


def any_of(words: tuple[str, ...] | list[str]) -> str:
    """An alternation of literal words, longest first, so that 最高不超过 wins over 最高."""
    return "(?:" + "|".join(regex.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"
