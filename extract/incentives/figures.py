"""The granted figures of a clause, those of one list together, and the grants that they make up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extract.fields.instruments import Named
from extract.fields.places import BETWEEN
from extract.grammar.reading import Reading, Span
from extract.patterns import Pattern
from extract.records import Amount, Percentage

Kind = Literal["rate", "award", "cap", "range", "fund", "raise"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one kind side by side: 20万元、35万元和60万元."""

    kind: Kind
    items: tuple[Amount | Percentage, ...]

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end


@dataclass(slots=True)
class Grant:
    """One grant as the text builds it up; several tiers are still one."""

    part: Span
    start: int
    end: int
    rate: Figures | None = None
    award: Figures | None = None
    fund: Figures | None = None
    caps: list[Figures] = field(default_factory=list)
    raised: bool = False  # 上浮 N%: no rate of its own
    model: Grant | None = None  # the grant that a raised share keeps base and caps of
    label: str | None = None  # what tells it from the grant beside it, where its figures carry no tier
    named: Named | None = None  # the instrument that is granted without figures

    @property
    def is_open(self) -> bool:
        """Whether a cap that follows can still belong to it."""
        return self.rate is not None or self.award is not None or bool(self.caps) or self.fund is not None or self.raised

    @property
    def is_budget(self) -> bool:
        """Whether it is the size of a fund or budget alone."""
        return self.fund is not None and not (self.rate or self.award or self.caps)

    @property
    def first(self) -> int:
        """Where its first figure stands, or the instrument that it grants without figures."""
        groups = [g for g in (self.rate, self.award, self.fund, *self.caps) if g is not None and g.start >= self.start]
        return min((g.start for g in groups), default=self.named.start if self.named else self.end)


# Words that begin another grant in the same part: 并给予…, 另…, 对….
ANOTHER = Pattern(
    "another_grant",
    r"""(?:，|、)(?:并|另|再|同时|此外|还|其中)?对(?!应(?![用急届聘征])|该|其给)[^，。；]{2,}|[^，。；]的，|(?:，|。|^)(?:并|另外?|再|同时|此外|还)[^，。；]{0,24}(?:给予|予以|奖励|补贴|补助|资助|追加|发放)""",
)
# 上浮20%, 标准在原有基础上提高50%. Not 提高到50%, a new rate.
_RAISE = Pattern("raise_words", r"上浮|上调|加成|(?:标准|额度|金额|基础上)[^，。；\d]{0,4}(?:提高|增加)\d")


def figures_in(reading: Reading, amounts: Sequence[Amount], percentages: Sequence[Percentage]) -> list[Figures]:
    """The granted figures of a clause, those of one list together."""
    granted: list[tuple[Kind, Amount | Percentage]] = [(a.role, a) for a in amounts if a.role in ("cap", "award", "fund")]
    granted += [("rate", p) for p in percentages if p.role == "rate"]
    granted += [("raise", p) for p in percentages if p.role == "other" and _is_raise(reading, p)]
    out: list[Figures] = []
    for kind, item in sorted(granted, key=lambda pair: pair[1].start):
        last = out[-1] if out else None
        beside = last is not None and (
            BETWEEN.fullmatch(reading.folded, last.end, item.start) is not None or _labelled(reading, last, item)
        )
        if last and beside and _is_range(last, kind, item):
            out[-1] = Figures("range", (*last.items, item))
        elif last and beside and (last.kind == kind or (last.kind == "range" and kind in ("award", "cap"))):
            out[-1] = Figures(last.kind, (*last.items, item))
        else:
            out.append(Figures(kind, (item,)))
    return out


def _labelled(reading: Reading, last: Figures, item: Amount | Percentage) -> bool:
    """Whether a cap stands in one list with the cap before it, each behind a label of its own: 个人最高5万元、团队最高20万元."""
    before = last.items[-1]
    return (
        last.kind == "cap"
        and before.tier is not None
        and item.tier not in (None, before.tier)
        and reading.segment(before.start) == reading.segment(item.start)
        and reading.folded[last.end] == "、"
    )


def _is_raise(reading: Reading, share: Percentage) -> bool:
    around = reading.folded[max(0, share.start - 12) : share.end + 4]
    return bool(_RAISE.search(around))


def _is_range(last: Figures, kind: Kind, item: Amount | Percentage) -> bool:
    return last.kind == "award" and kind == "cap" and last.items[-1].comparator == ">=" and last.items[-1].value < item.value
