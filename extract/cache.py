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

from extract.extracted import Extracted
from extract.seal import FOLDER, setting
from extract.settings import Limits

_ONCE = ".once"  # ends the name of what is kept for this run alone


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
        from extract.kept import whole

        try:
            found = self.opened(name)
            return found and whole(found)
        except ValueError:
            return None

    def opened(self, name: str) -> Extracted | None:
        """The same with clauses and incentives read when they are looked at."""
        from extract.kept import unpacked

        try:
            digest, content = self._path(name).read_bytes().split(b"\n", 1)
            return unpacked(content) if digest == _digest(content) else None
        except (OSError, ValueError):
            return None

    def name(self, key: str, found: Extracted) -> str:
        """What a document's records are kept under."""
        from extract.kept import is_passing

        return key + _ONCE if is_passing(found) else key

    def keep(self, key: str, found: Extracted) -> None:
        """Keep a document's records, whole or not at all; on a full disk that only means that they are read again."""
        from extract.kept import packed

        name, content = self.name(key, found), packed(found)
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


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


__all__ = ["FOLDER", "Cache"]
