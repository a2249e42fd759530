"""Ids that stay: pure functions of what a record says, not of where it stands in a run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from extract.titles import bare, normal, normal_text


def digest(*parts: str, length: int = 12) -> str:
    """Hexadecimal digits of a hash of the parts, each told from the next."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


def document_id(data: bytes) -> str:
    """A document's id, from its content."""
    return "d" + hashlib.sha256(data).hexdigest()[:12]


def clause_key(source: str | None, heading: str | None, number: str | None, text: str) -> str:
    """A clause's id before others are looked at: from its source's title and its heading, number or first characters."""
    return "c" + digest(bare(source or ""), normal(heading or number or text[:12]))


def told_apart(keys: Sequence[str], texts: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """The ids: those that several would share, or that are `taken`, take eight digits of their text's hash, then a count."""
    return told_apart_by(keys, lambda place: digest(normal(texts[place]), length=8), taken)


def told_apart_by(keys: Sequence[str], mark: Callable[[int], str], taken: Collection[str] = ()) -> list[str]:
    """The same where those digits are known by place."""
    shared = {key for key, count in Counter(keys).items() if count > 1} | set(taken)
    return list(_counted((f"{key}-{mark(place)}" if key in shared else key for place, key in enumerate(keys)), taken))


def _counted(keys: Iterable[str], taken: Collection[str]) -> Iterable[str]:
    seen = Counter(taken)
    for key in keys:
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}-{seen[key]}"


def print_id(text: str) -> str:
    """Names what is printed at a place: the same for the same words, whatever their layout."""
    return "p" + digest(normal_text(text))


def print_mark(name: str) -> str:
    """The digits of a text's hash by which ids are told apart, from the name of its print."""
    return name[1:9]
