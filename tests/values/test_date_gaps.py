"""How far apart two dates or periods are is told in the precision of the words: years, months or days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy import parse
from discrepancy.values.base import relate
from discrepancy.values.dates.days import GREGORIAN, MONTHS
from discrepancy.values.dates.gaps import date_gap

DAY = st.integers(GREGORIAN.day(1000, 1, 1), GREGORIAN.day(2099, 12, 31))


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("1939", "1940", "1939 at the latest against 1940 at the earliest: different years"),
        ("1960", "1969", "1960 at the latest against 1969 at the earliest: about 9 years apart"),
        ("c. 1850", "1870", "1860 at the latest against 1870 at the earliest: about 10 years apart"),
        ("June 1967", "July 1967", "June 1967 at the latest against July 1967 at the earliest: different months"),
        ("January 1959", "May 1959", "January 1959 at the latest against May 1959 at the earliest: about 4 months apart"),
        ("December 1958", "January 1959", "December 1958 at the latest against January 1959 at the earliest: different months"),
        ("March 1956", "January 1959", "March 1956 at the latest against January 1959 at the earliest: about 3 years apart"),
        ("March 1956", "October 1958", "March 1956 at the latest against October 1958 at the earliest: about 2½ years apart"),
        ("30 December 1862", "31 December 1862", "30 December 1862 at the latest against 31 December 1862 at the earliest: 1 day apart"),
        ("31 December 1862", "1 January 1863", "31 December 1862 at the latest against 1 January 1863 at the earliest: 1 day apart"),
        ("7 April 1907", "1 January 1908", "7 April 1907 at the latest against 1 January 1908 at the earliest: about 9 months apart"),
        ("7 April 1907", "1908", "7 April 1907 at the latest against 1908 at the earliest: different years"),
        ("1976", "27 September 1977", "1976 at the latest against 27 September 1977 at the earliest: different years"),
        ("1973", "30 April 1977", "1973 at the latest against 30 April 1977 at the earliest: about 4 years apart"),
        ("May 1900", "3 June 1900", "May 1900 at the latest against 3 June 1900 at the earliest: different months"),
        ("late 1956", "2 February 1957", "January 1957 at the latest against 2 February 1957 at the earliest: different months"),
        ("1950s", "1960s", "1959 at the latest against 1960 at the earliest: different decades"),
        ("1950s", "1974", "1959 at the latest against 1974 at the earliest: about 2 decades apart"),
        ("18th century", "1901", "1800 at the latest against 1901 at the earliest: about 2 centuries apart"),
        ("44 BC", "AD 14", "44 BC at the latest against AD 14 at the earliest: about 57 years apart"),
        ("1 BC", "AD 1", "1 BC at the latest against AD 1 at the earliest: different years"),
        ("before May 1957", "1958", "April 1957 at the latest against 1958 at the earliest: different years"),
        ("by 1949", "1950", "1949 at the latest against 1950 at the earliest: different years"),
        ("1907 or 3 May 1909", "8 May 1909", "3 May 1909 at the latest against 8 May 1909 at the earliest: 5 days apart"),
    ],
)  # fmt: skip
def test_two_dates_differ_in_the_precision_of_their_words(left: str, right: str, reason: str) -> None:
    for one, other in ((left, right), (right, left)):
        assert relate("date", parse("date", one), parse("date", other)).why[-1] == reason


def test_what_the_reader_must_forgive_is_told_in_the_same_precision() -> None:
    found = relate("date", parse("date", "early 1960s"), parse("date", "1964"))
    assert found.relation == "tension"
    assert (
        found.why[-1]
        == "as worded they exclude each other (different years); read charitably both allow 1964"
    )


@pytest.mark.parametrize(
    ("style", "phrase"),
    [({"calendar": "julian"}, "about 2 years apart"), ({"calendar": "julian", "year_start": "25 March"}, "about 2 years apart")],
)  # fmt: skip
def test_years_of_another_calendar_are_years(style: dict[str, str], phrase: str) -> None:
    found = relate("date", parse("date", "1666", **style), parse("date", "1668", **style))
    assert found.why[-1].endswith(phrase)
    found = relate("date", parse("date", "1666", **style), parse("date", "1667", **style))
    assert found.why[-1].endswith("different years")


def test_months_of_a_calendar_of_the_moon_are_months() -> None:
    months = [parse("date", f"1368-{number:02}", calendar="islamic") for number in (1, 3, 6)]
    assert relate("date", months[0], months[1]).why[-1].endswith("about 2 months apart")
    assert relate("date", months[0], months[2]).why[-1].endswith("about 5 months apart")


@pytest.mark.parametrize(
    ("left", "right", "reasons"),
    [
        ("1960–1976", "1960–1975", ["the ends are in different years"]),
        ("from 1960", "from 1976", ["the starts are about 16 years apart"]),
        ("1951–1954", "until 1953", ["the ends are in different years"]),
        ("January 1959–June 1960", "May 1959–July 1960", ["the starts are about 4 months apart", "the ends are in different months"]),
        ("3 May 1957–9 May 1957", "4 May 1957–12 May 1957", ["the starts are 1 day apart", "the ends are 3 days apart"]),
        ("1950s–1970s", "1960s–1970s", ["the starts are in different decades"]),
    ],
)  # fmt: skip
def test_the_ends_of_periods_differ_in_the_precision_of_their_words(
    left: str, right: str, reasons: list[str]
) -> None:
    found = relate("span", parse("span", left), parse("span", right))
    assert [step for step in found.why if step.startswith(("the starts", "the ends"))] == reasons


def test_the_exact_gap_stays_for_machines() -> None:
    assert relate("date", parse("date", "1893"), parse("date", "1896")).gap == {"days": 731}
    assert relate("span", parse("span", "1960–1976"), parse("span", "1960–1975")).gap == {
        "days": 1,
        "ends": ["end"],
    }


def _written(day: int, precision: str) -> str:
    year, month, of_month = GREGORIAN.civil(day)
    return {
        "year": f"{year}",
        "month": f"{MONTHS[month - 1]} {year}",
        "day": f"{of_month} {MONTHS[month - 1]} {year}",
    }[precision]


@given(DAY, DAY, st.sampled_from(["year", "month", "day"]), st.sampled_from(["year", "month", "day"]))
def test_no_two_dates_are_told_in_a_finer_unit_than_the_coarser_of_them(
    a: int, b: int, left: str, right: str
) -> None:
    one, other = parse("date", _written(a, left)), parse("date", _written(b, right))
    if relate("date", one, other).relation != "conflict":
        return
    gap = date_gap((one, other), (one.plain, other.plain), (one.charitable, other.charitable))
    assert gap is not None
    said = gap.phrase
    assert ("day" in said) <= (left == right == "day"), said
    assert ("month" in said) <= ("year" not in (left, right)), said
