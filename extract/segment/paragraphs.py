"""Lines to paragraphs: what one sentence's lines are, over line ends, page ends and columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from extract.clean import Piece
from extract.grammar.words import cuts_word
from extract.patterns import Pattern, Plain
from extract.segment.attributions import glued, goes_on, is_complete, opens_attribution, titles_of
from extract.segment.cards import cards_of
from extract.segment.metadata import is_title
from extract.segment.numbers import Number, number_at_start
from extract.text import fold, width

# A sentence or a list item ends here; a closing bracket or quotation mark may follow.
ENDS = Pattern("sentence_end", r"[。！？；…][”’)]*$|[。；]\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)$")
OPENS_LIST = Pattern("opens_list", r"：$")
# Signs that no title or heading holds.
RUNNING = Plain("running_text", r"[，。；！？]")
# 责任单位：市科技局、市财政局
DEPARTMENT_LABEL = r"(?:责任|牵头|配合|主管|主办|承办|实施|落实|执行|协办|参与)?(?:单位|部门|主体)[：:]"
DEPARTMENT_LINE = Pattern("department_line", rf"^\(?\s*{DEPARTMENT_LABEL}")
# 件攻关。对… behind 支持…关键部: too short for a sentence, so the end of the one above.
_REST_OF_LEAD = Pattern("rest_of_lead", r"[\u4e00-\u9fff]{1,3}。")
_STOPPED = Pattern("stopped_text", r"[。；！？\d%]|，$")
_WORD = Plain("latin_word", r"[A-Za-z]$")
# 责任单位：…, and what ends in a colon or a comma, is no heading.
_LABELLED = Pattern("labelled", r"[^：]{0,8}(?:单位|部门|主体)：|.*[：、]$")
# A line that stops inside a sum or a share, or the rest of one: 最高300 ⏎ 万元.
_CUT_FIGURE = Pattern("cut_figure", r"[\d.万亿百千零一二三四五六七八九十]$")
_REST_OF_FIGURE = Pattern("rest_of_figure", r"^\s*(?:[\d.]*[万亿%‰]|元(?!宇))")
# How sentences of measures start and titles do not.
_SENTENCE_START = Pattern("sentence_start", r"^(?:对|对于|凡|凡是|鼓励|支持|给予|按|按照|每)")

# A figure or a sign alone on a line: what the mark-up around it has cut out of its sentence.
_FIGURE = Pattern("figure_alone", r"^(?!\d{4}[-./]\d{1,2}[-./])[~—\-]?\d[\d.~—\-:：/%]{0,12}$")
_SIGN = Pattern("sign_alone", r"^[()\[\]、，。；：/%—~]{1,3}$")
_YEAR = Pattern("year_alone", r"^(?:19|20)\d\d(?:[~—\-](?:19|20)\d\d)?$")

_SHORT_SENTENCE = Pattern("short_sentence", r"[^，。；：！？]{2,16}。")

_LONGEST_HEADING = 50
_NARROWEST_WRAP = 40  # columns; narrower lines are not a wrapped page
_SHORTEST_LEAD = 30  # columns; a narrower line above a short sentence is a heading
_WIDEST_WRAP = 120


@dataclass
class Paragraph:
    """One paragraph: its pieces in order, and where each stands in the paragraph's text."""

    pieces: list[Piece] = field(default_factory=list)
    text: str = ""
    folded: str = ""  # the text as rules see it
    places: list[int] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Put another line behind; two Latin words get their blank back."""
        joint = " " if _WORD.search(self.text[-1:]) and piece.text[:1].isascii() and piece.text[:1].isalpha() else ""
        self.places.append(len(self.text) + len(joint))
        self.pieces.append(piece)
        self.text += joint + piece.text
        self.folded = fold(self.text) if "," in self.text else self.folded + joint + piece.folded  # 1, ⏎ 000 is one number

    def parted(self, cut: int) -> list[Paragraph]:
        """The paragraph as two, before and behind a position; a line over the cut belongs to both."""
        before, behind = (Paragraph(text=text, folded=fold(text)) for text in (self.text[:cut], self.text[cut:]))
        ends = [*self.places[1:], len(self.text)]
        for piece, start, end in zip(self.pieces, self.places, ends, strict=True):
            for part, reaches, place in ((before, start < cut, start), (behind, end > cut, start - cut)):
                if reaches:
                    part.pieces.append(piece)
                    part.places.append(place)
        return [before, behind]

    @property
    def first(self) -> Piece:
        return self.pieces[0]

    @property
    def as_printed(self) -> str:
        """Its only or first line with all its blanks, which part names; its own text where it is a part of that line."""
        return self.first.line.text if len(self.first.text) <= len(self.text) else self.text

    @property
    def page(self) -> int:
        return self.first.line.page

    @property
    def kind(self) -> str:
        return self.first.line.kind

    @property
    def level(self) -> int | None:
        return self.first.line.level

    @cached_property
    def number(self) -> Number | None:
        """The outline number that it starts with."""
        return number_at_start(self.folded, self.text) if self.kind == "text" else None

    @cached_property
    def bold(self) -> int:
        """How many leading characters are bold, over line ends."""
        count = 0
        for piece in self.pieces:
            count += piece.bold
            if piece.bold < len(piece.text):
                break
        return count

    @cached_property
    def looks_like_heading(self) -> bool:
        """Short and without the signs of running text."""
        body = self.folded[self.number.end :] if self.number else self.folded
        return 0 < len(body) <= _LONGEST_HEADING and not RUNNING.search(body) and not _LABELLED.match(body)

    @cached_property
    def may_be_heading(self) -> bool:
        """A heading in two halves, where items follow: 一、聚焦攻关，加快中试. Not what comes to a stop or names a figure."""
        body = self.folded[self.number.end :] if self.number else self.folded
        return 0 < len(body) <= _LONGEST_HEADING and not _STOPPED.search(body) and not _LABELLED.match(body)

    @cached_property
    def is_short_sentence(self) -> bool:
        """A few words without a comma that a full stop closes."""
        body = self.folded[self.number.end :] if self.number else self.folded
        return _SHORT_SENTENCE.fullmatch(body) is not None

    @cached_property
    def ends_sentence(self) -> bool:
        return bool(ENDS.search(self.folded))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document's lines are broken: whether at a margin, and where that margin is."""

    wrapped: bool
    columns: int
    blank_parts: bool = False  # a blank line parts paragraphs, since most lines have none before them

    @classmethod
    def of(cls, pieces: list[Piece]) -> Layout:
        """Wrapped when lines of running text end at one width; formats that know paragraphs never are."""
        if any(p.line.fills is not None for p in pieces):
            return cls(True, 0)
        blank_parts = sum(p.line.blank_before for p in pieces) < 0.4 * len(pieces)
        widths = sorted(width(p.text[:_WIDEST_WRAP]) for p in pieces if not p.line.ends and len(p.text) >= _NARROWEST_WRAP // 2)
        widths = [w for w in widths if w >= _NARROWEST_WRAP]
        if len(widths) < 5:
            return cls(False, 0)
        full = widths[round(0.9 * len(widths)) - 1]
        near = sum(0.82 * full <= w <= 1.08 * full for w in widths)
        return cls(full <= _WIDEST_WRAP and near >= 0.7 * len(widths), full, blank_parts)

    def fills(self, before: Paragraph) -> bool:
        """Whether the last line so far reaches the margin; a first line may have lost the blanks it was set in by."""
        last = before.pieces[-1]
        if last.line.fills is not None:
            return last.line.fills
        first_line = 4 if len(before.pieces) == 1 else 0
        return self.wrapped and width(last.text) + first_line >= self.columns - 5


def paragraphs(pieces: list[Piece]) -> list[Paragraph]:
    """Lines put together as they were written."""
    layout = Layout.of(pieces)
    cards = cards_of([p.folded if p.line.kind == "text" else "" for p in pieces])
    out: list[Paragraph] = []
    for index, piece in enumerate(pieces):
        labelled = index in cards.starts or index in cards.labelled
        if out and not labelled and not starts_paragraph(out[-1], piece, layout):
            out[-1].add(piece)
        else:
            out.append(Paragraph())
            out[-1].add(piece)
    return _unglued(out)


def _unglued(items: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs in which an attribution and the next clause were glued together, taken apart."""
    known = frozenset(t for p in items if opens_attribution(p.folded) for t in titles_of(p.folded, p.folded))
    out: list[Paragraph] = []
    for paragraph in items:
        cut = glued(paragraph.folded, known) if known else 0
        out += paragraph.parted(cut) if cut else [paragraph]
    return out


def starts_paragraph(before: Paragraph, piece: Piece, layout: Layout) -> bool:
    """Whether a line starts a paragraph of its own behind the one before it."""
    last, folded = before.pieces[-1], piece.folded
    if piece.line.kind != "text" or last.line.kind != "text" or piece.line.level or last.line.level:
        return True
    if opens_attribution(folded):
        return True
    text = before.folded
    if opens_attribution(text):
        if is_complete(text):
            return not goes_on(text, folded)
        return ENDS.search(folded) is not None or number_at_start(folded, piece.text) is not None
    number = number_at_start(folded, piece.text)
    if ENDS.search(text):
        return not _goes_on_after_stop(before, piece, number, layout)
    if number is not None:
        return not _is_mention(before, text, number, layout)
    if OPENS_LIST.search(text):
        return not layout.fills(before)
    if DEPARTMENT_LINE.match(folded) or (DEPARTMENT_LINE.match(last.folded) and not folded.startswith(("、", "，"))):
        return not layout.fills(before) and not text.endswith(("、", "，"))
    return not _goes_on(before, text, piece, folded, layout)


def _goes_on_after_stop(before: Paragraph, piece: Piece, number: Number | None, layout: Layout) -> bool:
    """A line that a full stop happens to end at the margin, and the next one is not set off."""
    if not layout.wrapped or number is not None or before.pieces[-1].line.ends:
        return False
    set_off = piece.line.indent >= 1.2 or piece.bold or (layout.blank_parts and piece.line.blank_before)
    return layout.fills(before) and not set_off


def _is_mention(before: Paragraph, text: str, number: Number, layout: Layout) -> bool:
    """第三条 or （一） at a line's start that only a sentence's line end put there."""
    if not RUNNING.search(text) or before.pieces[-1].line.ends:
        return False
    return layout.fills(before) and number.level in ("article", "chinese_bracket") and text[-1] in "照据按合第和、及与或至到在"


def _goes_on(before: Paragraph, text: str, piece: Piece, folded: str, layout: Layout) -> bool:
    """Whether a line belongs to a paragraph that has not come to a stop."""
    last = before.pieces[-1]
    if _is_cut_out(last.folded, folded, text):
        return True
    if RUNNING.search(text) or text.endswith(("、", "，")):
        return not _closes_with_bracket(before, text, layout)
    if layout.wrapped:
        return layout.fills(before) and not (last.line.centred or piece.line.centred)
    if _CUT_FIGURE.search(text) and _REST_OF_FIGURE.match(folded):
        return True
    if RUNNING.search(folded) and not before.bold and cuts_word(text, folded):
        return True
    if width(text) >= _SHORTEST_LEAD and _REST_OF_LEAD.match(folded):
        return True
    return bool(_SENTENCE_START.match(text)) and width(text) >= _NARROWEST_WRAP and RUNNING.search(folded) is not None


def _is_cut_out(last: str, folded: str, text: str) -> bool:
    """Whether a line or the one before it is a figure, a sign, a number or one character cut out of a sentence."""
    if _FIGURE.match(folded):
        heading = number_at_start(text, text) is not None and not RUNNING.search(text)
        return not (_FIGURE.match(last) or (heading and len(folded) <= 2) or (_YEAR.match(folded) and (is_title(text) or heading)))
    if _SIGN.match(folded) or _SIGN.match(last) or (_FIGURE.match(last) and folded[0] != "附") or len(text) == len(folded) == 1:
        return True
    number = number_at_start(text, text)
    return number is not None and number.end == len(text)


def _closes_with_bracket(before: Paragraph, text: str, layout: Layout) -> bool:
    """A sentence that a bracket ends instead of a full stop, on a line with room left."""
    last = before.pieces[-1].line
    room = last.ends or (not layout.fills(before) if layout.wrapped else width(text) > _NARROWEST_WRAP)
    return text.endswith(")") and not text.endswith(("(含)", "(不含)")) and room
