"""The grants of a clause: which figures belong to one grant, which caps limit several."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from extract.fields.instruments import Named, named_in
from extract.fields.places import BETWEEN
from extract.grammar import nouns
from extract.grammar.reading import Reading, Span
from extract.grammar.units import unit_before
from extract.patterns import Match, Pattern
from extract.records import Amount, Percentage

Kind = Literal["rate", "award", "cap", "range", "fund", "raise"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one kind side by side: 20万元、35万元和60万元."""

    kind: Kind
    items: tuple[Amount | Percentage, ...]

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end


@dataclass(slots=True)
class Grant:
    """One grant as the text builds it up; several tiers are still one."""

    part: Span
    start: int
    end: int
    rate: Figures | None = None
    award: Figures | None = None
    fund: Figures | None = None
    caps: list[Figures] = field(default_factory=list)
    raised: bool = False  # 上浮 N%: no rate of its own
    model: Grant | None = None  # the grant that a raised share keeps base and caps of
    named: Named | None = None  # the instrument that is granted without figures

    @property
    def is_open(self) -> bool:
        """Whether a cap that follows can still belong to it."""
        return self.rate is not None or self.award is not None or bool(self.caps) or self.fund is not None or self.raised


# Words that begin another grant in the same part: 并给予…, 另…, 对….
_ANOTHER = Pattern(
    "another_grant",
    r"""(?:，|、)(?:并|另|再|同时|此外|还|其中)?(?:对(?!应)|对于)[^，。；]{2,}|[^，。；]的，|(?:，|。|^)(?:并|另外?|再|同时|此外|还)[^，。；]{0,24}(?:给予|予以|奖励|补贴|补助|资助|追加|发放)""",
)
_LIMIT_START = Pattern(
    "limit_start",
    r"""[ ]?(?:以上|上述|原则上|且|但)?(?:每(?!(?:新?增|推出|引进|开设|进口|出口|完成|培养|举办))|单(?!纯|独)|同一|任一|(?:年度|全年|当年)(?![^，。；]{2,}的)|
        累计|合计|总额|总计|最高|该项|各项|企业(?:年度|每年|全年|累计|合计)|一家(?!以上)|补贴总额|奖励总额|资助总额|个人|对同一|对单个|对每)""",
)
# What comes before a closing cap and grants nothing of its own: 系列标准只奖励其中一项，…; 达到更高档次的，按差额补足，….
_TOPS_UP = Pattern("tops_up", r"差额|补足|补差|(?:只|仅|可)[^，。；]{0,6}(?:其中)?一[项次个种类]|不重复|从高|从优|就高")
# 即：（总人次-500）×50元=奖励金额 computes a grant that was said before.
_FORMULA = Pattern("formula", r"[×÷＝=]|即：")
_STEPS_ON = Pattern("steps_on", r"每(?:再|新)?(?:增加?|增长|新增|超出?|提高|上升|延长|多)[^，。；]*$")
_LEAD = Pattern("condition_lead", r"^(?:对(?!同一|单个|每)|凡|鼓励|支持|符合)|的$|的，")
_SET_UP = Pattern("set_up", r"设立|组建|安排|列支|发放|另")
_START = attrgetter("start")
_RAISE = Pattern("raise_words", r"上浮|上调|加成")
_RAISED_TO = Pattern("raised_to", r"提高[^，。；\d]{0,8}(?:至|到|为)[^，。；\d]{0,4}$")


def grants_in(reading: Reading, amounts: Sequence[Amount], percentages: Sequence[Percentage]) -> list[Grant]:
    """The grants with figures, in order; caps that close the clause are in all that they limit."""
    grants: list[Grant] = []
    figures = figures_in(reading, amounts, percentages)
    for part in reading.parts:
        first = bisect_left(figures, part.start, key=_START)
        inside = figures[first : bisect_left(figures, part.end, lo=first, key=_START)]
        groups = [f for f in inside if _grants(reading, part, f)]
        if groups and _is_closing(reading, part, groups, grants):
            for grant in grants:
                _limit(grant, groups)
        else:
            grants += _grants_of_part(reading, part, groups, grants) or _unmeasured(reading, part, grants)
    return grants


