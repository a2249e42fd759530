"""Every rule of the package with the ways in which it is asked, and strings that would make a careless one slow."""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import pkgutil
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from statistics import median

import extract
from extract.api import extract_text
from extract.patterns import Pattern, RuleTimeout

PACKAGE = Path(extract.__file__).parent
WAYS: dict[str, Callable[[Pattern, str], object]] = {
    "finditer": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
    "search": lambda pattern, text: pattern.search(text),
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "sub": lambda pattern, text: pattern.sub("", text),
    "split": lambda pattern, text: pattern.split(text),
}
SIGNS = [*"一1、 ()《》。，；：万元%-\n\ta“.的对年第", "给予", "1万元", "(1)", "《a》", "按不", "企业"]
LENGTH = 2_000
MOMENTS = 12


def modules() -> list[str]:
    """The names of the package's modules."""
    names = [module.name for module in pkgutil.walk_packages(extract.__path__, "extract.")]
    return [name for name in names if not name.endswith("__main__")]


def _made(value: object) -> object:
    """What a function without parameters makes of the vocabulary, if that is a rule or a table of rules."""
    makes = inspect.signature(value) if callable(value) and hasattr(value, "cache_info") else None
    return value() if makes and not makes.parameters and "Pattern" in str(makes.return_annotation) and callable(value) else value


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every rule of the package, those too that are made of the vocabulary when they are first asked for."""
    for name in modules():
        for value in [*vars(importlib.import_module(name)).values()]:
            _made(value)
    extract_text("云岚市支持夜校若干措施\n一、支持开办夜校。给予最高5万元补贴。\n")  # and those that are made for a kind of line
    found = {(p.name, p.source): p for p in gc.get_objects() if isinstance(p, Pattern)}
    return tuple(found[key] for key in sorted(found))


@cache
def ways() -> dict[str, frozenset[str]]:
    """In which ways the code asks a rule, by the name of the variable or function that holds it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in WAYS:
                holder = node.value.func if isinstance(node.value, ast.Call) else node.value
                name = holder.id if isinstance(holder, ast.Name) else getattr(holder, "attr", "")
                found[name].add(node.attr)
    return {name: frozenset(used) for name, used in found.items()}


@cache
def holders() -> dict[int, frozenset[str]]:
    """The names under which the modules hold a rule, by the rule."""
    found: dict[int, set[str]] = defaultdict(set)
    for name in modules():
        for held, value in vars(importlib.import_module(name)).items():
            made = _made(value)
            if isinstance(made, Pattern):
                found[id(made)].add(held)
    return {key: frozenset(names) for key, names in found.items()}


def ways_of(pattern: Pattern) -> list[str]:
    """In which ways a rule is asked; all of them where the code does not tell."""
    used = {way for name in holders().get(id(pattern), ()) for way in ways().get(name, ())}
    return sorted(used) or ["finditer", "fullmatch", "match", "search"]


def hostile(pattern: Pattern) -> Iterator[str]:
    """What to repeat: signs, what the rule itself is made of, and that with its end missing."""
    literals = re.findall(r"[\u4e00-\u9fff]{2,}", pattern.source)
    own = ["".join(literals[:3]), "".join(literals[-3:]), *literals[:3], *(word[:-1] for word in literals[:2])]
    yield from dict.fromkeys(filter(None, [*SIGNS, *own]))


def seconds(pattern: Pattern, way: str, text: str) -> float:
    """How long a rule takes on a text, in processor time; for ever where it gave up."""
    start = time.process_time()
    try:
        WAYS[way](pattern, text)
    except RuleTimeout:
        return float("inf")
    return time.process_time() - start


def growth(pattern: Pattern, way: str, piece: str, floor: float, most: float) -> float:
    """How much longer a rule takes on twice as long a text, measured over two doublings; 0 where it takes no time worth measuring.

    The median of some moments, each with the short text before and behind the long one, so that a machine whose speed
    drifts is no slow rule; asked again while it is over `most`.
    """
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    if seconds(pattern, way, text) < floor:
        return 0.0
    ratios: list[float] = []
    while len(ratios) < MOMENTS and (len(ratios) < MOMENTS // 4 or median(ratios) > most):
        before, long, behind = (seconds(pattern, way, part) for part in (text[: LENGTH // 4], text, text[: LENGTH // 4]))
        ratios.append((2 * long / max(before + behind, 1e-9)) ** 0.5)
    return median(ratios)
