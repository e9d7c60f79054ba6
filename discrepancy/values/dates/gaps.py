"""How far apart two sets of days are, in the precision of the words: different years, about 4 months, 3 days.

Each side is as precise as its plain set: whole centuries, decades, years, months or days. The gap is told in
the coarser of the two units, by its number (1960 against 1969: 9 years); where both lie in one such unit, in
the next finer one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from discrepancy.values import intervals as region
from discrepancy.values.base import SpanSets, Value
from discrepancy.values.dates.days import (
    GREGORIAN,
    JULIAN,
    Calendar,
    day_text,
    high_text,
    low_text,
    month_text,
)
from discrepancy.values.intervals import INF, Interval, Region

DAY, MONTH, YEAR, DECADE, CENTURY = range(5)
_PLURAL = {DAY: "days", MONTH: "months", YEAR: "years", DECADE: "decades", CENTURY: "centuries"}
# Rows of the conventions whose pieces have only one end that the words state.
_UPPER, _LOWER = frozenset(("by", "before")), frozenset(("not-before", "after"))
_LEAST_MONTH, _LEAST_YEAR = 28, 353  # days
_MONTH_LENGTH, _YEAR_LENGTH = 29.5, 360  # days, of calendars that are computed
_MOST_DAYS = 99  # told as days
_MOST_MONTHS = 23  # told as months
_MOST_HALVES = 5  # years told with their half


class DateGap(NamedTuple):
    """The gap between two sets of days: the last day before it and the first day after it, each as it is
    said in the precision of its side, and the number of units from the one to the other.
    """

    latest: str
    earliest: str
    number: int
    unit: int

    @property
    def is_next(self) -> bool:
        """Whether all that can be said is that the two lie in different years, months, ...."""
        return self.number == 1 and self.unit != DAY

    @property
    def unit_names(self) -> str:
        """What is counted: years."""
        return _PLURAL[self.unit]

    @property
    def length(self) -> str:
        """The length in units that a person would use: 13 days, about 4 months, about 2½ years."""
        if self.unit == DAY and self.number <= _MOST_DAYS:
            return f"{self.number} day{'s' * (self.number != 1)}"
        if self.unit > MONTH:
            return f"about {self.number:,} {_PLURAL[self.unit]}"
        months = round(self.number * 4800 / 146097) if self.unit == DAY else self.number
        if months <= _MOST_MONTHS:
            return f"about {months} months"
        halves = round(months / 6)
        if halves < 2 * _MOST_HALVES:
            return f"about {halves // 2}{'½' * (halves % 2)} years"
        return f"about {round(months / 12):,} years"

    @property
    def phrase(self) -> str:
        """The gap after a colon: different years, about 4 months apart."""
        return f"different {_PLURAL[self.unit]}" if self.is_next else f"{self.length} apart"

    def said_of(self, ends: str) -> str:
        """The gap as a clause about the ends of two periods: the starts are in different years."""
        return f"the {ends} are in {self.phrase}" if self.is_next else f"the {ends} are {self.phrase}"


def date_gap(
    values: tuple[Value, Value], plain: tuple[Region, Region], allowed: tuple[Region, Region]
) -> DateGap | None:
    """The gap between the days that two values allow, of which `plain` are those at face value; None where
    the two meet.
    """
    ends = region.apart(*allowed)
    if ends is None:
        return None
    low, high = ends
    turned = not any(piece[1] == low for piece in allowed[0])
    order = (1, 0) if turned else (0, 1)
    before, after = (
        _precision(values[side], _nearest(plain[side], end)) for side, end in zip(order, ends, strict=True)
    )
    unit = max(before, after)
    calendar = _common_calendar(*values)
    count = _units_between(calendar, low, high, unit)
    while count < 1 and before != after:
        unit -= 1
        count = _units_between(calendar, low, high, unit)
    return DateGap(_bound_text(low, before, True), _bound_text(high, after, False), max(count, 1), unit)


def in_precision(days: int, values: Iterable[Value]) -> str | None:
    """A distance in days in the precision of the coarsest of the dates and periods it is between: about 4
    months, about 3 years, "" for less than one unit; None where any of them is said to the day.
    """
    units = [_precision(one, piece) for one in values for piece in _plain_pieces(one)]
    if not units or DAY in units:
        return None
    unit = min(max(units), YEAR)
    length = 12 if unit == YEAR else 1
    number = round(days * 4800 / 146097 / length)
    return DateGap("", "", number, unit).length if number > 1 else ""


def _plain_pieces(value: Value) -> Region:
    """The days that a date, or either end of a period, is at face value, as far as they are bounded."""
    plain = value.plain
    pieces = (*plain.start, *plain.end) if isinstance(plain, SpanSets) else plain
    return tuple(piece for piece in pieces if INF not in (piece[1], -piece[0]))


def _nearest(pieces: Region, day: int) -> Interval:
    """The piece at face value that lies nearest to a day."""
    return min(pieces, key=lambda piece: max(piece[0] - day, day - piece[1], 0))


def _precision(value: Value, piece: Interval) -> int:
    """The coarsest unit of which a piece of days is made whole."""
    low, high = piece
    if low == high:
        return DAY
    calendar = _own_calendar(value)
    if calendar is None:
        return DAY if high - low < _LEAST_MONTH - 1 else MONTH if high - low < _LEAST_YEAR else YEAR
    stated = [end for end, row in ((low, _UPPER), (high + 1, _LOWER)) if row.isdisjoint(value.rows)]
    ends = [end for end in stated or (low, high + 1) if abs(end) != INF]
    if not all(_begins_year(calendar, end) for end in ends):
        return MONTH if all(calendar.civil(end)[2] == 1 for end in ends) else DAY
    if len(ends) < 2:
        return YEAR
    first, after = (calendar.civil(end)[0] for end in ends)
    if after - first == 10 and first % 10 == 0:
        return DECADE
    return CENTURY if after - first == 100 and first % 100 == 1 else YEAR


def _begins_year(calendar: Calendar, day: int) -> bool:
    return calendar.civil(day)[0] != calendar.civil(day - 1)[0]


def _own_calendar(value: Value) -> Calendar | None:
    """The calendar whose months and years the words mean; None for one that is computed."""
    if not value.scale or value.scale[0] == "unspecified":
        return GREGORIAN
    named, _, start = value.scale[0].partition(", year from ")
    if not start and named != "byzantine":
        return JULIAN if named == "julian" else None
    from discrepancy.values.dates.julian_styles import BYZANTINE, STYLES  # most dossiers need none of them

    return STYLES[start] if start else BYZANTINE


def _common_calendar(one: Value, other: Value) -> Calendar | None:
    """The calendar in which months and years are counted: that of both sides (None where both are computed),
    otherwise the Gregorian.
    """
    calendar = _own_calendar(one)
    return calendar if calendar is _own_calendar(other) else GREGORIAN


def _units_between(calendar: Calendar | None, low: int, high: int, unit: int) -> int:
    """How many units further the one that begins with `high` is than the one that ends with `low`."""
    if calendar is None and unit != DAY:
        return 1 + round((high - low) / (_MONTH_LENGTH if unit == MONTH else _YEAR_LENGTH))
    return _number(calendar or GREGORIAN, high, unit) - _number(calendar or GREGORIAN, low, unit)


def _number(calendar: Calendar, day: int, unit: int) -> int:
    """The number of the day, month, year, decade or century that a day lies in."""
    if unit == DAY:
        return day
    if unit == MONTH:
        year, month, _ = (GREGORIAN if calendar is GREGORIAN else JULIAN).civil(day)
        return 12 * year + month
    year = calendar.civil(day)[0]
    return {YEAR: year, DECADE: year // 10, CENTURY: (year - 1) // 100}[unit]


def _bound_text(day: int, unit: int, is_last: bool) -> str:
    """A first or last day as its side would say it: a day, a month or a year."""
    year, month, of_month = GREGORIAN.civil(day + is_last)
    if unit == DAY or of_month > 1:
        return day_text(day)
    if unit == MONTH:
        return month_text(year, month) if not is_last else month_text(*GREGORIAN.civil(day)[:2])
    return high_text(day) if is_last else low_text(day)
