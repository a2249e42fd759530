"""Text recognised on a picture of a page. The one door to rapidocr, an optional extra that brings its models along."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from extract.read.source import Box

# Two threads recognise a page faster than one; more take memory from the other workers.
_SETTINGS = {
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 2,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line that was recognised: its text, its box in pixels, and how sure the engine is, up to 1."""

    text: str
    box: Box
    score: float


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    logging.disable(logging.WARNING)  # the engine tells where its models lie
    try:
        from rapidocr import RapidOCR

        return RapidOCR(params=_SETTINGS)
    finally:
        logging.disable(logging.NOTSET)


def recognised(picture: Any) -> list[Recognised]:
    """The lines of text on a picture, an array of pixels."""
    found = _engine()(picture)
    if found.txts is None:
        return []
    return [Recognised(t, _around(b), float(s)) for t, b, s in zip(found.txts, found.boxes, found.scores, strict=True) if t.strip()]


def _around(corners: Any) -> Box:
    """The box of a slanted line: as high as its sides, since a slight slant would otherwise touch the lines above and below."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (map(float, corner) for corner in corners)
    middle, half = (y0 + y1 + y2 + y3) / 4, ((y3 - y0) + (y2 - y1)) / 4
    return Box(min(x0, x3), middle - half, max(x1, x2), middle + half)
