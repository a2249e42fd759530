"""The shape of the house: who may import whom, how large things may be, what stands behind one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "extract"
MODULES = sorted(PACKAGE.rglob("*.py"))
# From the ground up: a module may import from its own layer's package and from layers before it, never from later ones.
LAYERS = (
    ("errors", "settings", "patterns", "likeness", "collection", "spool", "work"),
    ("records",),
    ("schema",),
    ("lexicon",),
    ("script",),
    ("text",),
    ("grammar",),
    ("titles",),
    ("ids",),
    ("read",),
    ("clean",),
    ("segment",),
    ("fields",),
    ("binding",),
    ("incentives", "explain"),
    ("compose",),
    ("extracted",),
    ("pipeline", "kept"),
    ("resolve",),
    ("dedupe",),
    ("ledger",),
    ("validate",),
    ("run",),
    ("quotation",),
    ("emit",),
    ("frames",),
    ("output",),
    ("evaluate",),
    ("diff",),
    ("version", "inputs"),
    ("seal",),
    ("cache", "engines"),
    ("asked", "summary"),
    ("summarise", "chapters"),
    ("batch",),
    ("places",),
    ("unique",),
    ("plan",),
    ("assemble",),
    ("finish",),
    ("render",),
    ("running",),
    ("api",),
    ("command_watch",),
    (
        "command_run",
        "command_evaluate",
        "command_schema",
        "command_explain",
        "command_doctor",
        "command_estimate",
        "command_show",
        "command_diff",
    ),
    ("cli",),
    ("__init__",),
    ("__main__",),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
# Each third-party package and the one module, or package of readers, that knows it.
DOORS = {
    "click": ("extract/cli.py", "extract/command_"),
    "jieba": ("extract/grammar/words.py",),
    "lxml": ("extract/read/package.py", "extract/read/html.py"),
    "numpy": ("extract/dedupe/prints.py",),
    "opencc": ("extract/script.py",),
    "pdfplumber": ("extract/read/ruled.py",),
    "pikepdf": ("extract/read/repair.py",),
    "pyspark": ("extract/engines/spark.py",),
    "py4j": ("extract/engines/spark.py",),
    "pypdfium2": ("extract/read/pdf",),
    "rapidocr": ("extract/read/ocr.py",),
    "jinja2": ("extract/emit/to_report.py",),
    "markupsafe": ("extract/emit/to_report.py",),
    "pandas": ("extract/frames.py", "extract/output.py"),
    "pydantic": ("extract/records/", "extract/schema.py", "extract/emit/"),
    "rapidfuzz": ("extract/likeness.py",),
    "regex": ("extract/patterns.py",),
    "rich": ("extract/command_",),
    "simplejson": ("extract/emit/to_json.py",),
    "xlsxwriter": ("extract/emit/to_xlsx.py",),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    own = RANK[layer_of(path)]
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "extract" and len(parts) > 1 and parts[1] in RANK:
            assert RANK[parts[1]] <= own, f"{name_of(path)} imports {name}, which stands above it"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_package_has_one_door(path: Path) -> None:
    third = {name.split(".")[0] for name in imports(path)} - {"extract", *sys.stdlib_module_names}
    for package in third:
        assert any(name_of(path).startswith(door) for door in DOORS[package]), f"{package} in {name_of(path)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sizes(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "a module says what it is"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} says nothing of itself"


def test_nothing_heavy_happens_at_import() -> None:
    code = "import sys, extract, extract.cli; print([m for m in ('pypdfium2', 'opencc', 'lxml', 'pydantic', 'regex') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_no_path_of_a_machine() -> None:
    places = ("/" + "work/", "/" + "home/", "/" + "Users/", "/" + "root/", "/" + "opt/")
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, cwd=ROOT, check=False).stdout.split("\0")
    names = [name for name in listed if (ROOT / name).is_file()]
    if not names:
        pytest.skip("not a git checkout: no list of the project's own files")
    found = {name for name in names if any(place in (ROOT / name).read_text("utf-8", errors="ignore") for place in places)}
    assert not found


def test_lock_names_no_registry() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert lines
    assert all("==" in line and "//" not in line for line in lines if line and not line.startswith("#"))
