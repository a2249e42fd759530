"""A figure with the words around it: what rules look at to tell what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.grammar import cues
from extract.grammar.bounds import Bound, bound_after, bound_before
from extract.grammar.money import Sum
from extract.grammar.reading import Reading, Span
from extract.grammar.shares import Share
from extract.grammar.units import PER_SLASH
from extract.patterns import Pattern

# Between the figures of one list: a separator, with a unit, a bound or a remark behind the figure before it.
BETWEEN = Pattern(
    "between_figures",
    r"""[ ]?(?:[/每][\u4e00-\u9fff㎡²]{1,4})?(?:\([^()]{1,10}\))?(?:[美欧日港澳]元)?(?:及?以上|及?以下)?(?:\([^()]{1,120}\))?[ ]?
        (?P<separator>-{1,2}|—{1,2}|至|到|~|、|/|和|及|或|与|，(?=最高))[ ]?(?:最高|不超过|最高不超过)?""",
)
_RANGE = Pattern("range_separator", r"[^、，]*?(?:-{1,2}|—{1,2}|至|到|~)(?:最高|不超过)?")
_LABEL = Pattern("short_label", r"[^，。；]{1,14}：")


@dataclass
class Place:
    """A sum, or a list of sums side by side, with the words around it."""

    reading: Reading
    sums: tuple[Sum | Share, ...]
    scope: Span  # its segment, or the bracket that it stands in
    part: Span
    sentence: Span
    in_bracket: bool
    previous: list[tuple[Place, str]] = field(default_factory=list)  # earlier ones of the clause, decided

    def __post_init__(self) -> None:
        text = self.reading.folded if self.in_bracket else self.reading.masked
        self.before = text[self.scope.start : self.sums[0].start]
        self.after = text[self.sums[-1].end : self.scope.end]
        self.lead = text[self.part.start : self.scope.start]
        self.rest = text[self.scope.end : self.part.end]
        self.left: Bound | None = bound_before(self.reading, self.scope.start, self.sums[0].start)
        self.right: Bound | None = _bound_behind(self.reading, self.sums[-1].end, self.scope.end)

    @property
    def start(self) -> int:
        """Where its first figure starts."""
        return self.sums[0].start

    @property
    def segment_start(self) -> int:
        """Where its comma segment starts."""
        return self.scope.start

    @property
    def granted(self) -> bool:
        """A word of granting stands close before it, in its own segment."""
        return bool(cues.granted_before().search(self.before))

    @property
    def measured(self) -> bool:
        """The name of a size stands close before it."""
        return bool(cues.measured_before().search(self.before))

    @property
    def named_grant(self) -> bool:
        """The name of a grant stands right behind it."""
        return bool(cues.granted_behind().match(self.reading.folded, self.sums[-1].end, self.scope.end))

    @property
    def conditional(self) -> bool:
        """Its phrase closes with 的 before any word of granting, or a grant follows it in its part."""
        grant = cues.grants().search(self.after)
        until = self.after[: grant.start()] if grant else self.after
        if cues.CONDITION_END.search(until) and not (grant and until.endswith("的") and self.named_grant):
            return True
        if grant and grant.start() > 0:
            return not self.named_grant
        return cues.grants().search(self.rest) is not None

    @property
    def sentence_grants(self) -> bool:
        """Whether anything is granted in its sentence."""
        return cues.grants().search(self.reading.folded, self.sentence.start, self.sentence.end) is not None

    @property
    def clause_grants(self) -> bool:
        """Whether anything is granted in its clause."""
        return cues.grants().search(self.reading.folded) is not None

    @property
    def headed_as_goals(self) -> bool:
        """Whether its clause is headed as goals and grants nothing: 主要目标。"""
        return cues.GOALS.match(self.reading.folded) is not None and not self.clause_grants

    @property
    def granted_earlier(self) -> bool:
        """Whether an earlier segment of its sentence grants, as 给予奖励，标准为… does."""
        return cues.grants().search(self.reading.masked, self.sentence.start, self.scope.start) is not None

    @property
    def last(self) -> tuple[Place, str] | None:
        """The place before it, if in the same sentence."""
        return self.previous[-1] if self.previous and self.previous[-1][0].sentence == self.sentence else None

    def is_range_start(self, index: int) -> bool:
        """Whether a figure is the lower end of a range: 200—800万元, 10万元以上、20万元以下."""
        if index + 1 >= len(self.sums):
            return False
        here, there = self.sums[index], self.sums[index + 1]
        if here.value >= there.value or here.currency != there.currency:
            return False
        if _RANGE.fullmatch(self.reading.folded, here.end, there.start):
            return True
        first = bound_after(self.reading, here.end, there.start)
        upper = self.right is not None and self.right.comparator in ("<=", "<")
        return bool(first and first.comparator in (">=", ">") and index + 2 == len(self.sums) and upper)


def _bound_behind(reading: Reading, position: int, end: int) -> Bound | None:
    """The bound behind a figure, or behind the unit that it is counted by: 120万元/亩以上."""
    found = bound_after(reading, position, end)
    unit = PER_SLASH.match(reading.folded, position, end) if found is None else None
    return bound_after(reading, unit.end(), end) if unit else found


def groups(reading: Reading, figures: Sequence[Sum | Share]) -> Iterator[tuple[Sum | Share, ...]]:
    """Figures side by side in one list or range."""
    listed: set[int] = set()
    for place, first in enumerate(figures):
        if place in listed:
            continue
        group = [first]
        for other in range(place + 1, len(figures)):
            item = figures[other]
            if BETWEEN.fullmatch(reading.folded, group[-1].end, item.start):
                group.append(item)
                listed.add(other)
            elif not _is_aside(reading, group[-1], item):
                break
        yield tuple(group)


def _is_aside(reading: Reading, before: Sum | Share, item: Sum | Share) -> bool:
    """Whether a figure stands in a bracket that a list goes on behind: 800万元（农产品类达到150万元）、4000万元."""
    bracket = reading.bracket(item.start)
    if bracket is None or bracket.start - 1 < before.end or reading.bracket(before.start) is not None:
        return False
    return reading.folded[before.end : bracket.start - 1] == "" and reading.folded[bracket.end + 1 : bracket.end + 2] in ("、", "和")


def place_of(reading: Reading, group: tuple[Sum | Share, ...], earlier: Sequence[tuple[Place, str]]) -> Place:
    """The place of a list of figures, with those of the clause that are already decided."""
    position = group[0].start
    bracket = reading.bracket(position)
    inside = bracket is not None and bracket.end >= group[-1].end
    scope = _within(reading, bracket, group) if bracket and inside else _segment(reading, position)
    return Place(reading, group, scope, reading.part(position), reading.sentence(position), inside, list(earlier))


def _segment(reading: Reading, position: int) -> Span:
    """The segment around a figure, with the label and colon before it: 补贴标准：每亩260元."""
    segment = reading.segment(position)
    if reading.folded[segment.start - 1 : segment.start] == "：":
        before = reading.segment(segment.start - 2)
        if _LABEL.fullmatch(reading.folded, before.start, segment.start):
            return Span(before.start, segment.end)
    return segment


def _within(reading: Reading, bracket: Span, group: tuple[Sum | Share, ...]) -> Span:
    """The comma segment inside a bracket."""
    start = max(reading.folded.rfind(sign, bracket.start, group[0].start) for sign in "，；。") + 1
    ends = [e for sign in "，；。" if (e := reading.folded.find(sign, group[-1].end, bracket.end)) >= 0]
    return Span(max(start, bracket.start), min(ends, default=bracket.end))
