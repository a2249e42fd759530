"""A Spark cluster: documents and clauses spread over its executors. The one door to pyspark."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from extract.engines import Task
from extract.errors import UsageError
from extract.work import HERE

_SLICES_A_CORE = 4  # so that a lost executor costs little, and a slow document holds up few
_DRIVER_MEMORY = "4g"  # the prints of a million clauses wait in the driver, some 300 MB; Spark's own default, 1g, is too little
_ITEMS_A_SLICE = 25  # at most, of what is looked at as it comes: what waits for the driver is bounded


class Spark:
    """The engine of a cluster; `master` as Spark names it, local processes where there is none."""

    near = HERE

    def __init__(self, master: str | None) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise UsageError("--engine spark 需要 pyspark：请先安装 pip install 'policy-extract[spark]'，并安装 Java 17 以上") from None
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_DRIVER_MEMORY", _DRIVER_MEMORY)
        os.environ.setdefault("SPARK_SUBMIT_OPTS", "-XX:+ExitOnOutOfMemoryError")  # a driver without memory would wait for ever
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
        for some in self._blocks(enumerate(items)):
            yield from _collected(self._spread(some).mapPartitions(lambda part: _isolated(task, part)))

    def map(self, do: Callable[[Any], Iterable[Any]], items: Iterable[Any]) -> Iterable[Any]:
        """All that comes of each item, in order: on the cluster what is there already or is at hand, in blocks what only comes by and by."""
        if isinstance(items, Iterator):
            return (result for some in self._blocks(items) for result in _collected(self._spread(some).flatMap(do)))
        return _Flow(self._spread(items).flatMap(do))

    def shuffle(self, reduce: Callable[[Any, list[Any]], Iterable[Any]], pairs: Iterable[tuple[Any, Any]]) -> _Flow:
        """All that comes of each key with its values."""
        return _Flow(self._spread(pairs).groupByKey().flatMap(lambda pair: reduce(pair[0], list(pair[1]))))

    def _blocks(self, items: Iterable[Any]) -> Iterator[list[Any]]:
        """As many items at a time as keep every core busy."""
        queue = iter(items)
        while some := [*islice(queue, self.context.defaultParallelism * _SLICES_A_CORE * _ITEMS_A_SLICE)]:
            yield some

    def _spread(self, items: Iterable[Any]) -> Any:
        if isinstance(items, _Flow):
            return items.data
        whole = list(items)
        slices = min(len(whole), self.context.defaultParallelism * _SLICES_A_CORE)
        with _driver():
            return self.context.parallelize(whole, max(1, slices))

    def close(self) -> None:
        """Let go of the cluster."""
        with contextlib.suppress(Exception):
            self.session.stop()


class _Flow:
    """Results that are on the cluster until somebody looks at them."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def __iter__(self) -> Iterator[Any]:
        return iter(_collected(self.data))


def _collected(data: Any) -> list[Any]:
    """All of it, here."""
    with _driver():
        return list(data.collect())


@contextlib.contextmanager
def _driver() -> Iterator[None]:
    """Raises UsageError where the driver is gone; an error on the cluster stays what it is."""
    from py4j.protocol import Py4JError, Py4JJavaError

    try:
        yield
    except Py4JJavaError:
        raise
    except (Py4JError, ConnectionError, EOFError) as error:
        raise UsageError(
            "Spark 的驱动进程中途停止，多半是内存不足：请设置更大的 SPARK_DRIVER_MEMORY（如 8g）后重新运行，已完成的部分不会重做"
        ) from error


def _isolated(task: Task, part: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """The items of one partition, in a process of their own: one that dies takes one document with it."""
    from extract.engines.local import Local

    mine = [*part]
    with contextlib.closing(Local(1)) as engine:
        for index, result in engine.read(task, [item for _, item in mine]):
            yield mine[index][0], result
