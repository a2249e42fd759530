"""The parts of a document: what stands before the text, the text, and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.patterns import Pattern
from extract.segment.attributions import TITLE, opens_attribution, titles_of
from extract.segment.metadata import DOC_NUMBER, Head, is_title, organisations, read_head, whole_date
from extract.segment.paragraphs import RUNNING, Paragraph
from extract.segment.rows import row_of
from extract.text import squeeze

CONTENTS = Pattern("contents_heading", r"^(?:目录|目次|CONTENTS|Contents)$")
# 一、数据要素 ...... 1: leaders or a tab, then a page number.
CONTENTS_ENTRY = Pattern("contents_entry", r"(?:(?<![.·…・\t ])[.·…・\t ]{2,}+|[ \t]?)\(?\d{1,3}\)?$")
LEADERS = Pattern("leaders", r"[.·…・]{3}\s*\(?\d{1,3}\)?$")
FOREWORD = Pattern("foreword_heading", r"^(?:前言|序言?|引言|编者按|编者的话|编写说明|编制说明|出版说明|致读者|卷首语|使用说明)$")
LETTER = Pattern(
    "covering_letter",
    r"现(?:将|就).{0,80}(?:印发|公示|公布|发布|征求|公开)|已经.{0,30}(?:同意|通过|审定).{0,12}(?:印发|发布|公布)|印发给你们|请(?:认真|遵照|抓好|结合实际|各?.{0,6})(?:贯彻|遵照|组织|执行|落实)|特此通知",
)
ADDRESSEE = Pattern("addressee", r"^各?.{0,80}(?:政府|委|局|办|单位|部门|企业|机构|街道|镇|公司|同志|各有关|管委会|院校)[^。]{0,30}：$")
LABELLED = Pattern(
    "metadata_label",
    r"(?:\(|(?<!\s))\s*+(?P<label>索引号|发文字号|文号|发文机[关构]|发布机[关构]|制发机关|公开主体|成文日期|发布日期|发布时间|发文日期|印发日期|生成日期|生效日期|实施日期|有效性|效力状态|主题分类|主题词|公文种类|体裁分类|公文时效|信息分类|标题|信息名称|名称|(?<=^)时间)\s*(?:\)\s*[：:]?|[：:])\s*",
)
# 2017-10-27 来源：某局 浏览次数：12
DATED = Pattern("dated_line", r"^(?P<date>\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?)[ \d：]{0,10}(?:来源|作者|浏览|阅读|字号|编辑)[^。]{0,60}$")
_ANNEX_LINE = Pattern("annex_list", r"^附(?:件|录|表)?\d{0,2}[：:.]")
BACK = Pattern(
    "back_matter",
    r"^(?:附件\d*|附|抄送|主送|联系人|联系方式|联系电话|联系地址|咨询电话|电话|传真|地址|邮编|邮箱|电子邮箱|支持单位|主办单位|承办单位|编制单位|编印单位|编写单位|编印|编制|主办|印制单位|出品|主编|编委|设计|排版|扫码|备注|注|说明|政策咨询|咨询方式)[：:].{0,120}$|^此件(?:公开|主动公开|依申请公开)|^(?:主动公开|依申请公开)$|^(?:查询|联系我们|联系方式|咨询|咨询方式|咨询电话|联系人)$|^.{0,30}办公[厅室]\d{4}年\d{1,2}月\d{1,2}日印发$",
)


@dataclass
class Parts:
    """A document taken apart; `text` holds what clauses are made of."""

    kind: str
    head: Head
    text: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    signature: Head = field(default_factory=Head)


def kind_of(items: list[Paragraph]) -> str:
    """A compilation names the policies that it quotes, clause by clause."""
    titles = [titles_of(p.folded, p.text) for p in items if opens_attribution(p.folded)]
    titles += [(p.text,) for p in items if p.kind == "text" and ("来源：《" in p.folded or "摘自《" in p.folded)]
    titles += [row.titles for p in items if (row := row_of(p)) and row.titles]
    named = any("汇编" in p.text or "选编" in p.text for p in items[:6] if p.looks_like_heading)
    return "compilation" if len(titles) >= 2 or (named and titles) else "policy"


def split(items: list[Paragraph]) -> Parts:
    """The parts of a document from its paragraphs."""
    labels: dict[str, str] = {}
    notes = [p for p in items if p.kind == "note"]
    items = [p for p in items if p.kind != "note" and not _take_labels(p, labels)]
    kind = kind_of(items)
    items = _without_contents(items)
    head_lines, rest = _head(items, kind)
    head = read_head([(p.text, p.first.line.text if len(p.pieces) == 1 else p.text) for p in head_lines])
    text, back = _without_back(rest)
    signature = read_head([(p.text, p.first.line.text) for p in back])
    return Parts(kind, head, text, notes, labels, signature)


def _take_labels(paragraph: Paragraph, labels: dict[str, str]) -> bool:
    """Whether a paragraph is a line of a site's metadata table; its fields are kept."""
    dated = DATED.match(paragraph.folded)
    if dated:
        labels.setdefault("发布时间", dated["date"])
        return True
    found = list(LABELLED.finditer(paragraph.folded))
    if not found or found[0].start() > 2 or len(paragraph.text) > 200 or "。" in paragraph.text:
        return False
    ends = [m.start() for m in found[1:]] + [len(paragraph.text)]
    for match, end in zip(found, ends, strict=True):
        labels.setdefault(match["label"], paragraph.text[match.end() : end].strip(" |\t"))
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


def _head(items: list[Paragraph], kind: str) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines above the text, and the text; a covering letter and a foreword belong to neither."""
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
    return head, items[index:]


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
    return own + [p for p in extra if organisations(p.first.line.text) or whole_date(p.folded) or DOC_NUMBER.search(p.folded)]


def _without_back(items: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The text, and what stands behind it: signature, date, annex list, addresses, back cover."""
    end = _annex_start(items)
    while end > 0 and _is_back(items[end - 1], items[end - 2] if end > 1 else None):
        end -= 1
    return items[:end], items[end:]


_ANNEXES = Pattern("annexes", r"^附件?[：:]")


def _annex_start(items: list[Paragraph]) -> int:
    """Where a list of annexes starts that only names them and runs to the end; the end where there is none."""
    for index in range(len(items) - 1, max(0, len(items) - 16), -1):
        if _ANNEXES.match(items[index].folded):
            named = all(p.looks_like_heading or not RUNNING.search(p.folded) for p in items[index + 1 :])
            return index if named and len(items[index].folded) <= 120 else len(items)
    return len(items)


def _is_back(paragraph: Paragraph, before: Paragraph | None) -> bool:
    folded = squeeze(paragraph.folded)
    if paragraph.kind != "text" or paragraph.number:
        return False
    if BACK.match(folded) or whole_date(folded) or organisations(paragraph.first.line.text):
        return not opens_attribution(paragraph.folded)
    named = before is not None and (BACK.match(squeeze(before.folded)) is not None)
    return named and paragraph.looks_like_heading
