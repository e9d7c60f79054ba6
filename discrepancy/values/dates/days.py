"""Days: Julian day numbers and civil dates, in the proleptic Gregorian and the Julian calendar, exact for
every year.

A day is its Julian day number as of noon, an `int`; a year is astronomical (0 is 1 BC, -43 is 44 BC). A month
is also an index, `12 * year + month - 1`, so that months are counted like days.
"""

from __future__ import annotations

from bisect import bisect_right

from discrepancy.values.base import Value
from discrepancy.values.intervals import INF, Bound, Region

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COMMON = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
_LEAP = (0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366)
# Day number of 1 January of year 0, and days in 400 years (E. G. Richards, "Mapping Time", 1998, ch. 25).
_GREGORIAN_ZERO, _GREGORIAN_CYCLE = 1721060, 146097
_JULIAN_ZERO, _JULIAN_CYCLE = 1721058, 146100


class Calendar:
    """A calendar of twelve months: `GREGORIAN`, `JULIAN`, and in `julian_styles` the Julian one with other
    years (`styled`).
    """

    __slots__ = ("_cycle", "_zero", "name")
    styled = False

    def __init__(self, name: str, zero: int, cycle: int) -> None:
        self.name, self._zero, self._cycle = name, zero, cycle

    @property
    def epoch(self) -> tuple[int, int]:
        """The day 1 January of year 0, and the days in 400 years."""
        return self._zero, self._cycle

    def leap(self, year: int) -> bool:
        """Whether `year` has a 29 February."""
        return year % 4 == 0 and (self._cycle == _JULIAN_CYCLE or year % 100 != 0 or year % 400 == 0)

    def year_start(self, year: int) -> int:
        """The day 1 January of `year`."""
        day = self._zero + 365 * year + (year + 3) // 4
        return day if self._cycle == _JULIAN_CYCLE else day - (year + 99) // 100 + (year + 399) // 400

    def year(self, year: int, last: int | None = None) -> tuple[int, int]:
        """The piece from the start of `year` to the end of it, or of `last`."""
        return self.year_start(year), self.year_start((year if last is None else last) + 1) - 1

    def month_start(self, index: int) -> int:
        """The first day of the month with this index."""
        year, month = divmod(index, 12)
        return self.year_start(year) + (_LEAP if self.leap(year) else _COMMON)[month]

    def months(self, index: int, last: int | None = None) -> tuple[int, int]:
        """The piece from the start of month `index` to the end of it, or of month `last`."""
        return self.month_start(index), self.month_start((index if last is None else last) + 1) - 1

    def month(self, year: int, month: int) -> Region:
        """The days of month 1-12 of `year`."""
        return (self.months(12 * year + month - 1),)

    def days_in_month(self, year: int, month: int) -> int:
        """How many days month 1-12 of `year` has."""
        before = _LEAP if self.leap(year) else _COMMON
        return before[month] - before[month - 1]

    def day(self, year: int, month: int, day: int) -> int:
        """The day number of a civil date. Nothing is checked: day 31 of April is 1 May."""
        return self.year_start(year) + (_LEAP if self.leap(year) else _COMMON)[month - 1] + day - 1

    def civil(self, day: int) -> tuple[int, int, int]:
        """Year, month, day of a day number."""
        year = (day - self._zero) * 400 // self._cycle
        # The quotient is off by at most one year: leap days are not spread evenly over the cycle.
        while self.year_start(year) > day:
            year -= 1
        while self.year_start(year + 1) <= day:
            year += 1
        left = day - self.year_start(year)
        before = _LEAP if self.leap(year) else _COMMON
        month = bisect_right(before, left)
        return year, month, left - before[month - 1] + 1

    def shift(self, day: Bound, months: int = 0, days: int = 0) -> Bound:
        """The day so many months and days later (earlier if negative); past the end of a month its last day.
        Infinities stay.
        """
        if day in (INF, -INF):
            return day
        if not months:
            return day + days
        year, month, of_month = self.civil(day)
        year, month = divmod(12 * year + month - 1 + months, 12)
        return self.day(year, month + 1, min(of_month, self.days_in_month(year, month + 1))) + days


GREGORIAN = Calendar("gregorian", _GREGORIAN_ZERO, _GREGORIAN_CYCLE)
JULIAN = Calendar("julian", _JULIAN_ZERO, _JULIAN_CYCLE)
# The first day on which no country had the Julian calendar in civil use any more (Greece left it then).
LAST_OLD_STYLE = GREGORIAN.day(1923, 3, 1)


def weekday(day: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return day % 7


def iso(day: Bound) -> str | None:
    """ISO text of a day, Gregorian, its year astronomical, of four digits or more; None for an infinity."""
    if day in (INF, -INF):
        return None
    year, month, of_month = GREGORIAN.civil(day)
    return f"{iso_year(year)}-{month:02}-{of_month:02}"


def iso_year(year: int) -> str:
    """An astronomical year in at least four digits: `0079`, `-0043`, `12000`."""
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def year_text(year: int) -> str:
    """A year for a reader: `1945`, `AD 79`, `44 BC`."""
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year > 999 else f"AD {year}"


def month_text(year: int, month: int) -> str:
    """A month for a reader: `September 1945`."""
    return f"{MONTHS[month - 1]} {year_text(year)}"


def day_text(day: int) -> str:
    """A day for a reader: `2 September 1945`, Gregorian."""
    year, month, of_month = GREGORIAN.civil(day)
    return f"{of_month} {month_text(year, month)}"


def low_text(day: int) -> str:
    """A first day, as shortly as it can be said: `1896` for 1 January 1896, `May 1896` for 1 May."""
    year, month, of_month = GREGORIAN.civil(day)
    if of_month > 1:
        return day_text(day)
    return year_text(year) if month == 1 else month_text(year, month)


def high_text(day: int) -> str:
    """A last day, as shortly as it can be said: `1893` for 31 December 1893, `April 1893` for 30 April."""
    year, month, of_month = GREGORIAN.civil(day + 1)
    if of_month > 1:
        return day_text(day)
    return year_text(year - 1) if month == 1 else month_text(year, month - 1)


def piece_text(low: Bound, high: Bound) -> str:
    """A piece for a reader: `September 1945`, `1905 to 1909`, `1 March 1917 to 3 April 1920`, `up to 1930`,
    `from 1896 on`, `any day`.
    """
    if low == -INF:
        return "any day" if high == INF else f"up to {high_text(high)}"
    if high == INF:
        return f"from {low_text(low)} on"
    first, last = GREGORIAN.civil(low), GREGORIAN.civil(high + 1)
    if first[2] == 1 and last[2] == 1:
        if first[1] == 1 and last[1] == 1:
            return _to(year_text(first[0]), year_text(last[0] - 1))
        year, month = divmod(12 * last[0] + last[1] - 2, 12)
        return _to(month_text(first[0], first[1]), month_text(year, month + 1))
    return _to(day_text(low), day_text(high))


def _to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def calendar_of(value: Value) -> str:
    """In which calendar the days of a date or period are said, where its own words are of another."""
    named = value.type in ("date", "span") and any(scale != "unspecified" for scale in value.scale)
    return " in the Gregorian calendar" if named else ""
