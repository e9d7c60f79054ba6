"""Julian day numbers and civil dates, against the standard library where it reaches and by their own laws beyond."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.values.dates.days import (
    GREGORIAN,
    JULIAN,
    Calendar,
    iso,
    piece_text,
    weekday,
    year_text,
)
from discrepancy.values.intervals import INF

ORDINAL_ZERO = 1721425  # the day number of the standard library's ordinal 0
calendars = st.sampled_from((GREGORIAN, JULIAN))
days = st.integers(-(10**13), 10**13)


def test_every_day_of_the_standard_library_is_the_same_day() -> None:
    date = datetime.date.min
    for ordinal in range(1, datetime.date.max.toordinal() + 1):
        if ordinal % 29 == 0:
            date = datetime.date.fromordinal(ordinal)
            assert GREGORIAN.civil(ordinal + ORDINAL_ZERO) == (date.year, date.month, date.day)
            assert weekday(ordinal + ORDINAL_ZERO) == date.weekday()
            assert iso(ordinal + ORDINAL_ZERO) == date.isoformat()


def test_every_month_begins_where_the_one_before_ended() -> None:
    for year in range(1, 10_000):
        for month in range(1, 13):
            start = datetime.date(year, month, 1).toordinal() + ORDINAL_ZERO
            assert GREGORIAN.month_start(12 * year + month - 1) == start == GREGORIAN.day(year, month, 1)
            assert GREGORIAN.months(12 * year + month - 1) == (
                start,
                start + GREGORIAN.days_in_month(year, month) - 1,
            )


@given(calendars, days)
def test_a_day_comes_back_from_its_civil_date(calendar: Calendar, day: int) -> None:
    year, month, of_month = calendar.civil(day)
    assert calendar.day(year, month, of_month) == day
    assert 1 <= month <= 12
    assert 1 <= of_month <= calendar.days_in_month(year, month)


@given(calendars, days, days)
def test_later_days_have_later_dates(calendar: Calendar, a: int, b: int) -> None:
    assert (a < b) == (calendar.civil(a) < calendar.civil(b))


@given(calendars, days, st.integers(-5000, 5000), st.integers(0, 5000))
def test_a_longer_shift_never_falls_short(calendar: Calendar, day: int, months: int, more: int) -> None:
    assert calendar.shift(day, months) <= calendar.shift(day, months + more)


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((-4712, 1, 1), (-4713, 11, 24)),  # day 0
        ((1582, 10, 5), (1582, 10, 15)),
        ((1700, 2, 29), (1700, 3, 11)),
        ((1752, 9, 3), (1752, 9, 14)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((1917, 3, 1), (1917, 3, 14)),
        ((-43, 3, 15), (-43, 3, 13)),
        ((1, 1, 1), (0, 12, 30)),
    ],
)
def test_the_two_calendars_name_one_day(
    julian: tuple[int, int, int], gregorian: tuple[int, int, int]
) -> None:
    assert JULIAN.day(*julian) == GREGORIAN.day(*gregorian)
    assert JULIAN.civil(GREGORIAN.day(*gregorian)) == julian


def test_day_zero_is_the_first_of_january_4713_bc() -> None:
    assert JULIAN.day(-4712, 1, 1) == 0


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (1945, "1945-01-01"),
        (79, "0079-01-01"),
        (0, "0000-01-01"),
        (-43, "-0043-01-01"),
        (12000, "12000-01-01"),
        (-12000, "-12000-01-01"),
    ],
)
def test_iso_years_have_four_digits_or_more_and_no_sign_but_minus(year: int, text: str) -> None:
    assert iso(GREGORIAN.year_start(year)) == text


def test_an_unbounded_end_has_no_iso_text() -> None:
    assert iso(INF) is None
    assert iso(-INF) is None


def _day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal() + ORDINAL_ZERO


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("1945-09-02", "1945-09-02", "2 September 1945"),
        ("1945-09-01", "1945-09-30", "September 1945"),
        ("1945-01-01", "1945-12-31", "1945"),
        ("1905-01-01", "1909-12-31", "1905 to 1909"),
        ("1945-06-01", "1945-08-31", "June 1945 to August 1945"),
        ("1944-12-01", "1945-12-31", "December 1944 to December 1945"),
        ("1917-03-01", "1920-04-03", "1 March 1917 to 3 April 1920"),
        ("0079-01-01", "0079-12-31", "AD 79"),
    ],
)
def test_a_piece_reads_as_shortly_as_it_can(low: str, high: str, text: str) -> None:
    assert piece_text(_day(low), _day(high)) == text


def test_open_pieces_read_as_bounds() -> None:
    assert piece_text(-INF, _day("1930-12-31")) == "up to 1930"
    assert piece_text(_day("1930-05-01"), INF) == "from May 1930 on"
    assert piece_text(-INF, INF) == "any day"
    assert piece_text(*GREGORIAN.year(-43)) == "44 BC" == year_text(-43)
