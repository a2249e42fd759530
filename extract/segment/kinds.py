"""Which clauses of a policy are its preamble, its measures and its closing."""

from __future__ import annotations

from extract.patterns import Pattern
from extract.segment.drafts import Draft
from extract.text import fold

# Of effect, term and interpretation; not a grant that takes effect on a condition.
CLOSING = Pattern(
    "closing_text",
    r"""(?:本|上述|以上)[^。，；]{0,20}(?:自|从|由)[^。；]{0,60}(?:施行|实施|执行|生效|解释)
      | 自(?:发布|印发|公布|下发|颁布)之日起[^。；]{0,20}(?:施行|实施|执行|生效|有效)
      | 由[^。；]{2,60}负责[^。；]{0,10}解释 | 解释权 | 有效期[^。；]{0,12}(?:年|月|日) | 同时废止 | 试行[一二三四五六七八九\d]+年""",
)
# Whole-document rules that follow the last item without a number.
BINDING = Pattern(
    "binding_text",
    r"^(?:本|上述|以上|此)(?:若干|政策|措施|办法|意见|规定|细则|方案|实施|扶持|条款|文件|通知|指南|条例)|从优|从高|不重复|就高不就低|不予?重复|以上.{0,6}(?:含|包括)本数",
)
# An article at the end on how grants stack or what words mean.
GENERAL = Pattern(
    "general_rule",
    r"^(?:同一|本[^，。；]{1,16}(?:与|所称|中所称|规定的)|符合本|与本|以上政策).{0,120}(?:从优|从高|就高|不重复|不得重复|不叠加|是指|包括|含本数)|^本[^，。；]{1,10}(?:所称|中?涉及的?“?以[上下])|^享受本[^，。；]{1,30}(?:须|应|需|必须|承诺)|^[^，。；]{2,30}参照本[^，。；]{2,8}执行",
)
_GRANTS = Pattern(
    "grants_money",
    r"""(?:给予|予以|奖励|补贴|补助|资助|扶持)[^。；]{0,30}\d[ ]?(?:万|亿)?元 | \d[ ]?(?:万|亿)?元[^。；]{0,16}(?:奖励|补贴|补助|资助)
      | (?:给予|予以)[^。；]{2,40}\d%""",
)
PURPOSE = Pattern(
    "purpose",
    r"(?:制定|制订|出台|提出|特制定|现制定)[^。；]{0,20}(?:措施|办法|政策|意见|规定|细则|方案|条|如下|实施|指南|计划)|制定本|^为(?:了|贯彻|深入|进一步|全面|加快|落实|推动|促进|认真|规范)",
)
SCOPE = Pattern(
    "scope",
    r"^享受本[^，。；]{1,10}(?:的)?(?:企业|单位|机构|项目|主体)[^，。；]{0,6}(?:须|应|需|必须)|^[^，。；]{0,12}适用(?:对象|范围)(?:为|是|包括)|^本[^。，；]{1,16}(?:所称|所指|适用于|适用对象|支持对象|支持的对象|扶持对象)|^(?:适用范围|适用对象|支持对象|扶持对象|总则)",
)
_APPLIES = Pattern("applies", r"适用本(?:办法|细则|规定|政策|措施|意见|方案|条例)。?$")
ANNEX_RULES = Pattern("annex_rules", r"附则|其他(?:事项|规定)?$|其它|说明$")


def set_kinds(drafts: list[Draft], numbered: bool) -> list[Draft]:
    """Preamble before the first measure, closing behind the last; all else is a measure."""
    measures = False
    for draft in drafts:
        text = draft.paragraphs[0].folded[draft.offset :]
        if not measures and (
            (numbered and draft.number is None and not draft.section and not _GRANTS.search(_folded(draft))) or _opens(draft, text)
        ):
            draft.kind = "preamble"
        else:
            measures = True
    for draft in reversed(drafts):
        text = _folded(draft)
        if draft.kind == "preamble" or _GRANTS.search(text):
            break
        if _closes(draft, text):
            draft.kind = "closing"
            if draft.number is None and not _is_annex(draft):
                draft.heading, draft.section = None, ()
    return drafts


# Headings of what stands before the measures.
_PREAMBLE_HEADING = Pattern(
    "preamble_heading",
    r"(?:制定|政策|计划|实施|工作)?(?:目的|目的(?:和|及|与)?(?:意义|依据)|依据|背景|概述|总则|定义|名词解释)|(?:适用|支持|扶持|申请|申报|资助)(?:范围|对象|资格)",
)


def _opens(draft: Draft, text: str) -> bool:
    if draft.heading and _PREAMBLE_HEADING.fullmatch(fold(draft.heading)):
        return True
    return bool(PURPOSE.search(text[:200]) and "给予" not in text) or bool(
        (SCOPE.match(text) and not _GRANTS.search(text)) or _APPLIES.search(text[:200])
    )


def _folded(draft: Draft) -> str:
    return "".join(p.folded for p in draft.paragraphs)[draft.offset :]


def _is_annex(draft: Draft) -> bool:
    return any(ANNEX_RULES.search(heading) for heading in draft.section)


def _closes(draft: Draft, text: str) -> bool:
    """Whether a clause at the end speaks of the document as a whole."""
    if _is_annex(draft) or (CLOSING.search(text) and len(text) < 400):
        return True
    if draft.number is None and not draft.section and BINDING.search(text):
        return True
    return bool(GENERAL.search(text)) and len(text) < 300
