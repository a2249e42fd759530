"""The words before a grant cut into phrases: its objects, what is urged, what must hold, up to where the grant begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from extract.grammar import nouns
from extract.grammar.reading import Reading, Span
from extract.incentives.framing import is_heading
from extract.patterns import Pattern
from extract.segment.numbers import number_at_start

Mark = Literal["object", "urge", "receiver", "time", "step", "none"]


class Phrase(NamedTuple):
    """A stretch before a grant, without the words that lead into it."""

    start: int
    end: int
    mark: Mark = "none"


# Where the grant itself begins, wherever it stands in its segment.
_STRONG = Pattern(
    "grant_begins",
    r"""给予(?!的)|免(?=[租收交缴])|(?:全额|减半|足额)(?=[奖补资返减]|$)|予以(?!配合)|给以|按照?(?![^，。；\d%]{2,14}对[^，。；]{2,40}(?:进行|给予|予以)|期|时|需|规定(?!给|标准)|要求|有关|国家|时间|期限
        |劳动|月计|[^，。；%]{0,16}(?:建设|发展|改造|实施|生产|经营)的)|比照|参照
     | 由[^，。；]{1,8}(?:财政|资金|专项)|(?:(?<!地方)(?:中央|[市县区州]|省级?|自治区|本级)财政(?!收入|贡献|部|局|不)|市级资金|专项资金)(?!(?:\(\ufffc*\))?扶持)
     | (?<![许认])可(?=申请|申领|领取|享受|获|给|按|纳入|凭)|择优(?!录|选)|视情况|分别(?=[^，。；]{0,4}\d)|(?:依据|根据)(?=[^，。；]{0,30}给予)
         |采取(?=[^，。；]{0,12}方式)|采用(?=(?:事?后|以奖代|先[建投]后)[^，。；]{0,4}方式)|实行(?=[^，。；]{0,8}[补奖资贴])|通过(?=[^，。；]{0,24}(?:资金|方式)给予)
     | 以(?![上下内外])(?=[^，。；]{0,10}%)|进行(?=[^，。；]{0,6}(?:奖|补|资助|贴))|(?:可以?)?(?:得到|享受)(?!过|[^，。；]{2,}的)|上浮|上调
     | 提高(?=[^，。；]{0,8}(?:[至到为]|比例|标准|额度))|起奖|以(?:此|其|该部分)为基[数准]
     | (?:奖励|补贴|补助|资助|支持|贴息|奖补)(?:比例|标准|金额|额度|资金|总额|上限|方式)|(?<=(?:^|[，。；：])向[^，。；]{2,40})(?:提供|发放)
     | (?<=[\u4e00-\u9fff]{2})发放(?=[^，。；的]{0,8}(?:补贴|补助|奖励|津贴|奖金)(?:[，。；]|$))""",
)
# Words that begin a grant only right before its figure.
_WEAK = Pattern(
    "grant_begins_here",
    r"""一次性|(?:根据|依据)(?=[^，。；]{2,40}(?:贡献|金额|额|费用|投入|支出|租金|利息|成本|收入)的?$)|以(?![上下内外此其])(?=[^，。；]{2,24}(?:额|价款?|费|款|金|数|量|利息|投入|支出|收入)的?$)|最高(?!科学技术|人民|学历|层次)|不超过|不高于|每年(?!度)|每月|发放|追加|另?再奖|额外
      | (?:年度)?(?:奖励|奖补|补助|补贴|资助|贴息|支持|扶持|减免|返还|奖(?!励|项|牌|补|获|得|[章状杯学、”》]))
        (?=[^，。；]{0,16}(?:\d|一定|适当|标准|$|；|最高|不超过))(?!基础)
      | 每(?=[只头块段处栋幢尾羽群米例宗盏根棵匹枚个家户台项人亩吨套位件部集场方平座辆间床艘艇公立架瓦条列次篇款班趟箱标头株张课届车])
      | 单(?=[个台项家户套条件名](?!位))|同一|年度(?=最高
          |不超过|补贴|奖励|支持)|按""",
)
# Adverbs of granting that stand before the verb and belong to no phrase.
_TRAILING = Pattern(
    "trailing_adverbs", r"(?:分别|另行?|再|并|都|将|应当|可以|可|平?均|各|一次性|按规定|择优|每年|对应|相应|同时|进行|则|[，：])+$"
)
# The first word of a grant's name: 岗位补贴, 安家补助.
_NAME_START = Pattern("grant_name_start", r"[\u4e00-\u9fff]{1,6}")
_NAMED_GRANT = Pattern("named_grant", r"[^，。；的对]{2,10}(?:补助|补贴|奖励|资助|贴息|奖补)")
_FUND = Pattern("fund_word", r"专项资金|财政|资金")
# What leads into a phrase and is no part of it; 对 and its like tell that an object follows.
_INTO = Pattern(
    "into_phrase",
    r"""(?:[ \-—•·、①-⑳]|“(?=对)|分别(?=对)|其中(?![央])|此外|同时(?!符合|满足|具备)|即(?![征可将])|\(\ufffc{1,20}\)|另外?(?=对|有)|并(?=对)|且(?=对)
        |还|再(?=对)|或者?(?=对)|以及(?=对)|若|如果|如(?=[\u4e00-\u9fff]{4})|对?以上(?=述)|可以?(?=对|根据|依据|按))*[，：]?
        (?P<object>对于?(?!应(?![用急届聘征])|[口标象比照]|接(?!入|到|待|受|收|纳)|外(?![贸资商籍包来省市地县埠国]|向型)|其他?的?$)(?:其中)?|凡是?(?=在|[\u4e00-\u9fff])|针对|给予|凡|向(?=[^，。；]{2,120}$))?""",
)
_URGE = Pattern(
    "urges",
    r"(?:[^，。；]{0,8}(?:办法|措施|政策|意见))?(?:用于|[组新][建设]并|积极|大力|广泛|重点|优先|择优)?(?:鼓励|支持|引导|推动|动员|扶持|资助(?=[^，。；]{2,12}开展)|(?:每年|择优)?(?:遴选|评选|选树|选取|选拔)(?=[^，。；]{3,}$))(?:和支持|并支持)?",
)
# A funder or a time before an object in mid-segment: 专项资金对…给予, 在活动期间对…给予.
_OBJECT_INSIDE = Pattern(
    "object_inside",
    r"(?<=[\u4e00-\u9fff)\ufffc》”①-⑳])(?<![针应面绝相核并且另再])对(?!应(?![用急届聘征])|[口标象比照]|接(?!入|到|待|受|收|纳)|外(?![贸资商籍包来省市地县埠国]|向型))(?=[^，。；]{2,60}$)(?![^，。；]*为基[数准])",
)
TIME = Pattern("time_phrase", r".{0,30}(?:期间|年度|时期|当年|以来|之日起|日起|前|后|内|基础上|条件下|情况下)")
_FUNDER = Pattern(
    "funder",
    r".{0,24}(?:(?:资金|财政|基金|政府|部门|局|委|办|我[市县区省]|[市县区省州])(?:将|分别|均|可|再)*|将|分别|》|[①-⑳])|按照?.{2,14}(?:政策|规定|要求|程序)",
)
# A heading that lost the stop behind it: 研发支持|对国家级创新中心….
_STUCK = Pattern("stuck_heading", r"[^的对]{2,14}(?:支持|奖励|奖补|补助|补贴|资助|扶持|贴息|激励)")
# What is granted under another word than 对: 将X纳入补助范围; 通过…方式支持X.
_PUT_INTO = Pattern("put_into", r"将(?P<rest>[^，。；]{2,60}?)(?:纳入|列入)[^，。；]*")
_BY_WAY_OF = Pattern("by_way_of", r"(?:通过|采取|采用)[^，。；]{2,40}?方式[，]?(?:支持|鼓励|引导)(?P<rest>[^，。；]+)")
_JOINS = Pattern("joins", r"[ ]?(?:且|并且?|或|以及|及(?!时))(?!给予|予以|按|奖|补|另|对|可)")
# …，且间夜数达到400间: a requirement of its own where no noun follows it.
_IS_MEASURED = Pattern("is_measured", r"^且[^的]*\d[^的]*$")
_JOINED = Pattern("joined", r"，(?:且|并且)")


def phrases(reading: Reading, span: Span, granted: bool = True) -> Iterator[Phrase]:
    """The phrases of a stretch, in order; `granted` where it ends at a grant's figure."""
    segments = _segments(reading, span)
    closed = max((i for i, s in enumerate(segments) if reading.masked.endswith("的", s.start, s.end)), default=-1)
    held: int | None = None
    for index, segment in enumerate(segments):
        start = segment.start if held is None else held
        last = index == len(segments) - 1
        cut = grant_start(reading.masked, segment, last and granted)
        behind = [reading.masked[s.start : s.end] for s in segments[index + 1 : index + _FARTHEST]]
        if cut is None and not last and _goes_on(reading.masked[start : segment.end], behind, index < closed):
            held = start
            continue
        held = None
        if not last and _NAMES_RULES.fullmatch(reading.masked, segment.start, segment.end):
            continue
        end = segment.end if cut is None else cut
        if cut is None and reading.folded[segment.end : segment.end + 1] == "：" and is_heading(reading.masked[start:end].strip()):
            continue
        if cut is not None and end > segment.start and _names_grant(reading.masked, segment, cut):
            end = segment.start
        yield from _cut_up(reading, start, end)


