"""Nouns that can receive a grant: told by their last word; subjects are told from longer names by what follows them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extract import lexicon
from extract.grammar.words import Word, words
from extract.patterns import Pattern, any_of

# Kinds by the last word of a name.
PARTY, UNDERTAKING, PROVIDER = "party", "undertaking", "provider"
# Bare agents: behind any verb they make a name of it (建设单位, 服务机构).
_AGENTS = frozenset(("单位", "主体", "机构", "部门", "方", "者", "人", "人员", "商", "户"))
# Verbs whose object is no party, so that a party right behind them is who did it.
_DONE_BY = frozenset(("入驻", "获评", "获批", "入选", "承办", "主办", "举办", "投保", "落户", "牵头", "申报"))
_LISTING = frozenset(("、", "和", "及", "以及", "或", "或者", "与", "/", "暨", "及其"))
_PREDICATE_TAGS = frozenset(("v", "vn", "vd", "vg", "vi", "p", "d", "t", "m", "r", "f", "zg", "c", "ad", "s", "tg", "b", "mq"))
# Inside a name none of these stands.
_BARRED = frozenset(
    (
        "的",
        "将",
        "把",
        "被",
        "为",
        "于",
        "由",
        "对",
        "对于",
        "向",
        "从",
        "在",
        "按",
        "按照",
        "给予",
        "予以",
        "通过",
        "用于",
        "，",
        "：",
        "且",
        "并",
        "超过",
        "达到",
        "不低于",
        "低于",
        "是",
        "是指",
    )
)
_MEASURED = Pattern(
    "measured",
    r"^[\u4e00-\u9fff\ufffc()、]{0,16}?(?:达到?|超过|突破|不低于|不少于|不超过|大于|高于|低于|增长|增幅|提升|下降|排名|以上|占比|实现|满|为|在|\d)",
)
_BRACKET = "\ufffc()（）"


class Subject(NamedTuple):
    """A recipient that a phrase starts with: where its name ends, where what is said of it starts, and its kind."""

    end: int
    rest: int
    kind: str


@cache
def _kinds() -> dict[str, str]:
    return {row["head"]: row["kind"] for row in lexicon.table("recipients")}


@cache
def _head() -> Pattern:
    """A recipient's last word at the end of a name, with 等 and brackets behind it."""
    return Pattern(
        "recipient_head",
        rf"(?P<head>{any_of(tuple(_kinds()))}|(?<![\u4e00-\u9fff])[区县市镇村]|县\([^()]*\)|(?<=[\u4e00-\u9fff])(?<![器无每数几\d一二三四五六七八九十万])人)(?:等)?(?:\([^()]{{1,40}}\)|[\ufffc()“”])*$",
    )


@cache
def _transitive() -> frozenset[str]:
    return frozenset(lexicon.words("transitive_verbs"))


@cache
def _last_signs() -> frozenset[str]:
    """What a name that ends in a recipient can end in."""
    return frozenset(word[-1] for word in _kinds()) | frozenset("区县市镇村等“”\n" + _BRACKET)


_NOBODY = (
    "落户",
    "入户",
    "开户",
    "账户",
    "门户",
    "或者",
    "出站",
    "进站",
    "入站",
    "动员",
    "客人",
    "病人",
    "他人",
)  # these end in 户, 者, 站 or 员, and nobody is meant


@lru_cache(maxsize=8192)
def head(text: str) -> str | None:
    """The kind of the recipient that a name ends in; None when it is none."""
    if text[-1:] not in _last_signs() or text.endswith(_NOBODY):
        return None
    match = _head().search(text)
    return _kinds().get(match["head"], PARTY) if match else None


def is_bare(text: str) -> bool:
    """Whether a phrase is a mere name or a verb without an object: 岗位, 运营, 规范化建设."""
    found = words(text)
    return len(found) <= 1 or not is_act(text)


def has_object(text: str) -> bool:
    """Whether an act ends in what it is done to: 从事纺织; not 返乡创业, 就业困难, which modify the noun behind them."""
    found = words(text)
    return bool(found) and (found[-1].tag.startswith("n") or found[-1].tag == "vn")


def hires(text: str) -> bool:
    """Whether an act takes people on: 招用失业青年, 新吸纳毕业生."""
    text = text.removeprefix("新").removeprefix("首次")
    return any(text.startswith(verb) and len(text) > len(verb) + 1 for verb in lexicon.words("hiring_verbs"))


def has_no_verb(text: str) -> bool:
    """Whether a phrase is a mere name."""
    return not any(word.is_verb or word.tag in ("p", "d") for word in words(text))


def is_name(text: str) -> bool:
    """Whether a phrase can be one name: no verb with an object starts it, no word stands in it that names have not."""
    found = words(text)
    acts = len(found) > 1 and found[0].text in _transitive() and head(found[1].text) is None and not _names_agent(found)
    return bool(found) and not acts and not any(w.text in _BARRED or w.text in ("以", "可", "须") for w in found)


def is_party(text: str) -> bool:
    """Whether a name is an organisation's or a person's."""
    return head(text) in (PARTY, PROVIDER)


_BEFORE_VERBS = frozenset(("首次", "当年", "新", "积极", "联合", "共同", "牵头", "自主", "主动", "需", "须"))


def is_act(text: str) -> bool:
    """Whether a phrase starts with a verb and its object: 建设…平台, 首次获评…; not 检测平台, a name."""
    found = [w for w in words(text[:24]) if w.tag != "d" and w.text not in _BEFORE_VERBS]
    if found and found[0].text in ("将", "把"):
        return True
    if not found or not (found[0].is_verb or found[0].tag == "p") or (len(found) == 2 and _names_agent(found)):
        return False
    if len(found[0].text) == 1 and found[0].is_verb and found[0].text not in "购建获赴参招聘办在到":
        return False
    if found[0].text not in _transitive() and head(text) == PARTY and all(word.tag[0] in "vax" for word in found[1:-1]):
        return False  # 返乡|大学生, 就业|困难|人员, 维修|、|洗染|企业
    return found[0].tag == "p" or found[0].text in _transitive() or not _is_name(found)


