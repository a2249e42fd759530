"""What stands behind the text of a document: signature, date, annexes, addresses, back cover, a site's footer."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache

from extract import lexicon
from extract.patterns import Pattern
from extract.segment.attributions import opens_attribution
from extract.segment.cards import cards_of, label_of
from extract.segment.metadata import organisations, whole_date
from extract.segment.paragraphs import ENDS, RUNNING, Paragraph
from extract.segment.rows import row_of
from extract.text import squeeze

# 附件1, 附件：1．…, 附录2：竞价指引, 附： alone. Not 附则.
ANNEX = Pattern("annex_heading", r"^附(?:件|录|表)?[ ]?(?:[：:].{0,80}|\d{1,2}[ ]?(?:[：:.、][^，。；]{0,80}|[^，。；：:]{0,40})|$)")
# Annexes that hold no measures, whatever numbers they print.
_FORM = Pattern(
    "form", r"(?:表|书|函|承诺|声明|协议|模板|范本|样[式本张]|格式|流程图?|示意图|名单|名录|目录|回执|材料|清单)(?:\([^()]{1,20}\))*$"
)
_OFTEN = 3  # an address that stands below every item belongs to the last one too
_POINTS_AHEAD = Pattern("points_ahead", r"如[下表图]|[见如]附?[表图]|：$")


@cache
def _back() -> Pattern:
    return Pattern("back_matter", "|".join(f"(?:{row})" for row in lexicon.words("back_matter")))


def without_back(items: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The text with those of its annexes that hold measures, and what stands between the two: signature, date, addresses."""
    annexes = _annexes(items)
    own = items[: annexes[0]] if annexes else items
    end = _end_of_text(own)
    kept = own[:end]
    for start, stop in itertools.pairwise([*annexes, len(items)]):
        annex = items[start:stop]
        kept += annex[: _end_of_text(annex)] if _holds_measures(annex) else []
    return kept, own[end:]


def _annexes(items: list[Paragraph]) -> list[int]:
    """Where each annex starts; none before the first numbered sentence."""
    text = next((i for i, p in enumerate(items) if p.number and RUNNING.search(p.folded)), len(items))
    return [i for i in range(text + 1, len(items)) if items[i].kind == "text" and ANNEX.match(items[i].folded)]


def _holds_measures(annex: list[Paragraph]) -> bool:
    """Whether an annex has numbered sentences or rows of measures, and is neither a form nor a mere list of annexes."""
    if any(_FORM.search(squeeze(p.folded)) for p in annex[:3] if p.looks_like_heading):
        return False
    if any(p.kind == "row" and row_of(p) for p in annex):
        return True
    sentences = (one for one, other in itertools.pairwise([*annex, annex[0]]) if one.number and _runs(one, other))
    return sum(1 for _ in sentences) >= 2


def _runs(numbered: Paragraph, following: Paragraph) -> bool:
    """Whether a number stands before a sentence, or before a heading with one below it."""
    return bool(RUNNING.search(numbered.folded)) or (following.number is None and bool(RUNNING.search(following.folded)))


def _end_of_text(items: list[Paragraph]) -> int:
    """Where the last sentence ends that is no line of the back."""
    end, before = len(items), -1
    least = _behind_last_card(items)
    printed = Counter(map(_label, items))
    while end != before:
        before = end
        while end > least and printed[_label(items[end - 1])] < _OFTEN and _is_back(items[end - 1], items[end - 2] if end > 1 else None):
            end -= 1
        end = max(least, _behind_last_sentence(items, end))
    return end


def _behind_last_card(items: list[Paragraph]) -> int:
    """Where the last card ends, whose labels may name bodies and addresses as a back does; 0 where there are no cards."""
    lines = [p.folded for p in items]
    last = max(cards_of(lines).labelled, default=-1)
    label = label_of(lines[last]) if last >= 0 else None
    return min(len(items), last + 1 + (label is not None and label.is_bare))


def _label(paragraph: Paragraph) -> str:
    """What a line says before its colon."""
    return squeeze(paragraph.folded).split("：")[0]


def _is_back(paragraph: Paragraph, before: Paragraph | None) -> bool:
    folded = squeeze(paragraph.folded)
    if paragraph.kind != "text" or paragraph.number:
        return False
    if _back().fullmatch(folded) or whole_date(folded) or organisations(paragraph.as_printed):
        return not opens_attribution(paragraph.folded)
    named = before is not None and (_back().fullmatch(squeeze(before.folded)) is not None)
    return named and paragraph.looks_like_heading


def _behind_last_sentence(items: list[Paragraph], end: int) -> int:
    """Where short lines start that stand behind a full stop and belong to nothing: names, a site's links."""
    last = next((i for i in range(end - 1, -1, -1) if not _is_stray(items[i])), -1)
    stops = last >= 0 and ENDS.search(items[last].folded) and not _POINTS_AHEAD.search(items[last].folded)
    return last + 1 if stops else end


def _is_stray(paragraph: Paragraph) -> bool:
    plain = paragraph.kind == "text" and paragraph.number is None and not opens_attribution(paragraph.folded)
    return plain and paragraph.looks_like_heading
