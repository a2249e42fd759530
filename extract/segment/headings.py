"""The heading of an item: its title, or the short lead sentence in front of its text."""

from __future__ import annotations

from extract.patterns import Pattern
from extract.segment.outline import Node
from extract.segment.paragraphs import RUNNING, Paragraph

_LONGEST_LEAD = 50
_LONGEST_SENTENCE_HEADING = 30
# The lead sentence of an item: short, without a comma, and more text behind it. Figures make it a measure of its own.
# Nor is a sentence that grants or speaks of the document one.
LEAD = Pattern("lead_sentence", r"(?P<lead>[^。！？；，：\n]{2,50})[。！]\s*(?=\S)")
BRACKET_LEAD = Pattern("bracket_lead", r"(?P<lead>\([\u4e00-\u9fffA-Za-z0-9、“”·]{2,30}\))(?=[\u4e00-\u9fff])")
_NO_LEAD = Pattern(
    "no_lead",
    r"\d\s*(?:万|亿|元|%)|百分之|[万亿]元|(?:给予|予以).{0,12}(?:奖励|补贴|补助|资助|支持|贴息|奖补|扶持)$|^本(?:措施|办法|政策|意见|规定|细则|方案)",
)


def heading_of(node: Node) -> str | None:
    """The heading of an item, without its number; None where it has none."""
    assert node.own is not None
    start = node.own.number.end if node.own.number else 0
    if node.is_title and (node.body or node.children):
        return squeeze_edges(node.own.text[start:])
    return lead_of(node.own, start) or _sentence_heading(node, start)


def _sentence_heading(node: Node, start: int) -> str | None:
    """2.优化政策审批。 alone in its paragraph, with the text in the next."""
    assert node.own is not None
    folded = node.own.folded
    alone = LEAD.match(folded + "_", start) if node.body and RUNNING.search(node.body[0].folded) else None
    if alone is None or alone.end() < len(folded) or _NO_LEAD.search(alone["lead"]) or len(alone["lead"]) > _LONGEST_SENTENCE_HEADING:
        return None
    return squeeze_edges(node.own.text[start:])


def lead_of(paragraph: Paragraph, start: int) -> str | None:
    """The lead sentence of a paragraph, without its stop; None where the first sentence is the measure itself."""
    match = LEAD.match(paragraph.folded, start) or BRACKET_LEAD.match(paragraph.folded, start)
    if match is None or _NO_LEAD.search(match["lead"]):
        return _bold_lead(paragraph, start)
    return squeeze_edges(paragraph.text[match.start("lead") : match.end("lead")])


def _bold_lead(paragraph: Paragraph, start: int) -> str | None:
    """A first sentence that is bold to its stop is a heading, commas or not."""
    stop = paragraph.folded.find("。", start)
    if 0 < stop - start <= _LONGEST_LEAD and stop <= paragraph.bold < len(paragraph.text):
        return squeeze_edges(paragraph.text[start:stop])
    return None


def squeeze_edges(text: str) -> str:
    """A heading without blanks and stops at its ends."""
    return text.strip(" 　。：:")
