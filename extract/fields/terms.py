"""The unit and the period of a cap or award: behind it, before it, or carried over from words near by."""

from __future__ import annotations

from extract.fields.places import Place
from extract.grammar.money import Sum
from extract.grammar.reading import Reading, Span
from extract.grammar.shares import Share
from extract.grammar.units import STEP_UNIT, Unit, period_in, unit_before, unit_behind
from extract.patterns import Pattern

# 且不超过300万元, 累计不超过100万元: words of bounds and totals alone, so that the unit of the segment before goes on.
_GOES_ON = Pattern(
    "goes_on_with_unit",
    r"""^(?:且|并|及|但|而|或|其中|原则上|同时)*(?:每年度?|年度|当年|累计|合计|总计|总额|总金额|最高|最多|不得?超过|不[高多]于|期限|全年|单次|上限|补贴|奖励|补助|资助|支持|扶持|贴息
        |金额|额度?|资金|封顶|领取|享受|可|获|为|达|人民币|港币|共|三年|[的内])*$""",
)
# 每平方米不超过1000元且总额不超过50万元: a total is not per piece.
_TOTAL = Pattern("total_named", r"总[额计金]|合计|累计|共计")
_STARTS_GRANT = Pattern("starts_with_standard", r"(?:可以?)?(?:按照?|以|参照|依据)")
# What goes on from an object with a unit: 对每个省级工作室，给予…; 为每支团队提供资助，资助上限为….
_GIVEN = Pattern("given", r"[^，。；\d]{0,8}(?:给予|予以|奖励|补助|补贴|资助上限|补贴上限|奖励上限)")
# What may stand between the object and what is given to it: 根据完成度，给予发布方100万元，|给予承接方….
_FRAME = Pattern("frame", r"(?:根据|按照?|依据|经|由|视|给予)")
_NEW_GRANT = Pattern("grant_between", r"(?:补贴|奖励|补助|资助|支持|贴息|津贴|补偿)(?:和|及|以及|，|；|并)")
_NOW = Pattern("digit", r"\d")
_OBJECT = Pattern("object_with_unit", r"(?:对|为|给)[^，。；\d]*$")
_STEP_FIRST = Pattern("step_first", r"(?:每|单)[^，。；\d]*[后的]$")


def unit_of(place: Place, item: Sum | Share) -> Unit | None:
    """What a cap or award holds for."""
    reading = place.reading
    behind = unit_behind(reading, item.end)
    if behind is None and item is not place.sums[-1]:
        behind = unit_behind(reading, place.sums[-1].end)
    if behind is not None and behind.per:
        return behind
    own = unit_before(reading, _window(place), place.sums[0].start)
    if own is None and _window(place) > place.scope.start and not _new_grant(place):
        own = unit_before(reading, place.scope.start, place.sums[0].start)
        own = None if own and own.per == "other" and _TOTAL.search(reading.folded, _window(place), place.sums[0].start) else own
    if own is not None and own.per == "other" and _is_limit_beside(place, item):
        own = None  # 每亩400元、不超过25万元
    if own is not None:
        return own._replace(period=behind.period) if behind else own
    return _carried(place) or (behind if behind and behind.period else None)


def _is_limit_beside(place: Place, item: Sum | Share) -> bool:
    """Whether a figure is the limit of those before it in its list."""
    index = place.sums.index(item)
    return index > 0 and _LIMIT.search(place.reading.folded, place.sums[index - 1].end, item.start) is not None


_LIMIT = Pattern("limit_between", r"最高|不超过|封顶")


def _window(place: Place) -> int:
    """Where the words that belong to this sum start: behind the sum before it in the same segment."""
    if place.last is None:
        return place.scope.start
    return max(place.scope.start, place.last[0].sums[-1].end) if place.last[0].scope.start <= place.scope.start else place.scope.start


def _new_grant(place: Place) -> bool:
    """Whether another grant was named between the sum before it and this one: 360万元的补贴和28元/人次的补贴."""
    return bool(_NEW_GRANT.search(place.reading.folded, _window(place), place.sums[0].start))


def _carried(place: Place) -> Unit | None:
    """The unit of the segment before, where this one only goes on with it, or the step that the segment before counts."""
    if place.in_bracket:
        return None
    segments = place.reading.segments_in(Span(place.part.start, place.scope.start))
    if not segments:
        return None
    before = segments[-1]
    step = STEP_UNIT.search(place.reading.masked, before.start, before.end)
    if step and step.start() - before.start <= 12 and place.left is None:
        return unit_before(place.reading, before.start, before.end)
    if _GIVEN.match(place.before):
        opened = next((s for s in reversed(segments[-3:]) if not _FRAME.match(place.reading.masked, s.start, s.end)), before)
        return _unit_of_object(place.reading, opened) or _unit_at_start(place.reading, opened)
    if place.left is None or not (_GOES_ON.match(place.before) or _says_the_same(place)):
        return None
    return _leading_unit(place.reading, before)


_SAME_WORDS = 6


