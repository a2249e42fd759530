"""Spans of time that bound a grant or a document: 期限不超过3年, 连续三年, 有效期5年. Never a date, nor a span of eligibility."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, cast

from extract.grammar.numerals import CHINESE_DIGITS, parse
from extract.grammar.reading import Reading
from extract.patterns import Match, Pattern, Signed
from extract.records import Duration

Unit = Literal["year", "month", "day", "quarter"]
Comparator = Literal["=", "<=", ">=", "<", ">"]

_UNITS: dict[str, Unit] = {
    "年度": "year",
    "年": "year",
    "周年": "year",
    "个月": "month",
    "月": "month",
    "天": "day",
    "日": "day",
    "个季度": "quarter",
}
_UNITS |= {"个工作日": "day", "季度": "quarter"}
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d)?|[{CHINESE_DIGITS}十]{{1,3}})"
_CUE = (
    r"(?:最长不超过|最多不超过|最高不超过|最长为?|最多|最高|不超过|不得超过|不长于|不少于|不低于|至少|控制在|为期|"
    r"连续|满|暂定|原则上|累计|延续|均|前|后|首|为)"
)
# What a recipient does within a span: 两年内达到5000万元.
_REACHED = r"达|实现|完成|建成|获得|取得|上市|申[报请]|提出|通过|不得|迁|投产|认定|入选|立项|参与|招用|引进"
# A grant's own term: behind 期限, 贴息期 and their like, or with a bound of length, or before what is granted for so long.
SPAN = Signed(
    "duration",
    rf"""
      (?P<term>(?:有效期|期限|[补贴息奖励资助扶持支租享免受金领取放育]期|期间|时限|年限|时间|
      试行)(?:限)?)(?P<cue1>{_CUE}{{0,3}})[ ]?(?P<n1>{_NUMBER})(?P<u1>个月|周年|年|月|天|日|个季度)(?P<within>以内|之内)?
    | (?P<cue2>最长不超过|最多不超过|最高不超过|最长为?|最多(?=[\d一二两三四五]+年(?:[，。；]|$))|连续(?:补贴|补助|奖励|支持|资助|给予|扶持|享受)?
      |为期|累计不超过|暂定
      |(?:补贴|补助|奖励|资助|支持|扶持|贴息|给予|分)(?=[一二两三四五\d]+年(?:[，。；(]|$|给予|不超过|最高|逐年|等额|平均|安排|补|奖|\d))|激励(?=[一二两三四五\d]年)|给予其|
    不超过)[ ]?(?P<n2>{_NUMBER})(?P<u2>个月|周年|年|个季度)(?!度|期(?!限的?[贴补奖资支扶])|龄|内发|以前|前(?!的)|来)
    | (?P<cue3>前|(?<!延)后|首|头|未来|今后)[ ]?(?P<n3>{_NUMBER})(?P<u3>个月|年)(?![以之]?内|度)
    | (?<![第\d—\-年])(?<!延后|推迟|提前)(?P<n4>{_NUMBER})(?P<u4>个月|年|个(?:完整)?(?:纳税|会计|财政|自然|税收)?年度)
        (?P<rest>的[^，。；的\d]{{1,8}}(?:减免|补贴|补助|贴息|优惠)|的?(?:免租|租金|房租|免费|全额|减免|补贴|贴息|奖励|补助|有效期)
         |(?<=年度)内(?=，)|内(?=不超过|月?租金|每年|租金|房租|免费|免租|合计|累计|给予|按|以企业|，前|，每年|，以|，按)|期?(?=的?(?:租金|房租|免租))
         |(?:以|之)?内(?=，?(?:其?每年|其?年|按年|逐年|[省市区县]?财政)?(?:(?!{_REACHED})[^。；，\d]){{0,24}}(?:给予|奖励|补助|补贴|贴息|返还|资助|减免))
         |(?:以|之)?内(?=，(?:其?每年(?!新?[获入])|年|当年度?|按年|逐年))|有效周?期内?)
    | (?P<bracket>\()[^()，。；]{{0,8}}?(?<!\d)为?[ ]?(?P<n5>{_NUMBER})(?P<u5>个月|年)\)
    """,
    sign=rf"[\d{CHINESE_DIGITS}十][ ]?(?:个?月|周?年|天|日|个?季度|个工作日|个[^，。；\d]{{0,4}}年度)",
    stops="。；",
)
# Spans that tell who may apply, not how long a grant lasts.
_ELIGIBILITY = Pattern(
    "eligibility_span",
    r"(?:运营|经营|成立|创办|注册|在团|工作|就业|从业|签订|缴纳|持有|稳定|近|过去|毕业|租赁期|合同期|服务期|建设期|贷款期|承诺|迁出|投入使用|建成)(?![^，。；]{0,8}起)[^，。；]{0,8}$|(?:满|用|已)$",
)
# 申请补贴前6个月, 项目完工前一年: counted back from what happens, not how long a grant lasts.
_APPLIED = Pattern("applied_for", r"(?:申请|申报|补贴|补助|认定|评审|提交|毕业|完工|竣工|开工|投产|建成|改造|落户|迁入|实施|上市|立项)$")
# The term of something else than the grant: 贷款期限不超过2年, 合同期限3年以上.
_OTHER_TERM = Pattern("other_term", r"(?:贷款|借款|合同|租赁|服务|建设|劳动关系|聘用|质保|产权之日起)$")
_ELIGIBLE_AFTER = Pattern(
    "eligibility_after",
    r"""^[ ]?(?:期(?!限的?[贴补奖资支扶])|缴纳|参保|依法|正常缴|\((?:含|及)\)|及?以上|以内成立|运营|正常|未|无|稳定|盈利
        |累计(?:入库|纳税|缴|投|完成|销售|实现|营)|任职|增长|保持|从事|在库|在统|达到?\d|实现|入围|入选|获[得评]|内(?:不|成立|注册|累计|取得|获|完成|新))""",
)
# What stands before a span and is no part of it.
_NO_BOUND = Pattern("no_bound", r"^(?:控制在|暂定|为期|为|给予其?|激励)")
_COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    ("不少于", ">="),
    ("不低于", ">="),
    ("至少", ">="),
    ("不超过", "<="),
    ("不得超过", "<="),
    ("最长", "<="),
    ("最多", "<="),
    ("最高", "<="),
    ("不长于", "<="),
)


def find(reading: Reading) -> list[Duration]:
    """Every span that bounds a grant, in order of print."""
    out: list[Duration] = []
    for match in SPAN.finditer(reading.folded):
        kind = next(k for k in "12345" if match[f"n{k}"])
        if kind == "5" and not out:
            continue
        if kind == "3" and _APPLIED.search(reading.folded, max(0, match.start() - 6), match.start()):
            continue
        if (kind in "24" and _tells_who(reading, match)) or (kind == "1" and _is_other_term(reading, match)):
            continue
        value = parse(match[f"n{kind}"])
        if value is not None and value < 100:
            out.append(_duration(reading, match, kind, value))
    return out


def _tells_who(reading: Reading, match: Match) -> bool:
    before = reading.folded[max(0, match.start() - 12) : match.start()]
    after = reading.folded[match.end() : match.end() + 8]
    return bool(_ELIGIBILITY.search(before) or _ELIGIBLE_AFTER.match(after))


def _is_other_term(reading: Reading, match: Match) -> bool:
    """Whether 期限 is that of a loan, a contract or a project."""
    more = reading.folded[match.end() : match.end() + 3].startswith(("以上", "及以上"))
    return more or _OTHER_TERM.search(reading.folded, max(0, match.start() - 6), match.start()) is not None


def _duration(reading: Reading, match: Match, kind: str, value: Decimal) -> Duration:
    printed = match[f"u{kind}"]
    number_start, unit_end = match.start(f"n{kind}"), match.end(f"u{kind}")
    cue = match[f"cue{kind}"] if kind in "123" else ""
    bare = _NO_BOUND.sub("", cue or "")
    start = match.end(f"cue{kind}") - len(bare) if kind in "123" and bare else number_start
    within = match["within"] if kind == "1" else None
    end = match.end("within") if within else unit_end
    if kind == "1" and match["term"] in ("有效期", "试行"):
        start = match.start("term")
    comparator = "<=" if within else next((c for word, c in _COMPARATORS if word in (cue or "")), "=")
    return Duration(
        text=reading.text[start:end],
        value=value,
        unit=_UNITS["年度" if printed.endswith("年度") else printed],  # 4个完整纳税年度
        comparator=cast("Comparator", comparator),
        start=start,
        end=end,
    )
