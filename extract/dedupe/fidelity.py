"""Whether a copy says what the original says: what it leaves out, adds or words otherwise, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.dedupe.alignment import Pair, steps
from extract.dedupe.printed import bare_phrase
from extract.dedupe.veto import numeric
from extract.likeness import changes
from extract.text import fold, squeeze

_STOP = "，。；：！？"
_PHRASE = re.compile(rf"[（(]?[^{_STOP}()（）,;:!?]*(?:(?<=\d)[,:](?=\d)[^{_STOP}()（）,;:!?]*)*[{_STOP}）),;:!?”》]*")
_SENTENCE = re.compile(rf"[（(][^()（）]*[）)][{_STOP}]*|[^。！？]+[。！？]?[）)”》]*|[。！？]")
_AROUND = 6  # characters that show where a mark stands


class Fidelity(NamedTuple):
    """How a copy differs from its original. `faithful`: nothing but layout and width differs."""

    omitted: tuple[str, ...]
    added: tuple[str, ...]
    differences: tuple[str, ...]
    figures_equal: bool
    faithful: bool


class _Phrase(NamedTuple):
    """A phrase as printed, as compared, and the marks that end it."""

    text: str
    bare: str
    marks: str


@dataclass
class _Found:
    """What is being gathered."""

    omitted: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    worded: list[str] = field(default_factory=list)
    widths: list[str] = field(default_factory=list)
    figures_equal: bool = True


def fidelity(original: str, copy: str) -> Fidelity:
    """What a copy leaves out, adds or words otherwise."""
    one, other = _phrases(original), _phrases(copy)
    found = _Found()
    every = steps([p.bare for p in one], [p.bare for p in other])
    for step, following in zip(every, [*every[1:], None], strict=True):
        place = step.place
        left, right = one[place.start : place.end], other[place.other_start : place.other_end]
        if step.paired:
            _compare(_joined(one[: place.start])[-_AROUND:], left, right, found)
            left_out = one[following.place.start : following.place.end] if following and not following.paired else []
            _compare_marks(left[-1], right[-1], left_out, found)
        else:
            found.omitted += _sentences(left)
            found.added += _sentences(right)
    _mend_tail(found)
    unlike = (found.omitted, found.added, found.worded)
    return Fidelity(tuple(found.omitted), tuple(found.added), (*found.worded, *found.widths), found.figures_equal, not any(unlike))


def _mend_tail(found: _Found) -> None:
    """Where the copy breaks off inside a phrase, its last words are no addition but the start of what it leaves out."""
    last = found.added[-1] if found.added else ""
    place = next((i for i, text in enumerate(found.omitted) if last and text.startswith(last)), None)
    if place is not None:
        found.added.pop()
        found.omitted[place] = found.omitted[place].removeprefix(last)


def _phrases(text: str) -> list[_Phrase]:
    """A text's phrases; one without a word belongs to the one before it."""
    out: list[_Phrase] = []
    for match in _PHRASE.finditer(squeeze(text)):
        printed = match.group()
        bare = bare_phrase(printed)
        if bare:
            out.append(_Phrase(printed, bare, _marks(printed)))
        elif printed and out:
            last = out[-1]
            out[-1] = _Phrase(last.text + printed, last.bare, last.marks + _marks(printed))
    return out


def _marks(text: str) -> str:
    """The marks at the end of a phrase that part it from the next."""
    return "".join(c for c in fold(text[len(text.rstrip(_STOP + "（）(),;:!?”》")) :]) if c in _STOP)


def _joined(phrases: Iterable[_Phrase]) -> str:
    return "".join(phrase.text for phrase in phrases)


def _sentences(phrases: Iterable[_Phrase]) -> list[str]:
    """Phrases joined, each sentence by itself."""
    return [text for text in _SENTENCE.findall(_joined(phrases)) if text]


def _compare(lead: str, left: Sequence[_Phrase], right: Sequence[_Phrase], found: _Found) -> None:
    """Words and widths of phrases that stand for each other."""
    one, other = (_joined(phrases).rstrip(_STOP + ",;:!?") for phrases in (left, right))
    pair = Pair("".join(p.bare for p in left), "".join(p.bare for p in right))
    if pair.one != pair.other:
        found.worded.append(f"「{_trimmed(one)}」作「{_trimmed(other)}」")
        if numeric(pair) is not None:
            found.figures_equal = False
        return
    for change in changes(one, other):
        before = (lead + one[: change.start])[-_AROUND:]
        printed = one[change.start : change.end], other[change.other_start : change.other_end]
        (found.widths if fold(printed[0]) == fold(printed[1]) else found.worded).append(_mark_changed(before, *printed))


def _compare_marks(left: _Phrase, right: _Phrase, left_out: Sequence[_Phrase], found: _Found) -> None:
    """The marks behind phrases that stand for each other; where phrases are left out, the last one's mark may close them."""
    closing = next((phrase.marks for phrase in reversed(left_out) if phrase.marks), "")
    if right.marks not in ("", left.marks, closing) and (left.marks or closing):
        found.worded.append(_mark_changed(left.text.rstrip(_STOP + "（）()")[-_AROUND:], left.marks or closing, right.marks))


def _mark_changed(before: str, one: str, other: str) -> str:
    if not other:
        return f"「{before}」后略去「{one}」"
    return f"「{before}」后「{one}」作「{other}」" if one else f"「{before}」后增「{other}」"


def _trimmed(text: str) -> str:
    return text if len(text) <= 80 else text[:40] + "…" + text[-39:]


__all__ = ["Fidelity", "fidelity"]
