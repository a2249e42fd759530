"""One page of a PDF: its text where that is usable, its tables, or what is recognised on its picture."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.read import ocr
from extract.read.frame import Frame
from extract.read.pdf_glyphs import Characters, characters, runs, runs_by_cell
from extract.read.pdf_rules import edges_of
from extract.read.ruled import Grid, grids
from extract.read.sheet import Glyphs, Sheet, cell_at, is_garbled, sheet_with
from extract.read.source import Box
from extract.settings import Limits

_STAMP = 30  # characters of text that may stand on a scanned page: a page number, a stamp
_COVERED = 0.5  # share of the page that a scan takes
_OUTLINES = 120  # drawn shapes on a page without text: its letters are drawings
_DOTS_AN_INCH = 200
_UNSURE = 0.9
_DIGIT = re.compile(r"\d")
# The dashes beside a page number, as they are recognised.
_DASHED = re.compile(r"[一－—\-]\s?(\d{1,3})\s?[一－—\-]")


def sheet_of(page: pdfium.PdfPage, number: int, limits: Limits) -> Sheet:
    """A page read, by its text layer where that is usable, else by recognition where that is installed."""
    shown = page.get_rotation()
    chars = characters(page)
    tables = grids(edges_of(page, chars.frame))
    found = _with_tables(chars, number, tables) if tables else Sheet(number, chars.frame, _visible(runs(chars), chars.frame))
    state = _state(page, chars, found)
    if state == "text":
        return found
    if state == "blank":
        return Sheet(number, chars.frame, found.runs, state=state)
    return _recognised(page, number, shown, limits) if limits.recognise and ocr.is_installed() else Sheet(number, chars.frame, state=state)


def _visible(found: list[Glyphs], frame: Frame) -> tuple[Glyphs, ...]:
    """Without what stands outside the page."""
    width, height = frame.right - frame.left, frame.top - frame.bottom
    across, down = (height, width) if frame.quarter % 2 else (width, height)
    return tuple(r for r in found if r.box.x1 > 0 and r.box.bottom > 0 and r.box.x0 < across and r.box.top < down)


def _with_tables(chars: Characters, number: int, tables: list[Grid]) -> Sheet:
    return sheet_with(number, chars.frame, tables, runs_by_cell(chars, lambda x, y: cell_at(tables, x, y)))


def _state(page: pdfium.PdfPage, chars: Characters, found: Sheet) -> str:
    """Whether a page's text is usable; if not, whether it is a picture, garbled, or blank."""
    text = found.text
    if is_garbled(text):
        return "garbled"
    if len(text) > _STAMP:
        return "text"
    if _is_picture(page, chars.frame) or (not text and _shapes(page) >= _OUTLINES):
        return "needs_ocr"
    return "text" if text else "blank"


def _is_picture(page: pdfium.PdfPage, frame: Frame) -> bool:
    """Whether pictures cover most of the page."""
    covered = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered >= _COVERED * (frame.right - frame.left) * (frame.top - frame.bottom)


def _shapes(page: pdfium.PdfPage) -> int:
    return int(raw.FPDFPage_CountObjects(page.raw))


def _recognised(page: pdfium.PdfPage, number: int, shown: int, limits: Limits) -> Sheet:
    """The page drawn as it is shown and read by eye; boxes in points."""
    page.set_rotation(shown)
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, bottom, right, top, shown // 90)
    size = max(page.get_width(), page.get_height())
    scale = min(_DOTS_AN_INCH / 72, limits.picture_side / max(size, 1.0))
    picture = page.render(scale=scale).to_numpy()
    lines = ocr.recognised(picture)
    found = tuple(Glyphs(_DASHED.sub(r"— \1 —", ln.text), _scaled(ln.box, scale), (ln.box.bottom - ln.box.top) / scale) for ln in lines)
    return Sheet(number, frame, found, state="ocr" if found else "blank", unsure=_unsure(lines))


def _unsure(lines: list[ocr.Recognised]) -> tuple[tuple[str, float], ...]:
    """The lines with a figure of which the engine was not sure."""
    return tuple((ln.text, ln.score) for ln in lines if ln.score < _UNSURE and _DIGIT.search(ln.text) and not _DASHED.fullmatch(ln.text))


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale)
