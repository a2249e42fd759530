"""JSON as the contract wants it: one record a line, exact figures, no exponent. The one door to simplejson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import simplejson
from pydantic import BaseModel

from extract.emit.pieces import Frame
from extract.emit.tables import Cells
from extract.records import Remembered, Verdict
from extract.run import Part


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


_FRAME = Frame("[\n", ",\n", "\n]\n", "[]\n")
# A JSON array with one record on each line, a file for each kind of record.
FRAMES = {f"{name}.json": _FRAME for name in ("documents", "clauses", "incentives", "duplicates", "rejects")}


def rendered(part: Part, _cells: Cells) -> dict[str, str]:
    """A part's records, one on each line, by their files."""
    records = {name: getattr(part.run, name.removesuffix(".json")) for name in FRAMES}
    return {name: _FRAME.between.join(map(dumps, own)) for name, own in records.items() if own}


def ledger(clauses: Iterable[Remembered], judgements: Iterable[Verdict]) -> Iterator[str]:
    """A ledger, one clause and one judgement on each line, for people who edit the judgements."""
    yield '{"kind": "ledger",\n"clauses": '
    yield from _lines(clauses)
    yield ',"judgements": '
    yield from _lines(judgements)
    yield "}\n"


def _lines(records: Iterable[BaseModel]) -> Iterator[str]:
    before = _FRAME.opening
    for record in records:
        yield before + dumps(record)
        before = _FRAME.between
    yield _FRAME.empty if before == _FRAME.opening else _FRAME.closing
