"""What a sum says that is not granted: a size that is asked for, a step, a price, an instalment, a loan, a report."""

from __future__ import annotations

from typing import Literal

from extract.fields.places import Place
from extract.grammar import cues
from extract.patterns import Pattern


def reported(p: Place) -> bool:
    """A figure of a report: 截至6月已投入4亿元, 同比增长."""
    return bool(cues.REPORTED.search(p.reading.folded, p.sentence.start, p.sentence.end)) and not p.conditional and not p.named_grant


def instalment(p: Place) -> bool:
    """A part of a grant paid at one date: （首年兑现5万元，次年3万元）."""
    if cues.INSTALMENT.search(p.before) and not p.measured:
        return True
    if p.in_bracket and p.last is not None and p.last[1] == "award" and _YEAR_BY_YEAR.match(p.before):
        return True
    return p.in_bracket and p.last is not None and p.last[0].in_bracket and instalment(p.last[0])


# 资助3万元（当年资助2万元，第三年资助1万元）: a sum taken apart.
_YEAR_BY_YEAR = Pattern("year_by_year", r"(?:当年|首年|次年|第[一二三四五1-5]年)[^，。；\d]{0,16}(?:资助|奖励|补助|补贴|支持)$")


def step(p: Place) -> bool:
    """The size of a step that a grant is counted by: 每增加1亿元. Not the award for it."""
    match = cues.STEP.search(p.before)
    if match and not cues.granted_before().search(match.group()[2:]):
        return True
    if "每" in p.before[-10:] and cues.STEP_GRANT.match(p.after) and not p.granted and p.left is None:
        return True
    before_bracket = p.reading.folded[max(0, p.scope.start - 10) : p.scope.start - 1]
    return p.in_bracket and not p.before and not p.after and bool(cues.STEP_NOUN.search(before_bracket))


def superseded(p: Place) -> bool:
    """The old figure of a grant that is raised: 由1000元提高到1500元."""
    return bool(cues.RAISED_FROM.search(p.before) and cues.RAISES.match(p.after))


def remark(p: Place) -> bool:
    """（含2亿元） behind a sum: the same size once more."""
    return p.in_bracket and p.last is not None and p.before.strip() in ("含", "不含", "包括", "包含", "均含") and not p.after.strip()


def lessened(p: Place) -> bool:
    """By how much a grant is lessened: 每延后一年奖励额度递减45万元."""
    return bool(_LESSENED.search(p.before))


_LESSENED = Pattern("lessened", r"(?:递减|扣减|核减|减少|扣除|下调)$")


def priced(p: Place) -> bool:
    """What a thing costs, what somebody else pays, a fine: 每株价格0.3元, 5万元以下罚款."""
    if cues.FINE.match(p.after):
        return True
    asked = (p.left or p.right or len(p.sums) > 1) and cues.PRICE_ASKED.match(p.after)
    return bool(cues.PRICE.search(p.before)) and not asked


def discount(p: Place) -> bool:
    """满100元减30元: what must be spent; 减30元 is what is granted."""
    return bool(cues.SPENT.search(p.before) and cues.TAKEN_OFF.match(p.after))


def placed_within(p: Place) -> bool:
    """A range in which a condition places a size: 网络零售额在100万元至300万元的, 300万美元至6500万美元的按….

    Not 给予10万元至30万元的奖励.
    """
    own = p.before[p.before.rfind("：") + 1 :]
    if not own.strip() and len(p.sums) > 1 and p.is_range_start(0) and _RANGE_OF.match(p.after):
        return True
    if p.granted or p.named_grant:
        return False
    if cues.WITHIN.search(p.before) and cues.WITHIN_END.match(p.after):
        return True
    return _goes_on_from_threshold(p)


def _goes_on_from_threshold(p: Place) -> bool:
    """The upper end of a range whose lower end a remark parts from it: 300万元（含300万元）至500万元."""
    outer = [(place, role) for place, role in p.previous if not place.in_bracket and place.scope == p.scope]
    if p.in_bracket or not outer or outer[-1][1] != "threshold":
        return False
    return bool(_RANGE_ON.fullmatch(p.reading.folded, outer[-1][0].sums[-1].end, p.start))


def parted_end(p: Place) -> Literal[">=", "<="] | None:
    """Which end of a range that a remark parts a size is: 300万元（含300万元）至500万元; None where it is none."""
    if _goes_on_from_threshold(p):
        return "<="
    return ">=" if _RANGE_OPENS.match(p.reading.folded, p.sums[-1].end) else None


_REWARDED = Pattern(
    "rewarded",
    r"(?:\([^()]{1,8}\))?(?:[美欧日港澳]元)?(?:\([^()]{1,8}\))?(?:及?以[上下])?(?:\([^()]{1,8}\))?的?，?(?:给予|予以|一次性)*(?:奖励|补助|补贴|资助|奖|补)\d",
)


def rewarded(p: Place) -> bool:
    """A size that the next sum is granted for: 投资额100万—200万元奖励20万元. Not 每亩补助500元，奖励2万元."""
    return not p.granted and p.left is None and bool(_REWARDED.match(p.after))


