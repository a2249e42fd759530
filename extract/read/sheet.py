"""A page with print at places, as PDF and OFD have it: runs of text, tables with the text of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract import lexicon
from extract.read.frame import Frame
from extract.read.ruled import Grid
from extract.read.source import Box

_CJK = re.compile(r"[\u2e80-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff\ufffd\ue000-\uf8ff]")
# A page whose characters are control codes to this share has no usable text layer.
_GARBLED = 0.1
# Running Chinese text holds more of the common characters than this; a wrong table of codes gives rare ones.
_LEAST_COMMON = 0.06
_ENOUGH = 80  # characters to judge by

Key = tuple[int, int] | None  # which table and cell; None outside of tables


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A run of characters on one line: text, upright box, character size, leading bold characters."""

    text: str
    box: Box
    size: float
    bold: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read: runs of text, tables with the text of each cell, and how it was read."""

    number: int
    frame: Frame
    runs: tuple[Glyphs, ...] = ()
    tables: tuple[tuple[Grid, tuple[str, ...]], ...] = ()
    state: str = "text"  # or blank, ocr, needs_ocr, garbled
    unsure: tuple[tuple[str, float], ...] = ()

    @property
    def text(self) -> str:
        """All that is printed on it."""
        return "".join(run.text for run in self.runs) + "".join("".join(texts) for _, texts in self.tables)


def cell_at(tables: list[Grid], x: float, y: float) -> Key:
    """The table and cell in which a point lies."""
    places = ((index, grid.at(x, y)) for index, grid in enumerate(tables))
    return next(((index, cell) for index, cell in places if cell is not None), None)


def sheet_with(number: int, frame: Frame, tables: list[Grid], found: Iterable[tuple[Key, Glyphs]]) -> Sheet:
    """A page whose runs are told by the cell that they stand in."""
    outside: list[Glyphs] = []
    inside: dict[Key, list[Glyphs]] = {}
    for key, run in found:
        (outside if key is None else inside.setdefault(key, [])).append(run)
    texts = [tuple(_joined(inside.get((index, cell), [])) for cell in range(len(grid.cells))) for index, grid in enumerate(tables)]
    return Sheet(number, frame, tuple(outside), tuple(zip(tables, texts, strict=True)))


def _joined(found: list[Glyphs]) -> str:
    """The text of a cell, its lines from top to bottom."""
    return "".join(run.text for run in sorted(found, key=lambda r: (round((r.box.top + r.box.bottom) / 8), r.box.x0)))


def is_garbled(text: str) -> bool:
    """Whether a page's characters are codes without meaning: a face without a table of its characters."""
    odd, chinese = len(_CONTROL.findall(text)), _CJK.findall(text)
    if odd > _GARBLED * len(text) and odd > len(chinese) / 4:
        return True
    common = frozenset("".join(lexicon.words("common_characters")))
    return len(chinese) >= _ENOUGH and sum(c in common for c in chinese) < _LEAST_COMMON * len(chinese)
