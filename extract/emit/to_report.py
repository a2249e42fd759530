"""The report: one page to look at, with nothing from elsewhere, and with as much of the run as a browser can hold. The one door to jinja2."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from extract.emit.pieces import Emitted, Ending
from extract.emit.report_data import SHOWN, labels, packed
from extract.emit.tables import Cells
from extract.emit.to_json import dumps
from extract.run import Part, Run, whole

# Bytes of data: with what the page brings itself, less than 8 MB.
_LARGEST = 7_800_000
_REJECTS = 1_000
_NAMED = ("rules", "titles")
_DATA = "\ue000data\ue000"  # where the data stands; no page of ours says this
# In the order in which they need each other.
_SCRIPTS = (
    "base.js",
    "figures.js",
    "filters.js",
    "table.js",
    "marks.js",
    "calculator.js",
    "detail.js",
    "charts.js",
    "quality.js",
    "page.js",
)
_STYLES = ("page.css", "detail.css", "print.css")
# What would end a script element or open a comment in it, and line ends that JavaScript once knew and JSON does not.
_UNSAFE = re.compile("[<>&\u2028\u2029]")


class Rendered(NamedTuple):
    """A part as the page's data has it; each clause with its incentives."""

    documents: list[str]
    clauses: list[tuple[str, list[str]]]
    named: dict[str, dict[str, str]]  # rules and titles
    rejects: list[str]


def rendered(part: Part, _cells: Cells) -> Rendered:
    """What the page shows of a part."""
    found = packed(part)
    incentives = [[_json(incentive) for incentive in own] for own in found.incentives]
    return Rendered(
        [_json(document) for document in found.documents],
        [*zip(map(_json, found.clauses), incentives, strict=True)],
        {name: {key: _json(value) for key, value in getattr(found, name).items()} for name in _NAMED},
        [_json(reject) for reject in found.rejects[:_REJECTS]],
    )


def _json(value: Any) -> str:
    return embedded(dumps(value, compact=True))


class Report:
    """Joins what the page shows, as long as a browser can hold it; where that is not all, the page says so."""

    def __init__(self, ending: Ending) -> None:
        self._manifest = ending.manifest
        self._lists: dict[str, list[str]] = {name: [] for name in ("documents", "clauses", "incentives", "rejects")}
        self._named: dict[str, dict[str, str]] = {name: {} for name in _NAMED}
        self._room = _LARGEST

    def add(self, rendered: Rendered) -> Iterable[Emitted]:
        """Nothing can be written before all has come."""
        self._keep("documents", rendered.documents)
        self._keep("rejects", rendered.rejects[: _REJECTS - len(self._lists["rejects"])])
        for name, values in rendered.named.items():
            self._room -= sum(_size(value) for key, value in values.items() if key not in self._named[name])
            self._named[name] |= values
        for clause, incentives in rendered.clauses:
            if self._room < sum(map(_size, (clause, *incentives))):
                self._room = 0  # what comes later is not shown either, so that what is shown is the first of the run
                break
            self._keep("clauses", [clause])
            self._keep("incentives", incentives)
        return ()

    def _keep(self, name: str, pieces: list[str]) -> None:
        self._lists[name] += pieces
        self._room -= sum(map(_size, pieces))

    def end(self) -> Iterator[Emitted]:
        """The whole page."""
        yield Emitted("report.html", self.pieces())

    def pieces(self) -> Iterator[str]:
        """The page's text."""
        held = {name: len(pieces) for name, pieces in self._lists.items()}
        counts = self._manifest.get("counts") or held
        before, after = _page(self._manifest, counts, held).split(_DATA)
        yield before
        yield f'{{"labels":{_json(labels())},"counts":{_json(counts)}'
        for name, pieces in self._lists.items():
            yield f',"{name}":[{",".join(pieces)}]'
        for name, values in self._named.items():
            yield f',"{name}":{{{",".join(map(_entry, sorted(values.items())))}}}'
        yield "}" + after


def _entry(named: tuple[str, str]) -> str:
    return f'"{named[0]}":{named[1]}'


def _size(piece: str) -> int:
    """Bytes that a piece and the comma behind it take."""
    return len(piece.encode("utf-8", "surrogatepass")) + 1


def page(run: Run) -> str:
    """The whole report of a run that is held in memory."""
    report = Report(Ending(run.manifest))
    report.add(rendered(whole(run, SHOWN), {}))
    return "".join(report.pieces())


def _page(manifest: dict[str, Any], counts: dict[str, int], held: dict[str, int]) -> str:
    """The page without its data."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    script = "\n".join(_asset(name) for name in _SCRIPTS)
    style = "\n".join(_asset(name) for name in _STYLES)
    policy = f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    environment = Environment(
        autoescape=True, loader=FunctionLoader(_asset), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html").render(
        policy=policy,
        script=Markup(script),  # noqa: S704 - our own file, and the policy names its hash
        style=Markup(style),  # noqa: S704 - likewise
        data=_DATA,
        counts=counts,
        held=held,
        program=manifest,
    )


def embedded(json: str) -> str:
    """JSON that can stand in a script element: no character of it can end the element, and it reads back the same."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _asset(name: str) -> str:
    """One of the page's own files; line ends as a browser sees them, for the hash."""
    return (files("extract.emit") / "report" / name).read_text("utf-8").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
