"""What may have caused two dates to disagree: each hint is a sentence, and none changes the relation."""

from __future__ import annotations

from collections.abc import Callable

from discrepancy.values.dates.days import GREGORIAN, JULIAN, MONTHS, year_text
from discrepancy.values.intervals import INF, Region

Civil = tuple[int, int, int]


def date_hints(a: Region, b: Region) -> tuple[str, ...]:
    """The hints for two plain sets of days, the surest first; none where a set is not one bounded piece."""
    if len(a) != 1 or len(b) != 1 or INF in (a[0][1], b[0][1]) or -INF in (a[0][0], b[0][0]):
        return ()
    (first, first_end), (second, second_end) = sorted((a[0], b[0]))
    found: list[str] = []
    if first == first_end and second == second_end:
        found += [hint for hint in (check(first, second) for check in _OF_DAYS) if hint]
    return (*found, *_of_years((first, first_end), (second, second_end)))


def _calendars(first: int, second: int) -> str:
    """Reading one of the days as Julian gives the other; or so with a year that began on 25 March."""
    days = second - first
    far = f"{days} day{'s' * (days != 1)} apart: "
    if days and (
        JULIAN.day(*GREGORIAN.civil(first)) == second or JULIAN.day(*GREGORIAN.civil(second)) == first
    ):
        return far + "the difference between the Julian and Gregorian calendars in that century"
    year, month, day = GREGORIAN.civil(first)
    if (month, day) < (3, 25) and JULIAN.day(year + 1, month, day) == second:
        return (
            far
            + "the Julian calendar with a year that began on 25 March (Old Style) "
            + "against the Gregorian calendar"
        )
    return ""


def _swapped(first: int, second: int) -> str:
    (year, month, day), other = GREGORIAN.civil(first), GREGORIAN.civil(second)
    return "day and month are swapped" if other == (year, day, month) else ""


def _adjacent(first: int, second: int) -> str:
    return "adjacent days: an event about midnight, or another time zone" if second - first == 1 else ""


def _transposed_day(first: int, second: int) -> str:
    (*month, day), (*other_month, other_day) = GREGORIAN.civil(first), GREGORIAN.civil(second)
    if month == other_month and f"{day:02}" == f"{other_day:02}"[::-1]:
        return f"the days {day} and {other_day} differ by two transposed digits"
    return ""


def _lunar(first: int, second: int) -> str:
    """Fires where one of two days, its year, month and day taken for those of the lunar calendar, is the
    other.
    """
    if not 10 <= second - first <= 60:
        return ""
    year, month, day = GREGORIAN.civil(first)
    if not 1645 <= year <= 2100:
        return ""
    from discrepancy.values.dates.lunisolar import year_months

    for place, hours in (("Vietnamese", 7), ("Chinese", 8)):
        if any(one.label == str(month) and one.start + day - 1 == second for one in year_months(year, hours)):
            return (
                f"{day} {MONTHS[month - 1]} may be the {place} lunar date read as a solar one: "
                f"day {day} of lunar month {month} is the other day"
            )
    return ""


_OF_DAYS: tuple[Callable[[int, int], str], ...] = (_calendars, _swapped, _adjacent, _transposed_day, _lunar)


def _of_years(first: tuple[int, int], second: tuple[int, int]) -> list[str]:
    """Hints from two pieces that lie each within a year and, if they name a month or day, name the same."""
    low, low_end, high, high_end = (GREGORIAN.civil(day) for day in (*first, *second))
    if low[0] != low_end[0] or high[0] != high_end[0] or low[0] == high[0]:
        return []
    if low[1:] != high[1:] or not _same_end(low_end, high_end):
        return []
    found: list[str] = []
    whole = low[1:] == (1, 1) and low_end[1:] == (12, 31)
    if (
        high[0] - low[0] == 1
        and not whole
        and (low_end[1], low_end[2]) <= (3, 31)
        and (low[1], low[2]) < (3, 25)
    ):
        found.append("one year apart in January to March: a year that began on 25 March (Old Style)")
    if _transposed(low[0], high[0]):
        found.append(
            f"the years {year_text(low[0])} and {year_text(high[0])} differ by two transposed digits"
        )
    return found


def _same_end(a: Civil, b: Civil) -> bool:
    # The last day of February differs with the year.
    return a[1:] == b[1:] or (a[1] == b[1] == 2 and {a[2], b[2]} == {28, 29})


def _transposed(a: int, b: int) -> bool:
    one, other = str(a), str(b)
    if a < 1 or b < 1 or len(one) != len(other):
        return False
    differing = [index for index in range(len(one)) if one[index] != other[index]]
    return (
        len(differing) == 2
        and differing[1] - differing[0] == 1
        and one[differing[0]] == other[differing[1]]
        and one[differing[1]] == other[differing[0]]
    )
