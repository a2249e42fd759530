"""The output described for tools and for people: a JSON Schema and a data dictionary, both from the records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema

from extract.records import SCHEMA_VERSION, Clause, Document, Duplicate, Incentive, Reject

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Each JSON file of the output and what one of its records is.
FILES: dict[str, type[BaseModel]] = {
    "documents": Document,
    "clauses": Clause,
    "incentives": Incentive,
    "duplicates": Duplicate,
    "rejects": Reject,
}


class _Figures(GenerateJsonSchema):
    """Decimals are JSON numbers, as they are written; a record's keys are always all there."""

    def decimal_schema(self, schema: Any) -> JsonSchemaValue:  # noqa: ARG002 - pydantic's signature
        return {"type": "number"}

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002 - pydantic's signature
        return True

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        return False


def json_schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) of all files: a property per file, a definition per record."""
    references, shared = models_json_schema([(model, "serialization") for model in FILES.values()], schema_generator=_Figures)
    definitions = shared["$defs"]
    return {
        "$schema": DIALECT,
        "$id": f"urn:policy-extract:schema:{SCHEMA_VERSION}",
        "title": "政策扶持事项提取结果",
        "description": "Each property is one file of the output folder; each definition is one kind of record.",
        "type": "object",
        "properties": {name: {"type": "array", "items": references[model, "serialization"]} for name, model in FILES.items()},
        "additionalProperties": False,
        "$defs": {name: _described(definitions, name) for name in sorted(definitions)},
    }


def _described(definitions: dict[str, Any], name: str) -> dict[str, Any]:
    """A definition whose every field has an example: its own, or one put together from the record that it holds."""
    definition = definitions[name]
    fields = {key: {**field, "examples": [_example(definitions, field)]} for key, field in definition["properties"].items()}
    return {"title": name, "description": definition["description"], **definition, "properties": fields}


def _example(definitions: dict[str, Any], field: dict[str, Any]) -> Any:
    given = field["examples"][0]
    if given not in (None, [], {}):
        return given
    held = _held(field)
    if held is None:
        return given
    whole = {key: _example(definitions, inner) for key, inner in definitions[held]["properties"].items()}
    return [whole] if field.get("type") == "array" else whole


def _held(field: dict[str, Any]) -> str | None:
    """The record that a field holds, or a list of them."""
    options = [field, field.get("items", {}), *field.get("anyOf", ())]
    return next((_last(option["$ref"]) for option in options if "$ref" in option), None)


def dictionary() -> Iterator[str]:
    """The data dictionary as lines of Markdown: every record, every field, its name, type, meaning and an example."""
    yield from _INTRODUCTION
    definitions = json_schema()["$defs"]
    for name in _reading_order(definitions):
        definition = definitions[name]
        files = [f"`{file}.json`" for file, model in FILES.items() if model.__name__ == name]
        yield f"\n## {name}{'：' + '、'.join(files) if files else ''}\n"
        yield definition["description"].split("\n", maxsplit=1)[0] + "\n"
        yield "| key | 名称 | type | meaning | example |"
        yield "|---|---|---|---|---|"
        yield from (_row(key, field) for key, field in definition["properties"].items())


_INTRODUCTION = (
    "# 数据字典 / Data dictionary",
    "",
    "本页由程序中的记录定义生成：`python -m extract schema --format markdown > docs/dictionary.md`。",
    "每个字段在 JSON 中用英文键，在 CSV 和 Excel 表头中用中文名称；`policies.xlsx` 与 CSV 的各列即由这些字段组成。",
    "This page is generated from the records' definitions; keys are what JSON uses, 名称 is the column's header in CSV and Excel.",
)


def _reading_order(definitions: dict[str, Any]) -> list[str]:
    """The records of files first, then what they are made of."""
    first = [model.__name__ for model in FILES.values()]
    return [*first, *(name for name in definitions if name not in first)]


def _row(key: str, field: dict[str, Any]) -> str:
    example = field["examples"][0]
    shown = "–" if _held(field) else f"`{json.dumps(example, ensure_ascii=False)}`"
    cells = (f"`{key}`", field["title"], type_name(field), field["description"], shown)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def type_name(field: dict[str, Any]) -> str:
    """A field's type in a few words: string, number?, Amount[]; a question mark for what may be null."""
    if "$ref" in field:
        return f"[{_last(field['$ref'])}](#{_last(field['$ref']).lower()})"
    if "anyOf" in field:
        return "/".join(type_name(option) for option in field["anyOf"] if option.get("type") != "null") + "?"
    if field.get("type") == "array":
        inner: dict[str, Any] = field.get("items") or next(iter(field.get("prefixItems", [])), {})
        return type_name(inner) + "[]"
    return str(field.get("type", "any"))


def _last(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]
