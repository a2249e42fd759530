"""Incentives: rate, base, caps, award, unit, condition and recipient of one grant tied together."""

from extract.incentives.build import Found, incentives_in

__all__ = ["Found", "incentives_in"]