def _says_the_same(place: Place) -> bool:
    """单个企业商标质押申请贴息资金不得超过12万元，专利质押申请贴息资金不得超过30万元: the same is said of another thing."""
    return place.last is not None and len(place.before) > _SAME_WORDS and place.last[0].before[-_SAME_WORDS:] == place.before[-_SAME_WORDS:]


def _unit_of_object(reading: Reading, segment: Span) -> Unit | None:
    """对每年评选的每个省级工作室: the unit that the object of the segment before ends in."""
    unit = unit_before(reading, segment.start, segment.end)
    if unit is None or unit.start <= segment.start or not _OBJECT.match(reading.masked, segment.start, segment.end):
        return None
    rest = reading.masked[unit.start + len(unit.text) : segment.end]
    return unit if rest in ("", "提供资助", "提供资金", "提供补助") else None


def _unit_at_start(reading: Reading, segment: Span) -> Unit | None:
    """每个项目建成后，给予…: the unit that opens the segment before."""
    if not _STEP_FIRST.match(reading.masked, segment.start, segment.end):
        return None
    unit = unit_before(reading, segment.start, segment.end)
    return unit if unit is not None and unit.start == segment.start else None


def _leading_unit(reading: Reading, segment: Span) -> Unit | None:
    """The unit that a segment starts with: 每家企业每年不超过50万元. Not 按每平方米500元."""
    unit = unit_before(reading, segment.start, segment.end)
    if unit is None or unit.per not in ("enterprise", "project", "person", "platform", "park"):
        return None
    return unit if unit.start - segment.start <= 1 and not _STARTS_GRANT.match(reading.folded, segment.start) else None


_LIST_REACH = 200  # characters that a list runs on behind its colon


def period_of(place: Place, item: Sum | Share) -> str | None:
    """How often: right behind it, in its own segment, or in the grant that its standard leads to."""
    reading = place.reading
    end = place.sums[-1].end
    figure = _NOW.search(reading.folded, end, place.scope.end)
    behind = Span(end, min(place.scope.end, end + 24, figure.start() if figure else place.scope.end))
    found = period_in(reading, behind)
    if found == "once" or _ONCE_BEHIND.match(reading.folded, end, place.scope.end):
        return "once"
    own = period_in(reading, Span(_window(place), item.start))
    if own is None and not _new_grant(place):
        own = period_in(reading, Span(place.scope.start, item.start))
    return own or _from_grant(place) or _from_list(place) or _from_standard(place)


def _from_standard(place: Place) -> str | None:
    """每年按租金的20%，|给予最高45万元: how often the grant is counted."""
    earlier = place.reading.segments_in(Span(place.part.start, place.scope.start))
    counted = (
        earlier and place.before.startswith("给予") and _YEARLY_STANDARD.search(place.reading.folded, earlier[-1].start, earlier[-1].end)
    )
    return "year" if counted else None


_YEARLY_STANDARD = Pattern("yearly_standard", r"(?:连续[一二两三四五]年)?(?<!对)每年(?:可)?按照?(?=[^，。；]{0,40}%)")


def _from_list(place: Place) -> str | None:
    """一次性 said of the whole list that a colon opens."""
    if place.left is not None or place.right is not None:
        return None
    found = [*_ONCE_FOR_ALL.finditer(place.reading.folded, max(0, place.sentence.start - _LIST_REACH), place.scope.start)]
    return "once" if found and "。" not in place.reading.folded[found[-1].end() : place.scope.start] else None


# 500元的一次性补助; 一次性补贴：…，补贴6000元.
_ONCE_BEHIND = Pattern("once_behind", r"(?:/[^，。；\d]{1,3})?(?:以内|以下)?的?一次性")
# 给予一次性配套奖励，市级奖励2万元，省级奖励5万元.
_LABELLED_GRANT = Pattern("labelled_grant", r"^[^，。；\d]{1,10}(?:奖励|补助|补贴|资助)$")
_ONCE_AHEAD = Pattern(
    "once_ahead",
    r"一次性[^，。；：\d]{0,6}(?:补助|补贴|奖励|资助|奖补)[，：](?:[^，。；\d]{1,10}(?:奖励|补助|补贴|资助)\d[\d.]*[万亿]?元[，、]?)*$",
)
_ONCE_FOR_ALL = Pattern("once_for_all", r"一次性[^，。；：]{0,8}(?:补助|补贴|奖励|资助|奖补)：")


def _from_grant(place: Place) -> str | None:
    """一次性 of the grant itself: 按1500元/分钟，给予一次性奖励; 给予一次性奖励，标准为6万元."""
    reading = place.reading
    if _STARTS_GRANT.match(place.before) or (place.last is not None and not place.granted and place.left is None):
        following = [s for s in reading.segments_in(place.part) if s.start >= place.scope.end]
        if following and period_in(reading, following[0]) == "once":
            return "once"
    if place.left is None and not place.named_grant and (not place.granted or "标准" in place.before):
        earlier = [s for s in reading.segments_in(place.part) if s.end <= place.scope.start]
        if any(period_in(reading, segment) == "once" for segment in earlier):
            return "once"
    if (
        place.left is None
        and _LABELLED_GRANT.search(place.before)
        and _ONCE_AHEAD.search(reading.folded, place.part.start, place.scope.start)
    ):
        return "once"
    return None
