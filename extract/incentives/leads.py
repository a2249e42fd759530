"""Who a grant is for and what must hold, read phrase by phrase from the words before it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.grammar import nouns
from extract.grammar.reading import Reading, Span
from extract.incentives.phrases import Phrase, phrases
from extract.patterns import Pattern
from extract.text import squeeze


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold, as printed; `named` is the same with the undertaking whose noun it restricts."""

    text: str
    start: int
    is_act: bool = False
    is_urged: bool = False
    is_required: bool = False  # a measure that must be reached, not an act
    noun: str | None = None
    named: str | None = None


@dataclass
class Lead:
    """Recipient and conditions of one grant, as printed."""

    receiver: str | None = None  # the object of the granting verb itself
    party: str | None = None  # an organisation or person that the words name
    undertaking: str | None = None  # a project, platform or park, where no party is named
    provider: str | None = None  # a lender or insurer that is urged to serve others
    has_object: bool = False  # 对X: the words say what the grant is for
    has_thing: bool = False  # that X is a product, patent or cost, which cannot receive
    conditions: list[Condition] = field(default_factory=list)
    last_act: int = -1  # where the last supported act ended, so that the next can go on with it

    @property
    def is_silent(self) -> bool:
        """Whether the words say nothing of recipient or conditions."""
        return not (self.conditions or self.receiver or self.party or self.undertaking or self.provider or self.has_object)

    @property
    def names_recipient(self) -> bool:
        """Whether the words name who or what the grant is for."""
        return bool(self.receiver or self.party or self.undertaking)

    def restrict(self, reading: Reading, start: int, end: int) -> None:
        """Add what must hold for a recipient that stands behind the granting verb."""
        _condition(reading, start, end, self)

    def texts(self, beneficiary: str | None) -> tuple[str, ...]:
        """The conditions; a restricted undertaking that is not the beneficiary stands whole."""
        out: list[str] = []
        for condition in self.conditions:
            text = condition.named if condition.named and condition.noun != beneficiary else condition.text
            if text and text not in out:
                out.append(text)
        return tuple(out)


# Phrases that restrict nothing.
_BARE = Pattern(
    "bare_condition",
    r"""(?:同时)?(?:对|且)?(?:符合|满足|达到|具备)(?:相关|有关|规定|上述|一定|以上|下列|以下|本[^，。；]{1,6})*的?(?:条件|要求|标准|规定)的?|上述|以上|该|其|其他|相关|年度|每年|每月|
      设立.{0,8}|首期.*|总规模.*|原则上|标准.{0,4}|(?:补贴|奖励|补助|资助|支持)?(?:标准|比例|额度|金额|方式|对象)为?
     |符合条件|单个.{0,10}|同一.{0,10}|每[个家户].{0,10}|之一|合计|最高|第一|入选后|条件|评审|项目|企业|单位|区|县级|市级|[前第后][一二三四五\d]+年|(?:从|自).{1,12}起.{0,4}年内|[一二三四五\d]+年内|另|分别|[^，。；]{0,10}符合条件|给予""",
)
# Aims, manners and criteria: what the grant wants, not what it asks.
_AIM = Pattern(
    "aim",
    r"""为(?!中小|企业|小微)[^，]*|按照[^，]{0,10}(?:原则|要求|部署).*|依(?:托|据|照)?[^，]*情况|落实.*|贯彻.*|坚持.*|力争.*|提升.*|提高.*|进一步.*|降低.*|促进.*|加快.*|加速.*|完善.*|发挥.*|加强.*|强化.*|优化.*
     |扩大.*|视情况.*|原则上.*|充分.*|积极(?!谋划|参|开|组|申|引).*|开放.*|制定[^，]*(?:目录|办法|标准|名录)|实施“[^”]*”(?:工程|计划|行动)?|组织实施.*|快速.*|整合.*|推进[^，]{0,16}(?:建设|发展)|每年.*|每月.*
     |通过“[^”]*”(?:等)?方式.*|(?:设立|安排|统筹|列支|单列)[^，]*|[^，]{0,14}(?:资金|财政|券|基金)(?:计划)?(?:每年)?(?:安排|列支|设立|单列|统筹)?|具体.*|标准.*|其中|使.*|由.*|根据.*|依据.*|优先推荐.*|(?:贴息|补贴|补助|奖励|支持|资助|减免|领取|发放|享受|连续){1,2}期限?.*|即.*|扩容.*|.*(?:总预算|预算|总)(?:金|总)?额|.{0,8}(?:贴息率|费率|利率)|发放.*|所需.*|用\d+年时间|自.{1,14}日?起|.{0,8}(?:最高|总额|限额|上限|规模|标准|比例|额度|金额)|[\d.]*.{0,6}(?:补贴|奖励|补助|资助)|将.*(?:调整|[上下]调|提高|降低)[为至到]?|就.*而言""",
)
_RELATIVE = Pattern("last_relative", r"(?P<condition>.*)的(?P<noun>[^的]{1,40})")
_STEP = Pattern("step", r"(?:须|待|在)?(?:经|通过)?[^，。；的]{1,24}?(?:后|合格|通过后|评审|认定|审核|考核|验收|批准|备案|评定)")
_STEP_BEHIND = Pattern("step_behind", r"经[^，。；]{2,16}(?:合格|通过|认定)后?(?=予以|给予|补助|补贴|奖励|兑现|，予以|，给予)")
_STEP_COUNTED = Pattern(
    "step_counted",
    r"""(?:[\u4e00-\u9fff]{2,8}(?:的部分)?)?每(?:再|新)?(?:增加?|增长|新增|超|满|引进|引入|开行|开设|开通|结汇|完成|提高|上|进口|出口|举办|培养|招|吸纳|延长|减少|推荐|介绍|带动|接待|输送|组织|承办|达成|落户|孵化|转化|处理|消纳
      |\d[^，。；个家户项人台套年]{0,3}(?:平方米|公里|万元|亿元))[^，。；的]{0,16}?(?=奖|补|给予|资助|的|，|再|追加|按|$)""",
)
_WHEN = Pattern("when", r"(?:的时候|时)$")
_LIST_BEFORE = Pattern("list_before_noun", r"(?P<list>[^的]{4,}?)等(?P<noun>[^的、和及]{2,12})")
_EXCEPT = Pattern(
    "exception",
    r"[^，。；]{2,60}(?:不纳入[^，。；]{0,8}|除外|不予(?:支持|贴息|补贴|奖励|补助|资助)|按实(?:资助|补助|补贴|奖励)|不适用|不在[^，。；]{0,8}范围)",
)
_SERVED = Pattern("served", r".*(?:进行|予以)(?![奖补资贴])[^，。；]{2}")
_REQUIREMENT = Pattern(
    "requirement", r"\d[^，。；]{0,8}(?:以上|以下|及|个|次|人|家|年|%|元|平方米|亩|场|天)|不(?:低于|少于|超过|高于)|达到?\d|超过\d"
)
_MUST = Pattern("must_hold", r"(?:须|应|必须|应当|不少于|不低于|不超过|以上)")


