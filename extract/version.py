"""Which program ran: its version, and a fingerprint of its rules, so that a change can be told from a change of input."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from extract import __version__

_KINDS = (".py", ".txt", ".csv", ".tsv")


@cache
def rules_fingerprint() -> str:
    """Hexadecimal digits of a hash over the package's own files."""
    seen = hashlib.sha256()
    for name, data in sorted(_contents(files("extract"), "")):
        seen.update(name.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
    return seen.hexdigest()[:16]


def _contents(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    out: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            out += _contents(item, f"{prefix}{item.name}/")
        elif item.name.endswith(_KINDS):
            out.append((prefix + item.name, item.read_bytes()))
    return out


def program() -> dict[str, str]:
    """What the manifest says of the program."""
    from extract.records import SCHEMA_VERSION

    return {"tool": "policy-extract", "version": __version__, "schema": SCHEMA_VERSION, "rules": rules_fingerprint()}
