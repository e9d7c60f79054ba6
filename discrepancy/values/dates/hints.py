"""What may have caused two dates to disagree: each hint is a sentence, and none changes the relation.

A hint is given only where it can be true: the Old Style before 1752, or before 1923 where it is declared;
another time zone only since there are any.
"""

from __future__ import annotations

from collections.abc import Callable

from discrepancy.values.base import Value
from discrepancy.values.dates.days import GREGORIAN, JULIAN, LAST_OLD_STYLE, MONTHS, year_text
from discrepancy.values.intervals import INF, Region

Civil = tuple[int, int, int]
# The day on which Britain and its colonies took the New Style, and the year from 1 January; later the Old
# Style is thought of only where it is declared.
_NEW_STYLE = GREGORIAN.day(1752, 9, 14)
# The day on which railways of North America began to keep the first time zones.
_FIRST_ZONES = GREGORIAN.day(1883, 11, 18)


def names_old_style(value: Value) -> bool:
    """Whether a date is declared to be of the Julian calendar, or perhaps of it."""
    return any(name.startswith(("julian", "byzantine", "unspecified")) for name in value.scale)


def date_hints(a: Region, b: Region, old_style: bool = False) -> tuple[str, ...]:
    """The hints for two plain sets of days, the surest first; none where a set is not one bounded piece.
    `old_style` says that the Julian calendar is declared.
    """
    pair = _pieces(a, b)
    if pair is None:
        return ()
    (first, first_end), (second, second_end) = pair
    found: list[str] = []
    if first == first_end and second == second_end:
        if first < (LAST_OLD_STYLE if old_style else _NEW_STYLE):
            found += filter(None, (_calendars(first, second),))
        found += filter(None, (check(first, second) for check in _OF_DAYS))
    return (*found, *_of_years(*pair))


def lunar_hints(a: Region, b: Region) -> tuple[str, ...]:
    """Whether one of two days may be a lunar date read as a solar one, in words: for dates of East Asia."""
    pair = _pieces(a, b)
    if pair is None or any(low != high for low, high in pair):
        return ()
    return tuple(filter(None, (_lunar(pair[0][0], pair[1][0]),)))


def _pieces(a: Region, b: Region) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Two sets of days that are one bounded piece each, the earlier first."""
    if len(a) != 1 or len(b) != 1 or INF in (a[0][1], b[0][1]) or -INF in (a[0][0], b[0][0]):
        return None
    first, second = sorted((a[0], b[0]))
    return first, second


def _calendars(first: int, second: int) -> str:
    """Reading one of the days as Julian gives the other; or so with a year that began on 25 March."""
    days = second - first
    far = f"{days} day{'s' * (days != 1)} apart: "
    if days and (
        JULIAN.day(*GREGORIAN.civil(first)) == second or JULIAN.day(*GREGORIAN.civil(second)) == first
    ):
        return far + "the difference between the Julian and Gregorian calendars in that century"
    year, month, day = GREGORIAN.civil(first)
    if first < _NEW_STYLE and (month, day) < (3, 25) and JULIAN.day(year + 1, month, day) == second:
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
    if second - first != 1:
        return ""
    zone = ", or another time zone" if second >= _FIRST_ZONES else ""
    return f"adjacent days: an event about midnight{zone}"


def _transposed_day(first: int, second: int) -> str:
    (*month, day), (*other_month, other_day) = GREGORIAN.civil(first), GREGORIAN.civil(second)
    if month == other_month and min(day, other_day) > 9 and str(day) == str(other_day)[::-1]:
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


_OF_DAYS: tuple[Callable[[int, int], str], ...] = (_swapped, _adjacent, _transposed_day)


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
        and second[0] < _NEW_STYLE
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
