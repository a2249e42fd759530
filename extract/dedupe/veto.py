"""What makes two prints two policies: another figure, bound, negation, place or named thing in a phrase that both print."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from extract import lexicon
from extract.dedupe.alignment import Pair
from extract.dedupe.figures import figures, has_other_digits, is_figure
from extract.grammar.words import Word, longest_words
from extract.likeness import Change, changes
from extract.patterns import Pattern, any_of

Kind = Literal["figure", "bound", "negation", "place", "name", "scope", "wording", "judged"]
# What keeps two prints apart; the others are how one policy is quoted.
APART: frozenset[Kind] = frozenset({"figure", "bound", "negation", "place", "name"})


class Difference(NamedTuple):
    """One difference inside a phrase: of what kind, what the first prints, what the second prints."""

    kind: Kind
    one: str
    other: str


# Parts of speech that say how, not what: verbs, adverbs, prepositions, conjunctions, particles, pronouns, plain adjectives.
_MANNER = ("v", "a", "d", "p", "c", "u", "r", "z", "y", "e", "o", "i", "k", "h")
_NEGATIONS = frozenset("不未非无勿莫否")
_SHORT_WORD = 2  # characters; a longer word that lost one is a misprint of it
_SIGNS = {"<=": "≤", ">=": "≥", "<": "＜", ">": "＞", "=": "＝"}
_WINDOW = 5  # characters around a change in which its words are looked for
_COMMON_END = 0xD8  # GB 2312 lists its common characters first, up to this row


@lru_cache(maxsize=65536)
def numeric(pair: Pair) -> Difference | None:
    """Another figure or bound in two phrases that stand for each other."""
    if has_other_digits(*pair) and figures(pair.one) != figures(pair.other):
        return Difference("figure", *pair)
    one, other = _comparators(pair.one), _comparators(pair.other)
    return Difference("bound", *pair) if one != other and len(one) == len(other) else None


@lru_cache(maxsize=65536)
def worded(pair: Pair) -> tuple[Difference, ...]:
    """Every other difference inside two phrases that stand for each other; bounds that mean the same are the same sign."""
    alike = _comparators(pair.one) == _comparators(pair.other)
    one, other = (_signed(pair.one), _signed(pair.other)) if alike else pair
    return tuple(found for change in changes(one, other, bridge=1) for found in _judged(one, other, change))


def _judged(one: str, other: str, change: Change) -> Iterator[Difference]:
    """What kind of difference one change is; nothing where it is a misprint."""
    bare = one[change.start : change.end], other[change.other_start : change.other_end]
    if sorted(bare[0]) == sorted(bare[1]):
        return  # characters that changed places
    if _NEGATIONS & set(bare[0]) != _NEGATIONS & set(bare[1]):
        yield Difference("negation", *bare)
        return
    if all(is_figure(text) for text in bare):
        return  # the same value in other digits, as was found before
    left, right = _grown(one, other, change)
    texts = "".join(w.text for w in left), "".join(w.text for w in right)
    if not left or not right:
        yield from _one_sided(left or right, *texts)
    elif not all(_is_misprint(small, left, right) for small in _single(*bare)):
        yield Difference(_kind(left, right), *texts)


def _single(one: str, other: str) -> list[tuple[str, str]]:
    """The single edits of a change."""
    return [(one[c.start : c.end], other[c.other_start : c.other_end]) for c in changes(one, other)]


def _one_sided(found: list[Word], one: str, other: str) -> Iterator[Difference]:
    """A word that only one prints: a bound, a thing that narrows what is meant, or how it is said."""
    if any(_cue().fullmatch(word.text) for word in found):
        yield Difference("bound", one, other)
    elif any(_is_thing(word) and len(word.text) > 1 for word in found):
        yield Difference("scope", one, other)
    elif len(one or other) > 1:
        yield Difference("wording", one, other)


def _is_misprint(bare: tuple[str, str], left: list[Word], right: list[Word]) -> bool:
    """Whether a change of a character or two makes of a word what is none, as bad scans do."""
    if max(map(len, bare)) > 2 or any(c.isascii() for text in bare for c in text):
        return False
    if any(len(w.text) == 1 and not _is_common(w.text) for w in (*left, *right)):
        return True
    if max(map(len, bare)) > 1:
        return False
    lost = not all(bare) and len(left) == 1 and max(len("".join(w.text for w in side)) for side in (left, right)) > _SHORT_WORD
    return lost or _is_broken(left) or _is_broken(right)


def _is_broken(found: list[Word]) -> bool:
    """Whether a stretch falls into characters that are no words."""
    return any(len(word.text) == 1 for word in found)


def _kind(left: list[Word], right: list[Word]) -> Kind:
    """What kind of difference words in each other's place are."""
    one, other = "".join(w.text for w in left), "".join(w.text for w in right)
    if any(_is_place(w) for w in left) and any(_is_place(w) for w in right):
        return "place"
    if _interchangeable(one, other):
        return "wording"
    comparators = _comparators(one), _comparators(other)
    if all(comparators) and comparators[0] != comparators[1]:
        return "bound"
    activities = all(any(w.tag == "vn" for w in side) for side in (left, right))
    if not activities and not any(_is_thing(w) for w in (*left, *right)):
        return "wording"
    return "scope" if one.endswith(other) or other.endswith(one) else "name"


