"""DOCX in full: merged cells, text boxes, notes apart, comments out, lists that count what is not printed, broken attributes."""

from __future__ import annotations

import pytest
import test_read
from test_read import NUMBERING, docx, numbered, p, texts

from extract.read import read


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
HEADER = row(cell("措施"), cell("标准"), cell("上限"))


@pytest.mark.parametrize(
    ("rows", "cells", "why"),
    [
        (
            [row(cell("夜校", START), cell("30%"), cell("5万元")), row(cell("", GOES_ON), cell("40%"), cell("6万元"))],
            [("夜校", "30%", "5万元"), ("夜校", "40%", "6万元")],
            "a cell over two rows stands in both",
        ),
        (
            [row(cell("夜校"), cell("按投入的30%", '<w:gridSpan w:val="2"/>'))],
            [("夜校", "按投入的30%", "")],
            "a cell over two columns stands in its first",
        ),
        (
            [row(cell("旧"), cell("1%"), cell("1元"), properties='<w:del w:id="1"/>'), row(cell("新"), cell("2%"), cell("2元"))],
            [("新", "2%", "2元")],
            "a deleted row is left out",
        ),
        (
            [f"<w:sdt><w:sdtContent>{row(cell('夜校'), cell('30%'), cell('5万元'))}</w:sdtContent></w:sdt>"],
            [("夜校", "30%", "5万元")],
            "a row in a content control",
        ),
    ],
)
def test_tables(rows: list[str], cells: list[tuple[str, ...]], why: str) -> None:
    lines = read(docx(f"<w:tbl>{HEADER}{''.join(rows)}</w:tbl>")).lines
    assert [line.cells for line in lines[1:]] == cells, why
    assert {line.header for line in lines} == {("措施", "标准", "上限")}


def test_the_text_of_a_box_is_read_once_and_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = f'<m:AlternateContent xmlns:m="{compatible}"><m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback></m:AlternateContent>'
    body = f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{both}</w:r><w:r><w:t>继续</w:t></w:r></w:p>"
    assert texts(docx(body)) == ["正文继续", "框内文字"]


def test_notes_stand_apart_and_comments_are_left_out() -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>给予补贴</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    data = docx(
        body,
        footnotes=f'<w:footnote w:type="separator" w:id="0">{p("横线")}</w:footnote><w:footnote w:id="2">{p("脚注文字")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("尾注文字")}</w:endnote>',
        comments=f'<w:comment w:id="0">{p("建议降为15%")}</w:comment>',
    )
    assert [(line.text, line.kind) for line in read(data).lines] == [("给予补贴", "text"), ("脚注文字", "note"), ("尾注文字", "note")]


def test_an_empty_item_counts_and_a_deleted_one_does_not() -> None:
    deleted = '<w:p><w:pPr>{}<w:rPr><w:del w:id="9"/></w:rPr></w:pPr><w:del w:id="8"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
    body = p("甲", numbered(0)) + p("", numbered(0)) + deleted.format(numbered(0)) + p("乙", numbered(0))
    assert texts(docx(body, numbering=NUMBERING)) == ["第一条甲", "第三条乙"]


@pytest.mark.parametrize("value", ["x", "-7", "99999999999", ""])
def test_attributes_that_are_no_numbers_do_no_harm(value: str) -> None:
    broken = NUMBERING.replace('<w:start w:val="1"/>', f'<w:start w:val="{value}"/>').replace("chineseCountingThousand", "lowerLetter")
    body = p("甲", numbered(0)) + p(
        "乙", f'<w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>'
    )
    body += f"<w:tbl>{HEADER}{row(cell('夜校', f'<w:gridSpan w:val={chr(34)}{value}{chr(34)}/>'), cell('1%'), cell('1元'))}</w:tbl>"
    found = texts(docx(body, numbering=broken))
    assert found[0].endswith("甲")
    assert max(map(len, found)) < 100


def test_the_strict_edition_of_the_standard_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_read, "WORD", "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert texts(docx(p("甲", numbered(0)), numbering=NUMBERING)) == ["第一条甲"]
