"""What the words around a grant's figures add to its conditions: steps, brackets, exceptions."""

from __future__ import annotations

from extract.grammar import nouns
from extract.grammar.reading import Reading, Span
from extract.incentives.lead import Lead, keep, shown
from extract.patterns import Pattern, Plain

_STEP_BEHIND = Pattern("step_behind", r"经[^，。；]{2,16}(?:合格|通过|认定)后?(?=予以|给予|补助|补贴|奖励|兑现|，予以|，给予)")
_STEP_COUNTED = Pattern(
    "step_counted",
    r"""(?:[\u4e00-\u9fff]{2,8}(?:的部分)?)?每(?:再|新)?(?:增加?|增长|新增|超|满|引进|引入|开行|开设|开通|结汇|完成|提高|上|进口|出口|举办|培养|招|吸纳|延长|减少|推荐|介绍|带动|接待|输送|组织|承办|达成|落户|孵化|转化|处理|消纳
      |\d[^，。；个家户项人台套年]{0,3}(?:平方米|公里|万元|亿元))[^，。；的]{0,16}?(?=奖|补|给予|资助|的|，|再|追加|按|不超过|最高|$)""",
)
_EXCEPT = Plain(
    "exception",
    r"[^，。；]{2,60}(?:不纳入[^，。；]{0,8}|除外|不予(?:支持|贴息|补贴|奖励|补助|资助)|按实(?:资助|补助|补贴|奖励)|不适用|不在[^，。；]{0,8}范围)",
)
_MUST = Pattern("must_hold", r"(?:须|(?<![相对供适响效])应(?![用急])|必须|不少于|不低于|不超过|以上)")
# 8万元（三孩及以上）: the bracket says which of several sums this is.
_LABEL = Pattern("label_in_bracket", r"[一二三四五六七八九十\u4e00-\u9fff]{1,6}及?以[上下]")
# （不含分支机构） behind a recipient; behind a sum it belongs to the base.
_LEAVES_OUT = Pattern("leaves_out", r"不(?:含|包括|包含)|除[^，。；]{1,20}外|[^，。；]{2,30}除外")


# （与市级机构享受的不超过140万元补贴相同）: what others get, no figure and no requirement of this grant.
COMPARES = Pattern("compares", r"与[^()。；]{2,80}(?:相同|一致|持平)")


def exceptions(reading: Reading, span: Span, lead: Lead) -> None:
    """What a grant leaves out, or asks for, said behind its figures."""
    for pattern in (_EXCEPT, _STEP_BEHIND):
        for match in pattern.finditer(reading.folded, span.start, span.end):
            keep(reading, match.start(), match.end(), lead)


def steps(reading: Reading, span: Span, lead: Lead) -> None:
    """For what step a grant is made anew: 每新增800万元, 每引进1名博士."""
    for match in _STEP_COUNTED.finditer(reading.masked, span.start, span.end):
        text = shown(reading, match.start(), match.end())
        if not any(text in c.text or text.startswith(c.text) for c in lead.conditions):
            keep(reading, match.start(), match.end(), lead)


def required(reading: Reading, span: Span, lead: Lead, label: str | None) -> None:
    """What a bracket among the words of a grant asks: （上座率须在65%以上）."""
    for bracket in reading.brackets:
        if not span.start <= bracket.start < span.end or COMPARES.search(reading.folded, bracket.start, bracket.end):
            continue
        before = reading.masked[max(span.start, bracket.start - 12) : bracket.start - 1]
        if before.endswith("元") and _LABEL.fullmatch(reading.folded, bracket.start, bracket.end):
            continue
        named = nouns.head(before) or (label and before.endswith(label))
        leaves_out = named and _LEAVES_OUT.match(reading.folded, bracket.start, bracket.end)
        if leaves_out or _MUST.search(reading.folded, bracket.start, bracket.end):
            inside = any(c.start <= bracket.start < c.start + len(c.named or c.text) for c in lead.conditions)
            if not inside:
                keep(reading, bracket.start, bracket.end, lead)