def read_lead(reading: Reading, span: Span) -> Lead:
    """Recipient and conditions in the words before a grant."""
    lead = Lead()
    for phrase in phrases(reading, span):
        _READERS.get(phrase.mark, _read_plain)(reading, phrase, lead)
    return lead


def exceptions(reading: Reading, span: Span, lead: Lead) -> None:
    """What a grant leaves out, or asks for, said behind its figures."""
    for pattern in (_EXCEPT, _STEP_BEHIND):
        for match in pattern.finditer(reading.folded, span.start, span.end):
            _condition(reading, match.start(), match.end(), lead)


def steps(reading: Reading, span: Span, lead: Lead) -> None:
    """For what step a grant is made anew: 每新增800万元, 每引进1名博士."""
    for match in _STEP_COUNTED.finditer(reading.masked, span.start, span.end):
        text = _shown(reading, match.start(), match.end())
        if not any(text in c.text for c in lead.conditions):
            _condition(reading, match.start(), match.end(), lead)


def required(reading: Reading, span: Span, lead: Lead) -> None:
    """What a bracket among the words of a grant asks: （上座率须在65%以上）."""
    for bracket in reading.brackets:
        if span.start <= bracket.start < span.end and _MUST.search(reading.folded, bracket.start, bracket.end):
            inside = any(c.start <= bracket.start < c.start + len(c.text) for c in lead.conditions)
            if not inside:
                _condition(reading, bracket.start, bracket.end, lead)


def _text(reading: Reading, phrase: Phrase) -> str:
    return reading.masked[phrase.start : phrase.end]


