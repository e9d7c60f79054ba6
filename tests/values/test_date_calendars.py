"""Dates in other calendars: against known days, second formulas, other libraries where they are at hand, and there and back."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.values import intervals as region
from discrepancy.values.base import Basis, compare, read
from discrepancy.values.dates.counted_calendars import COUNTED_CALENDARS, CountedCalendar
from discrepancy.values.dates.date_value import CALENDARS, COUNTED
from discrepancy.values.dates.days import GREGORIAN, JULIAN, Calendar, iso
from discrepancy.values.dates.julian_styles import BYZANTINE, STYLES
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as yaml_given
from discrepancy.values.types.date import TYPE


def days(text: str, level: str = "plain", **options: str) -> str:
    return TYPE.show(read("date", {"value": text, **options}), level)


# calendar, text, Gregorian days: known from history, not from the code.
KNOWN = [
    ("french-republican", "1-01-01", "22 September 1792"),
    ("french-republican", "18 Brumaire VIII", "9 November 1799"),
    ("french-republican", "8-02-18", "9 November 1799"),
    ("french-republican", "9 thermidor an II", "27 July 1794"),
    ("french-republican", "3-13-06", "22 September 1795"),
    ("french-republican", "2e jour complémentaire an III", "18 September 1795"),
    ("french-republican", "10 nivôse an XIV", "31 December 1805"),
    ("french-republican", "an VIII", "23 September 1799 to 22 September 1800"),
    ("french-republican", "Year VIII", "23 September 1799 to 22 September 1800"),
    ("french-republican", "brumaire de l'an 8", "23 October 1799 to 21 November 1799"),
    ("hebrew", "5708-02-05", "14 May 1948"),
    ("hebrew", "5 Iyar 5708", "14 May 1948"),
    ("hebrew", "5734-07-10", "6 October 1973"),
    ("hebrew", "10 Tishri 5734", "6 October 1973"),
    ("hebrew", "14 Adar II 5708", "25 March 1948"),
    ("hebrew", "5734", "27 September 1973 to 16 September 1974"),
    ("islamic", "1-01-01", "19 July AD 622"),
    ("islamic", "1400-01-01", "21 November 1979"),
    ("islamic", "15 Ramadan 1389 AH", "25 November 1969"),
    ("islamic", "1 Muḥarram 1400", "21 November 1979"),
    ("vietnamese-lunar-utc7", "1968-01-01", "29 January 1968"),
    ("chinese-lunar-utc8", "1968-01-01", "30 January 1968"),
    ("vietnamese-lunar-utc7", "1985-01-01", "21 January 1985"),
    ("chinese-lunar-utc8", "1985-01-01", "20 February 1985"),
    ("vietnamese-lunar-utc7", "2007-01-01", "17 February 2007"),
    ("chinese-lunar-utc8", "2007-01-01", "18 February 2007"),
    ("vietnamese-lunar-utc7", "1968-07L-15", "7 September 1968"),
    ("chinese-lunar-utc8", "2033-11L-01", "22 December 2033"),
    ("chinese-lunar-utc8", "1968", "30 January 1968 to 16 February 1969"),
    ("byzantine", "1 September 7000", "10 September 1491"),
    ("byzantine", "29 May 6961", "7 June 1453"),
    ("byzantine", "6961-05-29", "7 June 1453"),
    ("byzantine", "7208 AM", "11 September 1699 to 11 September 1700"),
    ("byzantine", "c. 29 May 6961", "7 June 1453"),
]


@pytest.mark.parametrize(("calendar", "text", "known"), KNOWN)
def test_a_known_day_is_that_day(calendar: str, text: str, known: str) -> None:
    value = read("date", {"value": text, "calendar": calendar})
    assert TYPE.show(value, "plain") == known
    assert (value.text, value.scale) == (text, (calendar,))
    assert value.notes[0] == f"computed from the {calendar} calendar"
    assert read("date", yaml_given(str(value))) == value
    assert read("date", text, Basis(calendar=calendar)).plain == value.plain


def test_byzantine_years_begin_on_the_first_of_september_5509_bc() -> None:
    assert BYZANTINE.year_start(1) == JULIAN.day(-5508, 9, 1)
    assert BYZANTINE.day(7208, 12, 31) + 1 == JULIAN.day(1700, 1, 1)


@pytest.mark.parametrize("calendar", COUNTED_CALENDARS.values(), ids=list(COUNTED_CALENDARS))
@given(st.data())
def test_a_day_comes_back_from_its_date(calendar: CountedCalendar, data: st.DataObject) -> None:
    low, high = calendar.year(calendar.years[0])[0], calendar.year(calendar.years[1])[1]
    day = data.draw(st.integers(low, high))
    value = read("date", {"value": calendar.text(day), "calendar": calendar.name})
    assert value.plain == ((day, day),)
    if day < high:
        assert (*map(_order(calendar), (day, day + 1)),) == tuple(
            sorted(map(_order(calendar), (day, day + 1)))
        )


def _order(calendar: CountedCalendar):  # type: ignore[no-untyped-def]
    def key(day: int) -> tuple[int, int, int]:
        year, label, of_month = calendar.civil(day)
        return year, [month.label for month in calendar.months(year)].index(label), of_month

    return key


@pytest.mark.parametrize("calendar", COUNTED_CALENDARS.values(), ids=list(COUNTED_CALENDARS))
@given(st.data())
def test_months_fill_their_year_and_years_follow_each_other(
    calendar: CountedCalendar, data: st.DataObject
) -> None:
    year = data.draw(st.integers(calendar.years[0], calendar.years[1] - 1))
    months = calendar.months(year)
    assert all(month.start + month.length == following.start for month, following in pairwise(months))
    assert calendar.year(year)[1] + 1 == calendar.year(year + 1)[0]
    if calendar.name != "french-republican":
        assert {month.length for month in months} <= {29, 30}


@pytest.mark.parametrize("calendar", [BYZANTINE, *STYLES.values()], ids=["byzantine", *STYLES])
@given(st.integers(-(10**7), 10**7))
def test_a_styled_date_comes_back_and_its_months_fill_the_year(calendar: Calendar, day: int) -> None:
    year, month, of_month = calendar.civil(day)
    assert calendar.day(year, month, of_month) == day
    assert region.within(((day, day),), calendar.month(year, month))
    assert region.within(calendar.month(year, month), (calendar.year(year),))
    assert region.union(piece for number in range(1, 13) for piece in calendar.month(year, number)) == (
        calendar.year(year),
    )


# -- second formulas and outside judges


@given(st.integers(1, 9999), st.integers(1, 12))
def test_islamic_months_by_a_second_formula(year: int, month: int) -> None:
    """Counted through the cycle of thirty years with its eleven leap years, not by the quotient."""
    leaps = (2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29)
    cycles, of_cycle = divmod(year - 1, 30)
    start = (
        1948440
        + 10631 * cycles
        + 354 * of_cycle
        + sum(leap <= of_cycle for leap in leaps)
        + 29 * (month - 1)
        + month // 2
    )
    assert COUNTED_CALENDARS["islamic"].find(year, str(month), "").start == start


@given(st.integers(1, 9998))
def test_hebrew_years_by_a_second_formula(year: int) -> None:
    """The molad and its postponements in parts of an hour; pyluach counts otherwise."""

    def new_year(number: int) -> int:
        parts = 31524 + 765433 * ((235 * number - 234) // 19)
        day, of_day = divmod(parts, 25920)
        leap, after_leap = (7 * number + 1) % 19 < 7, (7 * number - 6) % 19 < 7
        week = day % 7
        if (
            of_day >= 19440
            or (week == 2 and of_day >= 9924 and not leap)
            or (week == 1 and of_day >= 16789 and after_leap)
        ):
            day += 1
        return day + 347997 + (day % 7 in (0, 3, 5))

    assert COUNTED_CALENDARS["hebrew"].year(year) == (new_year(year), new_year(year + 1) - 1)


@given(
    st.integers(-(10**6), 10**6), st.integers(1, 12), st.integers(1, 28), st.sampled_from((GREGORIAN, JULIAN))
)
def test_civil_days_by_a_second_formula(year: int, month: int, day: int, calendar: Calendar) -> None:
    """Years that begin in March, and months of 30.6 days (after Zeller)."""
    since, of_year = year - (month < 3), (month - 3) % 12
    leap = (
        since // 4 - since // 100 + since // 400 + 1721120 if calendar is GREGORIAN else since // 4 + 1721118
    )
    assert calendar.day(year, month, day) == leap + 365 * since + (153 * of_year + 2) // 5 + day - 1


# New Year in the two calendars where they differ since 1968, from the almanacs: Vietnam, China.
NEW_YEARS = [
    (1968, "01-29", "01-30"),
    (1969, "02-16", "02-17"),
    (1985, "01-21", "02-20"),
    (2007, "02-17", "02-18"),
    (2030, "02-02", "02-03"),
]


@pytest.mark.parametrize(("year", "vietnam", "china"), NEW_YEARS)
def test_the_two_new_years_where_they_differ(year: int, vietnam: str, china: str) -> None:
    found = [
        iso(COUNTED_CALENDARS[name].year(year)[0]) for name in ("vietnamese-lunar-utc7", "chinese-lunar-utc8")
    ]
    assert found == [f"{year}-{vietnam}", f"{year}-{china}"]


# Leap months of 1900 to 2050 as the Chinese almanacs have them.
LEAPS = (
    (1900, 8), (1903, 5), (1906, 4), (1909, 2), (1911, 6), (1914, 5), (1917, 2), (1919, 7), (1922, 5), (1925, 4), (1928, 2), (1930, 6),
    (1933, 5), (1936, 3), (1938, 7), (1941, 6), (1944, 4), (1947, 2), (1949, 7), (1952, 5), (1955, 3), (1957, 8), (1960, 6), (1963, 4),
    (1966, 3), (1968, 7), (1971, 5), (1974, 4), (1976, 8), (1979, 6), (1982, 4), (1984, 10), (1987, 6), (1990, 5), (1993, 3),
    (1995, 8), (1998, 5), (2001, 4), (2004, 2), (2006, 7), (2009, 5), (2012, 4), (2014, 9), (2017, 6), (2020, 4), (2023, 2), (2025, 6),
    (2028, 5), (2031, 3), (2033, 11), (2036, 6), (2039, 5), (2042, 2), (2044, 7), (2047, 5), (2050, 3),
)  # fmt: skip


def test_the_leap_months_are_those_of_the_almanacs() -> None:
    chinese = COUNTED_CALENDARS["chinese-lunar-utc8"]
    found = [
        (year, month.label)
        for year in range(1900, 2051)
        for month in chinese.months(year)
        if month.label.endswith("L")
    ]
    assert found == [(year, f"{month}L") for year, month in LEAPS]


@pytest.mark.parametrize("hours", [7, 8])
def test_lunar_months_are_those_of_vnlunar(hours: int) -> None:
    """An independent and coarser computation; where the two differ the moment falls about midnight and the month is marked so."""
    core = pytest.importorskip(
        "vnlunar.core", reason="vnlunar is not installed: the lunar months are not judged by it"
    )
    calendar = COUNTED_CALENDARS["vietnamese-lunar-utc7" if hours == 7 else "chinese-lunar-utc8"]
    for year in range(1900, 2100):
        for month in calendar.months(year):
            civil = core.convert_lunar_to_solar(
                1, int(month.label.rstrip("L")), year, int(month.label.endswith("L")), float(hours)
            )
            assert month.close or (civil and core.jdn(*civil) == month.start), (year, month)


# -- what is refused, and what is said

REFUSED = [
    ({"value": "1968-06L-01", "calendar": "chinese-lunar-utc8"}, "leap month is 7L"),
    ({"value": "1968-13-01", "calendar": "chinese-lunar-utc8"}, "no month 13"),
    ({"value": "1968-01-31", "calendar": "chinese-lunar-utc8"}, "no day 31"),
    ({"value": "1600-01-01", "calendar": "chinese-lunar-utc8"}, "give gregorian: DATE"),
    ({"value": "tháng Giêng 1968", "calendar": "vietnamese-lunar-utc7"}, "write YEAR-MONTH-DAY"),
    ({"value": "5708-13-01", "calendar": "gregorian"}, "no month 13"),
    ({"value": "5709-13-01", "calendar": "hebrew"}, "no month 13"),
    ({"value": "14 Adar 5708", "calendar": "hebrew"}, "Adar I or Adar II"),
    ({"value": "14 Adar II 5709", "calendar": "hebrew"}, "write Adar"),
    ({"value": "0-01-01", "calendar": "islamic"}, "not computed"),
    ({"value": "4-13-06", "calendar": "french-republican"}, "last day is 5"),
    ({"value": "14-04-11", "calendar": "french-republican"}, "last day is 10"),
    ({"value": "79-01-01", "calendar": "french-republican"}, "years 1 to 14"),
    ({"value": "18 Brumiaire VIII", "calendar": "french-republican"}, "not a month"),
    ({"value": "15th century", "calendar": "byzantine"}, "year of the world"),
    ({"value": "1453 AD", "calendar": "byzantine"}, "year of the world"),
    ({"value": "early 6961", "calendar": "byzantine"}, "1 January"),
    (
        {"value": "5 Iyar 5708", "calendar": "hebrew", "gregorian": "15 May 1948"},
        "given is 15 May 1948, but the hebrew date is 14 May 1948",
    ),
    (
        {"value": "25 October 1917", "calendar": "julian", "gregorian": "8 November 1917"},
        "but the julian date is 7 November 1917",
    ),
    ({"value": "15 Ramadan 1389", "calendar": "islamic", "gregorian": "2 November 1969"}, "25 November 1969"),
    ({"value": "1945", "gregorian": "1945"}, "Gregorian already"),
    ({"value": "1731", "year_start": "25 March"}, "Julian calendar"),
    ({"value": "1731", "calendar": "julian", "year_start": "25 Mrch"}, 'did you mean "25 March"'),
    ({"value": "1300", "calendar": "julian", "year_start": "Easter"}, "give gregorian: DATE"),
    ({"value": "spring 1300", "calendar": "julian", "year_start": "25 March"}, "1 January"),
    ({"value": "before 5 Iyar 5708 or by 5709", "calendar": "hebrew", "gregorian": "no date"}, "not a date"),
]


@pytest.mark.parametrize(("stated", "reason"), REFUSED)
def test_a_date_that_its_calendar_has_not_is_refused(stated: dict[str, str], reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        read("date", stated)
    assert reason in str(error.value)


def test_an_islamic_date_may_be_a_day_off_as_the_moon_was_seen() -> None:
    assert days("1389-09-15", "licensed", calendar="islamic") == "24 November 1969 to 26 November 1969"
    assert days("1389-09-15", "charitable", calendar="islamic") == "23 November 1969 to 27 November 1969"
    value = read("date", {"value": "15 Ramadan 1389", "calendar": "islamic"})
    assert value.rows == ("calendar-unit", "calendar-islamic")
    assert compare("date", value, read("date", "26 November 1969")).relation == "compatible"


def test_an_equivalent_counts_where_nothing_or_only_nearly_is_computed() -> None:
    exact = read("date", {"value": "5 Iyar 5708", "calendar": "hebrew", "gregorian": "14 May 1948"})
    assert exact.notes == (
        "computed from the hebrew calendar; the Gregorian equivalent given, 14 May 1948, agrees",
    )
    near = read("date", {"value": "15 Ramadan 1389", "calendar": "islamic", "gregorian": "24 November 1969"})
    assert TYPE.show(near, "licensed") == "24 November 1969" and "equivalent given" in near.notes[0]
    old = read(
        "date", {"value": "1600-01-01", "calendar": "chinese-lunar-utc8", "gregorian": "14 February 1600"}
    )
    assert TYPE.show(old, "plain") == "14 February 1600" and old.notes[0].startswith("kept as stated")
    words = {
        "value": "mồng 1 tháng Giêng năm Mậu Thân",
        "calendar": "vietnamese-lunar-utc7",
        "gregorian": "29 January 1968",
    }
    assert TYPE.show(read("date", words), "plain") == "29 January 1968"
    easter = {
        "value": "3 April 1300",
        "calendar": "julian",
        "year_start": "Easter",
        "gregorian": "11 April 1300",
    }
    assert TYPE.show(read("date", easter), "plain") == "11 April 1300"


def test_a_moment_about_midnight_is_said_and_forgiven() -> None:
    value = read("date", {"value": "1967-06-01", "calendar": "vietnamese-lunar-utc7"})
    assert any("midnight" in note for note in value.notes) and any(
        "before 1968" in note for note in value.notes
    )
    assert TYPE.show(value, "charitable") == "6 July 1967 to 8 July 1967"


@pytest.mark.parametrize(
    ("text", "licensed"),
    [
        ("before 8-02", "up to 22 October 1799"),
        ("c. an VIII", "23 September 1797 to 22 September 1802"),
        ("by 18 Brumaire VIII", "up to 9 November 1799"),
        ("TPQ 8-02-18", "from 9 November 1799 on"),
        ("t.a.q. 8-02-18", "up to 9 November 1799"),
        ("possibly 8-02-18", "9 November 1799"),
        ("8-02-18?", "9 November 1799"),
        ("8-02-18 or 8-02-20", "9 November 1799 or 11 November 1799"),
        ("between 8-02-18 and 8-02-20", "9 November 1799 to 11 November 1799"),
    ],
)
def test_hedges_and_bounds_stand_around_any_date(text: str, licensed: str) -> None:
    assert days(text, "licensed", calendar="french-republican") == licensed


STYLED = [
    ("25 March", "1731", "5 April 1731 to 4 April 1732"),
    ("25 March", "11 February 1731", "22 February 1732"),
    ("25 March", "25 March 1731", "5 April 1731"),
    ("25 March", "24 March 1731", "4 April 1732"),
    ("25 March", "29 February 1731", "11 March 1732"),
    ("25 March", "March 1731", "5 April 1731 to 11 April 1731 or 12 March 1732 to 4 April 1732"),
    ("25 March", "1731-03", "5 April 1731 to 11 April 1731 or 12 March 1732 to 4 April 1732"),
    ("1 March", "February 1731", "12 February 1732 to 11 March 1732"),
    ("1 September", "1 September 7", "error"),
    ("1 September", "1 September 1300", "8 September 1299"),
    ("25 December", "25 December 1300", "1 January 1300"),
    ("1 January", "1731", "12 January 1731 to 11 January 1732"),
]


@pytest.mark.parametrize(("start", "text", "plain"), STYLED)
def test_a_year_begins_where_its_style_says(start: str, text: str, plain: str) -> None:
    stated = {"value": text, "calendar": "julian", "year_start": start}
    if plain == "error":
        with pytest.raises(Unreadable):
            read("date", stated)
        return
    assert TYPE.show(read("date", stated), "plain") == plain


hedges = st.sampled_from(("", "c. ", "before ", "by ", "possibly ", "TPQ "))
shapes = st.builds(
    "{}{}-{:02}{}-{:02}".format,
    hedges,
    st.integers(0, 9999),
    st.integers(0, 14),
    st.sampled_from(("", "L")),
    st.integers(0, 31),
)
WORDS = "1 15 VIII an Adar II Ramadan Brumaire or between and 5708 - L ? ( ) . AM AH jour"
words = st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join)


@given(st.one_of(shapes, words, st.text(max_size=30)), st.sampled_from(CALENDARS))
def test_any_text_is_a_date_of_its_calendar_or_unreadable(text: str, calendar: str) -> None:
    try:
        value = read("date", {"value": text, "calendar": calendar})
    except Unreadable as error:
        assert 0 <= error.offset <= len(text)
        return
    if value.type == "date":
        assert (
            value.plain
            and region.within(value.plain, value.licensed)
            and region.within(value.licensed, value.charitable)
        )
        assert read("date", yaml_given(str(value))) == value


def test_the_names_of_the_calendars_are_one_list() -> None:
    assert tuple(COUNTED_CALENDARS) == COUNTED


def test_a_calendar_is_loaded_only_when_it_is_used() -> None:
    code = (
        "import sys; from discrepancy.values.base import read; read('date', '7 April 1907'); read('date', 'before 3 May 1907');"
        "print([name for name in sys.modules if name.startswith('pyluach') or name.endswith(('_calendars', '.julian_styles', '.lunisolar', '.languages'))])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )
