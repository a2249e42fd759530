"""The description of the output: every field has a name, a meaning and an example; every record of a run keeps to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, records
from jsonschema import Draft202012Validator

from extract.schema import FILES, json_schema

SCHEMA = json_schema()
FIELDS = [(name, key) for name, definition in SCHEMA["$defs"].items() for key in definition["properties"]]


def validator(definition: str) -> Draft202012Validator:
    return Draft202012Validator({"$schema": SCHEMA["$schema"], "$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]})


def test_it_is_a_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert len(FIELDS) > 100


@pytest.mark.parametrize(("record", "key"), FIELDS, ids=lambda part: part)
def test_every_field_is_described(record: str, key: str) -> None:
    field = SCHEMA["$defs"][record]["properties"][key]
    assert any("\u4e00" <= character <= "\u9fff" for character in field["title"]), "a name in Chinese"
    assert len(field["description"]) > 4
    (example,) = field["examples"]
    assert example not in (None, "", [], {}), "an example that shows something"
    errors = list(Draft202012Validator({**field, "$defs": SCHEMA["$defs"]}).iter_errors(example))
    assert not errors, errors[0].message


@pytest.mark.parametrize("name", FILES)
def test_every_record_of_a_run_keeps_to_it(sample: Path, name: str) -> None:
    _all_valid(sample, name)


@pytest.mark.parametrize("name", FILES)
def test_every_record_of_real_documents_keeps_to_it(seeds: Path, name: str) -> None:
    _all_valid(seeds, name)


def _all_valid(output: Path, name: str) -> None:
    check = validator(FILES[name].__name__)
    for record in records(output, name):
        error = next(check.iter_errors(record), None)
        assert error is None, f"{name} {record.get('id')}: {error.json_path} {error.message}"


@pytest.fixture(scope="module")
def seeds(corpus: Path, tmp_path_factory: pytest.TempPathFactory, command: Run) -> Path:
    output = tmp_path_factory.mktemp("seeds") / "output"
    assert command("run", corpus / "seeds", "--output", output).returncode in (0, 1)
    return output


# What a wrong record is, and why a schema that let it pass would be of no use.
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("Amount", {"value": "500000"}, "a figure is a number, not text"),
    ("Amount", {"role": "maximum"}, "a word outside the vocabulary"),
    ("Amount", {"extra": 1}, "a key that no record has"),
    ("Clause", {"section": "一、"}, "a list where the contract says list"),
    ("Document", {"title": 7}, "text is text"),
]


@pytest.mark.parametrize(("record", "change", "why"), WRONG, ids=lambda part: part if isinstance(part, str) else "")
def test_a_wrong_record_is_refused(record: str, change: dict[str, Any], why: str) -> None:
    good = {key: field["examples"][0] for key, field in SCHEMA["$defs"][record]["properties"].items()}
    assert validator(record).is_valid(good)
    assert not validator(record).is_valid({**good, **change}), why


def test_a_missing_key_is_refused() -> None:
    good = {key: field["examples"][0] for key, field in SCHEMA["$defs"]["Share"]["properties"].items()}
    del good["minimum"]
    assert not validator("Share").is_valid(good)


def test_command_and_file_say_the_same(sample: Path, command: Run) -> None:
    printed = command("schema")
    assert printed.returncode == 0
    assert json.loads(printed.stdout) == json.loads((sample / "schema.json").read_text("utf-8"))


def test_the_dictionary_is_current(command: Run) -> None:
    page = (ROOT / "docs" / "dictionary.md").read_text("utf-8")
    assert command("schema", "--format", "markdown").stdout == page, "run: python -m extract schema --format markdown > docs/dictionary.md"
