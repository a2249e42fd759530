"""Lists of nouns that a list of figures answers to: 国家级、省级、市级的，分别奖励…."""

from __future__ import annotations

from collections.abc import Iterator

from extract import lexicon
from extract.grammar.reading import Reading, Span
from extract.grammar.words import words
from extract.patterns import Pattern
from extract.text import squeeze

# A label that is a rank by itself: 国家级, 一等奖, 第二类, Ⅲ期, 5A级, 第二年, 中度.
LEVEL = Pattern(
    "level",
    r"""[一二三]级[甲乙丙]等 | (?:国家|世界|国际|全国|全省|全市|省部?|自治区|市|区|县|州|部|校|院|乡镇?|村|正高|副高)级 |
     第?[一二三四五六七八九十甲乙丙丁特优\dA-Ea-e]{1,8}(?:级|等奖?|类|档|批|期|星级?|A级?|名|位|孩) | [初中高]级工? | [轻中重]度
      | (?:第|前|后|首|次)[一二三四五六七八九两\d]{0,2}年 | [ⅠⅡⅢⅣ]+[期类级] | [金银铜]奖 | (?:特|优|甲|乙|丙)等""",
)
_COMMA = Pattern("list_comma", r"、|/|(?<=”)(?=“)")
_ANY = Pattern("list_separator", r"、|/|(?<=”)(?=“)|和|以及|及(?!以)|或者?|与")
_COUNT_BEHIND = Pattern("count_behind_label", r"(?<=[奖级类档名])[\d一二三四五六七八九十]+[名个家项位]$")
_COUNT = Pattern("count_before_label", r"(?:\d{1,9}|[一二两三四五六七八九十])[名个家项位]")
# 每成功入库一家|企业
_EACH = Pattern("each_before_label", r"每[^，。；、]{0,8}?[一1][家个名户位项](?=[\u4e00-\u9fff]{2})")
_BARE_LEVELS = ("国际", "国家", "省", "市", "县", "区", "州", "省部", "自治区")  # 国家、省级: the sign stands only once
_BY = Pattern("by_standard", r"^.*(?:按照?|依据|根据)")
_NUMERAL = Pattern("lone_numeral", r"[一二三四五六七八九十甲乙丙丁]")
_CUT_LAST = Pattern("label_end", r"的|并|且|，|按|每|(?<!博士)后|可(?:以|享|获)|享受|总额|给予|予以|等(?=[^奖级]|$)")
_TRAIL = Pattern(
    "label_trail",
    r"""(?:挂牌|上市|认定|评定|称号|资质|认证|立项|获批|荣誉|备案|改造补[助贴]|建设补[助贴]|(?:补[助贴]|奖励|资助)(?:资金)?
        |[一二两三四五六七八九]个?(?:等级|级别|档次?|类别|环节|阶段|层次|等次|类型|梯度))$""",
)
_YEAR = Pattern("year_label", r"20\d\d年度?(?:$|(?=[在首获被]))")
_QUOTED = Pattern("quoted_label", r"“[^“”]{1,16}”(?:$|(?=[一二两三四五六七八九]个|等|榜单|名单|称号|奖|认定|基地|目录|项目|试点))")
_SHORT_LABEL = 3
_SHARED_VERBS = frozenset(("参展", "展出", "参赛", "参会", "就业", "创业", "落户", "购房", "入驻", "工作"))
_BRACKETS = "\ufffc()"


# 一至五级酒庄, 一二三线城市, 一二三等奖: ranks of which only the numerals are printed.
_SHORT_RANKS = Pattern(
    "short_ranks",
    r"(?P<first>[一二三四五六七八九]|(?<!\d)[1-9])(?:至|到|-|—)(?P<last>[二三四五六七八九]|[2-9])(?P<kind>星?级|A级|等奖?|类|档|线城市)|(?P<run>[一二三四五六七八九甲乙丙ABCDE]{2,6})(?P<of>星?级|等奖?|类|档|线城市)",
)


_NUMERALS = ("一二三四五六七八九", "123456789")


def _ranks(reading: Reading, span: Span, count: int) -> list[str]:
    """The ranks of such a short form, each written out; none where there are not exactly `count`."""
    for match in _SHORT_RANKS.finditer(reading.masked, span.start, span.end):
        row = next((row for row in _NUMERALS if match["run"] or match["first"] in row), "")
        run = match["run"] or row[row.index(match["first"]) : row.find(match["last"]) + 1]
        kind = reading.text[slice(*match.span("of" if match["run"] else "kind"))]
        if len(run) == count:
            return [numeral + kind for numeral in run]
    return []


