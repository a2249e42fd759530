"""Names of what grants are measured by: sums that are spent, lent or earned, and counts; and whose they are."""

from __future__ import annotations

from functools import cache

from extract import lexicon
from extract.grammar.nouns import PARTY, UNDERTAKING, head
from extract.grammar.words import words
from extract.patterns import Pattern, Plain, any_of


@cache
def _sum_of_money() -> Pattern:
    return Plain("sum_of_money", rf"{any_of(lexicon.words('sum_nouns'))}(?:等)?[\ufffc()]*$")


def is_sum(text: str) -> bool:
    """Whether a name is that of a sum which a grant is measured by: 保费, 设备投资和装机功率, 流动资金贷款."""
    first, _, last = text.rpartition("和")
    return any(part and _sum_of_money().search(part) is not None for part in (last, first)) and is_measure(last)


@cache
def _measure() -> Pattern:
    return Plain("measure", rf"{any_of((*lexicon.words('sum_nouns'), *lexicon.words('counted_nouns')))}(?:等)?[\ufffc()]*$")


def is_measure(text: str) -> bool:
    """Whether a name is that of a sum or a count: 设备投资, 仓储面积."""
    return _measure().search(text) is not None


def owner(text: str) -> int:
    """Where the recipient ends whose sum a name is: 参展企业|展位费; 0 where it names none."""
    ends = [word.end for word in words(text)[:-1]]
    return max((end for end in ends if head(text[:end]) in (PARTY, UNDERTAKING)), default=0)
