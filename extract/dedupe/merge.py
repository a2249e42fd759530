"""How the prints of one clause compare: which of them is the canonical one, how the others differ, and what look-alikes differ in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.dedupe.compare import Judgement, compare
from extract.dedupe.fidelity import Fidelity, fidelity
from extract.dedupe.printed import Printed
from extract.dedupe.veto import Difference
from extract.likeness import likeness
from extract.records import Duplicate, Place

_SAID = {
    "figure": "数字不同",
    "bound": "界限不同",
    "negation": "肯定与否定不同",
    "place": "地点不同",
    "name": "所指不同",
    "scope": "范围不同",
}
_NUMERIC = ("figure", "bound")


class Member(NamedTuple):
    """One print of a clause among several: where it stands, what it says, and what decides whether it is the canonical one."""

    place: int
    text: str
    printed: Printed
    quoted: bool  # in a compilation
    date: str
    path: str
    start: int


class Comparison(NamedTuple):
    """How another place compares with a clause's canonical print."""

    relation: str
    similarity: Decimal
    found: Fidelity

    def row(self, canonical: str, place: Place) -> Duplicate:
        """The record of it."""
        return Duplicate(
            relation=self.relation,  # type: ignore[arg-type]
            similarity=self.similarity,
            canonical=canonical,
            occurrence=place,
            **self.found._asdict(),
        )

    def with_difference(self, said: str) -> Comparison:
        """The same with one more difference."""
        return self._replace(found=self.found._replace(differences=(*self.found.differences, said)))

    def packed(self) -> bytes:
        """The same as it is kept on disk."""
        return json.dumps((self.relation, str(self.similarity), self.found)).encode()


def unpacked(data: bytes) -> Comparison:
    """What was packed."""
    relation, similarity, (omitted, added, differences, figures_equal, faithful) = json.loads(data)
    return Comparison(relation, Decimal(similarity), Fidelity(tuple(omitted), tuple(added), tuple(differences), figures_equal, faithful))


Ordered = list[tuple[int, Comparison | None]]


def ordered(groups: Sequence[Sequence[Member]]) -> Iterator[Ordered]:
    """Each group's places, the canonical one first, the others with how they compare with it."""
    for group in groups:
        first, *rest = sorted(group, key=lambda member: _rank(member, group))
        yield [(first.place, None), *((member.place, _compared(first, member)) for member in rest)]


def _rank(one: Member, group: Sequence[Member]) -> tuple[object, ...]:
    """What does not break off, then an original before a compilation, the longest, the earliest; then by path and place."""
    cut = one.printed.open_end and any(
        len(other.printed.key) > len(one.printed.key) and _judgement(other.printed, one.printed).relation == "truncated" for other in group
    )
    return (cut, one.quoted, -len(one.text), one.date, one.path, one.start)


def _compared(first: Member, other: Member) -> Comparison:
    found = fidelity(first.text, other.text)
    judgement = _settled(_judgement(first.printed, other.printed), found)
    return Comparison(judgement.relation, judgement.similarity, found)


def _judgement(first: Printed, other: Printed) -> Judgement:
    """How a print of a group relates to the canonical one; near where they met through others."""
    found = compare(first, other)
    if found is None or found.relation == "variant":
        return Judgement("near", likeness(first.key, other.key))
    shorter_first = len(first.key) < len(other.key)
    return found._replace(relation="near") if shorter_first and found.relation in ("excerpt", "truncated") else found


def _settled(judgement: Judgement, found: Fidelity) -> Judgement:
    """The judgement with excerpt and near told apart by what is left out: a remark in brackets makes no excerpt."""
    if judgement.relation not in ("near", "excerpt"):
        return judgement
    left_out = any(not text.startswith(("（", "(")) for text in found.omitted)
    return judgement._replace(relation="excerpt" if left_out else "near")


Look = tuple[Printed, Printed, Judgement]


def told(looks: Sequence[Look]) -> Iterator[Comparison]:
    """What two look-alikes differ in; where only other prints of them do, what differs there."""
    for one, other, known in looks:
        judgement = compare(one, other, thorough=True)
        yield _variant(judgement if judgement and judgement.relation == "variant" else known)


def _variant(judgement: Judgement) -> Comparison:
    said = tuple(_said(difference) for difference in judgement.apart)
    equal = not any(difference.kind in _NUMERIC for difference in judgement.apart)
    return Comparison(judgement.relation, judgement.similarity, Fidelity((), (), said, equal, False))


def _said(difference: Difference) -> str:
    if difference.kind == "judged":
        return "人工判定为不同条款"
    one, other = difference.one or "（无）", difference.other or "（无）"
    return f"{_SAID.get(difference.kind, '措辞不同')}：「{one}」与「{other}」"
