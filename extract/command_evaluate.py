"""The evaluate command: a run's quality by field, what it missed, and whether it holds its floor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from extract.emit.to_json import dumps
from extract.evaluate import Tally, below_floor, evaluated, read_gold
from extract.text import width

BROKEN = 3


def evaluate_command(output: Path, gold: list[Path], floor: Path | None, misses: bool, form: str) -> int:
    """Print the scores; 3 when a field is under its floor, else 0; raises UsageError."""
    tallies = evaluated(output, read_gold(gold))
    broken = below_floor(tallies, floor) if floor else []
    click.echo(dumps(_data(tallies, misses), indent=1) if form == "json" else _table(tallies, misses))
    for sentence in broken:
        click.echo(sentence, err=True)
    return BROKEN if broken else 0


def _data(tallies: Mapping[str, Tally], misses: bool) -> dict[str, object]:
    return {
        name: {"precision": round(t.precision, 6), "recall": round(t.recall, 6), "f1": round(t.f1, 6), "found": t.found, "gold": t.gold}
        | ({"missed": _listed(t.missed), "spurious": _listed(t.spurious)} if misses else {})
        for name, t in tallies.items()
    }


def _listed(rows: list[tuple[str, object]]) -> list[dict[str, str]]:
    return [{"where": where, "value": _shown(value)} for where, value in rows]


def _table(tallies: Mapping[str, Tally], misses: bool) -> str:
    lines = [_line("字段", "精确率", "召回率", "F1", "标注数")]
    lines += [_line(name, f"{t.precision:.3f}", f"{t.recall:.3f}", f"{t.f1:.3f}", str(t.gold)) for name, t in tallies.items()]
    if misses:
        for name, tally in tallies.items():
            for label, rows in (("漏", tally.missed), ("多", tally.spurious)):
                lines += [f"{label} {name}  {_shown(value)}  [{where}]" for where, value in rows]
    return "\n".join(lines)


def _line(name: str, *cells: str) -> str:
    return name + " " * (24 - width(name)) + "".join(" " * (9 - width(cell)) + cell for cell in cells)


def _shown(value: object) -> str:
    """A compared value in a reader's words: figures without trailing zeros."""
    if isinstance(value, tuple):
        return " / ".join(_shown(item) for item in value if item is not None)
    text = str(value)
    return text.rstrip("0").rstrip(".") if text.replace(".", "", 1).isdigit() and "." in text else text