def enumerated(reading: Reading, span: Span, count: int, whole: bool = False) -> list[str]:
    """The labels of a list of `count` items in a stretch, or of the last of a longer list; `whole` where the list must have no more."""
    ranks = _ranks(reading, span, count)
    if ranks:
        return ranks
    pieces = _run(reading.masked, span, count, whole)
    return _with_shared_end([_bare(squeeze(reading.text[s.start : s.end])) for s in _trimmed(reading.masked, pieces)]) if pieces else []


# 国际顶尖人才（A类）: what a bracket adds to a name. Not 首台（套）, nor a name that is a bracket.
_ADDED = Pattern("added_in_bracket", r"(?<=[\u4e00-\u9fff]{2})[(（](?!套)[^()（）]{2,60}[)）]$")


_REGISTER = Pattern("register_behind_label", r"(?<=[\u4e00-\u9fff]{2})(?:企业)?名录库?$")


def _bare(label: str) -> str:
    return _REGISTER.sub("", _ADDED.sub("", label))


def _with_shared_end(labels: list[str]) -> list[str]:
    """一、二、三等奖 with the end that stands only once."""
    last = labels[-1]
    shared = last[1:] if _NUMERAL.match(last) and LEVEL.fullmatch(last) else ""
    return [label + shared if _NUMERAL.fullmatch(label) else label for label in labels]


def _run(text: str, span: Span, count: int, whole: bool) -> list[Span]:
    """The pieces of the list: split at 、 alone where that gives the count, else at 和 and its like too."""
    for separator in (_COMMA, _ANY):
        pieces = [*_split(text, span, separator)]
        if len(pieces) == count:
            return pieces
        ranked = _ranked_run(text, pieces, count)
        if ranked:
            return ranked
    pieces = [*_split(text, span, _ANY)]
    return pieces[-count:] if len(pieces) > count and not whole else []


def _split(text: str, span: Span, separator: Pattern) -> Iterator[Span]:
    start = span.start
    for match in separator.finditer(text, span.start, span.end):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, span.end)


def _ranked_run(text: str, pieces: list[Span], count: int) -> list[Span]:
    """Of more pieces than figures, those side by side that each hold a rank."""
    for start in range(len(pieces) - count + 1):
        run = pieces[start : start + count]
        if len(pieces) > count and all(LEVEL.search(text, p.start, p.end) or _bare_level(text[p.start : p.end]) for p in run):
            return run
    return []


def _trimmed(text: str, pieces: list[Span]) -> list[Span]:
    """The labels without the words that lead into the first and out of the last."""
    pieces = [_uncounted(text, p) for p in pieces]
    ranked = LEVEL.match(text, pieces[-1].start, pieces[-1].end) is not None
    quoted = text.startswith("“", pieces[-1].start)
    if all(text.find("的", p.start, p.end) > 0 for p in pieces[:-1]) and len(pieces) > 1 and not (ranked or quoted):
        pieces = [_past_relative(text, p) for p in pieces]
    last = trim_last(text, pieces)
    first = trim_first(text, pieces[0], last if len(pieces) == 2 else pieces[1])
    return [first, *pieces[1:-1], last] if len(pieces) > 1 else [first]


def _uncounted(text: str, piece: Span) -> Span:
    match = _COUNT_BEHIND.search(text, piece.start, piece.end)
    return Span(piece.start, match.start()) if match and match.start() > piece.start else piece


def _past_relative(text: str, piece: Span) -> Span:
    """不低于200车次的乘用车换电站 without what stands before 的; of a last one 的 may only close it."""
    at = text.rfind("的", piece.start, piece.end - 2)
    return Span(at + 1, piece.end) if at >= 0 else piece


