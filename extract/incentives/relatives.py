"""Recipients behind 的 and the words that restrict them: 首次入规的农机企业, 生育二孩的家庭在县城购房."""

from __future__ import annotations

from extract.grammar import names, nouns
from extract.grammar.reading import Reading, Span
from extract.incentives.lead import BARE, Lead, keep, restrict_noun, take
from extract.patterns import Pattern

RELATIVE = Pattern("last_relative", r"(?P<condition>.*)的(?P<noun>[^的，]{1,80})")
_INNER_RELATIVE = Pattern("inner_relative", r"(?P<condition>.*)的(?P<noun>[^的]{1,80})")
# 参加省级及以上举办的展会: an act, whatever restricts its object.
_TAKES_PART = Pattern(
    "takes_part", r"(?:在[^，。；的]{1,12})?(?:参加|参与|组织参加|举办|承办|主办)[^，。；]*(?:展会|展览|赛事|大赛|活动|会议|论坛)$"
)
# 经认定的|落户本区的机构: a step before what else must hold.
_STEP_FIRST = Pattern(
    "step_first",
    r"(?:经[^，。；的]{0,10}(?:认定|审定|评审|评定|批准|备案|核定|确认|审核|同意)|符合[^，。；的]{0,8}(?:条件|要求|规定))的(?=.{3,})",
)
# 首次认定的省、市级的企业: levels behind what must hold.
_LEVELS = Pattern("levels_behind", r"的(?:国家|省|市|县|区|级|、|和|及){1,8}$")


def past_inner(reading: Reading, start: int, end: int, lead: Lead) -> int:
    """生育二孩的家庭在县城购房: past the subject that is itself restricted; `start` where there is none."""
    relative = _INNER_RELATIVE.fullmatch(reading.masked, start, end)
    inner = nouns.subject(relative["noun"]) if relative and relative["condition"] else None
    if relative is None or inner is None or inner.kind != nouns.PARTY:
        return start
    if nouns.is_act(relative["condition"]) and relative["noun"].startswith("并", inner.rest):
        return start  # 引进急需的专家并签订合同: whom the act brings, not who acts
    keep(reading, start, relative.end("condition"), lead)
    noun = relative.start("noun")
    take(reading, noun, noun + inner.end, lead)
    return noun + inner.rest


def read_relative(reading: Reading, start: int, end: int, lead: Lead) -> bool:
    """首次入规的农机企业: the noun receives, what stands before 的 must hold. False when the noun cannot receive."""
    text = reading.masked[start:end]
    match = RELATIVE.fullmatch(text) if _TAKES_PART.match(text) is None else None
    kind = nouns.head(match["noun"]) if match else None
    owned = match is not None and kind is None and nouns.is_party(match["condition"]) and nouns.is_name(match["condition"])
    if match and owned and not nouns.is_act(match["condition"]):
        take(reading, start, start + match.end("condition"), lead)
        lead.has_thing = True
        return True
    inner = nouns.subject(match["condition"]) if match else None
    if match is None or (kind is None and (inner is None or match["noun"].endswith(("起", "内", "后", "前")))):
        return False
    noun = start + match.start("noun")
    if kind in (nouns.PARTY, nouns.PROVIDER) and not (inner and nouns.hires(match["condition"][inner.rest :])):
        inner = None  # but 企业招用失业的青年: who hires receives
    if inner and inner.kind == nouns.PARTY:
        take(reading, start, start + inner.end, lead)
        keep(reading, start + inner.rest, end, lead)
    elif kind in (nouns.PARTY, nouns.PROVIDER):
        take(reading, noun, end, lead)
        step = _STEP_FIRST.match(match["condition"])
        if step:
            keep(reading, start, start + step.end() - 1, lead)
        levels = _LEVELS.search(match["condition"])
        keep(reading, start + (step.end() if step else 0), start + levels.start() if levels else noun - 1, lead)
    elif kind is None and inner:
        keep(reading, start, end, lead)  # 码头与堆场之间转运的集装箱: the undertaking only helps to say which
    elif kind == nouns.UNDERTAKING:
        name = names.shown(reading.text[noun + names.restricted(match["noun"]) : end])
        lead.undertaking = lead.undertaking or name
        bare = bool(BARE.fullmatch(match["condition"]))
        restrict_noun(reading, Span(start, noun - 1), Span(noun if bare else start, end), name, lead)
    return True
