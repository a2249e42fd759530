"""What a document says about itself: title, issuers, numbers, dates, draft or final, how long it holds."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from dataclasses import dataclass
from functools import cache

from extract import lexicon
from extract.patterns import Pattern, any_of
from extract.segment.attributions import TITLE
from extract.segment.numbers import value_of
from extract.text import fold, squeeze

DOC_NUMBER = Pattern(
    "document_number",
    r"[\u4e00-\u9fff]{1,12}(?:规|字|函|办|发)?[\[(]\s*(?:19|20)\d{2}\s*[\])]\s*(?:第\s*)?\d{1,5}\s*号",
)
DATE = Pattern(
    "date",
    r"(?P<year>(?:19|20)\d{2}|[二一][〇零○oO0一二三四五六七八九]{3})\s*[年./-]\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:月|[./-](?=\d)|$)\s*(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?)?",
)
# Not 经公开征求意见后, which tells how a final text came about.
DRAFT = Pattern(
    "draft",
    r"征求意见稿|(?<!经|已|经过|通过|依法)公开征求意见(?!后|并|情况)|意见征集稿|草案|讨论稿|送审稿|报审稿|征求意见的公告|公开征询意见",
)
_NUMERAL_YEAR = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "o": "0", "O": "0"}
# Lines above a title that are none: 附件, （此件公开发布）, a broken date, a heading of the site.
_NO_TITLE = Pattern(
    "no_title",
    r"^附(?:件|录|表)?\d{0,2}[：:.]?$|^附件\d{0,2}[：:].*$|^\(?此件|^\(?主动公开|^\(?公开|^[\d年月日.\-/：:]+$|^.{2,30}(?:文件|公报)$|行政规范性文件$|^各?.{2,60}：$",
)
_INNER = Pattern(
    "inner_title", r"关于(?:印发|发布|公布|下发|转发|修订印发)《(?P<title>(?:[^《》]|《[^《》]*》){4,100})》(?:的(?:通知|公告|决定|函))?$"
)
_INNER_PLAIN = Pattern("inner_title_without_marks", r"关于(?:印发|发布|公布|下发|转发|修订印发)(?P<title>[^《》]{8,100})的(?:通知|公告)$")
_MARKS = Pattern("notice_mark", r"(?:公示|公告|全文)$")


# （2024年3月18日县人民政府第38次常务会议审议通过）, （二〇二四年七月修订） under a title.
_ADOPTED = Pattern("adopted", r"\([^()]*(?:审议|通过|修订|修正|公布|发布|印发|施行|批准)[^()]*\)")
# 某局　2023年12月 on one line.
_SIGNED = Pattern(
    "signed_line",
    r"(?P<names>[\u4e00-\u9fff、（）()]{4,60}?)[ \u3000]+(?P<date>(?:19|20)\d\d[ ]?年[ ]?\d{1,2}[ ]?月(?:[ ]?\d{1,2}[ ]?日)?)[ ]?(?:印发)?",
)


COLLECTIONS = ("汇编", "选编", "摘编", "手册", "政策集", "读本", "一本通")  # what a file of several policies is called


@cache
def organisation() -> Pattern:
    """One name of a public body, alone."""
    return Pattern("organisation", rf"[\u4e00-\u9fff、（）()·]{{1,28}}{any_of(lexicon.words('organisation_endings'))}")


@cache
def _document_type() -> Pattern:
    kinds = any_of((*lexicon.words("document_types"), *COLLECTIONS, "一览表", "解读"))
    return Pattern("document_type", rf"{kinds}(?:\([^()]{{1,30}}\))*$")


@dataclass(frozen=True)
class Head:
    """What the lines above a document's text say."""

    title: str | None = None
    issuers: tuple[str, ...] = ()
    doc_number: str | None = None
    date: str | None = None


def read_head(lines: list[tuple[str, str]]) -> Head:
    """Title, issuers, number and date from the lines above the text, each clean and as printed."""
    titles: list[str] = []
    issuers: list[str] = []
    number = date = None
    complete = False
    again = Counter(squeeze(line) for line, _ in lines)
    for line, printed in lines:
        folded = fold(line).strip()
        if (squeeze(folded).isascii() and whole_date(folded) is None) or (again[squeeze(line)] > 1 and not organisations(printed)):
            continue  # a word of a site's menu, the site's own name
        found = DOC_NUMBER.search(folded)
        if found and len(squeeze(folded)) <= len(squeeze(found.group())) + 4:
            number = number or squeeze(line[found.start() : found.end()])
        elif (day := whole_date(folded)) is not None:
            date = day if date is None or day.startswith(date) else date
        elif _ADOPTED.fullmatch(squeeze(folded)):
            date = date or iso_date(folded)
        elif (signed := _SIGNED.fullmatch(printed.strip("#* \u3000"))) and organisations(signed["names"]):
            issuers += [name for name in organisations(signed["names"]) if name not in issuers]
            date = date or iso_date(fold(signed["date"]))
        elif names := organisations(printed):
            issuers += [name for name in names if name not in issuers]
        elif _NO_TITLE.search(squeeze(folded)):
            continue
        elif complete and issuers and folded.startswith("关于") and is_title(squeeze(folded)):
            titles = [line]  # below the letterhead; what stood above it was the site's
        elif not complete or folded.startswith("("):
            titles.append(line)
            complete = is_title(squeeze("".join(titles)))
    whole = squeeze("".join(titles))
    title = _own_title(whole)
    return Head(title, tuple(issuers or _issuers_in_title(title) or _issuers_in_title(whole)), number, date)


