"""What stands before a grant and says nothing of who gets it or what must hold: who reports it, on which topic, who pays, what for."""

from __future__ import annotations

from extract.grammar import nouns
from extract.patterns import Pattern

# Aims, manners and criteria: what the grant wants, not what it asks.
_AIM = Pattern(
    "aim",
    r"""为(?!中小|企业|小微)[^，]*|按照[^，]{0,10}(?:原则|要求|部署).*|依(?:托|据|照)?[^，]*情况|落实.*|贯彻.*|坚持.*|力争.*|提升.*|提高.*|进一步.*|降低.*|促进.*|加快.*|加速.*|完善.*|发挥.*|加强.*|强化.*|优化.*
     |扩大.*|视情况.*|原则上.*|充分.*|积极(?!谋划|参|开|组|申|引).*|开放.*|制定[^，]*(?:目录|办法|标准|名录)|实施“[^”]*”(?:工程|计划|行动)?|组织实施.*|快速.*|整合.*|推进[^，]{0,16}(?:建设|发展)|每年.*|每月.*
     |通过“[^”]*”(?:等)?方式.*|(?:设立|安排|统筹|列支|单列)[^，]*|[^，\d]{0,14}(?:资金|财政|券|基金)(?:计划)?(?:每年)?(?:安排|列支|设立|单列|统筹)?|具体.*|标准.*|其中|使(?!用).*|由.*|根据.*|依据.*|优先推荐.*|(?:贴息|补贴|补助|奖励|支持|资助|减免|领取|发放|享受|连续){1,2}期限?.*|即.*|扩容.*|.*(?:总预算|预算|总)(?:金|总)?额|.{0,8}(?:贴息率|费率|利率)|发放.*|所需.*|用\d+年时间|自.{1,14}日?起|.{0,8}(?:最高|总额|限额|上限|规模|标准|比例|额度|金额)|[\d.]*.{0,6}(?:补贴|奖励|补助|资助)|将.*(?:调整|[上下]调|提高|降低)[为至到]?|就.*而言|综合考虑.*|结合.{2,20}(?:实际|情况)|首先|其次|最后|从.{2,30}中|以.{2,30}为(?:基数|基准)|.{0,20}由.{2,30}负责|.{0,12}(?:上限|限额|总额|额度)为.*|.{0,8}以.{1,8}(?:形式|方式)""",
)
# 《若干措施》明确, 通知提到, 从三个方面提出具体举措. Not 提出…攻关榜单, an act.
_REPORTED = Pattern(
    "reported_by",
    r".{0,60}(?:》|措施|办法|意见|政策|通知|方案|细则|公告|文件)(?:日前|近日|今日|正式|还)*(?:提出|明确|规定|指出|提到|强调|公布|出台|印发)|从.{2,40}方面(?:提出|明确).*",
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
    if _AIM.fullmatch(text):
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
