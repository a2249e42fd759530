"""Nouns that can receive a grant: told by their last word, at the start or end of a phrase."""

from __future__ import annotations

from functools import cache

from extract import lexicon
from extract.patterns import Pattern, any_of
from extract.text import squeeze

_OWNERS = ("本市", "我市", "我区", "我县", "我省", "本区", "本县", "该", "其", "符合条件的", "上述", "各类", "相关", "有关")


@cache
def _kinds() -> dict[str, str]:
    return {row["head"]: row["kind"] for row in lexicon.table("recipients")}


@cache
def _head() -> Pattern:
    """A recipient at the end of a noun phrase, with 等 and brackets behind it."""
    return Pattern("recipient_head", rf"(?P<head>{any_of(tuple(_kinds()))})(?:等)?(?:\([^()]{{1,20}}\)|[\ufffc()])*$")


# Verbs behind a subject; before one of them a noun is the subject, not a part of a longer name.
_VERB = r"""(?:开展|建设|实施|组织|参加|参与|举办|承办|购买|购置|租赁|新建|改造|引进|投资|研发|研制|搭建|推进|推广|使用|取得|获得|通过|
    围绕|首次|完成|建立|牵头|承担|应用|制定|主导|设立|申报|投保|委托|联合|利用
    |组建|培育|打造|创建|发行|探索|加大|入选|获评|新增|租用|招用|吸纳|入驻|落户|转型|涉及|带动|采购|开设|开发|创制|签订|签约|提供|赴|在|为|对|与|向|自|将|到|从|由|以|首|新|年|当年|上年|一年|每|赴|进|扩大|拓展
    |购|建|获|被|经|实缴|实际|总部|连续|累计|成功|主办|聘用|聘请|培养|柔性|全职|销售|出口|进口|增资|并购|上市|挂牌|升级|转化|创新机制|流转|种植|养殖|认养|加工|生产|经营|赛|来|达到|超过|营业|注册|迁入|推出|发布|投放
    |符合|满足|因|专注|从事|自行|自主|实现|突破|面向|报废|更新|翻|修|雇|派|留|入|出|外|招|接|提|按|担任|代理|运营|提升)"""
_BARRED = r"(?:的|把|为|于|由|至|到|向|从|以|与|将|对|按|通过|面向|针对|用于|纳入|取得|获得|改造)"


@cache
def _subject() -> Pattern:
    """A recipient at the start of a phrase, with a verb behind it: 企业购买…, A、B等联合…."""
    every = any_of(tuple(head for head in _kinds() if len(head) > 1))
    word = rf"(?:(?!{_BARRED})[\u4e00-\u9fffA-Za-z0-9“”()·]){{0,16}}?{every}"
    return Pattern("recipient_subject", rf"(?P<noun>{word}(?:(?:、|和|及|或|与){word})*)(?:等(?:各类)?(?:主体|单位)?)?(?={_VERB})")


_CREATED = Pattern("created", r"[^，。；]{0,40}?(?:建设|搭建|打造|培育|创建|组建|设立)(?:一批)?(?P<noun>[^，。；的]{2,16})")
_GROWN = Pattern("grown", r"(?P<noun>[^，。；的]{2,24}?)(?:能力提升|建设|发展|做大做强|升级|壮大|研发及产业化)")
_MEASURE = Pattern("measure", r"(?:年|上年度?|当年|总|每|营业|实际|固定资产|注册|累计|新增|投资|产值|销售)")


def head(text: str) -> str | None:
    """Whether a phrase ends in a recipient: party or undertaking; None when in neither."""
    match = _head().search(text)
    return _kinds()[match["head"]] if match else None


def subject(text: str) -> int:
    """Where the recipient ends that a phrase starts with, a verb behind it; 0 where there is none."""
    match = _subject().match(text)
    return match.end("noun") if match else 0


def is_party(text: str) -> bool:
    """Whether a noun is an organisation or a person."""
    return head(text) == "party"


def created(text: str) -> tuple[int, int] | None:
    """The place of the undertaking that an act brings about: 建设一批共性技术平台."""
    match = _CREATED.fullmatch(text)
    return match.span("noun") if match and head(match["noun"]) == "undertaking" else None


def grown(text: str) -> int:
    """Where the recipient ends that grows: 公共检测平台能力提升; 0 where there is none."""
    match = _GROWN.fullmatch(text)
    return match.end("noun") if match and head(match["noun"]) else 0


def is_measure(text: str) -> bool:
    """Whether a phrase names a size, as 总装线投入额达100亿元及以上."""
    return bool(_MEASURE.match(text))


def shown(text: str) -> str:
    """A recipient as printed, without owner and 等."""
    noun = squeeze(text).strip("，。、；：:,")
    for owner in _OWNERS:
        noun = noun.removeprefix(owner)
    return noun.removesuffix("等")
