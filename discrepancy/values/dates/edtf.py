"""EDTF, levels 0, 1 and 2 (ISO 8601-2:2019, annex A), for one date: which days a text allows, and its
qualifiers.

An interval `a/b` is two dates and belongs to a span; here it is refused. All scans are linear: every pattern
is anchored and of fixed shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from discrepancy.values.dates.days import Calendar, year_text
from discrepancy.values.dates.edtf_errors import (
    MOST_PIECES,
    interval_error,
    malformed,
    no_such_day,
    no_such_month,
    offset_of,
    too_many_dates,
)
from discrepancy.values.errors import Unreadable
from discrepancy.values.intervals import INF, Interval, Region, union

FURTHEST_YEAR = 10**9
UNITS = ("day", "month", "year", "decade", "century")

_DATE = re.compile(
    r"([?~%]?)(-?)([0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_LONG_YEAR = re.compile(r"(Y?)(-?)([0-9]+)(?:E([0-9]+))?(?:S([0-9]+))?([?~%]?)")
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_SHAPE = re.compile(r"[\[{][-0-9XxYEST?~%\[\]{},. :]*|[-+0-9XxY?~%.][-0-9XxYESTZ?~%.:+/]*")
# First month and length of seasons and parts of the year, codes 21-41; 21-24 follow the hemisphere in force.
_NORTH = {1: (3, 3), 2: (6, 3), 3: (9, 3), 4: (12, 3)}
_SOUTH = {1: (9, 3), 2: (12, 3), 3: (3, 3), 4: (6, 3)}
_PARTS = {
    **{32 + n: (3 * n - 2, 3) for n in range(1, 5)},
    **{36 + n: (4 * n - 3, 4) for n in range(1, 4)},
    **{39 + n: (6 * n - 5, 6) for n in range(1, 3)},
}


class EdtfDate(NamedTuple):
    """One date: its days, the precision it is written with, and what qualifies it.

    `vague` marks a season, whose edges are soft; `also` holds the other winter that a winter's year may mean.
    `circa` is the precision that `~` or `%` makes approximate, "" if none; `year` the first year,
    astronomical.
    """

    pieces: Region
    unit: str
    year: int
    uncertain: bool = False
    circa: str = ""
    vague: bool = False
    also: Region = ()
    unspecified: bool = False
    notes: tuple[str, ...] = ()


class Edtf(NamedTuple):
    """What an EDTF text says: one date (`one`), one of several (`either`), or all of several (`all`)."""

    kind: str
    members: tuple[EdtfDate, ...]


def looks_like_edtf(text: str) -> bool:
    """Whether `text` is made of EDTF's characters alone and begins like it."""
    return _SHAPE.fullmatch(text) is not None and not text.endswith("S")


def parse(text: str, calendar: Calendar, south: bool = False) -> Edtf:
    """The date that an EDTF text states, its days counted in `calendar`. Raises Unreadable, saying why and
    what would be right.
    """
    text = text.strip()
    if re.search("[0-9]{13}", text):
        raise Unreadable("more digits than any date has", text, "at most 12 in a row")
    if text[:1] in ("[", "{"):
        return _set(text, calendar, south)
    if "/" in text:
        raise interval_error(text)
    if ".." in text:
        raise Unreadable(
            "a range of dates stands in brackets", text, f"write [{text}] for one unknown date of these"
        )
    return Edtf("one", (_one(text, calendar, south, 0),))


def _set(text: str, calendar: Calendar, south: bool) -> Edtf:
    closing = {"[": "]", "{": "}"}[text[0]]
    if text[-1] != closing or len(text) == 1:
        raise Unreadable("a set that is not closed", text, f'end it with "{closing}"')
    inside = text[1:-1]
    if any(mark in inside for mark in "[]{}"):
        raise Unreadable("a set inside a set", text, "list the dates in one pair of brackets")
    members: list[EdtfDate] = []
    offset, room = 1, MOST_PIECES
    for part in inside.split(","):
        member = _element(part.strip(), calendar, south, offset + len(part) - len(part.lstrip()))
        room -= len(member.pieces)
        if room < 0:
            raise too_many_dates(text)
        members.append(member)
        offset += len(part) + 1
    return Edtf("either" if closing == "]" else "all", tuple(members))


