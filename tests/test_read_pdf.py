"""PDF as it comes: columns, watermarks, turned pages, bold without a bold face, ruled tables, broken and locked files."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_writer import PICTURE, Sheet, lines, pdf, table, text

from extract.errors import ReadError
from extract.pipeline import extract
from extract.read import read
from extract.read.frame import Frame
from extract.read.repair import repaired
from extract.read.source import Line
from extract.records import Amount, Percentage
from extract.settings import LIMITS

LEFT = ["支持夜校开办，对新办夜校给予", "最高五万元补贴，每年不超过两", "所学校，由区教育局组织实施，", "经费列入年度预算安排。"]
RIGHT = ["支持教师授课，对授课教师按照", "每课时二百元给予补助，同一教", "师每年不超过四十课时，由学校", "统一申报并公示名单。"]
SLANTED = (math.cos(math.pi / 4), math.sin(math.pi / 4), -math.sin(math.pi / 4), math.cos(math.pi / 4))


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines]


def test_columns_are_read_one_after_the_other() -> None:
    content = "".join(lines(60, 760 - 200 * i, LEFT) + lines(320, 760 - 200 * i, RIGHT) for i in range(3))
    assert texts(pdf(Sheet(content))) == (LEFT * 3) + (RIGHT * 3)


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        (text(150, 300, "征求意见稿", 60, SLANTED), "slanted over the text"),
        (text(100, 500, "内部资料", 60), "level, large, at one place on every page"),
    ],
)
def test_watermarks_are_not_read(mark: str, why: str) -> None:
    sheets = [Sheet(mark + lines(60, 760, [f"第{n}页开头的一句话，{line}" for line in LEFT])) for n in "一二三四"]
    assert not {"征求意见稿", "内部资料"} & set(texts(pdf(*sheets))), why


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_like_any_other(turn: int) -> None:
    assert texts(pdf(Sheet(lines(60, 760, LEFT), rotate=turn))) == LEFT


@pytest.mark.parametrize(
    ("turn", "place"),
    [
        ((0, 1, -1, 0), lambda i: (100 + 22 * i, 60)),
        ((0, -1, 1, 0), lambda i: (500 - 22 * i, 780)),
        ((-1, 0, 0, -1), lambda i: (500, 60 + 22 * i)),
    ],
)
def test_text_set_against_the_page_is_read_in_its_own_order(
    turn: tuple[float, float, float, float], place: Callable[[int], tuple[float, float]]
) -> None:
    content = "".join(text(*place(i), line, 12, turn) for i, line in enumerate(LEFT))
    source = read(pdf(Sheet(content)))
    assert [line.text for line in source.lines] == LEFT
    assert all(line.box and 0 <= line.box.x0 < line.box.x1 <= 595 and 0 <= line.box.top < line.box.bottom <= 842 for line in source.lines)


@given(st.integers(0, 3), st.tuples(*[st.floats(0, 500)] * 2), st.tuples(*[st.floats(1, 90)] * 2))
def test_turning_a_box_there_and_back_changes_nothing(quarter: int, corner: tuple[float, float], size: tuple[float, float]) -> None:
    frame = Frame(10, 20, 610, 820, quarter)
    found = (corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
    assert frame.as_filed(frame.upright(*found)) == pytest.approx(frame.on_page(*found))


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        (text(60, 700, "支持夜校。", 12, mode=2), "filled and stroked"),
        (text(60, 700, "支持夜校。") + text(60.3, 700, "支持夜校。"), "struck twice"),
    ],
)
def test_bold_without_a_bold_face(heading: str, why: str) -> None:
    content = text(60, 730, "云岚市支持夜校若干措施") + heading + text(120, 700, "对新开办的夜校给予补贴。")
    found = {line.text: line.bold for line in read(pdf(Sheet(content))).lines}
    bold = next(count for printed, count in found.items() if printed.startswith("支持夜校。"))
    assert bold == len("支持夜校。"), why
    assert found["云岚市支持夜校若干措施"] == 0


COLUMNS = ["措施", "标准", "上限"]
XS = [60.0, 200, 340, 480]


def rows(data: bytes) -> list[Line]:
    return [line for line in read(data).lines if line.kind == "row"]


def test_rows_of_a_ruled_table_know_their_columns_over_pages() -> None:
    first = text(60, 800, "扶持事项一览表") + table(XS, [760, 730, 700], [COLUMNS, ["夜校补贴", "每所30%", "5万元"]])
    second = table(XS, [780, 750, 720], [["教师补助", "每课时40%", "3万元"], ["教材补助", "每套50%", "1万元"]])
    found = rows(pdf(Sheet(first), Sheet(second)))
    assert [line.cells for line in found[1:]] == [
        ("夜校补贴", "每所30%", "5万元"),
        ("教师补助", "每课时40%", "3万元"),
        ("教材补助", "每套50%", "1万元"),
    ]
    assert {line.header for line in found} == {tuple(COLUMNS)}
    assert [line.page for line in found] == [1, 1, 2, 2]


def test_a_cell_over_two_rows_stands_in_both() -> None:
    grid = [760.0, 730, 700, 670]
    content = "0.5 w\n" + "".join(f"{x} 760 m {x} 670 l S\n" for x in XS) + "".join(f"60 {y} m 480 {y} l S\n" for y in (760, 730, 670))
    content += "200 700 m 480 700 l S\n" + text(63, 716 + 30, "措施", 10) + text(203, 746, "标准", 10) + text(343, 746, "上限", 10)
    content += text(63, 690, "夜校补贴", 10) + text(203, 716, "每所30%", 10) + text(343, 716, "5万元", 10)
    content += text(203, 686, "每校20%", 10) + text(343, 686, "9万元", 10)
    found = [line.cells for line in rows(pdf(Sheet(content)))]
    assert found[1:] == [("夜校补贴", "每所30%", "5万元"), ("夜校补贴", "每校20%", "9万元")], grid


def test_boxes_count_from_the_corner_of_what_is_shown() -> None:
    whole = read(pdf(Sheet(text(100, 700, "云岚市")))).lines[0].box
    cropped = read(pdf(Sheet(text(100, 700, "云岚市"), crop=(50, 100, 595, 800)))).lines[0].box
    assert whole
    assert cropped
    assert (whole.x0 - cropped.x0, whole.top - cropped.top) == pytest.approx((50, 42))


def locked(data: bytes, user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="主人", user=user))
    return out.getvalue()


def code_of(data: bytes, **limits: object) -> str:
    with pytest.raises(ReadError) as error:
        read(data, replace(LIMITS, **limits))  # type: ignore[arg-type]
    return error.value.code


def test_passwords() -> None:
    data = pdf(Sheet(lines(60, 760, LEFT)))
    assert texts(locked(data, "")) == LEFT, "an owner's password locks printing, not reading"
    assert code_of(locked(data, "yekongcheng")) == "encrypted"
    assert code_of(locked(data, "yekongcheng"), passwords=("other",)) == "encrypted"
    opened = read(locked(data, "yekongcheng"), replace(LIMITS, passwords=("other", "yekongcheng")))
    assert [line.text for line in opened.lines] == LEFT


def test_a_lost_tail_is_mended_and_said() -> None:
    whole = pdf(Sheet(lines(60, 760, LEFT)))
    source = read(whole[: whole.rindex(b"xref")])
    assert [line.text for line in source.lines] == LEFT


def test_a_file_that_is_both_broken_and_locked_asks_for_its_password() -> None:
    whole = locked(pdf(Sheet(lines(60, 760, LEFT))), "yekongcheng")
    with pytest.raises(ReadError) as error:
        repaired(whole)
    assert error.value.code == "encrypted"
    mended = read(repaired(whole, ("yekongcheng",)))
    assert [line.text for line in mended.lines] == LEFT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(Sheet("")), "no_text"),
        (pdf(), "no_pages"),
        (pdf(Sheet(PICTURE.format(width=595, height=842))), "needs_ocr"),
        (pdf(Sheet("".join(text(60, 760 - 20 * i, "\x01\x02\x03\x04\x05\x06\x07\x0e" * 4) for i in range(20)))), "garbled"),
        (pdf(*[Sheet(text(60, 700, "云岚市"))] * 4), "too_large"),
    ],
)
def test_pages_without_usable_text_say_why(data: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.read.ocr.is_installed", lambda: False)
    assert code_of(data, pages=3) == code


def test_a_scan_among_pages_of_text_is_named_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.read.ocr.is_installed", lambda: False)
    sheets = Sheet(lines(60, 760, LEFT)), Sheet(PICTURE.format(width=595, height=842)), Sheet(lines(60, 760, RIGHT))
    source = read(pdf(*sheets))
    assert [line.text for line in source.lines] == LEFT + RIGHT
    assert [(note.code, "第 2 页" in note.message) for note in source.notes] == [("needs_ocr", True)]


def test_a_drawing_of_very_many_lines_is_no_table() -> None:
    drawing = "".join(f"{i % 590} {i % 830} m {(i * 7) % 590} {i % 830} l S\n" for i in range(25_000))
    assert texts(pdf(Sheet(drawing + lines(60, 760, LEFT)))) == LEFT


def test_every_mention_stands_in_its_boxes() -> None:
    body = [
        "云岚市支持夜校若干措施",
        "一、支持开办夜校。对新开办的夜校，按照不超过投入的30%给",
        "予补贴，单个学校最高不超过50万元。",
        "二、支持教师授课。对授课教师给予每年2000元补助。",
    ]
    data = pdf(Sheet(lines(60, 760, body)), Sheet(lines(60, 760, ["三、支持教材编写。按照编写费用的20%给予最高10万元补助。"]), rotate=90))
    found = extract(data, "夜校.pdf")
    amounts = [amount for clause in found.clauses for amount in clause.amounts]
    shares = [share for clause in found.clauses for share in clause.percentages]
    mentions: list[Amount | Percentage] = [*amounts, *shares]
    assert len(mentions) == 5
    assert [m.page for clause in found.clauses for m in clause.percentages] == [1, 2]
    document = pdfium.PdfDocument(data)
    for mention in mentions:
        assert mention.page
        page = document[mention.page - 1]
        printed = [
            page.get_textpage().get_text_bounded(float(x0), 842 - float(y1), float(x1), 842 - float(y0))
            for _, x0, y0, x1, y1 in mention.boxes
        ]
        assert mention.text in "".join("".join(printed).split()), mention
