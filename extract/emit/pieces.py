"""What files are made of: pieces in the order in which they come, and what stands before, between and behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.work import HERE, Work

if TYPE_CHECKING:
    from extract.records import Remembered, Verdict


class Emitted(NamedTuple):
    """Some of a file of the output: its name, and text or bytes that follow what was there."""

    name: str
    pieces: Iterable[str | bytes]


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of a run before its records are written: what the manifest says, what is remembered, where there is room, who helps."""

    manifest: dict[str, Any] = field(default_factory=dict)
    ledger: tuple[Iterable[Remembered], Iterable[Verdict]] | None = None
    folder: Path | None = None
    work: Work = HERE


class Frame(NamedTuple):
    """What a file has around its records."""

    opening: str
    between: str
    closing: str
    empty: str


class Framed:
    """Joins texts by the name of their file; a file without a frame is nothing but its text."""

    def __init__(self, frames: dict[str, Frame]) -> None:
        self.frames = frames
        self._begun: set[str] = set()

    def add(self, rendered: dict[str, str]) -> Iterator[Emitted]:
        """The texts, each after what was there before."""
        for name, text in rendered.items():
            frame = self.frames.get(name)
            if frame is None:
                yield Emitted(name, (text,))
            else:
                yield Emitted(name, (frame.between if name in self._begun else frame.opening, text))
                self._begun.add(name)

    def end(self) -> Iterator[Emitted]:
        """What closes each file."""
        for name, frame in self.frames.items():
            yield Emitted(name, (frame.closing if name in self._begun else frame.empty,))
