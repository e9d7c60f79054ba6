"""Dates in numbers alone: read in the order that a source declares, refused where they have two readings."""

from __future__ import annotations

import re

from discrepancy.values.base import Basis
from discrepancy.values.dates.nodes import Point
from discrepancy.values.errors import Unreadable

_THREE_NUMBERS = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})\.?").fullmatch
_TWO_NUMBERS = re.compile(r"[0-9]{1,2}[/.][0-9]{1,4}").fullmatch
_DASHED = re.compile(r"(?<![-–—0-9])([0-9]{4})\s?[–—]\s?([0-9]{2}|[0-9]{4})(?![-–—0-9])").search
_SLASHED = re.compile(r"([0-9]{4})/([0-9]{2})").fullmatch
_ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}


def refuse_ambiguous(kept: str, clean: str) -> None:
    """Raises Unreadable for two numbers that may be a month, a span or a choice of years."""
    years = _DASHED(kept)
    if years and "winter" not in kept.lower():
        first, last = years[1], years[2] if len(years[2]) == 4 else years[1][: 4 - len(years[2])] + years[2]
        raise Unreadable(
            f"the years {first} to {last} with a dash are a span, not a date",
            kept,
            f"for one unknown date write [{first}..{last}] or between {first} and {last}; "
            "with a hyphen, 1905-07 is July 1905",
        )
    slashed = _SLASHED(clean)
    if slashed:
        raise Unreadable(
            "two years with a slash can mean a span, a choice or one year",
            kept,
            f'for one of them write "or"; for a winter, winter {clean}',
        )
    if _TWO_NUMBERS(clean):
        raise Unreadable(
            "numbers alone do not say which is the month", kept, "write the month as a word, or YYYY-MM"
        )


def numeric_date(clean: str, basis: Basis) -> Point | None:
    """The day that three numbers state in the order that their source declares (`date_order`); None
    for a text that is not three numbers, or that is an ISO date. Raises Unreadable where no order
    is declared or none fits.
    """
    numbers = _THREE_NUMBERS(clean)
    if numbers is None or _iso_shaped(clean):
        return None
    order = basis.date_order
    if order not in _ORDERS:
        raise Unreadable(
            "numbers alone do not say which is the day and which the month",
            clean,
            "write the month as a word, YYYY-MM-DD, or declare date_order",
        )
    parts = dict(zip(order, (numbers[1], numbers[3], numbers[4]), strict=True))
    if len(parts["y"]) != 4 or len(parts["d"]) > 2 or len(parts["m"]) > 2:
        raise Unreadable(
            f"not in the declared order ({_ORDERS[order]}) with a year of four digits",
            clean,
            "write the month as a word",
        )
    year, month, day = int(parts["y"]), int(parts["m"]), int(parts["d"])
    if not 1 <= month <= 12:
        raise Unreadable(
            f"no month {month} in the declared order ({_ORDERS[order]})", clean, "write the month as a word"
        )
    if not year:
        raise Unreadable("there is no year 0 between 1 BC and AD 1", clean, "write 1 BC")
    return Point(clean, 0, "day", year, year, month=month, day=day)


def _iso_shaped(clean: str) -> bool:
    return clean[4:5] == "-" and len(clean.removesuffix(".")) == 10 and clean[7:8] == "-"
