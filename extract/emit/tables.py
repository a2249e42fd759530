"""The flat tables: which columns each has; names come from the records, values by path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from extract.records import Amount, Clause, Document, Duplicate, Incentive, Percentage, Reference, Reject, Source
from extract.run import Run

JOINED = "；"
Cell = str | int | Decimal | bool | None
Cells = dict[str, list[list[Cell]]]  # rows by the name of their table


class Flat(NamedTuple):
    """A mention or an incentive, and the clause that it stands in."""

    clause: Clause
    mention: BaseModel


class Table(NamedTuple):
    """A table: its file's stem, its columns as paths, and where its rows come from."""

    name: str
    model: type[BaseModel]
    columns: tuple[str, ...]
    rows: Callable[[Run], Iterator[Any]]


def _mentions(field: str, keep: Callable[[Any], bool] = lambda mention: True) -> Callable[[Run], Iterator[Flat]]:
    def rows(run: Run) -> Iterator[Flat]:
        return (Flat(clause, m) for clause in run.clauses for m in getattr(clause, field) if keep(m))

    return rows


def _grants(run: Run) -> Iterator[Flat]:
    clauses = {clause.id: clause for clause in run.clauses}
    return (Flat(clauses[incentive.clause], incentive) for incentive in run.incentives)


_WHERE = ("clause.id", "clause.sources", "clause.section", "clause.number", "clause.heading")
_AMOUNT = ("text", "value", "currency", "role", "comparator", "per", "per_text", "period", "tier")
_PLACE = ("page", "start", "end")

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        Document,
        (
            "id",
            "path",
            "title",
            "kind",
            "status",
            "issuers",
            "doc_number",
            "index_number",
            "doc_numbers_cited",
            "date",
            "validity.text",
            "validity.start",
            "validity.end",
            "eligibility",
            "stacking",
            "pages",
            "incomplete",
            "script",
            "media_type",
            "reader",
            "warnings",
            "sha256",
        ),
        lambda run: iter(run.documents),
    ),
    Table(
        "clauses",
        Clause,
        (
            "id",
            "kind",
            "section",
            "number",
            "heading",
            "text",
            "sources",
            "departments",
            "instruments",
            "amounts",
            "percentages",
            "durations",
            "references",
            "occurrences",
            "document",
        ),
        lambda run: iter(run.clauses),
    ),
    Table(
        "incentives",
        Incentive,
        (
            "id",
            "clause.heading",
            "instrument",
            "beneficiary",
            "conditions",
            "rate.value",
            "rate.comparator",
            "rate.minimum",
            "base",
            "award.value",
            "award.currency",
            "award.comparator",
            "award.per_text",
            "award.period",
            "caps.0.value",
            "caps.0.currency",
            "caps.0.comparator",
            "caps.0.per_text",
            "caps.0.period",
            "caps",
            "fund.value",
            "fund.comparator",
            "duration.value",
            "duration.unit",
            "tier",
            "stacking",
            "departments",
            "source.title",
            "inherited.eligibility",
            "inherited.stacking",
            "inherited.validity.text",
            "inherited.validity.end",
            "text",
            "path",
            "page",
            "clause",
            "document",
        ),
        _grants,
    ),
    Table("amounts", Amount, (*_AMOUNT, *_WHERE, *_PLACE, "clause.text"), _mentions("amounts")),
    Table("caps", Amount, (*_AMOUNT, *_WHERE, *_PLACE, "clause.text"), _mentions("amounts", lambda m: m.role == "cap")),
    Table(
        "percentages",
        Percentage,
        ("text", "value", "role", "comparator", "base", "tier", *_WHERE, *_PLACE, "clause.text"),
        _mentions("percentages"),
    ),
    Table("sources", Source, ("title", "canonical_title", "document", "basis", *_WHERE[:1], *_WHERE[2:]), _mentions("sources")),
    Table("references", Reference, ("title", "doc_number", *_WHERE, *_PLACE), _mentions("references")),
    Table(
        "duplicates",
        Duplicate,
        (
            "relation",
            "similarity",
            "canonical",
            "occurrence.clause",
            "occurrence.path",
            "occurrence.page",
            "figures_equal",
            "faithful",
            "omitted",
            "added",
            "differences",
            "occurrence.document",
            "occurrence.start",
            "occurrence.end",
            "occurrence.print",
        ),
        lambda run: iter(run.duplicates),
    ),
    Table("rejects", Reject, ("path", "code", "reason", "action", "record", "sha256"), lambda run: iter(run.rejects)),
)


