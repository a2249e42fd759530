"""A recipient's name as printed: without owner and remark, with what happened to it told apart."""

from __future__ import annotations

from extract.grammar.nouns import UNDERTAKING, head, hires
from extract.patterns import Pattern
from extract.text import fold, squeeze

_OWNERS = Pattern(
    "owner",
    r"""(?:[每单][家个名位户]|[本我全][市省区县州盟]内?的?|(?:\d+|[一二三四五六七八九十]{1,2})[个家名户位](?=[\u4e00-\u9fff]{2})|该(?!行)|其(?![他余])(?:中)?(?:所属)?|符合(?:相关|规定|上述)?(?:条件|要求)的|上述|上列|合资格的?|另外|首年|(?:国家|省|[市县区州])级(?:(?:、|和|及|或)(?:国家|省|[市县区州])级)+
     |(?:全国|国家|省)?[\dA-E一二三四五甲乙丙特]{1,2}(?:级|星级|类)?(?:(?:、|和|及|或)[\dA-E一二三四五甲乙丙特]{1,2}(?:级|星级|类)?)+级?|各类|各[个级](?![区县市])
     |[^，。；的、]{0,8}前(?:\d+|[一二三四五六七八九十]{1,3})[家名个位户]|相关|有关|以上(?=企业|单位|机构|主体|人员|项目)|(?:区内|市内|县内|省内|境内)(?!外)|辖区内?的?|单一(?=企业)|一批|[“”]+$)""",
)
_CREATED = Pattern(
    "created", r"[^，。；]{0,60}?(?:建设|搭建|打造|培育|创建|组建|设立|新建|建立|创办|共建)(?:一批|若干)?(?P<noun>[^，。；的]{2,30})"
)
_GROWN = Pattern(
    "grown", r"(?P<noun>[^，。；的]{2,30}?)(?:能力提升|能力建设|建设(?:和运营|运营|应用)?|发展|做[大优]做强|升级|壮大|研发及产业化|培育)"
)
# 园内新设X, 新认定的X without 的: a name with what happened to it before it.
_RESTRICTED = Pattern(
    "restricted_name",
    r"""(?P<restriction>[^，。；的、]{0,8}?(?:新|首次|当年|上年度)(?:新)?(?:设立|设|建|引进|认定|获评|获批|入选|评定|注册|成立|签约|投产|开办|招引|入驻|落户|开通|增|办|备案|入库|培育|创建|上规|入规|升规|纳统|入统|列统|小升规
        |迁入|评为|获得|通过|增加|建成|孵化|上市|挂牌|列入|开设|创办))
        (?P<noun>(?!及|的|为|并|且|或|、|和)[^，。；的]{2,40})""",
)


def created(text: str) -> tuple[int, int] | None:
    """The place of the undertaking that an act brings about: 建设一批共性技术平台."""
    match = _CREATED.fullmatch(text)
    return match.span("noun") if match and head(match["noun"]) == UNDERTAKING else None


def grown(text: str) -> int:
    """Where the recipient ends that grows: 公共检测平台能力提升; 0 where there is none."""
    match = _GROWN.fullmatch(text)
    return match.end("noun") if match and head(match["noun"]) else 0


def restricted(text: str) -> int:
    """Where the name starts in 园内新设实验室, behind what must have happened; 0 where nothing must."""
    match = _RESTRICTED.fullmatch(text)
    return match.start("noun") if match and head(match["noun"]) and not hires(match["noun"]) else 0


# A remark behind a name; not the brackets of 县（市、区）.
_REMARK = Pattern("remark_behind_name", r"(?<![县市区])[(（][^()（）]{2,}[)）]$")


def without_remark(text: str) -> str:
    """A name without the remark in brackets behind it."""
    return _REMARK.sub("", text)


def shown(text: str) -> str:
    """A recipient as printed, without owner, remark and 等."""
    noun = without_remark(squeeze(text).strip("，。、；：:,"))
    while (match := _OWNERS.match(fold(noun))) and match.end() < len(noun):
        noun = noun[match.end() :]
    noun = noun.removesuffix("等")
    return noun if noun.count("“") == noun.count("”") else noun.strip("“”")
