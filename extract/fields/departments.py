"""Bodies responsible for a clause: named in brackets at the ends of sentences, or on a line of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from extract import lexicon
from extract.grammar.reading import Reading, Span
from extract.patterns import Pattern, Plain, any_of
from extract.records import Department
from extract.text import squeeze

Role = Literal["responsible", "lead", "cooperating"]

_ROLES: dict[str, Role] = {
    "牵头": "lead",
    "主办": "lead",
    "主管": "lead",
    "配合": "cooperating",
    "协办": "cooperating",
    "参与": "cooperating",
    "协同": "cooperating",
}
# 责任单位：, or 【责任单位】 at the start of a line, or 责任单位 alone on it.
LABEL = Pattern(
    "department_label",
    r"""(?P<line>(?<![^\n])(?P<marked>\()?)?(?P<role>责任|牵头|配合|主管|主办|协办|参与|协同|实施|落实|执行|承办|兑现|受理|责任及配合)?(?P<noun>单位|部门|主体|处室|机关|科室)
        (?:和(?:责任|配合)单位)?[ ]*(?(marked)\)[ ]*：?|(?(line)[：\n]|：))""",
)
# Where a list of names ends: at a stop, or with its line where no comma goes on.
_LIST_END = Pattern("list_of_bodies_end", r"。|(?<![、，：])\n")
# Not in 各县（市、区）政府, one name.
_SPLIT = Pattern(
    "department_separator", r"\([^()\n]{1,12}\)(*SKIP)(*FAIL)|[、，；,;\n]|会同|等(?=[单部]|$)|(?<=[局委厅办府])和(?=[市区县省各])"
)
# Behind the names, in a bracket without label: （市文旅局、各区政府负责）.
_TAIL = Pattern(
    "in_charge", r"(?:等)?(?:按职责分工)?(?:共同|分别|具体)?(?:牵头)?(?:负责|落实|牵头|配合|组织实施)(?:落实|实施|组织实施)?。?$"
)
# 本条政策由A会同B组织实施
_LED = Pattern("led_by", r"(?:本条(?:政策|措施|款)?|此条)?由")
# A牵头，B、C配合 in a bracket: each with its part.
_SHARE = Plain("share_of_work", r"由?(?P<names>[^，；]{2,80}?)(?P<role>牵头|配合|协办|参与|负责)(?:负责|落实)?[，；。]?")
_STOP = Pattern("sentence_stop", r"^[。；]?\s*(?:$|[\u4e00-\u9fff“《(（\d①-⑳一二三四五六七八九十])")


@cache
def _body() -> Pattern:
    """One name of a body. Not 含 or 以下简称 that other brackets hold."""
    return Pattern(
        "body",
        rf"(?!含|不含|以下|简称|包括|即|如|下同|见)[\u4e00-\u9fffA-Za-z·“”()]{{1,28}}?{any_of(lexicon.words('organisation_endings'))}(?:\([^()]{{2,12}}\))?",
    )


def find(reading: Reading) -> list[Department]:
    """The responsible bodies, each once, in order of print."""
    out: dict[str, Department] = {}
    for span in reading.brackets:
        for name, role in _named(reading, span):
            out.setdefault(name, Department(name=name, role=role))
    for match in LABEL.finditer(reading.folded):
        if reading.bracket(match.start()) is None:
            end = _LIST_END.search(reading.folded, match.end())
            for name, role in _listed(reading, Span(match.start(), end.start() if end else len(reading.text))):
                out.setdefault(name, Department(name=name, role=role))
    return list(out.values())


def _named(reading: Reading, span: Span) -> list[tuple[str, Role]]:
    """The bodies in a bracket, when it holds nothing else."""
    inside = reading.folded[span.start : span.end]
    shares = list(_SHARE.finditer(inside))
    if len(shares) > 1 and "".join(m.group() for m in shares) == inside:
        return [
            (squeeze(reading.text[name.start : name.end]), _ROLES.get(share["role"], "responsible"))
            for share in shares
            for name in _names(reading, Span(span.start + share.start("names"), span.start + share.end("names")))
        ]
    if LABEL.search(inside):
        return list(_listed(reading, span))
    tail = _TAIL.search(inside)
    end = span.start + tail.start() if tail else span.end
    led = _LED.match(inside)
    start = span.start + (led.end() if led else 0)
    names = _names(reading, Span(start, end))
    behind = reading.folded[span.end + 1 : span.end + 2]
    ends_sentence = behind in ("", "。", "；", "\n") or (behind == "，" and bool(tail))
    bodies = sum(1 for s in names if _body().fullmatch(_fold(reading, s)))
    least = len(names) if reading.text[span.start - 1] in "(（" else (len(names) + 1) // 2  # 〔省财政厅，各市（地）政府〕
    if names and ends_sentence and bodies >= least:
        return [(squeeze(reading.text[s.start : s.end]), "responsible") for s in names]
    return []


def _fold(reading: Reading, span: Span) -> str:
    return reading.folded[span.start : span.end].strip()


def _names(reading: Reading, span: Span) -> list[Span]:
    out, start = [], span.start
    for match in _SPLIT.finditer(reading.folded, span.start, span.end):
        out.append(Span(start, match.start()))
        start = match.end()
    out.append(Span(start, span.end))
    return [s for s in out if reading.folded[s.start : s.end].strip()]


def _listed(reading: Reading, span: Span) -> Iterator[tuple[str, Role]]:
    """The bodies behind each label: 牵头单位：A；配合单位：B、C."""
    labels = list(LABEL.finditer(reading.folded, span.start, span.end))
    ends = [m.start() for m in labels[1:]] + [span.end]
    for match, end in zip(labels, ends, strict=True):
        role = _ROLES.get(match["role"] or "", "responsible")
        stop = _LIST_END.search(reading.folded, match.end(), end)
        for name in _names(reading, Span(match.end(), stop.start() if stop else end)):
            shown = squeeze(reading.text[name.start : name.end]).strip("。；;,，")
            if 1 < len(shown) <= 30:
                yield shown, role
