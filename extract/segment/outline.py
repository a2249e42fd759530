"""The outline of a document: paragraphs hung under their headings and items, by number, mark-up and layout."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field

from extract.patterns import Pattern
from extract.segment.attributions import opens_attribution
from extract.segment.backs import ANNEX
from extract.segment.cards import cards_of, label_of
from extract.segment.numbers import LEVELS, RANK
from extract.segment.paragraphs import Paragraph

_ROOT = -1.0
_LONGEST_PLAIN = 20
_FEW = 4  # plain headings to a number
_ANNEX_RANK = -0.99  # above every heading of the text
# 【落户奖】 on a line of its own.
_MARKED = Pattern("heading_in_marks", r"\s*【[^【】]{2,24}】\s*")


@dataclass
class Node:
    """A heading or item with what stands under it; the root has no paragraph of its own."""

    rank: float
    own: Paragraph | None = None
    body: list[Paragraph] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    level: str = ""
    value: int = 0
    is_card: bool = False  # a measure under labels, its own paragraph the name or the first of them

    @property
    def is_title(self) -> bool:
        """Whether its own paragraph is only a heading."""
        if self.own is None:
            return False
        if self.own.looks_like_heading:
            return True
        return bool(self.children) and not self.body and (self.own.may_be_heading or self._is_sentence_above_sentences)

    @property
    def _is_sentence_above_sentences(self) -> bool:
        """（一）固定资产投资支持。 on a line of its own above whole sentences."""
        assert self.own is not None
        return self.own.is_short_sentence and all(child.own and child.own.folded.endswith("。") for child in self.children)


class Outline:
    """Builds the tree paragraph by paragraph; holds the chain of open headings and items."""

    def __init__(self, kind: str, items: list[Paragraph]) -> None:
        self.items = items
        self.plain = kind == "policy" and not any(p.level or p.kind == "row" for p in items) and self._has_plain_headings()
        self.cards = cards_of([_unnumbered(p) for p in items]).starts
        self.labels = [label_of(p.folded) if self.cards else None for p in items]
        self.groups = self._groups()
        self.numbers_cards = sum(items[index].number is not None for index in self.cards) > 1
        self.root = Node(_ROOT)
        self.chain = [self.root]
        self.rank = _ranks(items)
        self.card_rank = self._card_rank()
        self.starts = Counter(p.number.level for p in items if p.number and p.number.value == 1 and p.looks_like_heading)
        self.title_levels = {p.number.level for p in items if p.number and p.looks_like_heading}

    def build(self) -> Node:
        """The tree of all paragraphs."""
        for index, paragraph in enumerate(self.items):
            if paragraph.number and not self.plain:
                self._numbered(paragraph)
                self.chain[-1].is_card = index in self.cards
            elif index in self.cards:
                self._open(Node(self.card_rank, paragraph, level="card", is_card=True))
            elif index in self.groups:
                self._open(Node(self.card_rank - 0.25, paragraph, level="group"))
            elif self._is_lost_heading(index):
                self._open(Node(self._lost_rank(index), paragraph, level="lost"))
            elif index and ANNEX.match(paragraph.folded) and paragraph.looks_like_heading:
                self._open(Node(_ANNEX_RANK, paragraph, level="annex"))
            elif self._is_plain_heading(index):
                self._open(Node(0.0, paragraph, level="plain"))
            elif paragraph.level and paragraph.looks_like_heading:
                self._open(Node(self._marked_rank(paragraph.level), paragraph, level="marked"))
            else:
                self.chain[-1].body.append(paragraph)
        return self.root

    def _card_rank(self) -> float:
        """Below the headings that stand right above cards, and above every list in a card."""
        above = (self.items[index - 1].number for index in self.cards if index)
        return max((self.rank[number.level] for number in above if number), default=-1) + 0.5

    def _groups(self) -> frozenset[int]:
        """Labelled lines above cards that are no lines of a card, since most cards have none: 服务对象：高校毕业生."""
        above = [i - 1 for i in self.cards if i and self.labels[i - 1]]
        everywhere = Counter(label.name for label in self.labels if label)
        named = Counter(label.name for i in above if (label := self.labels[i]))
        groups = {name for name, count in named.items() if count == everywhere[name] and count * 2 <= len(self.cards)}
        return frozenset(i for i in above if (label := self.labels[i]) and label.name in groups)

    def _numbered(self, paragraph: Paragraph) -> None:
        number = paragraph.number
        assert number is not None
        level = number.level
        if self._continues_chinese(paragraph):
            level = "chinese"
        self._open(Node(float(self.rank[level]), paragraph, level=level, value=number.value))

    def _continues_chinese(self, paragraph: Paragraph) -> bool:
        """4、 where 四、 was meant: a heading whose value follows 三、 and no 3、."""
        number = paragraph.number
        assert number is not None
        if number.level != "arabic" or not paragraph.looks_like_heading or self.numbers_cards:
            return False
        siblings = [node for node in self.chain if node.level == "arabic"]
        above = [node for node in self.chain if node.level == "chinese"]
        return not siblings and bool(above) and above[-1].value + 1 == number.value > 1

    def _open(self, node: Node) -> None:
        while self.chain[-1].rank >= node.rank:
            self.chain.pop()
        self.chain[-1].children.append(node)
        self.chain.append(node)

    def _is_lost_heading(self, index: int) -> bool:
        """A heading whose number was lost: short, after a full stop, and an item one level down follows."""
        paragraph = self.items[index]
        if opens_attribution(paragraph.folded):
            return False
        if _MARKED.fullmatch(paragraph.text) and self._marked_levels():
            return True
        following = self.items[index + 1].number if index + 1 < len(self.items) else None
        if following is None or not paragraph.looks_like_heading or paragraph.kind != "text":
            return False
        before = self.items[index - 1] if index else None
        if before is not None and not (before.ends_sentence or before.folded.endswith(")")):
            return False
        if following.value == 1 and self.starts[following.level] > 1:
            return True
        return following.level not in ("part", "chapter", "section") and following.level not in self.title_levels

    def _has_plain_headings(self) -> bool:
        """Whether a policy has no numbers, or hardly one for each of its plain headings, below which it then stands."""
        numbers = sum(p.number is not None for p in self.items)
        return not numbers or (numbers * _FEW <= sum(is_plain_heading(self.items, index) for index in range(len(self.items))))

    def _is_plain_heading(self, index: int) -> bool:
        return self.plain and is_plain_heading(self.items, index)

    def _lost_rank(self, index: int) -> float:
        """The rank of the headings that stand over such items elsewhere, else just above the item's."""
        if _MARKED.fullmatch(self.items[index].text):
            return float(self.rank[self._marked_levels()[0]])
        following = self.items[index + 1].number
        assert following is not None
        below = self.rank[following.level]
        if following.level in self.title_levels:
            return below - 0.5
        above = [self.rank[level] for level in self.title_levels if self.rank[level] < below]
        return float(max(above)) if above else below - 0.5

    def _marked_levels(self) -> list[str]:
        """The levels whose headings stand in 【】 in this document."""
        return [p.number.level for p in self.items if p.number and "【" in p.text[: p.number.end + 2]]

    def _marked_rank(self, level: int) -> float:
        """Headings that only mark-up tells, by their depth, above every numbered item."""
        return _ROOT + level / 20


