"""Every figure of a phrase by value: 1亿元 is 10000万元, 5O万元 is a misread 50万元."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from extract.grammar.money import sums
from extract.grammar.numerals import CHINESE, parse
from extract.grammar.shares import shares
from extract.patterns import Pattern
from extract.text import fold

_DIGIT = Pattern("digit", r"[\d零〇一二两三四五六七八九十百千万亿半%‰．.Oo]")
# A letter that a scan takes for a zero.
_ZERO = Pattern("letter_for_zero", r"(?<=\d)[Oo](?=[\dOo万亿千百元%])")
_NUMBER = Pattern("any_number", r"\d+(?:\.\d+)?")
# Chinese numerals that count: before a unit, or in an ordinal. Not 一次性, 统一, 一定, 一批.
_COUNT = Pattern(
    "chinese_count",
    rf"(?:第(?P<nth>{CHINESE})|(?<![单同统任每唯之其专合万])(?P<count>{CHINESE})(?=年|个?月|[日天周]|个工作日|[家户名项人届级类档倍成折期套台]|百分))",
)


def has_other_digits(one: str, other: str) -> bool:
    """Whether two phrases print other digits: the cheap question before the values are read."""
    return _digits(one) != _digits(other)


def is_figure(text: str) -> bool:
    """Whether a stretch is nothing but digits and their scale."""
    return _digits(text) == text


@lru_cache(maxsize=65536)
def _digits(text: str) -> str:
    return "".join(match.group() for match in _DIGIT.finditer(text))


@lru_cache(maxsize=65536)
def figures(text: str) -> tuple[tuple[str, Decimal, str], ...]:
    """The figures of a phrase in order, each as what it is, its value and its currency."""
    folded = _ZERO.sub("0", fold(text))
    found = [(s.start, s.end, ("money", s.value, s.currency)) for s in sums(folded)]
    found += [(s.start, s.end, ("share", s.value, "")) for s in shares(folded)]
    taken = [(start, end) for start, end, _ in found]
    for match in _NUMBER.finditer(folded):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append((match.start(), match.end(), ("number", Decimal(match.group()), "")))
    for match in _COUNT.finditer(folded):
        value = parse(match["nth"] or match["count"])
        if value is not None and not any(start < match.end() and match.start() < end for start, end in taken):
            found.append((match.start(), match.end(), ("number", value, "")))
    return tuple(value for _, _, value in sorted(found))
