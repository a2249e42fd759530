"""Chinese policy documents to validated, traceable records of who can get how much of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.api import extract_file, extract_text, load

__version__ = "0.1.0"

__all__ = ["extract_file", "extract_text", "load"]


def __getattr__(name: str) -> object:
    """The functions of extract.api, loaded when they are asked for, so that importing the package costs nothing."""
    if name in __all__:
        from extract import api

        return getattr(api, name)
    raise AttributeError(name)
