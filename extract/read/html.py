"""Saved web pages: the main text without navigation, teasers and what is hidden, and the table of particulars."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator

from lxml import etree

from extract import lexicon
from extract.errors import ReadError
from extract.read.html_blocks import lines_in, words_of
from extract.read.package import Element
from extract.read.source import Line, Note, Source
from extract.read.text import decode
from extract.settings import Limits

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
# Declared as gb2312 or gbk, a page may hold any character of GB 18030.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_DROPPED = (
    *("script", "style", "noscript", "template", "iframe", "svg", "nav", "button", "select", "object", "video", "audio"),
    *("aside", "input", "textarea", "del", "head"),
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.IGNORECASE)
_HIDING_RULE = re.compile(r"([^{}]{1,400})\{[^{}]{0,400}?(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SIMPLE = re.compile(r"[.#][\w-]+")
_SENTENCE = re.compile("[，。；、：]")
_HOLDERS = {"body", "div", "td", "th", "tr", "tbody", "table", "section", "article", "main", "form", "center", "span", "font", "html"}
_MOST = 0.8  # share of the sentences of its parent that the main block holds
_LONGEST_VALUE = 120
_BRACKETS = "[]【】()（）：: \t\n\u3000\xa0"
_SIDE_BY_SIDE = re.compile(r"\d[\d.,]*(?:[%％‰]|[万亿]?元)\d[\d.,]*(?:[%％‰]|[万亿]?元)")
_TITLE_TAIL = re.compile(r"[-_|—–].*$")


def read(data: bytes, limits: Limits) -> Source:
    """A page's main text; raises ReadError for a page that cannot be taken apart."""
    source = _page_of(data)
    text, encoding = _decoded(source)
    if len(text) > limits.characters:
        raise ReadError("too_large", f"{len(text)} characters")
    root = _parsed(text)
    particulars = list(_particulars(root))
    title = _title(root)
    _drop(root)
    main = _main(root)
    lines = [*particulars, *_with_title(title, list(lines_in(main)))]
    return Source("text/html", "html", tuple(lines), 1, tuple(_notes(lines, encoding)))


def _notes(lines: list[Line], encoding: str) -> Iterator[Note]:
    if not encoding.startswith("utf-8"):
        yield Note("encoding", f"文字编码识别为 {encoding}")
    for line in lines:
        for match in _SIDE_BY_SIDE.finditer(line.text):
            yield Note("revisions", f"“{match.group()}”两个数字相连，可能是网页另存时留下的修订痕迹（旧值和新值）；请对照原文件核对")


def _page_of(data: bytes) -> bytes:
    """The page in a web archive (MHTML); any other page is itself."""
    if not data[:512].lstrip().lower().startswith((b"mime-version:", b"from:", b"content-type: multipart")):
        return data
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    raise ReadError("no_text")


def _decoded(data: bytes) -> tuple[str, str]:
    """The page's characters, by what it declares where that fits."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode(_WIDER.get(name, name)), _WIDER.get(name, name)
        except (LookupError, UnicodeDecodeError):
            pass  # a false declaration: told by the characters instead
    return decode(data)


def _parsed(text: str) -> Element:
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        # without the declaration of an encoding that no longer holds
        root = etree.fromstring(re.sub(r"<\?xml[^>]*\?>", "", text.replace("\x00", ""), count=1), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("damaged", str(error)[:200]) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError("hostile", "elements nested too deep")
    if root is None or root.find("body") is None:
        raise ReadError("no_text")
    return root


def _title(root: Element) -> str:
    """The document's title as the page gives it apart from its text."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (meta.get("content") or "").strip():
            return (meta.get("content") or "").strip()
    for heading in root.iter("h1"):
        if text := words_of(heading):
            return text
    found = root.findtext("head/title") or ""
    return _TITLE_TAIL.sub("", " ".join(found.split())).strip()


def _with_title(title: str, lines: list[Line]) -> list[Line]:
    """The text under its title, where it does not print it itself."""
    opening = "".join("".join(line.text.split()) for line in lines[:12])
    if not title or "".join(title.split()) in opening:
        return lines
    return [Line(title, ends=True, centred=True), *lines]


