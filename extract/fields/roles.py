"""What a sum is for, from the grammar of its sentence: an ordered table of named rules, the first that holds wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from extract import lexicon
from extract.fields import sizes
from extract.fields.places import Place
from extract.grammar import cues
from extract.patterns import Pattern

Role = Literal["cap", "award", "threshold", "fund", "target", "other"]


class Rule(NamedTuple):
    """A rule: its name, when it holds, the role that it gives."""

    name: str
    holds: Callable[[Place], bool]
    role: Role


def taken_off(p: Place) -> bool:
    """The sum that a voucher takes off: 满100元减30元."""
    return bool(cues.TAKES_OFF.search(p.before))


def spent_on(p: Place) -> bool:
    """A part of a budget with its use: 6000万元用于支持…. Not a sum that is granted to somebody."""
    return not p.before.strip("其中，") and bool(cues.USED_FOR.match(p.after)) and not p.conditional


def part_of_grant(p: Place) -> bool:
    """A part of a grant that is set aside for a use: 其中150元用于肥料."""
    of_budget = bool(p.previous) and p.previous[-1][1] == "fund"
    return p.before.endswith("其中") and bool(cues.PART_OF.match(p.after)) and not of_budget


def allotted(p: Place) -> bool:
    """What each kind of project gets, in a list that opens with a quota: 项目经费安排额度分别为工业类30万元以上；农业类20万元以上."""
    allots = _ALLOTS.search(p.reading.folded, p.sentence.start, p.start)
    return bool(allots and p.left is None and cues.BARE_LABEL.match(_own_words(p)) and "。" not in p.reading.folded[allots.end() : p.start])


_ALLOTS = Pattern("allots", r"(?:项目|课题)[^，。；\d]{0,16}(?:经费|资金|资助|补助)[^，。；\d]{0,4}(?:额度|标准|金额)分别为")


def _own_words(p: Place) -> str:
    return _ALLOTS.split(p.before)[-1]


def fund_set_up(p: Place) -> bool:
    """The size of a fund, a budget or a quota: 设立10亿元基金, 每年安排最高1亿元. Not a grant to a recipient."""
    if p.after.startswith(("/", "每")) or (p.in_bracket and "预计" not in p.before):
        return False
    if p.left is not None and cues.RECEIVED.search(p.before):
        return False
    if cues.FUND_SIZE_BEFORE.search(p.before) and not (p.conditional and p.left is not None and "达到" in p.left.cue):
        return True
    if cues.GIVEN_OUT.search(p.before):
        return True
    total = cues.FUND_TOTAL.search(p.before)
    if total and (total["gives"] or cues.FUND_VERB.search(p.lead[-60:])):
        return True
    if cues.FUND_VERB_BEFORE.search(p.before) and not cues.REQUIRED.search(p.before):
        return True
    if not cues.FUND_BEHIND.match(p.after):
        return False
    return bool(cues.FUND_CREATED.search(p.before) or (cues.FUND_VERB.search(p.before) and not p.conditional))


def aimed_at(p: Place) -> bool:
    """A goal: a sentence that grants nothing and says what shall be reached."""
    text = p.reading.folded[p.sentence.start : p.sums[0].start]
    if p.headed_as_goals:
        return True
    if p.previous and p.previous[-1][1] == "target" and p.reading.folded.startswith("其中", p.sentence.start) and not p.sentence_grants:
        return True
    if p.before.endswith("提供") and p.right is not None and p.right.comparator in (">=", ">"):
        return True
    if raised_cap(p) or p.sentence_grants or cues.REQUIRED.search(text) or cues.CONDITION_END.search(p.after):
        return False
    return bool(cues.GOAL.search(text)) and (p.left is not None or p.right is not None or p.measured)


def limited(p: Place) -> bool:
    """An upper limit of a grant: 最高50万元, 不超过50万元, 50万元以内, 50万元封顶."""
    if p.left is not None and (p.left.is_cap or p.left.comparator == "<="):
        return True
    if cues.UP_TO.search(p.before) or (cues.OR_ELSE.match(p.before) and cues.CAPPED.search(p.lead)):
        return True
    return p.right is not None and (p.right.is_cap or p.right.comparator in ("<=", "<"))


_SUBJECT_CAP = Pattern("cap_in_subject", r"最高|上限|限额|[*×]高")


def raised_cap(p: Place) -> bool:
    """The new figure of a cap that is raised: 最高补贴额由1000元提高到1500元."""
    return bool(cues.RAISED_TO.search(p.before)) and bool(_SUBJECT_CAP.search(p.before))


def granted(p: Place) -> bool:
    """A fixed sum that is granted: 一次性奖励30万元, 50万元补助, 200元/人."""
    return p.granted or p.named_grant or (bool(cues.RAISED_TO.search(p.before)) and (p.sentence_grants or _names_grant(p.before)))


def _names_grant(text: str) -> bool:
    return any(noun in text for noun in lexicon.words("grant_nouns"))


def like_the_last(p: Place) -> bool:
    """A label and a sum behind a grant of the same sentence: 一等奖20万元，二等奖10万元."""
    if p.after.startswith(("/", "每")) or p.last is None or p.last[1] not in ("award", "cap") or p.measured:
        return False
    last = p.last[0]
    own = p.before[last.sums[-1].end - p.scope.start :].lstrip("、和及") if last.scope == p.scope else p.before
    return bool(cues.BARE_LABEL.match(own))


# 按以下标准给予补贴：1.一类人才4500元/人/月: items that are a label and a sum.
_LISTS = Pattern("lists_standards", r"(?:以下|下列|如下|下述)[^，。；：]{0,4}标准|标准(?:如下|为[^，。；：\d]{0,8}：)")


def listed_under(p: Place) -> bool:
    """A label and a sum alone in an item or segment below a sentence that grants by such standards."""
    if p.measured or p.left is not None or not p.clause_grants or p.in_bracket:
        return False
    own = p.before.rsplit("：", 1)[-1]
    alone = not p.after.strip("。；，") or p.after.startswith(("/", "每"))
    return alone and bool(_LABEL_ALONE.fullmatch(own)) and _LISTS.search(p.reading.folded, 0, p.start) is not None


_LABEL_ALONE = Pattern(
    "label_alone",
    r"\s*(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,2}\))?(?:(?!给予|按|对(?!象)|\d\d)[^，。；：]){2,16}",
)


_STANDARD = Pattern("under_standard", r"(?:^按照?|标准(?:为|是|：)?|每[^，。；\d]{1,8})[^，。；\d]{0,10}$")


_BY_SUM = Pattern("by_sum", r"(?:^|分别|，)按照?(?:人民币)?$")


def counted_out(p: Place) -> bool:
    """Money per unit, under a standard or behind a label, where an earlier segment grants: 标准为200元/人."""
    if p.measured or not (p.sentence_grants or _goes_on(p)):
        return False
    if p.after.startswith(("/", "每")) or _STANDARD.search(p.before):
        return True
    if _BY_SUM.search(p.before) and cues.grants().search(p.after):
        return True
    return p.granted_earlier and bool(cues.BARE_LABEL.match(p.before))


def _goes_on(p: Place) -> bool:
    """其中 takes up the grants of the sentence before."""
    return p.reading.folded.startswith("其中", p.sentence.start) and bool(p.previous) and p.previous[-1][1] in ("award", "cap")


def unknown(p: Place) -> bool:
    """Nothing tells."""
    return True


RULES: tuple[Rule, ...] = (
    Rule("reported", sizes.reported, "other"),
    Rule("instalment", sizes.instalment, "other"),
    Rule("step", sizes.step, "other"),
    Rule("superseded", sizes.superseded, "other"),
    Rule("part_of_grant", part_of_grant, "other"),
    Rule("lessened", sizes.lessened, "other"),
    Rule("priced", sizes.priced, "other"),
    Rule("remark", sizes.remark, "threshold"),
    Rule("discount", sizes.discount, "threshold"),
    Rule("taken_off", taken_off, "award"),
    Rule("spent_on", spent_on, "fund"),
    Rule("placed_within", sizes.placed_within, "threshold"),
    Rule("rewarded", sizes.rewarded, "threshold"),
    Rule("invested", sizes.invested, "threshold"),
    Rule("named_by_size", sizes.named_by_size, "threshold"),
    Rule("held_before", sizes.held_before, "other"),
    Rule("allotted", allotted, "award"),
    Rule("fund", fund_set_up, "fund"),
    Rule("goal", aimed_at, "target"),
    Rule("borrowed", sizes.borrowed, "threshold"),
    Rule("lent", sizes.lent, "other"),
    Rule("asked_for", sizes.asked_for, "threshold"),
    Rule("reached", sizes.reached, "threshold"),
    Rule("had", sizes.had, "threshold"),
    Rule("limited", limited, "cap"),
    Rule("raised_cap", raised_cap, "cap"),
    Rule("granted", granted, "award"),
    Rule("like_the_last", like_the_last, "award"),
    Rule("counted_out", counted_out, "award"),
    Rule("listed_under", listed_under, "award"),
    Rule("unknown", unknown, "other"),
)


def decide(place: Place) -> Rule:
    """The first rule that holds for a place."""
    return next(rule for rule in RULES if rule.holds(place))
