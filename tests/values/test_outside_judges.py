"""Outside judges: two other EDTF implementations, a calendar library, the standard library, and the rounding table written a second time."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.values.base import Value, read, value_type
from discrepancy.values.dates.days import GREGORIAN, JULIAN
from discrepancy.values.errors import Unreadable
from discrepancy.values.types.quantity import Quantity
from tests.support.examples import examples

JUDGES = Path(__file__).parents[1] / "judges"
ROWS: list[tuple[str, Any, Any]] = [
    tuple(row) for row in json.loads((JUDGES / "edtf.json").read_text("utf-8"))["rows"]
]
MARKED_X = re.compile(r"(?=.*X).*[?~%]$").match
SEASON = re.compile(r"-?\d{4}-(\d\d)[?~%]?").fullmatch
RANGE = re.compile(r"[\[{].*\.\..*[\]}]").fullmatch


def ours(text: str) -> list[str | None] | None:
    """Our bounds, None for an end that is open or not known, None where we refuse."""
    kind = "span" if "/" in text else "date"
    try:
        found = value_type(kind).bounds(read(kind, text))
    except Unreadable:
        return None
    return [None if end in ("open", "unknown") else end for end in found]


def code(text: str) -> int:
    found = SEASON(text)
    return int(found[1]) if found else 0


def javascript(text: str, mine: Any, theirs: Any) -> str:
    """Why edtf.js may answer otherwise; "" where nothing allows it."""
    if theirs is None:
        if MARKED_X(text):
            return "a mark behind unspecified digits (162X?) is not in its grammar; ISO 8601-2 allows both together"
        if RANGE(text):
            return "a range of two precisions in a set is not in its grammar; annex A allows any dates"
        return "it knows no leap second" if ":60" in text else ""
    if mine is None:
        if re.search(r"-02-29|-02-30|-[0-9?~%]+-3[01]", text):
            return "it takes days that the month has not; we say what the last day is"
        if re.fullmatch(r"-?\d{5,}", text):
            return "it reads YYYYMM and YYYYMMDD, or a long number, without hyphens; EDTF has none"
        return (
            "it reads a range with two ends of dots (a..b..); annex A has no such form"
            if text.count("..") > 1
            else ""
        )
    if theirs == [None, None]:
        return "its dates end with the year 275,760"
    if "S" in text:
        return "it ignores the number of significant digits; annex A: 1950S2 is 1900-1999"
    if 21 <= code(text) <= 32:
        return "it takes a season as the quarter of the year with its number; ours is the convention of months (VALUES 4)"
    if 37 <= code(text) <= 39:
        return "it gives four-month parts five months; ISO 8601-2 says four"
    if RANGE(text):
        return "it takes the first date of a range as its last"
    return "it moves a time with its zone to another day; we keep the day as written" if "T" in text else ""


def python_edtf(text: str, mine: Any, theirs: Any) -> str:
    """Why python-edtf may answer otherwise; "" where nothing allows it."""
    if theirs is None:
        if re.fullmatch(r"[\[{][^,.]*[\]}]", text):
            return "a set of one member is not in its grammar; annex A allows one"
        if RANGE(text):
            return "ranges of two precisions and open ranges are not all in its grammar; annex A has them"
        if MARKED_X(text):
            return "a mark behind unspecified digits is not in its grammar when months or days follow them"
        if re.search("[0-9]X$|^[0-9X]*X[0-9X]*[0-9](-|$)", text):
            return "one unspecified digit of a month or day, or one that is not the last of a year, is level 2; it fails on these"
        return "it knows no leap second" if ":60" in text else ""
    if mine is None:
        if re.search(r"[?~%]?-[?~%]?(0[469]|11|02)[?~%]?-[?~%]?(29|3[01])", text):
            return "it takes days that the month has not where a part is qualified"
        if " " in text:
            return "it passes over spaces; EDTF has none"
        return "it takes an interval that runs backwards (VALUES 5: refused)" if "/" in text else ""
    if text.startswith("/") or text.endswith("/"):
        return "it takes an unknown end as ten years from the other; we leave it unknown (VALUES 5)"
    if "S" in text:
        return "its strict bounds leave the number of significant digits out"
    return (
        "its winter ends with December; ours is December to February (VALUES 4)"
        if code(text) in (24, 28, 30)
        else ""
    )


@pytest.mark.parametrize(("column", "explain", "share"), [(1, javascript, 0.85), (2, python_edtf, 0.84)])
def test_other_readers_of_edtf_agree_but_for_reasons(column: int, explain: Any, share: float) -> None:
    same, reasons, unexplained = 0, Counter[str](), []
    for row in ROWS:
        text, theirs = row[0], row[column]
        mine = ours(text)
        if mine == theirs:
            same += 1
        elif reason := explain(text, mine, theirs):
            reasons[reason] += 1
        else:
            unexplained.append((text, mine, theirs))
    assert not unexplained, unexplained[:20]
    assert same >= share * len(ROWS), (same, reasons)


def test_where_both_other_readers_agree_so_do_we_but_for_five_things() -> None:
    apart = [(text, ours(text), js) for text, js, py in ROWS if js == py and ours(text) != js]
    known = ("S", "..", "?", "~", "%", "X", "-02-29", ":60")
    assert [row for row in apart if not any(sign in row[0] for sign in known)] == []
    assert len(apart) <= 60  # each of them explained above, twice


def test_days_months_and_weekdays_are_those_of_the_standard_library() -> None:
    names = list(calendar.day_name)
    for ordinal in range(dt.date(1583, 1, 1).toordinal(), dt.date(2100, 1, 1).toordinal(), 61):
        day = dt.date.fromordinal(ordinal)
        written = f"{names[day.weekday()]} {day.day} {day:%B} {day.year}"
        assert value_type("date").bounds(read("date", written)) == (day.isoformat(), day.isoformat())
        assert read("date", written).slips == ()
        another = read("date", f"{names[(day.weekday() + 1) % 7]} {day.day} {day:%B} {day.year}")
        assert names[day.weekday()] in another.slips[0] and another.plain == read("date", written).plain
    for year in range(1, 2100, 7):
        for month in range(1, 13):
            last = calendar.monthrange(year, month)[1]
            assert (
                value_type("date").bounds(read("date", f"{year:04}-{month:02}"))[1]
                == f"{year:04}-{month:02}-{last}"
            )
            with pytest.raises(Unreadable):
                read("date", f"{year:04}-{month:02}-{last + 1}")


def test_both_calendars_count_days_as_a_calendar_library_does() -> None:
    for year, month, day, julian, gregorian in json.loads((JUDGES / "julian.json").read_text("utf-8"))[
        "rows"
    ]:
        assert (JULIAN.day(year, month, day), GREGORIAN.day(year, month, day)) == (julian, gregorian)
        assert (JULIAN.civil(julian), GREGORIAN.civil(gregorian)) == ((year, month, day), (year, month, day))
        # A date of one calendar and the same day of the other are one date.
        other = (
            "-".join(f"{part:02}" if part != year else f"{year:04}" for part in (year, month, day))
            if year > 31
            else ""
        )
        if other:
            moved = read("date", {"value": other, "calendar": "julian"})
            assert moved.plain == ((julian, julian),)


# -- the rounding rows of VALUES 4, written a second time by exact fractions


def unit_of(digits: str, magnitude: int) -> Fraction:
    """g: of the last digit written behind a point, else of the last digit that is not 0."""
    if "." in digits:
        return Fraction(magnitude, 10 ** len(digits.split(".")[1]))
    bare = digits.replace(",", "")
    return Fraction(magnitude * 10 ** (len(bare) - len(bare.rstrip("0"))))


def slack(digits: str, magnitude: int, percent: bool) -> Fraction:
    """r of the table; 0 where nothing is rounded."""
    number, g = Fraction(digits.replace(",", "")) * magnitude, unit_of(digits, magnitude)
    if "." in digits and magnitude == 1:
        return g / 2
    if percent:
        return min(g / 2, max(number / 10, Fraction(1, 2)))
    if magnitude > 1:  # a figure with a magnitude word, decimals or not
        return g / 2 if "." in digits else min(g / 2, number / 10)
    return min(g / 2, number / 10) if number >= 100 and number % 10 == 0 else Fraction(0)


def expected(hedge: str, n: Fraction, r: Fraction) -> tuple[Any, Any, Any]:
    """(low, high, ends) at the three levels."""
    top: Any = float("inf")
    h = max(2 * r, n / 20)
    exact = (n, n, "[]")
    rows: dict[str, tuple[Any, Any, Any]] = {
        "": (exact, (n - r, n + r, "()"), (n - r, n + r, "()")) if r else (exact, exact, exact),
        "exactly ": (exact, exact, exact),
        "about ": (exact, (n - h, n + h, "[]"), (n - 2 * h, n + 2 * h, "[]")),
        "over ": ((n, 2 * n, "(]"), (n, 10 * n, "(]"), (n, top, "(]")),
        "at least ": ((n, 2 * n, "[]"), (n, 10 * n, "[]"), (n, top, "[]")),
        "up to ": ((n / 2, n, "[]"), (n / 10, n, "[]"), (0, 2 * n, "[]")),
        "only ": (exact, (n - r, n, "[]"), (n - r, n, "[]")),
        "at most ": ((n / 2, n, "[]"), (n / 10, n, "[]"), (0, n, "[]")),
        "fewer than ": ((n / 2, n, "[)"), (n / 10, n, "[)"), (0, n, "[)")),
        "nearly ": ((n * 9 / 10, n, "[)"), (n * 8 / 10, n, "[)"), (n * 7 / 10, n, "[]")),
    }
    return rows[hedge]


def set_of(value: Value, level: str) -> tuple[Any, Any, str]:
    [((low, low_side), (high, high_side))] = value.sets(level)
    return low, high, ("(" if low_side else "[") + (")" if high_side else "]")


written = st.one_of(
    st.integers(1, 10**9).map(lambda n: f"{n:,}"),
    st.integers(1, 999).map(lambda n: f"{n * 1000:,}"),
    st.integers(1, 99).map(lambda n: f"{n}00"),
    st.builds("{}.{}".format, st.integers(1, 99), st.sampled_from(["1", "5", "40", "00", "25", "0"])),
)
HEDGES = [
    "",
    "exactly ",
    "about ",
    "over ",
    "at least ",
    "up to ",
    "only ",
    "at most ",
    "fewer than ",
    "nearly ",
]


@examples(1500)
@given(st.sampled_from(HEDGES), written, st.sampled_from(["", "", "%", " thousand", " million", " billion"]))
def test_the_sets_of_a_number_are_those_of_the_table(hedge: str, digits: str, tail: str) -> None:
    magnitude = {" thousand": 10**3, " million": 10**6, " billion": 10**9}.get(tail, 1)
    value = read("quantity", hedge + digits + tail)
    assert isinstance(value, Quantity)
    n = Fraction(digits.replace(",", "")) * magnitude
    sets = expected(hedge, n, slack(digits, magnitude, tail == "%"))
    assert tuple(set_of(value, level) for level in ("plain", "licensed", "charitable")) == sets


@examples(500)
@given(st.integers(1, 10**6), st.integers(0, 10**6), st.booleans())
def test_the_sets_of_a_range_are_those_of_the_table(low: int, more: int, words: bool) -> None:
    high = low + more
    value = read("quantity", f"between {low:,} and {high:,}" if words else f"{low:,}–{high:,}")
    down, up = slack(str(low), 1, False), slack(str(high), 1, False)
    licensed = (low - down, high + up, ("(" if down else "[") + (")" if up else "]"))
    assert [set_of(value, level) for level in ("plain", "licensed", "charitable")] == [
        (low, high, "[]"),
        licensed,
        licensed,
    ]
