"""Records to files; everything is loaded when it is asked for, so that the output folder can be looked at for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.emit.formats import emitted, joined, rendered
    from extract.emit.pieces import Emitted, Ending

__all__ = ["Emitted", "Ending", "emitted", "joined", "rendered"]


def __getattr__(name: str) -> object:
    """The functions of extract.emit.formats."""
    if name in __all__:
        from extract.emit import formats

        return getattr(formats, name)
    raise AttributeError(name)
