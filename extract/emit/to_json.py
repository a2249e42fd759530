"""JSON as the contract wants it: one record a line, exact figures, no exponent. The one door to simplejson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import simplejson
from pydantic import BaseModel

from extract.records import Ledger


def plain(value: Any) -> Any:
    """A record as JSON knows it, decimals written out in full."""
    if isinstance(value, Decimal):
        return simplejson.RawJSON(format(value, "f"))
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def dumps(value: Any, indent: int | None = None, compact: bool = False) -> str:
    """One value as JSON text; compact without any blank."""
    separators = (",", ":") if compact else None
    return str(simplejson.dumps(plain(value), ensure_ascii=False, indent=indent, separators=separators))


def lines(records: Iterable[BaseModel]) -> Iterator[str]:
    """A JSON array with one record on each line."""
    before = "[\n"
    empty = True
    for record in records:
        yield before + dumps(record)
        before, empty = ",\n", False
    yield "[]\n" if empty else "\n]\n"


def ledger(record: Ledger) -> Iterator[str]:
    """A ledger, one clause and one judgement on each line, for people who edit the judgements."""
    yield '{"kind": "ledger",\n'
    for name in ("clauses", "judgements"):
        yield f'"{name}": '
        yield from lines(getattr(record, name))
        yield "," if name == "clauses" else "}\n"
