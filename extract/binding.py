"""Rules that bind a whole document: who may apply, how grants stack, how long it holds, what 以上 and 以下 mean."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extract.grammar.numerals import CHINESE_DIGITS, parse
from extract.grammar.reading import Reading, Span
from extract.patterns import Match, Pattern, Plain
from extract.records import Validity
from extract.segment import Printed
from extract.segment.metadata import DATE, iso_date, plus

_SELF = r"(?:本|此|该|上述|以上)(?:若干)?(?:政策|措施|办法|意见|规定|细则|方案|通知|实施|扶持|条款|文件|指南|条例|计划){1,4}"
ELIGIBILITY = Pattern(
    "eligibility",
    rf"""{_SELF}[^。；]{{0,12}}(?:所称|所指|所述|中的?)“?[\u4e00-\u9fff]{{0,8}}(?:企业|单位|机构|主体|对象|项目|人才|园区|平台)”?(?:，)?(?:是指|系指|为|是|指|包括)
      | {_SELF}[^。；]{{0,8}}(?:支持|扶持|奖励|适用|补贴|资助|申报|享受)的?(?:对象|主体|范围)(?:为|是|包括|：)
      | {_SELF}[^。；]{{0,6}}适用于 | (?:^|\G)(?:适用|支持|扶持|申报|奖励|资助)(?:对象|范围|主体)。? | 享受{_SELF}[^。；]{{0,10}}(?:企业|单位|
      机构|项目|主体)[^。；]{{0,6}}(?:应|须|需|必须)
      | (?:^|\G)(?:申报|申请)(?:企业|单位|主体|项目|对象|人)[^。；]{{0,8}}(?:应|须|需|必须)[^。；]{{0,10}}(?:符合|具备|满足|在|是|为)
      | {_SELF}[^。；]{{0,12}}除[^。；]{{0,10}}外[^。；]{{0,6}}适用于 | (?:支持|扶持)的?对象为""",
)
STACKING = Pattern(
    "stacking",
    r"从优|从高|择优享受|就高不就低|不重复(?:享受|奖励|支持|补贴|资助|兑现|执行|给予|的原则|原则|扶持)?|不得?(?:重复|叠加|同时)享受|不得重复|不叠加|不再重复|只能享受(?:其中)?一[项次]|不可兼得|不得兼得|可以?(?:叠加|累加)(?:享受)?|不与[^。；]{2,20}(?:同时|重复|叠加)",
)
EFFECT = Pattern(
    "effect",
    r"""自[^。；]{1,30}(?:起|后)[^。；]{0,12}(?:施行|实施|执行|生效|有效|试行) | 有效期(?:为|至|到|限|自|暂定|：|\d|
    [一二三四五六七八九十两]) | (?:暂定|执行)[^。；]{0,6}有效期
      | 在?20\d\d[^。；]{0,10}内有效 | (?:实施|执行|施行)期(?:限|间)?(?:为|至|暂定|自) | 有效期?[^。；]{0,6}(?:截至|截止|至)20\d\d | 试行[一二三四五两\d]+年""",
)
# 政策期限为2016年至2018年 in the foreword of a policy without a closing.
PERIOD = Plain("policy_period", r"政策(?:有效)?期限?(?:为|至|：|暂定)(?=20|[一二三四五\d])")
_ABOVE = Pattern(
    "above_defined",
    r"以上”?[^。；，]{0,14}?(?P<not>不)?(?:均|都)?(?:包括|包含|含)(?:本数|本级|该数)?|以上”?、“?以下”?[^。；，]{0,10}?(?P<both>均?(?:包括|包含|含)本数)",
)
_BELOW = Pattern("below_defined", r"(?:以下|不足|以内)”?[^。；，]{0,14}?(?P<not>不)?(?:均|都)?(?:包括|包含|含)(?:本数|本级|该数)")
_INCLUDES = Pattern("includes_numbers", r"本数|含该数|包含本级")
_DAY = r"(?:20\d\d|二[〇零○oO0]{1}[〇零○oO0一二三四五六七八九]{2})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
# 自2024年5月1日起, 期限为2024年8月15日至…. Not a date that something else was issued on.
_FROM = Pattern(
    "from_date",
    rf"自\s*(?P<date>{_DAY})\s*(?:起|后|(?=施行|实施|执行|生效))|(?:期限?为?|有效|自|从|：)\s*(?P<first>{_DAY})\s*起?\s*[至到—\-]+\s*(?={_DAY})",
)
_FROM_ISSUE = Pattern(
    "from_issue", r"自(?:发布|印发|公布|颁布|下发|发文|公开发布|正式发布)(?:之日)?(?:起|后)?(?:满?(?P<days>\d{1,3})日后)?"
)
_UNTIL = Pattern("until_date", rf"(?:至|到|截至|截止|止于?)\s*(?P<date>{_DAY}|20\d\d年)(?P<end>底|末)?")
_WITHIN = Pattern("within_years", r"(?P<first>20\d\d)(?:年)?\s*[-—至到]\s*(?P<year>20\d\d)年?[内度期]?")
_LASTS = Pattern(
    "lasts",
    rf"(?:有效期|期限|执行期|实施期|试行|有效|暂定)[^。；\d{CHINESE_DIGITS}]{{0,6}}(?P<n>\d{{1,2}}|[{CHINESE_DIGITS}十]{{1,3}})\s*(?P<unit>年|个月)",
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A sentence that binds a document: its place in one of the clauses."""

    text: str
    clause: int
    start: int
    end: int