def _read_object(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    """对X: a name, a restricted name, something that must hold, or a thing that the grant is for."""
    text = _text(reading, phrase)
    if lead.provider and _SERVED.fullmatch(text):
        return
    lead.has_object = True
    before, named = list(lead.conditions), (lead.party, lead.undertaking)
    _read_object_name(reading, phrase, lead)
    if len(lead.conditions) > len(before) and (lead.party, lead.undertaking) != named:
        lead.conditions = [c for c in lead.conditions if not c.is_urged]


def _read_object_name(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    text = _text(reading, phrase)
    own = text.startswith("其") and lead.party is not None
    when = _WHEN.search(text)
    if text.endswith("的") or when:
        _read_headless(reading, phrase.start, phrase.end - (len(when.group()) if when else 1), lead)
    elif own:
        _condition(reading, phrase.start + 1, phrase.end, lead)
    elif "的" in text and _read_relative(reading, phrase.start, phrase.end, lead):
        return
    elif nouns.subject(text) is None and nouns.head(text) and not nouns.is_act(text):
        _take(reading, phrase.start, phrase.end, lead)
    else:
        lead.has_thing = "的" in text and nouns.subject(text) is None and nouns.head(text) is None
        _read_statement(reading, phrase.start, phrase.end, lead)


def _read_urged(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    """鼓励企业开展…: the subject is supported, the act must hold; 支持建设…平台: the act alone."""
    known = len(lead.conditions)
    _read_urged_act(reading, phrase, lead)
    lead.conditions[known:] = [replace(c, is_urged=True) for c in lead.conditions[known:]]


def _read_urged_act(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    text = _text(reading, phrase)
    subject = nouns.subject(text)
    created = nouns.created(text)
    if grown := nouns.grown(text):
        _take(reading, phrase.start, phrase.start + grown, lead)
    elif subject:
        _take(reading, phrase.start, phrase.start + subject.end, lead, urged=True)
        _act(reading, phrase.start + subject.rest, phrase.end, lead)
    elif created:
        lead.undertaking = nouns.shown(reading.text[phrase.start + created[0] : phrase.start + created[1]])
        _act(reading, phrase.start, phrase.end, lead)
    elif text.endswith("的"):
        _read_headless(reading, phrase.start, phrase.end - 1, lead)
    elif "的" in text and nouns.head(text) and _read_relative(reading, phrase.start, phrase.end, lead):
        return
    elif nouns.head(text) and not nouns.is_act(text):
        _take(reading, phrase.start, phrase.end, lead)
    else:
        _act(reading, phrase.start, phrase.end, lead)


def _read_plain(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    """A phrase that nothing leads into: an act that goes on, a statement with its subject, a name."""
    text = _text(reading, phrase)
    when = _WHEN.search(text)
    if text.endswith("的") or when:
        _read_headless(reading, phrase.start, phrase.end - (len(when.group()) if when else 1), lead)
    elif _AIM.fullmatch(text):
        return
    elif _goes_on(reading, phrase, lead) and (nouns.is_act(text) or _REQUIREMENT.search(text)):
        _act(reading, phrase.start, phrase.end, lead)
    elif _STEP.fullmatch(text):
        _condition(reading, phrase.start, phrase.end, lead)
    elif "的" in text and nouns.head(text) and _read_relative(reading, phrase.start, phrase.end, lead):
        return
    elif text.startswith("组织") and (subject := nouns.subject(text[2:])):
        _take(reading, phrase.start + 2, phrase.start + 2 + subject.end, lead, urged=True)
    elif nouns.subject(text) is None and nouns.head(text) and not nouns.is_act(text) and len(text) <= 40:
        _take(reading, phrase.start, phrase.end, lead)
    else:
        _read_statement(reading, phrase.start, phrase.end, lead)


def _read_time(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    """在活动期间, 在获得…基础上."""
    if _text(reading, phrase).startswith(("在", "自")):
        _condition(reading, phrase.start, phrase.end, lead)


_READERS = {"object": _read_object, "urge": _read_urged, "time": _read_time}


def _read_headless(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """企业购买试飞服务(的): what must hold, and its subject where that can receive."""
    subject = nouns.subject(reading.masked[start:end])
    if subject and (lead.party is None or subject.kind != nouns.UNDERTAKING):
        _take(reading, start, start + subject.end, lead)
        start += subject.rest if subject.kind != nouns.UNDERTAKING else 0
    elif subject is None:
        start = _past_inner(reading, start, end, lead)
    comma = reading.masked.find("，", start, end)
    if comma > 0 and _REQUIREMENT.search(reading.masked, comma, end) and not _REQUIREMENT.search(reading.masked, start, comma):
        _condition(reading, start, comma, lead)
        start = comma + 1
    _condition(reading, start, end, lead)


def _past_inner(reading: Reading, start: int, end: int, lead: Lead) -> int:
    """生育二孩的家庭在县城购房: past the subject that is itself restricted; `start` where there is none."""
    relative = _RELATIVE.fullmatch(reading.masked[start:end])
    inner = nouns.subject(relative["noun"]) if relative and relative["condition"] else None
    if relative is None or inner is None or inner.kind != nouns.PARTY:
        return start
    _condition(reading, start, start + relative.end("condition"), lead)
    noun = start + relative.start("noun")
    _take(reading, noun, noun + inner.end, lead)
    return noun + inner.rest


def _read_relative(reading: Reading, start: int, end: int, lead: Lead) -> bool:
    """首次入规的农机企业: the noun receives, what stands before 的 must hold. False when the noun cannot receive."""
    text = reading.masked[start:end]
    match = _RELATIVE.fullmatch(text)
    kind = nouns.head(match["noun"]) if match else None
    if match is None or (kind is None and not nouns.subject(match["condition"])):
        return False
    noun = start + match.start("noun")
    inner = nouns.subject(match["condition"]) if kind in (None, nouns.UNDERTAKING) else None
    if inner and inner.kind == nouns.PARTY:
        _take(reading, start, start + inner.end, lead)
        _condition(reading, start + inner.rest, end, lead)
    elif kind in (nouns.PARTY, nouns.PROVIDER):
        _take(reading, noun, end, lead)
        _condition(reading, start, noun - 1, lead)
    elif kind == nouns.UNDERTAKING:
        name = nouns.shown(reading.text[noun + nouns.restricted(match["noun"]) : end])
        lead.undertaking = lead.undertaking or name
        bare = bool(_BARE.fullmatch(match["condition"]))
        _restrict(reading, Span(start, noun - 1), Span(noun if bare else start, end), name, lead)
    return kind is not None or inner is not None


def _restrict(reading: Reading, condition: Span, whole: Span, name: str, lead: Lead) -> None:
    """What must hold for an undertaking, and the whole of it for when another is the beneficiary."""
    text = "" if _BARE.fullmatch(reading.masked[condition.start : condition.end]) else _shown(reading, condition.start, condition.end)
    named = _shown(reading, whole.start, whole.end)
    generic = _BARE.fullmatch(named) is not None
    if text or not generic:
        lead.conditions.append(Condition(text, condition.start, noun=name, named=text if generic else named))


def _read_statement(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """企业入驻园区: the subject receives, the rest must hold; without a subject all of it must."""
    text = reading.masked[start:end]
    subject = nouns.subject(text)
    if subject:
        _take(reading, start, start + subject.end, lead)
        keep = subject.kind == nouns.UNDERTAKING
        _act(reading, start if keep else start + subject.rest, end, lead)
    else:
        _act(reading, _past_inner(reading, start, end, lead), end, lead)


def _take(reading: Reading, start: int, end: int, lead: Lead, urged: bool = False) -> None:
    """Keep a recipient by its kind; of several parties the last named counts, of undertakings the first."""
    text = reading.masked[start:end]
    list_before = _LIST_BEFORE.fullmatch(text)
    if list_before and nouns.head(text) == nouns.UNDERTAKING and nouns.head(list_before["noun"]):
        name = nouns.shown(reading.text[start + list_before.start("noun") : end])
        lead.undertaking = lead.undertaking or name
        _restrict(reading, Span(start, start + list_before.end("list")), Span(start, end), name, lead)
        return
    cut = nouns.restricted(text)
    if cut:
        _condition(reading, start, start + cut, lead)
    kind, name = nouns.head(text), nouns.shown(reading.text[start + cut : end])
    if kind == nouns.PROVIDER and urged:
        lead.provider = name
    elif kind in (nouns.PARTY, nouns.PROVIDER):
        lead.party = name
    elif lead.undertaking is None:
        lead.undertaking = name
        if not cut:
            _restrict(reading, Span(start, start), Span(start, end), name, lead)


def _goes_on(reading: Reading, phrase: Phrase, lead: Lead) -> bool:
    """Whether a phrase follows a supported act over a comma."""
    return lead.last_act >= 0 and reading.folded[lead.last_act : phrase.start].strip() in ("，", "，并", "，且", "")


def _act(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """A supported act, or what must be reached; one that follows its like over a comma goes on with it."""
    last = lead.conditions[-1] if lead.conditions else None
    required = _REQUIREMENT.search(reading.masked, start, end) is not None
    beside = last is not None and last.is_act and reading.folded[lead.last_act : start].strip() in ("，", "")
    if last and beside and last.is_required == required and not reading.folded.startswith("每", start):
        lead.conditions[-1] = replace(last, text=_shown(reading, last.start, end))
        lead.last_act = end
    elif _condition(reading, start, end, lead, is_act=True):
        lead.conditions[-1] = replace(lead.conditions[-1], is_required=required)
        lead.last_act = end


def _condition(reading: Reading, start: int, end: int, lead: Lead, is_act: bool = False) -> bool:
    text = _shown(reading, start, end)
    if len(text) < 2 or _BARE.fullmatch(reading.folded[start:end].strip("，：、 ")):
        return False
    if all(text != c.text for c in lead.conditions):
        lead.conditions.append(Condition(text, start, is_act))
    return True


def _shown(reading: Reading, start: int, end: int) -> str:
    return squeeze(reading.text[start:end]).strip("，。；：:,、")
