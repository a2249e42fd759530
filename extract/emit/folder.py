"""The output folder: written to the side, swapped in at the end, so that a stopped run never spoils the last good one."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from extract.emit import Emitted
from extract.errors import UsageError

MANIFEST = "manifest.json"
TOOL = "policy-extract"
_SIDE = ".next"
_READY = ".ready"
_STARTED = ".list"
_WHY = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "该位置只读",
    errno.EACCES: "没有写入权限",
    errno.EFBIG: "文件超过系统允许的大小",
}
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


def write(folder: Path, files: Iterable[Emitted]) -> list[str]:
    """Write all files to the side, then put them in place; the manifest is the last to change. Their names."""
    side = folder / _SIDE
    shutil.rmtree(side, ignore_errors=True)
    try:
        names = [_write_one(side, item) for item in files]
        _write_one(side, Emitted(_STARTED, ("\n".join(names),)))
        (side / _STARTED).replace(side / _READY)
    except OSError as error:
        shutil.rmtree(side, ignore_errors=True)
        why = _WHY.get(error.errno or 0, error.strerror or str(error))
        raise UsageError(f"无法写入 {folder}：{why}；上一次的结果未受影响，请处理后重新运行") from None
    _finish(folder)
    return names


def _write_one(side: Path, item: Emitted) -> str:
    path = side / item.name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for piece in item.pieces:
            file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        file.flush()
        os.fsync(file.fileno())
    return item.name


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
