"""The output of a run, read back to be compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.emit.folder import made_by_run
from extract.errors import UsageError

Data = dict[str, Any]


@dataclass(frozen=True)
class Output:
    """One run's records as its JSON files hold them; figures stay as they are printed there."""

    manifest: Data
    documents: list[Data]
    clauses: list[Data]
    incentives: list[Data]
    rejects: list[Data]

    @property
    def hashes(self) -> dict[str, str | None]:
        """The hash of each input by its path."""
        return {item["path"]: item["sha256"] for item in self.manifest.get("inputs", ())}


def read_output(folder: Path) -> Output:
    """A run's records; raises UsageError where a folder is no output, or not a whole one."""
    if not made_by_run(folder):
        raise UsageError(f"{folder} 不是本工具的结果文件夹（缺少可用的 manifest.json）；请核对路径")
    return Output(_read(folder, "manifest"), *(_read(folder, name) for name in ("documents", "clauses", "incentives", "rejects")))


def _read(folder: Path, name: str) -> Any:
    path = folder / f"{name}.json"
    try:
        return json.loads(path.read_text("utf-8"), parse_float=str, parse_int=str)
    except (OSError, ValueError):
        raise UsageError(f"{path} 缺失或无法读取；请重新运行后再比较") from None
