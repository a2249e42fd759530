"""The output folder: written to the side, swapped in at the end, so that a stopped run never spoils the last good one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from extract.emit.pieces import Emitted
from extract.errors import UsageError, unwritable

MANIFEST = "manifest.json"
TOOL = "policy-extract"
_SIDE = ".next"
_READY = ".ready"
_STARTED = ".list"
_OPEN = 40  # files that are held open; most come in many pieces, texts in one
# Written only by runs that are asked to: beside newer tables an old one would mislead.
_OPTIONAL = ("policies.sqlite",)


def check(folder: Path) -> None:
    """Refuse a folder that holds files which no run made; finish a swap that was cut off."""
    if folder.is_file():
        raise UsageError(f"输出位置 {folder} 是一个文件；请换一个文件夹（--output 文件夹）")
    _finish(folder)
    visible = [p for p in folder.iterdir() if not p.name.startswith(".")] if folder.is_dir() else []
    if visible and not made_by_run(folder):
        raise UsageError(f"输出文件夹 {folder} 非空，且不是本工具生成的；请换一个文件夹，或先清空它")


def made_by_run(folder: Path) -> bool:
    """Whether a folder's manifest says that a run of this tool wrote it."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("tool") == TOOL


def write(folder: Path, files: Iterable[Emitted]) -> dict[str, str]:
    """Write all files to the side, then put them in place; the manifest is the last to change. Their names with their hashes."""
    side = folder / _SIDE
    shutil.rmtree(side, ignore_errors=True)
    try:
        with closing(_Side(side)) as written:
            for item in files:
                written.add(item)
        names = sorted(written.hashes, key=lambda name: name == MANIFEST)
        with closing(_Side(side)) as listed:
            listed.add(Emitted(_STARTED, ("\n".join(names),)))
        (side / _STARTED).replace(side / _READY)
    except OSError as error:
        shutil.rmtree(side, ignore_errors=True)
        raise unwritable(folder, error) from None
    _finish(folder)
    return {name: found.hexdigest() for name, found in written.hashes.items()}


class _Side:
    """Files that grow, their hashes, and those of them that are open, the last used last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hashes: dict[str, hashlib._Hash] = {}
        self._open: dict[str, BinaryIO] = {}

    def add(self, item: Emitted) -> None:
        """Write what follows in a file."""
        file = self._opened(item.name)
        for piece in item.pieces:
            data = piece.encode("utf-8") if isinstance(piece, str) else piece
            file.write(data)
            self.hashes[item.name].update(data)

    def _opened(self, name: str) -> BinaryIO:
        file = self._open.pop(name, None)
        if file is None:
            self._close(len(self._open) - _OPEN + 1)
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab")
            self.hashes.setdefault(name, hashlib.sha256())
        self._open[name] = file
        return file

    def _close(self, count: int) -> None:
        """Close the files that were not used for longest, once what they hold is safe."""
        for name in [*self._open][: max(0, count)]:
            with self._open.pop(name) as file:
                file.flush()
                os.fsync(file.fileno())

    def close(self) -> None:
        """Close them all."""
        self._close(len(self._open))


def _finish(folder: Path) -> None:
    """Put in place what a run has written completely; throw away what it has not."""
    side = folder / _SIDE
    if not (side / _READY).is_file():
        shutil.rmtree(side, ignore_errors=True)
        return
    names = (side / _READY).read_text("utf-8").split("\n")
    for name in names:
        if (side / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (side / name).replace(folder / name)
    _drop_stale(folder, set(names))
    shutil.rmtree(side, ignore_errors=True)


def _drop_stale(folder: Path, names: set[str]) -> None:
    """Texts of documents that this run no longer has, and formats that it was not asked for."""
    for path in (*(folder / "texts").glob("d*.txt"), *(folder / name for name in _OPTIONAL)):
        if path.relative_to(folder).as_posix() not in names:
            path.unlink(missing_ok=True)
