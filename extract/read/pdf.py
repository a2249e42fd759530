"""PDF: pages with a text layer, with ruled tables, and scans; lines with their boxes. The door to pypdfium2, with `pdf_*`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

import pypdfium2 as pdfium

from extract.errors import ReadError
from extract.read.pdf_sheet import sheet_of
from extract.read.repair import repaired
from extract.read.sheet import Glyphs, Sheet
from extract.read.sheet_lines import lines_of
from extract.read.source import Line, Note, Source
from extract.settings import Limits

_LARGE = 1.4  # times the size of the text: a watermark rather than a line
_FEW_PAGES = 3
_MESSAGES = {
    "ocr": "第 {pages} 页是扫描图像，文字由识别得到；金额和比例请对照原件核对",
    "needs_ocr": "第 {pages} 页是扫描图像，未安装文字识别组件，未提取；请安装（pip install 'policy-extract[ocr]'）后重试",
    "garbled": "第 {pages} 页的文字层无法辨认，未提取；请安装文字识别组件（pip install 'policy-extract[ocr]'）或换用文字版后重试",
}


def read(data: bytes, limits: Limits) -> Source:
    """A PDF's lines in reading order; raises ReadError for what has no usable text."""
    document, notes = _opened(data, limits)
    with document:
        sheets = _sheets(document, limits)
    states = [sheet.state for sheet in sheets]
    lines = _all_lines(sheets)
    if not lines:
        raise ReadError(next((code for code in ("needs_ocr", "garbled") if code in states), "no_text"))
    by_ocr = "+rapidocr" if "ocr" in states else ""
    return Source("application/pdf", f"pdfium{by_ocr}", tuple(lines), len(sheets), (*notes, *_notes(sheets)))


def _opened(data: bytes, limits: Limits) -> tuple[pdfium.PdfDocument, list[Note]]:
    """The document, by one of the passwords where it has one, repaired where it is broken."""
    for password in (None, *limits.passwords):
        try:
            return pdfium.PdfDocument(data, password=password), []
        except pdfium.PdfiumError as error:
            # pdfium may repeat the error of a document before; the entry says whether this one has a password
            if "password" not in str(error).lower() or b"/Encrypt" not in data:
                break
    else:
        raise ReadError("encrypted", "密码不对" if limits.passwords else "")
    try:
        return pdfium.PdfDocument(repaired(data, limits.passwords)), [
            Note("repaired", "文件结构不完整，已修复后读取；请核对页数和结尾是否齐全")
        ]
    except pdfium.PdfiumError as error:
        raise ReadError("damaged", str(error)) from error


def _sheets(document: pdfium.PdfDocument, limits: Limits) -> list[Sheet]:
    count = len(document)
    if count == 0:
        raise ReadError("no_pages")
    if count > limits.pages:
        raise ReadError("too_large", f"{count} pages")
    sheets: list[Sheet] = []
    total = 0
    for number in range(1, count + 1):
        sheets.append(sheet_of(_page(document, number), number, limits))
        total += sum(len(run.text) for run in sheets[-1].runs)
        if total > limits.characters:
            raise ReadError("too_large", f"{total} characters")
    return sheets


def _page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    try:
        return document[number - 1]
    except pdfium.PdfiumError as error:
        raise ReadError("damaged", f"page {number}: {error}") from error


def _all_lines(sheets: list[Sheet]) -> list[Line]:
    lines: list[Line] = []
    marks = _watermarks(sheets)
    for sheet in sheets:
        kept = replace(sheet, runs=tuple(run for run in sheet.runs if _place(run) not in marks))
        lines += lines_of(kept, lines[-3:])
    return lines


def _watermarks(sheets: list[Sheet]) -> frozenset[tuple[str, int, int]]:
    """Large print that stands at one place on nearly every page; slanted marks are left out before."""
    sizes = [run.size for sheet in sheets for run in sheet.runs]
    if len(sheets) < _FEW_PAGES or not sizes:
        return frozenset()
    large = _LARGE * median(sizes)
    counts = Counter(place for sheet in sheets for place in {_place(run) for run in sheet.runs if run.size > large})
    return frozenset(place for place, count in counts.items() if count >= max(_FEW_PAGES, 0.8 * len(sheets)))


def _place(run: Glyphs) -> tuple[str, int, int]:
    return run.text, round(run.box.x0 / 4), round(run.box.top / 4)


def _notes(sheets: list[Sheet]) -> Iterator[Note]:
    for code, message in _MESSAGES.items():
        pages = [str(number) for number, sheet in enumerate(sheets, 1) if sheet.state == code]
        if pages:
            yield Note(code, message.format(pages="、".join(pages)))
    for number, sheet in enumerate(sheets, 1):
        for text, score in sheet.unsure:
            yield Note("ocr_uncertain", f"第 {number} 页“{text}”识别把握不大（{score:.2f}），其中的数字请对照原件核对")