_FARTHEST = 4  # segments
_ACTS_ON = Pattern("acts_on", r"(?:签订|缴纳|依法|购买|取得|通过|实现|建立|开展|配备|聘用|拥有|具有|具备)[^，。；的]{2,30}$")


# 货运航班补贴标准: the heading of the rules that follow.
_NAMES_RULES = Pattern("names_rules", r"(?!对)[^，。；的\d]{2,24}(?:补贴|奖励|补助|资助|扶持)(?:标准|办法|政策|内容|方式)")


def _names_grant(text: str, segment: Span, cut: int) -> bool:
    """Whether what stands before the cut is the grant's own name or its funder: 岗位|补贴由…提高到, 市节能|专项资金."""
    before = text[segment.start : cut]
    if _FUND.match(text, cut):
        return "的" not in before and "对" not in before
    if before.endswith(("后", "的")):
        return False  # 经验收合格后|奖励, 完成备案的|奖励
    if _NAMED_GRANT.fullmatch(before):
        return True
    named = cut < segment.end and text[cut] in "奖补资贴" and _NAME_START.fullmatch(before) is not None
    return named and nouns.is_bare(before) and nouns.subject(before + "，") is None and nouns.head(before) is None


def _segments(reading: Reading, span: Span) -> list[Span]:
    out = [Span(s.start, min(s.end, span.end)) for s in reading.segments_in(span) if s.start < span.end]
    if not out or out[0].start > span.start:
        out.insert(0, Span(span.start, min(reading.segment(span.start).end, span.end)))
    return [s for s in out if s.end > s.start]