def _own_title(title: str) -> str | None:
    """The policy's own title: that inside 关于印发《…》的通知; without a mark such as 公示 behind it."""
    folded = fold(title)
    inner = _INNER.search(folded)
    if inner:
        return title[inner.start("title") : inner.end("title")]
    plain = _INNER_PLAIN.search(folded)
    if plain and is_title(plain["title"]):
        return title[plain.start("title") : plain.end("title")]
    mark = _MARKS.search(folded)
    if mark and is_title(title[: mark.start()]):
        title = title[: mark.start()]
    return title.strip("《》") if title.startswith("《") and title.endswith("》") else title or None


def is_title(text: str) -> bool:
    """Whether a line ends like a policy's title: with a kind of document."""
    return bool(_document_type().search(fold(text)))


def titles_in(text: str) -> tuple[str, ...]:
    """The titles in a cell or under a label that names sources: those in 《》, else the whole where it reads like one."""
    marked = tuple(dict.fromkeys(squeeze(match["title"]) for match in TITLE.finditer(text)))
    bare = squeeze(text).rstrip("。")
    return marked or ((bare,) if is_title(bare) else ())


def organisations(line: str) -> list[str]:
    """The bodies that a line names, when it names nothing else."""
    parts = [part for part in line.replace("\u3000", " ").split() if part]
    merged = ["".join(parts)] if parts and all(len(p) == 1 for p in parts) else parts
    merged = [part.strip("#*").removesuffix("文件") for part in merged]
    merged = [part for part in merged if part not in ("编印", "编", "印", "", "印发", "发布", "编制", "主编")]
    folded = [fold(part) for part in merged]
    if merged and all(organisation().fullmatch(f) and "关于" not in f and not is_title(f) for f in folded):
        return merged
    return []


def _issuers_in_title(title: str | None) -> list[str]:
    """云岚市人民政府关于…的意见 names its issuer before 关于."""
    if not title or "关于" not in title:
        return []
    return organisations(title.split("关于")[0])


_CLOCK = Pattern("time_of_day", r"\d{1,2}[：:]\d{2}(?:[：:]\d{2})?$")


def whole_date(folded: str) -> str | None:
    """The date that a line consists of, as YYYY-MM or YYYY-MM-DD."""
    line = squeeze(folded).strip("()")
    line = _CLOCK.sub("", line)
    line = line.removesuffix("印发").removesuffix("发布").removeprefix("发布时间：").removeprefix("发布日期：")
    match = DATE.fullmatch(line)
    return iso_date(match.group()) if match else None


def iso_date(folded: str) -> str | None:
    """A printed date as YYYY-MM or YYYY-MM-DD; None when it is none."""
    match = DATE.search(folded)
    if match is None:
        return None
    year = "".join(_NUMERAL_YEAR.get(c, c) for c in match["year"])
    month, day = value_of(match["month"]), value_of(match["day"] or "")
    if not 1 <= month <= 12 or not 0 <= day <= 31:
        return None
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def cited_numbers(text: str, own: str | None) -> tuple[str, ...]:
    """Document numbers cited in the text, in order, each once, as printed without blanks."""
    folded = fold(text)
    found = (squeeze(text[m.start() : m.end()]) for m in DOC_NUMBER.finditer(folded))
    return tuple(dict.fromkeys(trim_number(n) for n in found if n != own))


def trim_number(number: str) -> str:
    """A document number without the words that run into it: 依据京政发〔2022〕23号."""
    for word in (
        "依据",
        "根据",
        "按照",
        "依照",
        "参照",
        "遵照",
        "补贴依",
        "依",
        "落实",
        "以及",
        "和",
        "及",
        "见",
        "文件",
        "印发",
        "的",
        "号文",
    ):
        head, sign, tail = number.partition("〔") if "〔" in number else number.partition("[")
        if word in head[:-2]:
            number = head[head.rindex(word) + len(word) :] + sign + tail
    return number


def plus(day: datetime.date, count: int, unit: str) -> datetime.date:
    """The last day of a span that starts on a day: three years from 1 March 2024 end on 29 February 2027's eve."""
    months = count * {"year": 12, "month": 1, "quarter": 3}.get(unit, 0)
    if unit == "day":
        return day + datetime.timedelta(days=count - 1)
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last)) - datetime.timedelta(days=1)
