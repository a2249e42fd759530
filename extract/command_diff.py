"""The diff command: two runs compared, for people or for programs; the status says whether they differ."""

from __future__ import annotations

from pathlib import Path

import click

from extract.diff import compared, read_output
from extract.diff.present import FORMATS

SAME, DIFFERENT = 0, 1


def diff_command(old: Path, new: Path, form: str) -> int:
    """Print what differs; 1 when something does, else 0; raises UsageError."""
    found = compared(read_output(old), read_output(new))
    click.echo(FORMATS[form](found), nl=False)
    return DIFFERENT if found.changes else SAME
