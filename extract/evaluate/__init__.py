"""A run against annotated documents: precision, recall and F1 by field, with what was missed."""

from extract.evaluate.floor import below_floor
from extract.evaluate.gold import Gold, read_gold
from extract.evaluate.score import evaluated
from extract.evaluate.tally import Tally

__all__ = ["Gold", "Tally", "below_floor", "evaluated", "read_gold"]
