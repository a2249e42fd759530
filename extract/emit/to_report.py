"""The report: one page to look at, with everything in it and nothing from elsewhere. The one door to jinja2."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from extract.emit.report_data import report_data
from extract.emit.to_json import dumps
from extract.run import Run

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


def page(run: Run) -> str:
    """The whole report of a run as one HTML page."""
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
        data=embedded(dumps(report_data(run), compact=True)),
        documents=run.documents,
        counts=run.manifest.get("counts", {}),
        program=run.manifest,
    )


def embedded(json: str) -> Markup:
    """JSON that can stand in a script element: no character of it can end the element, and it reads back the same."""
    return Markup(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json))  # noqa: S704 - that is what the line does


def _asset(name: str) -> str:
    """One of the page's own files; line ends as a browser sees them, for the hash."""
    return (files("extract.emit") / "report" / name).read_text("utf-8").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
