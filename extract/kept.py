"""A document's records as they are kept on disk: one on each line, read when they are looked at."""

from __future__ import annotations

from extract.extracted import Extracted
from extract.records import Clause, Document, Incentive
from extract.spool import Lazy

_PASSING = "rule_timeout"


def packed(found: Extracted) -> bytes:
    """A document's records, one on each line, and behind them its text."""
    counts = f"{len(found.clauses)} {len(found.incentives)}"
    records = (record.model_dump_json() for record in (found.document, *found.clauses, *found.incentives))
    return "\n".join((counts, *records, found.text)).encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> Extracted:
    """What was packed; raises ValueError for what is nothing of the kind."""
    counts, rest = content.split(b"\n", 1)
    clauses, incentives = map(int, counts.split())
    lines = rest.split(b"\n", 1 + clauses + incentives)
    return Extracted(
        Document.model_validate_json(lines[0]),
        Lazy(range(1, 1 + clauses), lambda line: Clause.model_validate_json(lines[line])),
        Lazy(range(1 + clauses, 1 + clauses + incentives), lambda line: Incentive.model_validate_json(lines[line])),
        lines[1 + clauses + incentives].decode("utf-8", "surrogatepass"),
    )


def whole(found: Extracted) -> Extracted:
    """The same with every record read; raises ValueError where one is damaged."""
    return Extracted(found.document, tuple(found.clauses), tuple(found.incentives), found.text)


def is_passing(found: Extracted) -> bool:
    """Whether the records depend on the machine's speed: another run may well do better."""
    return any(warning.code == _PASSING for warning in found.document.warnings)