@dataclass(frozen=True)
class Binding:
    """What binds every grant of one document."""

    clauses: tuple[Printed, ...]

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The clauses as rules read them, before 以上 and 以下 are settled."""
        return tuple(Reading(clause.text) for clause in self.clauses)

    def reading(self, index: int) -> Reading:
        """A clause as rules read it, with what 以上 and 以下 mean in its document."""
        found = self.readings[index]
        settled = (found.below, found.above) == (self.below, self.above)
        return found if settled else Reading(found.text, self.below, self.above)

    @cached_property
    def general(self) -> tuple[int, ...]:
        """The clauses that speak of the whole document."""
        return tuple(i for i, c in enumerate(self.clauses) if c.kind != "measure" or _speaks_of_all(self.readings[i]))

    @cached_property
    def eligibility(self) -> tuple[Bound, ...]:
        """Who may receive the document's grants."""
        return tuple(self._found(ELIGIBILITY, self.general))

    @cached_property
    def stacking(self) -> tuple[Bound, ...]:
        """How its grants combine with others."""
        return tuple(self._found(STACKING, self.general))

    @cached_property
    def below(self) -> str:
        """The comparator that 以下 stands for."""
        return self._defined(_BELOW, "<=", "<")

    @cached_property
    def above(self) -> str:
        """The comparator that 以上 stands for."""
        return self._defined(_ABOVE, ">=", ">")

    def _defined(self, pattern: Pattern, included: str, excluded: str) -> str:
        for index in self.general:
            folded = self.readings[index].folded
            match = pattern.search(folded) if _INCLUDES.search(folded) else None
            if match:
                return excluded if match["not"] else included
        return included

    def _found(self, pattern: Pattern, indices: tuple[int, ...]) -> Iterator[Bound]:
        for index in indices:
            reading = self.readings[index]
            for span in reading.sentences:
                if pattern.search(reading.folded, span.start, span.end):
                    yield _bound(reading, span, index)

    def validity(self, date: str | None) -> tuple[Validity | None, bool]:
        """How long the document holds, and whether its first day is missing; `date` is its own, YYYY-MM-DD."""
        found = [*self._found(EFFECT, tuple(i for i, c in enumerate(self.clauses) if c.kind != "preamble"))]
        found = found or [*self._found(PERIOD, tuple(range(len(self.clauses))))]
        if not found:
            return None, False
        last = found[-1]
        text = "".join(b.text for b in found if b.clause == last.clause and last.start - b.end < 40)
        start, end, unknown = _term(Reading(text).folded, date)
        return Validity(text=text, start=start, end=end), unknown


def _bound(reading: Reading, span: Span, index: int) -> Bound:
    """The sentence with its stop, without blanks at its edges."""
    end = span.end + 1 if reading.folded[span.end : span.end + 1] == "。" else span.end
    text = reading.text[span.start : end]
    start = span.start + len(text) - len(text.lstrip())
    return Bound(text.strip(), index, start, start + len(text.strip()))


def _speaks_of_all(reading: Reading) -> bool:
    """Whether a measure is none but a rule for all: it names the document itself and no sum of money."""
    return bool(_ITSELF.search(reading.folded)) and not _MONEY.search(reading.folded)


_ITSELF = Pattern(
    "names_itself",
    rf"{_SELF}|^(?:适用|支持|扶持|申报|申请)(?:对象|范围|条件|主体|企业|单位)|同一(?:企业|项目|事项|单位|主体)[^。]{{0,40}}(?:从高|从优|不重复|重复享受|就高)",
)
_MONEY = Pattern("any_money", r"\d[ ]?(?:万|亿)?元")


def _term(folded: str, date: str | None) -> tuple[str | None, str | None, bool]:
    """First and last day, and whether the first day counts from a publication that is not printed."""
    start = _start(folded, date)
    end = _end(folded, start)
    counted = bool(_FROM_ISSUE.search(folded)) and start is None
    return start, end, counted


def _start(folded: str, date: str | None) -> str | None:
    match = _FROM.search(folded)
    if match:
        return _whole(iso_date(match["date"] or match["first"]), last=False)
    match = _FROM_ISSUE.search(folded)
    if match and date and len(date) == 10:
        first = datetime.date.fromisoformat(date)
        return (first + datetime.timedelta(days=int(match["days"] or 0))).isoformat()
    match = _WITHIN.search(folded) if PERIOD.search(folded) else None
    return f"{match['first']}-01-01" if match else None


def _end(folded: str, start: str | None) -> str | None:
    match = _UNTIL.search(folded)
    if match and DATE.search(match["date"] + ("" if "月" in match["date"] else "12月")):
        return _whole(iso_date(match["date"] if "月" in match["date"] else match["date"] + "12月"), last=True)
    match = _WITHIN.search(folded)
    if match:
        return f"{match['year']}-12-31"
    match = _LASTS.search(folded)
    return _last_day(match, start) if match and start else None


def _last_day(match: Match, start: str) -> str | None:
    count = parse(match["n"])
    if count is None:
        return None
    return plus(datetime.date.fromisoformat(start), int(count), "year" if match["unit"] == "年" else "month").isoformat()


def _whole(date: str | None, last: bool) -> str | None:
    """A date with its day: the first or last of its month where none is printed."""
    if date is None or len(date) == 10:
        return date
    first = datetime.date.fromisoformat(date + "-01")
    return (plus(first, 1, "month") if last else first).isoformat()
