"""Word documents: automatic numbers resolved, insertions kept, deletions and comments dropped, footnotes apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.read.numbering import Numbering, W, attribute, whole
from extract.read.package import Element, Package
from extract.read.source import Line, Note, Source
from extract.read.tables import row_lines
from extract.settings import Limits

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STRICT, _TRANSITIONAL = b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.strip("{}").encode()
_BOX = W + "txbxContent"
_DROPPED = {W + name for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "rPrChange", "pPrChange")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACES = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_MOST_COLUMNS = 60
_OFF = {"0", "false", "none", "off"}


@dataclass(frozen=True)
class Style:
    """What a paragraph style says of its paragraphs, its ancestors included."""

    list_key: str | None = None
    list_level: int = 0
    outline: int | None = None
    bold: bool = False
    centred: bool = False


def read(data: bytes, limits: Limits) -> Source:
    """A DOCX's paragraphs and table rows in order; raises ReadError."""
    package = Package(data, limits)
    package.rename(_STRICT, _TRANSITIONAL)
    numbering = Numbering.parse(package.xml("word/numbering.xml") if "word/numbering.xml" in package else None)
    styles = _styles(package.xml("word/styles.xml")) if "word/styles.xml" in package else {}
    body = package.xml("word/document.xml").find(W + "body")
    writer = _Writer(numbering, styles)
    lines = tuple(writer.block(body)) if body is not None else ()
    notes = list(_revisions(body))
    for kind in ("footnote", "endnote"):
        if f"word/{kind}s.xml" in package:
            lines += tuple(_notes(package.xml(f"word/{kind}s.xml"), kind))
    return Source(MEDIA_TYPE, "docx", lines, max((line.page for line in lines), default=1), tuple(notes))


def _revisions(body: Element | None) -> Iterator[Note]:
    if body is None:
        return
    inserted, deleted = len(body.findall(f".//{W}ins")), len(body.findall(f".//{W}del"))
    if inserted or deleted:
        yield Note("revisions", f"文件含修订痕迹，已按接受修订处理（插入 {inserted} 处，删除 {deleted} 处）")


def _notes(root: Element, kind: str) -> Iterator[Line]:
    for note in root.findall(W + kind):
        text = "".join(_text(p) for p in note.iter(W + "p")).strip()
        if text and note.get(W + "type") is None:
            yield Line(text, kind="note", ends=True)


def _styles(root: Element) -> dict[str, Style]:
    elements = {e.get(W + "styleId", ""): e for e in root.findall(W + "style")}
    return {key: _style(key, elements, frozenset()) for key in elements}


def _style(key: str, elements: dict[str, Element], seen: frozenset[str]) -> Style:
    element = elements.get(key)
    if element is None or key in seen:
        return Style()
    parent = _style(attribute(element, W + "basedOn") or "", elements, seen | {key})
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    listed = paragraph.find(W + "numPr") if paragraph is not None else None
    outline = attribute(paragraph, W + "outlineLvl")
    return Style(
        list_key=attribute(listed, W + "numId") or parent.list_key,
        list_level=whole(attribute(listed, W + "ilvl"), parent.list_level),
        outline=parent.outline if outline is None else whole(outline, 9),
        bold=_switch(run, "b", parent.bold),
        centred=(attribute(paragraph, W + "jc") or ("center" if parent.centred else "")) == "center",
    )


def _switch(properties: Element | None, name: str, default: bool) -> bool:
    found = properties.find(W + name) if properties is not None else None
    return default if found is None else found.get(W + "val", "1") not in _OFF


def _text(element: Element) -> str:
    """The text of a paragraph or run as accepted: insertions in, deletions, field codes and hidden runs out."""
    out: list[str] = []
    for child in element:
        if child.tag == W + "t":
            out.append(child.text or "")
        elif child.tag in _SPACES:
            out.append(_SPACES[child.tag])
        elif child.tag == W + "sym" or (child.tag == W + "r" and _switch(child.find(W + "rPr"), "vanish", False)):
            continue
        elif child.tag not in _DROPPED and child.tag not in (_FALLBACK, _BOX) and isinstance(child.tag, str):
            out.append(_text(child))
    return "".join(out)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls and insertions too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


