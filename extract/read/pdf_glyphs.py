"""The characters of a PDF page: which are upright text, where each stands, which are bold."""

from __future__ import annotations

import ctypes
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.read.frame import Frame
from extract.read.sheet import Glyphs, Key
from extract.read.source import Box

_QUARTER = 1.5707963
_FILL_AND_STROKE = 2
_BOLD_WEIGHT = 600
_SAMPLES = 48
_TWICE = 0.6  # points between the two prints of a glyph struck twice
_MOST_OBJECTS = 20_000
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True)
class Characters:
    """The characters of one page, by pdfium's indices."""

    page: pdfium.PdfPage
    text_page: pdfium.PdfTextPage
    frame: Frame

    @cached_property
    def text(self) -> str:
        """One character for each of pdfium's indices."""
        count = self.text_page.count_chars()
        text = str(self.text_page.get_text_range()) if count else ""
        if len(text) == count:
            return text
        return "".join(chr(raw.FPDFText_GetUnicode(self.text_page.raw, i) or 32) for i in range(count))

    def is_level(self, index: int) -> bool:
        """Whether a character stands upright or at a right angle; a watermark does not."""
        turn = float(raw.FPDFText_GetCharAngle(self.text_page.raw, index)) % _QUARTER
        return min(turn, _QUARTER - turn) < 0.02

    def box(self, index: int) -> Box:
        """Where a character stands, its line's whole height."""
        return self.frame.upright(*self.text_page.get_charbox(index, loose=True))

    def is_bold(self, index: int) -> bool:
        """Chinese faces have no bold cut: producers fill and stroke instead, or print the glyph twice."""
        item = raw.FPDFText_GetTextObject(self.text_page.raw, index)
        if item and (raw.FPDFTextObj_GetTextRenderMode(item) == _FILL_AND_STROKE or _address(item) in self._twice):
            return True
        return int(raw.FPDFText_GetFontWeight(self.text_page.raw, index)) >= _BOLD_WEIGHT

    @cached_property
    def _twice(self) -> frozenset[int]:
        """The text objects that have a twin hardly beside them."""
        count = raw.FPDFPage_CountObjects(self.page.raw)
        by_place: dict[tuple[int, int], list[tuple[float, float, int]]] = defaultdict(list)
        matrix = raw.FS_MATRIX()
        for index in range(count if count <= _MOST_OBJECTS else 0):
            item = raw.FPDFPage_GetObject(self.page.raw, index)
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFPageObj_GetMatrix(item, matrix):
                by_place[round(matrix.e / 4), round(matrix.f / 4)].append((matrix.e, matrix.f, _address(item)))
        return frozenset(key for group in by_place.values() if len(group) > 1 for key in _twins(group))


def _twins(group: list[tuple[float, float, int]]) -> Iterator[int]:
    for one, other in itertools.combinations(group[:40], 2):
        if abs(one[0] - other[0]) <= _TWICE and abs(one[1] - other[1]) <= _TWICE:
            yield from (one[2], other[2])


def _address(item: object) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def characters(page: pdfium.PdfPage) -> Characters:
    """A page's characters, seen so that most of its text is upright, whichever way the page is turned."""
    page.set_rotation(0)
    text_page = page.get_textpage()
    quarter = _quarter(text_page)
    if quarter:
        page.set_rotation(90 * quarter)
        text_page = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    return Characters(page, text_page, Frame(left, bottom, right, top, quarter))


def _quarter(text_page: pdfium.PdfTextPage) -> int:
    """By how many quarter turns, against the clock, most characters are set."""
    count = text_page.count_chars()
    step = max(1, count // _SAMPLES)
    angles = (float(raw.FPDFText_GetCharAngle(text_page.raw, i)) for i in range(0, count, step))
    # pdfium measures with the clock
    turns = Counter(-round(angle / _QUARTER) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def runs(chars: Characters) -> list[Glyphs]:
    """The upright text of a page that has no tables, in pdfium's order."""
    return [glyphs(chars, indices) for indices in stretches(chars)]


def runs_by_cell(chars: Characters, cell_at: Callable[[float, float], Key]) -> Iterator[tuple[Key, Glyphs]]:
    """The upright text of a page with tables, each stretch cut where it passes from cell to cell."""
    text = chars.text
    for indices in stretches(chars):
        for key, part in itertools.groupby(_placed(chars, text, indices, cell_at), key=lambda pair: pair[0]):
            inner = _stripped(text, [index for _, index in part])
            if inner:
                yield key, glyphs(chars, inner)


def _placed(chars: Characters, text: str, indices: list[int], cell_at: Callable[[float, float], Key]) -> Iterator[tuple[Key, int]]:
    key: Key = None
    for index in indices:
        if not text[index].isspace():
            box = chars.box(index)
            key = cell_at((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
        yield key, index


def stretches(chars: Characters) -> Iterator[list[int]]:
    """The characters that pdfium sees as one line, without slanted ones and without blanks at the ends."""
    text = chars.text
    for match in _LINE.finditer(text):
        indices = _stripped(text, range(match.start(), match.end()))
        if indices and not chars.is_level(indices[0]):
            indices = [i for i in indices if not text[i].isspace() and chars.is_level(i)]
        if indices:
            yield indices


def _stripped(text: str, indices: Iterable[int]) -> list[int]:
    found = list(indices)
    while found and text[found[0]].isspace():
        found.pop(0)
    while found and text[found[-1]].isspace():
        found.pop()
    return found


def glyphs(chars: Characters, indices: list[int]) -> Glyphs:
    """Characters of one line as a run; its box is that of its first, middle and last."""
    boxes = [chars.box(i) for i in (indices[0], indices[len(indices) // 2], indices[-1])]
    box = Box(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
    text = chars.text
    bold = 0
    for index in indices:
        if not text[index].isspace() and not chars.is_bold(index):
            break
        bold += 1
    return Glyphs("".join(text[i] for i in indices), box, max(1.0, min(box.bottom - box.top, 40.0)), bold)
