"""A Spark cluster: documents and clauses spread over its executors. The one door to pyspark."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.emit import Emitted
from extract.emit.folder import write
from extract.engines import Task
from extract.errors import UsageError

_SLICES_A_CORE = 4  # so that a lost executor costs little, and a slow document holds up few


class Spark:
    """The engine of a cluster; `master` as Spark names it, local processes where there is none."""

    def __init__(self, master: str | None) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise UsageError("--engine spark 需要 pyspark：请先安装 pip install 'policy-extract[spark]'，并安装 Java 17 以上") from None
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        try:
            builder = SparkSession.builder.appName("policy-extract").config("spark.ui.enabled", "false")
            builder = builder.config("spark.python.worker.reuse", "true").config("spark.ui.showConsoleProgress", "false")
            self.session = (builder.master(master) if master else builder).getOrCreate()
        except Exception as error:  # noqa: BLE001 - whatever Java says, a person reads one sentence
            raise UsageError(
                f"无法连接 Spark（{master or '默认主节点'}）：{str(error).splitlines()[0][:200]}；请检查 --master 和 Java"
            ) from None
        self.context = self.session.sparkContext

    def read(self, task: Task, items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """The result for each item with the item's place; each partition keeps one worker process under the task's limits."""
        yield from self._spread(list(enumerate(items))).mapPartitions(lambda part: _isolated(task, part)).toLocalIterator()

    def map(self, do: Callable[[Any], Iterable[Any]], items: Iterable[Any]) -> _Flow:
        """All that comes of each item."""
        return _Flow(self._spread(items).flatMap(do))

    def shuffle(self, reduce: Callable[[Any, list[Any]], Iterable[Any]], pairs: Iterable[tuple[Any, Any]]) -> _Flow:
        """All that comes of each key with its values."""
        return _Flow(self._spread(pairs).groupByKey().flatMap(lambda pair: reduce(pair[0], list(pair[1]))))

    def _spread(self, items: Iterable[Any]) -> Any:
        if isinstance(items, _Flow):
            return items.data
        whole = list(items)
        slices = min(len(whole), self.context.defaultParallelism * _SLICES_A_CORE)
        return self.context.parallelize(whole, max(1, slices))

    def write(self, folder: Path, files: Iterable[Emitted]) -> list[str]:
        """Put a finished run in place, from where the run was started."""
        return write(folder, files)

    def close(self) -> None:
        """Let go of the cluster."""
        with contextlib.suppress(Exception):
            self.session.stop()


class _Flow:
    """Results that are on the cluster until somebody looks at them."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data.toLocalIterator())


def _isolated(task: Task, part: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """The items of one partition, in a process of their own: one that dies takes one document with it."""
    from extract.engines.local import Local

    mine = [*part]
    for index, result in Local(1).read(task, [item for _, item in mine]):
        yield mine[index][0], result
