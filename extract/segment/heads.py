"""What stands above the text of a document: a site's menu, title and issuers, a covering letter, a foreword."""

from __future__ import annotations

import itertools

from extract.patterns import Pattern
from extract.segment.attributions import TITLE, opens_attribution
from extract.segment.cards import cards_of, label_of
from extract.segment.metadata import DOC_NUMBER, is_title, organisations, whole_date
from extract.segment.paragraphs import Paragraph
from extract.text import squeeze

FOREWORD = Pattern("foreword_heading", r"^(?:前言|序言?|引言|编者按|编者的话|编写说明|编制说明|出版说明|致读者|卷首语|使用说明)$")
LETTER = Pattern(
    "covering_letter",
    r"现(?:将|就).{0,80}(?:印发|公示|公布|发布|征求|公开)|已经.{0,30}(?:同意|通过|审定).{0,12}(?:印发|发布|公布)|印发给你们|请(?:认真|遵照|抓好|结合实际|各?.{0,6})(?:贯彻|遵照|组织|执行|落实)|特此通知",
)
ADDRESSEE = Pattern("addressee", r"^各?.{0,80}(?:政府|委|局|办|单位|部门|企业|机构|街道|镇|公司|同志|各有关|管委会|院校)[^。《]{0,30}：$")
_LONGEST_MENU = 100  # lines within which a site's banner and menu stand
_SHORTEST_MENU = 5  # fewer short lines may be a title set in several
_LONGEST_MENU_WORD = 8
_SHORTEST_NAME = 5  # characters of a body that issues policies; 工作机构 is a word of menus
_FEWEST_ALIKE = 3
_ALIKE = 2  # last characters
_LONGEST_LETTER = 20  # paragraphs
_ANNEX_LINE = Pattern("annex_list", r"^附(?:件|录|表)?\d{0,2}[：:.]")


def head_of(items: list[Paragraph], kind: str) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines above the text, and the text; a covering letter and a foreword belong to neither."""
    items = _without_menu(items)
    if _starts_with_alike(items):
        return [], items
    cards = cards_of([p.folded for p in items]).starts
    if cards:
        return _above_cards(items, min(cards))
    index = _end_of_head(items, 0)
    head = items[:index]
    foreword = next((i for i, p in enumerate(items[: index + 1]) if FOREWORD.match(squeeze(p.folded))), None)
    if foreword is not None or kind == "compilation":
        head = items[: index if foreword is None else foreword]
        opening = next((i for i in range(len(head), len(items)) if _opens_text(items[i], kind)), len(head))
        return head, items[opening:]
    start = _sent_title(items, index)
    if start is not None:
        end = _end_of_head(items, start)
        return _own_head(items[start:end], head + items[index:start]), items[end:]
    end = _end_of_letter(items, index)
    return head + items[index:end], [p for i, p in enumerate(items[end:]) if i or not ADDRESSEE.match(p.folded)]


def _starts_with_alike(items: list[Paragraph]) -> bool:
    """Whether the first line is one of several alike, each above a sentence: A类人才政策, B类人才政策; so it is no title."""
    heads = [p.text for p, below in itertools.pairwise(items) if p.looks_like_heading and not p.number and below.ends_sentence]
    alike = [text for text in heads if text[-_ALIKE:] == items[0].text[-_ALIKE:]] if items else []
    return len(alike) >= _FEWEST_ALIKE and alike[0] == items[0].text


def _above_cards(items: list[Paragraph], first: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines above the first card, and it with the headings that stand right above it."""
    headings = itertools.takewhile(lambda p: p.number or label_of(p.folded), reversed(items[:first]))
    start = first - sum(1 for _ in headings)
    return items[:start], items[start:]


def _without_menu(items: list[Paragraph]) -> list[Paragraph]:
    """Without a site's menu above the document: short lines that say nothing of it, at least so many of them."""
    end = next((i for i, p in enumerate(items[:_LONGEST_MENU]) if _opens_running_text(p)), 0)
    menu = {id(p) for p in items[:end] if _is_menu(p)}
    return [p for p in items if id(p) not in menu] if len(menu) >= _SHORTEST_MENU else items


