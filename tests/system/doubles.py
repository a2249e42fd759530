"""A reader that misbehaves as its document orders, and a run with it: `python doubles.py FOLDER` prints each outcome's code.

Worker processes load this file again, as they do with any program, so that they too know the reader.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import extract.read as reading
from extract.batch import process
from extract.engines.local import Local
from extract.inputs import collect
from extract.read import Reader
from extract.read.source import Line, Source
from extract.records import Reject
from extract.settings import LIMITS, Limits

ORDER = b"DOUBLE "


def _hang() -> None:
    while True:
        time.sleep(0.01)


def _spin() -> None:
    while True:
        pass


def _allocate() -> None:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def _recurse() -> None:
    _recurse()


def _raise() -> None:
    raise ValueError("as ordered")


ORDERS: dict[str, Callable[[], object]] = {
    "hang": _hang,
    "spin": _spin,
    "allocate": _allocate,
    "exit": lambda: os._exit(9),
    "leave": lambda: sys.exit(3),
    "raise": _raise,
    "recurse": _recurse,
    "fault": lambda: ctypes.string_at(0),
}


def read(data: bytes, limits: Limits) -> Source:
    """What the document orders."""
    ORDERS[data.removeprefix(ORDER).decode().strip()]()
    return Source("text/plain", "double", (Line("无"),))


# The readers' table stands first in every process that runs this file.
reading.READERS = (Reader("double", lambda found: found.head.startswith(ORDER), "doubles"), *reading.READERS)

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    limits = replace(LIMITS, seconds=15.0, seconds_a_megabyte=0.0, memory=1_000_000_000)
    with closing(Local(2)) as engine:
        outcomes = [outcome for _, outcome in process(collect([folder], folder / "out"), engine, limits, {}, None)]
    sys.stdout.write(json.dumps({(o.path if isinstance(o, Reject) else o.document.path): getattr(o, "code", "read") for o in outcomes}))
