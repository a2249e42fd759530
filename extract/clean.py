"""Printed lines to clean text: markup, invisible characters, scraping noise and stray spaces out, every edit recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.patterns import Pattern, Plain
from extract.read.source import Line
from extract.text import CJK, blanked, fold

# Markdown and leftovers of converters: heading marks, bold marks, tags, bookmarks, escaped blanks.
# Not a lone * or <: those may be multiplication and comparison. Pictures, and the signs that set a figure as a formula.
MARKUP = Pattern(
    "markup",
    r"""^\s*\#{1,6}[ \t]+ | \*\*+ | __+ | </?(?:b|strong|i|em|u|br|span|p|font)\b[^<>]{0,80}>
      | !\[[^\]\n]{0,80}\]\([^()\n]{0,200}\) | \\(?=%)
      | \$(?=[^$\n\u4e00-\u9fff]{1,40}\$(?!\d)) | (?<=\$[^$\n\u4e00-\u9fff]{1,40})\$(?!\d)
      | \[(?:bookmark|toc)\s*:?[^\]\n]{0,60}\] | &(?:nbsp|emsp|ensp|zwj);""",
)
# Characters without ink: zero width, soft hyphen, direction marks, byte order mark, controls.
INVISIBLE = Pattern("invisible", r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]")
# Pinyin with tone marks in brackets behind its character, set against scraping: 產(chǎn)業(yè).
PINYIN = Pattern("pinyin", r"(?<=[\u4e00-\u9fff])[(（][a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4}[)）]")
# Blanks in running text, but not between two Latin words, nor between a Latin word and a character or digit.
BLANKS = Pattern("blanks", r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# A number that a single blank has broken: 10 0亿元, 第 1 4 条. Not two numbers side by side without a unit behind.
BROKEN_NUMBER = Pattern("broken_number", r"(?<!\d[ ])(?<=\d)[ ](?=\d{1,4}(?:\.\d+)?[ ]?(?:[万萬亿億元條条%％‰號号]|[百千]万))")

# A character of each of these; a line without any of them is clean, and most are.
_UNCLEAN = Plain(
    "unclean",
    r"[\#*_<\[&$\\] | [(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ] | [\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x09\x0b-\x1f\x7f]"
    r" | [ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]",
)

Edit = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A line after cleaning: its text, as printed and as rules see it, the line, and which stretches of it were left out."""

    text: str
    folded: str
    line: Line
    edits: tuple[Edit, ...]
    bold: int  # leading bold characters of the clean text

    def printed(self, offset: int) -> int:
        """The position in the printed line of a position in the clean text."""
        for start, end in self.edits:
            if start > offset:
                break
            offset += end - start
        return offset


def clean(lines: Iterable[Line]) -> list[Piece]:
    """Every line that still has text, cleaned."""
    return [piece for line in lines if (piece := clean_line(line)).text]


def clean_line(line: Line) -> Piece:
    """One line cleaned; its edits are in order and do not touch."""
    text = line.text
    if not _UNCLEAN.search(text):
        return Piece(text, fold(text), line, (), min(line.bold, len(text)))
    marks = _merged(_marks(text))
    edits = _merged([*marks, *_blanks(blanked(text, marks), line.kind == "row")])
    kept = _without(text, edits)
    return Piece(kept, fold(kept), line, edits, len(_without(text[: line.bold], edits)))


def _marks(text: str) -> Iterator[Edit]:
    for pattern in (MARKUP, INVISIBLE, PINYIN):
        yield from (match.span() for match in pattern.finditer(text))


def _blanks(text: str, is_row: bool) -> Iterable[Edit]:
    """The blanks to leave out, but not the tabs that part a row's cells; \ufffc stands for what was already left out."""
    for match in BLANKS.finditer(text):
        if is_row and "\t" in match.group():
            continue
        before = text[: match.start()].rstrip("\ufffc")[-1:]
        after = text[match.end() :].lstrip("\ufffc")[:1]
        if _keeps_blank(before, after, match.group(), text, match.start()):
            yield match.start() + 1, match.end()
        else:
            yield match.start(), match.end()


def _keeps_blank(before: str, after: str, blank: str, text: str, at: int) -> bool:
    if not before or not after:
        return False
    if before.isdigit() and after.isdigit():
        return not (blank == " " and BROKEN_NUMBER.search(text, at, at + 12))
    latin = before.isascii() and before.isalpha(), after.isascii() and after.isalpha()
    return any(latin) and all(c.isalnum() or CJK.match(c) for c in (before, after))


def _merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Stretches in order, those that touch as one."""
    out: list[Edit] = []
    for start, end in sorted(edits):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif start < end:
            out.append((start, end))
    return tuple(out)


def _without(text: str, edits: Iterable[Edit]) -> str:
    """The text without stretches of it."""
    out, at = [], 0
    for start, end in edits:
        out.append(text[at:start])
        at = end
    return "".join((*out, text[at:]))
