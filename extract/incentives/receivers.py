"""The recipient that stands behind the granting verb: 给予承办机构50万元, 奖励旅行社50元, 为茶农提供…."""

from __future__ import annotations

from extract.grammar import nouns, sums
from extract.grammar.reading import Reading, Span
from extract.incentives.phrases import Phrase
from extract.patterns import Pattern, Plain

_RECEIVER = Plain(
    "receiver",
    r"""(?:给予|奖励|奖补|补助|补贴|资助|予以|支付|补给|(?<![评定升变列作成视])为|(?<![定面方导])向|用于对?|%对)给?(?:每[名个位家户])?(?P<noun>(?:[\u4e00-\u9fff、“”]{2,24}?的)?(?:[\u4e00-\u9fff“”]{2,16}、){0,8}[\u4e00-\u9fff、“”]{2,20}?)
        (?=最高|不超过|一次性|每|年度|\d|资金|奖励|补贴|补助|资助|奖补|总额|合计|予以|给予|单个|单户|单笔|分别|相应|适当|一定|提供|发放|支付|拨付|进行[奖补资贴]|人民币|[，。；]|$)""",
)
# Whom a fund is for: 设立基金，重点投向初创期企业.
_INVESTED = Pattern("invested_in", r"(?:支持|投向|投资于?)(?:孵化|培育|、)*(?P<noun>[^，。；的]{2,40})(?=[，。；]|$)")
_GRANT_NAMES = ("资助", "补贴", "补助", "奖励", "奖补", "贴息")
# 给予新增软件著作权每件1000元: the thing that each sum is for.
_GIVEN_FOR = Pattern("given_for", r"给予(?!每|单|同|一次性|最高|不超过)(?P<thing>[^，。；\d的]{3,24}?)每[件项个台套张]")


def given_for(reading: Reading, span: Span) -> Span | None:
    """The thing that stands between the granting verb and the unit of its sum."""
    match = _GIVEN_FOR.search(reading.masked, span.start, span.end)
    return Span(*match.span("thing")) if match and nouns.head(match["thing"]) is None and not sums.is_measure(match["thing"]) else None


# 给予企业|地方财政贡献|80%的奖励: the recipient, then what its share is taken of.
_WITH_BASE = Plain(
    "receiver_with_base",
    r"(?:给予|奖励|补助|补贴)(?:每[家个名户位])?(?![额金]|标准|总额|资金|比例|上限)(?P<text>[^，。；\d的]{4,30})的?(?=\d)",
)


def _before_base(reading: Reading, span: Span) -> Phrase | None:
    match = _WITH_BASE.search(reading.masked, span.start, span.end)
    end = sums.owner(match["text"]) if match and sums.is_measure(match["text"]) else 0
    if match is None or not nouns.is_party(match["text"][:end]) or not nouns.is_name(match["text"][:end]):
        return None
    return Phrase(match.start("text"), match.start("text") + end, "receiver")


def receiver(reading: Reading, span: Span, of_fund: bool = False) -> Phrase | None:
    """The recipient that stands behind the granting verb in a stretch, or behind the fund that is set up."""
    for match in (_INVESTED if of_fund else _RECEIVER).finditer(reading.masked, span.start, span.end):
        noun = match["noun"].rsplit("的", 1)[-1]
        thing = reading.masked.startswith(_GRANT_NAMES, match.end()) or reading.masked.startswith("每", match.start("noun") - 2)
        named = thing and nouns.head(noun) == nouns.UNDERTAKING
        if nouns.head(noun) and nouns.is_name(noun) and not named and not noun.startswith(("每", "单", "同")):
            return Phrase(*match.span("noun"), "receiver")
    return None if of_fund else _before_base(reading, span)