def _opens_running_text(paragraph: Paragraph) -> bool:
    return paragraph.number is not None or paragraph.kind != "text" or (len(paragraph.text) >= 20 and paragraph.ends_sentence)


def _is_menu(paragraph: Paragraph) -> bool:
    folded = squeeze(paragraph.folded)
    if paragraph.level or (len(folded) > _LONGEST_MENU_WORD and not folded.isascii()):
        return False
    meant = FOREWORD.match(folded) or DOC_NUMBER.search(folded) or whole_date(folded) or folded.startswith(("(", "关于"))
    named = len(folded) >= _SHORTEST_NAME and organisations(paragraph.as_printed)
    return not (meant or named or is_title(folded))


def _end_of_letter(items: list[Paragraph], index: int) -> int:
    """Where a covering letter's signature ends when the policy follows without its title; `index` where there is no letter."""
    text = next((i for i in range(index, len(items)) if items[i].number), index)
    letter = any(LETTER.search(p.folded) for p in items[index:text])
    if not letter or text - index > _LONGEST_LETTER:
        return index
    signed = [i for i in range(index, text) if whole_date(items[i].folded)]
    return signed[-1] + 1 if signed else index


def _sent_title(items: list[Paragraph], index: int) -> int | None:
    """Where the title of the policy stands that a covering letter or notice sends; `index` is where its own head ends."""
    letter = next((i for i, p in enumerate(items[: index + 6]) if LETTER.search(p.folded)), None)
    if letter is not None:
        start = next((i for i in range(letter + 1, len(items)) if _is_second_title(items, i)), None)
        if start is not None:
            return start
    cited = {_bare(t.group("title")) for p in items[: index + 6] for t in TITLE.finditer(p.folded)}
    for start in range(max(1, index), min(len(items), 60)):
        lines = [_bare(p.folded) for p in items[start : start + 3]]
        if any("".join(lines[:count]) in cited for count in (1, 2, 3)) and items[start].number is None:
            return start
    return None


_REMARK = Pattern("title_remark", r"\([^()]*\)")


def _bare(title: str) -> str:
    """A title as compared: without blanks and remarks in brackets."""
    return squeeze(_REMARK.sub("", title))


def _opens_text(paragraph: Paragraph, kind: str) -> bool:
    if FOREWORD.match(squeeze(paragraph.folded)):
        return False
    return paragraph.number is not None or bool(paragraph.level) or (kind == "compilation" and paragraph.bold > 3)


def _end_of_head(items: list[Paragraph], start: int) -> int:
    """Where the lines above the text end: at the first number or running sentence."""
    for index in range(start, min(len(items), start + 16)):
        paragraph = items[index]
        if paragraph.number or paragraph.kind != "text" or not paragraph.looks_like_heading:
            return index
        if index > start and opens_attribution(paragraph.folded):
            return index - 1
    return min(len(items), start + 16) if len(items) > start + 16 else start


def _is_second_title(items: list[Paragraph], index: int) -> bool:
    """The title of the policy that a covering letter sends: it ends like one and no body or date follows it."""
    paragraph = items[index]
    if not paragraph.looks_like_heading or paragraph.number or _ANNEX_LINE.match(paragraph.folded):
        return False
    text = "".join(p.text for p in items[index : index + 3] if p.looks_like_heading and not p.number)
    return (is_title(paragraph.text) or is_title(text)) and whole_date(paragraph.folded) is None


def _own_head(own: list[Paragraph], letter: list[Paragraph]) -> list[Paragraph]:
    """The policy's own title, with the number and the date that only the letter prints."""
    extra = [p for p in letter if p.looks_like_heading and not is_title(p.text) and not ADDRESSEE.match(p.folded)]
    return own + [p for p in extra if organisations(p.as_printed) or whole_date(p.folded) or DOC_NUMBER.search(p.folded)]
