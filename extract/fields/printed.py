"""Labels printed before a figure or at the start of its part: 一等奖20万元, （一）揭榜类项目，按…, 每家菜市场2万元."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extract import lexicon
from extract.fields.enumerations import LEVEL, past_verb
from extract.grammar import nouns
from extract.grammar.reading import Reading, Span
from extract.grammar.units import MEASURED, unit_before
from extract.grammar.words import words
from extract.patterns import Pattern, Plain, any_of
from extract.segment.numbers import number_at_start
from extract.text import squeeze

_LONGEST = 24
# What stands between a printed label and its sum, peeled off from the end.
_PEEL = Plain(
    "label_tail",
    r"""(?:给予|予以|奖励|奖补|补助|补贴|资助|支持|扶持|发放|(?<![等级金银铜])奖|补|最高可?|不得?超过|不高于|一次性|分别|按照?|每[\u4e00-\u9fff]{0,6}|[户人亩村校]均|单个[\u4e00-\u9fff]{0,6}|标准|为|：|的|可|人民币|港币
        |各|(?<!第[一二三四五六七八九十\d]|[前后][一二两三四五六七八九\d])(?<![前后首次当])年|额外|再|将|约|共|合计|上限|限额|定额|贴|[ ])$""",
)
_START = Plain("label_start", r"[，；。\t|]|：(?!\d)|其中|标准为|分别为|标准(?=[一二三四五六七八九甲乙丙A-Z])|^")
_LEADS_IN = Pattern("leads_into_label", r"(?:分别|按照?|不低于|不高于|不超过|对于?|给予|其中|具体为|在|奖励|补贴|补助|资助|且|但|、)+")
_KIND = Pattern("kind_of_act", r"(?:方式|模式|类型|形式|品种|技术)$")
_STANDARD = Pattern("standard_behind_label", r"按照?|比照|根据|依据|给予|奖励")
# A size that tells parallel grants apart: 20人以下, 20人至50人, 50张以上.
_RANGE = Pattern(
    "size_range",
    r"(?:[\u4e00-\u9fff]{0,6}?)(?P<range>(?:超过|不足|小于|大于等于|大于)?\d[\d.万千百亿]*[\u4e00-\u9fff]{1,4}?(?:\([^()]{1,6}\))?(?:以[上下]|及以[上下]|[至\-—]\d[\d.万千百亿]*[\u4e00-\u9fff]{1,4}?|(?=部分))(?:的?部分)?)",
)
# What still belongs to the figure before: 60元|/吨、|分步式机收260元.
_UNIT_OF_LAST = Pattern("unit_of_last_figure", r"(?:[/每][\u4e00-\u9fff㎡·]{1,6}?|\([^()]{1,10}\))(?=[、，和及])")
# A label is a name of two characters or more; a word of measure or joining is none.
_WORDS = Pattern(
    "label_words",
    r"(?!则$|基本$|首先$|其他$|具体$|每.{0,2}$|\d+[人家个名户亩场次项](?!以|及|至|[-—])|.*\d年\d{1,2}月)[\u4e00-\u9fffA-Za-z0-9“(（].*[\u4e00-\u9fffA-Za-z0-9”)）\ufffc](?<!额|量|费|租金|面积|人数|投入|支出|贷款|收入|税收|留成|价格|成本|减)",
)
# Between a recipient's name and the sum that it labels stands no word of granting: 本科生2万元, 毕业生每人1000元.
_DIRECT = Pattern("direct_label", r"(?:每[人名位月年季]|为|：|各)*(?:最高|不超过)?")
_RANKED = Pattern("ranked_party", r"第[一二三四五]")
_BARE_PARTIES = frozenset(("组织", "个人", "单位", "企业", "团体", "集体", "个体", "团队"))


@cache
def _not_label() -> Pattern:
    """What a printed label never holds: words of granting, measuring, conditions."""
    return Pattern(
        "no_label",
        rf"""{any_of([w for w in lexicon.words("measure_nouns") if len(w) > 1])} | 给予|予以|奖励|补贴|补助|资助|支持|扶持|最高|不超过|
        单个|同一|累计|合计|一次性|总额|金额|资金|额外|追加|达到|提高
          | ^[对按由且并再另的元在经不每从向将可拟须凡] | ^(?:相关|有关|上述|该|此|只|仅|首次|其首次) | 期限|进行|新增|以内|以下|/|左右
          | ^[(（]?[\d一二三四五六七八九十\ufffc]{{1,3}}[)）、.]*$ | (?:被|并|且|和|或|及|的|基础上.?|级别|类别|档次|财政)$
          | ^(?:[第\d]|其中|自治区|年度|当年|全年|每年|原则上|企业|项目|单位|机构|个人|此外|同时)$""",
    )


class _Stretch(NamedTuple):
    """A stretch of the text that may be a label, before the words of granting that end where its figure starts."""

    text: str
    start: int
    end: int
    figure: int
    listed: bool  # stands in a list with other labels
    given: bool  # 给予 leads into it

    @property
    def label(self) -> str:
        return self.text[self.start : self.end].strip()

    @property
    def tail(self) -> str:
        return self.text[self.end : self.figure]


def label_before(reading: Reading, floor: int, end: int) -> str | None:
    """The noun that stands before a figure and its verb, back to the last stop; None when it is no label."""
    whole = _stretch(reading, floor, end)
    sized = _RANGE.fullmatch(whole.text, whole.start, whole.end)
    if sized is not None:
        told = whole.tail[:1] in ("按", "每") or whole.label.endswith("部分")
        return squeeze(reading.text[sized.start("range") : whole.end]) if told else None
    found = _noun(reading, whole)
    if found.label in _BARE_PARTIES and (found.listed or found.given):
        return found.label
    return squeeze(reading.text[found.start : found.end]) if _is_label(found) else None


def _stretch(reading: Reading, floor: int, end: int) -> _Stretch:
    """What stands between the last stop, or the figure before, and a figure's own words."""
    text = reading.masked if reading.bracket(end) is None else reading.folded
    unit = _UNIT_OF_LAST.match(text, floor)
    floor = unit.end() if unit and unit.end() < end else floor
    stop = _peeled(text, floor, end)
    stop -= text.endswith("，", floor, stop)
    start = max((m.end() for m in _START.finditer(text, floor, stop) if m.end() < stop), default=floor)
    lead = _LEADS_IN.match(text, start, stop)
    start, last = _by_standard(text, lead.end() if lead else start, stop)
    bound = _LEADS_IN.match(text, start, last)
    start = bound.end() if bound else start
    listed = text[max(0, start - 1) : start] == "、" or "、" in text[end - 2 : end]
    return _Stretch(text, start, last, end, listed, lead is not None and "给予" in lead.group())


