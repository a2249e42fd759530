"""What stands on the page but is not the document: page numbers, running headers, site furniture."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache

from extract import lexicon
from extract.clean import Piece
from extract.patterns import Pattern
from extract.segment.metadata import is_title
from extract.segment.paragraphs import RUNNING
from extract.text import squeeze

# — 3 —, - 3 -, 第3页 共9页, 3/9. A bare number too, but not where a page has broken its sentences at their figures.
PAGE_NUMBER = Pattern(
    "page_number",
    r"^[-—_·•\s]{0,6}(?:第?\s*\d{1,4}\s*页?(?:\s*[/，,共]{1,2}\s*\d{1,4}\s*页?)?|[ivxlIVXL]{1,6})[-—_·•\s]{0,6}$",
)
_BARE_NUMBER = Pattern("bare_number", r"^\d{1,4}$")
_DIGITS = Pattern("digits", r"\d+")
_PAGE_TURN = Pattern("page_turn", r"^(?:(?:上一页|下一页|首页|末页|尾页|第一页|最后一页|共\d{1,4}页)[ |]*){1,6}$")
_LEADS_TO = Pattern("leads_to_number", r"[性励助贴补予过高低少于给为达到满额资持至和、]$")
_UNIT = Pattern("unit_of_number", r"(?:[万亿]元|元(?!宇|旦|素)|[万亿][美欧港日]元|%|平方米|亩|千瓦|公里)")
_CLOSES = Pattern("closes_number", r"[〕\])]|号(?:[，。)、]|$)")
_SHORTEST_TITLE = 8
_MOST_TITLES = 2  # above a covering letter and below it
_FEWEST_FIGURES = 4
_LONGEST_HEADER = 60
_LONGEST_SITE_LINE = 200
_BANNER = 8  # lines within which a site's banner and navigation stand


@cache
def _boilerplate_line() -> Pattern:
    return Pattern("boilerplate_line", "|".join(f"(?:{row})" for row in lexicon.words("boilerplate_line")))


@cache
def _boilerplate_end() -> Pattern:
    return Pattern("boilerplate_end", "|".join(f"(?:{row})" for row in lexicon.words("boilerplate_end")))


def without_furniture(pieces: list[Piece]) -> list[Piece]:
    """The lines that belong to the document, in order."""
    marks = {id(p) for p in pieces if p.line.kind == "text" and (PAGE_NUMBER.match(p.folded) or _PAGE_TURN.match(p.folded))}
    figures = _figures(pieces) | _claimed(pieces, marks)
    marks -= figures
    kept = [p for p in pieces if id(p) not in marks]
    running = _running_headers(pieces, kept, marks)
    title = _title_lines([p for p in kept if id(p) not in running]) or _title_lines(kept)
    headers = (running | _titles_again(title, pieces, kept, marks)) - {id(p) for p in title} - figures
    return _without_site([p for p in kept if id(p) not in headers])


def _figures(pieces: list[Piece]) -> set[int]:
    """Bare numbers that number no pages, since they do not count up: parts of sentences."""
    bare = [p for p in pieces if p.line.box is None and _BARE_NUMBER.match(p.folded)]
    values = [int(p.folded) for p in bare]
    steps = sum(1 for one, other in itertools.pairwise(values) if 1 <= other - one <= 2)
    return {id(p) for p in bare} if len(bare) >= _FEWEST_FIGURES and steps * 3 < len(bare) else set()


def _claimed(pieces: list[Piece], marks: set[int]) -> set[int]:
    """Bare numbers that what stands beside them claims: 〔, 2017 and 〕 on three lines; 一次性, 3 and 万元奖励."""
    around = zip(pieces, pieces[1:], pieces[2:], strict=False)
    return {
        id(p)
        for before, p, behind in around
        if id(p) in marks
        and (
            before.folded.endswith(("〔", "[", "(", "〕"))
            or _CLOSES.match(behind.folded)
            or (p.line.box is None and _LEADS_TO.search(before.folded) and _UNIT.match(behind.folded))
        )
    }


def _running_headers(pieces: list[Piece], kept: list[Piece], marks: set[int]) -> set[int]:
    """Lines that stand first or last on a page and again on other pages, page numbers aside."""
    edges = _page_edges(kept) or [p for p in _beside(pieces, marks, 2) if "：" not in p.folded]
    counts = Counter(_key(piece) for piece in edges)
    pages = len({piece.line.page for piece in edges})
    least = 2 if pages <= 3 else max(3, pages // 4)
    return {id(p) for p in edges if counts[_key(p)] >= least and len(p.text) <= _LONGEST_HEADER and not RUNNING.search(p.folded)}


def _key(piece: Piece) -> str:
    return _DIGITS.sub("#", squeeze(piece.folded))


def _page_edges(kept: list[Piece]) -> list[Piece]:
    by_page: dict[int, list[Piece]] = {}
    for piece in kept:
        if piece.line.box is not None:
            by_page.setdefault(piece.line.page, []).append(piece)
    if len(by_page) < 2:
        return []
    return [edge for page in by_page.values() for edge in ({id(p): p for p in (*page[:2], *page[-2:])}).values()]


def _beside(pieces: list[Piece], marks: set[int], reach: int) -> list[Piece]:
    """In a text without pages: the lines beside page numbers and the like, so many on each side."""
    out: dict[int, Piece] = {}
    for index, piece in enumerate(pieces):
        if id(piece) in marks:
            out |= {id(line): line for line in pieces[max(0, index - reach) : index + reach + 1] if id(line) not in marks}
    return list(out.values())


def _title_lines(kept: list[Piece]) -> list[Piece]:
    """The lines that the document starts with, where they are a title."""
    for count in (1, 2, 3):
        title = squeeze("".join(p.folded for p in kept[:count]))
        if len(title) >= _SHORTEST_TITLE and is_title(title) and not RUNNING.search(title):
            return kept[:count]
    return []


def _titles_again(title: list[Piece], pieces: list[Piece], kept: list[Piece], marks: set[int]) -> set[int]:
    """The document's title printed again: near the marks of pages, or on line after line. Not below a covering letter."""
    own = {_key(piece) for piece in title}
    again = [piece for piece in kept if _key(piece) in own]
    counts = Counter(_key(piece) for piece in again)
    near = {id(piece) for piece in _beside(pieces, marks, 3)}
    return {id(piece) for piece in again if id(piece) in near or counts[_key(piece)] > _MOST_TITLES}


def _without_site(pieces: list[Piece]) -> list[Piece]:
    """Without a site's lines; what follows a line that ends the document is left out, if it is the lesser part."""
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        line = squeeze(piece.folded)
        if piece.line.kind != "text" or len(line) > _LONGEST_SITE_LINE:
            out.append(piece)
        elif _boilerplate_end().fullmatch(line):
            if index > len(pieces) / 2:
                return out
        elif _is_navigation(piece.line.text):
            out = [] if index < _BANNER else out  # the banner above a navigation bar is the site's, not the document's
        elif not _boilerplate_line().fullmatch(line):
            out.append(piece)
    return out


def _is_navigation(printed: str) -> bool:
    """Whether a line is a row of a navigation bar: short words side by side, two of them known."""
    words = printed.replace("|", " ").split()
    if len(words) < 3 or any(len(word) > 10 for word in words):
        return False
    return sum(word.startswith(lexicon.words("navigation")) for word in words) >= 2
