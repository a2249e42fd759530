"""Labels that tell parallel grants apart: matched by 分别, or printed before each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extract import lexicon
from extract.grammar import cues
from extract.grammar.money import Sum
from extract.grammar.reading import Reading, Span
from extract.grammar.shares import Share
from extract.patterns import Pattern, any_of
from extract.segment.numbers import number_at_start
from extract.text import squeeze


class Listed(NamedTuple):
    """A list of sums with its role and place; `lower` holds the starts of lower ends of ranges."""

    sums: tuple[Sum | Share, ...]
    role: str
    part: Span
    sentence: Span
    in_bracket: bool
    lower: frozenset[int]


_SPLIT = Pattern("list_separator", r"、|和|以及|及(?!以)|或者?|/")
# Words that lead into a list of labels and are no part of its first label.
_INTO = Pattern(
    "into_labels",
    r"""^(?:对于?|在|按|为|属于?|获|设|凡){0,3} (?:.*(?:评为|认定为|认定的|认定|获批|获评|获得|荣获|取得|入选|列入|纳入|达到|成为|通过|
    建设|突破|超过|评定为|评定|授予|属于|升级为|晋级|首次|新认定|新获批|新获得
        |新获评|新获|新建|新引进|引进|进入|创建|完成|生育|处于|对于|对|符合|担任|参加|举办|制定|主导|牵头|支持|鼓励|研发|开展|申报|承担|当年|年度|新获|经))?""",
)
# A label that is a rank by itself: 国家级, 一等奖, 第二类, Ⅲ期, 5A级.
_LEVEL = Pattern(
    "level",
    r"""(?:国家|世界|国际|全国|全省|全市|省部?|自治区|市|区|县|州|部|校|院|乡镇?|村)级 |
     第?[一二三四五六七八九十甲乙丙丁特优\dA-Ea-e]+(?:级|等奖?|类|档|批|期|星级?|A级?|名|位|孩)
      | (?:第|前|后|首|次)[一二三四五六七八九两\d]{0,2}年 | [ⅠⅡⅢⅣ]+[期类级] | [金银铜]奖 | (?:特|优|甲|乙|丙)等""",
)
_TRAIL = Pattern("label_trail", r"(?:挂牌|上市|认定|评定|称号|资质|认证|立项|获批|荣誉|备案)$")
_CUT_LAST = Pattern("label_end", r"的|并|且|，|按|每|后")
# What stands between a printed label and its sum, peeled off from the end.
_PEEL = Pattern(
    "label_tail",
    r"""(?:给予|予以|奖励|奖补|补助|补贴|资助|支持|扶持|发放|奖|补|最高可?|不得?超过|不高于|一次性|分别|按照?|每[\u4e00-\u9fff]{0,6}|单个[\u4e00-\u9fff]{0,6}|标准|为|：|的|可|人民币|港币|各|(?<!第[一二三四五\d])年|额外|再|将|约|共|合计
        |上限|限额|定额|贴|[ ])$""",
)
_START = Pattern("label_start", r"[，；：。]|(?<!\d)、|、(?!\d)|其中|标准为|标准(?=[一二三四五六七八九甲乙丙A-Z])|^")


@cache
def _not_label() -> Pattern:
    """What a printed label never holds: words of granting, measuring, conditions."""
    return Pattern(
        "no_label",
        rf"""{any_of([w for w in lexicon.words("measure_nouns") if len(w) > 1])} | 给予|予以|奖励|补贴|补助|资助|支持|扶持|最高|不超过|
        单个|同一|累计|合计|一次性|总额|金额|资金|额外|追加|达到|提高
          | ^[对按由且并再另的元在经不每从向将可拟须]|^其中$|以内|以下|/|左右|的$|^[第\d]$|^(?:年度|当年|全年|每年|原则上|企业|项目|单位|
          机构|个人|此外|同时|首次)$|新增""",
    )


GRANTED = ("award", "cap", "rate")
_LONGEST = 18
_LEADS_IN = Pattern("leads_into_label", r"(?:按照?|对于?|给予|其中|在|奖励|补贴|补助|资助)+")
_STANDARD = Pattern("standard_behind_label", r"按照?|比照|给予|奖励")
_DIGIT = Pattern("leading_digit", r"\d")
_REMARK = Pattern("inclusion", r"[(（][不均]?含[^()（）]{0,5}[)）]")
_FIGURES = Pattern("figures", r"\d[ ]?(?:万|亿)?元")
_BESTOWED = Pattern("bestowed", r"(?:授予|认定|评为|命名|颁发)(?P<labels>[^，。；\d给奖]{2,24})")


def tiers_of(reading: Reading, listed: list[Listed]) -> dict[int, str]:
    """The label of each sum that has one, by the sum's start."""
    out: dict[int, str] = {}
    for index, entry in enumerate(listed):
        heads = [s for s in entry.sums if s.start not in entry.lower]
        if entry.role not in GRANTED or len(heads) < 2:
            continue
        respectively = _last(cues.EACH_TIER.finditer(reading.folded, entry.sentence.start, entry.sums[0].start))
        if respectively is None:
            continue
        labels = _threshold_labels(listed[:index], len(heads), entry.sentence, reading)
        labels = labels or _noun_labels(reading, entry, respectively, len(heads))
        out |= _spread(entry, heads, labels)
    rest = [entry for entry in listed if entry.sums[0].start not in out]
    return out | _printed(reading, rest) | _part_labels(reading, rest) | _bracket_labels(reading, rest)


