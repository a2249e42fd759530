"""An incentive's record: what was tied together, where it stands, and what binds its whole document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extract.ids import digest
from extract.incentives import Found
from extract.records import Clause, Department, Document, Incentive, IncentiveSource, Inherited
from extract.segment.provenance import Provenance


def composed_incentives(clause: Clause, found: Sequence[Found], provenance: Provenance) -> list[Incentive]:
    """The records of a clause's incentives, without what they inherit."""
    starts = sorted({item.start for item in found})
    return with_ids([_incentive(clause, item, provenance, _until(starts, item)) for item in found], clause.id)


def _until(starts: Sequence[int], found: Found) -> int | None:
    """Where the next grant of the clause starts; None behind the last."""
    return next((start for start in starts if start > found.start), None)


def _departments(clause: Clause, start: int, until: int | None) -> tuple[Department, ...]:
    """The bodies named with a grant, before the next one; all of the clause where none is."""
    said = clause.text[start:until]
    return tuple(body for body in clause.departments if body.name in said) or clause.departments


def _incentive(clause: Clause, found: Found, provenance: Provenance, until: int | None) -> Incentive:
    place = clause.occurrences[0]
    source = clause.sources[0] if clause.sources else None
    return Incentive(
        id="",
        clause=clause.id,
        instrument=found.instrument,
        beneficiary=found.beneficiary,
        conditions=found.conditions,
        rate=found.rate,
        base=found.base,
        award=found.award,
        caps=found.caps,
        fund=found.fund,
        duration=found.duration,
        tier=found.tier,
        tier_range=found.tier_range,
        stacking=found.stacking,
        departments=_departments(clause, found.start, until),
        source=IncentiveSource(title=source.title, document=source.document) if source else IncentiveSource(),
        document=place.document,
        path=place.path,
        page=provenance.page(place.start + found.start),
        start=found.start,
        end=found.end,
        text=clause.text[found.start : found.end],
    )


def with_ids(incentives: Iterable[Incentive], clause: str) -> list[Incentive]:
    """A clause's incentives under the clause's id: each from it, instrument, tier and place among those alike."""
    seen: Counter[tuple[str, str | None]] = Counter()
    out = []
    for item in incentives:
        alike = (item.instrument, item.tier)
        seen[alike] += 1
        key = "i" + digest(clause, item.instrument, item.tier or "", str(seen[alike]))
        out.append(item.model_copy(update={"id": key, "clause": clause}))
    return out


def bound_by(incentive: Incentive, document: Document | None) -> Incentive:
    """The incentive with what binds every grant of the policy that it comes from; None where that is not in the run."""
    if document is None or document.kind == "compilation":
        return incentive
    inherited = Inherited(eligibility=document.eligibility, stacking=document.stacking, validity=document.validity)
    return incentive.model_copy(update={"inherited": inherited})
