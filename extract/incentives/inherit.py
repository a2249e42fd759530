"""One grant's recipient and conditions put together with another's: what is added, shared, or only a tier's label."""

from __future__ import annotations

from dataclasses import replace

from extract.grammar.names import without_remark
from extract.grammar.nouns import is_act
from extract.grammar.reading import Reading
from extract.incentives.lead import Condition, Lead, folded
from extract.patterns import Pattern


def without(lead: Lead, noun: str) -> Lead:
    """The lead without a name that is a tier's label."""
    return replace(
        lead,
        party=None if lead.party == noun else lead.party,
        undertaking=None if lead.undertaking == noun else lead.undertaking,
        conditions=[_past_label(c, noun) for c in lead.conditions if not _is_label(c, noun)],
    )


def _is_label(condition: Condition, label: str) -> bool:
    """Whether a condition says no more than a tier's label: 四星级为."""
    texts = [t for t in (condition.text, condition.named) if t]
    return any(t.startswith(label) and len(t) - len(label) <= 2 for t in texts) and not (condition.noun == label and condition.text)


_PAST_LABEL = 3  # characters such as 的部分 behind a label


def lists(text: str, labels: list[str]) -> bool:
    """Whether a condition is only the list of the tiers' labels: 本科、大专."""
    rest = without_remark(text)
    if any(rest.startswith(bare) and len(rest) - len(bare) <= _PAST_LABEL for bare in map(without_remark, labels)):
        return True
    for label in labels:
        rest = rest.replace(label, "", 1)
    return len(labels) > 1 and rest != without_remark(text) and not rest.strip("、和及或，")


def _past_label(condition: Condition, label: str) -> Condition:
    """一档，比例15%以上 without the label before it."""
    rest = condition.text.removeprefix(label)
    if condition.text.endswith(("，" + label, "," + label, "的" + label)):
        return condition._replace(text=condition.text[: -len(label) - 1])
    return condition._replace(text=rest[1:]) if rest != condition.text and rest[:1] in "，,：:" else condition


def shared(before: Lead, own: Lead, reading: Reading) -> list[Condition]:
    """The conditions of the grant before that hold beside this one's: all but the last, where both say the like."""
    if not own.conditions or not before.conditions:
        return before.conditions
    last, first = (folded(reading, text) for text in (before.conditions[-1].text, own.conditions[0].text))
    size = _SIZE.match(first)
    alike = last[:2] == first[:2] or is_act(first) or (size is not None and size["measure"] in last)
    if not alike:
        return []
    whole = before.conditions[-1]
    act, joint, measured = whole.text.rpartition("，且")
    return [*before.conditions[:-1], *([whole._replace(text=act)] if size and joint and _SIZE.search(measured) else [])]


# 投资额2000万元以上, 10万元以上: a size, and what it measures.
_SIZE = Pattern("size", r"(?P<measure>[^，。；\d]{0,8}?)(?:在|为|达到?|超过|不低于|不少于|突破)?\d")


def for_all(before: Lead, own: Lead, reading: Reading) -> list[Condition]:
    """What closes with 的， before parallel recipients holds for each: 到资500万美元以上的，甲类企业…，乙类企业…."""
    if own.conditions or own.has_object:
        return []
    return [c for c in before.conditions if reading.masked.startswith("的，", c.start + len(c.text))]


def added(before: Lead, own: Lead, conditions: list[Condition]) -> Lead:
    """A lead with the recipient, where it names none, and given conditions of the one before."""
    return replace(
        own,
        party=own.party or before.party,
        undertaking=own.undertaking or before.undertaking,
        base_before=None if own.conditions or own.has_object else before.base or before.base_before,
        conditions=[*conditions, *(c for c in own.conditions if c not in conditions)],
    )


def _may_have_party(own: Lead) -> bool:
    return not own.has_object or own.undertaking is None


def joined(urged: Lead, own: Lead, same_sentence: bool) -> Lead:
    """What the words before urge, with what the grant's own words say."""
    return replace(
        own,
        party=own.party or (urged.party if same_sentence and _may_have_party(own) else None),
        party_before=urged.party if not same_sentence and _may_have_party(own) else None,
        undertaking=own.undertaking or urged.undertaking,
        provider=own.provider or urged.provider,
        conditions=[*([] if urged.provider and own.has_object else urged.conditions), *own.conditions],
    )
