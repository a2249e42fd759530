"""What a run is asked to do, once its files and dates are checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extract.cache import Cache
from extract.inputs import Input
from extract.seal import made_of

if TYPE_CHECKING:
    from extract.records import Ledger


class Asked(NamedTuple):
    """The inputs, where the output goes, what is kept beside it, and what else changes the output."""

    inputs: list[Input]
    output: Path
    cache: Cache
    dates: dict[str, str]
    formats: tuple[str, ...]
    ledger: Ledger | None  # what earlier runs remember
    ledger_sha256: str | None

    def name(self, hashes: list[str | None]) -> str:
        """Names all that the output depends on, the inputs by their hashes."""
        settings = (self.dates, sorted(set(self.formats)), self.ledger is not None, self.ledger_sha256)
        return made_of(self.cache.setting, self.inputs, hashes, settings)
