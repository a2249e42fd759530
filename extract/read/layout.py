"""The order in which a page is read: columns found by their gutter, fragments of one line put together."""

from __future__ import annotations

from statistics import median
from typing import TypeVar

from extract.read.source import Box

T = TypeVar("T")
Placed = tuple[Box, T]
Row = tuple[Box, list[T], int]  # the line's box, its fragments, its column: 0 the whole width, 1 left, 2 right

_CROSSING = 0.2  # share of lines that may cross a gutter: titles, headers, footers
_SIDE = 0.2  # share of lines that each column holds at least


def in_reading_order(placed: list[Placed[T]]) -> list[Row[T]]:
    """Rows of fragments in the order a person reads them; the items of one row from left to right."""
    gutter = find_gutter([box for box, _ in placed])
    if gutter is None:
        return rows_of(placed, 0)
    out: list[Row[T]] = []
    block: list[Placed[T]] = []
    for item in sorted(placed, key=lambda p: (p[0].top, p[0].x0)):
        if item[0].x0 < gutter < item[0].x1:
            out += [*_two_columns(block, gutter), (item[0], [item[1]], 0)]
            block = []
        else:
            block.append(item)
    return out + _two_columns(block, gutter)


def _two_columns(block: list[Placed[T]], gutter: float) -> list[Row[T]]:
    left = [item for item in block if item[0].x1 <= gutter]
    right = [item for item in block if item[0].x1 > gutter]
    return rows_of(left, 1) + rows_of(right, 2)


def find_gutter(boxes: list[Box]) -> float | None:
    """The x of the blank between two columns; None on a page of one column."""
    if len(boxes) < 8:
        return None
    low, high = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        x = low + (high - low) * step / 100
        crossing = sum(b.x0 < x < b.x1 for b in boxes)
        sides = min(sum(b.x1 <= x for b in boxes), sum(b.x0 >= x for b in boxes))
        if crossing <= _CROSSING * len(boxes) and sides >= _SIDE * len(boxes) and (best is None or crossing < best[0]):
            best = (crossing, x)
    return best[1] if best and _overlap(boxes, best[1]) else None


def _overlap(boxes: list[Box], x: float) -> bool:
    """Whether both sides of x stand side by side and fill their columns; short lines one below the other do not."""
    left, right = [b for b in boxes if b.x1 <= x], [b for b in boxes if b.x0 >= x]
    beside = sum(any(r.top < b.bottom and b.top < r.bottom for r in right) for b in left)
    wide = median(b.x1 - b.x0 for b in left) > 0.5 * (x - min(b.x0 for b in boxes))
    return beside > len(left) / 2 and wide


def rows_of(placed: list[Placed[T]], column: int) -> list[Row[T]]:
    """Fragments grouped into printed lines, top to bottom; those at one height from left to right."""
    rows: list[list[Placed[T]]] = []
    for item in sorted(placed, key=lambda p: ((p[0].top + p[0].bottom) / 2, p[0].x0)):
        middle = (item[0].top + item[0].bottom) / 2
        if rows and rows[-1][0][0].top < middle < rows[-1][0][0].bottom and _apart(rows[-1], item[0]):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [_row(sorted(row, key=lambda p: p[0].x0), column) for row in rows]


def _apart(row: list[Placed[T]], box: Box) -> bool:
    return all(box.x0 >= other.x1 - 2 or box.x1 <= other.x0 + 2 for other, _ in row)


def _row(row: list[Placed[T]], column: int) -> Row[T]:
    boxes = [box for box, _ in row]
    whole = Box(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
    return whole, [item for _, item in row], column


def margins(boxes: list[Box], size: float) -> tuple[float, float]:
    """The left and right edge of the text block: where most lines start, and the farthest that several end."""
    starts = sorted(round(b.x0 / size * 2) for b in boxes)
    left = min(starts, key=lambda s: (-starts.count(s) * (2 if s <= starts[len(starts) // 3] else 1), s)) * size / 2
    ends = sorted(b.x1 for b in boxes)
    return left, ends[max(0, round(0.9 * len(ends)) - 1)]
