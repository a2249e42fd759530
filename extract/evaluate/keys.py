"""What is compared: the values of a document, a clause and an incentive, as annotations and records both write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import Any

Data = dict[str, Any]
Keys = dict[str, list[Hashable]]


def norm(text: str | None) -> str:
    """Text as compared: NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def num(value: Any) -> Decimal:
    """A figure as compared: exact to eight places."""
    return Decimal(str(value)).quantize(Decimal("0.00000001"))


def _names(values: Iterable[Any] | None) -> list[str]:
    """The titles or names of strings or records; a clause's own document is no attribution."""
    records = [value for value in values or [] if isinstance(value, str) or value.get("basis") != "self"]
    return [norm(v if isinstance(v, str) else v.get("title") or v.get("name")).strip("《》") for v in records]


def _one(text: str | None) -> list[Hashable]:
    return [norm(text)] if text else []


def document_keys(document: Data) -> Keys:
    """The scored values of a document."""
    validity = document.get("validity")
    text = validity.get("text") if isinstance(validity, dict) else validity
    return {
        "document.title": _one(document.get("title")),
        "document.kind": [document.get("kind")],
        "document.status": [document.get("status")],
        "document.issuers": [norm(v) for v in document.get("issuers") or []],
        "document.numbers": [norm(v) for v in document.get("doc_numbers_cited") or []],
        "document.date": _one(document.get("date")),
        "document.validity": _one(text),
        "document.incomplete": [bool(document.get("incomplete"))],
    }


def clause_keys(clause: Data) -> Keys:
    """The scored values of a clause."""
    section = clause.get("section")
    return {
        "kind": _one(clause.get("kind")),
        "heading": _one(clause.get("heading")),
        "section": [tuple(norm(s) for s in section)] if section else [],
        "number": _one(clause.get("number")),
        "source": list(_names(clause.get("sources"))),
        **field_keys(clause),
    }


def field_keys(clause: Data) -> Keys:
    """The scored values of what was found inside a clause's text."""
    return {
        "department": sorted(set(_names(clause.get("departments")))),
        "reference": sorted(set(_names(clause.get("references")))),
        "instrument": sorted(set(clause.get("instruments") or [])),
        "duration": [(num(d["value"]), d["unit"]) for d in clause.get("durations") or []],
        **_amount_keys(clause.get("amounts") or []),
        **_share_keys(clause.get("percentages") or []),
    }


def _amount_keys(amounts: list[Data]) -> Keys:
    full = [
        (num(a["value"]), a.get("currency") or "CNY", a.get("role"), a.get("comparator") or "=", a.get("per"), a.get("period"))
        for a in amounts
    ]
    return {
        "amount.value": [key[:2] for key in full],
        "amount.role": [key[:3] for key in full],
        "amount.comparator": [(key[0], key[3]) for key in full],
        "amount.per": [(key[0], key[4], key[5]) for key in full if key[2] in ("cap", "award")],
        "amount.full": list(full),
        "cap": [(key[0], key[1], key[4], key[5]) for key in full if key[2] == "cap"],
        "amount.tier": [(num(a["value"]), norm(a.get("tier"))) for a in amounts if a.get("tier")],
    }


def _share_keys(shares: list[Data]) -> Keys:
    full = [(num(s["value"]), s.get("role"), s.get("comparator") or "=") for s in shares]
    return {"percent.value": [key[0] for key in full], "percent.role": [key[:2] for key in full], "percent.full": list(full)}


def settled(gold: Data, found: Data) -> Data:
    """The annotated clause with each `a|b` (either is right) settled on what was found for the same value."""
    out = dict(gold)
    for name in ("amounts", "percentages"):
        left = list(found.get(name) or [])
        rows = []
        for item in gold.get(name) or []:
            match = next((f for f in left if num(f["value"]) == num(item["value"])), None)
            if match:
                left.remove(match)
            rows.append({key: _settle(key, value, match) for key, value in item.items()})
        out[name] = rows
    return out


def _settle(key: str, value: Any, match: Data | None) -> Any:
    if key == "text" or not isinstance(value, str) or "|" not in value:
        return value
    options = [None if option == "null" else option for option in value.split("|")]
    got = match.get(key) if match else None
    return got if match and got in options else options[0]


def with_meant_tiers(found: Data, gold: Data) -> Data:
    """The found clause without tiers on values that the annotation leaves without one."""
    labelled = {num(a["value"]) for a in gold.get("amounts") or [] if a.get("tier")}
    amounts = [a if num(a["value"]) in labelled else {**a, "tier": None} for a in found.get("amounts") or []]
    return {**found, "amounts": amounts}


def _money(item: Data | None) -> Hashable:
    """A sum with its unit; what one is a step of has `other` or none."""
    if not item:
        return None
    per = None if item.get("per") == "other" else item.get("per")
    return num(item["value"]), item.get("currency") or "CNY", item.get("comparator") or "=", per, item.get("period")


def figures(incentive: Data) -> Hashable:
    """Rate, award, caps and fund of an incentive, with units and periods."""
    rate, fund = incentive.get("rate"), incentive.get("fund")
    return (
        (num(rate["value"]), rate.get("comparator") or "=") if rate else None,
        _money(incentive.get("award")),
        tuple(sorted(str(_money(cap)) for cap in incentive.get("caps") or [])),
        num(fund["value"]) if fund else None,
    )


def values(incentive: Data) -> set[Decimal]:
    """Every figure of an incentive, by value alone."""
    items = [incentive.get("rate"), incentive.get("award"), incentive.get("fund"), *(incentive.get("caps") or [])]
    return {num(item["value"]) for item in items if item}