def _is_name(found: list[Word]) -> bool:
    """Whether a verb at the start only modifies the noun behind it: 检测 平台, 投资 类 项目."""
    return len(found) > 1 and (found[1].text in ("类", "型", "性", "级") or (found[1].tag.startswith("n") and found[0].tag == "vn"))


def subject(text: str) -> Subject | None:
    """The recipient that a phrase starts with, something being said of it: 企业购买…, A、B等联合…, 企业营业收入达到…."""
    found = words(text)
    if not found or found[0].tag in ("p", "d") or found[0].text == "受" or (found[0].text in _transitive() and not _names_agent(found)):
        return None
    for index, word in enumerate(found):
        if word.text in _BARRED or (word.tag == "p" and word.text != "同") or (index and _takes_object(found, index)):
            return None
        kind = head(text[: word.end])
        if kind is None or word.text == "等" or text.count("“", 0, word.end) > text.count("”", 0, word.end):
            continue  # “长江学者|奖励计划”教授: the name goes on to the mark that closes it
        after = _after(found, index)
        if after is None:
            return None
        if after == index + 1 and _name_goes_on(text, found, after):
            continue
        if found[after].text[0] == "型" or (len(word.text) == 1 and found[after].text[0] in "内外级域属"):
            continue  # 县|内外旅行社
        if found[after].text in ("与", "同") and any(other.is_verb for other in found[after + 1 :]):
            return Subject(word.end, found[after].start, kind)  # 企业|与高校共建
        if found[after].text in _LISTING:
            continue
        if kind == UNDERTAKING and found[after].is_verb and head(text) == PARTY and after == len(found) - 2:
            return None  # 项目|实施|企业: a name
        if _is_predicate(text, found, after):
            return Subject(word.end, found[after].start, kind)
    return None


def _name_goes_on(text: str, found: tuple[Word, ...], index: int) -> bool:
    """Whether a recipient or mere nouns behind a name lead on to a longer one: 个人|消费者, 工作室|技艺|传承人."""
    if not found[index].is_verb and head(text[: found[index].end]):
        return True
    nouns = itertools.takewhile(lambda word: word.tag.startswith("n"), found[index:-1])
    return any(head(text[: word.end]) == PARTY for word in nouns)


def _takes_object(found: tuple[Word, ...], index: int) -> bool:
    """Whether a word inside a name is a verb with an object, so that it is none: 地区|开展|海绵城市; not 平台|建设|单位."""
    following = found[index + 1].text if index + 1 < len(found) else ""
    word = found[index].text
    return (
        word in _transitive()
        and head(word) is None
        and head(found[index - 1].text) is None
        and following not in _AGENTS
        and head(following) is None
    )


def _names_agent(found: Sequence[Word]) -> bool:
    """申报|单位, 承办|机构: a verb that a bare agent makes a name of; 入驻|企业: one that tells what a party did."""
    if len(found) < 2:
        return False
    return found[1].text in _AGENTS or (found[0].text in _DONE_BY and head(found[1].text) == PARTY)


def _after(found: tuple[Word, ...], index: int) -> int | None:
    """The next word behind a name, its brackets, 等 and what 等 sums it up as."""
    index += 1
    while index < len(found) and found[index].text[0] in _BRACKET + "”":
        index += 1
    if index < len(found) and found[index].text.startswith("等"):
        index = _past_sum(found, index + 1)
    return index if index < len(found) else None


_LONGEST_SUM = 4  # words


def _past_sum(found: tuple[Word, ...], index: int) -> int:
    """Past what 等 sums a list up as: 等|各类主体|, 等|规模化主体|; not 等|创新机制, where no recipient follows."""
    text = ""
    for place in range(index, min(len(found), index + _LONGEST_SUM)):
        word = found[place]
        text += word.text
        if word.tag in ("v", "p", "d", "uj") and word.text not in _AGENTS:
            break
        if text in _AGENTS or head(text) is not None:
            return place + 1
    return index


def _is_predicate(text: str, found: tuple[Word, ...], index: int) -> bool:
    word = found[index]
    following = found[index + 1] if index + 1 < len(found) else None
    if following and following.text == "强":
        return False  # 500强企业
    if word.is_verb:
        return not _belongs_to_name(word, following)
    if word.text.startswith("符合"):
        return True  # 符合条件 is one word to the dictionary
    if word.text == "新" and following and following.is_verb:
        return True  # 医疗机构|新|通过
    if word.tag in _PREDICATE_TAGS or word.text in ("实际", "年度", "当年", "累计", "月", "年", "自"):
        return not (following and following.text in _AGENTS)
    if word.text == "“" or (word.tag == "a" and following and following.is_verb):
        return True  # 企业“首次贷款”业务; 企业 新 引进
    return bool(_MEASURED.match(text[word.start :]))


def _belongs_to_name(verb: Word, following: Word | None) -> bool:
    """企业服务机构, 平台建设单位, 园区项目建设: a verb that only modifies what follows, or ends the name."""
    if following is None:
        return verb.tag == "vn"
    if following.text in _AGENTS:
        return verb.text not in ("组织", "委托", "联合")
    if following.text in ("、", "和", "及", "与"):
        return verb.tag == "vn"
    if verb.text in _transitive():
        return False
    return verb.tag == "vn" and head(following.text) is not None
