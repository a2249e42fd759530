"""The explain command: one incentive or clause, and why each of its figures was read as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from extract import lexicon
from extract.emit.to_json import dumps
from extract.errors import UsageError
from extract.explain import Reason, reasons, why
from extract.output import Output, load
from extract.records import Amount, Clause, Incentive, Money, Percentage


def explain_command(output: Path, key: str, machine: bool) -> int:
    """Print why the record of this id says what it says; raises UsageError where there is none."""
    run = load(output)
    clause, incentive = _found(run, key)
    lines = [dumps(_machine(clause, incentive))] if machine else _lines(run, clause, incentive)
    click.echo("\n".join(lines))
    return 0


def _found(run: Output, key: str) -> tuple[Clause, Incentive | None]:
    """The clause of an id, or of an incentive's id."""
    clauses = {clause.id: clause for clause in run.clauses}
    incentive = next((item for item in run.incentives if item.id == key), None)
    clause = clauses.get(incentive.clause if incentive else key)
    if clause is None:
        raise UsageError(f"没有编号为 {key} 的条款或扶持事项；编号见 incentives.csv 的“事项编号”或 clauses.csv 的“条款编号”")
    return clause, incentive


def _word(field: str, code: str | None) -> str:
    return next((row["label"] for row in lexicon.table("labels") if (row["field"], row["code"]) == (field, code)), code or "")


def _lines(run: Output, clause: Clause, incentive: Incentive | None) -> Iterator[str]:
    place = clause.occurrences[0]
    yield f"条款 {clause.id}（{_word('clause', clause.kind)}）{clause.number or ''}{clause.heading or ''}"
    yield f"  出处：{place.path} 第 {place.page} 页" + (f"，{' › '.join(clause.section)}" if clause.section else "")
    yield f"  来源：{'；'.join(f'《{s.title}》（{_basis(s.basis)}）' for s in clause.sources) or '文中未注明'}"
    yield f"  原文：{clause.text}"
    if incentive:
        yield from _incentive(incentive)
    for mention, reason in _paired(clause):
        yield from _mention(mention, reason)
    for document in run.documents:
        yield from (f"提示：{warning.message}" for warning in document.warnings if warning.clause == clause.id)


def _basis(basis: str) -> str:
    return "文中注明" if basis == "attribution" else "即本文件"


def _incentive(incentive: Incentive) -> Iterator[str]:
    yield f"事项 {incentive.id}：{incentive.instrument}" + (f"，{incentive.tier}" if incentive.tier else "")
    yield f"  依据的文字：{incentive.text}"
    if incentive.rate:
        rate = _bounded(incentive.rate.comparator, f"{incentive.rate.value * 100:f}".rstrip("0").rstrip(".") + "%")
        yield f"  比例 {rate}，基数：{incentive.base or '文中未写明'}"
    yield from (f"  上限 {_money(cap)}" for cap in incentive.caps)
    if incentive.award:
        yield f"  定额 {_money(incentive.award)}"
    yield f"  对象：{incentive.beneficiary or '文中未写明'}；条件：{'；'.join(incentive.conditions) or '文中未写明'}"


def _money(sum_: Money) -> str:
    unit = sum_.per_text or _word("per", sum_.per)
    scope = "，".join(part for part in (unit, _word("period", sum_.period)) if part)
    return _bounded(sum_.comparator, f"{sum_.value:f} {_word('currency', sum_.currency)}") + (f"（{scope}）" if scope else "")


def _bounded(comparator: str, figure: str) -> str:
    return " ".join(part for part in (_word("comparator", comparator), figure) if part)


def _paired(clause: Clause) -> Iterator[tuple[Amount | Percentage, Reason | None]]:
    """Each figure of the clause with the reason for it; none where a table's row was read in another way."""
    by_place = {(reason.start, reason.end): reason for reason in reasons(clause.text)}
    mentions: list[Amount | Percentage] = [*clause.amounts, *clause.percentages]
    for mention in sorted(mentions, key=lambda item: item.start):
        yield mention, by_place.get((mention.start, mention.end))


def _mention(mention: Amount | Percentage, reason: Reason | None) -> Iterator[str]:
    vocabulary = "role" if isinstance(mention, Amount) else "share"
    yield f"{mention.text} → {_word(vocabulary, mention.role)}（{mention.role}），比较 {mention.comparator}"
    if reason is None:
        yield "  表格中的数字，按列名和同行文字判断"
        return
    yield f"  句子：{reason.sentence}"
    yield f"  规则：{reason.rule}——{why(reason.kind, reason.rule)}"
    if reason.role != mention.role:
        yield f"  随后调整：规则给出{_word(vocabulary, reason.role)}，按区间或并列关系改为{_word(vocabulary, mention.role)}"
    yield f"  界限：{'因“' + '”“'.join(reason.cues) + '”' if reason.cues else '前后没有限定词，取等于'}"
    for rule, role in reason.rejected:
        yield f"  未采用：{rule}（{_word(vocabulary, role)}），排在所用规则之后——{why(reason.kind, rule)}"


def _machine(clause: Clause, incentive: Incentive | None) -> dict[str, object]:
    figures = [
        {
            "text": mention.text,
            "start": mention.start,
            "end": mention.end,
            "role": mention.role,
            "comparator": mention.comparator,
            "rule": reason.rule if reason else None,
            "cues": reason.cues if reason else (),
            "rejected": [rule for rule, _ in reason.rejected] if reason else [],
        }
        for mention, reason in _paired(clause)
    ]
    return {"clause": clause.id, "incentive": incentive.id if incentive else None, "text": clause.text, "figures": figures}
