"""Whether a run has anything to do: what its output depends on, and whether the last output was made of the same."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from extract.inputs import Input
from extract.settings import Limits
from extract.version import rules_fingerprint

FOLDER = ".cache"
_SEAL = "run.json"


def setting(limits: Limits) -> str:
    """What all records depend on: rules, limits, the versions of Python and of the libraries."""
    return "\n".join((rules_fingerprint(), repr(limits), sys.version.split(maxsplit=1)[0], *_libraries()))


def made_of(kept_by: str, inputs: list[Input], hashes: list[str | None], asked: tuple[Any, ...]) -> str:
    """Names all that a run's output depends on: the setting, the inputs with their hashes, what was asked for."""
    files = [(item.name, sha256) for item, sha256 in zip(inputs, hashes, strict=True)]
    return hashlib.sha256(json.dumps([kept_by, files, asked], sort_keys=True).encode()).hexdigest()


def is_sealed(output: Path) -> bool:
    """Whether a finished run has left word of what it was made of."""
    return (output / FOLDER / _SEAL).is_file()


def sealed(output: Path, name: str) -> bool:
    """Whether an output folder holds what a run that is made of this would write, byte for byte."""
    try:
        kept = json.loads((output / FOLDER / _SEAL).read_bytes())
        return kept["made_of"] == name and all(file_sha256(output / file) == sha256 for file, sha256 in kept["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def seal(output: Path, name: str, files: Mapping[str, str]) -> None:
    """Remember what a finished run was made of, and the hashes of what it wrote."""
    path = output / FOLDER / _SEAL
    side = path.with_suffix(".new")
    try:
        path.parent.mkdir(exist_ok=True)
        side.write_text(json.dumps({"made_of": name, "files": dict(sorted(files.items()))}), "utf-8")
        side.replace(path)
    except OSError:
        with suppress(OSError):
            side.unlink(missing_ok=True)


def input_sha256(item: Input) -> str | None:
    """The hash of an input's content; None where it cannot or must not be read."""
    try:
        return None if item.outside else file_sha256(item.path)
    except OSError:
        return None


def file_sha256(path: Path) -> str:
    """The hash of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _libraries() -> list[str]:
    """Name and version of each library that a record may depend on; optional ones too, where they are installed."""
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
