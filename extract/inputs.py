"""Which files a run reads: files and folders as given, searched in a fixed order, skipping what is no document."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import UsageError

# Controls, and marks that turn the direction of writing: they could make a name look like another, or steer a terminal.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SKIPPED = ("thumbs.db", "desktop.ini", "readme")


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: where it is, and its path as the records show it."""

    path: Path
    name: str
    outside: bool = False  # a link that leads out of the input folder


def collect(given: list[Path], output: Path) -> list[Input]:
    """The files to read, sorted by their shown path; raises UsageError when an input is not there or two collide."""
    found: dict[str, Input] = {}
    for root in given:
        if not root.exists():
            raise UsageError(f"找不到输入 {root}；请检查路径")
        for item in _under(root, output.resolve()):
            name = item.name if item.name not in found else f"{root.name}/{item.name}"
            if name in found and found[name].path.resolve() != item.path.resolve():
                raise UsageError(f"两个输入的路径同为 {name}；请分开运行，或改名")
            found[name] = Input(item.path, name, item.outside)
    return [found[name] for name in sorted(found)]


def _under(root: Path, output: Path) -> Iterator[Input]:
    if root.is_file():
        yield Input(root, _shown(root.name))
        return
    for path in sorted(root.rglob("*")):
        relative, real = path.relative_to(root), _resolved(path)
        outside = not real.is_relative_to(_resolved(root))
        lost = path.is_symlink() and (outside or not path.exists())
        if any(_is_skipped(part) for part in relative.parts) or not (path.is_file() or lost):
            continue
        if output == real or output in real.parents:
            continue
        yield Input(path, _shown(relative.as_posix()), outside)


def _resolved(path: Path) -> Path:
    """Where a path leads; a link that leads to itself leads nowhere else."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _shown(name: str) -> str:
    """A path as records and messages show it: readable where the system's name is in an older Chinese encoding, without controls."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return _UNPRINTABLE.sub("\ufffd", unicodedata.normalize("NFC", name))


def _is_skipped(part: str) -> bool:
    lowered = part.lower()
    return lowered.startswith((".", "~$", "readme.")) or lowered in _SKIPPED or lowered == "readme"
