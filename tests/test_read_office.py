"""Office files of other kinds: what is said without LibreOffice, what is refused before it is asked; OFD."""

from __future__ import annotations

import io
import zipfile

import pytest

from extract.errors import ReadError
from extract.read import office, read
from extract.read.office import _printed_numbers as printed_numbers

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
NAME = "WordDocument".encode("utf-16-le")


def word_stream(flags: int) -> bytes:
    return OLE + b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little") + bytes(500) + NAME


def container(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("META", "META-INF"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "why"),
    [
        (word_stream(0), "needs_office", "an old Word file"),
        (b"{\\rtf1 \\u22823?}", "needs_office", "RTF"),
        (container(META__manifest_xml="<m/>", content_xml="<c/>"), "needs_office", "OpenDocument"),
        (word_stream(0x0100), "encrypted", "an old Word file with a password"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "a DOCX with a password"),
        (container(META__manifest_xml="<m><encryption-data/></m>", content_xml="<c/>"), "encrypted", "OpenDocument with a password"),
        (container(META__manifest_xml="<m/>", content_xml="<!DOCTYPE c [<!ENTITY a 'b'>]><c/>"), "hostile", "entities"),
        (OLE + "Workbook".encode("utf-16-le"), "unsupported", "a spreadsheet of an older kind"),
    ],
)
def test_what_is_said_without_libreoffice(data: bytes, code: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_program", lambda: None)
    with pytest.raises(ReadError) as error:
        read(data)
    assert error.value.code == code, why


def test_rtf_keeps_the_numbers_that_were_printed() -> None:
    listed = rb"\pard{\listtext\pard\plain  \u31532\'3f\u19968\'3f\u26465\'3f\tab}\ilvl0\ls1 \u22823?"
    assert printed_numbers(listed) == rb"\pard{\u31532\'3f\u19968\'3f\u26465\'3f}\ilvl0 \u22823?"


OFD = "http://www.ofdspec.org/2016"


def ofd(*pages: str, place: str = "Pages/Page_{}/Content.xml") -> bytes:
    """An OFD of pages."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        root = "<o:DocBody><o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody>"
        package.writestr("OFD.xml", f'<o:OFD xmlns:o="{OFD}">{root}</o:OFD>')
        listed = "".join(f'<o:Page ID="{i}" BaseLoc="{place.format(i)}"/>' for i in range(len(pages)))
        area = "<o:CommonData><o:PageArea><o:PhysicalBox>0 0 210 297</o:PhysicalBox></o:PageArea></o:CommonData>"
        package.writestr("Doc_0/Document.xml", f'<o:Document xmlns:o="{OFD}">{area}<o:Pages>{listed}</o:Pages></o:Document>')
        for i, content in enumerate(pages):
            xml = f'<o:Page xmlns:o="{OFD}"><o:Content><o:Layer>{content}</o:Layer></o:Content></o:Page>'
            package.writestr(f"Doc_0/Pages/Page_{i}/Content.xml", xml)
    return file.getvalue()


def run(x: float, y: float, text: str, extra: str = "") -> str:
    width = 5 * len(text)
    code = f'<o:TextCode X="0" Y="5" DeltaX="g {len(text) - 1} 5">{text}</o:TextCode>'
    return f'<o:TextObject Boundary="{x} {y} {width} 7" Size="5" {extra}>{code}</o:TextObject>'


def test_ofd_lines_have_places_and_bold() -> None:
    lines = read(ofd(run(30, 40, "支持夜校", 'Weight="700"') + run(30, 50, "给予补贴。"), run(30, 40, "第二页。"))).lines
    assert [(line.text, line.page, line.bold) for line in lines] == [("支持夜校", 1, 4), ("给予补贴。", 1, 0), ("第二页。", 2, 0)]
    box = lines[0].box
    assert box
    assert (box.x0, box.x1) == pytest.approx((30 * 72 / 25.4, 50 * 72 / 25.4))
    assert box.top < 45 * 72 / 25.4 < box.bottom


def test_ofd_tables_and_slanted_marks() -> None:
    edges = "".join(
        f'<o:PathObject Boundary="0 0 210 297"><o:AbbreviatedData>M {a} {b} L {c} {d}</o:AbbreviatedData></o:PathObject>'
        for a, b, c, d in [*[(x, 40, x, 60) for x in (20, 80, 140)], *[(20, y, 140, y) for y in (40, 50, 60)]]
    )
    cells = run(22, 41, "措施") + run(82, 41, "上限") + run(22, 51, "夜校") + run(82, 51, "5万元")
    mark = run(60, 100, "内部资料", 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    lines = read(ofd(run(30, 20, "一览表") + edges + cells + mark)).lines
    assert [line.text for line in lines] == ["一览表", "措施\t上限", "夜校\t5万元"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ofd(), "no_pages"),
        (ofd(""), "no_text"),
        (ofd('<o:ImageObject Boundary="0 0 210 297" ResourceID="1"/>'), "needs_ocr"),
        (ofd("", place="../../../etc/passwd"), "hostile"),
        (ofd("", place="Pages/Missing/{}.xml"), "damaged"),
    ],
)
def test_ofd_without_text_says_why(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as error:
        read(data)
    assert error.value.code == code
