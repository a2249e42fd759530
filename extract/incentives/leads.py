"""Who a grant is for and what must hold, read phrase by phrase from the words before it."""

from __future__ import annotations

from extract.grammar import names, nouns, sums
from extract.grammar.reading import Reading, Span
from extract.incentives.framing import frames
from extract.incentives.lead import REQUIREMENT, Lead, act, keep, shown, take
from extract.incentives.phrases import TIME, Phrase, phrases
from extract.incentives.relatives import RELATIVE, past_inner, read_relative
from extract.patterns import Pattern
from extract.text import squeeze

_STEP = Pattern("step", r"(?:须|待|在)?(?:经|通过)?[^，。；的]{1,24}?(?:后|合格|通过后|评审|认定|审核|考核|验收|批准|备案|评定)")
_WHEN = Pattern("when", r"(?:的时候|时)$")
# What a second half asks of the first: 对修复古桥，通过检测的.
_REACHED = Pattern("reached", r"(?:通过|实现|达到|完成|取得|获得)[^，。；]{2,}")
# 对每一个机架: what is counted, not what the grant is for.
_UNIT_OBJECT = Pattern("unit_object", r"(?:每一?|单)[个座台套家项件处间][^，。；的]{1,12}")
# 从事纺织、印染等人员, an act summed up by who does it.
_DOERS = Pattern("doers", r"(?P<act>.{3,}?)(?:等(?P<sum>(?:从业)?人员|企业|单位|机构|主体|个人|人才|团队)|(?P<noun>人员))")
# 在京|高校毕业生: a place before a name.
_PLACED = Pattern(
    "placed",
    r"(?P<place>在[^，。；的]{1,16}?(?:地区|[省市县区镇州]|境内|园区|内|上市|挂牌|落户|注册|登记|投资|就业|创业(?!板)))(?P<noun>(?![及和或])[^，。；的]{2,24})",
)
# 建立100平方米以上的展示中心: the size belongs to the verb's object, the whole is an act.
_SIZED = Pattern(
    "sized_object",
    r".*(?:建|建立|建设|设立|开设|开办|打造|购置|购买|租赁|租用|种植|引进|招用|吸纳)\d[^，。；的]{0,8}(?:以上|以下|以内|左右)的",
)
# 每超额安排1名退役士兵: what is counted, whoever it ends in.
_COUNTED = Pattern("counted_act", r"[\d一二两三][名家个位户人]")
_SERVED = Pattern("served", r".*(?:进行|予以)(?![奖补资贴])[^，。；]{2}")


def read_lead(reading: Reading, span: Span, granted: bool = True) -> Lead:
    """Recipient and conditions in the words before a grant; `granted` where its figures stand right behind them."""
    lead = Lead()
    for phrase in phrases(reading, span, granted):
        _READERS.get(phrase.mark, _read_plain)(reading, phrase, lead)
    return lead


def _text(reading: Reading, phrase: Phrase) -> str:
    return reading.masked[phrase.start : phrase.end]


