"""Per whom and how often: 每家企业, 单台（套）, 元/人, 年度, 一次性."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extract import lexicon
from extract.grammar.reading import Reading, Span
from extract.patterns import Match, Pattern, Plain, any_of
from extract.text import squeeze

# Measure words between 每 or 单 and the noun; what they must not be cut from stands behind them.
_MEASURE = r"""(?:个(?![人体])|家(?![庭具])|户|项(?!目)|台\(套\)|台套|台|套|条(?!件)|件|名|位|人(?![才次员数均])|生(?=每)|款|种(?![植业])|批|次
    |场(?![景地馆次])|场次|晚|夜|天|日|小时|分钟|届|期(?!限)|部(?![门分])|集(?![团体])|首|本(?!市|区|县)|篇|幅|辆|艘|架(?!次)|亩|公顷|吨|公斤|平方米|平米|立方米|㎡|千瓦时|千瓦|度
    |株|头|只|羽|箱|标箱|床|张|班(?!次)|门(?!店)|处|座|栋|间|档|类|片(?!区)|支|所|册|枚|公里|航次|班次|车次|架次|人次|人日|人天|笔|单(?!位)|宗|份|TEU)"""
_PERIODS = r"(?:个?自然年度?|年度|年|季度|季|个月|月)"
# What the noun of a unit does not run over: verbs, periods, cues.
_STOP = r"""(?:最高|最多|不|每|年(?![会画货轻级])|当年|全年|累计|合计|总[额计量]|给予|予以|给|奖|补|资助|支持|扶持|贴息|按|可|上限|限额|
    一次|原则|人民币|港币|的|在|享受|申(?!报(?:主体|单位|企业|人|项目)|请(?:人|单位|企业|主体|项目))|获得
    |连续|期限|达|从|由|至|领取|发放|新增|增加|超|资金|金额|提供|为|以|对|分别|再|另|使用|抵扣|安排|投入|实际|首|生均|月)"""
_NOUN = rf"(?:(?!{_STOP})[\u4e00-\u9fffA-Za-z\ufffc()]){{0,14}}"
# 每家企业, 单个项目, 同一企业, 单项标准, 单台（套）产品. Not 每年, 每月, 单位, 单价, 单独, 每增加.
UNIT = Plain(
    "unit_phrase",
    rf"""(?P<unit>(?:每一?|(?<![榜名清订账菜简])单(?!位|项冠军|价|独|笔贷|次性|一窗|纯|方)|(?<![合不共相协会])同一?(?![时期类比意等步上业级档质年样一])|任一|(?<=[(，。；：])一(?=[个家户名][^，。；\d]{{2,8}}(?:最高|最多))|一(?=家[^，。；]{{2,12}}(?:年度|每年|最高|累计|全年|最多)))(?!{_PERIODS})
         (?P<measure>{_MEASURE})?(?P<noun>{_NOUN}))""",
)
# What stands before the noun of a unit.
MEASURED = Pattern("measured_unit", rf"(?:每一?|单一?|同一?|任一)(?:{_MEASURE})?")
# 每推出一款新产品, 每引进1名博士: the counted thing behind a verb is the unit.
STEP_UNIT = Plain(
    "step_unit",
    rf"(?P<unit>每(?!{_PERIODS})(?:[^，。；\d每元]{{0,10}}?)(?:\d+(?![\d%万亿.])|[一二三两](?!次性|般|定|律|并|级|类|等))(?P<measure>{_MEASURE})?(?:[^，。；\d]{{0,10}}的)?(?P<noun>{_NOUN}))",
)
# 企业年度补贴额最高: the noun alone stands as the unit before a period or a total.
SUBJECT = Pattern(
    "unit_subject",
    r"(?:^|[，。；：])(?P<unit>(?P<noun>(?:该|同一|各)?[\u4e00-\u9fff]{0,6}(?:企业|单位|机构|项目|平台|园区|个人)))(?=(?:每年|年度|当年|全年|累计|每月|年)[^，。；]{0,10}(?:最高|不超过|上限|不高于|以))",
)
# 元/人, 元/平方米·月, 万元每台. The noun right behind the slash.
PER_SLASH = Pattern(
    "per_slash",
    r"""[ ]?(?:[/／]|每)[ ]?(?:
        (?P<noun>平方米|平米|㎡|亩|人|吨|公里|千瓦时|千瓦|标箱|架次|班次|户|台|年|月)(?:[/·.・•、][ ]?(?P<period>年|月|天|日|夜|晚|季))(?![度节])
      | 每?(?P<period>月|年|天|日)[/·.•][ ]?每?(?P<noun>平方米?|平米|㎡|亩|人|吨|户|台|标箱)
      | (?P<noun>[\u4e00-\u9fffA-Za-z²㎡]{1,6}?(?:\(套\))?)(?:[/·.・•、][ ]?(?:(?P<period>年|月|天|日|夜|晚|季)|[造茬次届期轮]))?
        (?=[，。；、)（(/的至到—\-~\d以之和及或与]|给|予|标|奖|补|资|支|扶|安|一|计|进|执|起|$|对|发|左|最|不|且|按|范围|津|租|\s))""",
)
_PERIOD_IN_UNIT = {"年": "year", "年度": "year", "月": "month"}
_GRANT = r"(?:补贴|奖励|资助|补助|支持|扶持|贴息|奖补|补偿|抵扣|最高|累计|总额|总计|合计|限额|不超过|不高于|上限|封顶|额度|兑现)"

YEARLY = Pattern(
    "yearly",
    rf"""(?<!对|对于)每个?(?:自然)?年度?|(?<=(?:每|单|同一)[^，。；\d]{{2,14}})年度(?=[^，。；\d的]{{1,6}}(?:补助|补贴|奖励|奖补|支持|扶持|资助|经费)[^，。；\d]{{0,3}}(?:最高|不超过|上限))|(?<!(?<!原则)[上本当该前首次一二三两四五第末期半\d])年度(?=(?:获得的?|享受的?|可|内|财政|资金|的|奖|\ufffc|[()])*{_GRANT})
       | 年度(?=预算|专项资金|安排)|按年|逐年|(?<![上本当该前首次一二三两四五第末期半\d])年(?={_GRANT})|一年(?:内)?(?=[^，。；]{{0,6}}(?:最高|累计|不超过|总额|
       [*×]高))|/年|全年(?=[^，。；]{{0,8}}(?:{_GRANT}|安排|$))""",
)
MONTHLY = Pattern(
    "monthly",
    r"每个?月|按月|逐月|/月|月(?=最高|补贴|补助)|(?<![个\d一二三四五六七八九十])月(?=租金|房租)|单月(?=[^，。；\d]{0,8}(?:奖励|补贴|补助|最高|不超过))",
)
ONCE = Pattern(
    "once",
    r"一次性(?!(?:每|达|缴|支付|交|投入|投资|建成|通过|告知|使用|塑料|餐具|用品|付清|注销|就业|创业担保))|(?<!每[^，。；]{0,8})一次(?=分别|给予|奖励|补助|补贴)",
)


class Unit(NamedTuple):
    """What one sum holds for: the category, the unit as printed, and a period that is part of it."""

    per: str
    text: str
    period: str | None = None
    start: int = -1


@cache
def _heads() -> tuple[Pattern, dict[str, str]]:
    rows = {row["head"]: row["per"] for row in lexicon.table("unit_heads")}
    return Pattern("unit_head", any_of(tuple(head for head in rows if len(head) > 1))), rows


def category(noun: str) -> str:
    """The category of a unit by the last head word in its noun; other where none is known."""
    noun = noun.replace("\ufffc", "").replace("()", "")
    pattern, rows = _heads()
    if noun in rows:
        return rows[noun]
    found = [m.group() for m in pattern.finditer(noun)]
    if not found:
        return "other"
    last = found[-1]
    return rows[last] if last != "标准" or noun.endswith("标准") else "other"


def unit_behind(reading: Reading, position: int) -> Unit | None:
    """元/亩 and its like, right behind a sum."""
    match = PER_SLASH.match(reading.folded, position)
    if match is None:
        return None
    noun, period = match["noun"], _PERIOD_IN_UNIT.get(match["period"] or "")
    text = squeeze(reading.text[match.start() : match.end()])
    if noun in ("年", "月", "季", "季度", "年度"):
        return Unit("", text, _PERIOD_IN_UNIT.get(noun))
    return Unit(category(noun.removeprefix("每")), text, period)


def unit_before(reading: Reading, start: int, end: int) -> Unit | None:
    """The unit phrase nearest before end: 每家企业, 单个项目, 每引进1名博士, 企业年度."""
    text = reading.masked if reading.bracket(end) is None else reading.folded
    units = [u for m in UNIT.finditer(text, start, end) if (u := _unit(m, reading, counted=False))]
    steps = [u for m in STEP_UNIT.finditer(text, start, end) if (u := _unit(m, reading, counted=True))]
    if units or steps:
        last = max((*steps, *units), key=lambda u: u.start)  # of two that start together, the step
        chained = [u for u in units if last.start - u.start - len(u.text) in (0, 1) and u.per == "person"]
        return chained[0] if chained and last.per == "other" else last
    match = SUBJECT.search(text, max(0, start - 1), end)
    return _made(category(match["noun"]), match, reading) if match else None


def _unit(match: Match, reading: Reading, counted: bool) -> Unit | None:
    """A unit by its measure word and noun; of what is counted an enterprise is no recipient."""
    measure, noun = match["measure"] or "", match["noun"]
    if not measure and not noun:
        return None
    if measure in ("台", "套", "台套", "台(套)"):
        return _made("set", match, reading)
    if measure == "户" and not noun and not _ENTERPRISES.search(reading.folded):
        return _made("other", match, reading)  # households, not businesses
    per = category(noun) if noun else "other"
    if counted and per == "enterprise":
        per = "other"
    if measure not in ("人", "人次", "名", "位") and reading.folded[: match.start("unit")].endswith("部分"):
        return _made("other", match, reading)  # 超出部分每家
    if (
        per == "other"
        and measure
        and not (measure in ("家", "户") and match["unit"].startswith("每") and match["unit"][1:2] not in (measure, "一"))
    ):
        per = "person" if measure in ("人次", "生", "人日", "人天") else category(measure)
    return _made(per, match, reading)


_ENTERPRISES = Pattern("enterprises", r"企业|公司|主体|商户|经营户|合作社|机构|单位|个体")


def _made(per: str, match: Match, reading: Reading) -> Unit:
    start, end = match.span("unit")
    return Unit(per, squeeze(reading.text[start:end]), None, start)


def period_in(reading: Reading, span: Span) -> str | None:
    """How often, by the words in a stretch outside brackets; the last one wins."""
    text = reading.masked if reading.bracket(span.start) is None else reading.folded
    found = [
        (match.start(), name)
        for name, pattern in (("year", YEARLY), ("month", MONTHLY), ("once", ONCE))
        for match in pattern.finditer(text, span.start, span.end)
    ]
    return max(found)[1] if found else None
