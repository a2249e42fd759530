"""Which files a run reads: files and folders as given, searched in a fixed order, skipping what is no document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import UsageError

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
        relative = path.relative_to(root)
        if any(_is_skipped(part) for part in relative.parts) or not path.is_file():
            continue
        if output == path.resolve() or output in path.resolve().parents:
            continue
        yield Input(path, _shown(relative.as_posix()), outside=not path.resolve().is_relative_to(root.resolve()))


def _shown(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _is_skipped(part: str) -> bool:
    lowered = part.lower()
    return lowered.startswith((".", "~$", "readme.")) or lowered in _SKIPPED or lowered == "readme"
