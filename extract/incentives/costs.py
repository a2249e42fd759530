"""What a grant is measured by: the base of its rate, or where it has none, the cost or loan that it goes to."""

from __future__ import annotations

from typing import cast

from extract.grammar import nouns, sums
from extract.grammar.reading import Reading, Span
from extract.incentives.figures import Grant
from extract.incentives.lead import Lead
from extract.patterns import Pattern, Plain
from extract.records import Percentage
from extract.text import squeeze

# 按X给予, X的一定比例, 对X进行补贴, 以X计算, 根据X，…: what a grant is measured by.
_UNRATED = Plain(
    "base_without_rate",
    r"""(?:按照?|不超过|不高于|为)其?(?P<parted>(?:(?!按|不)[^，。；]){2,30}?)的?(?:[一二三四五六七八九十]分之[一二三四五六七八九十]|\d/\d)
      | 按照?其?(?!不)(?P<each>(?:(?!按|标准|给予|予以|最高|不超|不高|连续补)[^，。；\d]){2,24}?)(?:每[年月](?=[给予按补奖发最不\d，])|(?=每(?![年月])|\d))
      | (?:按照?其?|依据其?|根据其?|对)(?!规定|期|时|不[低少超高同])(?P<base>(?:(?!按)[^，。；]){2,40}?)(?:按年|按月|每年|按比例)?
        (?:的一定比例|一定比例|给予|予以|分档|进行|(?:计算|核算|核定)(?![数金总])|(?<!的)，|(?<=[量数次积程长额用费])(?:连续)?(?:补贴|补助|奖励|发放))
      | 以(?![上下内])(?P<reckoned>[^，。；]{2,24}?)(?:计算|核算|核定)""",
)
# 展位费给予全额补助, 留成部分全额奖励, 给予全额补助考试费: a cost that the grant itself starts with, or ends in.
_BEARS = Plain(
    "borne",
    r"""(?<![^，。；：的\n])(?P<base>[^，。；对的按]{1,44}?)(?:(?:给予|予以|按)(?:全额|一定|适当)|(?<!给予)(?<!予以)(?=全额[奖补资返])|由[^，。；]{1,12}(?:全额)?(?:补贴|补助|承担|负担)(?=\d|[，。；]|$))
      | (?:给予|予以)其?(?:[\d一二两三四五]+年)?(?P<given>[^，。；的]{2,20}?)全额(?:补助|补贴|资助|报销)
      | 全额(?:补助|补贴|资助|承担|报销|减免)(?P<borne>[^，。；的]{2,16})(?=[，。；]|$)""",
)
_NO_COST = Pattern("criterion", r"(?:绩效|考核|评价|情况|质量|效果|等级|标准|结果)|\d%")
_LOAN = Pattern("loan_base", r"(?P<base>[^，。；给予的%\d]{0,16}贷款)(?:的)?贴息|(?:取得|获得|使用|申请)(?P<loan>[^，。；的按]{0,12}贷款)")
_SPENT = Pattern("cost_base", r"元(?:的)?(?P<base>[^，。；的]{2,12}?(?:投资|费用|租金|保费|贷款))(?:补助|补贴)")
_RENT = Pattern("rent_base", r"(?P<base>租金|房租|场租)(?:减免|补贴|优惠)?")
_TAX = Pattern(
    "tax_base",
    r"(?P<base>[^，。；的对]{2,20}?(?:投入|费用|分红|收入|所得))(?:纳入|可|享受|按|[^，。；]{0,8}，[^，。；]{0,10}(?:加计扣除|减免|优惠))",
)
_RAISED_ON = Pattern(
    "raised_on",
    r"(?P<standard>[^，。；]{0,14}(?:标准|额度|金额))在[^，。；]{0,6}基础上|(?P<base>[^，。；在]{0,8}?(?:标准|额度)|[^，。；在]{0,8}基础)(?:的?基础)?(?:之上|上)|(?:上浮|提高|上调)(?P<loan>[^，。；\d]{0,8}(?:标准|额度|比例|金额))",
)
_IN_RESPECT_OF = Plain("in_respect_of", r"在(?P<base>[^，。；]{2,30}?)等?(?:方面|环节)(?:，)?(?:给予|予以)")
_BY_INSTRUMENT = {"贴息": _LOAN, "减免": _RENT, "税收优惠": _TAX}


def base_of(reading: Reading, grant: Grant, lead: Lead, instrument: str) -> str | None:
    """The base of a grant, as printed; None where the text names none."""
    if grant.rate is not None:
        own = _of_rate(grant)
        own = _REFERENCE.sub(r"\g<base>", _OF_EACH.sub("", own)) if own else None
        carried = own and own not in squeeze(reading.text[grant.start : grant.part.end])
        own = (_before_share(reading, grant) if carried else None) or own
        said = own if own and not (lead.base and own.endswith(lead.base)) else lead.base
        said = said or _before_share(reading, grant) or _given_of(reading, grant) or _without_rate(reading, Span(grant.start, grant.end))
        return said or _named(reading, instrument, Span(grant.start, grant.end), grant.part) or lead.base_before
    span = Span(grant.start, reading.segment(grant.named.end - 1).end if grant.named else grant.end)
    if grant.raised:
        return _last(reading, _RAISED_ON, span)
    return (
        lead.base
        or _without_rate(reading, span)
        or _named(reading, instrument, span, grant.part)
        or _last(reading, _SPENT, Span(span.start, min(grant.part.end, span.end + 8)))
        or (_last(reading, _BY_STANDARD, span) if grant.named else None)
        or _taken_over(reading, grant, lead)
    )


