"""Clauses from the outline: which items stand alone, which belong to the sentence that opens their list."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from extract.patterns import Pattern
from extract.segment.attributions import bracketed, opens_attribution, titles_of
from extract.segment.card_clauses import card
from extract.segment.drafts import Draft
from extract.segment.headings import heading_of, lead_of, squeeze_edges
from extract.segment.kinds import ANNEX_RULES, BINDING, CLOSING, set_kinds
from extract.segment.outline import Node
from extract.segment.paragraphs import DEPARTMENT_LABEL, DEPARTMENT_LINE, ENDS, Paragraph
from extract.segment.rows import Row, row_of
from extract.text import squeeze

_SHORT_LEAD = 12
ANNEX_ALONE = Pattern("annex_number_alone", r"附(?:件|录|表)?[ ]?\d{0,2}[：:]?$")
_AHEAD = Pattern("speaks_of_a_list", r"如下|以下|下列|下述|(?:条件|标准|要求|情形)之一")


class Clauses:
    """Walks an outline and yields drafts; knows whether the document is a compilation."""

    def __init__(self, kind: str, root: Node) -> None:
        self.compilation = kind == "compilation"
        self.root = root
        self.following = {id(one): other for one, other in _neighbours(root)}

    def drafts(self) -> list[Draft]:
        """Every clause in the order of print, kinds and attributions set."""
        out = [d for d in _attributed(self._walk(self.root, ())) if squeeze(d.text)]
        return out if self.compilation else set_kinds(_with_usual_headings(out), bool(self.root.children))

    def _walk(self, node: Node, section: tuple[str, ...]) -> Iterator[Draft]:
        if node.own is None:
            yield from self._loose(node.body, section)
        elif node.is_card:
            yield card([*_descend(node)], section)
            return
        elif node.children and _merges(node):
            yield _draft(node, section, list(_descend(node)))
            return
        elif self._is_section(node):
            titles = _title_lines(node)
            title = "".join(p.text for p in (node.own, *(titles if ANNEX_ALONE.match(node.own.folded) else ())))
            section = (
                *section,
                squeeze(title) if self.compilation else squeeze_edges(title) if node.own.is_short_sentence else title.strip(),
            )
            yield from self._loose(node.body[len(titles) :], section)
        else:
            own, loose = self._own_body(node)
            draft = _draft(node, section, [node.own, *own])
            yield draft
            yield from self._loose(loose, section)
            section = (*section, (draft.number or "") + (draft.heading or "")) if node.children else section
        for child in node.children:
            yield from self._walk(child, section)

    def _is_section(self, node: Node) -> bool:
        """Whether a title stands over clauses instead of being one with its text."""
        if not node.is_title:
            return False
        if node.children:
            return True
        if self.compilation:
            return bool(node.body)
        leads = [p for p in node.body if lead_of(p, 0)]
        assert node.own is not None
        if node.level == "plain":
            return len(node.body) > 1
        if ANNEX_RULES.search(node.own.folded) and node.body and node.level != "article":
            return any(child.children for child in self.root.children)
        return any(p.kind == "row" for p in node.body) or (len(leads) >= 2 and len(leads) == len(node.body))

    def _own_body(self, node: Node) -> tuple[list[Paragraph], list[Paragraph]]:
        """The paragraphs behind an item that go on with it, and those that stand for themselves."""
        lost = self._lost_item(node)
        for index, paragraph in enumerate(node.body):
            if index == lost or self._stands_alone(node, paragraph, index):
                return node.body[:index], node.body[index:]
        return node.body, []

    def _lost_item(self, node: Node) -> int | None:
        """Where the item starts whose number was lost: a lead sentence like its neighbours', and the next number jumps."""
        following = self.following.get(id(node))
        if following is None or following.level != node.level or following.value != node.value + 2 or not heading_of(node):
            return None
        return next((i for i, p in enumerate(node.body) if lead_of(p, 0) and p.kind == "text"), None)

    def _stands_alone(self, node: Node, paragraph: Paragraph, index: int) -> bool:
        if paragraph.kind == "row" or opens_attribution(paragraph.folded):
            return True
        if DEPARTMENT_LINE.match(paragraph.folded):
            return False
        if self.compilation:
            return True
        before = (node.body[index - 1] if index else node.own or paragraph).folded
        if not (ENDS.search(before) or DEPARTMENT_LINE.match(before)):
            return False
        if BINDING.search(paragraph.folded) or CLOSING.search(paragraph.folded):
            return not self._has_next(node)
        return paragraph.bold > 3 and lead_of(paragraph, 0) is not None

    def _has_next(self, node: Node) -> bool:
        """Whether another item follows, so that what stands behind this one belongs to it."""
        return bool(node.children) or not _is_last(self.root, node)

    def _loose(self, items: list[Paragraph], section: tuple[str, ...]) -> Iterator[Draft]:
        """Clauses without a number: each with a lead, an attribution or a row; the rest goes on with the one before."""
        last: Draft | None = None
        for paragraph in items:
            line = paragraph.first.line
            if line.kind == "row" and line.cells == line.header:
                continue  # the row that names the columns
            if opens_attribution(paragraph.folded):
                yield Draft("attribution", section, None, None, 0, [paragraph])
                last = None
            elif last is not None and self._goes_on(last, paragraph) and not bracketed(last.paragraphs[-1].folded, ""):
                last.paragraphs.append(paragraph)
            else:
                row = row_of(paragraph)
                last = _of_row(row, paragraph, section) if row else Draft("measure", section, None, lead_of(paragraph, 0), 0, [paragraph])
                yield last

    def _goes_on(self, last: Draft, paragraph: Paragraph) -> bool:
        if paragraph.kind == "row" or last.paragraphs[-1].kind == "row":
            return False
        if DEPARTMENT_LINE.match(paragraph.folded) or (paragraph.folded.startswith("(") and paragraph.folded.rstrip("。").endswith(")")):
            return True
        return self.compilation and lead_of(paragraph, 0) is None and paragraph.bold == 0