def _noun(reading: Reading, whole: _Stretch) -> _Stretch:
    """The noun alone, without its list number, its relative clause and the verb that leads into it."""
    text = whole.text
    start, end = _past_number(text, whole.start), _before_verb(text, whole.start, whole.end)
    start = text.rfind("的", start, end - 1) + 1 or start
    named = start + past_verb(text[start:end].strip())
    if named > start and (nouns.head(text[named:end]) or LEVEL.search(reading.folded, named, end)):
        start = named  # 引进一名|教练（A类）
    return whole._replace(start=start, end=end)


def _is_label(found: _Stretch) -> bool:
    """Whether a noun tells several grants apart: no act, no statement, no condition, not what a grant is for, nor who receives it."""
    label = found.label
    longest = 2 * _LONGEST if "、" in label else _LONGEST
    if _WORDS.fullmatch(label) is None or len(label) > longest or _not_label().search(label) or _is_condition(found):
        return False
    if label.count("(") != label.count(")"):
        return False
    act = nouns.is_act(label) and nouns.head(label) is None and not _KIND.search(label)  # not 示范项目 or 挂袋栽培方式, names
    if act or nouns.subject(label) or _says_something(label) or _names_grant(found):
        return False
    direct = found.listed or _DIRECT.fullmatch(found.tail) is not None
    return direct or not nouns.is_party(label) or _RANKED.match(label) is not None


def _past_number(text: str, start: int) -> int:
    number = number_at_start(text[start : start + 8], text[start : start + 8])
    return start + number.end if number else start


def _peeled(text: str, floor: int, end: int) -> int:
    while match := _PEEL.search(text, max(floor, end - 12), end):
        end = match.start()
    return end


