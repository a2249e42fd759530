"""The parts of a document: what stands before the text, the text, and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.patterns import Pattern
from extract.segment.attributions import opens_attribution, titles_of
from extract.segment.backs import without_back
from extract.segment.cards import cards_of
from extract.segment.heads import head_of
from extract.segment.metadata import Head, iso_date, read_head
from extract.segment.paragraphs import Paragraph
from extract.segment.rows import row_of
from extract.segment.volumes import volumes
from extract.text import squeeze

CONTENTS = Pattern("contents_heading", r"^(?:目录|目次|CONTENTS|Contents)$")
# 一、数据要素 ...... 1: leaders or a tab, then a page number.
CONTENTS_ENTRY = Pattern("contents_entry", r"(?:(?<![.·…・\t ])[.·…・\t ]{2,}+|[ \t]?)\(?\d{1,3}\)?$")
LEADERS = Pattern("leaders", r"[.·…・]{3}[\s\-—]*\(?\d{1,3}\)?[\s\-—]*$|[.·・]{8}$|^[.·…・]{3,}$")
_LONGEST_TABLE = 100  # lines within which a metadata table stands
_SHORTEST_TABLE = 3
LABELLED = Pattern(
    "metadata_label",
    r"(?:\(|(?<!\s))\s*+(?P<label>索引号|发文字号|文号|发文机[关构]|发布机[关构]|制发机关|公开主体|成文日期|发布日期|发布时间|发文日期|印发日期|生成日期|生效日期|实施日期|有效性|效力状态|主题分类|主题词|公文种类|体裁分类|公文时效|信息分类|主题|信息类别|公开范围|发表时间|标题|信息名称|名称|(?<=^)时间)\s*(?:\)\s*[：:]?|[：:])\s*",
)
# 2017-10-27 来源：某局 浏览次数：12
DATED = Pattern("dated_line", r"^(?P<date>\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?)[ \d：]{0,10}(?:来源|作者|浏览|阅读|字号|编辑)[^。]{0,60}$")


@dataclass
class Parts:
    """A document taken apart; `text` holds what clauses are made of, or `policies` do, each taken apart, with the headings above it."""

    kind: str
    head: Head
    text: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    signature: Head = field(default_factory=Head)
    policies: list[tuple[tuple[str, ...], Parts]] = field(default_factory=list)


def kind_of(items: list[Paragraph]) -> str:
    """A compilation names the policies that it quotes, clause by clause."""
    titles = [titles_of(p.folded, p.text) for p in items if opens_attribution(p.folded)]
    titles += [(p.text,) for p in items if p.kind == "text" and ("来源：《" in p.folded or "摘自《" in p.folded)]
    titles += [row.titles for p in items if (row := row_of(p)) and row.titles]
    titles += [(items[i].text,) for i in cards_of([p.folded for p in items]).sources if not opens_attribution(items[i].folded)]
    named = any("汇编" in p.text or "选编" in p.text for p in items[:6] if p.looks_like_heading)
    return "compilation" if len(titles) >= 2 or (named and titles) else "policy"


def split(items: list[Paragraph]) -> Parts:
    """The parts of a document from its paragraphs."""
    labels: dict[str, str] = {}
    notes = [p for p in items if p.kind == "note"]
    items = _without_labels([p for p in items if p.kind != "note"], labels)
    kind = kind_of(items)
    items = _without_contents(items)
    above, several = volumes(items) if kind == "policy" else (items, [])
    if several:
        policies = [(volume.section, split(list(volume.items))) for volume in several]
        own = read_head([(p.text, p.as_printed) for p in above])
        return Parts("compilation", own if own.title else policies[0][1].head, [], notes, labels, policies=policies)
    head_lines, rest = head_of(items, kind)
    head = read_head([(p.text, p.as_printed if len(p.pieces) == 1 else p.text) for p in head_lines])
    text, back = without_back(rest)
    signature = read_head([(p.text, p.as_printed) for p in back])
    return Parts(kind, head, text, notes, labels, signature)


def _without_labels(items: list[Paragraph], labels: dict[str, str]) -> list[Paragraph]:
    """Without the lines of a site's metadata table; its fields are kept, also where a value stands on the line below."""
    bare = {i: match["label"] for i, p in enumerate(items[:_LONGEST_TABLE]) if (match := LABELLED.fullmatch(squeeze(p.folded)))}
    if len(bare) < _SHORTEST_TABLE:
        first = min(cards_of([p.folded for p in items]).starts, default=len(items))
        above, below = items[:first], items[first:]
        return [p for p in above if not _take_labels(p, labels)] + below
    out: list[Paragraph] = []
    for index, paragraph in enumerate(items):
        label = bare.get(index - 1)
        if label and index not in bare and _fits(label, paragraph):
            labels.setdefault(label, paragraph.text)
        elif index not in bare and not _take_labels(paragraph, labels):
            out.append(paragraph)
    return out


def _fits(label: str, paragraph: Paragraph) -> bool:
    """Whether a line can be the value of a label above it: a date for a day, else a short line."""
    if "日期" in label or "时间" in label:
        return iso_date(paragraph.folded) is not None and len(paragraph.text) <= 20
    return paragraph.number is None and len(paragraph.text) <= 80 and "。" not in paragraph.text


def _take_labels(paragraph: Paragraph, labels: dict[str, str]) -> bool:
    """Whether a paragraph is a line of a site's metadata table; its fields are kept."""
    dated = DATED.match(paragraph.folded)
    if dated:
        labels.setdefault("发布时间", dated["date"])
        return True
    found = list(LABELLED.finditer(paragraph.folded))
    if not found or found[0].start() > 2 or len(paragraph.text) > 200 or "。" in paragraph.text[:-1]:
        return False
    ends = [m.start() for m in found[1:]] + [len(paragraph.text)]
    for match, end in zip(found, ends, strict=True):
        labels.setdefault(match["label"], paragraph.text[match.end() : end].strip(" |\t；。"))
    return True


def _without_contents(items: list[Paragraph]) -> list[Paragraph]:
    """Without the table of contents: its heading and entries, or entries that leaders give away."""
    out: list[Paragraph] = []
    inside = False
    later = {squeeze(p.folded): i for i, p in enumerate(items)}
    for index, paragraph in enumerate(items):
        folded = squeeze(paragraph.folded)
        if CONTENTS.match(folded):
            inside = True
        elif LEADERS.search(folded) or (inside and _is_entry(folded, index, later)):
            continue
        else:
            inside = False
            out.append(paragraph)
    return out


def _is_entry(folded: str, index: int, later: dict[str, int]) -> bool:
    """An entry ends with a page number, or stands again as a heading further on."""
    if len(folded) > 60 or "。" in folded:
        return False
    bare = CONTENTS_ENTRY.sub("", folded)
    if bare != folded and not folded.endswith(tuple("年月日")):
        return True
    return later.get(folded, index) > index