def _title_lines(node: Node) -> list[Paragraph]:
    """The lines below 附件2 that are its title."""
    if node.level != "annex":
        return []
    return [*itertools.takewhile(lambda p: p.kind == "text" and p.looks_like_heading, node.body)]


def _of_row(row: Row, paragraph: Paragraph, section: tuple[str, ...]) -> Draft:
    start, end = row.body
    own = row.first("section")
    return Draft(
        kind="measure",
        section=(*section, own) if own else section,
        number=row.first("number"),
        heading=row.first("heading"),
        offset=start,
        paragraphs=[paragraph],
        attributions=row.titles,
        cut=end,
        row=row,
    )


def _neighbours(node: Node) -> Iterator[tuple[Node, Node]]:
    """Each node with the next one under the same heading."""
    yield from itertools.pairwise(node.children)
    for child in node.children:
        yield from _neighbours(child)


def _is_last(root: Node, node: Node) -> bool:
    while root.children:
        root = root.children[-1]
    return root is node


def _descend(node: Node) -> Iterator[Paragraph]:
    if node.own is not None:
        yield node.own
    yield from node.body
    for child in node.children:
        yield from _descend(child)


def _merges(node: Node) -> bool:
    """Whether the items below belong to one sentence: an item with text of its own holds its list.

    Not where each of them is a measure with a heading of its own, nor below a mere title.
    """
    own = node.body[-1] if node.body else node.own
    assert own is not None
    assert node.own is not None
    measures = sum(1 for c in node.children if heading_of(c) and c.own and c.own.ends_sentence and not c.own.folded.endswith("；"))
    whole = measures * 2 > len(node.children)
    if node.level == "annex" or (
        node.is_title and node.body and _is_aside(own) and all(c.own and c.own.ends_sentence for c in node.children)
    ):
        return False
    if own.folded.rstrip().endswith("："):
        return not (whole and (_is_short_opener(own) or _are_projects(node.children)))
    return not (node.is_title and not node.body) and not whole


# （牵头单位：市科技局，配合单位：各区） behind an item's text: it is a measure of its own.
_ANSWERED_FOR = Pattern("answered_for", rf"\({DEPARTMENT_LABEL}.*\)。?$")


def _are_projects(items: list[Node]) -> bool:
    """Whether items below 实施如下项目： are measures: their numbers go on from the item before, or each names who answers for it."""
    return items[0].value > 1 or all(item.own and _ANSWERED_FOR.search(item.own.folded) for item in items)


def _is_aside(paragraph: Paragraph) -> bool:
    """A whole sentence below a heading that opens no list: 流程图见附录3。"""
    return paragraph.folded.endswith("。") and not _AHEAD.search(paragraph.folded)


def _is_short_opener(paragraph: Paragraph) -> bool:
    """支持标准： is a heading that happens to end in a colon."""
    start = paragraph.number.end if paragraph.number else 0
    return len(paragraph.folded) - start <= 16 and "，" not in paragraph.folded


def _draft(node: Node, section: tuple[str, ...], paragraphs: list[Paragraph]) -> Draft:
    own = node.own
    assert own is not None
    number = own.number
    return Draft("measure", section, number.printed if number else None, heading_of(node), number.end if number else 0, paragraphs)


def _attributed(drafts: Iterator[Draft]) -> Iterator[Draft]:
    """Each clause with the attribution that follows it; attributions are no clauses."""
    held: list[Draft] = []
    for draft in drafts:
        if draft.kind == "attribution":
            if held:
                paragraph = draft.paragraphs[0]
                held[-1].attributions = titles_of(paragraph.folded, paragraph.text)
            continue
        last = draft.paragraphs[-1]
        found = bracketed(last.folded, last.text) if draft.row is None else None
        if found:
            draft.attributions, draft.cut = found
        held.append(draft)
    yield from held


def _with_usual_headings(drafts: list[Draft]) -> list[Draft]:
    """Without headings where numbered items have none as a rule: their first sentence is just the first."""
    items = [d for d in drafts if d.number and not d.paragraphs[0].looks_like_heading]
    beside, headed = Counter(d.section for d in items), Counter(d.section for d in items if d.heading)
    for draft in items:
        alone = beside[draft.section] == 1
        rare = headed.total() * 2 < len(items) if alone else headed[draft.section] * 2 < beside[draft.section]
        if rare and not draft.paragraphs[0].bold and len(draft.heading or "") > _SHORT_LEAD:
            draft.usual = False
    for draft in items:
        draft.heading = draft.heading if draft.usual else None
    return drafts
