"""A clause on its way: its paragraphs, its place in the outline, what kind it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.segment.paragraphs import Paragraph
from extract.segment.rows import Row


@dataclass
class Draft:
    """A clause found: what it is, where it starts and which paragraphs it runs over."""

    kind: str
    section: tuple[str, ...]
    number: str | None
    heading: str | None
    offset: int  # where its text starts in its first paragraph
    paragraphs: list[Paragraph] = field(default_factory=list)
    attributions: tuple[str, ...] = ()
    usual: bool = True  # whether items beside it have headings too
    cut: int | None = None  # where its text ends in its last paragraph, where an attribution follows
    row: Row | None = None  # of a table whose columns are known

    @property
    def text(self) -> str:
        """Its text, paragraph by paragraph."""
        parts = [p.text for p in self.paragraphs]
        if self.cut is not None:
            parts[-1] = parts[-1][: self.cut]
        return "\n".join(parts)[self.offset :]