def _grants(reading: Reading, part: Span, group: Figures) -> bool:
    """Whether figures grant anything: not those of a formula, nor a total that 其中 takes up again."""
    if _FORMULA.search(reading.folded, part.start, group.start):
        return False
    return group.kind != "fund" or "奖" not in reading.folded[part.start : group.start] or not _OF_IT.match(reading.folded, part.end)


_OF_IT = Pattern("of_it", r"[。；：，]?其中")
_GIVES = Pattern(
    "gives",
    r"""给予|予以|给以|进行|享受|发放|提供|设立|按[^，。；]{1,30}(?:补|奖|贴|资)|可[^，。；]{0,8}(?:享受|申请|纳入)|纳入|减免|免收|免租|参照|实行|通过|推动[^，。；]{2,30}(?:加计扣除)|视情况|追加
     |有[^，。；]{0,6}(?:补贴|奖励)|免""",
)
# A grant said in general that 其中 or a list takes up again.
_TAKEN_UP = Pattern("taken_up_again", r"[。；，：]?(?:其中|具体|标准|按(?:照)?(?:下列|以下)|分别)|：")


def _unmeasured(reading: Reading, part: Span, earlier: list[Grant]) -> list[Grant]:
    """The grants of a part without figures: each instrument that a verb of giving leads to."""
    out: list[Grant] = []
    floor = part.start
    for named in named_in(reading):
        if (
            not part.start <= named.start < part.end
            or _TAKEN_UP.match(reading.folded, named.end)
            or _TAKEN_UP.match(reading.folded, part.end)
        ):
            continue
        if _GIVES.search(reading.folded, floor, min(named.end + 4, part.end)):
            if (
                out
                and not _ANOTHER.search(reading.masked, out[-1].end, named.start)
                and "，" not in reading.masked[out[-1].end : named.start]
            ):
                continue  # 补助或贴息: one grant
            out.append(Grant(part, floor, named.end, named=named))
            floor = named.end
    return out


def figures_in(reading: Reading, amounts: Sequence[Amount], percentages: Sequence[Percentage]) -> list[Figures]:
    """The granted figures of a clause, those of one list together."""
    granted: list[tuple[Kind, Amount | Percentage]] = [(a.role, a) for a in amounts if a.role in ("cap", "award", "fund")]
    granted += [("rate", p) for p in percentages if p.role == "rate"]
    granted += [("raise", p) for p in percentages if p.role == "other" and _is_raise(reading, p)]
    out: list[Figures] = []
    for kind, item in sorted(granted, key=lambda pair: pair[1].start):
        last = out[-1] if out else None
        beside = last is not None and BETWEEN.fullmatch(reading.folded, last.end, item.start) is not None
        if last and beside and _is_range(last, kind, item):
            out[-1] = Figures("range", (*last.items, item))
        elif last and beside and (last.kind == kind or (last.kind == "range" and kind in ("award", "cap"))):
            out[-1] = Figures(last.kind, (*last.items, item))
        else:
            out.append(Figures(kind, (item,)))
    return out


def _is_raise(reading: Reading, share: Percentage) -> bool:
    around = reading.folded[max(0, share.start - 8) : share.end + 4]
    return bool(_RAISE.search(around))


def _is_range(last: Figures, kind: Kind, item: Amount | Percentage) -> bool:
    return last.kind == "award" and kind == "cap" and last.items[-1].comparator == ">=" and last.items[-1].value < item.value


def _is_closing(reading: Reading, part: Span, groups: list[Figures], grants: list[Grant]) -> bool:
    """Whether a part only limits grants made before it: its figures are caps, and no condition leads into it."""
    if not grants or any(g.kind not in ("cap", "rate") for g in groups):
        return False
    segment = reading.segment(groups[0].start)
    text = reading.masked[part.start : groups[0].start]
    if segment.start > part.start and _TOPS_UP.search(reading.masked, part.start, segment.start):
        text = reading.masked[segment.start : groups[0].start]
    if any(g.kind == "rate" for g in groups) and not _LIMIT_START.match(text):
        return False
    return bool(_LIMIT_START.match(text)) and not _LEAD.search(text) and "给予" not in text


