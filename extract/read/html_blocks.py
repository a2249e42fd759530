"""The blocks of a web page as lines: paragraphs, line breaks, numbered lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.read.package import Element
from extract.read.source import Line
from extract.read.tables import row_lines

_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "section"),
        *(
            "article",
            "main",
            "header",
            "footer",
            "form",
            "center",
            "blockquote",
            "pre",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "fieldset",
        ),
    )
)
_HEADING = re.compile(r"h([1-6])$")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_MARGIN = re.compile("^[ \u3000\xa0]*")
_NUMBERED = re.compile(r"\s*[（(]?(?:第?[一二三四五六七八九十百\d]{1,4})[）)、.．条章]")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOTE_SIGN = re.compile(r"[\[［【(（]?\d{1,3}[\]］】)）]?$")
_LONGEST_CELL = 1_500  # characters; a longer cell is a page's layout, not a table's
_MOST_SPAN = 40
_LIST_HEADING = 2
_LONGEST_HEADING = 40
_RUNNING = re.compile("[，。；]")


def words_of(element: Element, limit: int = 0) -> str:
    """An element's text in one line; of a longer one the beginning."""
    out: list[str] = []
    size = 0
    for text in element.itertext():
        out.append(str(text))
        size += len(text)
        if limit and size > 2 * limit:
            break
    return _BLANK.sub(" ", "".join(out)).strip()


def lines_in(element: Element) -> Iterator[Line]:
    """Everything in a block, in order."""
    blocks = _Blocks()
    blocks.walk(element, False, False)
    blocks.flush(True)
    yield from blocks.lines


@dataclass
class _Blocks:
    """Lines so far, and the one being put together: its text, how much of its beginning is bold."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    label: str = ""  # a list item's number, until its text comes
    bold: int = 0
    level: int | None = None
    kind: str = "text"

    def flush(self, ends: bool) -> None:
        """End the line."""
        printed = self.text.rstrip()
        if printed.strip():
            margin = _MARGIN.match(printed)
            indent = sum(1.0 if c == "\u3000" else 0.5 for c in margin.group()) if margin else 0.0
            note = self.kind == "note"
            line = Line(printed, bold=self.bold, level=self.level, indent=indent, ends=ends, kind="note" if note else "text")
            self.lines.append(line)
        self.text, self.bold = "", 0

    def add(self, text: str | None, bold: bool, kept: bool) -> None:
        """Put text behind; `kept` where its line breaks are printed."""
        if not text:
            return
        first, *rest = re.split(r"\r\n|\r|\n", text) if kept else [_BLANK.sub(" ", text)]
        self._append(first, bold)
        for part in rest:
            self.flush(False)
            self._append(part, bold)

    def _append(self, text: str, bold: bool) -> None:
        if not self.text:
            text = text.lstrip(" ")
        if self.label and text:
            self.text, self.label = self.label, ""
        if bold and self.bold == len(self.text):
            self.bold += len(text)
        self.text += text

    def walk(self, element: Element, bold: bool, kept: bool) -> None:
        """The text of an element and of all in it."""
        bold = bold or element.tag in ("b", "strong") or bool(_BOLD_STYLE.search(element.get("style") or ""))
        kept = kept or element.tag == "pre" or "white-space:pre" in (element.get("style") or "").replace(" ", "")
        self.add(element.text, bold, kept)
        number = _first_number(element)
        for child in element:
            number = self._child(child, bold, kept, number)
            self.add(child.tail, bold, kept)

    def _child(self, child: Element, bold: bool, kept: bool, number: int) -> int:
        """One child; the number of the next list item."""
        tag = child.tag
        if _is_note_sign(child):
            return number
        if tag == "br":
            self.flush(False)
        elif tag == "table" and (rows := _data_rows(child)) is not None:
            self.flush(True)
            self.lines += row_lines(rows)
        elif tag == "li" and number:
            number = int(child.get("value") or number) if (child.get("value") or "1").isdigit() else number
            self._block(child, bold, kept, "" if _level(child) or _NUMBERED.match(words_of(child, 20)) else f"{number}.")
            return number + 1
        elif tag in _BLOCKS:
            self._block(child, bold, kept, "")
        else:
            self.walk(child, bold, kept)
        return number

    def _block(self, child: Element, bold: bool, kept: bool, label: str) -> None:
        self.flush(True)
        outer = self.level, self.kind
        self.level = _level(child) or self.level
        self.kind = "note" if (child.get("id") or "").startswith(("sdfootnote", "ftn", "_ftn")) else self.kind
        self.label = label or self.label
        self.walk(child, bold, kept)
        self.flush(True)
        self.level, self.kind = outer


def _level(element: Element) -> int | None:
    """A heading's level; a numbered list of one short item is a heading too, as word processors save it."""
    heading = _HEADING.match(str(element.tag))
    if heading:
        return int(heading[1])
    parent = element.getparent()
    alone = element.tag == "li" and parent is not None and parent.tag == "ol" and len(parent) == 1
    return _LIST_HEADING if alone and len(words_of(element)) <= _LONGEST_HEADING and not _RUNNING.search(words_of(element)) else None


def _first_number(element: Element) -> int:
    """What a list counts from; 0 where it shows no numbers."""
    if element.tag != "ol" or "none" in (element.get("style") or ""):
        return 0
    start = element.get("start") or "1"
    return int(start) if start.isdigit() and len(start) < 5 else 1


def _is_note_sign(element: Element) -> bool:
    """Whether it is the sign of a footnote, which is no part of the sentence."""
    if "footnotesym" in (element.get("class") or ""):
        return True
    return element.tag == "sup" and element.find(".//a") is not None and bool(_NOTE_SIGN.match(words_of(element, 12)))


def _data_rows(table: Element) -> list[list[str]] | None:
    """The rows of a table; None where the table only lays out the page."""
    rows = list(table.iter("tr"))
    if table.find(".//table") is not None or len(rows) < 2:
        return None
    grid = _grid(rows)
    wide = sum(sum(bool(cell) for cell in row) > 1 for row in grid)
    longest = max((len(cell) for row in grid for cell in row), default=0)
    return grid if wide >= max(2, len(grid) / 2) and longest <= _LONGEST_CELL else None


def _grid(rows: list[Element]) -> list[list[str]]:
    """Texts by row and column: a cell over rows stands in each of them, one over columns in the first."""
    below: dict[tuple[int, int], str] = {}
    out: list[list[str]] = []
    for index, row in enumerate(rows):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while (index, len(cells)) in below:
                cells.append(below[index, len(cells)])
            text = _cell_text(cell)
            for lower in range(1, _span(cell, "rowspan")):
                below[index + lower, len(cells)] = text
            cells += [text, *[""] * (_span(cell, "colspan") - 1)]
        while (index, len(cells)) in below:
            cells.append(below[index, len(cells)])
        out.append(cells)
    widest = max((len(row) for row in out), default=0)
    return [row + [""] * (widest - len(row)) for row in out]


def _cell_text(cell: Element) -> str:
    return "".join(line.text.strip() for line in lines_in(cell))


def _span(cell: Element, name: str) -> int:
    span = cell.get(name) or "1"
    return max(1, min(_MOST_SPAN, int(span))) if span.isdigit() and len(span) < 4 else 1
