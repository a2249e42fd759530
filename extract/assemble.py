"""The documents of a run put together: duplicates found, ids told apart, everything in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from extract.ledger import Unnamed, claimed_by, known, named, remembered
from extract.places import Places
from extract.plan import Plan
from extract.records import Ledger, Reject, Remembered, Verdict
from extract.spool import Lazy
from extract.summary import Summary
from extract.unique import Unique
from extract.work import HERE, Work


class Assembled(NamedTuple):
    """What is to be written of a run, and what the next run remembers, where it was asked to."""

    plan: Plan
    ledger: tuple[Iterable[Remembered], Sequence[Verdict]] | None


def assembled(
    summaries: Iterable[Summary], rejects: Iterable[Reject], ledger: Ledger | None = None, work: Work = HERE, folder: Path | None = None
) -> Assembled:
    """A run from what is known of its documents, which come in the order of their paths; what takes room takes it in `folder`."""
    faulty: list[Reject] = []
    places = Places(_noting(summaries, faulty), folder)
    earlier = ledger or Ledger()
    unique = Unique(places, known(earlier, map(places.print, range(len(places)))), work, folder)
    unnamed = Lazy(unique.roots, partial(_unnamed, unique))
    claims = claimed_by(unnamed, earlier, work)
    ids = named(unnamed, earlier, claims)
    plan = Plan(unique, ids, sorted((*rejects, *faulty), key=lambda r: (r.path, r.record or "", r.code)))
    return Assembled(plan, None if ledger is None else (remembered(earlier, unnamed, ids, claims), ledger.judgements))


def _noting(summaries: Iterable[Summary], faulty: list[Reject]) -> Iterator[Summary]:
    """The summaries as they pass, their rejects put down."""
    for summary in summaries:
        faulty += summary.rejects
        yield summary


def _unnamed(unique: Unique, root: int) -> Unnamed:
    """A unique clause with its own key and what is printed of it anywhere."""
    places, canonical = unique.places, unique.canonical(root)
    sourced = unique.sourced(canonical)
    source = places.source(sourced)
    key = places.key(canonical, source if sourced != canonical else None)
    prints = tuple(map(places.print, (canonical, *unique.others(canonical))))
    return Unnamed(key, source, prints, partial(places.text, canonical))
