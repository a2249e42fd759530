"""The two ways to see a page: as its file has it, and turned so that its text stands upright."""

from __future__ import annotations

from dataclasses import dataclass

from extract.read.source import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible rectangle in its own coordinates, and by how many quarter turns its text is set against them."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int = 0

    def on_page(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the file's coordinates as a box from the page's top left corner."""
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)

    def upright(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The same as a reader sees it who holds the page so that its text is upright."""
        box = self.on_page(left, bottom, right, top)
        width, height = self.right - self.left, self.top - self.bottom
        return (
            box,
            Box(height - box.bottom, box.x0, height - box.top, box.x1),
            Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top),
            Box(box.top, width - box.x1, box.bottom, width - box.x0),
        )[self.quarter]

    def as_filed(self, box: Box) -> Box:
        """An upright box as one on the page again."""
        width, height = self.right - self.left, self.top - self.bottom
        return (
            box,
            Box(box.top, height - box.x1, box.bottom, height - box.x0),
            Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top),
            Box(width - box.bottom, box.x0, width - box.top, box.x1),
        )[self.quarter]
