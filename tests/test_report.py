"""The report's file: closed to what is foreign, complete, and made of text that stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import records
from hypothesis import given
from hypothesis import strategies as st

from extract import load
from extract.emit.report_data import labels, report_data
from extract.emit.to_report import embedded
from extract.records import SCHEMA_VERSION
from extract.schema import json_schema

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("<>&/!-\"'\\\u2028\u2029")), max_size=60)


class _Page(HTMLParser):
    """The elements of a page with their attributes, and the content of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.contents: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.contents.append((self.cdata_elem, data))


@pytest.fixture(scope="module")
def text(sample: Path) -> str:
    return (sample / "report.html").read_text("utf-8")


@pytest.fixture(scope="module")
def data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


@given(st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=8))
def test_embedded_data_cannot_end_its_element_and_reads_back(value: Any) -> None:
    shown = embedded(json.dumps(value, ensure_ascii=False))
    assert not set(shown) & set("<>&\u2028\u2029")
    assert json.loads(shown) == value


def test_the_policy_names_the_page_and_nothing_else(text: str) -> None:
    page = _Page(text)
    (policy,) = (a["content"] or "" for tag, a in page.elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag, content in page.contents:
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert (tag == "script" and content.startswith("{")) or f"'sha256-{digest}'" in policy


def test_nothing_is_fetched_and_nothing_runs_from_attributes(text: str) -> None:
    for tag, attributes in _Page(text).elements:
        assert tag not in ("img", "iframe", "object", "embed", "link", "base"), tag
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")], tag
        assert (attributes.get("href") or "#").startswith("#")


def test_every_record_is_in_it(data: dict[str, Any], sample: Path) -> None:
    for name in ("documents", "clauses", "incentives", "rejects"):
        assert [row.get("id") for row in data[name]] == [row.get("id") for row in records(sample, name)]
    for row, record in zip(data["incentives"], records(sample, "incentives"), strict=True):
        assert data["clauses"][row["clause"]]["id"] == record["clause"]
        assert data["documents"][row["document"]]["id"] == record["document"]
        assert (data["titles"][row["source"]] if "source" in row else None) == record["source"]["title"]
        assert [cap["value"] for cap in row.get("caps", [])] == [cap["value"] for cap in record["caps"]]


def test_every_place_says_how_faithful_it_is(data: dict[str, Any], sample: Path) -> None:
    for row, record in zip(data["clauses"], records(sample, "clauses"), strict=True):
        places = [(data["documents"][place["document"]]["path"], place["relation"], place["page"]) for place in row["places"]]
        assert places == [(place["path"], place["relation"], place["page"]) for place in record["occurrences"]]


def test_what_a_place_leaves_out_is_told(sample: Path) -> None:
    run = load(sample)
    pair = run.duplicates[0].model_copy(
        update={"omitted": ("附件另行印发。",), "differences": ("甲 → 乙",), "faithful": False, "figures_equal": False}
    )
    shown = report_data(replace(run, duplicates=(pair,)))
    (place,) = (place for clause in shown["clauses"] for place in clause["places"] if place.get("omitted"))
    assert (place["omitted"], place["differences"]) == (["附件另行印发。"], ["甲 → 乙"])
    assert place["unfaithful"]
    assert place["other_figures"]
    variant = pair.model_copy(update={"relation": "variant"})
    clause = next(c for c in report_data(replace(run, duplicates=(variant,)))["clauses"] if c["id"] == pair.canonical)
    assert [other["differences"] for other in clause["variants"]] == [["甲 → 乙"]]


# Which vocabulary of the labels gives the words for the codes of which field of which record.
CODES = [
    ("role", "Amount", "role"),
    ("share", "Percentage", "role"),
    ("comparator", "Amount", "comparator"),
    ("per", "Amount", "per"),
    ("period", "Amount", "period"),
    ("unit", "Duration", "unit"),
    ("relation", "Occurrence", "relation"),
    ("relation", "Duplicate", "relation"),
    ("status", "Document", "status"),
    ("kind", "Document", "kind"),
    ("clause", "Clause", "kind"),
    ("department", "Department", "role"),
]


@pytest.mark.parametrize(("vocabulary", "record", "field"), CODES)
def test_every_code_has_a_word(vocabulary: str, record: str, field: str) -> None:
    described = json_schema()["$defs"][record]["properties"][field]
    codes = described.get("enum") or next(option["enum"] for option in described["anyOf"] if "enum" in option)
    assert set(codes) <= set(labels()[vocabulary]), f"add the word to lexicon/labels.csv (schema {SCHEMA_VERSION})"
