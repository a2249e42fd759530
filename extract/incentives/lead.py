"""Who a grant is for and what must hold for it, built up piece by piece as the words are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extract.grammar import names, nouns
from extract.grammar.reading import Reading, Span
from extract.patterns import Pattern
from extract.text import fold, squeeze


class Condition(NamedTuple):
    """What must hold, as printed; `named` is the same with the undertaking whose noun it restricts."""

    text: str
    start: int
    is_act: bool = False
    is_general: bool = False  # what is urged or done for everybody, before the words that say who gets the grant
    is_required: bool = False  # a measure that must be reached, not an act
    noun: str | None = None
    named: str | None = None

    def says_of(self, beneficiary: str | None) -> bool:
        """Whether the beneficiary is what it restricts, so that its noun need not be repeated."""
        return self.named is None or self.noun == beneficiary or (not self.text and (beneficiary or "").endswith(self.noun or ""))


@dataclass
class Lead:
    """Recipient and conditions of one grant, as printed."""

    receiver: str | None = None  # the object of the granting verb itself
    party: str | None = None  # an organisation or person that the words name
    undertaking: str | None = None  # a project, platform or park, where no party is named
    party_before: str | None = None  # one that the sentence before names
    provider: str | None = None  # a lender or insurer that is urged to serve others
    has_object: bool = False  # 对X: the words say what the grant is for
    has_thing: bool = False  # that X is a product, patent or cost, which cannot receive
    base: str | None = None  # the sum that 对X names as what the grant is measured by
    base_before: str | None = None  # the base of the grant before, where this one's own words say nothing else
    conditions: list[Condition] = field(default_factory=list)
    overall: list[Condition] = field(default_factory=list)  # what a general sentence asked that 其中 takes up
    last_act: int = -1  # where the last supported act ended, so that the next can go on with it

    @property
    def is_silent(self) -> bool:
        """Whether the words before the granting verb say nothing of recipient or conditions."""
        return not (self.conditions or self.party or self.undertaking or self.provider or self.has_object)

    @property
    def names_recipient(self) -> bool:
        """Whether the words name who or what the grant is for."""
        return bool(self.receiver or self.party or self.undertaking)

    def goes_on(self, reading: Reading, start: int) -> bool:
        """Whether a phrase follows a supported act over a comma."""
        return self.last_act >= 0 and reading.folded[self.last_act : start].strip() in ("，", "，并", "，且", "")

    def is_named_by(self, text: str) -> bool:
        """Whether the first party comes behind what must hold for it: 经营6个月以上且带动就业的就业困难人员."""
        return not self.names_recipient and "的" in text and nouns.is_party(text)

    def restrict(self, reading: Reading, start: int, end: int) -> None:
        """Add what must hold for a recipient that stands behind the granting verb."""
        keep(reading, start, end, self)

    def texts(self, beneficiary: str | None) -> tuple[str, ...]:
        """The conditions; a restricted undertaking that is not the beneficiary stands whole."""
        out: list[str] = []
        for condition in self.conditions:
            text = condition.text if condition.says_of(beneficiary) else condition.named
            if text and text not in out:
                out.append(text)
        names = {c.named for c in self.conditions if c.named and not c.text}
        return tuple(t for t in out if t not in names or not any(o != t and o.startswith(t) for o in out))


# Phrases that restrict nothing.
BARE = Pattern(
    "bare_condition",
    r"""(?:同时)?(?:对|且)?(?:符合|满足|达到|具备)(?:相关|有关|规定|上述|一定|以上|下列|以下|相应|奖励|补贴|补助|资助|支持|申[报请]|本[^，。；]{1,6})*的?(?:条件|要求|标准|规定)的?
      | [^，。；]{0,10}符合条件
      | (?:上述|以上|其他|相关|该|其|中央|年度|每年|每月|每(?:[A-Za-z]+|[\u4e00-\u9fff]{1,2})|同一|单[品项个]种?|统一|项目|合计|最高|原则上|分别|额外)
      | 国家 | [本我该]?[省市县区州] | (?:中央|[省市县区]级)(?:财政)?(?:继续)? | [\u4e00-\u9fff]{2,6}(?:新区|开发区|高新区|经开区)
      | 有(?:条件|实力|意愿|需求) | (?:平均)?分[一二两三四五六\d]+[个]?(?:档|级|类|等级)
      | (?:(?:[^，。；\d]{0,4}补[贴助]|奖励|资助|支持)?(?:每[人户家])?(?:时间|时限|期限|年限)?(?:最长|最多|累计|原则上)*不超过
          |(?:首个)?(?:资助|支持|扶持)(?:周期|期限)为)
        [一二三四五六七八九十\d]+(?:年|个月)
      | [当首次]年 | 连续[一二三四五六七八九十两\d]+年 | (?:第|前|后)?[、至到第一二三四五六七八九十\d]+年(?:度|内)?
      | 自[^，。；]{1,16}起(?:的?[一二三四五\d]+年内?)? | 自[^，。；]{1,10}(?:当年|之日)起?(?:[一二三四五\d]+个?(?:完整)?[^，。；]{0,6}年度?内)?
      | 在(?!获得|取得)[^，。；]{0,24}(?:奖励|补贴|补助|资助|扶持|奖补|政策|标准|利率)的?基础上 | 在[^，。；获取]{1,12}期限内
      | 做[大优强精专]+(?:做[大优强精专]+)* | (?:高质量|健康|快速|持续)?发展 | 开展(?:相关)?工作""",
)
_LIST_BEFORE = Pattern("list_before_noun", r"(?P<list>[^的]{4,}?)等(?P<noun>[^的、和及]{2,12})")
REQUIREMENT = Pattern(
    "requirement", r"\d[^，。；]{0,8}(?:以上|以下|及|个|次|人|家|年|%|元|平方米|亩|场|天)|不(?:低于|少于|超过|高于)|达到?\d|超过\d"
)


def take(reading: Reading, start: int, end: int, lead: Lead, urged: bool = False) -> None:
    """Keep a recipient by its kind; of several parties the last named counts, of undertakings the first."""
    text = reading.masked[start:end]
    list_before = _LIST_BEFORE.fullmatch(text)
    if list_before and nouns.head(text) == nouns.UNDERTAKING and nouns.head(list_before["noun"]):
        name = names.shown(reading.text[start + list_before.start("noun") : end])
        lead.undertaking = lead.undertaking or name
        restrict_noun(reading, Span(start, start + list_before.end("list")), Span(start, end), name, lead)
        return
    cut = names.restricted(text)
    if cut:
        keep(reading, start, start + cut, lead)
    kind, name = nouns.head(text), names.shown(reading.text[start + cut : end])
    if kind == nouns.PROVIDER and urged:
        lead.provider = name
    elif kind in (nouns.PARTY, nouns.PROVIDER):
        lead.party = name
    elif lead.undertaking is None:
        lead.undertaking = name
        if not cut:
            restrict_noun(reading, Span(start, start), Span(start, end), name, lead)


def restrict_noun(reading: Reading, condition: Span, whole: Span, name: str, lead: Lead) -> None:
    """What must hold for an undertaking, and the whole of it for when another is the beneficiary."""
    text = "" if BARE.fullmatch(reading.masked[condition.start : condition.end]) else shown(reading, condition.start, condition.end)
    named = shown(reading, whole.start, whole.end)
    generic = BARE.fullmatch(named) is not None
    if text or not generic:
        lead.conditions.append(Condition(text, condition.start, noun=name, named=text if generic else named))


def act(reading: Reading, start: int, end: int, lead: Lead, is_general: bool = False) -> None:
    """A supported act, or what must be reached; one that follows its like over a comma goes on with it."""
    last = lead.conditions[-1] if lead.conditions else None
    required = REQUIREMENT.search(reading.masked, start, end) is not None
    beside = last is not None and last.is_act and reading.folded[lead.last_act : start].strip() in ("，", "")
    if last and beside and not last.is_required and not required and not reading.folded.startswith("每", start):
        lead.conditions[-1] = last._replace(text=shown(reading, last.start, end))
        lead.last_act = end
    elif keep(reading, start, end, lead, is_act=True):
        lead.conditions[-1] = lead.conditions[-1]._replace(is_required=required, is_general=is_general and not required)
        lead.last_act = end


def keep(reading: Reading, start: int, end: int, lead: Lead, is_act: bool = False) -> bool:
    """Keep a stretch as a condition, either of two that end alike as one of its own; False where it restricts nothing."""
    other = reading.masked.find("，或", start, end)
    if other > 0 and "的" in reading.masked[other:end] and reading.masked[other - 2 : other] == reading.masked[end - 2 : end]:
        keep(reading, start, other, lead, is_act)  # 改造厂房的项目，或购置设备的项目
        start = other + 2
    text = shown(reading, start, end)
    if len(text) < 2 or BARE.fullmatch(reading.folded[start:end].strip("，：、 ")):
        return False
    if all(text != c.text for c in lead.conditions):
        lead.conditions.append(Condition(text, start, is_act))
    return True


def folded(reading: Reading, printed: str) -> str:
    """What is printed somewhere in a clause, as rules read it: a few characters alone do not tell their script."""
    at = reading.text.find(printed)
    return reading.folded[at : at + len(printed)] if at >= 0 else fold(printed)


def shown(reading: Reading, start: int, end: int) -> str:
    """A stretch as printed, without blanks, the stops at its edges and the 且 that joins it to what stands before."""
    return squeeze(reading.text[start:end]).strip("，。；：:,、").removeprefix("且")
