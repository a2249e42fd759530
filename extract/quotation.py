"""How faithfully compilations quote the originals of a run, in lines for the end of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Protocol


class Compared(Protocol):
    """What differs between two prints."""

    @property
    def omitted(self) -> tuple[str, ...]: ...
    @property
    def added(self) -> tuple[str, ...]: ...
    @property
    def differences(self) -> tuple[str, ...]: ...
    @property
    def figures_equal(self) -> bool: ...
    @property
    def faithful(self) -> bool: ...


_UNLIKE = (("略去", "omitted"), ("增补", "added"), ("改写或改标点", "differences"))


def quote(pair: Compared) -> Counter[str]:
    """A place where a compilation prints a clause whose original is in the run, as it counts."""
    unlike = ("unlike", *(field for _, field in _UNLIKE if getattr(pair, field))) if not pair.faithful else ()
    return Counter(("quotes", *unlike, *(("figures",) if not pair.figures_equal else ())))


def look_alike(pair: Compared) -> Counter[str]:
    """Two clauses that look alike and were not merged, as they count."""
    return Counter(("variants", *(("unequal",) if not pair.figures_equal else ())))


def quotation_lines(counts: Counter[str]) -> Iterator[str]:
    """How many clauses were quoted faithfully and how many were not; nothing where nothing was quoted."""
    if quotes := counts["quotes"]:
        detail = "、".join(f"{name} {counts[field]} 处" for name, field in _UNLIKE if counts[field])
        said = f"{counts['figures']} 处数字、单位或界限不同" if counts["figures"] else "数字、单位和界限全部一致"
        unlike = f"{counts['unlike']} 处有出入{f'（{detail}）' if detail else ''}"
        yield f"汇编引用且原文在内的 {quotes} 处：{quotes - counts['unlike']} 处忠实，{unlike}；{said}"
    if variants := counts["variants"]:
        yield (f"另有 {variants} 对近似而不相同的条款未合并（其中 {counts['unequal']} 对数字或界限不同），见 duplicates.csv 中的 variant")
