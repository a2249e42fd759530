"""A PDF of our own for the tests of the reader: text at places, rules, pictures, in one Chinese face that is not embedded."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

_SYSTEM = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
FACE = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R " + _SYSTEM + b" >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 880 /Descent -120 /StemV 80 >>",
)


@dataclass(frozen=True)
class Sheet:
    """A page: what is drawn on it, its size, how it is turned, what of it is shown."""

    content: str
    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None


def text(x: float, y: float, printed: str, size: float = 12, turn: tuple[float, float, float, float] = (1, 0, 0, 1), mode: int = 0) -> str:
    """Text on a base line, y from the bottom; `mode` 2 fills and strokes."""
    a, b, c, d = turn
    return f"BT /F1 {size} Tf {mode} Tr {a} {b} {c} {d} {x} {y} Tm <{printed.encode('utf-16-be').hex()}> Tj ET\n"


def lines(x: float, top: float, printed: list[str], size: float = 12) -> str:
    """Lines one below the other."""
    return "".join(text(x, top - i * size * 1.8, line, size) for i, line in enumerate(printed))


def rules(xs: list[float], ys: list[float]) -> str:
    """The grid of a table."""
    upright = [f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs]
    return "0.5 w\n" + "".join(upright + [f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys])


def table(xs: list[float], ys: list[float], cells: list[list[str]], size: float = 10) -> str:
    """A ruled table, its rows from the top down."""
    out = rules(xs, ys)
    for row, top in zip(cells, ys, strict=False):
        out += "".join(text(x + 3, top - size - 4, cell, size) for x, cell in zip(xs, row, strict=False) if cell)
    return out


PICTURE = "q {width} 0 0 {height} 0 0 cm /I Do Q"


def pdf(*sheets: Sheet) -> bytes:
    """The file."""
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: FACE[0], 4: FACE[1], 5: FACE[2], 6: _picture()}
    kids = []
    for number, sheet in enumerate(sheets):
        page, content = 10 + 2 * number, 11 + 2 * number
        kids.append(b"%d 0 R" % page)
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.rotate} {crop} "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I 6 0 R >> >> /Contents {content} 0 R >>"
        ).encode()
        objects[content] = _stream(sheet.content.encode())
    objects[2] = b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids)
    return _file(objects)


def _picture() -> bytes:
    return _stream(b"\x80" * 64, b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray ")


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %s>>\nstream\n" % (len(packed), extra) + packed + b"\nendstream"


def _file(objects: dict[int, bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    size, start = max(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)
