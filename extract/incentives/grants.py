"""The grants of a clause: which figures belong to one grant, which caps limit several."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from extract.grammar import names, nouns
from extract.grammar.reading import Reading, Span
from extract.grammar.units import unit_before
from extract.incentives.asides import COMPARES
from extract.incentives.figures import ANOTHER, Figures, Grant, figures_in
from extract.incentives.unmeasured import unmeasured
from extract.patterns import Match, Pattern
from extract.records import Amount, Percentage
from extract.segment.numbers import number_at_start

_LIMIT_START = Pattern(
    "limit_start",
    r"""[ ]?(?:以上|上述|原则上|且|但)?(?:每(?!(?:新?增|推出|引进|开设|进口|出口|完成|培养|举办))|单(?!纯|独)|同一|任一|(?:年度|全年|当年)(?![^，。；]{2,}的)|
        累计|合计|总额|总计|最高|该项|各项|(?<=上述|以上)(?:奖励|补贴|补助|资助|扶持)(?:金额|资金|总额)|[两三四](?:项|类|者)|而累计|(?:企业|公司|单位|机构|主体)(?:年度|每年|全年|累计|合计)|一家(?!以上)|补贴总额|奖励总额|资助总额|个人|对同一|对单个|对每)""",
)
_OF_SEVERAL = ("两项", "三项", "四项", "各项")  # 两项奖励累计不超过: by its words a cap on all grants of the part
_OF_LAST = Pattern("of_last", r"该项|此项|本项(?!目)")
# What comes before a closing cap and grants nothing of its own: 系列标准只奖励其中一项，…; 达到更高档次的，按差额补足，….
_TOPS_UP = Pattern("tops_up", r"差额|补足|补差|(?:只|仅|可)[^，。；]{0,6}(?:其中)?一[项次个种类]|不重复|从高|从优|就高")
# What follows says again what was granted before: （总人次-500）×50元=奖励金额; 奖励分两次支付：…, its instalments.
_SAID_BEFORE = Pattern(
    "said_before", r"[×÷＝=]|分(?:[二两三四五]|\d)[次期批年][^，。；：]{0,2}(?:支付|拨付|兑现|兑付|实施|发放|给付|补助到位|到位)"
)
_STEPS_ON = Pattern("steps_on", r"每(?:再|新)?(?:增加?|增长|新增|超出?|提高|上升|延长|多)[^，。；]*$")
_LEAD = Pattern("condition_lead", r"^(?:(?:每年度?|当年|全年)?对(?!同一|单个|每)|凡|鼓励|支持|符合)|的$|的，")
_SET_UP = Pattern("set_up", r"设立|组建|安排|列支|发放|另")
_START = attrgetter("start")
_RAISED_TO = Pattern("raised_to", r"提高[^，。；\d]{0,8}(?:至|到|为)[^，。；\d]{0,4}$")


def grants_in(reading: Reading, amounts: Sequence[Amount], percentages: Sequence[Percentage]) -> list[Grant]:
    """The grants with figures, in order; caps that close the clause are in all that they limit."""
    grants: list[Grant] = []
    figures = figures_in(reading, amounts, percentages)
    for part in reading.parts:
        first = bisect_left(figures, part.start, key=_START)
        inside = figures[first : bisect_left(figures, part.end, lo=first, key=_START)]
        groups = [f for f in inside if _grants(reading, part, f)]
        if groups and not grants and _OF_ALL.fullmatch(reading.masked, part.start, groups[0].start):
            continue  # a limit on what other clauses grant
        if groups and _is_closing(reading, part, groups, grants):
            of_last = _OF_LAST.search(reading.masked, part.start, groups[0].start) is not None
            for grant in grants[-1:] if of_last else grants:
                _limit(grant, groups)
        else:
            new = _of_part(reading, part, groups, grants, bool(figures) and figures[-1].start > part.end)
            if grants and _OF_IT.match(reading.folded, reading.sentence(part.start).start):
                _keep_closing(new, grants[-1])
                _spread_rate(new, grants)
            grants += new
    return grants


# 同一企业每年享受本办法规定的各类扶持资金总额: what several clauses grant together.
_OF_ALL = Pattern(
    "of_all",
    r"[^，。；]{0,16}(?:享受|获得|取得|申[请领])[^，。；]{0,8}(?:本(?:办法|措施|政策|意见|规定|细则)|各类|各项|上述|所有|全部)[^，。；]{0,16}(?:总额|合计|累计|总计)[^，。；]{0,8}",
)
# 前三年按留成部分全额奖励，第四年按50%奖励; 首年免租，第二年减免50%: a grant in full before a share of it.
_IN_FULL = Pattern(
    "in_full",
    r"全额[^，。；\d]{0,6}(?:奖励|补贴|补助|返还|资助|减免|贴息)[^，。；]{0,12}，|(?:首年|第一年|前[一二三四五\d]年)[^，。；\d]{0,8}(?:全免|免[租收交缴])[^，。；\d]{0,6}，",
)
# …给予50万元奖励，如果晋级，给予补差奖励: another case, granted without figures.
_OTHER_CASE = Pattern("other_case", r"，(?:如果?|若|对|凡)[^，。；]{2,}?(?:的，|，|(?=给予|予以))[^，。；\d]{0,16}(?:给予|予以)")


def _of_part(reading: Reading, part: Span, groups: list[Figures], earlier: list[Grant], figures_follow: bool) -> list[Grant]:
    """The grants of a part, those with figures and those before and behind them that have none."""
    measured = _grants_of_part(reading, part, groups, earlier)
    if not measured:
        return unmeasured(reading, part, figures_follow)
    first, last = groups[0].start, reading.segment(groups[-1].end - 1).end
    full = _IN_FULL.search(reading.masked, part.start, first)
    before = unmeasured(reading, Span(part.start, full.end() - 1), False) if full else []
    if full and before:
        measured[0].start = full.end()
        if not any(grant.rate or grant.award or grant.fund for grant in measured):
            before[-1].caps += [cap for grant in measured for cap in grant.caps]
            measured = []
    other = _OTHER_CASE.match(reading.masked, last, part.end)
    behind = unmeasured(reading, Span(last, part.end), False) if other and not (measured and measured[-1].is_budget) else []
    for grant in (*before, *behind):
        grant.part = part
    return [*before, *measured, *behind]


def _grants(reading: Reading, part: Span, group: Figures) -> bool:
    """Whether figures grant anything: not those of a formula, an instalment or a comparison, nor a total that 其中 takes up again."""
    if _SAID_BEFORE.search(reading.folded, part.start, group.start):
        return False
    bracket = reading.bracket(group.start)
    if bracket and COMPARES.search(reading.folded, bracket.start, bracket.end):
        return False
    return group.kind != "fund" or "奖" not in reading.folded[part.start : group.start] or not _OF_IT.match(reading.folded, part.end)


_OF_IT = Pattern("of_it", r"[。；：，]?其中")


_TOTAL = Pattern("total", r"不[高超][于过]|合计|累计|总[额计]|最高")


def _is_closing(reading: Reading, part: Span, groups: list[Figures], grants: list[Grant]) -> bool:
    """Whether a part only limits grants made before it: its figures are caps, and no condition leads into it."""
    if not grants or any(g.kind not in ("cap", "rate") for g in groups):
        return False
    segment = reading.segment(groups[0].start)
    text = reading.masked[part.start : groups[0].start]
    if segment.start > part.start and _TOPS_UP.search(reading.masked, part.start, segment.start):
        text = reading.masked[segment.start : groups[0].start]
    number = number_at_start(reading.folded[part.start : part.start + 8], reading.text[part.start : part.start + 8])
    if number is not None and segment.start == part.start:
        text = text[number.end :]
    another = (
        all(g.kind == "rate" for g in groups) and all(grant.rate for grant in grants) and not _TOTAL.search(text)
    )  # 企业达到目标，按…的95%: limits none
    if any(g.kind == "rate" for g in groups) and (another or not _LIMIT_START.match(text)):
        return False
    text = text.removesuffix("的") if groups[0].kind == "rate" else text  # what the share is taken of stands between
    return bool(_LIMIT_START.match(text)) and not _LEAD.search(text) and "给予" not in text


def _keep_closing(grants: list[Grant], whole: Grant) -> None:
    """Grants that 其中 takes out of a whole stay under the caps that closed it."""
    closing = [cap for cap in whole.caps if cap.start >= whole.part.end]
    for grant in grants:
        grant.caps += closing


def _spread_rate(grants: list[Grant], earlier: list[Grant]) -> None:
    """A rate whose caps 其中 tells apart is granted once for each: 按成交价1‰给予补贴。其中，内河船不超过1万元，海船不超过5万元."""
    whole = earlier[-1]
    if len(grants) > 1 and whole.rate and not whole.caps and all(g.caps and not (g.rate or g.award) for g in grants):
        for grant in grants:
            grant.rate = whole.rate
        earlier.pop()


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
            and not ANOTHER.search(between)
            and not between.count("，")
        )
    if group.kind == "rate":
        return not (limits and current.rate is None) and current.is_open
    if _part_named(reading, group) or _is_parallel(reading, current, group):
        return True
    own_verb = bool(current.caps) and _GIVEN_TO.search(reading.masked, current.end, group.start) is not None
    return (own_verb or ANOTHER.search(between) is not None) and not limits


# …最高30万元，银奖、铜奖，分别给予最高…: a second verb with words of its own before it.
_GIVEN_TO = Pattern(
    "given_to", r"，(?!(?:单|每|同|最|累|合|总|年度|全年|但|且|其中|一)[^，。；]*给予)[^，。；]{3,}，?(?:分别)?给予[^，。；]*$"
)

# 每个起降点给予最高10万元的补助, 中度失能每月最高补贴900元: a cap for another thing than the cap before it.
_LABELLED_CAP = Pattern(
    "labelled_cap",
    r"""(?:且|其中)?每[个座处台套家](?P<each>[^，。；的]{2,40}?)(?:给予|予以)[^，。；]{0,8}
      | (?:[^，。；]*的)?(?:且|其中)?(?P<label>(?!每|单|同|各|年度|全年|当年|累计|总|合计|最高|一次|具体
          |该|其|本|原则|但|并|且|给予|按|补|奖|资助|支持|扶持|金额|企业|个人|期限)[^，。；的]{2,20}?)
        (?:\([^()]*\))?(?:每[月年人亩])?(?:给予)?(?:最高|不超过|不高于)(?:资助|补贴|补助|奖励|支持|扶持|给予|不超过)*""",
)


def _label_of(reading: Reading, start: int) -> str | None:
    """What a cap is for, by the name that its segment starts with; None where it has no such form."""
    match = _LABELLED_CAP.fullmatch(reading.masked, reading.segment(start).start, start)
    if match is None:
        return None
    name = "each" if match["each"] else "label"
    return names.without_remark(reading.text[slice(*match.span(name))]) if nouns.is_name(match[name]) else None


def _is_parallel(reading: Reading, current: Grant, group: Figures) -> bool:
    """Whether a cap stands beside one of the same form for another thing: 甲类最高50万元，乙类最高20万元."""
    last = current.caps[-1] if current.caps else None
    if last is None or reading.segment(last.start) == reading.segment(group.start):
        return False
    return bool(_label_of(reading, last.start) and _label_of(reading, group.start))


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
    if segment.start <= current.first:
        return False
    limit = _LIMIT_START.match(reading.masked, segment.start, segment.end)
    return limit is not None and (limit.group().strip() in _OF_SEVERAL or unit_before(reading, segment.start, group.start) is not None)


def _begun(reading: Reading, part: Span, group: Figures, before: Grant | None) -> Grant:
    start = max(part.start, before.end if before is not None and before.part == part else part.start)
    named = _part_named(reading, group) if before is not None else None
    if named is not None:
        start = named.end("part")
    grant = Grant(part, start, group.end)
    _put(grant, group)
    if before is not None and before.part == part and group.kind == "cap" and _is_parallel(reading, before, group):
        grant.rate = before.rate
        before.label, grant.label = _label_of(reading, before.caps[-1].start), _label_of(reading, group.start)
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


# 补贴总额不超过…, behind several grants none of which has a cap of its own.
_TOTAL = Pattern("total", r"(?:补贴|补助|奖励|资助|支持|扶持)(?:单价|总额|总金额|合计|总计)")


def _join(reading: Reading, out: list[Grant], current: Grant, group: Figures) -> None:
    """A cap or rate behind a grant belongs to it; one with a unit of its own, to every grant of the part."""
    total = (
        group.kind == "cap" and not any(grant.caps for grant in out) and _TOTAL.match(reading.masked, reading.segment(group.start).start)
    )
    shared = bool(total) or (_limits_more(reading, current, group) and group.kind in ("cap", "rate"))
    stepped = len(out) > 1 and group.kind == "cap" and bool(_STEPS_ON.search(reading.masked, current.start, _figure(current)))
    for grant in out if shared else out[-2:] if stepped else [current]:
        if group.kind == "rate" and grant.rate is not None:
            continue
        _put(grant, group)
        grant.end = grant.end if grant is not current else group.end
