"""Labels that tell parallel grants apart: matched by 分别, or printed before each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.fields.enumerations import LEVEL, enumerated
from extract.fields.printed import label_before, opening, unit_label
from extract.grammar import cues
from extract.grammar.money import Sum
from extract.grammar.reading import Reading, Span
from extract.grammar.shares import Share
from extract.grammar.units import unit_before
from extract.patterns import Pattern
from extract.segment.numbers import number_at_start
from extract.text import squeeze

GRANTED = ("award", "cap", "rate")


class Listed(NamedTuple):
    """A list of figures with its role and place; `lower` holds the starts of lower ends of ranges."""

    sums: tuple[Sum | Share, ...]
    role: str
    part: Span
    sentence: Span
    in_bracket: bool
    lower: frozenset[int]

    @property
    def heads(self) -> list[Sum | Share]:
        """The figures that can have a label each: not the lower ends of ranges."""
        return [s for s in self.sums if s.start not in self.lower]


_REMARK = Pattern(
    "inclusion", r"[(（][不均]?含[^()（）]{0,5}[)）](?:[美欧日港澳]元)?|及?以上(?=(?:[(（][^()（）]{1,24}[)）])?(?:的|、|，|$))(?!的[^，])"
)
_FIGURE = Pattern("figure", r"\d[ ]?(?:万|亿)?元|\d[ ]?%")
# 分别授予A、B; 分别给予A、B和C，每人每月9000元…: the list stands behind 分别.
_BESTOWED = Pattern("bestowed", r"(?:授予|认定|评为|命名|颁发|给予|奖励|补助|补贴)(?P<labels>[^，。；\d给奖]{2,60})")
_BEHIND = Pattern("respectively_behind", r"[^，。；\d]{0,4}分别")


def tiers_of(reading: Reading, listed: Sequence[Listed]) -> dict[int, str]:
    """The label of each figure that has one, by the figure's start."""
    out: dict[int, str] = {}
    for index, entry in enumerate(listed):
        if entry.role in GRANTED and len(entry.heads) > 1:
            labels = _behind_each(reading, entry) or _answered(reading, listed[:index], entry) or _in_bracket(reading, entry)
            out |= _spread(entry, labels)
    rest = [entry for entry in listed if entry.sums[0].start not in out]
    return out | _bracket_labels(reading, rest) | _part_labels(reading, rest) | _printed(reading, rest)


def _answered(reading: Reading, earlier: Sequence[Listed], entry: Listed) -> list[str]:
    """The list of sizes or nouns that a list of figures answers to, by 分别 or by standing right behind it."""
    count = len(entry.heads)
    respectively = _last_start(cues.EACH_TIER.finditer(reading.folded, entry.part.start, entry.sums[0].start))
    behind = _BEHIND.match(reading.folded, entry.sums[-1].end)
    until = respectively if respectively is not None else entry.sums[0].start
    sizes = _sizes(reading, earlier, entry, count)
    if sizes and (respectively is not None or behind or count > 2):
        return sizes
    spans = _segments_before(reading, entry, until)
    if respectively is None and not behind:
        spans = [s for s in spans[:2] if _answers(reading, s, count)][:1]
    between = _BESTOWED.match(reading.masked, until + 2, entry.sums[0].start)
    if between:
        spans.insert(0, Span(*between.span("labels")))
    for index, span in enumerate(spans):
        labels = enumerated(reading, span, count)
        if labels and not any(_NO_LABEL.fullmatch(label) for label in labels):
            return labels if enumerated(reading, span, count, whole=True) else _ranks_of(reading, spans[index + 1 :], count) or labels
    return []


def _ranks_of(reading: Reading, spans: list[Span], count: int) -> list[str]:
    """A list of just so many ranks farther off, which figures answer to rather than to the end of a longer list."""
    lists = (enumerated(reading, span, count, whole=True) for span in spans)
    return next((labels for labels in lists if labels and LEVEL.match(labels[-1])), [])


_NO_LABEL = Pattern("rest_of_size", r"(?:及?以[上下内])?的?")


def _answers(reading: Reading, span: Span, count: int) -> bool:
    """Whether figures answer to a list without 分别: A、B的，补贴6000元、3000元; three or more of both; a rank in each."""
    if reading.folded[span.end - 1] == "的":
        return True
    pieces = reading.masked[span.start : span.end].split("、")
    return len(pieces) == count and (count > 2 or all(LEVEL.search(piece) for piece in pieces))


