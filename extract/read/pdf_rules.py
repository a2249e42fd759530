"""The lines drawn on a PDF page, as far as they may rule a table."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.read.frame import Frame
from extract.read.ruled import Edge, edges_of_box
from extract.read.source import Box

_MOST_OBJECTS = 20_000  # of a page; beyond it is a drawing
_MOST_SEGMENTS = 400  # of one path
_STRAIGHT = 1.0  # points by which a line may lean
_THIN = 3.0

Point = tuple[float, float]


def edges_of(page: pdfium.PdfPage, frame: Frame) -> list[Edge]:
    """The level and upright lines of a page; none where it is a drawing of very many."""
    count = raw.FPDFPage_CountObjects(page.raw)
    if count > _MOST_OBJECTS:
        return []
    out: list[Edge] = []
    for index in range(count):
        item = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH:
            out += _of_path(item, frame)
    return out


def _of_path(item: object, frame: Frame) -> list[Edge]:
    """The lines of a stroked path, or of a filled one that is thin."""
    count = raw.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MOST_SEGMENTS:
        return []
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, mode, stroked)
    if stroked.value:
        return list(_segments(item, count, frame))
    sides = [ctypes.c_float() for _ in range(4)]
    if not mode.value or not raw.FPDFPageObj_GetBounds(item, *sides):
        return []
    left, bottom, right, top = (side.value for side in sides)
    box = frame.upright(left, bottom, right, top)
    return edges_of_box(box) if min(box.x1 - box.x0, box.bottom - box.top) < _THIN else []


def _segments(item: object, count: int, frame: Frame) -> Iterator[Edge]:
    for (x0, y0), (x1, y1) in pairwise(_points(item, count)):
        if min(abs(x0 - x1), abs(y0 - y1)) <= _STRAIGHT:
            box: Box = frame.upright(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            yield Edge(*box)


def _points(item: object, count: int) -> list[Point]:
    """A path's points on the page; where it closes, its first point again."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    return points
