"""Titles of policies as compared: without marks, width, blanks, and without the place and the 关于 before the matter."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.likeness import common
from extract.text import fold, squeeze

# 关于印发《X》的通知 publishes X.
_NOTICE = re.compile(r"^.*?(?:印发|发布|公布|转发|实施)(?P<title>.{6,}?)(?:的?通知|的公告|的函)$")
_PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|自治州|市|区|县|州|盟)){1,3}(?:人民政府)?(?:办公厅|办公室)?(?=.{6})")
_ABOUT = re.compile(r"^关于")
_LINKS = re.compile(r"[的之]")
_SHORTEST = 4  # characters; less names no policy
_DRAFT = re.compile(r"(?:征求意见稿|公开征求意见稿|送审稿|草案|试行|暂行)+$")


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """A title or heading as compared: folded, without blanks, brackets and marks."""
    return normal_text(text)


def normal_text(text: str) -> str:
    """The same of a text that is too long to be remembered, and is asked for once."""
    return "".join(c for c in squeeze(fold(text)) if c not in "《》()“”\"'、，。：；·-—")


@lru_cache(maxsize=16384)
def bare(title: str) -> str:
    """A title's matter: 《北京市关于推动X的若干措施》 and 关于推动X若干措施 are alike."""
    text = normal(title)
    notice = _NOTICE.match(text)
    text = _DRAFT.sub("", notice["title"] if notice else text)
    text = _ABOUT.sub("", _PLACE.sub("", _ABOUT.sub("", text)))
    return _LINKS.sub("", text)


@lru_cache(maxsize=16384)
def compatible(one: str, other: str) -> bool:
    """Whether two titles may name one policy, in full or cut short; their clauses must agree before they are taken for it."""
    shorter, longer = sorted((bare(one), bare(other)), key=len)
    return len(shorter) >= _SHORTEST and common(shorter, longer) == len(shorter) and not _other_places(one, other)


def _other_places(one: str, other: str) -> bool:
    """Whether both titles name a place, and not the same: 甲市 and 乙市 may use the same words."""
    places = [_PLACE.match(_ABOUT.sub("", normal(title))) for title in (one, other)]
    if not all(places):
        return False
    first, second = (place.group() for place in places if place)
    return not (first in second or second in first)