def _particulars(root: Element) -> Iterator[Line]:
    """A line `label：value` for each particular that the page gives in a table or list."""
    labels = frozenset(lexicon.words("page_labels"))
    seen: set[str] = set()
    for cell in [*root.iter("td", "th", "dt", "li", "p", "span", "b", "strong")]:
        label, value = _labelled(cell, labels)
        if value and label not in seen and len(value) <= _LONGEST_VALUE:
            seen.add(label)
            yield Line(f"{label}：{value}", ends=True)
    published = next((m.get("content", "") for m in root.iter("meta") if (m.get("name") or "").lower() == "pubdate"), "")
    if published and not seen & {"成文日期", "发布日期", "发布时间", "发文日期", "印发日期"}:
        yield Line(f"发布日期：{published.split()[0]}", ends=True)


def _labelled(cell: Element, labels: frozenset[str]) -> tuple[str, str]:
    """The label that a cell holds, and its value from behind the colon or from the next cell."""
    text = words_of(cell, _LONGEST_VALUE)
    bare = "".join(text.split()).strip(_BRACKETS)
    if bare in labels:
        beside = cell.getnext()
        return bare, words_of(beside, _LONGEST_VALUE).strip(_BRACKETS) if beside is not None else ""
    head, colon, value = text.partition("：") if "：" in text else text.partition(":")
    label = "".join(head.split()).strip(_BRACKETS)
    return (label, value.strip()) if colon and label in labels else ("", "")


def _drop(root: Element) -> None:
    """Take out what is no text and what no reader sees."""
    rules = (rule for style in root.iter("style") for rule in _HIDING_RULE.findall(style.text or ""))
    hidden = {name.strip() for rule in rules for name in rule.split(",") if _SIMPLE.fullmatch(name.strip())}
    weights = _weights(root)
    half = weights[root] / 2
    labels = frozenset(lexicon.words("page_labels"))
    for element in list(root.iter()):
        if element.getparent() is None or element.tag in ("html", "body"):
            continue
        gone = element.tag in _DROPPED or _is_particulars(element, labels)
        if gone or (weights.get(element, 0) <= half and (_is_hidden(element, hidden) or _is_links(element))):
            _remove(element)


def _is_hidden(element: Element, hidden: set[str]) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    names = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
    return bool(_HIDDEN_STYLE.search(element.get("style") or "")) or bool(names & hidden)


def _is_links(element: Element) -> bool:
    """Whether a block is a list of links: navigation, related pages."""
    if element.tag not in ("div", "ul", "ol", "dl", "table", "section", "p", "footer", "header"):
        return False
    links = list(element.iter("a"))
    if len(links) < 2:
        return False
    linked = sum(len(words_of(link)) for link in links)
    return linked > 0.6 * max(1, len(words_of(element)))


def _is_particulars(element: Element, labels: frozenset[str]) -> bool:
    """Whether a table gives particulars rather than measures."""
    if element.tag not in ("table", "dl", "ul"):
        return False
    cells = [words_of(cell, _LONGEST_VALUE) for cell in element.iter("td", "th", "dt", "li")][:24]
    named = sum("".join(c.split()).strip(_BRACKETS) in labels or re.split("[：:]", c)[0].strip(_BRACKETS) in labels for c in cells)
    return named >= 2 and len(words_of(element)) < 600


def _remove(element: Element) -> None:
    """Take an element out, but leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _main(root: Element) -> Element:
    """The innermost block that holds most of the page's sentences."""
    weights = _weights(root)
    current = root.find("body")
    assert current is not None
    while weights[current]:
        inner = max(current, key=lambda child: weights.get(child, 0), default=None)
        if inner is None or inner.tag not in _HOLDERS or weights.get(inner, 0) < _MOST * weights[current]:
            break
        current = inner
    return current


def _weights(root: Element) -> dict[Element, int]:
    """How many marks of sentences each element holds, those in links aside."""
    weights: dict[Element, int] = {}
    for element in reversed(list(root.iter())):
        own = sum(weights.get(child, 0) + len(_SENTENCE.findall(child.tail or "")) for child in element)
        own += len(_SENTENCE.findall(element.text or ""))
        weights[element] = 0 if element.tag in ("a", "script", "style") else own
    return weights
