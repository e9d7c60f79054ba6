"""Ranges of answers in words."""

from __future__ import annotations

from discrepancy.values.dates.days import piece_text
from discrepancy.values.intervals import Region
from discrepancy.values.numbers.reasons import counted, show_region


def range_text(kind: str, found: Region) -> str:
    """A region in words: days as dates, figures as numbers."""
    if kind == "date":
        return " or ".join(piece_text(low[0], high[0]) for low, high in found[:3])
    words = show_region(found)
    return counted(words, {"duration": "days", "age": "completed years"}.get(kind, ""))