def header(table: Table) -> list[str]:
    """The columns' Chinese names; those that would be alike or say nothing alone take their parent's name before them."""
    names = [_titles(table.model, path) for path in table.columns]
    last = [titles[-1] for titles in names]
    return ["·".join(titles[-2:]) if last.count(titles[-1]) > 1 or titles[-1] in _VAGUE else titles[-1] for titles in names]


# Names of columns that only their parent's name explains: 扶持期限·数值.
_VAGUE = frozenset(("比例", "下限", "数值", "单位"))


def row(table: Table, record: Any) -> list[Cell]:
    """One record's cells."""
    return [_cell(_value(record, path)) for path in table.columns]


def cells_of(run: Run) -> Cells:
    """Every table's rows."""
    return {table.name: [row(table, record) for record in table.rows(run)] for table in TABLES}


def counted(run: Run) -> tuple[int, ...]:
    """How many rows each table has."""
    return tuple(sum(1 for _ in table.rows(run)) for table in TABLES)


def meanings(table: Table) -> list[str]:
    """What each column means."""
    return [str(_fields(table.model, path)[-1].description) for path in table.columns]


def _titles(model: type[BaseModel], path: str) -> list[str]:
    """The names of the fields along a path."""
    return [field.title or path for field in _fields(model, path)]


def _fields(model: type[BaseModel], path: str) -> list[FieldInfo]:
    """The fields along a path; a mention's clause is reached by `clause.`."""
    if path.startswith("clause."):
        model, path = Clause, path.removeprefix("clause.")
    found: list[FieldInfo] = []
    for part in path.split("."):
        if part.isdecimal():
            continue
        field = model.model_fields[part]
        found.append(field)
        inner = [a for a in (field.annotation, *get_args(field.annotation)) if isinstance(a, type) and issubclass(a, BaseModel)]
        model = inner[0] if inner else model
    return found


def _value(record: Any, path: str) -> Any:
    of_clause, inner, parts = _steps(path)
    if isinstance(record, Flat):
        record, parts = (record.clause, inner) if of_clause else (record.mention, parts)
    for part in parts:
        if isinstance(part, int):
            record = record[part] if part < len(record) else None
        elif record is not None:
            record = getattr(record, part)
    return record


@cache
def _steps(path: str) -> tuple[bool, tuple[str | int, ...], tuple[str | int, ...]]:
    """Whether a path starts at a mention's clause, and its fields and places in lists: from that clause, and from the record."""
    parts = tuple(int(part) if part.isdecimal() else part for part in path.split("."))
    return path.startswith("clause."), parts[1:], parts


# What stands for a record in a cell that holds a list of them.
_SHOWN = ("text", "title", "name", "message", "path")


def _cell(value: Any) -> Cell:
    if isinstance(value, tuple):
        return JOINED.join(str(_cell(item)) for item in value)
    if isinstance(value, BaseModel):
        return _shown(value)
    return value if value is None or isinstance(value, (str, int, Decimal, bool)) else str(value)


def _shown(record: BaseModel) -> str:
    fields = type(record).model_fields
    if {"path", "relation"} <= fields.keys():
        return f"{record.path}（{record.relation}，第{record.page}页）"  # type: ignore[attr-defined]
    if "value" in fields and "per_text" in fields and "text" not in fields:
        parts = [record.per_text, _PERIOD.get(str(record.period)), record.comparator, format(record.value, "f"), record.currency]  # type: ignore[attr-defined]
        return " ".join(p for p in parts if p)
    return str(next(getattr(record, name) for name in _SHOWN if name in fields))


_PERIOD = {"year": "每年", "month": "每月", "once": "一次性"}
