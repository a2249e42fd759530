"""Tables of sentences and little documents: what must be found in each, and what must be left alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from conftest import rows

from extract import extract_text
from extract.emit.to_json import plain
from extract.evaluate.match import close
from extract.fields import fields_of
from extract.grammar.reading import Reading
from extract.incentives import incentives_in
from extract.read.text import read_text
from extract.segment import segment
from extract.text import squeeze

Row = dict[str, Any]


def printed(text: str) -> Reading:
    """The one clause of a document that prints a text, broken figures rejoined."""
    (clause,) = segment(read_text("第一条 " + text)).clauses
    return Reading(clause.text)


def found_in(text: str) -> dict[str, Any]:
    found, late = fields_of(printed(text))
    assert not late
    return found


def written(record: Any, keys: list[str]) -> Row:
    return {key: getattr(record, key) for key in keys}


CLOSE = ("base", "beneficiary", "tier", "stacking")  # phrases: as printed, give or take a word


def fits(meant: Any, got: Any, key: str = "") -> bool:
    """Whether a value is the one meant; `a|b` in a table allows either."""
    if isinstance(meant, str) and "|" in meant:
        return any(fits(None if option == "null" else option, got, key) for option in meant.split("|"))
    if isinstance(meant, int | float) and not isinstance(meant, bool):
        return got is not None and Decimal(str(meant)) == got
    if isinstance(meant, dict) and got is not None:
        return all(fits(value, getattr(got, key)) for key, value in meant.items())
    if isinstance(meant, list):
        return len(meant) == len(got) and all(fits(m, g, key) for m, g in zip(meant, got, strict=True))
    if key in CLOSE or key == "conditions":
        return close(meant, got)
    return squeeze(meant) == squeeze(got) if isinstance(meant, str) and isinstance(got, str) else bool(meant == got)


def check(row: Row, got: Any) -> None:
    shown = [written(g, list(m)) for m, g in zip(row["found"], got, strict=False)]
    assert [squeeze(m["text"]) for m in row["found"]] == [squeeze(g.text) for g in got], row["text"]
    for meant, record, seen in zip(row["found"], got, shown, strict=True):
        wrong = {key: seen[key] for key, value in meant.items() if not fits(value, getattr(record, key), key)}
        assert not wrong, f"{meant} but got {wrong} in: {row['text']}"
        assert printed(row["text"]).text[record.start : record.end] == record.text


@pytest.mark.parametrize("row", rows("amounts"))
def test_amounts(row: Row) -> None:
    check(row, found_in(row["text"])["amounts"])


@pytest.mark.parametrize("row", rows("percentages"))
def test_percentages(row: Row) -> None:
    check(row, found_in(row["text"])["percentages"])


@pytest.mark.parametrize("row", rows("durations"))
def test_durations(row: Row) -> None:
    check(row, found_in(row["text"])["durations"])


@pytest.mark.parametrize("row", rows("clause_fields"))
def test_clause_fields(row: Row) -> None:
    found = found_in(row["text"])
    got = {
        "departments": [{"name": d.name, "role": d.role} for d in found["departments"]],
        "references": [squeeze(r.title) for r in found["references"]],
        "instruments": sorted(found["instruments"]),
    }
    meant = {key: sorted(row[key]) if key == "instruments" else row[key] for key in got if key in row}
    assert meant == {key: got[key] for key in meant}, row["text"]


@pytest.mark.parametrize("row", rows("incentives"))
def test_incentives(row: Row) -> None:
    reading = printed(row["text"])
    found = found_in(row["text"])
    got = incentives_in(reading, found["amounts"], found["percentages"], found["durations"])
    assert len(row["found"]) == len(got), [plain(g.rate or g.award or g.caps) for g in got]
    for meant, record in zip(row["found"], got, strict=True):
        wrong = {key: getattr(record, key) for key, value in meant.items() if not fits(value, getattr(record, key), key)}
        assert not wrong, f"meant { {key: meant[key] for key in wrong} } but got {wrong} in: {row['text']}"


@pytest.mark.parametrize("row", rows("segments"))
def test_segments(row: Row) -> None:
    found = extract_text(row["text"])
    assert found.document.kind == row.get("kind", "policy")
    shown = [(c.kind, c.section, c.number, c.heading, squeeze(c.text)[:12]) for c in found.clauses]
    assert len(found.clauses) == len(row["clauses"]), shown
    for meant, clause in zip(row["clauses"], found.clauses, strict=True):
        wrong = {
            key: getattr(clause, key) for key in ("kind", "section", "number", "heading") if not fits(meant.get(key), getattr(clause, key))
        }
        assert not wrong, f"meant {meant} but got {wrong}"
        assert meant.get("sources") in (None, [source.title for source in clause.sources])
        assert meant.get("departments") in (None, [department.name for department in clause.departments])
        assert squeeze(clause.text).startswith(squeeze(meant["starts"])), clause.text
        assert squeeze(clause.text).endswith(squeeze(meant["ends"])), clause.text


@pytest.mark.parametrize("row", rows("documents"))
def test_documents(row: Row) -> None:
    document = extract_text(row["text"]).document
    wrong = {key: getattr(document, key) for key, value in row.get("document", {}).items() if not fits(value, getattr(document, key))}
    assert not wrong, f"meant {row['document']} but got {wrong}"
    for name in ("eligibility", "stacking"):
        if name in row:
            texts = [squeeze(rule.text) for rule in getattr(document, name)]
            assert len(texts) == len(row[name]), texts
            assert all(squeeze(part) in text for part, text in zip(row[name], texts, strict=True)), texts


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("第一条 举报人领取奖励时应当出示证件，奖励资金由区财政局发放。", ()),  # who hands it out, not what is granted
        ("第一条 消费者核销补贴资格后，补贴资格失效。", ()),
        ("第一条 渔港项目投资奖励按第二条执行。", ("奖励",)),  # granted, and measured by another clause
        ("第一条 对新设渔港的企业奖励5万元，奖励资金次年拨付。", ("奖励",)),
    ],
)
def test_a_rule_of_procedure_grants_nothing(text: str, meant: tuple[str, ...]) -> None:
    assert extract_text(f"海岚市渔港发展若干措施\n{text}\n").clauses[0].instruments == meant
