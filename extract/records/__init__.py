"""The records this tool writes: every output field, its Chinese name, meaning and an example.

Nothing else defines an output field: JSON keys, CSV headers, the schema and the data dictionary all come from here.
Positions are code points, half open, into the text that the field names.
"""

from extract.records.base import (
    SCHEMA_VERSION,
    Boxes,
    Comparator,
    Figure,
    Kind,
    Per,
    Period,
    Record,
    Relation,
    Role,
    ShareRole,
    about,
    plain,
)
from extract.records.clauses import Clause, Occurrence
from extract.records.documents import Document, DocumentRule, Validity, Warning
from extract.records.estimates import Estimate
from extract.records.incentives import Fund, Incentive, IncentiveSource, Inherited, Money, Share, Span, TierRange
from extract.records.mentions import Amount, Department, Duration, Percentage, Reference, Source
from extract.records.runs import Duplicate, Extraction, Ledger, Place, Reject, Remembered, Verdict

__all__ = [
    "SCHEMA_VERSION",
    "Amount",
    "Boxes",
    "Clause",
    "Comparator",
    "Department",
    "Document",
    "DocumentRule",
    "Duplicate",
    "Duration",
    "Estimate",
    "Extraction",
    "Figure",
    "Fund",
    "Incentive",
    "IncentiveSource",
    "Inherited",
    "Kind",
    "Ledger",
    "Money",
    "Occurrence",
    "Per",
    "Percentage",
    "Period",
    "Place",
    "Record",
    "Reference",
    "Reject",
    "Relation",
    "Remembered",
    "Role",
    "Share",
    "ShareRole",
    "Source",
    "Span",
    "TierRange",
    "Validity",
    "Verdict",
    "Warning",
    "about",
    "plain",
]
