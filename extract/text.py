"""Reading text: the folded copy that rules match on, its width, its spaces. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
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


class _Table(dict[int, int]):
    """What each character is folded to, for str.translate, which is quickest where it finds every character."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


_TABLE = _Table({ord(printed): ord(meant) for printed, meant in _FOLD.items()})
_RADICAL = re.compile("[\u2f00-\u2fd5]")

# A dot that ends a Chinese sentence; not 一.支持, a number, nor dots in a row.
_FULL_STOP = re.compile(r"(?<=[\u4e00-\u9fff])(?<![〇零一二三四五六七八九十百条章节款])\.(?=[\u4e00-\u9fff“《(]|\s|$)")
_THOUSANDS = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CJK = re.compile(f"[{_CJK}]")
SPACE = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"


@cache
def _radicals() -> dict[int, str]:
    """Kangxi radicals that some fonts print for whole characters (⼀ for 一), by Unicode's own mapping."""
    return {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


_WIDE = re.compile("[\u2e80-\U0010ffff“”‘’—…·×]")
_SHORT = 400  # characters: lines and most clauses, which several rules fold anew


def fold(text: str) -> str:
    """The text as rules see it, one character for one: half width, simplified script, Chinese punctuation."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    folded = text.translate(_TABLE)
    if "," in folded:
        folded = _THOUSANDS.sub("，", folded)
    if "." in folded:
        folded = _FULL_STOP.sub("。", folded)
    if _RADICAL.search(folded):
        folded = folded.translate(_radicals())
    return simplify(folded)


def width(text: str) -> int:
    """Columns that the text takes when printed: two for a Chinese character or full-width sign, one else."""
    return len(text) + len(_WIDE.findall(text))


BLANK = "\ufffc"


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with stretches blanked out, character for character; the spans are in order of their starts."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        begin, stop = max(start, at), max(end, at)
        out += (text[at:begin], BLANK * (stop - begin))
        at = stop
    return "".join((*out, text[at:])) if out else text


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())