def _unnumbered(paragraph: Paragraph) -> str:
    """What stands behind a paragraph's number; nothing where it is no text, or a numbered label: that is an item of its own."""
    start = paragraph.number.end if paragraph.number else 0
    return paragraph.folded[start:] if paragraph.kind == "text" and not (start and label_of(paragraph.folded, start)) else ""


def is_plain_heading(items: list[Paragraph], index: int) -> bool:
    """A short line above a sentence, behind another sentence or at the start."""
    paragraph, *following = items[index : index + 2]
    if not following or paragraph.number or not paragraph.looks_like_heading or len(paragraph.text) > _LONGEST_PLAIN:
        return False
    return following[0].ends_sentence and (index == 0 or items[index - 1].ends_sentence)


def _counts_on(numbered: list[Paragraph], outer: str, inner: str) -> bool:
    """Whether a level counts on over items of another, which therefore stand inside it: （一） 2. 3. （二） 4. 5."""
    last, parted = None, False
    for paragraph in numbered:
        assert paragraph.number
        if paragraph.number.level == inner:
            parted = True
        elif paragraph.number.level == outer:
            if parted and last is not None and paragraph.number.value == last + 1:
                return True
            last, parted = paragraph.number.value, False
    return False


def _ranks(items: list[Paragraph]) -> dict[str, int]:
    """The usual ranks, but two levels change places where the document nests them the other way round.

    It does where titles of the inner level stand right above items of the outer one, as （一） above 第2条, or where the
    inner level comes first and starts anew less often.
    """
    numbered = [p for p in items if p.number]
    votes: Counter[tuple[str, str]] = Counter()
    for above, below in itertools.pairwise(numbered):
        assert above.number
        assert below.number
        if above.looks_like_heading and above.number.level != below.number.level:
            votes[above.number.level, below.number.level] += 1
    first = {p.number.level: i for i, p in reversed(list(enumerate(numbered))) if p.number}
    starts = Counter(p.number.level for p in numbered if p.number and p.number.value == 1)
    order = [level for level in LEVELS if level in first]
    for _ in order:
        for place, (outer, inner) in enumerate(itertools.pairwise(order)):
            nested = votes[inner, outer] - votes[outer, inner]
            earlier = first[inner] < first[outer] and starts[inner] < starts[outer] and not votes[outer, inner]
            earlier = earlier and not _counts_on(numbered, outer, inner)
            if nested > 0 or (nested == 0 and earlier):
                order[place], order[place + 1] = inner, outer
    places = sorted(RANK[level] for level in order)
    return dict(RANK) | dict(zip(order, places, strict=True))
