"""How faithfully compilations quote the originals of a run, in lines for the end of the run."""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Duplicate
from extract.run import Run


def quotation_lines(run: Run) -> Iterator[str]:
    """How many clauses were quoted faithfully and how many were not; nothing where nothing was quoted."""
    quotes = _quotes(run)
    if quotes:
        unlike = [pair for pair in quotes if not pair.faithful]
        counts = ((name, sum(bool(getattr(pair, field)) for pair in unlike)) for name, field in _UNLIKE)
        detail = "、".join(f"{name} {count} 处" for name, count in counts if count)
        figures = sum(not pair.figures_equal for pair in quotes)
        said = f"{figures} 处数字、单位或界限不同" if figures else "数字、单位和界限全部一致"
        yield f"汇编引用且原文在内的 {len(quotes)} 处：{len(quotes) - len(unlike)} 处忠实，{len(unlike)} 处有出入{f'（{detail}）' if detail else ''}；{said}"
    variants = [pair for pair in run.duplicates if pair.relation == "variant"]
    if variants:
        unequal = sum(not pair.figures_equal for pair in variants)
        yield f"另有 {len(variants)} 对近似而不相同的条款未合并（其中 {unequal} 对数字或界限不同），见 duplicates.csv 中的 variant"


_UNLIKE = (("略去", "omitted"), ("增补", "added"), ("改写或改标点", "differences"))


def _quotes(run: Run) -> list[Duplicate]:
    """The places where a compilation prints a clause whose original is in the run."""
    kinds = {document.id: document.kind for document in run.documents}
    originals = {clause.id for clause in run.clauses if kinds[clause.document] == "policy"}
    copies = (pair for pair in run.duplicates if pair.relation != "variant")
    return [pair for pair in copies if kinds[pair.occurrence.document] == "compilation" and pair.canonical in originals]
