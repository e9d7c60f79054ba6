"""Dates of the shapes that most have, read by one pattern without the grammar: an ISO day or month, a year,
a month, a day, a decade; c. and early, mid, late.
"""

from __future__ import annotations

import re

from discrepancy.values.dates.date_sets import ORDINARY, roundness
from discrepancy.values.dates.date_value import Date
from discrepancy.values.dates.days import GREGORIAN
from discrepancy.values.dates.english_words import MONTH_NUMBERS
from discrepancy.values.dates.figures import Figures
from discrepancy.values.intervals import Region

_SHAPE = re.compile(
    r"(?:(c\.|ca\.|circa|early|mid|late) )?(?:([0-9]{1,2}) )?(?:([A-Z][a-z]{2,8}) )?"
    r"([0-9]{4})(?:(s)|-([0-9]{2})(?:-([0-9]{2}))?)?"
).fullmatch
_MONTHS = {name.capitalize(): number for name, number in MONTH_NUMBERS.items()}
_CIRCA = ("c.", "ca.", "circa")
_PARTS = {"early": 0, "mid": 1, "late": 2}


def common_date(text: str, figures: Figures) -> Date | None:
    """The date of a common shape in the Gregorian calendar, or None: then the grammar reads it, or says what
    is wrong.
    """
    found = _SHAPE(text)
    if found is None:
        return None
    hedge, of_month, month_name, digits, decade, month_digits, day_digits = found.groups()
    year = int(digits)
    if month_name is not None:
        month = _MONTHS.get(month_name, 0)
        if not month or hedge or decade or month_digits or not year:
            return None
        return _day_or_month(text, year, month, of_month)
    if of_month is not None:
        return None
    if month_digits is not None:
        month = int(month_digits)
        return None if hedge or not 1 <= month <= 12 else _day_or_month(text, year, month, day_digits)
    if hedge is None and decade is None:
        days: Region = ((GREGORIAN.year_start(year), GREGORIAN.year_start(year + 1) - 1),)
        return Date(text, (), days, days, days, ORDINARY)
    return _hedged(text, year, hedge, decade is not None, figures)


def _day_or_month(text: str, year: int, month: int, of_month: str | None) -> Date | None:
    if of_month is None:
        days: Region = (GREGORIAN.months(12 * year + month - 1),)
        return Date(text, (), days, days, days, ORDINARY)
    number = int(of_month)
    if not 1 <= number <= 28 and not 1 <= number <= GREGORIAN.days_in_month(year, month):
        return None
    day = GREGORIAN.day(year, month, number)
    days = ((day, day),)
    return Date(text, (), days, days, days, ORDINARY)


def _hedged(text: str, year: int, hedge: str | None, decade: bool, figures: Figures) -> Date | None:
    start = GREGORIAN.month_start
    if decade:
        if year % 100 == 0 or year % 10 or hedge in _CIRCA:
            return None
        if hedge is None:
            days: Region = (GREGORIAN.year(year, year + 9),)
            return Date(text, (), days, days, days, ORDINARY)
        low, high = figures.decade[_PARTS[hedge]]
        first, last, edge, row = (
            12 * (year + low),
            12 * (year + high + 1),
            figures.decade_edge,
            ("part-decade",),
        )
    elif hedge in _CIRCA:
        if not year:
            return None
        slacks = figures.circa["year"]
        near, far = slacks[min(roundness(year), len(slacks) - 1)]
        first, last, edge, row = 12 * year, 12 * year + 12, far[0], ("circa-year",)
        licensed: Region = ((start(first - near[0]), start(last + near[0]) - 1),)
        return Date(
            text,
            (),
            ((start(first), start(last) - 1),),
            licensed,
            ((start(first - edge), start(last + edge) - 1),),
            row,
            False,
            True,
        )
    else:
        if not year:
            return None
        low, high = figures.year[_PARTS[hedge or "early"]]
        first, last, edge, row = 12 * year + low - 1, 12 * year + high, figures.year_edge, ("part-year",)
    plain: Region = ((start(first), start(last) - 1),)
    return Date(text, (), plain, plain, ((start(first - edge), start(last + edge) - 1),), row)