def _by_standard(text: str, start: int, end: int) -> tuple[int, int]:
    """A按第二年280元: what stands behind 按 tells the sums apart where it is no size; else A does."""
    standard = _STANDARD.search(text, start + 1, end)
    if standard is None:
        return start, end
    behind = text[standard.end() : end] if standard.group() not in ("根据", "依据") else ""
    if behind and len(behind) <= 10 and not _not_label().search(behind):
        return standard.end(), end
    return start, standard.start()


def _before_verb(text: str, start: int, end: int) -> int:
    """电动摩托车列入《公告》: the label ends before the verb that says what must hold."""
    found = words(text[start:end])
    for word in found[1:]:
        if word.tag == "v" and word.text in ("列入", "纳入", "获得", "取得", "通过", "入选", "获评", "达到", "评为", "认定"):
            return start + word.start
    return end


def _is_condition(found: _Stretch) -> bool:
    """Whether 的 or a comma behind it shows that a label is what must hold: 首次获得称号的，奖励3万元."""
    if found.tail[:1] == "，" and found.tail[1:2] in ("按", "每") and not _says_something(found.label):
        return False  # 直流充电桩、换电站，按…
    return "，" in found.label or (found.tail[:1] in ("的", "，") and found.tail[:2] != "的每" and LEVEL.fullmatch(found.label) is None)


@cache
def _purposes() -> frozenset[str]:
    return frozenset(lexicon.words("grant_purposes"))


def _names_grant(found: _Stretch) -> bool:
    """Whether a label only says what a grant is for: 租房|补贴900元."""
    return found.label in _purposes() and found.tail.startswith(("补贴", "补助", "津贴", "奖励", "资助"))


def _says_something(label: str) -> bool:
    """Whether a label holds a verb with its object: 产品获得认证; not 充电设施, a name."""
    verbs = lexicon.words("transitive_verbs")
    return any(word.tag == "v" and word.text in verbs for word in words(label))


def unit_label(reading: Reading, floor: int, end: int) -> str | None:
    """The noun of a unit that tells two sums apart: 每家智慧菜场3万元、每家菜市场2万元, 每个起降点给予….

    Not 每户企业最高5万元, which limits a grant that another unit has.
    """
    start = max(floor, reading.segment(end).start)
    comma = reading.folded.rfind("、每", start, end)
    unit = unit_before(reading, max(start, comma), end)
    if unit is None or unit.start < 0:
        return None
    gives = _GIVES.search(reading.masked, unit.start, end)
    name = _peeled(reading.masked, unit.start + 1, gives.start() if gives else end)
    measured = MEASURED.match(reading.masked, unit.start, name)
    noun = reading.masked[measured.end() if measured else unit.start : name]
    listed = comma >= 0 or reading.folded[end : end + 12].find("、每") > 0 or gives
    return squeeze(reading.text[name - len(noun) : name]) if listed and len(noun) >= 3 else None


_GIVES = Pattern("gives_each", r"给予|予以|奖励(?!额|总|金)|补助(?!额|总|金)|补贴(?!额|总|金)")


_STANDARD_NAMED = Pattern("standard_named", r"^[-—·• ]+|的?(?:补[助贴]|奖[励补]|资助|扶持)?标准(?:为|是)?$")


def opening(reading: Reading, part: Span, until: int) -> str | None:
    """The noun that opens a part, behind its list number, as a rank or before a colon."""
    segments = [s for s in reading.segments_in(part) if s.end < until]
    for segment in reversed(segments):
        text = reading.folded[segment.start : segment.end]
        behind = reading.folded[segment.end : segment.end + 1]
        if LEVEL.fullmatch(text.strip()):
            return squeeze(reading.text[segment.start : segment.end])
        number = number_at_start(text, text)
        if behind not in ("，", "：") or (number is None and behind != "："):
            continue
        start = segment.start + (number.end if number else 0)
        label = reading.folded[start : segment.end]
        label = label[label.rfind("其中") + 2 :] if "其中" in label else label
        label = _STANDARD_NAMED.sub("", label)
        if 0 < len(label) <= 18 and not _not_label().search(label) and "的" not in label:
            at = reading.folded.rfind(label, start, segment.end)
            return squeeze(reading.text[at : at + len(label)])
        if number is not None:
            return None
    return None