class _Writer:
    """Walks a body in order and writes lines; holds the count of every list and the page."""

    def __init__(self, numbering: Numbering, styles: dict[str, Style]) -> None:
        self.numbering = numbering
        self.styles = styles
        self.page = 1

    def block(self, parent: Element) -> Iterator[Line]:
        """The lines of everything in a body, cell or content control."""
        for child in parent:
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield from self.rows(child)
            elif child.tag in _WRAPPERS:
                yield from self.block(child)

    def paragraph(self, element: Element) -> Iterator[Line]:
        """One line a paragraph, or several where line breaks stand inside; its number printed before it."""
        properties = element.find(W + "pPr")
        style = self.styles.get(attribute(properties, W + "pStyle") or "", Style())
        if self._starts_page(element, properties):
            self.page += 1
        yield from self._line(element, properties, style)
        for box in element.iter(_BOX):
            if not any(parent.tag in (_FALLBACK, _BOX) for parent in box.iterancestors()):
                yield from self.block(box)

    def _line(self, element: Element, properties: Element | None, style: Style) -> Iterator[Line]:
        text = _text(element)
        deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        label = "" if deleted and not text.strip() else self._label(properties, style)
        if not text.strip():
            return  # Word counts an empty item of a list, but not a deleted one
        first, *rest = text.split("\n")
        centred = (attribute(properties, W + "jc") or ("center" if style.centred else "")) == "center"
        outline = attribute(properties, W + "outlineLvl")
        level = style.outline if outline is None else whole(outline, 9)
        level = None if level is None or level > 8 else level + 1
        bold = _bold(element, style) + (len(label) if label else 0)
        for text, is_first in ((label + first, True), *((part, False) for part in rest)):
            if text.strip():
                yield Line(
                    text,
                    self.page,
                    bold=bold if is_first and bold > len(label) else 0,
                    level=level,
                    ends=True,
                    centred=centred,
                )

    def _starts_page(self, element: Element, properties: Element | None) -> bool:
        if _switch(properties, "pageBreakBefore", False):
            return True
        breaks = element.iter(W + "br", W + "lastRenderedPageBreak")
        return any(b.tag == W + "lastRenderedPageBreak" or b.get(W + "type") == "page" for b in breaks)

    def _label(self, properties: Element | None, style: Style) -> str:
        listed = properties.find(W + "numPr") if properties is not None else None
        key, level = attribute(listed, W + "numId"), attribute(listed, W + "ilvl")
        if key is None:
            key = style.list_key
            if key is None and properties is not None:
                named = self.numbering.by_style.get(attribute(properties, W + "pStyle") or "")
                key, style_level = named or (None, 0)
                return self.numbering.label(key, style_level) if key else ""
        if key is None or key == "0":
            return ""
        return self.numbering.label(key, style.list_level if level is None else whole(level))

    def rows(self, table: Element) -> Iterator[Line]:
        """One line a table row; deleted rows are left out."""
        rows = [row for row in _within(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
        above: list[str] = []
        grid: list[list[str]] = []
        for row in rows:
            above = list(self._row(row, above))
            grid.append(above)
        yield from row_lines(grid, self.page)

    def _row(self, row: Element, above: list[str]) -> Iterator[str]:
        """A row's cells: one over rows stands in each of them, one over columns in its first."""
        column = 0
        for cell in _within(row, W + "tc"):
            properties = cell.find(W + "tcPr")
            merged = properties.find(W + "vMerge") if properties is not None else None
            goes_on = merged is not None and merged.get(W + "val", "continue") == "continue"
            yield above[column] if goes_on and column < len(above) else self._cell(cell)
            span = min(max(1, whole(attribute(properties, W + "gridSpan"), 1)), _MOST_COLUMNS)
            yield from [""] * (span - 1)
            column += span

    def _cell(self, cell: Element) -> str:
        return "".join(line.text.strip() for line in self.block(cell))


def _bold(element: Element, style: Style) -> int:
    """How many leading characters of a paragraph are bold."""
    count = 0
    for run in element.iter(W + "r"):
        if any(parent.tag in _DROPPED for parent in run.iterancestors()):
            continue
        text = _text(run)
        if text.strip() and not _switch(run.find(W + "rPr"), "b", style.bold):
            break
        count += len(text)
    return count
