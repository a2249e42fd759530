"""What stands before a grant: who gets it, and what must hold, phrase by phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.grammar.reading import Reading, Span
from extract.incentives import nouns
from extract.patterns import Pattern
from extract.text import squeeze


@dataclass
class Lead:
    """Recipient and conditions of one grant, as printed."""

    receiver: str | None = None  # the object of the granting verb itself
    party: str | None = None  # an organisation or person that the words name
    undertaking: str | None = None  # a project, platform or park, where no party is named
    conditions: list[str] = field(default_factory=list)
    last_act: int = -1  # where the last supported act ended, so that the next can go on with it


# Words before a phrase that are no part of it; 对 tells that its object follows.
_LEADING = Pattern(
    "leading_words",
    r"""(?:[ \-—•·\d.、()（）①-⑳]*)(?:(?:其中|此外|同时|另外?|并且?|且|还|再|或|以及|以上|可以?|将)[，：]?)*
        (?P<object>对于?|凡是?在?|针对|给予|凡)?(?:其(?=[在\u4e00]))?""",
)
_URGE = Pattern("urging", r"(?:鼓励|支持|引导|推动|重点支持|大力支持|扶持|择优支持)(?:并支持)?(?P<rest>.+)")
# Where the grant itself begins in its segment.
_GRANT = Pattern(
    "grant_begins",
    r"""给予|予以|给以|进行(?=奖|补|资|贴)|按照?(?!期|时|需|规定给|要求|有关|国家)|按规定|依据|根据|比照|参照|以(?=[^，。；]{0,10}%)|一次性|分别|最高|不超过|每年
      | (?:年度)?(?:奖励|补助|补贴|资助|奖补|贴息|支持|扶持|减免|返还)(?=[^，。；]{0,14}(?:\d|一定|适当|标准|。|$|；|最高|不超过))
      | 追加|再奖|发放|每(?=[个家户台项人亩吨套位名件部集场分])|单(?=[个台项家户套位条名])|同一|年度(?=最高|不超过|补贴|奖励)|
      由[^，。；]{1,8}(?:财政|资金)|(?:市|县|区|省级?|本级)财政|市级资金
      | 可(?=申请|享受|获|给|按|纳入)|择优|优先|采取|通过(?=[^，。；]{0,20}(?:资金|方式)给予)|视情况""",
)
_STEP = Pattern("first_step", r"(?:经|待|在)?[^，。；的]{1,16}(?:后|合格后|通过后|认定后|投产后)")
_BARE = Pattern(
    "bare_condition",
    r"""(?:同时)?(?:符合|满足|达到|具备)(?:相关|有关|规定|上述|一定|以上|下列|以下)*的?(?:条件|要求|标准|规定)的?|上述|以上|该|其|其他|相关|年度|每年|设立|首期.*|总规模.*|原则上|标准|补贴标准|奖励标准
     |补助标准|资助标准|符合条件的.{1,6}|单个.*|同一.*|每[个家户].*""",
)
_ACT = Pattern(
    "act",
    r"""开展|建设|实施|组织|参加|参与|举办|承办|购买|购置|租赁|新建|改造|引进|投资|研发|搭建|推进|推广|使用|取得|获得|通过|围绕|首次|完成|建立|牵头|承担|应用|制定|主导|设立|申报|投保|聚焦|委托
     |联合|利用|组建|培育|打造|创建|发行|探索|加大|参评|入选|获评|新增|新建|扩建|租用|招用|吸纳|入驻|落户|转型|涉及|带动|采购|开设|开发|创制|将|在|为|对|与|向|自|首""",
)
_AIM = Pattern(
    "aim",
    r"""为(?!中小|企业|小微)[^，]*|按照[^，]{0,10}(?:原则|要求|部署).*|落实.*|贯彻.*|坚持.*|力争.*|提升.*|提高.*|进一步.*|降低.*|促进.*|加快.*|完善.*|建立.*|发挥.*|加强.*|强化.*|优化.*|扩大.*
     |视情况.*|原则上.*|充分.*|积极(?!谋划|参).*|开放.*|制定[^，]*目录|实施“[^”]*”(?:工程|计划|行动)?|组织实施.*|快速.*|整合.*|发布.*|推进“?[^，]{0,12}建设|每年.*|通过“[^”]*”(?:等)?方式""",
)
_RELATIVE = Pattern("last_relative", r"(?P<condition>.*)的(?P<noun>[^的]{1,24})")
_EXCEPT = Pattern(
    "exception", r"[^，。；]{2,60}(?:不纳入[^，。；]{0,8}|除外|不予支持|不适用|按实(?:资助|补助|补贴|奖励)|不在[^，。；]{0,8}范围)"
)


def read_lead(reading: Reading, span: Span) -> Lead:
    """Recipient and conditions in the words before a grant, phrase by phrase."""
    lead = Lead()
    for phrase in _phrases(reading, span):
        _read_phrase(reading, phrase, lead)
    for match in _EXCEPT.finditer(reading.folded, span.end, reading.part(span.end - 1).end if span.end > span.start else span.end):
        _condition(reading, match.start(), match.end(), lead)
    return lead


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch before a grant; `receiver` where it stands behind the granting verb."""

    start: int
    end: int
    receiver: bool = False


