"""Annotated documents as read: a document with its clauses, single clauses, or the incentives of clauses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import UsageError

Data = dict[str, Any]


@dataclass
class Gold:
    """What a set of annotation files says; a document or single clause is found by the stem of its input file."""

    documents: list[tuple[str, Data]] = field(default_factory=list)
    singles: list[Data] = field(default_factory=list)
    incentives: dict[str, list[Data]] = field(default_factory=dict)  # by the annotated clause's id


def read_gold(paths: Iterable[Path]) -> Gold:
    """The annotations of all files, and of all .json files in folders; raises UsageError for what is none."""
    gold = Gold()
    for path in paths:
        for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
            _add(gold, file, _load(file))
    if not gold.documents and not gold.singles:
        raise UsageError("没有可用的标注文件；标注可以是一份文件（document 和 clauses）或一组单独条款，格式见 docs/annotation.md")
    return gold


def _load(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except OSError:
        raise UsageError(f"找不到标注文件 {file}") from None
    except ValueError as error:
        raise UsageError(f"标注文件 {file} 不是有效的 JSON：{error}") from None


def _add(gold: Gold, file: Path, data: Any) -> None:
    """File what a file holds under what it is; other JSON in a folder is left alone."""
    if isinstance(data, dict) and "document" in data and "clauses" in data:
        gold.documents.append((Path(data["document"].get("file") or file.name).stem, data))
        clauses = data["clauses"]
    elif isinstance(data, list) and all(isinstance(item, dict) and "text" in item and "id" in item for item in data):
        gold.singles += data
        clauses = data
    elif isinstance(data, list) and all(isinstance(item, dict) and "incentives" in item and "clause" in item for item in data):
        gold.incentives |= {item["clause"]: item["incentives"] for item in data}
        return
    else:
        return
    gold.incentives |= {clause["id"]: clause["incentives"] for clause in clauses if "incentives" in clause}
