"""Plain text and Markdown in any Chinese encoding."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator

from extract import lexicon
from extract.errors import ReadError
from extract.read.source import Line, Note, Source
from extract.read.tables import row_lines
from extract.settings import Limits
from extract.text import SPACE

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 200_000
_HEADING = re.compile(r"(#{1,6})[ \t]+\S")
_BREAK = re.compile(r"\r\n|[\n\r\v\u0085\u2028\u2029]")
_BOLD = re.compile(r"\s*(?:\*\*|__|<b>|<strong>)(.+?)(?:\*\*|__|</b>|</strong>)")
_TABLE_TABS = 2  # one tab stands behind a number or before a page number; two make a table
_LEADING = re.compile(f"{SPACE}*")
# Fewer common characters than this in the best decoding: it is not Chinese text that we know.
_LEAST_COMMON = 0.05


def decode(data: bytes) -> tuple[str, str]:
    """The text, with \ufffd for each byte that does not fit, and the encoding it was in; raises ReadError when none fits."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _best(data)
        return data.decode(encoding, "replace"), encoding


def _best(data: bytes) -> str:
    """The encoding under which a sample holds most of the characters that Chinese texts are made of."""
    common = frozenset("".join(lexicon.words("common_characters")))
    best = max(_CANDIDATES, key=lambda encoding: _share(data[:_SAMPLE], encoding, common))
    if _share(data[:_SAMPLE], best, common) < _LEAST_COMMON:
        raise ReadError("encoding")
    return best


def _share(sample: bytes, encoding: str, common: frozenset[str]) -> float:
    text = sample.decode(encoding, "ignore")
    lost = 1 - len(text.encode(encoding, "ignore")) / len(sample)
    return sum(c in common for c in text) / max(1, len(text)) - lost


def lines_of(text: str) -> Iterator[Line]:
    """The text's lines; a form feed starts a new page."""
    for page, sheet in enumerate(text.split("\f"), 1):
        blank = False
        for tabs, block in itertools.groupby(_BREAK.split(sheet), _tabs):
            lines = list(block)
            if tabs >= _TABLE_TABS and len(lines) > 1:
                yield from row_lines((line.split("\t") for line in lines), page)
                continue
            for raw in lines:
                stripped = raw.strip()
                if stripped:
                    yield _line(raw, stripped, page, blank)
                blank = not stripped


def _tabs(raw: str) -> int:
    """How many tabs part a line's cells."""
    return raw.strip("\r\n ").count("\t")


def _line(raw: str, stripped: str, page: int, blank: bool) -> Line:
    heading = _HEADING.match(stripped)
    bold = _BOLD.match(raw)
    margin = _LEADING.match(raw)
    indent = sum((1.0 if c == "\u3000" else 0.5) for c in margin.group()) if margin else 0.0
    return Line(
        text=raw.rstrip(),
        page=page,
        bold=bold.end() if bold else 0,
        level=len(heading[1]) if heading else None,
        indent=indent,
        blank_before=blank,
    )


def read_text(text: str, media_type: str = "text/plain", notes: tuple[Note, ...] = ()) -> Source:
    """A text that is already decoded."""
    return Source(media_type, "text", tuple(lines_of(text)), text.count("\f") + 1, notes)


def read(data: bytes, limits: Limits) -> Source:
    """A text file; raises ReadError when its encoding cannot be told."""
    text, encoding = decode(data)
    if len(text) > limits.characters:
        raise ReadError("too_large", f"{len(text)} characters")
    return read_text(text.replace("\x00", ""), "text/plain", tuple(_notes(text, encoding)))


def _notes(text: str, encoding: str) -> Iterator[Note]:
    if not encoding.startswith("utf-8"):
        yield Note("encoding", f"文字编码识别为 {encoding}")
    if lost := text.count("\ufffd"):
        yield Note("lost_characters", f"有 {lost} 处字节无法按 {encoding} 解码，以“\ufffd”代替；请核对原文件是否完整")