def grant_start(text: str, segment: Span, last: bool) -> int | None:
    """Where the grant begins in a segment; None where the segment only leads to it. `last` where the figure stands in it."""
    whole = text[segment.start : segment.end].rstrip()
    if not last and whole.endswith(("的", "者", "时")):
        strong = _STRONG.match(text, segment.start, segment.end)
        return segment.start if strong and strong.group().startswith(("给予", "予以")) else None
    found = [m for m in (_STRONG.search(text, segment.start, segment.end),) if m]
    if last:
        weak = next(
            (
                m
                for m in _WEAK.finditer(text, segment.start, segment.end)
                if "的" not in text[m.start() : segment.end] or m.start() == segment.start
            ),
            None,
        )
        found += [weak] if weak else []
    return min((m.start() for m in found), default=None)


def _has_closed(text: str) -> bool:
    """Whether a phrase that 对 opens has come to the recipient that it restricts."""
    return "的" in text and nouns.head(text) is not None


def _closed_by(behind: list[str]) -> bool:
    """Whether a phrase that 对 opens closes with 的 or a recipient in a segment behind it, past acts that 并 joins."""
    for text in behind:
        grant = _STRONG.search(text)
        if text.rstrip().endswith("的") or _has_closed(text[: grant.start()] if grant else text):
            return True
        if not _ACTS_ON.match(text):
            return False
    return False


