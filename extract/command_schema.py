"""The schema command: the description of the output, for tools or for people."""

from __future__ import annotations

import json

import click

from extract.schema import dictionary, json_schema


def schema_command(form: str) -> int:
    """Print the JSON Schema, or the data dictionary made from the same definitions."""
    text = "\n".join(dictionary()) if form == "markdown" else json.dumps(json_schema(), ensure_ascii=False, indent=1)
    click.echo(text)
    return 0