def _last(found: Iterable[object]) -> int | None:
    starts = [m.start() for m in found]  # type: ignore[attr-defined]
    return starts[-1] if starts else None


def _spread(entry: Listed, heads: list[Sum | Share], labels: list[str]) -> dict[int, str]:
    """Each label for its sum, and for the lower end of that sum's range."""
    out = {item.start: label for item, label in zip(heads, labels, strict=False)}
    for one, other in zip(entry.sums, entry.sums[1:], strict=False):
        if one.start in entry.lower and other.start in out:
            out[one.start] = out[other.start]
    return out


def _threshold_labels(earlier: list[Listed], count: int, sentence: Span, reading: Reading) -> list[str]:
    """The sums of a condition that this list answers to: 达到1亿元、2亿元的，分别奖励…."""
    for other in reversed(earlier):
        if other.sentence == sentence and other.role == "threshold" and len(other.sums) == count:
            return [reading.text[s.start : s.end] + _remark(reading.text, s.end) for s in other.sums]
    return []


def _remark(text: str, end: int) -> str:
    match = _REMARK.match(text, end)
    return match.group() if match else ""


def _noun_labels(reading: Reading, entry: Listed, until: int, count: int) -> list[str]:
    """The list of nouns before 分别, or between it and the sums, as long as the list of sums."""
    spans = [*reversed(reading.segments_in(Span(entry.sentence.start, until)))]
    spans = [Span(s.start, min(s.end, until)) for s in spans if not _FIGURES.search(reading.folded, s.start, min(s.end, until))]
    bestowed = _BESTOWED.match(reading.masked, until + 2, entry.sums[0].start)
    if bestowed:
        spans.insert(0, Span(*bestowed.span("labels")))
    for span in spans:
        pieces = _pieces(reading.masked, span)
        if len(pieces) >= count:
            return _trimmed(reading, pieces[-count:])
    return []


def _pieces(text: str, span: Span) -> list[Span]:
    out, start = [], span.start
    for match in _SPLIT.finditer(text, span.start, span.end):
        out.append(Span(start, match.start()))
        start = match.end()
    return [*out, Span(start, span.end)]


def _trimmed(reading: Reading, pieces: list[Span]) -> list[str]:
    """The labels without the words that lead into the first and out of the last."""
    folded = reading.folded
    last = _trim_last(folded, pieces)
    first = _trim_first(folded, pieces[0], last if len(pieces) == 2 else pieces[1])
    spans = [first, *pieces[1:-1], last]
    return [squeeze(reading.text[s.start : s.end]) for s in spans]


def _trim_last(folded: str, pieces: list[Span]) -> Span:
    last = pieces[-1]
    level = _LEVEL.match(folded, last.start, last.end)
    if level and all(_ends_with_level(folded[p.start : p.end]) for p in pieces[:-1]):
        return Span(last.start, level.end())
    others = [folded[p.start : p.end].rstrip("\ufffc()") for p in pieces[:-1]]
    shared = _shared_suffix(others) if len(others) > 1 else ""
    at = folded.find(shared, last.start, last.end) if len(shared) > 1 else -1
    if at > last.start:
        return Span(last.start, at + len(shared))
    cut = _CUT_LAST.search(folded, last.start + 1, last.end)
    end = cut.start() if cut else last.end
    trail = _TRAIL.search(folded, last.start, end)
    return Span(last.start, trail.start() if trail and trail.start() - last.start > 3 else end)


def _ends_with_level(text: str) -> bool:
    return any(m.end() == len(text) for m in _LEVEL.finditer(text))


def _shared_suffix(texts: list[str]) -> str:
    suffix = ""
    for signs in zip(*(reversed(t) for t in texts), strict=False):
        if len(set(signs)) > 1:
            break
        suffix = signs[0] + suffix
    return suffix


