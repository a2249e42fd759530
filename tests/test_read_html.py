"""Saved pages of government sites: the text and the particulars, nothing else, whatever the page is made of."""

from __future__ import annotations

import pytest

from extract.errors import ReadError
from extract.pipeline import extract
from extract.read import read
from extract.settings import Limits

HEAD = '<!DOCTYPE html><html><head><meta charset="{charset}"><title>若干措施_云岚市人民政府</title><style>.gone,#away{{display:none}}</style></head><body>'
NAVIGATION = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li><li><a href="/b">政策文件</a></li></ul>'
TEASERS = (
    '<div class="side"><h3>相关阅读</h3><ul><li><a href="#">一图读懂，最高补贴900万元</a></li><li><a href="#">政策问答</a></li></ul></div>'
)
FACTS = (
    "<table><tr><th>索引号</th><td>YL-2024-0007</td><th>发文机构</th><td>云岚市教育局</td></tr>"
    "<tr><th>[发文字号]</th><td>云教发〔2024〕7号</td><th>【成文日期】</th><td>2024年3月5日</td></tr></table>"
)
TITLE = "<h1>云岚市支持夜校若干措施</h1>"
ONE = "一、支持开办夜校。对新开办的夜校，给予最高5万元补贴，每年不超过两所学校。"
TWO = "二、支持教师授课。对授课教师，每课时给予200元补助，由区教育局组织实施。"
FOOT = '<div class="footer"><p><a>网站地图</a> <a>联系我们</a> <a>隐私声明</a></p></div></body></html>'


def page(main: str, charset: str = "utf-8") -> bytes:
    return (HEAD.format(charset=charset) + NAVIGATION + FACTS + TITLE + f"<div id='zoom'>{main}</div>" + TEASERS + FOOT).encode(
        {"gb2312": "gb18030"}.get(charset, charset)
    )


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5"])
def test_main_text_and_particulars_only(charset: str) -> None:
    body = f"<p>{ONE}</p><p>{TWO}</p>"
    if charset == "big5":
        body = "<p>一、支援開辦夜校。對新開辦的夜校，給予最高5萬元補貼，每年不超過兩所學校。</p><p>二、支援教師授課。</p>"
        data = (f'<html><head><meta charset="{charset}"></head><body>' + body + "</body></html>").encode("big5")
        assert texts(data)[-1] == "二、支援教師授課。"
        return
    found = texts(page(body, charset))
    assert found[-2:] == [ONE, TWO]
    assert not [line for line in found if "900万元" in line or "首页" in line or "网站地图" in line]


def test_the_record_takes_its_particulars_from_the_page() -> None:
    document = extract(page(f"<p>{ONE}</p><p>{TWO}</p>"), "夜校.html").document
    assert document.title == "云岚市支持夜校若干措施"
    assert document.index_number == "YL-2024-0007"
    assert document.doc_number == "云教发〔2024〕7号"
    assert document.date == "2024-03-05"
    assert document.issuers == ("云岚市教育局",)


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        ('<p style="display: none">最高800万元。</p>', "a style"),
        ('<p class="x gone">最高800万元。</p>', "a class that the page's rules hide"),
        ('<p id="away">最高800万元。</p>', "an id that they hide"),
        ("<p hidden>最高800万元。</p>", "an attribute"),
        ("<script>document.write('最高800万元。')</script>", "a script"),
        ("<!-- 最高800万元。 -->", "a comment"),
        ("<del>最高800万元。</del>", "a deletion"),
        ("<textarea>最高800万元。</textarea>", "a form"),
    ],
)
def test_what_no_reader_sees_is_not_read(hidden: str, why: str) -> None:
    assert "800" not in "".join(texts(page(f"<p>{ONE}</p>{hidden}<p>{TWO}</p>"))), why


def test_line_breaks_lists_bold_and_headings() -> None:
    body = f"<h2>支持范围</h2><p>{ONE}<br>&emsp;{TWO}</p><ol start='3'><li>甲类学校，给予补助。</li><li>乙类学校。</li></ol><p><b>三、</b>其他。</p>"
    lines = read(page(body)).lines
    found = {line.text.strip(): line for line in lines}
    assert [line.text.strip() for line in lines][-6:] == ["支持范围", ONE, TWO, "3.甲类学校，给予补助。", "4.乙类学校。", "三、其他。"]
    assert found["支持范围"].level == 2
    assert found["三、其他。"].bold == 2


def test_tables_of_measures_are_rows_and_tables_of_layout_are_not() -> None:
    body = (
        f"<table><tr><td>{ONE}<p>{TWO}</p><table><tr><th>措施</th><th>标准</th><th>上限</th></tr>"
        "<tr><td rowspan=2>夜校</td><td>30%</td><td>5万元</td></tr><tr><td>40%</td><td>6万元</td></tr></table></td></tr></table>"
    )
    lines = read(page(body)).lines
    assert [line.cells for line in lines if line.kind == "row"][1:] == [("夜校", "30%", "5万元"), ("夜校", "40%", "6万元")]
    assert {line.header for line in lines if line.kind == "row"} == {("措施", "标准", "上限")}
    assert [line.text for line in lines if line.kind == "text"][-2:] == [ONE, TWO]


def test_a_web_archive_is_the_page_in_it() -> None:
    archive = (
        (
            b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="xx"\r\n\r\n--xx\r\n'
            b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        )
        + page(f"<p>{ONE}</p>").replace(b"\n", b"\r\n")
        + b"\r\n--xx--\r\n"
    )
    assert ONE in texts(archive)


def test_old_and_new_figures_side_by_side_are_pointed_out() -> None:
    notes = read(page(f"<p>{ONE}</p><p>按照不超过投入的60％50％给予补贴，由区教育局组织实施。</p>")).notes
    assert [note.code for note in notes] == ["revisions"]
    assert "60％50％" in notes[0].message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body>" + b"<div>" * 5_000 + "最高5万元。".encode() + b"</div>" * 5_000, "hostile"),
        (b"<html><body><script>x</script></body></html>", "no_text"),
        (b"<html><head><title>x</title></head></html>", "no_text"),
        (b"<html><body>" + b"<p>" + "补".encode() * 2_000 + b"</p>", "too_large"),
    ],
)
def test_pages_that_cannot_be_read_say_why(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as error:
        read(data, Limits(characters=1_500) if code == "too_large" else Limits())
    assert error.value.code == code
