"""PDF with a text layer: lines with their boxes, from pdfium. The one door to pypdfium2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.errors import ReadError
from extract.read.layout import in_reading_order, margins
from extract.read.source import Box, Line, Note, Source
from extract.settings import Limits

_QUARTER = 1.5707963
_FILL_AND_STROKE = 2
_CJK = re.compile(r"[\u2e80-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff\ufffd\ue000-\uf8ff]")
# A page whose characters are control codes to this share has no usable text layer.
_GARBLED = 0.1


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A run of characters that pdfium sees as one line: text, box, character size, leading bold characters."""

    text: str
    box: Box
    size: float
    bold: int


def read(data: bytes, limits: Limits) -> Source:
    """A PDF's lines in reading order; raises ReadError for what has no usable text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ReadError("encrypted" if "password" in str(error).lower() else "damaged", str(error)) from error
    with document:
        return _read_pages(document, limits)


def _read_pages(document: pdfium.PdfDocument, limits: Limits) -> Source:
    count = len(document)
    if count == 0:
        raise ReadError("no_pages")
    if count > limits.pages:
        raise ReadError("too_large", f"{count} pages")
    lines: list[Line] = []
    garbled: list[int] = []
    for number in range(1, count + 1):
        runs = _page(document, number)
        if _is_garbled(runs):
            garbled.append(number)
            continue
        lines += _lines(runs, number)
    if garbled and not lines:
        raise ReadError("garbled")
    notes = tuple(Note("garbled", f"第 {page} 页的文字层无法辨认，未提取") for page in garbled)
    return Source("application/pdf", "pdfium", tuple(lines), count, notes)


def _page(document: pdfium.PdfDocument, number: int) -> list[Glyphs]:
    page = document[number - 1]
    page.set_rotation(0)
    text_page = page.get_textpage()
    height = page.get_height()
    return list(_runs(text_page, height))


def _runs(text_page: pdfium.PdfTextPage, height: float) -> Iterator[Glyphs]:
    text = _text(text_page)
    for match in re.finditer(r"[^\r\n]+", text):
        upright = [i for i in range(match.start(), match.end()) if not text[i].isspace()]
        if upright and not _is_level(text_page, upright[0]):
            upright = [i for i in upright if _is_level(text_page, i)]
            line = "".join(text[i] for i in upright)
        else:
            line = match.group()
        if upright:
            yield _glyphs(text_page, height, line, upright)


def _text(text_page: pdfium.PdfTextPage) -> str:
    """The page's characters, one for each of pdfium's indices."""
    count = text_page.count_chars()
    text = str(text_page.get_text_range())
    if len(text) == count:
        return text
    return "".join(chr(raw.FPDFText_GetUnicode(text_page.raw, i) or 32) for i in range(count))


def _is_level(text_page: pdfium.PdfTextPage, index: int) -> bool:
    """Whether a character stands upright or at a right angle; a watermark does not."""
    turn = float(raw.FPDFText_GetCharAngle(text_page.raw, index)) % _QUARTER
    return min(turn, _QUARTER - turn) < 0.02


def _glyphs(text_page: pdfium.PdfTextPage, height: float, line: str, upright: list[int]) -> Glyphs:
    ends = [text_page.get_charbox(i, loose=True) for i in (upright[0], upright[len(upright) // 2], upright[-1])]
    box = Box(min(b[0] for b in ends), height - max(b[3] for b in ends), max(b[2] for b in ends), height - min(b[1] for b in ends))
    bold = 0
    for index in upright:
        if not _is_bold(text_page, index):
            break
        bold += 1
    return Glyphs(line, box, max(1.0, min(box.bottom - box.top, 40.0)), bold)


def _is_bold(text_page: pdfium.PdfTextPage, index: int) -> bool:
    """Chinese faces have no bold cut: producers fill and stroke instead, which only the render mode shows."""
    item = raw.FPDFText_GetTextObject(text_page.raw, index)
    if item and raw.FPDFTextObj_GetTextRenderMode(item) == _FILL_AND_STROKE:
        return True
    return int(raw.FPDFText_GetFontWeight(text_page.raw, index)) >= 600


def _is_garbled(runs: list[Glyphs]) -> bool:
    text = "".join(run.text for run in runs)
    odd = len(_CONTROL.findall(text))
    return bool(text.strip()) and odd > _GARBLED * len(text) and odd > len(_CJK.findall(text)) / 4


def _lines(runs: list[Glyphs], page: int) -> Iterator[Line]:
    if not runs:
        return
    size = median(run.size for run in runs)
    rows = in_reading_order([(run.box, run) for run in runs])
    edges = {column: margins([box for box, _, c in rows if c == column], size) for column in {c for _, _, c in rows}}
    for box, parts, column in rows:
        left, right = edges[column]
        middle = (box.x0 + box.x1) / 2
        yield Line(
            text=" ".join(part.text.strip() for part in parts),
            page=page,
            box=box,
            bold=parts[0].bold,
            indent=max(0.0, (box.x0 - left) / size),
            fills=box.x1 > right - 1.6 * size,
            centred=box.x0 > left + 2.5 * size and abs(middle - (left + right) / 2) < size,
        )