def _trim_first(folded: str, first: Span, second: Span) -> Span:
    text, model = folded[first.start : first.end], folded[second.start : second.end]
    levels = [m for m in _LEVEL.finditer(text) if m.end() == len(text)]
    if levels and _LEVEL.match(model):
        return Span(first.start + levels[0].start(), first.end)
    digit = _DIGIT.search(text)
    if digit and _DIGIT.match(model):
        return Span(first.start + digit.start(), first.end)
    into = _INTO.match(text)
    cut = into.end() if into and into.end() < len(text) else 0
    relative = max(text.rfind("的", cut), text.rfind("领域", cut) + 1)
    if "的" not in model and 0 < relative < len(text) - 2:
        cut = relative + 1
    return Span(first.start + cut + (text[cut] in "的个了" if cut < len(text) - 1 else 0), first.end)


def _printed(reading: Reading, listed: list[Listed]) -> dict[int, str]:
    """Labels printed before each sum, where at least two neighbours of one role have them."""
    found: list[tuple[Sum | Share, str | None, Listed]] = []
    for entry in listed:
        floor = found[-1][0].end if found and found[-1][2].sentence == entry.sentence else entry.sentence.start
        for item in entry.sums:
            if item.start not in entry.lower:
                label = _label_before(reading, floor, item.start) if entry.role in GRANTED else None
                found.append((item, label, entry))
            floor = item.end if item.start not in entry.lower else floor
    out: dict[int, str] = {}
    for one, other in itertools.pairwise(found):
        if one[1] and other[1] and one[1] != other[1] and one[2].sentence == other[2].sentence and one[2].role == other[2].role:
            out[one[0].start], out[other[0].start] = one[1], other[1]
    return out


def _label_before(reading: Reading, floor: int, end: int) -> str | None:
    """The noun that stands before a sum and its verb, back to the last stop; None when it is no label."""
    text = reading.masked if reading.bracket(end) is None else reading.folded
    end = _peeled(text, floor, end)
    starts = [m.end() for m in _START.finditer(text, floor, end)]
    start = max([s for s in starts if s < end], default=floor)
    lead = _LEADS_IN.match(text, start, end)
    start = lead.end() if lead else start
    standard = _STANDARD.search(text, start + 1, end)
    if standard:  # A按第二年280元: the rank behind 按 tells the sums apart; else A does
        rank = _LEVEL.fullmatch(text, standard.end(), end)
        start, end = (standard.end(), end) if rank else (start, standard.start())
    label = text[start:end].strip()
    if not 0 < len(label) <= _LONGEST or _not_label().search(label) or _is_condition(text, label, end):
        return None
    return squeeze(reading.text[start:end])


def _is_condition(text: str, label: str, end: int) -> bool:
    """Whether 的 or a comma behind it shows that a label is what must hold: 首次获得称号的，奖励3万元."""
    behind = text[end : end + 1]
    return "，" in label or (behind in ("的", "，") and _LEVEL.fullmatch(label) is None)


def _peeled(text: str, floor: int, end: int) -> int:
    while match := _PEEL.search(text, max(floor, end - 12), end):
        end = match.start()
    return end


def _part_labels(reading: Reading, listed: list[Listed]) -> dict[int, str]:
    """（一）揭榜类项目，按…；（二）自主类项目，按…: the noun that opens each of at least two parts."""
    opened = [(entry, _opening(reading, entry)) for entry in listed if entry.role in GRANTED]
    out: dict[int, str] = {}
    labels = {label for entry, label in opened if label}
    if len(labels) >= 2:
        for entry, label in opened:
            if label:
                out |= {s.start: label for s in entry.sums}
    return out


def _opening(reading: Reading, entry: Listed) -> str | None:
    """The noun behind the list number that the sum's part was opened with."""
    segments = [s for s in reading.segments_in(entry.part) if s.end < entry.sums[0].start]
    for segment in reversed(segments):
        text = reading.folded[segment.start : segment.end]
        if _LEVEL.fullmatch(text.strip()):
            return squeeze(reading.text[segment.start : segment.end])
        number = number_at_start(text, text)
        if number is not None and reading.folded[segment.end : segment.end + 1] in "，：":
            label = text[number.end :]
            if not 0 < len(label) <= 12 or _not_label().search(label) or "的" in label:
                return None
            return squeeze(reading.text[segment.start + number.end : segment.end])
    return None


def _bracket_labels(reading: Reading, listed: list[Listed]) -> dict[int, str]:
    """（林地25元/亩） behind a sum: the noun in the bracket tells it apart."""
    out: dict[int, str] = {}
    for entry in listed:
        bracket = reading.bracket(entry.sums[0].start) if entry.in_bracket else None
        if bracket and entry.role in ("award", "cap") and len(entry.sums) == 1:
            label = _label_before(reading, bracket.start, entry.sums[0].start)
            if label:
                out[entry.sums[0].start] = label
    return out