def _goes_on(text: str, behind: list[str], closes: bool) -> bool:
    """对A，B的X: the phrase goes on over the comma until it closes with 的 or a recipient; `closes` where any segment behind it does."""
    following = behind[0]
    closed = text.rstrip().endswith("的")
    joins = _JOINS.match(following) and (closes or not _IS_MEASURED.search(following))
    closes_joined = _JOINED.search(text) and following.rstrip().endswith("的") and not _has_closed(text)
    if not closed and "给予" not in text and (joins or closes_joined):
        return True
    into = _INTO.match(text)
    if not (into and into["object"]) and (inside := _object_inside(text)):
        text = text[inside:]
        into = _INTO.match(text)
    opened = bool(into and into["object"]) and not closed
    body = text[into.end() :] if into else text
    open_act = "的" not in body and (nouns.is_act(body) or nouns.head(body) is None)
    return opened and open_act and _closed_by(behind)


def _cut_up(reading: Reading, start: int, end: int) -> Iterator[Phrase]:
    """One phrase, or several: A的、对B的 before one verb; a funder or a time before an object."""
    text = reading.masked[start:end]
    position = 0
    while (at := text.find("的、对", position)) >= 0:
        yield from _marked(reading, start + position, start + at + 1)
        position = at + 2
    start += position
    inside = _object_inside(reading.masked[start:end])
    if inside and TIME.fullmatch(reading.masked, start, start + inside):
        yield Phrase(start, start + inside, "time")
    start += inside
    yield from _marked(reading, start, end)


def _object_inside(text: str) -> int:
    """Where 对 opens an object behind a time, a funder or a heading; 0 where it opens none."""
    inside = _OBJECT_INSIDE.search(text.split("，", 1)[0])
    before = text[: inside.start()] if inside else ""
    apart = inside is not None and (_NUMBERED.search(before) or (not _URGE.match(before) and _stands_apart(before)))
    return inside.start() if inside and apart else 0


_NUMBERED = Pattern("numbered", r"[①-⑳]$")


def _stands_apart(text: str) -> bool:
    """Whether words before 对 are a time, a funder or a heading, no part of the phrase."""
    return any(p.fullmatch(text) for p in (TIME, _FUNDER, _STUCK)) or nouns.has_no_verb(text)


# 向X发放: X receives; not 向X登记, an act.
_PAID_OUT = Pattern("paid_out", r"(?:分别|一次性|按[^，。；]{0,10})?(?:发放|提供|支付|给予|拨付|兑付|奖励)")


# 为入驻园区的企业，可给予…: 为 opens an object that ends in a recipient; not 为提升企业竞争力, an aim.
_FOR_WHOM = Pattern(
    "for_whom",
    r"(?P<object>为)(?=[^，。；]{2,80}的[^，。；的]{0,24}(?:企业|单位|机构|人才|团队|项目|平台|赛事|活动|展会)$)(?!提升|提高|促进|推动|加快|鼓励)",
)


def _marked(reading: Reading, start: int, end: int) -> Iterator[Phrase]:
    """A phrase without the words that lead into it, by what they were."""
    number = number_at_start(reading.folded[start:end], reading.text[start:end])
    if number is not None:
        start += number.end
    text = reading.masked[start:end]
    into = _FOR_WHOM.match(text) or _INTO.match(text)
    if into:
        start += into.end()
        text = reading.masked[start:end]
    if into and into.group().endswith("向") and not _PAID_OUT.match(reading.masked, end):
        start, into = start - 1, None
        text = reading.masked[start:end]
    trailing = _TRAILING.search(text)
    end = start + (trailing.start() if trailing else len(text.rstrip()))
    text = reading.masked[start:end].rstrip()
    if not text:
        return
    put = _PUT_INTO.fullmatch(text) or _BY_WAY_OF.fullmatch(text)
    urges = _URGE.match(text) if not (into and into["object"]) else None
    if put:
        yield Phrase(start + put.start("rest"), start + put.end("rest"), "object" if text.startswith("将") else "urge")
    elif urges and urges.end() < len(text):
        yield Phrase(start + urges.end(), end, "urge")
    else:
        yield Phrase(start, end, "object" if into and into["object"] else "none")
