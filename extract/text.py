"""Reading text: the folded copy that rules match on, its width, its spaces. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extract.script import simplify

# Full-width forms and look-alikes that mean the same: one character for one, so that positions hold.
# The rules are written in half-width digits, letters, % and brackets, and in Chinese punctuation.
_FOLD = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_FOLD |= dict(zip("〔［【〖﹝「『", "(((((““", strict=True)) | dict(zip("〕］】〗﹞」』", ")))))””", strict=True))
_FOLD |= {"[": "(", "]": ")", "［": "(", "］": ")"}
_FOLD |= dict.fromkeys("－–―−～〜~∼", "-") | {"…": "…", "﹪": "%", "．": ".", "　": " ", "\u00a0": " ", "·": "·", "•": "·"}
_FOLD |= {"，": "，", "；": "；", "：": "：", "？": "？", "！": "！", ";": "；", ":": "：", "?": "？", "!": "！", "﹐": "，"}
_FOLD |= {"﹒": ".", "＊": "*", "｜": "|", "〈": "《", "〉": "》", "≤": "≤", "≥": "≥"}
_FOLD |= {chr(0x1D7CE + i): str(i % 10) for i in range(50)}  # digits in mathematical faces
_FOLDED = re.compile("[" + "".join(re.escape(a) for a, b in _FOLD.items() if a != b) + "]")
_RADICAL = re.compile("[\u2f00-\u2fd5]")

_THOUSANDS = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CJK = re.compile(f"[{_CJK}]")
SPACE = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"


@cache
def _radicals() -> dict[int, str]:
    """Kangxi radicals that some fonts print for whole characters (⼀ for 一), by Unicode's own mapping."""
    return {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


_SHORT = 400  # characters: lines and most clauses, which several rules fold anew


def fold(text: str) -> str:
    """The text as rules see it, one character for one: half width, simplified script, Chinese punctuation."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    folded = _FOLDED.sub(lambda match: _FOLD[match.group()], text)
    if "," in folded:
        folded = _THOUSANDS.sub("，", folded)
    if _RADICAL.search(folded):
        folded = folded.translate(_radicals())
    return simplify(folded)


def width(text: str) -> int:
    """Columns that the text takes when printed: two for a Chinese character or full-width sign, one else."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”‘’—…·×" else 1 for c in text)


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())
