"""What a share is for, from the grammar of its sentence: an ordered table of named rules, the first that holds wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from extract.fields.places import Place
from extract.grammar import cues
from extract.grammar.bounds import Bound
from extract.patterns import Pattern, Plain

ShareRole = Literal["rate", "threshold", "target", "other"]

RAISED_BY = Pattern(
    "raised_by",
    r"(?:上浮|上调|下浮|下调|提高|增加(?!值)|增长|降低|扣减|核减|扣除|加成|浮动|递减|递增|增幅|降幅|增速)(?!到|至|为|后)[^，。；至到]{0,6}$",
)
RAISES = Pattern("raises_by", r"^(?:的?(?:比例|幅度|标准))?(?:上浮|上调|下浮|下调|予以上浮|增加|递减|递增)")
DUE = Pattern("due_part", r"(?:剩余|其余|余下|应(?:奖励?|补助?|补贴|兑付|拨付|资助)(?:资金|金额|额)?的?)$")
_IN_YEARS = Pattern(
    "paid_in_years",
    r"分[一二两三四五\d]+(?:年|期|次|批)(?:度)?(?:逐年|分别)?按?(?:照)?$|(?:先|再|后)付$|(?:后|前|时)(?:再|先)?(?:拨付|支付|兑付|预拨)[^，。；\d]{0,10}$",
)
_PAID_OUT = Pattern(
    "paid_out", r"^(?:的?比例)?(?:分[年期次批]|逐年|分[两三二3]年)?(?:兑现|兑付|拨付|支付|下达|发放(?!补|奖|资|[^，。；]{0,8}券))"
)
# What the recipient bears itself: 个人缴纳1%, 申请人须至少承担费用的20%. Not 企业按其缴纳保费的30%给予补贴.
_OWN_PART = Pattern(
    "own_part",
    r"""(?<!按照?[^，。；]{0,4})(?:个人|企业|单位|农户|农民|申请[者人]|投保人|参保人|本人|自行|自己)[^，。；\d按给予]{0,10}
        (?:(?:缴纳|缴费)(?:比例为?|费率为?)?|(?:承担|负担|自筹|支付|自付)[^，。；\d%]{0,16})$""",
)
_GIVEN_BACK = Pattern("given_back", r"(?:退还|退回|追回|收回|扣回|返还已)[^，。；\d]{0,8}$")
_SHARED = Pattern("shared_cost", r"(?:各|分别|[省市区县州]级?(?:财政)?(?:各自)?)(?:承担|负担|分担)$")
_PREMIUM = Pattern("premium_rate", r"(?:费率|保险费率|投保费率)(?:为|是|：|最高)?(?:不超过|不高于)?$")
COUNTED = Pattern(
    "counted_as",
    r"^(?!进行核[算定](?:后)?(?:给予|予以))(?:的?(?:比例|标准))?(?:进行|作?为(?:缴费|计算|计税|测算)基[数准])?(?:(?<=基[数准])|计算|折算|计入|认定|执行|(?:核算|核定)(?!补|奖|资)|缴|收取|收费|出让|征收|分配|分成|分担|分享|分摊|承担)",
)
_PART_OF_SIZE = Pattern("part_of_size", r"^(?:\([^()]{1,10}\))?(?:以上|以下)?(?:\([^()]{1,10}\))?的?部分")
_OF_NOUN = Pattern(
    "of_noun",
    r"^(?:\([^()]{1,10}\))?(?:以上|以下|及以上)?(?:\([^()]{1,10}\))?(?:的(?![，。；]|部分|标准|比例|补|奖|资|贴)[\u4e00-\u9fff]|方可|才可|方能)",
)
FINED = Pattern("fined", r"罚款(?!金额|数额|总额|收入)|处骗取|滞纳金|违约金")
_RATE_NAMED = Pattern(
    "rate_named",
    r"^(?:金额|额度|比例|标准)(?:为|是)?(?=[不最至])|(?:补贴|补助|奖励|资助|贴息|支持|扶持|奖补|贴息率?|费率|返还|减免|减收|抵扣|抵用|报销)(?:比例|标准|率|额度?|总额|金额|累计)*(?:为|是|上限|最高|按|：)?[^，。；\d%]{0,36}$",
)
_GRANT_LEAD = Pattern("rate_lead", r"(?:按照?|给予|予以|依照|比照|以(?![上下内])|参照|按不?超?过?)[^，。；%]{0,50}$")
# What a budget bears: 由市财政承担购置费用的三成. Not 市、区财政分别承担50%.
_BORNE = Plain("borne", r"(?:财政|政府|资金)[^，。；]{0,4}(?:承担|负担)(?![^，。；]*(?:分别|各))[^，。；\d%]{2,24}的?$")
_APPROVED = Pattern("approved", r"^(?:的标准)?(?:核定|核算)(?:补贴|补助|奖励|资助)")
_GROWTH = Pattern("growth", r"(?:增长|增速|增幅|同比|占比|比重|比例|率|强度|占|达到?)[^，。；\d%]{0,14}$")


_CONDITION = Pattern("condition_closed", r"的[，：]")


class Rule(NamedTuple):
    """A rule: its name, when it holds, the role that it gives."""

    name: str
    holds: Callable[[Place, Bound | None], bool]
    role: ShareRole


def reported(p: Place, bound: Bound | None) -> bool:
    """A figure of a report: 同比增长6.4%."""
    return bool(cues.REPORTED.search(p.reading.folded, p.sentence.start, p.sentence.end)) and not p.conditional and not p.sentence_grants


def fined(p: Place, bound: Bound | None) -> bool:
    """A fine, not a grant."""
    return bool(FINED.search(p.reading.folded, p.segment_start, p.part.end))


def reached_first(p: Place, bound: Bound | None) -> bool:
    """A share that must be reached before money is paid: 实缴30%后拨付."""
    return p.after.startswith("后") and not p.after.startswith(("后续", "后期"))


def instalment(p: Place, bound: Bound | None) -> bool:
    """A part of a grant paid at one date: 签约后拨付30%."""
    return bool(
        cues.INSTALMENT.search(p.before)
        or DUE.search(p.before)
        or _IN_YEARS.search(p.before)
        or _PAID_OUT.match(p.after)
        or _SHARED.search(p.before)
        or _PAID_FIRST.search(p.before)
        or _PAID_NEXT.match(p.after)
        or _borne_by_several(p)
    )


# 先兑现奖励金的40%; 60%的扶持资金先给予拨付, 剩下40%的资金于次年再予拨付.
_PAID_FIRST = Pattern("paid_first", r"(?:先|再|后)(?:行)?(?:予以|给予)?(?:兑现|拨付|发放|支付)[^，。；\d%]{0,10}的?$|剩下的?$")
_PAID_NEXT = Pattern(
    "paid_next", r"^的?[^，。；\d%]{0,8}(?:资金|奖金|奖励金|补助款)?(?:先|再|后)(?:行)?(?:予以|给予)?(?:兑现|拨付|发放|支付)"
)
# 省级财政负担资金的55%，市财政负担资金的45%: budgets that share what is granted.
_BEARS = Pattern("budget_bears", r"财政[^，。；]{0,6}(?:承担|负担|分担)[^，。；\d%]{0,12}$")
_EACH_BEARS = Pattern("budgets_bear", r"财政[^，。；]{0,6}(?:承担|负担|分担)[^，。；%]{0,16}%")


def _borne_by_several(p: Place) -> bool:
    if not _BEARS.search(p.before):
        return False
    return sum(1 for _ in _EACH_BEARS.finditer(p.reading.folded, p.sentence.start, p.sentence.end)) > 1


def borne_alone(p: Place, bound: Bound | None) -> bool:
    """What the recipient bears or gives back: 个人缴纳1%, 须退还50%."""
    return bool(_OWN_PART.search(p.before) or _GIVEN_BACK.search(p.before))


def put_to_use(p: Place, bound: Bound | None) -> bool:
    """What part of a grant goes where: 其中25%可用于奖励有功人员."""
    return p.before.endswith("其中") and _PUT_TO_USE.match(p.after) is not None


_PUT_TO_USE = Pattern("put_to_use", r"(?:可|须|应|必须|要)?(?:用于|作为|奖励给)")


def raised_by(p: Place, bound: Bound | None) -> bool:
    """By how much a standard is raised: 上浮20%. Not 提高至60%; not 增长20%以上的企业."""
    if bound is not None and bound.comparator in (">=", ">"):
        return False
    return bool(RAISES.match(p.after)) or (bool(RAISED_BY.search(p.before)) and p.right is None and not cues.CONDITION_END.match(p.after))


def owned(p: Place, bound: Bound | None) -> bool:
    """A share of ownership or debt that is limited: 占股比例不超过20%, 资产负债率不高于70%."""
    return bool(_OWNED.search(p.before))


_TAKES_UP = Pattern("takes_up", r"(?<!撬动)占[^，。；\d%]{2,24}$")
_OWNED = Pattern(
    "owned_share", r"(?:占股|持股|参股|控股|股权|出资|负债|自有资金|资本金)(?:比例|率|占比)?(?:累计)?(?:不?超过|不[高低]于|达到?|为|在)?$"
)


def premium(p: Place, bound: Bound | None) -> bool:
    """The price of insurance, not a grant: 费率为4%. Not 按不超过5%的费率予以支持."""
    return bool(_PREMIUM.search(p.before))


def placed_within(p: Place, bound: Bound | None) -> bool:
    """A part of a size that a grant is counted by: 新增10%至30%的部分，按增量的60%; a range that it must lie in: 在申报量的80%至120%，按….

    Not 在30%至50%的幅度内给予补贴.
    """
    within = len(p.sums) > 1 and _IN_RANGE.search(p.before) and not p.after.strip() and _COUNTS_NEXT.match(p.rest)
    return bool(_PART_OF_SIZE.match(p.after) or within)


_IN_RANGE = Pattern("in_range", r"在[^，。；\d%]{0,16}$")
_COUNTS_NEXT = Pattern("counts_next", r"，(?:按|给予|予以|奖|补)")


def of_noun(p: Place, bound: Bound | None) -> bool:
    """What a recipient must have: 占比不低于4%的企业, 资本金不低于20%方可. Not a goal, which no noun follows."""
    if bound is None and p.right is None:
        return False
    if p.granted or p.named_grant or _GRANT_LEAD.search(p.before):
        return False
    goal = cues.GOAL.search(p.reading.folded, p.sentence.start, p.start)
    return bool(_OF_NOUN.match(p.after)) and not goal


def counted_as(p: Place, bound: Bound | None) -> bool:
    """A way of counting: 按实际面积的40%计算."""
    return bool(COUNTED.match(p.after)) and not _RATE_NAMED.search(p.lead.rstrip("，"))


def asked_for(p: Place, bound: Bound | None) -> bool:
    """A share that is asked for: 增长20%以上的企业, 上座率须在65%以上."""
    if p.right is None or p.right.is_cap or p.right.cue in ("内", "以内", "之内"):
        return False
    if _TAKES_UP.search(p.before):
        return True
    return not (p.named_grant and p.granted) and (
        p.clause_grants or bool(cues.REQUIRED.search(p.reading.folded, p.sentence.start, p.start))
    )


def reached(p: Place, bound: Bound | None) -> bool:
    """A share that must be reached or kept below: 不低于总投资的70%, 占比达到15%的."""
    if bound is None or bound.comparator == "<=" or _goes_up_to(p):
        return False
    lead = p.before[: bound.start - p.scope.start]
    return not cues.granted_before().search(lead) or p.conditional or "须" in lead


def _goes_up_to(p: Place) -> bool:
    """按照不低于工资的60%，不高于工资的120%给予: the lower end of a rate."""
    return bool(_STANDARD_FROM.search(p.before) and _STANDARD_TO.match(p.after + p.rest))


_STANDARD_FROM = Pattern("standard_from", r"按照?不低于[^，。；%]{0,30}$")
_STANDARD_TO = Pattern("standard_to", r"^[，、]?不[高超][于过][^，。；%]{0,30}\d+%[^，。；]{0,4}(?:给予|予以|补|奖)")
_ASKED = Pattern("conditions_listed", r"条件|须|应当|要求")


def aimed_at(p: Place, bound: Bound | None) -> bool:
    """A goal: a sentence that grants nothing and says what shall be reached. Not what a clause that grants asks elsewhere."""
    if p.headed_as_goals:
        return True
    asked = p.clause_grants or _ASKED.search(p.reading.folded, 0, p.start)
    if asked and not cues.GOAL.search(p.reading.folded, p.sentence.start, p.start):
        return False
    if p.sentence_grants or cues.REQUIRED.search(p.reading.folded, p.sentence.start, p.start) or _CONDITION.search(p.after + p.rest):
        return False
    return bound is not None or p.right is not None or bool(cues.RAISED_TO.search(p.before))


def kept_below(p: Place, bound: Bound | None) -> bool:
    """A ratio that a condition limits: 资产负债率不超过70%, 裁员不超过6%的."""
    if bound is None or bound.comparator != "<=" or _RATE_NAMED.search(p.before) or _GRANT_LEAD.search(p.before) or p.named_grant:
        return False
    return bool(_GROWTH.search(p.before[: bound.start - p.scope.start] or "")) or p.conditional or not p.sentence_grants


def met(p: Place, bound: Bound | None) -> bool:
    """A share without a bound that a condition names: 占股10%的企业; or one end of a range of shares that is asked for."""
    ratio = bool(_GROWTH.search(p.before)) and not _RATE_NAMED.search(p.before) and not _GRANT_LEAD.search(p.before)
    return ratio and not p.named_grant and (p.conditional or cues.grants().search(p.rest) is not None)


def granted(p: Place, bound: Bound | None) -> bool:
    """A share that is granted: 按投资额的30%给予补贴, 补贴55%, 不超过服务合同金额的50%."""
    if p.sentence_grants or _RATE_NAMED.search(p.before) or _BORNE.search(p.before) or _APPROVED.match(p.after):
        return True
    return bool(_GRANT_LEAD.search(p.before)) and p.granted


_INCLUDED = Pattern("included", r"不?(?:含|包括|包含)[^\d]{0,4}")


def said_again(p: Place, bound: Bound | None) -> bool:
    """The bound before a bracket, printed once more in it: 留用率50%以下（含50%）."""
    return p.in_bracket and _INCLUDED.fullmatch(p.before) is not None and not p.after


def unknown(p: Place, bound: Bound | None) -> bool:
    """Nothing tells."""
    return True


RULES: tuple[Rule, ...] = (
    Rule("reported", reported, "other"),
    Rule("fined", fined, "other"),
    Rule("reached_first", reached_first, "threshold"),
    Rule("instalment", instalment, "other"),
    Rule("borne_alone", borne_alone, "other"),
    Rule("put_to_use", put_to_use, "other"),
    Rule("raised_by", raised_by, "other"),
    Rule("counted_as", counted_as, "other"),
    Rule("owned", owned, "threshold"),
    Rule("said_again", said_again, "threshold"),
    Rule("premium", premium, "other"),
    Rule("placed_within", placed_within, "threshold"),
    Rule("of_noun", of_noun, "threshold"),
    Rule("goal", aimed_at, "target"),
    Rule("asked_for", asked_for, "threshold"),
    Rule("reached", reached, "threshold"),
    Rule("kept_below", kept_below, "threshold"),
    Rule("met", met, "threshold"),
    Rule("granted", granted, "rate"),
    Rule("unknown", unknown, "other"),
)


def decide(place: Place, bound: Bound | None) -> Rule:
    """The first rule that holds for a place."""
    return next(rule for rule in RULES if rule.holds(place, bound))
