"""Sentences of a clause that grant nothing but say who may apply or what must hold: 补贴对象：…, 申报单位须…, 以上对象未曾…."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.grammar import nouns
from extract.grammar.reading import Reading, Span, once
from extract.incentives.lead import Lead, keep, take
from extract.patterns import Pattern

# 补贴对象：…, （一）申报条件：…, 机械化耕作补贴的对象为…: who may apply, or what must hold. Not 补贴标准, 补贴期限.
_LABELLED = Pattern(
    "labelled_recipient",
    r"""[(]?[一二三四五六七八九十\d①-⑳]{0,2}[)、.．]?[ ]?
        (?:(?:补[贴助]|奖[励补]|扶持|支持|资助|申[报请]|享受|适用|发放)?(?:对象|范围|条件)(?:和条件|及条件)?(?:为|是)?：
        |[^，。；：]{0,12}(?:补[贴助]|奖[励补]|扶持|支持|资助)(?:的)?对象(?:为|是|：)
        |(?:本次)?申[报请]面向)""",
)
_RELATIVE = Pattern("labelled_relative", r"(?P<condition>.*)的(?P<noun>[^的]{1,40})")
_EXPLAINED = Pattern("explained", r"，(?:包括|含|其中)")
# 申报单位须…, 以上对象未曾…, 本次申报面向…: a requirement of all who apply. Not what they hand in, nor when.
_REQUIRES = Pattern(
    "requires",
    r"""(?:[ \-—•·\d.、()①-⑳]*)(?:以上|上述|本次|所有)?(?:申[报请]|参[评与]|受[补资]助|享受[补奖][贴励])?
        (?P<who>的?(?:对象|单位|企业|主体|人员|人|项目|者|机构))
        (?P<asks>[^。；]*?(?:须|应当?|必须|未曾?|不得|不低于|不少于|具有|具备|无)[^。；]*)""",
)
_HANDED_IN = Pattern(
    "handed_in",
    r"重复|叠加|同时享受|从[优高]|就高|提[交供出]|材料|申请表|报送|书面|登录|报名|退[回还]|追[回究缴]|处理|负责|日内|办理|兑现|公示|签订承诺",
)


@once
def _labelled_parts(reading: Reading) -> tuple[tuple[Span, int], ...]:
    """The parts of a clause that start with a label, and where each label ends."""
    matches = ((part, _LABELLED.match(reading.folded, part.start, part.end)) for part in reading.parts)
    return tuple((part, match.end()) for part, match in matches if match)


def labelled_lead(reading: Reading, until: int) -> Lead | None:
    """Recipient and conditions that parts with labels say, for the grants behind them; None without such a part."""
    lead = Lead()
    for span, start in _labelled_parts(reading):
        if span.end > until:
            continue
        explained = _EXPLAINED.search(reading.masked, start, span.end)
        end = explained.start() if explained else span.end
        first = min(end, reading.segment(start).end)
        closed = nouns.head(reading.masked[start:first].removesuffix("等单位")) is not None
        _read_labelled(reading, start, first if closed else end, lead)
        for segment in reading.segments_in(Span(first + 1, end)) if closed else ():
            keep(reading, segment.start, segment.end, lead)
    return None if lead.is_silent else lead


def _read_labelled(reading: Reading, start: int, end: int, lead: Lead) -> None:
    relative = _RELATIVE.fullmatch(reading.masked, start, end)
    if relative and nouns.head(relative["noun"]):
        take(reading, *relative.span("noun"), lead)
        keep(reading, *relative.span("condition"), lead)
    elif nouns.head(reading.masked[start:end]):
        take(reading, start, end, lead)
    else:
        keep(reading, start, end, lead)


@once
def requirements(reading: Reading) -> tuple[Span, ...]:
    """The sentences of a clause that ask something of all who apply."""
    return tuple(
        span
        for span in reading.sentences
        if (match := _REQUIRES.fullmatch(reading.masked, span.start, span.end)) and not _HANDED_IN.search(match.group())
    )


def add_requirements(reading: Reading, granted: Iterable[int], lead: Lead) -> None:
    """What sentences without a grant of their own ask of all who apply; `granted` is where the clause's grants start."""
    starts = [*granted]
    for span in requirements(reading):
        if not any(span.start <= start < span.end for start in starts):
            for start, end in _asked(reading, span):
                keep(reading, start, end, lead)


def _asked(reading: Reading, span: Span) -> Iterator[tuple[int, int]]:
    for segment in reading.segments_in(span):
        match = _REQUIRES.match(reading.masked, segment.start, segment.end)
        yield (match.end("who") if match and match["who"] == "对象" else segment.start), segment.end
