"""What a clause grants, in the field's standard terms: 补贴, 奖励, 贴息 …; 支持 only where nothing more specific names the grant."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extract import lexicon
from extract.grammar import cues
from extract.grammar.reading import Reading, Span, once
from extract.patterns import Pattern, Signed
from extract.text import blanked

SUPPORT = "支持"


class Named(NamedTuple):
    """An instrument where the text names it."""

    instrument: str
    start: int
    end: int


class _Row(NamedTuple):
    """An instrument: how texts name it, and what every such name holds."""

    instrument: str
    signs: tuple[str, ...]
    pattern: Pattern


@cache
def _rows() -> tuple[_Row, ...]:
    rows = lexicon.table("instruments")
    return tuple(_Row(r["instrument"], tuple(r["signs"].split("、")), Pattern(r["instrument"], r["pattern"])) for r in rows)


# Money given under the name of support: 给予资金支持, 按投资额的2%扶持, 配套, 经费.
# Not 给予落户支持, 提供融资支持, 加大支持力度, 享受本措施支持的项目, nor 支持 that urges.
_NOT_OF = "(?!的(?![，。；]|$)|政策|力度|对象|范围|方向|办法)"
_MONEY_SUPPORT = Pattern(
    "money_support",
    rf"""(?:给予|予以|给以|进行)(?:(?!落户|融资支|信贷支|政策支|考核|技术支|服务支|用地|优先|协调|指导|审批|宣传|智力|人才支|住房支|金融支|保险支|便利|便捷|快捷|优惠|倾斜)[^，。；]){{0,44}}?(?:支持|扶持){_NOT_OF}
      | (?:资金|经费|财政)(?:给予)?(?:支持|扶持)(?=[，。；、]|$) | (?:给予|提供)[^，。；]{{0,20}}启动(?:资金|经费)(?=[，。；、]|$)
      | [%‰额例][^，。；]{{0,4}}(?:支持|扶持){_NOT_OF} | (?:方式|参照[^，。；]{{0,20}})(?:给予|予以|给以)?(?:支持|扶持){_NOT_OF}
      | (?:最高|给予)(?:支持|扶持|配套)[^，。；]{{0,6}}\d | 给予[^，。；]{{0,30}}(?:配套|匹配)(?:资金|资助|支持)? |
       \d[万亿]?元[^，。；]{{0,10}}(?:经费|支持|扶持|配套){_NOT_OF}
      | 经费[^，。；]{{0,6}}\d""",
)
# The name of support in the limit of a grant: it names the grant only where its sentence names no other.
_LIMIT_SUPPORT = Pattern(
    "limit_of_support",
    r"(?:支持|扶持)(?:金额|额度|资金|标准(?=[为是：不按在])|总额|不超过|最高|期限|比例|合计)|合计(?:支持|扶持)|单个[^，。；]{0,8}(?:支持|扶持)(?=最高|不超过|\d)",
)
# A name of the grant's manner, span or limit, or the second half of one: 以奖代补, 补助期限, 贴息补助, 单家机构每年补助不超过.
# It counts only where its sentence names no other.
_IN_PASSING = Pattern(
    "named_in_passing",
    r"""(?P<name>以奖代补) | (?<=贴息)(?P<name>补[助贴]) | (?P<name>补[贴助]|奖励|资助|贴息)(?:期限?(?!间)|年限|力度)
      | (?:^|[，。；(])(?:单|每|同一|一)[^，。；\d的]{1,12}(?P<name>补[贴助]|奖励|资助)(?:总额|金额)?(?:不超过|最高|为)""",
)
# A general 给予支持 that 其中 takes up again is no instrument of its own.
_TAKEN_UP = Pattern("taken_up", r"[。；，：]其中")
# What is said of other grants and of refusals: 与…补贴不重复享受, 不予奖励, 已获得补助的.
_COMBINED = Signed(
    "combined",
    r"[^，。；()]{0,40}(?:不重复|不得?叠加|不再重复|不得重复|不可叠加|从优|从高|就高|择优享受|不可兼得)[^，。；()]{0,20}",
    sign=r"不(?:得|再|可)?(?:重复|叠加|兼得)|从[优高]|就高|择优享受",
    stops="，。；()",
)
_NOT_GRANTED = Signed(
    "not_granted",
    r"""不(?:得|再|可)?与[^，。；()]{0,20} | (?:不予|不再|停止|取消|追回|收回|暂停|骗取|套取|退回|退还)[^，。；]{0,12}(?:补贴|奖励|补助|资助|贴息|支持|资金)
      | (?:已|曾|未)(?:经)?(?:获得?|享受|取得)[^，。；]{0,16}(?:补贴|奖励|补助|资助|贴息|支持)(?:、[^，。；、]{0,8}(?:补贴|奖励|补助))?
      | (?:申报|申请|兑现|审批)(?:上述|本办法|接待)?(?:补贴|奖励|补助|资助|扶持)(?!\d) | 享受(?:该项|本办法|本政策|本措施|上述|
      前款)[^，。；\d]{0,4}(?:补贴|奖励|补助|资助|扶持|支持)
      | (?:补贴|奖励|补助|资助)(?:申报|申请|规定|审核|审批|资金(?:申请|审批|管理|按照|由))
      | [^，。；]{0,12}(?:补贴|补助|资助)的?基础上 | [除获][^，。；]{1,16}(?:补贴|补助|奖励|资助)的?[除]?外
      | (?:享受过|不影响|其他途径)[^，。；]{0,24}(?:补贴|补助|奖励|资助)(?:补[贴助])?""",
    sign=r"""不(?:得|再|可|予|与|影响)|停止|取消|追回|收回|暂停|骗取|套取|退回|退还|已|曾|未
      | 申报|申请|兑现|审批|审核|规定|享受|资金(?:管理|按照|由) | 基础上 | 外 | 途径""",
    stops="，。；",
)

_FIGURE_BEHIND = Pattern("figure_behind", r"[^，。；、的]{0,3}\d[\d.]*[万亿]?元(?![^，。；]{0,6}(?:补|奖|资|贴))")


def find(reading: Reading) -> tuple[str, ...]:
    """The instruments of a clause, each once, in order of print."""
    return tuple(dict.fromkeys(named.instrument for named in named_in(reading)))


# 作为运营补助, 透过资助本地企业, 投资奖励按第3条执行: granted, where the clause itself says no figure. Not 领取奖励, 补贴资格, 举报奖励工作.
_GIVEN = Pattern("given_in_general", r"(?:给予|给以|作为|实行|实施|(?<!应)予以)[^，。；的]{0,20}|[透通]过(?:补|奖|资)|配套(?:扶持|支持)")
_ELSEWHERE = Pattern(
    "measured_elsewhere", r"[^，。；]{0,6}第[\d、一二三四五六七八九十]+条|[可由]?按[^，。；]{1,20}(?:执行|办理)?(?=[，。；])"
)
_WORKS = Pattern("works_of_procedure", r"资金|资格|工作|程序|活动|申[请报]|发放|方式|政策")


def given_in(reading: Reading) -> tuple[str, ...]:
    """The instruments that a clause without figures gives, or that it refers to another clause for."""
    text = reading.folded
    given = (
        n
        for n in named_in(reading)
        if not _WORKS.match(text, n.end)
        and (_ELSEWHERE.match(text, n.end) or _GIVEN.search(text, reading.segment(n.start).start, n.end) is not None)
    )
    return tuple(dict.fromkeys(named.instrument for named in given))


@once
def named_in(reading: Reading) -> list[Named]:
    """Every place that names an instrument, in order; 支持 only where its part names no other."""
    text = _blanked(reading)
    rows = [row for row in _rows() if any(sign in text for sign in row.signs)]
    found = [Named(row.instrument, *m.span()) for row in rows for m in row.pattern.finditer(text)]
    support = [
        Named(SUPPORT, m.start(), m.end()) for m in _MONEY_SUPPORT.finditer(text) if _is_own(reading, text, found, Span(m.start(), m.end()))
    ]
    limits = [Named(SUPPORT, m.start(), m.end()) for m in _LIMIT_SUPPORT.finditer(text)]
    found += support + [n for n in limits if not _in_sentence(reading, n, found + support)]
    return sorted(_without_passing(reading, text, found), key=lambda n: (n.start, n.end))


def _without_passing(reading: Reading, text: str, found: list[Named]) -> list[Named]:
    """The names without those in passing, where the sentence, or for a heading the clause, names another."""
    passing = {m.start("name") for m in _IN_PASSING.finditer(text)}
    sure = [n for n in found if n.start not in passing]
    return sure + [
        n for n in found if n.start in passing and not (_in_sentence(reading, n, sure) or (sure and text.startswith("力度", n.end)))
    ]


def _blanked(reading: Reading) -> str:
    """The folded text without titles and without what is said of other grants."""
    text = blanked(reading.folded, reading.titles)
    for pattern in (_COMBINED, _NOT_GRANTED):
        text = blanked(text, (m.span() for m in pattern.finditer(text)))
    return text


def _in_sentence(reading: Reading, named: Named, others: list[Named]) -> bool:
    sentence = reading.sentence(named.start)
    return any(sentence.start <= n.start < sentence.end for n in others)


def _is_own(reading: Reading, text: str, others: list[Named], span: Span) -> bool:
    """Whether 支持 names a grant by itself: no more specific word in its segment or for the same figures."""
    segment = Span(reading.segment(span.start).start, reading.segment(span.end - 1).end)
    if any(segment.start <= n.start < segment.end for n in others):
        return False
    part = reading.part(span.start)
    if _TAKEN_UP.match(text, part.end) and any(n.start > part.end for n in others):
        return False
    if _FIGURE_BEHIND.match(text, span.end):
        return True
    following = [n for n in others if span.end <= n.start < part.end]
    return not (following and not cues.grants().search(text, span.end, following[0].start))
