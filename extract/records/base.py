"""What every record is made of: figures, vocabularies and how a field is described."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Kind = Literal["measure", "preamble", "closing"]
Role = Literal["cap", "award", "threshold", "fund", "target", "other"]
ShareRole = Literal["rate", "threshold", "target", "other"]
Comparator = Literal["=", "<=", ">=", "<", ">"]
Per = Literal["enterprise", "project", "set", "platform", "standard", "park", "person", "product", "contract", "other"]
Period = Literal["year", "once", "month"]
Relation = Literal["original", "identical", "near", "excerpt", "truncated"]


def plain(value: Decimal) -> Decimal:
    """The same figure without exponent or trailing zeros: 5E+5 becomes 500000, 0.070 becomes 0.07."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


Figure = Annotated[Decimal, AfterValidator(plain)]


# Rectangles on pages: page, left, top, right, bottom, in points from the top left corner of the page as its file has it.
Boxes = tuple[tuple[int, Figure, Figure, Figure, Figure], ...]


def about(name: str, meaning: str, example: Any, default: Any = ...) -> Any:
    """A field's Chinese name, its meaning and an example, as pydantic wants them."""
    return Field(default, title=name, description=meaning, examples=[example])


class Record(BaseModel):
    """A frozen record; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
