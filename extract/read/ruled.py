"""Ruled tables: from drawn lines to the cells between them. The one door to pdfplumber."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from extract.read.source import Box

_MOST_EDGES = 2_000  # more than any table has; drawings and maps have more
_SNAP = 3.0  # points within which two lines are one
_REACH = 3.0  # points by which a line may miss the one that it meets
_SHORTEST = 3.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn line, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.bottom - self.top <= self.x1 - self.x0


@dataclass(frozen=True)
class Grid:
    """A table's cells by where they stand; a cell that spans rows or columns is one box."""

    cells: tuple[Box, ...]

    @property
    def box(self) -> Box:
        return Box(
            min(c.x0 for c in self.cells), min(c.top for c in self.cells), max(c.x1 for c in self.cells), max(c.bottom for c in self.cells)
        )

    @cached_property
    def rows(self) -> tuple[float, ...]:
        """Where each row starts."""
        return tuple(sorted({c.top for c in self.cells}))

    @cached_property
    def columns(self) -> tuple[float, ...]:
        """Where each column starts."""
        return tuple(sorted({c.x0 for c in self.cells}))

    def at(self, x: float, y: float) -> int | None:
        """Which cell holds a point."""
        return next((i for i, c in enumerate(self.cells) if c.x0 <= x < c.x1 and c.top <= y < c.bottom), None)

    def texts(self, printed: Sequence[str]) -> list[tuple[str, ...]]:
        """Each row's texts, given each cell's: one that spans rows stands in each of them, one that spans columns in its first."""
        bottoms = (*self.rows[1:], self.box.bottom)
        return [
            tuple(self._text(x, (top + bottom) / 2, printed) for x in self.columns) for top, bottom in zip(self.rows, bottoms, strict=True)
        ]

    def _text(self, x: float, middle: float, printed: Sequence[str]) -> str:
        cell = self.at(x + 0.01, middle)
        return printed[cell] if cell is not None and self.cells[cell].x0 == x else ""


def grids(edges: Sequence[Edge]) -> list[Grid]:
    """The tables that these lines draw, of two columns and two rows at least, from top to bottom."""
    if not 4 <= len(edges) <= _MOST_EDGES:
        return []
    from pdfplumber import table

    merged = table.merge_edges([_named(e) for e in edges], _SNAP, _SNAP, _REACH, _REACH)
    lines = [e for e in merged if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= _SHORTEST]
    cells = table.intersections_to_cells(table.edges_to_intersections(lines, _REACH, _REACH))
    found = [Grid(tuple(Box(*cell) for cell in group)) for group in table.cells_to_tables(cells)]
    return [grid for grid in found if len(grid.rows) > 1 and len(grid.columns) > 1]


def _named(edge: Edge) -> dict[str, Any]:
    """An edge in pdfplumber's words, without thickness."""
    if edge.is_level:
        middle = (edge.top + edge.bottom) / 2
        place = {"x0": edge.x0, "x1": edge.x1, "top": middle, "bottom": middle, "orientation": "h"}
    else:
        middle = (edge.x0 + edge.x1) / 2
        place = {"x0": middle, "x1": middle, "top": edge.top, "bottom": edge.bottom, "orientation": "v"}
    return {**place, "width": place["x1"] - place["x0"], "height": place["bottom"] - place["top"]}  # type: ignore[operator]


def edges_of_box(box: Box) -> list[Edge]:
    """The sides of a drawn rectangle; a thin one is a line itself."""
    if min(box.x1 - box.x0, box.bottom - box.top) < _SNAP:
        return [Edge(*box)]
    corners = [(box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom), (box.x0, box.top)]
    return [Edge(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in pairwise(corners)]