def named_by_size(p: Place) -> bool:
    """Sizes by which a thing is named, before what is granted for it: 首次成为5000万元、1亿元税收楼的. Not 奖励为5万元."""
    return p.left is None and p.right is None and bool(_NAMED.search(p.before)) and bool(_THING.match(p.after))


_NAMED = Pattern("named", r"(?:认定|评定|评选|评|列|命名|晋升|升级?|跻身|成长|培育)?(?:成?为|成)$")
_THING = Pattern("thing_named_by_size", r"级?(?:税收|产值|销售|营收)?(?:[大商]?楼宇?|企业|村|镇|乡|街区|园区|集群|基地|市场|商圈)")


def invested(p: Place) -> bool:
    """What a recipient puts in, right before what it is granted for that: 项目投入500万元—5000万元，奖励投资额的5%."""
    return p.left is None and not p.named_grant and bool(_INVESTED.search(p.before)) and bool(_GRANT_NEXT.match(p.after + p.rest))


_INVESTED = Pattern("invested", r"^(?!.*(?:财政|政府|每年|补|奖|给予|予以))[^，。；\d]{0,12}(?:投入|投资额?|投资总额)(?:为|在)?$")
_GRANT_NEXT = Pattern("grant_next", r"，?(?:的，)?(?:给予|予以|奖励|补贴|补助|资助)")


def borrowed(p: Place) -> bool:
    """A loan that a recipient must have taken: 获得不超过20万元贷款的. Not the loan that a bank is to offer."""
    return p.conditional and bool(_BORROWED.search(p.before)) and bool(cues.LENT.match(p.after))


_BORROWED = Pattern("borrowed", r"(?:取得|获得|获取|获批|签订)[^，。；\d]{0,10}$")
_HELD_BEFORE = Pattern("held_before", r"(?:已|曾)(?:经)?(?:享受|获得?|领取|取得)[^，。；]{0,30}$")


def held_before(p: Place) -> bool:
    """What a recipient has had already: 已享受补贴200元的, 曾获50万元奖励的企业."""
    return p.conditional and bool(_HELD_BEFORE.search(p.before))


def lent(p: Place) -> bool:
    """What a bank lends: 最高300万元的信用贷款. Not the loan that interest is granted on."""
    if cues.LINE_OF_CREDIT.search(p.before):
        return True
    if p.last is not None and lent(p.last[0]) and cues.CREDIT_TOO.match(p.before) and not p.named_grant:
        return True
    asked = any(word in p.before for word in ("申请", "提供", "发放"))
    return bool(cues.LENT.match(p.after)) and (asked or not p.measured) and "贴息" not in p.after


def asked_for(p: Place) -> bool:
    """A size behind which 以上 or 以下 asks for more or less: 总投资1亿元以上的项目. Not 给予10万元以上奖励."""
    if p.right is None or p.right.is_cap:
        return False
    if p.right.cue in ("内", "以内", "之内"):
        return p.before in ("对", "对于") and p.conditional  # 对400万元以内的按…
    if p.named_grant and (p.granted or not p.measured):
        return False
    return p.measured or p.conditional or not p.granted


def reached(p: Place) -> bool:
    """A size that must be reached or kept below: 年收入超过2000万元的, 不低于1亿元."""
    if p.left is None or p.left.is_cap or (p.left.comparator == "<=" and not _measured_limit(p)):
        return False
    if _AS_MUCH.match(p.after):
        return False  # 不超过50万元的标准
    lead = p.before[: max(0, p.left.start - p.scope.start)]
    if "按" in lead and cues.AS_STANDARD.match(p.after):
        return False  # 按每人每年不低于3000元给予补贴
    if cues.granted_before().search(_LISTED_UNDER.split(lead)[-1]) and not p.measured:
        return False
    return p.measured or p.conditional or not p.granted


_AS_MUCH = Pattern("as_much", r"^(?:\([^()]*\))?的(?:标准|比例|额度|限额|幅度)")
_LISTED_UNDER = Pattern("listed_under", r"[：)]")


def _measured_limit(p: Place) -> bool:
    """A size that must not be passed: 注册资本不超过1000万元的. Not 补贴不超过10万元."""
    return p.measured and p.conditional and not p.granted


_RANGE_OF = Pattern("range_of", r"^(?:\([^()]{1,8}\))?的(?:按|，|由|给予|一次性|$)")
_RANGE_OPENS = Pattern("range_opens", r"\([^()]{1,12}\)(?:及?以上)?[至到\-—~]\d")
_RANGE_ON = Pattern("range_goes_on", r"(?:\([^()]*\))?(?:及?以上)?[至到\-—~]")
_OF_PROJECTS = Pattern("of_projects", r"^的[^，。；]{0,12}(?:项目|企业|单位|机构|公司|主体|合作社|平台)")


def had(p: Place) -> bool:
    """A size without a bound that a condition names: 投资额5亿—10亿元的, 注册资本1000万元的企业."""
    if p.left is not None or p.named_grant or p.granted or (p.in_bracket and not cues.CONDITION_END.search(p.after)):
        return False
    if p.measured and p.conditional:
        return True
    again = any(role == "threshold" for place, role in p.previous if place.sentence == p.sentence)
    return again and not p.before.strip() and bool(_OF_PROJECTS.match(p.after))