def _element(text: str, calendar: Calendar, south: bool, offset: int) -> EdtfDate:
    """One date of a set, a range `a..b` of dates, or a range open at one end."""
    if not text:
        raise Unreadable("an empty place in a set", "", "put a date between the commas", offset)
    if ".." not in text:
        return _one(text, calendar, south, offset)
    low, _, high = text.partition("..")
    if not low.strip() and not high.strip():
        raise Unreadable(
            "a range open at both ends says nothing", text, "give a date before or after ..", offset
        )
    first = _one(low.strip(), calendar, south, offset) if low.strip() else None
    shift = len(low) + 2 + len(high) - len(high.lstrip())
    last = _one(high.strip(), calendar, south, offset + shift) if high.strip() else None
    start = first.pieces[0][0] if first else -INF
    end = last.pieces[-1][1] if last else INF
    if start > end or (first and last and first.pieces[0] > last.pieces[0]):
        raise Unreadable("a range that runs backwards", text, f"write {high.strip()}..{low.strip()}", offset)
    ends = [member for member in (first, last) if member]
    return EdtfDate(
        ((start, end),),
        min((member.unit for member in ends), key=UNITS.index),
        ends[0].year,
        uncertain=any(member.uncertain for member in ends),
        circa=max((member.circa for member in ends if member.circa), key=UNITS.index, default=""),
        vague=any(member.vague for member in ends),
        unspecified=any(member.unspecified for member in ends),
        notes=tuple(note for member in ends for note in member.notes),
    )


def _one(text: str, calendar: Calendar, south: bool, offset: int) -> EdtfDate:
    try:
        return _single(text, calendar, south)
    except Unreadable as error:
        error.offset += offset
        raise


def _single(text: str, calendar: Calendar, south: bool) -> EdtfDate:
    date, mark, time = text.partition("T")
    if mark:
        return _timed(text, date, time, calendar)
    found = _DATE.fullmatch(text)
    if found is None:
        return _long_year(text, calendar)
    before, sign, year, after, month_before, month, month_after, day_before, day, day_after = found.groups(
        default=""
    )
    if sign and year == "0000":
        raise Unreadable("there is no year -0000", text, "write 0000 for 1 BC, -0001 for 2 BC")
    # A mark before a component qualifies it alone, one behind it also all that stand to its left; the
    # coarsest decides.
    marks = ((before + after, "year"), (month_before + month_after, "month"), (day_before + day_after, "day"))
    if any(len(signs) > 1 for signs, _ in marks):
        raise Unreadable(
            "two qualifiers on one part of a date", text, "write % for uncertain and approximate"
        )
    circa = next((unit for signs, unit in marks if "~" in signs or "%" in signs), "")
    uncertain = any("?" in signs or "%" in signs for signs, _ in marks)
    if month and "X" not in month and int(month) > 12:
        return _sub_year(text, sign, year, int(month), day, calendar, south)._replace(
            uncertain=uncertain, circa=circa
        )
    pieces = _pieces(text, sign, year, month, day, calendar)
    unit = _unit(year, month, day)
    if (circa and UNITS.index(circa) < UNITS.index(unit)) or (circa == "year" and not month):
        circa = unit
    return EdtfDate(pieces, unit, calendar.civil(pieces[0][0])[0], uncertain, circa, unspecified="X" in text)


def _unit(year: str, month: str, day: str) -> str:
    """The precision a date is written with: unspecified digits at its end make it coarser."""
    if day and day != "XX":
        return "day"
    if month and month != "XX":
        return "month"
    unspecified = len(year) - len(year.rstrip("X"))
    return ("year", "decade", "century")[min(unspecified, 2)]


def _pieces(text: str, sign: str, year: str, month: str, day: str, calendar: Calendar) -> Region:
    """The days that the digits allow, X being any digit; days that no month has are passed over."""
    if day == "XX" or not day:
        day = ""
        if month == "XX":
            month = ""
    months = _choices(month, 1, 12)
    days = _choices(day, 1, 31)
    if month and not months:
        raise Unreadable(
            f'no month "{month}"',
            text,
            "months are 01 to 12, seasons and parts of a year 21 to 41",
            offset_of(text, month),
        )
    if day and not days:
        raise Unreadable(f'no day "{day}"', text, "days are 01 to 31")
    # Unspecified digits at the end of a bare year make one run of years.
    stem = year if month else year.rstrip("X")
    if 10 ** stem.count("X") * max(1, len(months)) * max(1, len(days)) > MOST_PIECES:
        raise too_many_dates(text)
    years = _years(sign, stem, len(year) - len(stem))
    if not month:
        return union(calendar.year(low, high) for low, high in years)
    found: list[Interval] = []
    for (low, _), month_number in product(years, months):
        if not day:
            found.extend(calendar.month(low, month_number))
            continue
        length = calendar.days_in_month(low, month_number)
        for number in days:
            if number <= length:
                one = calendar.day(low, month_number, number)
                found.append((one, one))
    if not found:
        raise no_such_day(text, years[0][0], months[0], days[0], calendar)
    return union(found)


def _choices(digits: str, low: int, high: int) -> list[int]:
    """The numbers from `low` to `high` that two digits, some of them X, can be."""
    if not digits:
        return []
    if "X" not in digits:
        return [int(digits)] if low <= int(digits) <= high else []
    return [
        n
        for n in range(low, high + 1)
        if all(want in ("X", have) for want, have in zip(digits, f"{n:02}", strict=True))
    ]


