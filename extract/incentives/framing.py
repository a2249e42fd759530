"""What stands before a grant and says nothing of who gets it or what must hold: who reports it, on which topic, who pays, what for."""

from __future__ import annotations

from functools import cache

from extract import lexicon
from extract.grammar import nouns
from extract.patterns import Pattern, any_of


@cache
def _aim() -> Pattern:
    """Aims, manners and criteria: what the grant wants and how it is made, not what it asks."""
    aims = any_of(lexicon.words("aim_verbs"))
    return Pattern(
        "aim",
        rf"""(?:积极|大力|不断|持续)*{aims}.* | 积极(?:推动|培育|发展|争取|探索|打造|构建).*
        | 推进.{{0,16}}(?:建设|发展)
          | 为(?!中小|企业|小微).* | 按照.{{0,10}}(?:原则|要求|部署).* | 依(?:托|据|照)?.*情况 | (?:根据|依据|视情况|综合考虑|原则上).*
        | 结合.{{2,20}}(?:实际|情况)
          | (?:设立|安排|统筹|列支|单列|发放).* | 通过“[^”]*”(?:等)?方式.* | 实施“[^”]*”(?:工程|计划|行动)? | .{{0,8}}以.{{1,8}}(?:形式|方式)(?:发放|进行|实施)?
          | (?:由|即|使(?!用)|标准|具体|所需).* | .{{0,20}}由.{{2,30}}负责 | 从.{{2,30}}中 | 以.{{2,50}}为(?:基数|基准) | 就.*而言 | (?:首先|其次|最后|其中)
          | .{{0,12}}(?:上限|限额|总额|额度)为.* | .{{0,8}}(?:贴息率|费率|利率|最高|总额|限额|上限|规模|标准|比例|额度|金额)
          | (?:贴息|补贴|补助|奖励|支持|资助|减免|领取|享受|连续){{1,2}}期限?.* | 用\d+年时间 | 自.{{1,24}}日?起(?:的?.{{1,3}}年内)?
          | 凭.{{2,16}} | 设[一二三特].{{0,3}}等?奖.* | 采[取用].{{2,24}}(?:办法|方式|形式)
          | (?:连续)?(?:补[助贴]|奖励|资助|贴息){{1,2}}(?:期限|年限)?(?:最长)?[^，。；]{{1,4}}年""",
    )


# 《若干措施》明确, 通知提到, 从三个方面提出具体举措. Not 提出…攻关榜单, an act.
_REPORTED = Pattern(
    "reported_by",
    r"^.{0,60}(?:》|措施|办法|意见|政策|通知|方案|细则|公告|文件)(?:日前|近日|今日|正式|还)*(?:提出|明确|规定|指出|提到|强调|公布|出台|印发)|^从.{2,40}方面(?:提出|明确).*",
)
# 在首次种植方面, “首种”方面.
_TOPIC = Pattern("topic", r"在?.{1,24}方面|在.{1,24}领域")
# 市财政将通过调整支出结构, 专项资金: who pays, and out of what.
_PAYS = Pattern("pays", r".{0,12}(?:财政|政府|财力)将?(?:通过|统筹|安排|调整|筹集|每年).*")
_PAYER = Pattern(
    "payer", r".{0,20}(?:财政|政府|部门|管委会|发展局|财政局|专项资金|财政资金|财政经费|[^各]委|[^办部]局|^自治区|^本?[省市县区])将?"
)


def frames(text: str) -> bool:
    """Whether a phrase says nothing of recipient or conditions: an aim, a topic, who reports or pays."""
    if _aim().fullmatch(text):
        return not ("的" in text and nouns.is_party(text))
    if any(pattern.fullmatch(text) for pattern in (_REPORTED, _TOPIC, _PAYS, _RECKONED)):
        return True
    return _PAYER.fullmatch(text) is not None and nouns.is_name(text)


# What a grant is reckoned by, or the grant itself: 以建筑面积计算, 通过发放券为企业提供补贴.
_RECKONED = Pattern(
    "reckoned", r"(?:以|按照?|根据).{2,24}(?:计算|核算|核定)|.{0,24}(?:提供|给予|予以|发放).{0,10}(?:补贴|奖励|补助|资助|贴息|资金支持)"
)


# What a colon may lead from into a grant: 对X的, X企业, a size that must be reached; 支持海外仓建设 is a mere heading.
_OPENS = Pattern("opens_list", r".*(?:的|者|时|\d[^，。；]{0,8}(?:以上|以下|[个次人家年%元亩场天]))")


def is_heading(text: str) -> bool:
    """Whether words before a colon are only a heading or a label: 事项内容, 支持海外仓建设."""
    return (
        _OPENS.fullmatch(text) is None
        and not text.startswith(("对", "凡"))
        and (nouns.head(text) is None or ("的" not in text and nouns.is_act(text)))
    )
