"""What a share is taken of, as printed: 按项目投资额的30%, 对保费予以50%的补贴, 给予2%的贷款贴息."""

from __future__ import annotations

from collections.abc import Iterator

from extract.fields.places import Place
from extract.patterns import Match, Pattern, Plain
from extract.text import squeeze

# Words that lead straight into a base, and words that may lead into a recipient as well.
_SURE = r"(?:按照?|承担|控制在|依照|依据|比照|参照|根据|不得?超过|不高于|不多于|不低于|不少于|不得低于|低于|高于|超过|大于|占到?|达到|相当于|最高|最多|上限为?)"
_MAYBE = r"(?:给予|予以|给|补贴|补助|奖励|资助|报销|减[免收征](?!额)|免[收征]|以(?![上下内及])|为|须)"
_STOP = r"(?:给予|予以|对于?(?![^，。；%]{0,10}(?:贡献|税收)))"  # 其对本级财政贡献额 is one name
_TAIL = r"(?:的)?(?:最高|不超过|最多|不高于|不低于|不少于|分别|约|给予|予以|各)*$"
SURE = Plain("base_behind_preposition", rf"{_SURE}(?P<base>(?:(?!{_SURE}|{_STOP})[^，。；%]){{2,44}}?){_TAIL}")
MAYBE = Pattern("base_behind_verb", rf"{_MAYBE}(?P<base>(?:(?!{_SURE}|{_MAYBE}|{_STOP})[^，。；%]){{2,44}}?){_TAIL}")
# The words before a share up to the comma: 第2—3年租金50%补贴; 展位费按70%给予补贴; 补助金额上浮20%.
WHOLE = Pattern(
    "base_alone", r"^(?:对于?)?(?P<base>[^，。；%]{2,40}?)(?:的)?(?:按照?|不超过|最高(?:补贴|补助|奖励|资助)?|可?上浮|上调|下浮|再)?$"
)
# 给予2%的固定资产投资贷款贴息; 前两年100%、后三年60%的租金补助.
# 占营业收入的比例不低于4%: what the ratio is taken of.
RATIO_OF = Pattern("base_of_ratio", r"占(?P<base>[^，。；%]{2,20}?)的?(?:比例|比重|比)[^，。；\d%]{0,8}$")
_GRANT = Pattern("grant_word", r"(?:补贴|补助|奖励|资助|支持|扶持|给予|奖补)$")
_RATE_NAME = Pattern("rate_name", r"(?<!报价利|基准利|同期利|贷款利|市场利)率$|^贷款利率$")
BEHIND = Pattern(
    "base_behind_share",
    r"""^(?:[^，。；%]{0,10}%)*(?:以内|以下)?的(?P<base>(?!贴息)[^，。；%]{0,20}?(?:费用|费|贷款|租金|房租|经费|保费|利息|投资|金额|成本|支出|税款?|投入|价款?))
        (?:的)?(?:补贴|补助|贴息|奖励|资助|支持|奖补|扶持|减免|返还|优惠)""",
)
# 对X予以30%的补贴; 对X，按照不超过5%的费率予以支持.
OBJECT = Pattern(
    "base_object", r"(?:^|，|可以|可)对于?(?:符合条件的)?(?P<base>[^，。；]{2,80}?)(?:的)?，?(?:给予|予以|给以|进行|按照?)[^，。；]{0,12}$"
)
_COST = Pattern(
    "cost_like",
    r"""(?:费用?|款|金额?|额|投资|投入|支出|成本|租金|保费|利息|利率|LPR\)?|收入|营收|税|产值|价格?|贷款|出资|资本|留成|贡献|面积|部分|标准|总[价额数]|开支|造价|(?:投资|贷款|出口|进口|销售|交易|订单|合同|授信)额度|电费|经费|薪酬
        |报酬|工资|销售|业务|项目|合同|总量|数量|\)|租|基数|本金|存量|增量|采购|订单|损失|收益|结余|资金|外资|合计|净额|比例)$""",
)
_RATIO = Pattern(
    "ratio_word",
    r"(?:年利率|贴息率|费率|补贴率|增长率|比例|比重|占比|LPR加.*|(?:比例|标准|额度)(?:提高|提升|上浮|上调|增加)(?:至|到|为)?)$",
)
_RELATIVE = Pattern("relative_clause", r"^.*(?:所?(?:发生|产生|缴纳|支出|投入)的)(?=[^的]{2,})")
_OWNER = Pattern("owner", r"^(?:为|可|返还)*(?:该|其|本(?!人))(?:企业|单位|机构|项目)?(?:所)?|^企业(?=[^，]{4,})")
_RECIPIENT = Pattern("recipient_like", r"^(?:给予|按|且|并|由|向)|符合条件的|(?:企业|单位|机构|平台|主体|个人|合作社|业主|团队)$")
# The loan that interest is granted on.
_LOAN = Pattern(
    "loan",
    r"(?:提供|取得|获得|发放|申请|使用|新增|，|。|：|^|；)(?P<base>(?:(?!对|取得|获得|申请|提供)[^，。；：]){0,24}贷款(?:产品|业务)?)(?=[，。；的]|$|对|贴息)",
)


