"""What the workers of some tests do; in a module of its own, so that they load nothing else."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def once(folder: Path, number: int) -> list[int]:
    """The number; the first process that sees it as an even one ends over it."""
    try:
        (folder / str(number)).touch(exist_ok=False)
    except FileExistsError:
        return [number]
    if number % 2 == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return [number]


def magnitude(number: int) -> list[int]:
    """The number without its sign."""
    return [abs(number)]


def by_rest(number: int) -> list[tuple[int, int]]:
    """A number under the rest that three leaves of it."""
    return [(number % 3, number)]


def summed(key: int, values: list[int]) -> list[tuple[int, int]]:
    """A key's values, added up."""
    return [(key, sum(values))]
