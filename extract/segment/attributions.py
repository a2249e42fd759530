"""Attributions: where a compilation says which policy a clause comes from, in every form in use."""

from __future__ import annotations

from functools import cache

from extract import lexicon
from extract.patterns import Pattern, Plain, any_of
from extract.text import squeeze

_LONGEST = 120


@cache
def _types() -> str:
    return any_of(lexicon.words("document_types"))


@cache
def _complete() -> Pattern:
    """A title that has come to its end: a kind of document, with what may follow it in brackets."""
    return Pattern(
        "complete_title", rf"(?:{_types()}|》|号)(?:\((?:[^()]|\([^()]{{1,12}}\)){{1,30}}\)|第[^第条]{{1,6}}条|之[一二三四五六七八九十])*$"
    )


# ——关于…的意见: a dash, then a title. Not ——到2027年，产值突破…。: a list item set off by a dash runs on with punctuation.
DASHED = Pattern("dashed_attribution", r"^\s*[—\-─]{1,4}\s*(?=[《\d\u4e00-\u9fff“])")
# 政策依据：《…》 and its like on a line of their own.
LABELLED = Pattern(
    "labelled_attribution",
    r"^\s*+(?:[(]\s*+)?(?:政策来源|政策依据|政策出处|文件依据|文件来源|依据文件|来源文件|来源|出处|摘自|引自|依据)\s*(?:[)]\s*)?[：:]?\s*(?=《|[\u4e00-\u9fff]{4})",
)
# （来源：《…》第三条） at the end of a clause.
BRACKETED = Pattern(
    "bracketed_attribution",
    r"\(\s*(?:政策来源|政策依据|政策出处|文件依据|来源|出处|摘自|引自|见|详见)\s*[：:]?\s*(?P<title>《(?:[^《》]|《[^《》]*》){4,100}》(?:[^()]|\((?:[^()]|\([^()]*\))*\)){0,160}?)\)\s*。?\s*$",
)
# What stands behind a label without a colon: titles with their articles and remarks, and no 制定本办法.
_ONLY_TITLES = Pattern(
    "only_titles",
    r"(?:《(?:[^《》]|《[^《》]*》){2,100}》(?:第[^，。；]{1,12}|[(\[][^()\[\]]{1,40}[)\]号]*)?[、，和及]?){1,8}[)。]*$",
)
_FIRST = frozenset("—-─(政文依来出摘引")  # what an attribution can start with; most lines do not
TITLE = Plain("title_in_marks", r"《(?P<title>(?:[^《》]|《[^《》]*》){2,150})》")


def opens_attribution(folded: str) -> bool:
    """Whether a line starts an attribution: a dash or a label, and what follows reads like a title."""
    if folded.lstrip()[:1] not in _FIRST:
        return False
    match = DASHED.match(folded)
    if match:
        rest = folded[match.end() :]
        return len(rest) <= _LONGEST and not any(sign in rest for sign in "。；！？") and _title_like(rest)
    match = LABELLED.match(folded) if len(folded) <= _LONGEST and "《" in folded else None
    return match is not None and (
        "：" in match.group() or match.group().rstrip().endswith(")") or _ONLY_TITLES.match(folded, match.end()) is not None
    )


def _title_like(rest: str) -> bool:
    """A dash before a sentence with a comma and no title mark is a list item, not an attribution."""
    return "《" in rest or "，" not in rest


# What goes on with a title that seemed complete: a remark in brackets, 措施 behind 政策, 方案 behind 行动.
_GOES_ON = Pattern("title_goes_on", r"^\((?:[^()]|\([^()]*\)){1,40}\)$")
_SECOND_HALF = (("政策", ("措施", "意见")), ("行动", ("计划", "方案")), ("规划", ("纲要",)), ("标准", ("化",)))


def goes_on(before: str, folded: str) -> bool:
    """Whether a line goes on with the title of the line before, though that could stand alone."""
    if _GOES_ON.match(squeeze(folded)):
        return True
    return any(before.endswith(first) and folded.startswith(second) for first, second in _SECOND_HALF)


def glued(folded: str, known: frozenset[str]) -> int:
    """Where the clause starts that was glued to an attribution before it; 0 where none was.

    `known` are titles that the document's other attributions print in full.
    """
    match = DASHED.match(folded)
    if match is None or opens_attribution(folded):
        return 0
    rest = folded[match.end() :]
    titles = [title for title in known if rest.startswith(title) and len(rest) > len(title) + 10]
    return match.end() + len(max(titles, key=len)) if titles else 0


def is_complete(folded: str) -> bool:
    """Whether an attribution's title has come to its end, so that the next line is something else."""
    return bool(_complete().search(squeeze(folded)))


def titles_of(folded: str, text: str) -> tuple[str, ...]:
    """The titles in an attribution line, as printed, white space removed; none when the line is none."""
    match = DASHED.match(folded) or LABELLED.match(folded)
    if match is None:
        return ()
    marked = _marked(folded, text, match.end())
    if marked:
        return marked
    rest = squeeze(text[match.end() :]).rstrip("。")
    return (rest if "(" in folded[match.end() :] else rest.rstrip("）)"),)


def bracketed(folded: str, text: str) -> tuple[tuple[str, ...], int] | None:
    """The titles of an attribution in brackets that ends a clause, and where the bracket starts."""
    match = BRACKETED.search(folded)
    return (_marked(folded, text, match.start("title")), match.start()) if match else None


def _marked(folded: str, text: str, start: int) -> tuple[str, ...]:
    """The titles in 《》 from a position on."""
    found = (squeeze(text[m.start("title") : m.end("title")]) for m in TITLE.finditer(folded, start))
    return tuple(dict.fromkeys(found))