def base_of(place: Place, last: str | None) -> str | None:
    """The base of a share or a list of shares; None where the text names none."""
    for offset, match in _candidates(place):
        shown = _shown(place, offset, match)
        if shown:
            return shown
    raised = "提高" in place.before
    if last is not None and place.right is None and (raised or (not place.after.startswith("的") and place.granted)):
        return last
    return _loan_before(place)


def _candidates(place: Place) -> Iterator[tuple[int, Match]]:
    """Where a base may stand, the surest first."""
    start = place.scope.start
    ratio = RATIO_OF.search(place.before)
    if ratio:
        yield start, ratio
    sure = SURE.search(place.before)
    if sure and not any(p.search(sure["base"]) for p in (_RATIO, _RECIPIENT, _GRANT, _RATE_NAME)):
        yield start, sure
    own = _own_part(place)
    if own != place.before and (listed := WHOLE.search(own)) and _COST.search(listed["base"]):
        yield place.start - len(own), listed
    for match in (MAYBE.search(place.before), WHOLE.search(place.before)):
        if (
            match
            and _COST.search(match["base"].rstrip("的\ufffc"))
            and not any(p.search(match["base"]) for p in (_RATIO, _RECIPIENT, _RATE_NAME))
        ):
            yield start, match
    behind = BEHIND.match(place.after)
    if behind:
        yield place.sums[-1].end, behind
    found = OBJECT.search(place.reading.masked[place.part.start : place.start])
    if found and _COST.search(found["base"]):
        yield place.part.start, found


def _own_part(place: Place) -> str:
    """The words before a share, behind the share before it in its segment: 采购费的20%、|设备费的10%."""
    if place.last is None or place.last[0].scope != place.scope:
        return place.before
    return place.before[place.last[0].sums[-1].end - place.scope.start :].lstrip("、和及与")


def _shown(place: Place, offset: int, match: Match) -> str | None:
    """The base as printed, without owner and relative clause."""
    start, end = match.span("base")
    text = match["base"]
    relative = _RELATIVE.match(text)
    if relative and relative.end() < len(text):
        start += relative.end()
        text = text[relative.end() :]
    owner = _OWNER.match(text)
    if owner and owner.end() < len(text):
        start += owner.end()
    return squeeze(place.reading.text[offset + start : offset + end]).strip("的、，") or None


def _loan_before(place: Place) -> str | None:
    if "贴息" not in place.after[:12] and "贴息" not in place.lead and "贴息" not in place.before:
        return None
    found = [*_LOAN.finditer(place.reading.masked, place.sentence.start, place.start)]
    if found:
        return squeeze(place.reading.text[slice(*found[-1].span("base"))]) or None
    return "贷款" if "贷款" in place.after[:12] else None
