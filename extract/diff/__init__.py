"""Two runs compared: what was added, removed or changed, field by field, and what caused it."""

from __future__ import annotations

from extract.diff.changes import Change, Difference, Tally
from extract.diff.compare import compared
from extract.diff.folder import Output, read_output

__all__ = ["Change", "Difference", "Output", "Tally", "compared", "read_output"]