def _last_start(found: Iterable[object]) -> int | None:
    starts = [m.start() for m in found]  # type: ignore[attr-defined]
    return starts[-1] if starts else None


def _segments_before(reading: Reading, entry: Listed, until: int) -> list[Span]:
    """The segments of the sentence before a list of figures, nearest first, behind any figure that they hold."""
    out = []
    for segment in reversed(reading.segments_in(Span(entry.sentence.start, until))):
        end = min(segment.end, until)
        end = _before_measure(reading, segment.start, end)
        figures = [*_FIGURE.finditer(reading.folded, segment.start, end)]
        start = figures[-1].end() if figures else segment.start
        if figures and "、" in reading.folded[segment.start : figures[-1].start()]:
            continue  # a list of figures itself
        out.append(Span(start, end))
    return [s for s in out if s.end - s.start > 1]


# 达到180万件、90万件以上|且年业务量增长25%以上: what else must hold has figures, the list before it has none.
_MEASURE_JOINED = Pattern("measure_joined", r"且[^、，。；]{0,20}\d")


def _before_measure(reading: Reading, start: int, end: int) -> int:
    joined = _MEASURE_JOINED.search(reading.folded, start, end)
    return joined.start() if joined and not _FIGURE.search(reading.folded, start, joined.start()) else end


def _spread(entry: Listed, labels: list[str]) -> dict[int, str]:
    """Each label for its figure, and for the lower end of that figure's range."""
    out = {item.start: label for item, label in zip(entry.heads, labels, strict=False)}
    for one, other in itertools.pairwise(entry.sums):
        if one.start in entry.lower and other.start in out:
            out[one.start] = out[other.start]
    return out


def _sizes(reading: Reading, earlier: Sequence[Listed], entry: Listed, count: int) -> list[str]:
    """The sums of a condition that this list answers to: 达到1亿元、2亿元的，分别奖励…."""
    for other in reversed(earlier):
        if other.sentence == entry.sentence and other.role in ("threshold", "other") and len(other.heads) == count:
            return [_size(reading, other, index) for index, item in enumerate(other.sums) if item.start not in other.lower]
    return []


def _size(reading: Reading, listed: Listed, index: int) -> str:
    """One size as printed, with the lower end of its range and the remark or bound behind it."""
    item, before = listed.sums[index], listed.sums[index - 1] if index else None
    start = before.start if before is not None and before.start in listed.lower else item.start
    behind = _REMARK.match(reading.folded, item.end)
    return reading.text[start : behind.end() if behind else item.end]


def _printed(reading: Reading, listed: Sequence[Listed]) -> dict[int, str]:
    """Labels printed before each figure, where at least two of one role and sentence have them, and differ."""
    found: list[tuple[Sum | Share, str | None, Listed]] = []
    for entry in listed:
        if entry.role not in GRANTED:
            continue
        floor = found[-1][0].end if found and found[-1][2].sentence == entry.sentence else entry.sentence.start
        for item in entry.heads:
            start = _range_start(entry, item)
            found.append((item, label_before(reading, floor, start) or unit_label(reading, floor, start), entry))
            floor = item.end
    out: dict[int, str] = {}
    for role in GRANTED:
        named = [(item, label, entry) for item, label, entry in found if entry.role == role and label]
        for one, other in itertools.pairwise(named):
            if one[1] != other[1] and (one[2].sentence == other[2].sentence or _are_items(reading, one[2], other[2])):
                out |= {one[0].start: str(one[1]), other[0].start: str(other[1])}
    out = _levelled(out)
    lower = {
        item.start: entry.sums[entry.sums.index(item) - 1].start for item, _, entry in found if _range_start(entry, item) != item.start
    }
    out |= {lower[start]: label for start, label in out.items() if start in lower}
    return out | _following(reading, found, out)


def _are_items(reading: Reading, one: Listed, other: Listed) -> bool:
    """Whether the sentences of two figures are neighbours in a numbered list: 1.一类人才4500元/月； 2.二类人才3500元/月；"""
    if reading.sentence_before(other.sentence) != one.sentence:
        return False
    return all(
        number_at_start(reading.folded[s.start : s.end].lstrip(), reading.text[s.start : s.end].lstrip())
        for s in (one.sentence, other.sentence)
    )