def _read_object(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    """对X: a name, a restricted name, something that must hold, or a thing that the grant is for."""
    text = _text(reading, phrase)
    if lead.provider and _SERVED.fullmatch(text):
        return
    if _UNIT_OBJECT.fullmatch(text):
        return
    lead.has_object = True
    before, lead.conditions = lead.conditions, []
    urged, lead.undertaking = lead.undertaking, None
    _read_object_name(reading, phrase, lead)
    lead.undertaking = lead.undertaking or urged
    own = [c._replace(is_general=False) for c in lead.conditions]
    says_more = any(c.text and not sums.is_sum(c.text) for c in own)
    lead.conditions = [*(c for c in before if not (says_more and c.is_general)), *(c for c in own if c not in before)]


def _read_object_name(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    text = _text(reading, phrase)
    own = text.startswith("其") and lead.party is not None
    when = _WHEN.search(text)
    if not own and sums.is_sum(text) and _read_sum(reading, phrase, lead):
        return
    if text.endswith("的") or when:
        _read_headless(reading, phrase.start, phrase.end - (len(when.group()) if when else 1), lead)
    elif own:
        keep(reading, phrase.start + 1, phrase.end, lead)
    elif _read_composed(reading, phrase.start, phrase.end, lead):
        return
    elif nouns.subject(text) is None and nouns.head(text) and not nouns.is_act(text):
        take(reading, phrase.start, phrase.end, lead)
    else:
        lead.has_thing = nouns.subject(text) is None and nouns.head(text) is None and ("的" in text or nouns.is_name(text))
        _read_statement(reading, phrase.start, phrase.end, lead)


def _read_composed(reading: Reading, start: int, end: int, lead: Lead) -> bool:
    """A name with what restricts it: 首次入规的企业, 从事印染等人员, 在京高校毕业生. False where the phrase is none of these."""
    text = reading.masked[start:end]
    if "的" in text:
        return _SIZED.match(text) is None and read_relative(reading, start, end, lead)
    name = text[names.restricted(text) :]
    if name != text and nouns.is_party(name) and nouns.subject(name) is None and nouns.is_name(name):
        take(reading, start, end, lead)  # 新认定高新技术企业
        return True
    doers = _DOERS.fullmatch(text)
    placed = _PLACED.fullmatch(text)
    if doers and nouns.is_act(doers["act"]) and nouns.has_object(doers["act"]) and nouns.subject(text) is None:
        take(reading, start + doers.start(doers.lastgroup or "noun"), end, lead)
        keep(reading, start, start + doers.end("act"), lead)
        return True
    if placed and nouns.is_party(placed["noun"]) and nouns.subject(placed["noun"]) is None and nouns.is_name(placed["noun"]):
        take(reading, start + placed.start("noun"), end, lead)
        keep(reading, start, start + placed.end("place"), lead)
        return True
    return False


def _read_sum(reading: Reading, phrase: Phrase, lead: Lead) -> bool:
    """对参展企业的展位费: whose sum it is that the grant is measured by, and what must hold for them. False where nobody's is named."""
    text = _text(reading, phrase)
    subject = nouns.subject(text)
    if subject:
        take(reading, phrase.start, phrase.start + subject.end, lead)
        keep(reading, phrase.start + subject.rest, phrase.end, lead)
        return True
    relative = RELATIVE.fullmatch(text)
    start = relative.start("noun") if relative else 0
    end = start + sums.owner(text[start:])
    if relative and end == start and nouns.head(relative["condition"]):
        start, end = 0, relative.end("condition")
    if end == start:
        return False
    take(reading, phrase.start + start, phrase.start + end, lead)
    lead.base = squeeze(reading.text[phrase.start + end : phrase.end]).removeprefix("的")
    if start:
        keep(reading, phrase.start, phrase.start + start - 1, lead)
    return True


def _read_urged(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    """鼓励企业开展…: the subject is supported, the act must hold; 支持建设…平台: the act alone."""
    known = len(lead.conditions)
    _read_urged_act(reading, phrase, lead)
    lead.conditions[known:] = [c._replace(is_general=True) for c in lead.conditions[known:]]


def _read_urged_act(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    text = _text(reading, phrase)
    subject = nouns.subject(text)
    created = names.created(text)
    if grown := names.grown(text):
        take(reading, phrase.start, phrase.start + grown, lead)
    elif subject:
        take(reading, phrase.start, phrase.start + subject.end, lead, urged=True)
        act(reading, phrase.start + subject.rest, phrase.end, lead)
    elif (past := past_inner(reading, phrase.start, phrase.end, lead)) > phrase.start:
        act(reading, past, phrase.end, lead)  # 入驻园区的企业开展…
    elif created:
        lead.undertaking = names.shown(reading.text[phrase.start + created[0] : phrase.start + created[1]])
        act(reading, phrase.start, phrase.end, lead)
    elif text.endswith("的"):
        _read_headless(reading, phrase.start, phrase.end - 1, lead)
    elif "的" in text and nouns.head(text) and read_relative(reading, phrase.start, phrase.end, lead):
        return
    elif nouns.head(text) and not nouns.is_act(text):
        take(reading, phrase.start, phrase.end, lead)
    else:
        act(reading, phrase.start, phrase.end, lead)


def _read_plain(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    """A phrase that nothing leads into: an act that goes on, a statement with its subject, a name."""
    text = _text(reading, phrase)
    when = _WHEN.search(text)
    if text.endswith("的") or when:
        _read_headless(reading, phrase.start, phrase.end - (len(when.group()) if when else 1), lead)
    elif text.startswith("每") and (nouns.is_act(text[1:]) or _COUNTED.search(text)):
        keep(reading, phrase.start, phrase.end, lead)
    elif frames(text):
        return
    elif text.startswith("在") and TIME.fullmatch(text):
        keep(reading, phrase.start, phrase.end, lead)
    elif lead.goes_on(reading, phrase.start) and not lead.is_named_by(text) and (nouns.is_act(text) or REQUIREMENT.search(text)):
        act(reading, phrase.start, phrase.end, lead)
    elif _STEP.fullmatch(text) and not _does_it(text):
        keep(reading, phrase.start, phrase.end, lead)
    elif "的" in text and nouns.head(text) and read_relative(reading, phrase.start, phrase.end, lead):
        return
    elif text.startswith("组织") and (subject := nouns.subject(text[2:])):
        take(reading, phrase.start + 2, phrase.start + 2 + subject.end, lead, urged=True)
    elif nouns.subject(text) is None and nouns.head(text) and nouns.is_name(text) and not nouns.is_act(text) and len(text) <= 40:
        take(reading, phrase.start, phrase.end, lead)
    elif not _is_benefit(reading, phrase, lead):
        _read_statement(reading, phrase.start, phrase.end, lead)


def _does_it(text: str) -> bool:
    """Whether a step names who takes it: 渔业公司取得许可证后; not 专家评审后, a step of procedure."""
    subject = nouns.subject(text)
    return subject is not None and subject.kind == nouns.PARTY and _TAKES_IT.match(text, subject.rest) is not None


_TAKES_IT = Pattern("takes_step", r"取得|获得|完成|入选|达到|投产|建成|上市|购[买置]|签订|提交|入驻|落户")


def _is_benefit(reading: Reading, phrase: Phrase, lead: Lead) -> bool:
    """Whether a phrase says what else those get whose condition closed before it: …的，优先供地，并给予…."""
    closed = reading.masked.endswith(("的，", "者，"), 0, phrase.start)
    text = _text(reading, phrase)
    return closed and bool(lead.conditions) and nouns.subject(text) is None and not REQUIREMENT.search(text)


def _read_time(reading: Reading, phrase: Phrase, lead: Lead) -> None:
    """在活动期间, 在获得…基础上."""
    if _text(reading, phrase).startswith(("在", "自")):
        keep(reading, phrase.start, phrase.end, lead)


_READERS = {"object": _read_object, "urge": _read_urged, "time": _read_time}


def _read_headless(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """企业购买试飞服务(的): what must hold, and its subject where that can receive."""
    if reading.masked.startswith("每个", start) and nouns.is_act(reading.masked[start + 2 : end]):
        start += 2
    subject = nouns.subject(reading.masked[start:end])
    past = past_inner(reading, start, end, lead) if subject is None or subject.kind == nouns.UNDERTAKING else start
    if past > start:
        start = past  # 园区引进的工匠在本市购房: whom the undertaking brings receives
    elif subject and (lead.party is None or subject.kind != nouns.UNDERTAKING):
        take(reading, start, start + subject.end, lead)
        start += subject.rest if subject.kind != nouns.UNDERTAKING else 0
    comma = reading.masked.find("，", start, end)
    joined = reading.masked.startswith(("且", "并", "同时", "或"), comma + 1)
    if comma > 0 and not joined and (REQUIREMENT.search(reading.masked, comma, end) or _REACHED.match(reading.masked, comma + 1, end)):
        if "的" in reading.masked[start:comma] or not _read_composed(reading, start, comma, lead):
            keep(reading, start, comma, lead)
        start = comma + 1
    keep(reading, start, end, lead)


def _read_statement(reading: Reading, start: int, end: int, lead: Lead) -> None:
    """企业入驻园区: the subject receives, the rest must hold; without a subject all of it must, unless an object follows that says more."""
    text = reading.masked[start:end]
    subject = nouns.subject(text)
    if subject:
        take(reading, start, start + subject.end, lead)
        act(reading, start + subject.rest, end, lead)
        if subject.kind == nouns.UNDERTAKING and lead.conditions:
            whole = Span(start, end)
            name = names.shown(reading.text[start : start + subject.end])
            lead.conditions[-1] = lead.conditions[-1]._replace(noun=name, named=shown(reading, *whole))
    else:
        rest = past_inner(reading, start, end, lead)
        act(reading, rest, end, lead, is_general=rest == start)
