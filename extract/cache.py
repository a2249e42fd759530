"""Records of documents, kept by what they depend on: a document that has not changed is not read again, and none need be held in memory."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extract.pipeline import Extracted
from extract.records import Clause, Document, Incentive
from extract.seal import FOLDER, setting
from extract.settings import Limits
from extract.spool import Lazy

# What depends on the machine's speed is kept for this run alone: another one may well do better.
_PASSING, _ONCE = "rule_timeout", ".once"


@dataclass(frozen=True)
class Cache:
    """Records in a folder, each document's under the hash of all that they depend on. Losing it costs time and nothing else."""

    folder: Path
    limits: Limits

    @cached_property
    def setting(self) -> str:
        """What all results depend on."""
        return setting(self.limits)

    def key(self, sha256: str, name: str, date: str | None) -> str:
        """Names the records of a file's content under a path."""
        return hashlib.sha256("\0".join((self.setting, sha256, name, date or "")).encode("utf-8", "surrogatepass")).hexdigest()

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name

    def load(self, name: str) -> Extracted | None:
        """What is kept under a name; None where there is nothing, or where it is damaged."""
        try:
            found = self.opened(name)
            return found and Extracted(found.document, tuple(found.clauses), tuple(found.incentives), found.text)
        except ValueError:
            return None

    def opened(self, name: str) -> Extracted | None:
        """The same with clauses and incentives read when they are looked at."""
        try:
            digest, content = self._path(name).read_bytes().split(b"\n", 1)
            return unpacked(content) if digest == _digest(content) else None
        except (OSError, ValueError):
            return None

    def name(self, key: str, found: Extracted) -> str:
        """What a document's records are kept under."""
        return key + _ONCE if any(warning.code == _PASSING for warning in found.document.warnings) else key

    def keep(self, key: str, found: Extracted) -> None:
        """Keep a document's records, whole or not at all; on a full disk that only means that they are read again."""
        name = self.name(key, found)
        content = packed(found)
        path = self._path(name)
        side = path.with_name(f"{name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            side.write_bytes(_digest(content) + b"\n" + content)
            side.replace(path)
        except OSError:
            with suppress(OSError):
                side.unlink(missing_ok=True)

    def prune(self, names: Iterable[str]) -> None:
        """Keep only these for another run, and throw away what was not finished."""
        wanted = {name for name in names if not name.endswith(_ONCE)}
        for folder in [*self.folder.glob("??")]:
            for path in [*folder.iterdir()]:
                if path.name not in wanted:
                    path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.folder, ignore_errors=True)


def packed(found: Extracted) -> bytes:
    """A document's records, one on each line, and behind them its text."""
    counts = f"{len(found.clauses)} {len(found.incentives)}"
    records = (record.model_dump_json() for record in (found.document, *found.clauses, *found.incentives))
    return "\n".join((counts, *records, found.text)).encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> Extracted:
    """What was packed, each record read when it is looked at; raises ValueError for what is nothing of the kind."""
    counts, rest = content.split(b"\n", 1)
    clauses, incentives = map(int, counts.split())
    lines = rest.split(b"\n", 1 + clauses + incentives)
    return Extracted(
        Document.model_validate_json(lines[0]),
        Lazy(range(1, 1 + clauses), lambda line: Clause.model_validate_json(lines[line])),
        Lazy(range(1 + clauses, 1 + clauses + incentives), lambda line: Incentive.model_validate_json(lines[line])),
        lines[1 + clauses + incentives].decode("utf-8", "surrogatepass"),
    )


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


__all__ = ["FOLDER", "Cache", "packed", "unpacked"]