def _limit(grant: Grant, groups: list[Figures]) -> None:
    for group in groups:
        if group.kind == "rate" and grant.rate is None:
            grant.rate = group
        elif group.kind == "cap":
            grant.caps.append(group)


def _grants_of_part(reading: Reading, part: Span, groups: list[Figures], earlier: list[Grant]) -> list[Grant]:
    out: list[Grant] = []
    for group in groups:
        current = out[-1] if out else None
        if current and current.fund and group.kind == "fund" and not _SET_UP.search(reading.masked, current.end, group.start):
            current.end = group.end  # 首期规模: a part of the same fund
        elif current is None or _starts_another(reading, current, group):
            out.append(_begun(reading, part, group, out[-1] if out else (earlier[-1] if earlier else None)))
        else:
            _join(reading, out, current, group)
    return out


def _starts_another(reading: Reading, current: Grant, group: Figures) -> bool:
    between = reading.masked[current.end : group.start]
    limits = _limits_more(reading, current, group)
    if group.kind in ("fund", "raise", "award", "range"):
        return not (
            group.kind in ("award", "range")
            and current.rate is not None
            and not current.award
            and not _ANOTHER.search(between)
            and not between.count("，")
        )
    if group.kind == "rate":
        return not (limits and current.rate is None) and current.is_open
    if _part_named(reading, group):
        return True
    return bool(_ANOTHER.search(between)) and not limits


# 催芽设备资助上限10万元: a cap on a named part of what is granted; not 年度补贴上限, 企业奖励最高.
_PART_CAP = Pattern(
    "part_cap",
    r"(?P<part>(?!每|单|同|各|年度|全年|累计|总|合计|最高|一次|具体|该|其|本|财政|省|市|县|区|且|但|给予|按)[^，。；的]{3,12}?)(?:资助|补贴|补助|奖励)(?:上限|限额|最高限额)",
)


def _part_named(reading: Reading, group: Figures) -> Match | None:
    """The name of the part that a cap limits alone."""
    segment = reading.segment(group.start)
    match = _PART_CAP.match(reading.masked, segment.start, group.start)
    return match if match and group.kind == "cap" and nouns.head(match["part"]) is None else None


def _limits_more(reading: Reading, current: Grant, group: Figures) -> bool:
    """Whether a figure stands in a segment that limits what was granted: 同一项目不超过总投入的20%."""
    segment = reading.segment(group.start)
    if segment.start < current.end:
        return False
    return (
        bool(_LIMIT_START.match(reading.masked, segment.start, segment.end))
        and unit_before(reading, segment.start, group.start) is not None
    )


def _begun(reading: Reading, part: Span, group: Figures, before: Grant | None) -> Grant:
    start = max(part.start, before.end if before is not None and before.part == part else part.start)
    named = _part_named(reading, group) if before is not None else None
    if named is not None:
        start = named.end("part")
    grant = Grant(part, start, group.end)
    _put(grant, group)
    raised = group.kind == "rate" and bool(_RAISED_TO.search(reading.masked, part.start, group.start))
    if raised and before is not None and before.rate is not None:
        grant.model = before
    return grant


def _put(grant: Grant, group: Figures) -> None:
    if group.kind == "rate":
        grant.rate = group
    elif group.kind in ("award", "range"):
        grant.award = group
    elif group.kind == "fund":
        grant.fund = group
    elif group.kind == "raise":
        grant.raised = True
    else:
        grant.caps.append(group)
    grant.end = max(grant.end, group.end)


def _figure(grant: Grant) -> int:
    return min((g.start for g in (grant.rate, grant.award) if g is not None), default=grant.start)


def _join(reading: Reading, out: list[Grant], current: Grant, group: Figures) -> None:
    """A cap or rate behind a grant belongs to it; one with a unit of its own, to every grant of the part."""
    shared = _limits_more(reading, current, group) and group.kind in ("cap", "rate")
    stepped = len(out) > 1 and group.kind == "cap" and bool(_STEPS_ON.search(reading.masked, current.start, _figure(current)))
    for grant in out if shared else out[-2:] if stepped else [current]:
        if group.kind == "rate" and grant.rate is not None:
            continue
        _put(grant, group)
        grant.end = grant.end if grant is not current else group.end