def _phrases(reading: Reading, span: Span) -> Iterator[Phrase]:
    """The segments before the grant, those of one phrase together, the last one up to where the grant begins."""
    held: int | None = None
    segments = [Span(s.start, min(s.end, span.end)) for s in reading.segments_in(span) if s.start < span.end]
    if segments and segments[0].start > span.start:
        segments.insert(0, Span(span.start, segments[0].start - 1))
    for index, segment in enumerate(segments):
        start = segment.start if held is None else held
        whole = segment.end < span.end  # a comma ends it, not the figure
        text = reading.masked[start : segment.end]
        cut = _cut(text, segment.start - start, whole)
        following = reading.masked[segments[index + 1].start : segments[index + 1].end] if index + 1 < len(segments) else ""
        if cut is None and whole and _goes_on(text, following):
            held = start
            continue
        held = None
        end = segment.end if cut is None else start + cut
        yield from _parted(reading, start, end)
        if cut is not None:
            yield from _receivers(reading, start + cut, segment.end)


_JOINS = Pattern("joins", r"[ ]?(?:且|并且?|或|以及|及)(?!给予|予以|按|奖|补|另|对)")


def _goes_on(text: str, following: str) -> bool:
    """对A，B的X: the phrase goes on over the comma until it closes with 的 or a recipient."""
    if not following:
        return False
    if _JOINS.match(following) and "给予" not in text:
        return True
    opened = text.lstrip().startswith(("对", "凡")) and not text.rstrip().endswith("的")
    closes = following.rstrip().endswith("的") or ("的" in following and nouns.head(following) is not None)
    return opened and nouns.head(text) is None and closes


def _cut(text: str, floor: int, whole: bool) -> int | None:
    """Where the grant begins in a segment; None where it is all condition."""
    if whole and text.rstrip().endswith("的"):
        return None
    match = _GRANT.search(text, floor)
    return match.start() if match else None


def _parted(reading: Reading, start: int, end: int) -> Iterator[Phrase]:
    """A的、对B的: several objects before one verb are a phrase each."""
    text = reading.masked[start:end]
    position = 0
    while (at := text.find("的、对", position)) >= 0:
        yield Phrase(start + position, start + at + 1)
        position = at + 2
    if start + position < end:
        yield Phrase(start + position, end)


_RECEIVER = Pattern(
    "receiver",
    r"(?:给予|奖励|补助|补贴|资助|予以|(?<![面针])对)(?P<noun>(?:[\u4e00-\u9fff、“”]{2,24}?的)?[\u4e00-\u9fff、“”]{2,16}?)(?=最高|不超过|一次性|每|年度|\d|资金|奖励|补贴|补助|资助|总额|合计|予以|给予|单个|分别|相应|适当|一定|$)",
)


def _receivers(reading: Reading, start: int, end: int) -> Iterator[Phrase]:
    """The recipient behind the verb: 给予承办机构50万元, 对企业予以奖励."""
    match = _RECEIVER.search(reading.masked, start, end)
    if match and nouns.head(match["noun"]):
        yield Phrase(*match.span("noun"), receiver=True)


