"""Grants without figures: 给予资金支持, 享受岗位补贴. An instrument that is the object of a verb of giving, not a word of procedure."""

from __future__ import annotations

from extract.fields.instruments import Named, named_in
from extract.grammar.reading import Reading, Span
from extract.incentives.figures import ANOTHER, Grant
from extract.patterns import Pattern

# What gives, before the instrument in its segment. Not 发放, which pays out what was granted elsewhere, nor 符合…条件.
_GIVES = Pattern(
    "gives",
    r"""给予|予以|给以|进行(?=[^，。；]{0,6}[补奖资贴支扶])|享受|提供|设立|实行|追加|视情况|参照|减免|免|(?:全额|减半|等额|足额)(?=[奖补资返减])|优先投资
     |可[^，。；]{0,14}(?:申请|申领|领取|获得?|纳入)|纳入|按照?[^，。；]{1,30}(?=[补奖贴资])|(?:可|对[^，。；]{2,40})发放|有[^，。；]{0,6}(?=补贴|奖励)
     |(?:通过|采取)[^，。；]{0,30}方式|推动[^，。；]{2,30}(?=加计扣除)""",
)
# What closes the name of a grant: the end of its segment, another name. Not 补贴申请, 奖励发放, 补贴产品.
_CLOSED = Pattern(
    "name_closed",
    r"""(?:专项|资金|经费|政策|优惠|支持|扶持|奖励|补助|补贴|资助|激励|贴息|等|方式|范[围畴]|的?力度|”)*(?:$|[，。；、：\n|\ufffc()]|和|或|及|与|并
        |[^，。；]{0,14}(?:费用?|企业|单位|机构|个人|人员|者|人)(?:$|[，。；(]))""",
)
# These say by themselves that something is given: 租金全免, 加计扣除.
_SELF_GIVING = ("减免", "税收优惠")
_SPOKEN_OF = Pattern("money_spoken_of", r"(?:以上|上述|相关)?所[涉需][^，。；]{0,4}(?:经费|资金)")
_PAID_OUT = ("发放", "兑付", "拨付", "兑现", "落实")  # what was granted elsewhere
_PROCEDURE = Pattern("procedure", r"的?(?:部分|增量|申[请报办]|审[批核]|备案|政策|办法|手续|资格|事项)")
# A grant said in general that what follows takes up again: 其中…, 具体标准…, 每满一万人…, a list of items.
_TAKEN_UP = Pattern(
    "taken_up_again",
    r"""[。；，：\n]{0,2}[ ]*(?:其中|对(?=\d)|具体|标准|按(?:照)?(?:下列|以下)|分别|每(?:满|增|新)|(?:\(?[一1]\)?[、.)]|①)
          |(?!每|单|同|累)[^，。；：\n]{0,10}(?:补贴|奖励|补助|资助|支持|扶持)(?:的)?(?:标准|对象|范围|金额))|：""",
)
_IN_GRADES = Pattern(
    "in_grades",
    r"分(?:[为成][^，。；]{0,6}|[一二三四五六七八九十两\d]{1,2}个?)(?:等级|档|类|级)|分(?:等级|档次?|类|级)(?=给予|予以|给与|[奖补资])",
)
# 仅给予一次奖励, 可同时申请多个阶段的补贴: how often and how many, said of what was granted elsewhere.
_COUNTED = Pattern(
    "how_often",
    r"(?:仅|只)(?:能|可)?(?:给予|享受|奖励|补[贴助]|申[请报])[^，。；]{0,4}(?:[一1两二]次|一[套项处]|其中)|可以?(?:分别|同时)(?:申[请报领]|享受)",
)
# 不对…给予奖励, 无法享受: refused, not granted; 鼓励各县另行给予配套奖励: urged on others.
_REFUSED = Pattern(
    "refused",
    r"(?:^|[，。；：\n])(?:鼓励|引导|倡导|支持)(?:[^，。；的]{0,16}(?:单位|主体|企业|机构|政府|[市县区局镇乡]|俱乐部|部门)|(?:[县市区]|\([县市区]\))+)(?:可|再|另行?|对[^，。；]{2,24})*$|(?:不(?:得|能|再|予|可|应|对[^，。；]{1,30})|无法|未能?|只能|仅能|停止|取消|放弃|骗取|套取)[^，。；]{0,12}$",
)


def unmeasured(reading: Reading, part: Span, figures_follow: bool) -> list[Grant]:
    """The grants of a part without figures: each instrument that a verb of giving leads to."""
    out: list[Grant] = []
    floor = part.start
    for named in named_in(reading):
        if not part.start <= named.start < part.end or not _granted(reading, named, floor):
            continue
        if _is_taken_up(reading, named, part) and (figures_follow or _granted_behind(reading, part.end)):
            continue
        if out and not _is_another(reading, out[-1].end, named.start):
            continue  # 补助或贴息: one grant
        out.append(Grant(part, floor, named.end, named=named))
        floor = named.end
    return out


def _granted(reading: Reading, named: Named, floor: int) -> bool:
    """Whether a verb of giving leads to an instrument, whose name ends there."""
    segment = reading.segment(named.start)
    if _SPOKEN_OF.match(reading.masked, segment.start) or _COUNTED.search(reading.masked, segment.start, segment.end):
        return False
    gives_itself = named.instrument in _SELF_GIVING and not _PROCEDURE.match(reading.masked, named.end)
    if reading.bracket(named.start) or not (gives_itself or _CLOSED.match(reading.masked, named.end, segment.end)):
        return False
    gives = _GIVES.search(reading.masked, max(segment.start, floor), named.end)
    if gives is None and not gives_itself:
        return False
    if reading.masked.endswith(_PAID_OUT, 0, named.start) and named.instrument != "券":
        return False
    return _REFUSED.search(reading.masked, max(0, segment.start - 1), gives.start() if gives else named.start) is None


def _granted_behind(reading: Reading, position: int) -> bool:
    return any(named.start > position and _granted(reading, named, position) for named in named_in(reading))


def _is_taken_up(reading: Reading, named: Named, part: Span) -> bool:
    """Whether a general grant is said in figures by what follows it."""
    if _IN_GRADES.search(reading.masked, part.start, named.end):
        return True
    return any(_TAKEN_UP.match(reading.folded, end) is not None for end in (named.end, part.end))


def _is_another(reading: Reading, end: int, start: int) -> bool:
    between = reading.masked[end:start]
    return "，" in between or ANOTHER.search(between) is not None