def _range_start(entry: Listed, item: Sum | Share) -> int:
    """Where a figure starts, or the range that it ends."""
    index = entry.sums.index(item)
    before = entry.sums[index - 1] if index else None
    return before.start if before is not None and before.start in entry.lower else item.start


def _levelled(labels: dict[int, str]) -> dict[int, str]:
    """Ranks alone where another label is nothing else: 插花竞赛一等奖, 二等奖; 一级驿站, 二级."""
    out = dict(labels)
    for start, label in labels.items():
        ranks = [m for m in LEVEL.finditer(label) if m.end() == len(label)] or [m for m in LEVEL.finditer(label) if not m.start()]
        others = [text for at, text in labels.items() if at != start]
        plain = ranks and (ranks[0].start() == 0 or label[ranks[0].start() - 1] not in "、0123456789")
        named = ranks and label.removeprefix(ranks[0].group()) in others  # 高级技师 beside 技师 is a name
        if plain and not named and any(LEVEL.fullmatch(text) for text in others):
            out[start] = ranks[0].group()
    return out


def _following(reading: Reading, found: list[tuple[Sum | Share, str | None, Listed]], labels: dict[int, str]) -> dict[int, str]:
    """A cap without a label takes that of the grant before it in its part: 快充桩400元/千瓦，上限4.8万元/桩. Not 每家最高200万元."""
    out: dict[int, str] = {}
    for (one, _, before), (other, label, entry) in itertools.pairwise(found):
        of_its_own = unit_before(reading, reading.segment(other.start).start, other.start) is not None
        if one.start in labels and label is None and entry.role == "cap" and before.role != "cap" and entry.part == before.part:
            out |= {} if of_its_own else {other.start: labels[one.start]}
    return out


def _part_labels(reading: Reading, listed: Sequence[Listed]) -> dict[int, str]:
    """（一）揭榜类项目，按…；（二）自主类项目，按…: the noun that opens each of at least two parts."""
    opened = [(entry, opening(reading, entry.part, entry.sums[0].start)) for entry in listed if entry.role in GRANTED]
    labels = {label for entry, label in opened if label}
    if len(labels) < 2:
        return {}
    return {s.start: label for entry, label in opened if label for s in entry.sums}


# 3000元（多年生水果）或每亩500元（蔬菜）: a noun in a bracket right behind each of two sums.
_NOUN_BEHIND = Pattern("noun_behind_sum", r"\((?P<label>(?!含|不含|均|人民币|税|以|即|每|大写|最|其中|详见)[\u4e00-\u9fff]{2,12})\)")


def _behind_each(reading: Reading, entry: Listed) -> list[str]:
    """2万元（一孩）、4万元（二孩）: what the brackets behind the figures of a list say, where each has one."""
    found = [_NOUN_BEHIND.match(reading.folded, item.end) for item in entry.heads]
    return [reading.text[slice(*match.span("label"))] for match in found if match] if all(found) else []


def _in_bracket(reading: Reading, entry: Listed) -> list[str]:
    """取得认证（A类、B类、C类），分别给予…: a list of so many ranks in a bracket before 分别."""
    if not any(cues.EACH_TIER.finditer(reading.folded, entry.part.start, entry.sums[0].start)):
        return []
    inside = [b for b in reading.brackets if entry.part.start <= b.start and b.end < entry.sums[0].start]
    for bracket in inside:
        pieces = squeeze(reading.folded[bracket.start : bracket.end]).split("、")
        if len(pieces) == len(entry.heads) and all(LEVEL.fullmatch(piece) for piece in pieces):
            return squeeze(reading.text[bracket.start : bracket.end]).split("、")
    return []


def _bracket_labels(reading: Reading, listed: Sequence[Listed]) -> dict[int, str]:
    """（林地25元/亩） behind a sum: the noun in the bracket tells it apart; or a noun in brackets behind each of several sums."""
    behind = [(e.sums[-1].start, e.sentence, _NOUN_BEHIND.match(reading.folded, e.sums[-1].end)) for e in listed if e.role in GRANTED]
    named = [(start, sentence, match["label"]) for start, sentence, match in behind if match]
    out = {start: label for start, sentence, label in named if sum(other[1] == sentence for other in named) > 1}
    for entry in listed:
        bracket = reading.bracket(entry.sums[0].start) if entry.in_bracket else None
        if bracket and entry.role in ("award", "cap") and len(entry.sums) == 1:
            label = label_before(reading, bracket.start, entry.sums[0].start)
            if label:
                out[entry.sums[0].start] = label
    return out
