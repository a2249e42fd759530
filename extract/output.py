"""The output of a run read back: typed records, checked against the contract, and tables for pandas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.emit.folder import MANIFEST, made_by_run
from extract.errors import UsageError
from extract.run import Run
from extract.schema import FILES

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Output(Run):
    """A run's records: documents, clauses, incentives, duplicates, rejects, each a tuple; texts by document id."""

    def to_pandas(self, table: str = "incentives", chinese: bool = False) -> pandas.DataFrame:
        """A table as a data frame, the same rows and columns as its CSV; needs pandas. Headers are keys, or Chinese names."""
        from extract.frames import frame

        return frame(self, table, chinese)


def load(output: str | Path) -> Output:
    """The records of an output folder; raises UsageError where it is none, or where a record breaks the contract."""
    folder = Path(output)
    if not made_by_run(folder):
        raise UsageError(f"{folder} 不是一次运行的输出文件夹（缺少 {MANIFEST}）；请先运行 policy-extract run")
    records: dict[str, Any] = {name: _records(folder / f"{name}.json", model) for name, model in FILES.items()}
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted((folder / "texts").glob("d*.txt"))}
    return Output(**records, texts=texts, manifest=json.loads((folder / MANIFEST).read_text("utf-8")))


def _records(path: Path, model: Any) -> tuple[Any, ...]:
    try:
        rows = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        return tuple(model.model_validate(row) for row in rows)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} 无法读取，可能由其他版本生成或已被改动；请重新运行 policy-extract run（{str(error)[:200]}）") from None
