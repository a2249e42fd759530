"""Cards: measures set out under labels, line by line, as handbooks print them: 政策内容：…, 【申报条件】…, 责任部门：…"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extract.patterns import Plain
from extract.read.tables import roles

BULLETS = "●◆★■▲◎☆□◇▶•·*"
# 政策内容：…, 【政策内容】…, ●政策内容 alone on its line. Which words are labels, the vocabulary says.
_LABEL = Plain(
    "card_label", rf"[\s{BULLETS}]*(?:\((?P<marked>[\u4e00-\u9fff]{{2,6}})\)\s*：?|(?P<plain>[\u4e00-\u9fff]{{2,6}})\s*(?:：|$))\s*"
)
# 补贴测算：…, a label that the vocabulary does not know: one only where cards are, and it comes again.
_OTHER = Plain("other_label", rf"[\s{BULLETS}]*(?P<name>[\u4e00-\u9fff]{{2,6}})\s*：")
_NAME = Plain("card_name", r"[^，。；：！？]{2,40}")
_FEWEST = 2  # cards
_OPENING = ("content", "standard", "object", "condition", "source")  # what stands first in a card
_MOST_OF_THEM = 0.7  # a label that opens every card may be missing on a few


class Label(NamedTuple):
    """The label that a line starts with: its name, what stands under it, and where that starts in the line."""

    name: str
    role: str
    end: int
    is_bare: bool  # nothing stands behind it on its line


@cache
def _first() -> frozenset[str]:
    """What a line with a label can start with; most lines do not."""
    return frozenset(f"{BULLETS}( {''.join(name[0] for name in roles())}")


def label_of(folded: str, start: int = 0) -> Label | None:
    """The label of a line, behind its number where it has one."""
    match = _LABEL.match(folded, start) if folded[start : start + 1] in _first() else None
    name = match["marked"] or match["plain"] if match else ""
    return Label(name, roles()[name], match.end(), match.end() == len(folded)) if match and name in roles() else None


class Cards(NamedTuple):
    """Where a document's cards are, by its lines; empty where it has none."""

    labelled: frozenset[int] = frozenset()  # lines under labels that come again
    starts: frozenset[int] = frozenset()  # lines that cards start with: a name above the first label, or under the label of names
    sources: tuple[int, ...] = ()  # lines that name the policy a card comes from


def cards_of(lines: Sequence[str]) -> Cards:
    """The cards of a document: what is granted, or how much, stands under the same label again, and another label comes again."""
    labels = [label_of(line) for line in lines]
    counts = Counter((label.role, label.name) for label in labels if label)
    again = {key: count for key, count in counts.items() if count >= _FEWEST}
    if len(again) < _FEWEST or not any(role in ("content", "standard") for role, _ in again):
        return Cards()
    names = [label.name if label else other_label(line) for label, line in zip(labels, lines, strict=True)]
    counted = Counter(filter(None, names))
    labelled = frozenset(i for i, name in enumerate(names) if name and counted[name] >= _FEWEST)
    named = [i for i, line in enumerate(lines) if "《" in line and _role_at(labels, i) == "source"]
    return Cards(labelled, _starts(lines, labels, again), tuple(named))


def other_label(folded: str) -> str | None:
    """The label of a line of a card, whether the vocabulary knows it or not."""
    match = _OTHER.match(folded)
    return match["name"] if match else None


def _role_at(labels: Sequence[Label | None], index: int) -> str | None:
    """What a line's own label says it is, or the bare one above it."""
    own, above = labels[index], labels[index - 1] if index else None
    return own.role if own else above.role if above and above.is_bare else None


def _starts(lines: Sequence[str], labels: Sequence[Label | None], again: dict[tuple[str, str], int]) -> frozenset[int]:
    """Under the label of names, or at a name above the label that most cards begin with."""
    under = {i for i, label in enumerate(labels) if label and label.role == "heading" and (label.role, label.name) in again}
    opening = {name: count for (role, name), count in again.items() if role in _OPENING}
    first = next((name for name, count in opening.items() if count >= _MOST_OF_THEM * max(opening.values())), None)
    above = {i - 1 for i, label in enumerate(labels) if label and label.name == first and _is_name(lines, labels, i - 1)}
    if len(above) < _FEWEST:
        return frozenset(under)
    last = Counter(label.name for i in above if i and (label := labels[i - 1])).most_common(1)
    unlabelled = (i for i in range(1, len(lines) - 1) if _is_name(lines, labels, i) and lines[i + 1].endswith("。"))
    return frozenset(under | above | {i for i in unlabelled if last and (label := labels[i - 1]) and label.name == last[0][0]})


def _is_name(lines: Sequence[str], labels: Sequence[Label | None], index: int) -> bool:
    """Whether a line can be the name of a card: short, without a label, and not what stands under the label above it."""
    if index < 0 or labels[index] or not _NAME.fullmatch(lines[index]):
        return False
    above = labels[index - 1] if index else None
    return above is None or not above.is_bare
