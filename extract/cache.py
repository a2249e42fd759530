"""Results of earlier runs, kept by what they depend on: a document that has not changed is not read again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path

from extract.pipeline import Extracted
from extract.records import Extraction
from extract.settings import Limits
from extract.version import rules_fingerprint

FOLDER = ".cache"
# What depends on the machine's speed is not kept: another run may well do better.
_PASSING = "rule_timeout"


@dataclass(frozen=True)
class Cache:
    """Results in a folder, each under the hash of all that it depends on. Losing it costs time and nothing else."""

    folder: Path
    limits: Limits

    @cached_property
    def setting(self) -> str:
        """What all results depend on: rules, limits, the versions of Python and of the libraries."""
        return "\n".join((rules_fingerprint(), repr(self.limits), sys.version.split(maxsplit=1)[0], *_libraries()))

    def key(self, sha256: str, name: str, date: str | None) -> str:
        """Names the result for a file's content under a path."""
        return hashlib.sha256("\0".join((self.setting, sha256, name, date or "")).encode("utf-8", "surrogatepass")).hexdigest()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def load(self, key: str) -> Extracted | None:
        """A kept result; None where there is none, or where it is damaged."""
        try:
            digest, records, text = self._path(key).read_bytes().split(b"\n", 2)
            return _extracted(records, text) if digest == _digest(records, text) else None
        except (OSError, ValueError):
            return None

    def keep(self, key: str, found: Extracted) -> Extracted:
        """Keep a result, whole or not at all, and give it as it will be loaded; a full disk only means that it is read again."""
        if any(warning.code == _PASSING for warning in found.document.warnings):
            return found
        records = Extraction(document=found.document, clauses=found.clauses, incentives=found.incentives)
        lines = records.model_dump_json().encode("utf-8", "surrogatepass"), found.text.encode("utf-8", "surrogatepass")
        path = self._path(key)
        side = path.with_name(f"{key}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            side.write_bytes(b"\n".join((_digest(*lines), *lines)))
            side.replace(path)
        except OSError:
            with suppress(OSError):
                side.unlink(missing_ok=True)
        return _extracted(*lines)

    def prune(self, keys: Iterable[str]) -> None:
        """Keep only these results, and throw away what was not finished."""
        wanted = set(keys)
        for folder in [*self.folder.glob("??")]:
            for path in [*folder.iterdir()]:
                if path.name not in wanted:
                    path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.folder, ignore_errors=True)


_SEAL = "run.json"


def sealed(output: Path, made_of: str) -> bool:
    """Whether an output folder holds what a run on this would write, byte for byte."""
    try:
        kept = json.loads((output / FOLDER / _SEAL).read_bytes())
        return kept["made_of"] == made_of and all(file_sha256(output / name) == sha256 for name, sha256 in kept["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def seal(output: Path, made_of: str, names: Iterable[str]) -> None:
    """Remember what a finished run was made of, and what it wrote."""
    path = output / FOLDER / _SEAL
    side = path.with_suffix(".new")
    try:
        path.parent.mkdir(exist_ok=True)
        files = {name: file_sha256(output / name) for name in sorted(names)}
        side.write_text(json.dumps({"made_of": made_of, "files": files}), "utf-8")
        side.replace(path)
    except OSError:
        side.unlink(missing_ok=True)


def file_sha256(path: Path) -> str:
    """The hash of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _extracted(records: bytes, text: bytes) -> Extracted:
    found = Extraction.model_validate_json(records)
    return Extracted(found.document, found.clauses, found.incentives, text.decode("utf-8", "surrogatepass"))


def _digest(records: bytes, text: bytes) -> bytes:
    return hashlib.sha256(records + b"\n" + text).hexdigest().encode()


def _libraries() -> list[str]:
    """Name and version of each library that a result may depend on; optional ones too, where they are installed."""
    try:
        needed = metadata.requires("policy-extract") or []
    except metadata.PackageNotFoundError:
        needed = []
    names = {line.split(";")[0].split(">")[0].split("=")[0].split("[")[0].split("<")[0].split("~")[0].strip() for line in needed}
    return sorted(f"{name} {_version(name)}" for name in names)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "-"
