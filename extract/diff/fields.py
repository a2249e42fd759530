"""Which fields of a record are compared, and how a value is said in words.

Positions are not compared, nor what only repeats another record: a document's rules in its incentives, its title in its clauses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from extract.diff.folder import Data


class Item(NamedTuple):
    """One value of a field: what makes it that value, in words, and where in the clause's text it stands."""

    said: str
    start: int | None = None
    end: int | None = None


class Field(NamedTuple):
    """A field: its name, and its values in a record."""

    name: str
    items: Callable[[Data], list[Item]]


_SIGNS = {"<=": "不超过", ">=": "不低于", "<": "低于", ">": "高于", "=": ""}
_PERIODS = {"year": "每年", "month": "每月", "once": "一次性"}


def _scalar(name: str) -> Field:
    return Field(name, lambda record: [Item(str(record[name]))] if record.get(name) not in (None, "") else [])


def _listed(name: str, said: Callable[[Any], str]) -> Field:
    return Field(name, lambda record: [Item(said(value), *_span(value)) for value in _many(record.get(name))])


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _span(value: Any) -> tuple[int | None, int | None]:
    if not isinstance(value, dict) or not str(value.get("start")).isdigit() or not str(value.get("end")).isdigit():
        return None, None
    return int(value["start"]), int(value["end"])


def _money(value: Data) -> str:
    parts = [value.get("text"), f"{_SIGNS.get(value['comparator'], '')}{value['value']}{value.get('currency') or ''}"]
    parts += [value.get("role"), value.get("per_text") or value.get("per"), _PERIODS.get(str(value.get("period"))), value.get("tier")]
    return " · ".join(part for part in parts if part)


def _share(value: Data) -> str:
    minimum = f"{value['minimum']}至" if value.get("minimum") else ""
    parts = [value.get("text"), f"{_SIGNS.get(value['comparator'], '')}{minimum}{value['value']}"]
    parts += [value.get("role"), value.get("base"), value.get("tier")]
    return " · ".join(part for part in parts if part)


def _duration(value: Data) -> str:
    return f"{_SIGNS.get(value['comparator'], '')}{value['value']} {value['unit']}"


def _source(value: Data) -> str:
    canonical = value.get("canonical_title")
    return str(value["title"]) + (f"（即《{canonical}》）" if canonical and canonical != value["title"] else "")


def _place(value: Data) -> str:
    parts = [value["path"], value["relation"], value.get("source") and f"注明来源：{value['source']}", value.get("text")]
    return " · ".join(part for part in parts if part)


def _rule(value: Data) -> str:
    return str(value["text"])


def _validity(value: Data) -> str:
    return f"{value.get('text') or ''}（{value.get('start') or '?'} 至 {value.get('end') or '?'}）"


DOCUMENT: tuple[Field, ...] = (
    *map(_scalar, ("title", "kind", "status", "doc_number", "date", "incomplete", "script", "pages")),
    _listed("issuers", str),
    _listed("doc_numbers_cited", str),
    _listed("validity", _validity),
    _listed("eligibility", _rule),
    _listed("stacking", _rule),
    _listed("warnings", lambda value: f"{value['code']}：{value['message']}"),
)
# The first of these explain a change of the text; the text itself is compared without them.
MENTIONS: tuple[Field, ...] = (_listed("amounts", _money), _listed("percentages", _share), _listed("durations", _duration))
CLAUSE: tuple[Field, ...] = (
    *MENTIONS,
    *map(_scalar, ("kind", "number", "heading")),
    _listed("section", str),
    Field("sources", lambda record: [Item(_source(value)) for value in record["sources"] if value["basis"] != "self"]),
    _listed("references", lambda value: f"《{value['title']}》{value.get('doc_number') or ''}"),
    _listed("departments", lambda value: f"{value['name']}（{value['role']}）"),
    _listed("instruments", str),
    _listed("occurrences", _place),
)
INCENTIVE: tuple[Field, ...] = (
    *map(_scalar, ("instrument", "beneficiary", "base", "tier", "stacking")),
    _listed("conditions", str),
    _listed("rate", _share),
    _listed("award", _money),
    _listed("caps", _money),
    _listed("fund", _money),
    _listed("duration", _duration),
    _listed("departments", lambda value: f"{value['name']}（{value['role']}）"),
)
