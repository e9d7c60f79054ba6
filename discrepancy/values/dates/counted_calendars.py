"""Counted calendars, known by the months of each of their years (Republican, Hebrew, Islamic, lunisolar):
which days a year, month or day of them is. Their dates are written YEAR-MONTH-DAY.

Libraries are imported when such a date is read, not before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from discrepancy.values.dates.days import GREGORIAN
from discrepancy.values.errors import Unreadable


class CalendarMonth(NamedTuple):
    """A month of a year: its label as written (with L for a leap month), its first day and its length;
    `close` if a moment that decides it falls near midnight, so that it may be a day off.
    """

    label: str
    start: int
    length: int
    close: bool = False


class CountedCalendar:
    """A calendar known by the months of each of its years. `around` is the Julian day about which year 0
    would begin.
    """

    def __init__(
        self,
        name: str,
        months: Callable[[int], tuple[CalendarMonth, ...]],
        years: tuple[int, int],
        around: int,
        length: float,
        forms: str,
    ) -> None:
        self.name, self.years, self.forms = name, years, forms
        self._around, self._length = around, length
        self.months = lru_cache(maxsize=512)(months)

    def year(self, year: int) -> tuple[int, int]:
        """First and last day of a year."""
        months = self.months(year)
        return months[0].start, months[-1].start + months[-1].length - 1

    def find(self, year: int, label: str, words: str) -> CalendarMonth:
        """The month with this label. Raises Unreadable where the year has none."""
        months = self.months(year)
        for month in months:
            if month.label == label:
                return month
        labels = [month.label for month in months]
        leap = next((month for month in labels if month.endswith("L")), "")
        has = (
            f"its leap month is {leap}"
            if leap
            else f"its months are 1 to {labels[-1]}"
            if labels == sorted(labels, key=int)
            else ""
        )
        raise Unreadable(
            f"the year {year} of this calendar has no month {label}",
            words,
            has or f"its months are {', '.join(labels)}",
        )

    def civil(self, day: int) -> tuple[int, str, int]:
        """Year, label of the month and day of a day number. Raises Unreadable for a day outside its years."""
        year = min(max(int((day - self._around) / self._length), self.years[0]), self.years[1])
        while year > self.years[0] and self.months(year)[0].start > day:
            year -= 1
        while year < self.years[1] and self.year(year)[1] < day:
            year += 1
        months = self.months(year)
        month = months[max(bisect_right([month.start for month in months], day) - 1, 0)]
        if not month.start <= day < month.start + month.length:
            raise Unreadable("a day outside this calendar", str(day), self.span())
        return year, month.label, day - month.start + 1

    def text(self, day: int) -> str:
        """A day as it is written in this calendar."""
        year, label, of_month = self.civil(day)
        return f"{year}-{label.removesuffix('L'):0>2}{'L' * label.endswith('L')}-{of_month:02}"

    def span(self) -> str:
        """Which years it has, for a message."""
        return f"it is computed for the years {self.years[0]} to {self.years[1]}"


def _run(
    start: int, lengths: tuple[int, ...], labels: tuple[int, ...] | None = None
) -> tuple[CalendarMonth, ...]:
    found = []
    for number, length in enumerate(lengths):
        found.append(CalendarMonth(str(labels[number] if labels else number + 1), start, length))
        start += length
    return tuple(found)


def _republican(year: int) -> tuple[CalendarMonth, ...]:
    """Twelve months of 30 days and the complementary ones; years III, VII and XI have six of these. It ended
    with 10 Nivôse XIV.
    """
    start = GREGORIAN.day(1792, 9, 22) + 365 * (year - 1) + year // 4
    if year == 14:
        return _run(start, (30, 30, 30, 10))
    return _run(start, (*(30,) * 12, 6 if year % 4 == 3 else 5))


def _islamic(year: int) -> tuple[CalendarMonth, ...]:
    """Months of 30 and 29 days by turns; in eleven of thirty years (2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29)
    the last has 30.
    """
    start = 1948440 + 354 * (year - 1) + (11 * year + 3) // 30
    return _run(start, (*(30, 29) * 5, 30, 29 + ((11 * year + 14) % 30 < 11)))


def _hebrew(year: int) -> tuple[CalendarMonth, ...]:
    """From Tishri (7) to Elul (6), as pyluach numbers and computes them."""
    from pyluach.dates import HebrewDate  # type: ignore[import-untyped]

    last = 13 if ((7 * year + 1) % 19) < 7 else 12
    labels = (*range(7, last + 1), *range(1, 7))
    starts = [int(HebrewDate(year, month, 1).jd + 0.5) for month in labels]
    starts.append(int(HebrewDate(year + 1, 7, 1).jd + 0.5))
    return _run(starts[0], tuple(end - start for start, end in pairwise(starts)), labels)


def _lunar(hours: int) -> Callable[[int], tuple[CalendarMonth, ...]]:
    def months(year: int) -> tuple[CalendarMonth, ...]:
        from discrepancy.values.dates.lunisolar import year_months

        return year_months(year, hours)

    return months


_LUNAR_FORMS = "write YEAR-MONTH-DAY, a leap month with L, as in 1968-01-01 or 1968-07L-15"
# Years for which `lunisolar` computes; it is not imported until it is used.
_LUNAR_YEARS = (1645, 2100)
COUNTED_CALENDARS = {
    calendar.name: calendar
    for calendar in (
        CountedCalendar(
            "french-republican",
            _republican,
            (1, 14),
            2375475,
            365.25,
            "write 8-02-18, 18 Brumaire VIII or an VIII",
        ),
        CountedCalendar(
            "hebrew",
            _hebrew,
            (1, 9999),
            347998,
            365.2468,
            "write YEAR-MONTH-DAY, Nisan being 1 and Tishri 7, or 15 Nisan 5708",
        ),
        CountedCalendar(
            "islamic",
            _islamic,
            (1, 9999),
            1948086,
            354.3667,
            "write YEAR-MONTH-DAY, as in 1389-09-15, or 15 Ramadan 1389",
        ),
        CountedCalendar("vietnamese-lunar-utc7", _lunar(7), _LUNAR_YEARS, 1721080, 365.2425, _LUNAR_FORMS),
        CountedCalendar("chinese-lunar-utc8", _lunar(8), _LUNAR_YEARS, 1721080, 365.2425, _LUNAR_FORMS),
    )
}