def trim_last(text: str, pieces: list[Span]) -> Span:
    """The last label, cut where its sentence goes on."""
    last = pieces[-1]
    quoted = _QUOTED.match(text, last.start, last.end)
    if quoted and all(_QUOTED.search(text, p.start, p.end) for p in pieces[:-1]):
        return Span(last.start, quoted.end())
    level = LEVEL.match(text, last.start, last.end)
    if level and all(_ends_with_level(text[p.start : p.end]) for p in pieces[:-1]):
        return Span(last.start, level.end())
    bare = next((level for level in _BARE_LEVELS if text.startswith(level, last.start, last.end)), "")
    if bare and all(_bare_level(text[p.start : p.end]) for p in pieces[:-1]):
        return Span(last.start, last.start + len(bare))  # 国际、国家、省|标准化技术委员会
    others = [text[text.rfind("的", p.start, p.end) + 1 or p.start : p.end].rstrip(_BRACKETS) for p in pieces[:-1]]
    dated = _YEAR.match(text, last.start, last.end)
    if dated and all(_YEAR.search(other) for other in others):
        return Span(last.start, dated.end())
    shared = _shared_suffix(others) if len(others) > 1 else ""
    short = shared and max(map(len, others)) <= _SHORT_LABEL  # 乡外、县外、市|外|参展
    at = text.find(shared, last.start, last.end) if len(shared) > 1 or short else -1
    if at > last.start:
        return Span(last.start, at + len(shared))
    cut = _CUT_LAST.search(text, last.start + 1, last.end)
    end = cut.start() if cut else last.end
    trail = _TRAIL.search(text, last.start, end)
    end = trail.start() if trail and (trail.start() - last.start > 2 or text[last.start : trail.start()] in _BARE_LEVELS) else end
    return Span(last.start, _without_last_verb(text, last.start, end, others))


def _without_last_verb(text: str, start: int, end: int, others: list[str]) -> int:
    """境外参展 beside 区外、市外: the verb that all share belongs to none."""
    found = words(text[start:end])
    if len(found) > 1 and found[-1].text in _SHARED_VERBS and not any(words(o)[-1].is_verb for o in others if o):
        return start + found[-1].start
    return end


def _ends_with_level(text: str) -> bool:
    text = text.rstrip(_BRACKETS)
    return text.endswith("国家") or bool(_bare_level(text)) or any(m.end() == len(text) for m in LEVEL.finditer(text))


def _bare_level(text: str) -> str:
    """省 of 首次认定的省 or of 获评省: a rank without its sign behind what leads into it; empty where there is none."""
    behind = text[text.rfind("的") + 1 :]
    behind = behind[past_verb(behind) :]
    return behind if behind in _BARE_LEVELS else ""


def _shared_suffix(texts: list[str]) -> str:
    suffix = ""
    for signs in zip(*(reversed(t) for t in texts), strict=False):
        if len(set(signs)) > 1:
            break
        suffix = signs[0] + suffix
    return suffix


def trim_first(text: str, first: Span, second: Span) -> Span:
    """The first label without the words that lead into the list; `second` shows what a label looks like."""
    own, model = text[first.start : first.end], text[second.start : second.end]
    standard = _BY.search(own)
    if standard and standard.end() < len(own):
        first = Span(first.start + standard.end(), first.end)
        own = text[first.start : first.end]
    bare = _bare_level(own)
    if bare and LEVEL.match(model):
        return Span(first.end - len(bare), first.end)
    levels = [m for m in LEVEL.finditer(own) if m.end() == len(own)]
    if levels and LEVEL.match(model):
        return Span(first.start + levels[0].start(), first.end)
    if _NUMERAL.match(model) and _NUMERAL.match(own[-1:]) and (len(model) == 1 or LEVEL.match(model)):
        return Span(first.end - 1, first.end)
    digit = next((i for i, c in enumerate(own) if c.isdigit()), -1)
    if digit >= 0 and model[:1].isdigit():
        return Span(first.start + digit, first.end)
    if own[:1] == "“":
        return first
    cut = past_verb(own)
    relative = max(own.rfind("的", cut), own.rfind("领域", cut) + 1)
    if "的" not in model and 0 < relative < len(own) - 2:
        cut = relative + 1
    return Span(first.start + cut, first.end)


def past_verb(own: str) -> int:
    """Where the noun starts behind the verb that leads into it: 新设立|国家级工作站, 引进一名|教练, 赴|区外."""
    verbs = frozenset(lexicon.words("label_verbs"))
    found = words(own)
    leading = [word for word in found[:-1] if word.text in verbs]
    end = leading[-1].end if leading else 0
    if (each := _EACH.match(own)) and each.end() < len(own):
        return each.end()
    if "“" in own[end:] and own.endswith(("”", "奖", "称号")) and not own[end:].startswith(_BARE_LEVELS):
        return own.index("“")
    counted = _COUNT.match(own, end)
    return counted.end() if counted else end
