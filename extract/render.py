"""What workers do when a run is written: a chapter from what is kept of its documents to what each file says of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from extract.batch import records_at
from extract.cache import Cache
from extract.chapters import Chapter
from extract.settings import Limits


def rendered_chapter(chapter: Chapter, limits: Limits, cache: Cache, formats: tuple[str, ...]) -> Iterator[list[Any]]:
    """A chapter as each format has it."""
    from extract.emit import rendered
    from extract.finish import finished

    yield rendered(finished(chapter, partial(records_at, limits=limits, cache=cache)), formats)
