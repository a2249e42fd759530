"""OFD, the national fixed layout format (GB/T 33190): lines with their boxes, bold where the weight says so."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from extract.errors import ReadError
from extract.read.frame import Frame
from extract.read.package import Element, Package
from extract.read.ruled import Edge, grids
from extract.read.sheet import Glyphs, Sheet, cell_at, is_garbled, sheet_with
from extract.read.sheet_lines import lines_of
from extract.read.source import Box, Line, Note, Source
from extract.settings import Limits

_POINTS = 72 / 25.4  # OFD measures in millimetres
_BOLD = 600
_UPRIGHT = 0.02
_MOST_STEPS = 2_000  # of one drawn path
_UNREAD = {
    "garbled": "第 {page} 页的文字无法辨认，未提取；请换用文字版后重试",
    "needs_ocr": "第 {page} 页是图像，未提取；请另存为 PDF 后重试，以便识别文字",
}


def read(data: bytes, limits: Limits) -> Source:
    """An OFD's lines in reading order; raises ReadError."""
    package = Package(data, limits)
    sheets = list(_sheets(package, limits))
    if not sheets:
        raise ReadError("no_pages")
    lines: list[Line] = []
    for sheet in sheets:
        if sheet.state == "text":
            lines += lines_of(sheet, lines[-3:])
    if not lines:
        raise ReadError(next((s.state for s in sheets if s.state in _UNREAD), "no_text"))
    notes = tuple(Note(s.state, _UNREAD[s.state].format(page=s.number)) for s in sheets if s.state in _UNREAD)
    return Source("application/ofd", "ofd", tuple(lines), len(sheets), notes)


def _sheets(package: Package, limits: Limits) -> Iterator[Sheet]:
    number = 0
    for root in _found(package.xml("OFD.xml"), "DocRoot"):
        place = _inside("", root.text or "")
        document = package.xml(place)
        area = next((e for e in _found(document, "PhysicalBox")), None)
        for page in _found(document, "Page"):
            number += 1
            if number > limits.pages:
                raise ReadError("too_large", f"{number} pages")
            yield _sheet(package.xml(_inside(place, page.get("BaseLoc", ""))), number, area)


def _inside(base: str, place: str) -> str:
    """A part's name from a place given in another part; one that leads out of the container is refused."""
    name = posixpath.normpath(place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(base), place.strip()))
    if name.startswith(".."):
        raise ReadError("hostile", place)
    return name


def _found(root: Element, name: str) -> Iterator[Element]:
    """The descendants of a name, whatever edition of the standard their namespace names."""
    yield from root.iter(f"{{*}}{name}")


def _sheet(page: Element, number: int, area: Element | None) -> Sheet:
    own = next(_found(page, "PhysicalBox"), area)
    left, top, width, height = _numbers(own.text if own is not None else "", 4) or (0.0, 0.0, 210.0, 297.0)
    frame = Frame(left * _POINTS, 0.0, (left + width) * _POINTS, (top + height) * _POINTS)
    tables = grids([edge for path in _found(page, "PathObject") for edge in _edges(path)])
    runs = [run for item in _found(page, "TextObject") for run in _runs(item)]
    places = [cell_at(tables, (r.box.x0 + r.box.x1) / 2, (r.box.top + r.box.bottom) / 2) for r in runs]
    sheet = sheet_with(number, frame, tables, zip(places, runs, strict=True))
    if is_garbled(sheet.text):
        return Sheet(number, frame, state="garbled")
    if not sheet.text.strip():
        return Sheet(number, frame, state="needs_ocr" if next(_found(page, "ImageObject"), None) is not None else "blank")
    return sheet


def _runs(item: Element) -> Iterator[Glyphs]:
    """The text of one object: each of its codes is a run that starts at its own place."""
    place = _numbers(item.get("Boundary"), 4)
    matrix = _numbers(item.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if place is None or abs(matrix[1]) > _UPRIGHT or item.get("Visible") == "false":
        return
    size = (_numbers(item.get("Size"), 1) or (4.0,))[0] * abs(matrix[3])
    bold = int(item.get("Weight", "400") or 400) >= _BOLD if (item.get("Weight") or "400").isdigit() else False
    for code in _found(item, "TextCode"):
        text = (code.text or "").replace("\n", "")
        if text.strip():
            yield Glyphs(text.strip(), _box(code, text, place, matrix, size), size * _POINTS, len(text.strip()) if bold else 0)


def _box(code: Element, text: str, place: tuple[float, ...], matrix: tuple[float, ...], size: float) -> Box:
    """Where a run stands, in points: from its origin on the base line, as far as its steps lead."""
    x, y = (_numbers(code.get("X"), 1) or (0.0,))[0], (_numbers(code.get("Y"), 1) or (size,))[0]
    steps = _steps(code.get("DeltaX") or "")
    blank = len(text) - len(text.lstrip())
    start = place[0] + matrix[4] + matrix[0] * (x + sum(steps[:blank]))
    end = place[0] + matrix[4] + matrix[0] * (x + sum(steps[: len(text) - 1])) + size if steps else place[0] + place[2]
    base = place[1] + matrix[5] + matrix[3] * y
    return Box(start * _POINTS, (base - 0.9 * size) * _POINTS, end * _POINTS, (base + 0.2 * size) * _POINTS)


def _steps(delta: str) -> list[float]:
    """The advances of a run; `g 3 5.6` stands for three times 5.6."""
    words = delta.split()
    out: list[float] = []
    while words and len(out) < _MOST_STEPS:
        word = words.pop(0)
        if word == "g" and len(words) >= 2:
            out += [_number(words[1])] * min(int(_number(words[0])), _MOST_STEPS)
            words = words[2:]
        else:
            out.append(_number(word))
    return out


def _edges(path: Element) -> Iterator[Edge]:
    """The level and upright lines of a drawn path, in points."""
    place = _numbers(path.get("Boundary"), 4)
    data = next(_found(path, "AbbreviatedData"), None)
    if place is None or data is None:
        return
    words = (data.text or "").split()[:_MOST_STEPS]
    at: tuple[float, float] | None = None
    for index, word in enumerate(words[:-2]):
        if word in ("M", "S", "L"):
            to = (place[0] + _number(words[index + 1])) * _POINTS, (place[1] + _number(words[index + 2])) * _POINTS
            if word == "L" and at and min(abs(to[0] - at[0]), abs(to[1] - at[1])) <= 1:
                yield Edge(min(at[0], to[0]), min(at[1], to[1]), max(at[0], to[0]), max(at[1], to[1]))
            at = to


def _numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    words = (text or "").split()
    return tuple(_number(word) for word in words[:count]) if len(words) >= count else None


def _number(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        return 0.0
    return value if abs(value) < 1e6 else 0.0