# 按上述标准的一半予以补助, 按市级标准1:1配套: a standard that is named. Not bare 按标准.
_BY_STANDARD = Pattern("by_standard", r"按照?(?P<base>[^，。；\d按的]{2,12}标准)(?:的?(?:一半|\d+[:%])|给予|予以|，由)")


# 每家参展企业|展位费: whose it is, said by the recipient.
_OF_EACH = Pattern("of_each", r"^每[家个名户位](?:企业|[^，。；]{1,8}?(?:企业|单位|机构|公司|人员))(?=.{2,})")


_OF_THIS = Pattern("of_this", r"以(?:此|其|该部分)为基[数准]")
_REFERENCE = Pattern("reference_year", r"^以(?P<base>.{2,30})为基[数准]$")


def _of_rate(grant: Grant) -> str | None:
    for source in (grant, grant.model):
        shares = [cast("Percentage", item) for item in source.rate.items] if source and source.rate else []
        base = next((share.base for share in shares if share.base), None)
        if base:
            return base
    return None


# 新增部分，按照50%的比例奖励: what the share is taken of stands alone before it.
_SHARE_ALONE = Pattern("share_alone", r"(?:由[^，。；]{2,10})?(?:按照?|另?给予|予以)(?:该?企业|其)?(?:不超过|最高)?$")


def _before_share(reading: Reading, grant: Grant) -> str | None:
    segment = reading.segment(grant.first)
    if segment.start <= grant.start or not _SHARE_ALONE.fullmatch(reading.masked, segment.start, grant.first):
        return None
    before = reading.segment(segment.start - 2)
    if _OF_THIS.fullmatch(reading.masked, before.start, before.end) and before.start > grant.start:
        before = reading.segment(before.start - 2)
    text = reading.masked[before.start : before.end]
    if text.startswith("对"):
        before, text = Span(before.start + 1, before.end), text[1:]
    if (reference := _REFERENCE.match(text)) and before.start >= grant.start:
        return squeeze(reading.text[before.start + reference.start("base") : before.start + reference.end("base")])
    if before.start < grant.start or not sums.is_measure(text):
        return None
    relative = _OF_ITS.search(text)
    start = before.start + (relative.end() if relative else 0)
    return squeeze(reading.text[start : before.end])


# 年度地方贡献给予前三年90%: what the share is taken of opens its segment.
_GIVEN_OF = Pattern("given_of", r"(?P<base>[^，。；对按的]{2,20}?)(?:给予|予以)(?:前|首|第)?[^，。；]{0,4}")


def _given_of(reading: Reading, grant: Grant) -> str | None:
    match = _GIVEN_OF.fullmatch(reading.masked, reading.segment(grant.first).start, grant.first)
    return squeeze(reading.text[slice(*match.span("base"))]) if match and sums.is_measure(match["base"]) else None


_OF_ITS = Pattern("of_its", r".*的其(?=.{2,})")


def _without_rate(reading: Reading, span: Span) -> str | None:
    """X的一定比例, 按X给予, 对X给予补贴, 在X等方面给予: only a sum or a measure is a base."""
    for pattern in (_UNRATED, _IN_RESPECT_OF, _BEARS):
        for match in pattern.finditer(reading.masked, span.start, span.end):
            name = match.lastgroup or "base"
            base = match[name].rstrip("的")
            kept = base.rsplit("的", 1)[-1] if base.count("的") > 1 else base
            if sums.is_measure(kept) and not _NO_COST.search(kept):
                start = match.start(name) + len(base) - len(kept)
                whose, _, measured = kept.partition("的")
                if measured and nouns.is_party(whose):
                    start, kept = start + len(whose) + 1, measured
                owner = nouns.subject(kept)
                start += owner.rest if owner and owner.kind == nouns.PARTY and owner.rest < len(kept) else 0
                return squeeze(reading.text[start : match.start(name) + len(base)])
    return None


# What gives a grant a measure of its own, or none: 给予50万元 behind 按面积给予补贴.
_GIVES_ITSELF = Pattern("gives_itself", r"给予|予以|根据|依据")


def _taken_over(reading: Reading, grant: Grant, lead: Lead) -> str | None:
    """The base of the award before, for one beside it that only says another label and sum: 乙类每亩20元."""
    beside = grant.award is not None and not _GIVES_ITSELF.search(reading.masked, grant.start, grant.first)
    return lead.base_before if beside else None


def _named(reading: Reading, instrument: str, span: Span, part: Span) -> str | None:
    """The loan of a 贴息, the rent of a 减免, the income of a tax relief, the cost that the grant is named after."""
    pattern = _BY_INSTRUMENT.get(instrument)
    return _last(reading, pattern, Span(span.start, min(part.end, span.end + 8))) if pattern else None


def _last(reading: Reading, pattern: Pattern, span: Span) -> str | None:
    found = [*pattern.finditer(reading.masked, span.start, span.end)]
    if not found:
        return None
    name = found[-1].lastgroup or "base"
    return squeeze(reading.text[slice(*found[-1].span(name))])
