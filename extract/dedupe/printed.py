"""A clause as it is compared: its phrases without blanks and marks, and one key of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.text import fold, squeeze

# Marks that end a phrase; brackets do, so that a remark in them can be left out.
_STOP = re.compile(r"[，。；：！？()]+")
# What carries no meaning between the words of a phrase. A point, a hyphen or a list's comma between digits does.
_MARK = re.compile(r"[^\w.%‰+/\n-]+|(?<!\d)[./-]|[./-](?!\d)|_")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[、—](?=\d)")
# Two figures that only a phrase's end parts.
_TOUCHING = re.compile(r"(?<=\d)\n(?=\d)")
_LONGEST = 1500  # characters; what runs on without a mark is cut, so that no rule meets a text too long for it
# A figure at the end of what breaks off may be half of one.
_CUT_FIGURE = re.compile(r"(?<=\D)[\d.]+$")
_ENDS = ("。", "！", "？", "；", ")", "”")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


class Printed(NamedTuple):
    """One print of a clause: its phrases as compared, and the policy that it names as its source."""

    phrases: tuple[str, ...]
    key: str  # all phrases as one text: equal keys are the same print but for layout and marks
    source: str | None = None
    open_end: bool = False  # breaks off without a mark that ends a sentence


def bare_phrase(text: str) -> str:
    """One phrase as it is compared."""
    return "".join(printed(text).phrases)


def printed(text: str, source: str | None = None) -> Printed:
    """A clause's text as it is compared."""
    folded = squeeze(fold(text))
    if "," in folded:
        folded = _THOUSANDS.sub("", folded)
    bare = _MARK.sub("", _STOP.sub("\n", _BETWEEN_DIGITS.sub("/", folded)))
    phrases = tuple(part for part in bare.split("\n") if part)
    if len(bare) > _LONGEST:
        phrases = tuple(part[k : k + _LONGEST] for part in phrases for k in range(0, len(part), _LONGEST))
    if phrases and not folded.endswith(_ENDS):
        phrases = (*phrases[:-1], _CUT_FIGURE.sub("", phrases[-1]) or phrases[-1])
    return Printed(phrases, _key("\n".join(phrases)), source, not folded.endswith(_ENDS))


def _key(lines: str) -> str:
    return _TOUCHING.sub("/", lines).replace("\n", "")


def packed(text: Printed) -> bytes:
    """What is compared of a print, as it is kept on disk."""
    lines = "\n".join(text.phrases)
    return f"{int(text.open_end)}{lines}".encode("utf-8", "surrogatepass")


def unpacked(data: bytes, source: str | None) -> Printed:
    """The print that was packed, under its source."""
    text = data.decode("utf-8", "surrogatepass")
    lines = text[1:]
    return Printed(tuple(lines.split("\n")) if lines else (), _key(lines), source, text[0] == "1")
