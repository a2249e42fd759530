"""Readers: any encoding of text, PDFs and Word files whose numbering, changes and notes are what a person sees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from conftest import ROOT

from extract import extract_file
from extract.errors import ReadError
from extract.pipeline import extract
from extract.read import read
from extract.read.tables import row_lines
from extract.read.text import decode
from extract.settings import LIMITS, Limits

SENTENCE = "一、支持开办夜校。对新开办的夜校，给予最高5万元补贴，每年不超过两所学校。\n二、支持教师授课。对授课教师给予补助。\n"
TRADITIONAL = "一、支援開辦夜校。對新開辦的夜校，給予最高5萬元補貼，每年不超過兩所學校。\n二、支援教師授課。對授課教師給予補助。\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_text_in_any_encoding(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding))[0].lstrip("\ufeff") == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_traditional_text_in_any_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding))[0] == TRADITIONAL


def test_a_text_cut_within_a_character_is_still_read() -> None:
    source = read(SENTENCE.encode()[:-5])
    assert "".join(line.text for line in source.lines).startswith("一、支持开办夜校")
    assert [note.code for note in source.notes] == ["lost_characters"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "no_text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "unsupported"),
        (bytes(range(128, 256)) * 40, "encoding"),
        (b"%PDF-1.7\nnothing here", "damaged"),
        (b"PK\x03\x04 no zip", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as error:
        read(data)
    assert error.value.code == code


def test_limits_hold() -> None:
    with pytest.raises(ReadError) as error:
        read(SENTENCE.encode(), Limits(bytes=10))
    assert error.value.code == "too_large"
    with pytest.raises(ReadError) as error:
        read(SENTENCE.encode(), Limits(characters=10))
    assert error.value.code == "too_large"


def docx(body: str, **parts: str) -> bytes:
    """A Word file of paragraphs; further parts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", document)
        package.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{WORD}">{xml}</w:{name}>')
    return file.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines]


def numbered(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


NUMBERING = """<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""


def test_automatic_numbers_are_printed_ones() -> None:
    body = (
        p("总则", numbered(0))
        + p("甲", numbered(1))
        + p("乙", numbered(1))
        + p("丙", numbered(2))
        + p("附则", numbered(0))
        + p("丁", numbered(1))
    )
    assert texts(docx(body, numbering=NUMBERING)) == ["第一条总则", "（一）甲", "（二）乙", "1.丙", "第二条附则", "（一）丁"]


def test_tracked_changes_are_accepted() -> None:
    body = (
        '<w:p><w:r><w:t>最高</w:t></w:r><w:del w:id="1"><w:r><w:delText>30</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>50</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>'
    )
    assert texts(docx(body)) == ["最高50万元"]


def test_hidden_text_and_field_codes_are_not_print() -> None:
    body = (
        "<w:p><w:r><w:t>给予</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>不可见</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>补贴</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert texts(docx(body)) == ["给予补贴"]


def test_a_zip_that_unpacks_too_large_is_refused() -> None:
    bomb = docx(p("补" * 3_000_000))
    with pytest.raises(ReadError) as error:
        read(bomb, Limits(part_bytes=1_000_000))
    assert error.value.code in ("hostile", "too_large")


def test_a_container_that_has_lost_its_middle_is_damaged() -> None:
    whole = docx(p("补" * 3_000))
    with pytest.raises(ReadError) as error:
        read(whole[:500] + whole[1_500:])
    assert error.value.code == "damaged"


def test_external_entities_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>')
    with pytest.raises(ReadError) as error:
        read(file.getvalue())
    assert error.value.code == "hostile"


def pages_of(change: Callable[[str], str]) -> list[str]:
    found = extract_file(next((ROOT / "raw").glob("03*.pdf")))
    return [change(clause.text) for clause in found.clauses]


def test_pdf_lines_are_rejoined_without_header_and_page_number() -> None:
    for text in pages_of(str):
        assert "\n" not in text or len(text.split("\n")) < 4
        assert "— " not in text
    assert extract_file(next((ROOT / "raw").glob("03*.pdf"))).document.pages > 1
    assert LIMITS.pages > 100


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("最高3\u200b0\u200d0\ufeff0万元", 30_000_000),
        ("最高\u202e0003\u202c万元", 30_000_000),
        ("最高3\u00ad000万元", 30_000_000),
        ("最高\U0001d7d1000万元", 30_000_000),
    ],
)
def test_figures_are_what_a_person_sees(printed: str, value: int) -> None:
    data = f"云岚市支持夜校若干措施\n一、支持开办夜校。对新开办的夜校，给予{printed}补贴。\n".encode()
    assert [int(amount.value) for clause in extract(data, "夜校.txt").clauses for amount in clause.amounts] == [value]


CARD = [("政策名称", "渡口照明补助"), ("支持标准", "每处补助6万元。"), ("责任部门", "市交通局", "咨询电话", "0000-1"), ("", "按年申报。")]
LINES = ["支持标准：每处补助6万元。", "责任部门：市交通局", "咨询电话：0000-1", "按年申报。"]


@pytest.mark.parametrize(
    ("why", "rows", "texts"),
    [
        ("labels in the first column: a card", CARD, ["政策名称：渡口照明补助", *LINES]),
        ("a name set over both columns", [("渡口照明补助", "渡口照明补助"), *CARD[1:]], ["渡口照明补助", *LINES]),
        ("columns under names: a table", [("事项", "支持标准"), ("渡口照明", "6万元。")], ["事项\t支持标准", "渡口照明\t6万元。"]),
        (
            "one row starts with a label: a table",
            [("项目", "金额"), ("标准", "6万元"), ("灯塔", "8万元")],
            ["项目\t金额", "标准\t6万元", "灯塔\t8万元"],
        ),
    ],
)
def test_a_card_set_as_a_table_is_lines_of_text(why: str, rows: list[tuple[str, ...]], texts: list[str]) -> None:
    lines = [*row_lines(rows)]
    assert [line.text for line in lines] == texts, why
    assert {line.kind for line in lines} == ({"row"} if "\t" in texts[0] else {"text"})
