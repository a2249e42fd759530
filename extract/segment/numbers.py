"""Outline numbers: 第一章, 第三条, 一、, （一）, 1., （1）, ①, 一是 and their like, at the start of a paragraph."""

from __future__ import annotations

from typing import NamedTuple

from extract.patterns import Pattern
from extract.text import squeeze

CHINESE = "〇零一二三四五六七八九十百"

# From the outermost to the innermost, as official documents nest them (GB/T 9704: 一、 （一） 1. （1）).
LEVELS: tuple[str, ...] = ("part", "chapter", "section", "chinese", "article", "chinese_bracket", "decimal", "arabic", "arabic_bracket")
LEVELS += ("circled", "ordinal")
RANK = {name: index for index, name in enumerate(LEVELS)}

# Behind a number that is only mentioned: （二）项, （一）至（三）. Not （二）项目补助, （五）种植基地.
_MENTIONED = r"(?:项(?!目)|款(?!项|待)|类(?![别型似])|种(?![植业子养源苗畜禽猪牛羊质粮田])|目(?![标录前的])|至(?!少)|和(?![谐平])|、)"
# Folded text: brackets and digits are half width.
NUMBER = Pattern(
    "outline_number",
    rf"""
      (?P<part>第[ ]?[{CHINESE}]{{1,3}}[ ]?(?:编|篇|部分))(?![的规])
    | (?P<chapter>第[ ]?[{CHINESE}0-9]{{1,3}}[ ]?章)
    | (?P<section>第[ ]?[{CHINESE}0-9]{{1,3}}[ ]?节)
    | (?P<article>第[ ]?[{CHINESE}0-9][{CHINESE}0-9 ]{{0,5}}[ ]?条)
        (?![款项之的、和与至及或,，规所中)]|第[ ]?[{CHINESE}0-9]{{1,3}}[ ]?[款项])  # 第三条规定的…, 第三条第二款 refer to an article
    | (?P<chinese>[{CHINESE}]{{1,3}}(?:[、.]|(?=[ ][^{CHINESE}])))
        (?![ ]?[{CHINESE}]{{1,3}}[、级类线产等])          # 一、二、三级医院 is a list of grades
    | (?P<chinese_bracket>\([ ]?[{CHINESE}]{{1,3}}[ ]?\)[、.]?)(?![ ]?{_MENTIONED})
    | (?P<decimal>\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})?)[ 、](?=[ ]*[\u4e00-\u9fff“《])
    | (?P<arabic>\d{{1,3}}(?:、(?!\d)|(?:\.(?!\d)|\)|(?=[ ][\u4e00-\u9fff“《]))(?![ ]?[年月日%])))
    | (?P<arabic_bracket>\([ ]?\d{{1,2}}[ ]?\)[、.]?)(?![ ]?{_MENTIONED})
    | (?P<circled>[\u2460-\u2473\u2776-\u277f])
    | (?P<ordinal>[一二三四五六七八九十]{{1,2}}是(?![否一])|其[一二三四五六])
    """,
)
_FIRST = ("第", "其", "(")  # beside numerals, what a number can start with; most lines do not
_AFTER = Pattern("after_number", r"[ 、.：　]*")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


class Number(NamedTuple):
    """An outline number: its level, its value, how it is printed, and where the text behind it starts."""

    level: str
    value: int
    printed: str
    end: int


def value_of(chinese: str) -> int:
    """A counting number in Chinese or Arabic digits up to 999; 0 when there is none."""
    if chinese.isascii() and chinese.isdigit():
        return int(chinese)
    total = digit = 0
    for sign in chinese:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(sign, 0) if sign in _DIGITS else digit
    return total + digit


def number_at_start(folded: str, text: str) -> Number | None:
    """The outline number that a paragraph starts with; `text` is the same paragraph as printed."""
    first = folded[:1]
    match = NUMBER.match(folded) if first.isnumeric() or first in _FIRST else None
    if match is None:
        return None
    level = match.lastgroup or ""
    printed = match[level]
    after = _AFTER.match(folded, match.end())
    end = after.end() if after else match.end()
    shown = squeeze(text[match.start() : match.start() + len(printed)])
    return Number(level, _value(printed, level), shown, end)


def _value(printed: str, level: str) -> int:
    if level == "circled":
        code = ord(printed)
        return code - (0x2460 if code < 0x2500 else 0x2776) + 1
    if level == "decimal":
        return int(printed.rsplit(".", maxsplit=1)[-1])
    return value_of("".join(c for c in printed if c in CHINESE or c.isdigit()))