def _is_thing(word: Word) -> bool:
    return not word.tag.startswith(_MANNER)


def _is_place(word: Word) -> bool:
    return word.tag == "ns" or (len(word.text) > 2 and word.text.endswith(("省", "市", "区", "县", "州", "镇", "乡")))


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lexicon.words("interchangeable")):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(groups) for word, groups in found.items()}


def _interchangeable(one: str, other: str) -> bool:
    return bool(_groups().get(one, frozenset()) & _groups().get(other, frozenset()))


@cache
def _cues() -> dict[str, str]:
    return {row["cue"]: row["comparator"] for row in lexicon.table("bounds") if len(row["cue"]) > 1}


@cache
def _cue() -> Pattern:
    return Pattern("compared_bound", any_of(tuple(_cues())))


@lru_cache(maxsize=65536)
def _comparators(text: str) -> tuple[str, ...]:
    """The bounds that a phrase sets, in order; 最高 and 不超过 are the same."""
    return tuple(_cues()[match.group()] for match in _cue().finditer(text))


def _signed(text: str) -> str:
    """A phrase with a sign for each bound: 最高 and 最高不超过 are one."""
    out, at = [], 0
    for match in _cue().finditer(text):
        out += [text[at : match.start()], _SIGNS[_cues()[match.group()]]]
        at = match.end()
    return "".join([*out, text[at:]])


@cache
def _is_common(character: str) -> bool:
    """Whether a character is one of those that texts are written with: scans misread into others."""
    try:
        return character.encode("gb2312")[0] < _COMMON_END
    except UnicodeEncodeError:
        return False


def _grown(one: str, other: str, change: Change) -> tuple[list[Word], list[Word]]:
    """The words on both sides that a change touches; both sides grow alike, so that they stay comparable."""
    before, behind = min(_WINDOW, change.start, change.other_start), _WINDOW
    one, other = one[change.start - before : change.end + behind], other[change.other_start - before : change.other_end + behind]
    left, right = longest_words(one), longest_words(other)
    start, end, other_start, other_end = before, before + change.end - change.start, before, before + change.other_end - change.other_start
    while True:
        before = max(_inside(left, start)[0], _inside(right, other_start)[0])
        behind = max(_inside(left, end)[1], _inside(right, other_end)[1])
        if not before and not behind:
            break
        start, other_start = max(0, start - before), max(0, other_start - before)
        end, other_end = min(len(one), end + behind), min(len(other), other_end + behind)
    return [w for w in left if start <= w.start and w.end <= end], [w for w in right if other_start <= w.start and w.end <= other_end]


def _inside(found: tuple[Word, ...], position: int) -> tuple[int, int]:
    """How far the ends of the word around a position are; 0, 0 between words."""
    return next(((position - w.start, w.end - position) for w in found if w.start < position < w.end), (0, 0))
