"""The score of a run: every annotated clause met by what the run says of it."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from extract.errors import UsageError
from extract.evaluate.gold import Gold
from extract.evaluate.keys import clause_keys, document_keys, field_keys, figures, num, settled, with_meant_tiers
from extract.evaluate.match import Pairs, matched_clauses, matched_incentives, strings
from extract.evaluate.tally import Tally
from extract.likeness import likeness

Data = dict[str, Any]
Tallies = dict[str, Tally]
_SAME = 0.95  # a clause is found when its text is this much like the annotated one
_LISTS = ("departments", "references", "instruments", "amounts", "percentages", "durations")


def evaluated(output: Path, gold: Gold) -> Tallies:
    """Precision, recall and F1 by field of the run in a folder; raises UsageError when that holds no run."""
    documents, clauses, incentives = (_records(output, name) for name in ("documents", "clauses", "incentives"))
    by_clause = defaultdict(list)
    for incentive in incentives:
        by_clause[incentive["clause"]].append(incentive)
    tallies: Tallies = defaultdict(Tally)
    for stem, data in gold.documents:
        _score_document(tallies, stem, data, documents)
        pairs = matched_clauses(data["clauses"], _printed_in(clauses, stem))
        _score_clauses(tallies, pairs)
        _score_incentives(tallies, pairs, gold, by_clause)
    for single in gold.singles:
        found = _printed_in(clauses, single["id"])
        _score_single(tallies, single, _joined(found))
        got = [incentive for clause in found for incentive in by_clause[clause["id"]]]
        if single["id"] in gold.incentives:
            _add_incentives(tallies, single["id"], gold.incentives[single["id"]], got)
    return dict(tallies)


def _records(output: Path, name: str) -> list[Data]:
    try:
        records: list[Data] = json.loads((output / f"{name}.json").read_text("utf-8"), parse_float=str)
    except (OSError, ValueError):
        raise UsageError(f"{output} 中没有运行结果（缺少可用的 {name}.json）；请先运行 run") from None
    return records


def _printed_in(clauses: list[Data], stem: str) -> list[Data]:
    """The clauses printed in the input whose file name starts with a stem, as printed there."""
    out = []
    for clause in clauses:
        place = next((o for o in clause["occurrences"] if Path(o["path"]).name.startswith(stem)), None)
        if place:
            printed = {key: place[key] for key in ("text", "section", "number") if place.get(key)}
            own = [{"title": place["source"], "basis": "attribution"}] if place.get("source") else clause["sources"]
            out.append({**clause, **printed, "sources": own})
    return out


def _score_document(tallies: Tallies, stem: str, data: Data, documents: list[Data]) -> None:
    found = next((d for d in documents if Path(d["path"]).name.startswith(stem)), None)
    got = document_keys(found) if found else {}
    for name, want in document_keys(data["document"]).items():
        tallies[name].add(stem, got.get(name, []), want)


def _score_clauses(tallies: Tallies, pairs: Pairs) -> None:
    for pair in pairs:
        want, got = pair
        where = _where(want or got or {})
        same = want and got and likeness("".join(want["text"].split()), "".join(got["text"].split())) >= _SAME
        tallies["clause"].add(where, ["clause" if same else "other"] if got else [], ["clause"] if want else [])
        if want and got:
            want = settled(want, got)
            got = with_meant_tiers(got, want)
        wanted, found = clause_keys(want) if want else {}, clause_keys(got) if got else {}
        for name in wanted or found:
            tallies[name].add(where, found.get(name, []), wanted.get(name, []))


def _score_single(tallies: Tallies, gold: Data, found: Data) -> None:
    want = settled(gold, found)
    got = field_keys(with_meant_tiers(found, want))
    for name, values in field_keys(want).items():
        tallies[name].add(_where(gold), got[name], values)


def _joined(clauses: list[Data]) -> Data:
    """All that was found in the clauses of one input."""
    return {name: [item for clause in clauses for item in clause.get(name) or []] for name in _LISTS}


def _score_incentives(tallies: Tallies, pairs: Pairs, gold: Gold, by_clause: dict[str, list[Data]]) -> None:
    """Incentives of a document, where it has annotations of them."""
    if not any(want and want["id"] in gold.incentives for want, _ in pairs):
        return
    for want, got in pairs:
        meant = gold.incentives.get(want["id"], []) if want else []
        _add_incentives(tallies, _where(want or got or {}), meant, by_clause[got["id"]] if got else [])


def _add_incentives(tallies: Tallies, where: str, gold: list[Data], found: list[Data]) -> None:
    for want, got in matched_incentives(gold, found):
        tallies["incentive"].add(where, ["incentive"] if got else [], ["incentive"] if want else [])
        tallies["incentive.figures"].add(where, [figures(got)] if got else [], [figures(want)] if want else [])
        if want and got:
            _add_matched(tallies, where, want, got)


def _add_matched(tallies: Tallies, where: str, want: Data, got: Data) -> None:
    tallies["incentive.instrument"].add(where, [got["instrument"]], [want["instrument"]])
    for name in ("base", "beneficiary", "tier", "stacking"):
        meant, found = strings([want[name]] if want.get(name) else [], [got[name]] if got.get(name) else [])
        tallies[f"incentive.{name}"].add(where, found, meant)
    meant, found = strings(want.get("conditions") or [], got.get("conditions") or [])
    tallies["incentive.conditions"].add(where, found, meant)
    spans = [[num(item["duration"]["value"])] if item.get("duration") else [] for item in (got, want)]
    tallies["incentive.duration"].add(where, *spans)


def _where(clause: Data) -> str:
    """A clause in a list of misses: its id and first words."""
    return f"{clause.get('id', '')} {(clause.get('heading') or clause.get('text') or '')[:20]}".strip()
