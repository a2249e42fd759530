"""One page of a PDF: its text where that is usable, its tables, or what is recognised on its picture."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract import lexicon
from extract.read import ocr
from extract.read.pdf_frame import Frame
from extract.read.pdf_glyphs import Characters, Glyphs, Key, characters, runs, runs_by_cell
from extract.read.pdf_rules import edges_of
from extract.read.ruled import Grid, grids
from extract.settings import Limits

_CJK = re.compile(r"[\u2e80-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff\ufffd\ue000-\uf8ff]")
# A page whose characters are control codes to this share has no usable text layer.
_GARBLED = 0.1
# Running Chinese text holds more of the common characters than this; a wrong table of codes gives rare ones.
_LEAST_COMMON = 0.06
_ENOUGH = 80  # characters to judge by
_STAMP = 30  # characters of text that may stand on a scanned page: a page number, a stamp
_COVERED = 0.5  # share of the page that a scan takes
_OUTLINES = 120  # drawn shapes on a page without text: its letters are drawings
_DOTS_AN_INCH = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read: runs of text, tables with the runs of each cell, and how it was read."""

    number: int
    frame: Frame
    runs: tuple[Glyphs, ...] = ()
    tables: tuple[tuple[Grid, tuple[str, ...]], ...] = ()
    state: str = "text"  # or blank, ocr, needs_ocr, garbled
    unsure: tuple[tuple[str, float], ...] = ()


def sheet_of(page: pdfium.PdfPage, number: int, limits: Limits) -> Sheet:
    """A page read, by its text layer where that is usable, else by recognition where that is installed."""
    chars = characters(page)
    tables = grids(edges_of(page, chars.frame))
    found = _with_tables(chars, number, tables) if tables else Sheet(number, chars.frame, _visible(runs(chars), chars.frame))
    state = _state(page, chars, found)
    if state == "text":
        return found
    if state == "blank":
        return Sheet(number, chars.frame, found.runs, state=state)
    return _recognised(page, number, limits) if ocr.is_installed() else Sheet(number, chars.frame, state=state)


def _visible(found: list[Glyphs], frame: Frame) -> tuple[Glyphs, ...]:
    """Without what stands outside the page."""
    width, height = frame.right - frame.left, frame.top - frame.bottom
    across, down = (height, width) if frame.quarter % 2 else (width, height)
    return tuple(r for r in found if r.box.x1 > 0 and r.box.bottom > 0 and r.box.x0 < across and r.box.top < down)


def _with_tables(chars: Characters, number: int, tables: list[Grid]) -> Sheet:
    def cell_at(x: float, y: float) -> Key:
        places = ((index, grid.at(x, y)) for index, grid in enumerate(tables))
        return next(((index, cell) for index, cell in places if cell is not None), None)

    outside: list[Glyphs] = []
    inside: dict[Key, list[Glyphs]] = {}
    for key, run in runs_by_cell(chars, cell_at):
        (outside if key is None else inside.setdefault(key, [])).append(run)
    texts = [tuple(_joined(inside.get((index, cell), [])) for cell in range(len(grid.cells))) for index, grid in enumerate(tables)]
    return Sheet(number, chars.frame, _visible(outside, chars.frame), tuple(zip(tables, texts, strict=True)))


def _joined(found: list[Glyphs]) -> str:
    """The text of a cell, its lines from top to bottom."""
    return "".join(run.text for run in sorted(found, key=lambda r: (round((r.box.top + r.box.bottom) / 8), r.box.x0)))


def _state(page: pdfium.PdfPage, chars: Characters, found: Sheet) -> str:
    """Whether a page's text is usable; if not, whether it is a picture, garbled, or blank."""
    text = "".join(run.text for run in found.runs) + "".join("".join(texts) for _, texts in found.tables)
    if is_garbled(text):
        return "garbled"
    if len(text) > _STAMP:
        return "text"
    if _is_picture(page, chars.frame) or (not text and _shapes(page) >= _OUTLINES):
        return "needs_ocr"
    return "text" if text else "blank"


def is_garbled(text: str) -> bool:
    """Whether a page's characters are codes without meaning: a face without a table of its characters."""
    odd, chinese = len(_CONTROL.findall(text)), _CJK.findall(text)
    if odd > _GARBLED * len(text) and odd > len(chinese) / 4:
        return True
    common = frozenset("".join(lexicon.words("common_characters")))
    return len(chinese) >= _ENOUGH and sum(c in common for c in chinese) < _LEAST_COMMON * len(chinese)


def _is_picture(page: pdfium.PdfPage, frame: Frame) -> bool:
    """Whether pictures cover most of the page."""
    covered = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered >= _COVERED * (frame.right - frame.left) * (frame.top - frame.bottom)


def _shapes(page: pdfium.PdfPage) -> int:
    return int(raw.FPDFPage_CountObjects(page.raw))


def _recognised(page: pdfium.PdfPage, number: int, limits: Limits) -> Sheet:
    """The page drawn and read by eye; boxes in points."""
    page.set_rotation(0)
    frame = Frame(*page.get_bbox())
    size = max(page.get_width(), page.get_height())
    scale = min(_DOTS_AN_INCH / 72, limits.picture_side / max(size, 1.0))
    picture = page.render(scale=scale).to_numpy()
    lines = ocr.recognised(picture)
    found = tuple(
        Glyphs(line.text, line.box._replace(**{k: v / scale for k, v in line.box._asdict().items()}), (line.box.bottom - line.box.top) / scale)
        for line in lines
    )
    return Sheet(number, frame, found, state="ocr" if found else "blank", unsure=tuple((line.text, line.score) for line in lines))
