"""What is found in a clause: a table of fields; a new field is one new file and one row here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from extract.fields import amounts, departments, durations, instruments, percentages, references
from extract.grammar.reading import Reading
from extract.patterns import RuleTimeout


class Field(NamedTuple):
    """A field of a clause: its key in the record and what finds it."""

    name: str
    find: Callable[[Reading], Any]


FIELDS: tuple[Field, ...] = (
    Field("references", references.find),
    Field("departments", departments.find),
    Field("instruments", instruments.find),
    Field("amounts", amounts.find),
    Field("percentages", percentages.find),
    Field("durations", durations.find),
)


def fields_of(reading: Reading) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Every field of a clause, and the names of the rules that ran out of time."""
    found: dict[str, Any] = {}
    stopped: list[str] = []
    for field in FIELDS:
        try:
            found[field.name] = tuple(field.find(reading))
        except RuleTimeout as error:
            found[field.name] = ()
            stopped.append(str(error))
    return found, tuple(stopped)