def _read_phrase(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    folded = reading.masked[phrase.start : phrase.end]
    skip = _LEADING.match(folded)
    start = phrase.start + (skip.end() if skip else 0)
    is_object = bool(skip and skip["object"])
    text = reading.masked[start : phrase.end].rstrip("，： ")
    end = start + len(text)
    if not text or (not is_object and _AIM.fullmatch(text)):
        return
    urged = None if is_object else _URGE.fullmatch(text)
    if phrase.receiver:
        _read_receiver(reading, start, end, lead)
    elif urged:
        _read_urged(reading, start + urged.start("rest"), end, lead)
    elif text.endswith("的"):
        _read_condition(reading, start, end - 1, lead)
    elif "的" in text:
        _read_relative(reading, start, end, lead)
    elif _STEP.fullmatch(text) and not is_object:
        _condition(reading, start, end, lead)
    else:
        _read_plain(reading, start, end, lead, is_object)


def _read_receiver(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """The object of the granting verb, with what must hold for it."""
    match = _RELATIVE.fullmatch(reading.masked[start:end])
    if match:
        _condition(reading, start, start + match.end("condition"), lead)
        start += match.start("noun")
    lead.receiver = nouns.shown(reading.text[start:end])


def _read_urged(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """鼓励企业开展…: the subject is supported, the act is the condition; 支持建设…平台: the act alone."""
    text = reading.masked[start:end]
    subject = nouns.subject(text)
    created = nouns.created(text)
    if subject:
        _take(reading, start, start + subject, lead)
        _act(reading, start + subject, end, lead)
    elif created:
        lead.undertaking = nouns.shown(reading.text[start + created[0] : start + created[1]])
        _act(reading, start, end, lead)
    elif "的" in text and nouns.head(text):
        _read_relative(reading, start, end, lead)
    elif grown := nouns.grown(text):
        lead.undertaking = nouns.shown(reading.text[start : start + grown])
    elif nouns.head(text) and not _ACT.match(text):
        _take(reading, start, end, lead)
    elif _ACT.match(text):
        _act(reading, start, end, lead)


def _read_condition(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """企业购买试飞服务的: what must hold, and its subject where that can receive."""
    text = reading.masked[start:end]
    subject = nouns.subject(text)
    if subject and (lead.party is None or nouns.is_party(text[:subject])):
        _take(reading, start, start + subject, lead)
        start += subject
    _condition(reading, start, end, lead)


def _read_relative(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """首次入规的农机企业: the noun can receive, what stands before 的 must hold; of a product, all of it must."""
    text = reading.masked[start:end]
    match = _RELATIVE.fullmatch(text)
    if match is None:
        return
    noun = start + match.start("noun")
    kind = nouns.head(match["noun"])
    inner = nouns.subject(match["condition"] + "的") if kind != "party" else 0
    if kind == "party":
        lead.party = nouns.shown(reading.text[noun:end])
    elif inner and nouns.is_party(text[:inner]):
        lead.party = nouns.shown(reading.text[start : start + inner])
        start += inner
    elif kind == "undertaking" and lead.party is None:
        lead.undertaking = nouns.shown(reading.text[noun:end])
    whole = kind is None or (kind == "undertaking" and lead.party is not None and not inner)
    _condition(reading, start, end if whole else noun - 1, lead)


def _read_plain(reading: Reading, start: int, end: int, lead: Lead, is_object: bool) -> None:
    """A phrase without 的: a recipient, or an act that is supported."""
    text = reading.masked[start:end]
    subject = nouns.subject(text)
    if subject and _ACT.match(text, subject):
        _take(reading, start, start + subject, lead)
        _act(reading, start + subject, end, lead)
    elif nouns.head(text) and not _ACT.match(text) and len(text) <= 30:
        _take(reading, start, end, lead)
    elif subject:
        _take(reading, start, start + subject, lead)
    elif is_object or _ACT.match(text) or nouns.is_measure(text):
        _act(reading, start, end, lead)


def _take(reading: Reading, start: int, end: int, lead: Lead) -> None:
    noun = nouns.shown(reading.text[start:end])
    if nouns.head(reading.masked[start:end]) == "party":
        lead.party = noun
    else:
        lead.undertaking = noun


def _act(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """A supported act; one that follows another over a comma goes on with it."""
    if lead.conditions and lead.last_act >= 0 and reading.folded[lead.last_act : start].strip() in ("，", "") and start > lead.last_act:
        lead.conditions[-1] += "，" + squeeze(reading.text[start:end]).strip("，。；：:,")
        lead.last_act = end
        return
    if _condition(reading, start, end, lead):
        lead.last_act = end


def _condition(reading: Reading, start: int, end: int, lead: Lead) -> bool:
    text = squeeze(reading.text[start:end]).strip("，。；：:,、")
    if len(text) < 2 or _BARE.fullmatch(reading.folded[start:end].strip("，：、 ")):
        return False
    if text not in lead.conditions:
        lead.conditions.append(text)
    return True