def _years(sign: str, stem: str, open_digits: int) -> list[tuple[int, int]]:
    """The runs of years that `stem`, some digits of it X, and so many further unspecified digits can be."""
    width = 10**open_digits
    runs: list[tuple[int, int]] = []
    for number in _numbers(stem):
        low, high = number * width, number * width + width - 1
        if not sign:
            runs.append((low, high))
        elif high > 0:
            runs.append((-high, -max(low, 1)))  # there is no year -0000
    return runs


def _numbers(stem: str) -> Iterator[int]:
    places = [index for index, digit in enumerate(stem) if digit == "X"]
    if not places:
        yield int(stem or "0")
        return
    digits = list(stem)
    for chosen in product("0123456789", repeat=len(places)):
        for place, digit in zip(places, chosen, strict=True):
            digits[place] = digit
        yield int("".join(digits))


def season_months(code: int, south: bool) -> tuple[int, int, bool]:
    """First month, number of months, and whether the edges are soft (a season), of an EDTF code 21-41. Raises
    KeyError for any other.
    """
    if code in _PARTS:
        return *_PARTS[code], False
    if not 21 <= code <= 32:
        raise KeyError(code)
    fixed_south = code >= 29
    table = _SOUTH if fixed_south or (south and code <= 24) else _NORTH
    return *table[(code - 21) % 4 + 1], True


def _sub_year(
    text: str, sign: str, year: str, code: int, day: str, calendar: Calendar, south: bool
) -> EdtfDate:
    try:
        first, length, vague = season_months(code, south)
    except KeyError:
        raise no_such_month(text, sign, year, code, day) from None
    if day:
        raise Unreadable(
            "a day in a season or part of a year", text, "write YYYY-MM-DD with a month 01 to 12"
        )
    if 10 ** year.count("X") > MOST_PIECES:
        raise too_many_dates(text)
    starts = [12 * number + first - 1 for number, _ in _years(sign, year, 0)]
    pieces = union(calendar.months(start, start + length - 1) for start in starts)
    also = union(calendar.months(start - 12, start - 10) for start in starts) if vague and first == 12 else ()
    return EdtfDate(pieces, "month", starts[0] // 12, vague=vague, also=also, unspecified="X" in year)


def _timed(text: str, date: str, time: str, calendar: Calendar) -> EdtfDate:
    found = _TIME.fullmatch(time)
    day = re.fullmatch("(-?)([0-9]{4})-([0-9]{2})-([0-9]{2})", date)
    if found is None or day is None:
        raise Unreadable("not an EDTF date and time", text, "write YYYY-MM-DDThh:mm:ss")
    hour, minute, second = (int(part or 0) for part in found.groups())
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        raise Unreadable(
            "no such time of day", time, "hours are 00 to 24, minutes and seconds 00 to 59", len(date) + 1
        )
    member = _single(date, calendar, False)
    return member._replace(notes=("the time of day is not used",))


def _long_year(text: str, calendar: Calendar) -> EdtfDate:
    """`Y` and a year of more than four digits, exponents, and significant digits (level 2)."""
    found = _LONG_YEAR.fullmatch(text)
    if found is None or not (found[1] or found[5]):
        raise malformed(text)
    _, sign, digits, exponent, significant, mark = found.groups(default="")
    if len(exponent) > 2 or len(digits) > 12 or int(digits) * 10 ** int(exponent or 0) > FURTHEST_YEAR:
        raise Unreadable("a year too far away", text, f"years go to {FURTHEST_YEAR:,}")
    year = int(digits) * 10 ** int(exponent or 0)
    if found[1] and not exponent and (len(digits) < 5 or digits[0] == "0"):
        raise Unreadable("Y is for years of more than four digits", text, "write four digits without Y")
    if not found[1] and len(digits) != 4:
        raise malformed(text)
    if sign and not year:
        raise Unreadable("there is no year -0000", text, "write 0000 for 1 BC")
    low = high = year
    unit = "year"
    notes: tuple[str, ...] = ()
    if significant:
        low, high = _significant(text, year, significant, len(digits) + int(exponent or 0))
        if high > low:
            unit = "decade" if high - low < 10 else "century"
            notes = (f"estimated to be {year_text(-year if sign else year)}",)
    if sign:
        low, high = -high, -max(low, 1)
    circa = unit if mark in ("~", "%") and mark else ""
    pieces = (calendar.year(low, high),)
    return EdtfDate(
        pieces, unit, low, mark in ("?", "%") and bool(mark), circa, unspecified=high > low, notes=notes
    )


def _significant(text: str, year: int, significant: str, length: int) -> tuple[int, int]:
    count = int(significant) if len(significant) < 3 else 0
    if not count >= 1:
        raise Unreadable("no number of significant digits", text, "S is followed by 1 or more")
    width = 10 ** max(length - count, 0)
    return year // width * width, year // width * width + width - 1
