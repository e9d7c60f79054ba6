"""The sets of a date: what the conventions make of each wording, in one calendar.

A `Sense` is the three nested sets with what a hedge or bound around it must know. Every figure comes from the
conventions in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from discrepancy.values.conventions import Conventions
from discrepancy.values.dates import edtf as _edtf
from discrepancy.values.dates.days import JULIAN, WEEKDAYS, Calendar, month_text
from discrepancy.values.errors import Unreadable
from discrepancy.values.intervals import (
    ALL_DAYS,
    INF,
    Bound,
    Piece,
    Region,
    union,
)

_MONTHS_OF = {"day": 0, "month": 1, "year": 12, "decade": 12, "century": 12}
_UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120}
ORDINARY = ("calendar-unit",)
Slack = tuple[tuple[int, int], tuple[int, int]]  # (months, days) licensed and charitable


class Figures(NamedTuple):
    """The figures of the rows on dates, in whole months (or days), ready for use."""

    circa: dict[str, tuple[Slack, ...]]  # by unit; for years: any year, one ending in 0, one ending in 00
    decade: tuple[tuple[int, int], ...]  # offsets of early, mid, late, mid-to-late
    decade_edge: int
    year: tuple[tuple[int, int], ...]
    year_edge: int
    month: tuple[tuple[int, int], ...]
    month_edge: int
    century: tuple[tuple[int, int], ...]
    century_edge: int
    season_edge: int
    reach: dict[str, int]  # months that a bound reaches at face value
    shortly: tuple[int, int, int]  # months, at each level
    distance: tuple[Fraction, Fraction]  # units either side: half of one, and less than one
    islamic: tuple[int, int]  # days either side, licensed and charitable


@lru_cache(maxsize=32)
def figures(conventions: Conventions) -> Figures:
    """The figures of these conventions. Equal conventions are one object, so this is worked out once."""
    circa = {unit: _slacks(conventions, unit) for unit in _MONTHS_OF}
    bounds = {row: _edge(conventions, row, "plain", 12) for row in ("by", "before", "not-before", "after")}
    return Figures(
        circa,
        _pairs(conventions, "part-decade", 4),
        _edge(conventions, "part-decade", "charitable", 12),
        _pairs(conventions, "part-year", 3),
        _edge(conventions, "part-year", "charitable", 1),
        _pairs(conventions, "part-month", 3),
        _edge(conventions, "part-month", "charitable", 1),
        _pairs(conventions, "part-century", 3),
        _edge(conventions, "part-century", "charitable", 12),
        _edge(conventions, "season", "charitable", 1),
        bounds,
        (
            _edge(conventions, "shortly-after", "plain", 1),
            _edge(conventions, "shortly-after", "licensed", 12),
            _edge(conventions, "shortly-after", "charitable", 12),
        ),
        (
            conventions.figures("relative-distance", "plain")[0],
            conventions.figures("relative-distance", "charitable")[0],
        ),
        (
            _edge(conventions, "calendar-islamic", "licensed", 1),
            _edge(conventions, "calendar-islamic", "charitable", 1),
        ),
    )


def _edge(conventions: Conventions, row: str, level: str, scale: int) -> int:
    found = conventions.figures(row, level)
    return int(found[0] * scale) if found else 0


def _pairs(conventions: Conventions, row: str, count: int) -> tuple[tuple[int, int], ...]:
    found = [int(figure) for figure in conventions.figures(row, "plain")]
    return tuple((found[2 * n], found[2 * n + 1]) for n in range(count))


def _slacks(conventions: Conventions, unit: str) -> tuple[Slack, ...]:
    licensed, charitable = (
        conventions.figures(f"circa-{unit}", level) for level in ("licensed", "charitable")
    )
    count = max(len(licensed), len(charitable), 1)
    found: list[Slack] = []
    for n in range(count):
        # An override may give one figure for all years: the last one given serves the rest.
        near = licensed[min(n, len(licensed) - 1)] if licensed else 0
        far = max(charitable[min(n, len(charitable) - 1)] if charitable else 0, near)
        months = _MONTHS_OF[unit]
        found.append(
            ((int(near * months), 0), (int(far * months), 0)) if months else ((0, int(near)), (0, int(far)))
        )
    return tuple(found)


class Sense(NamedTuple):
    """Three nested sets of days, and what is said of them.

    `unit` and `year` are what circa goes by; `starts` are the latest days it may start on, licensed and
    charitable, which `before` goes by.
    """

    plain: Region
    licensed: Region
    charitable: Region
    unit: str
    year: int
    starts: tuple[Bound, Bound]
    rows: tuple[str, ...] = ()
    uncertain: bool = False
    approximate: bool = False
    notes: tuple[str, ...] = ()


class Frame(NamedTuple):
    """In what a wording is read: the calendar, the figures, the hemisphere, and whether the weekday is
    checked.
    """

    calendar: Calendar
    figures: Figures
    south: bool = False
    weekdays: bool = True


def unit(
    region: Region, unit_name: str, year: int, rows: tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> Sense:
    """A calendar unit: it, at every level."""
    start = region[-1][0]
    return Sense(region, region, region, unit_name, year, (start, start), rows, notes=notes)


def vague(
    frame: Frame, low: int, high: int, unit_name: str, year: int, row: str, months: int = 0, days: int = 0
) -> Sense:
    """A piece with soft edges: so many months or days more on either side, charitably."""
    shift = frame.calendar.shift
    wide = (shift(low, -months, -days), shift(high + 1, months, days) - 1)
    return Sense(
        ((low, high),), ((low, high),), (wide,), unit_name, year, (low, shift(low, months, days)), (row,)
    )


def roundness(year: int) -> int:
    """0, 1 or 2: how round a year is as people write it (43 BC is 43, not -42)."""
    written = year if year > 0 else 1 - year
    return 0 if written % 10 else 1 if written % 100 else 2


def circa(sense: Sense, frame: Frame, unit_name: str = "") -> Sense:
    """`sense` about: by its unit (or `unit_name`), and for a year by how round it is."""
    name = unit_name or sense.unit
    slacks = frame.figures.circa[name]
    near, far = slacks[min(roundness(sense.year), len(slacks) - 1) if name == "year" else 0]
    shift = frame.calendar.shift
    return sense._replace(
        licensed=_widen(sense.licensed, frame.calendar, *near),
        charitable=_widen(sense.charitable, frame.calendar, *far),
        starts=(shift(sense.starts[0], *near), shift(sense.starts[1], *far)),
        rows=(*sense.rows, f"circa-{name}"),
        approximate=True,
    )


def _widen(region: Region, calendar: Calendar, months: int, days: int) -> Region:
    shift = calendar.shift
    return union((shift(low, -months, -days), shift(high + 1, months, days) - 1) for low, high in region)


def unvouched(sense: Sense) -> Sense:
    """`sense` as a source gives it that does not vouch for it: charitably anything."""
    return sense._replace(
        charitable=ALL_DAYS, starts=(sense.starts[0], INF), rows=(*sense.rows, "unvouched"), uncertain=True
    )


def bound(row: str, sense: Sense, frame: Frame) -> Sense:
    """By, before, not-before or after `sense`, by the rows of these names."""
    reach = frame.figures.reach[row]
    shift = frame.calendar.shift
    low, high = sense.plain[0][0], sense.plain[-1][1]
    if row in ("by", "before"):
        end = high if row == "by" else low - 1
        near, far = (
            (sense.licensed[-1][1], sense.charitable[-1][1])
            if row == "by"
            else (sense.starts[0] - 1, sense.starts[1] - 1)
        )
        pieces = (shift(end + 1, -reach), end), (-INF, near), (-INF, far)
    else:
        start = low if row == "not-before" else high + 1
        pieces = (start, shift(start, reach) - 1), (sense.licensed[0][0], INF), (sense.charitable[0][0], INF)
    if INF in map(abs, pieces[0]):
        raise Unreadable("a bound on a date that has no bound itself", row)
    plain, licensed, charitable = ((piece,) for piece in pieces)
    return sense._replace(plain=plain, licensed=licensed, charitable=charitable, rows=(row, *sense.rows))


def distance(node: Distance, frame: Frame) -> Sense:
    """So far after or before another date, or in the same unit as it, level by level."""
    of = edtf(node.of, frame) if isinstance(node.of, str) else _point(node.of, frame)
    if node.unit == "shortly":
        row, sets = "shortly-after", _shortly(node.order, of, frame)
    elif node.amount is None:
        row, sets = "relative-unit", [_next(node, days, of.plain, frame.calendar) for days in _levels(of)]
    else:
        row, sets = (
            "relative-distance",
            [
                _far(node, node.amount, days, frame, charity)
                for days, charity in zip(_levels(of), (0, 0, 1), strict=True)
            ],
        )
    ends = sets[1][-1][1], sets[2][-1][1]
    sense = of._replace(
        plain=sets[0], licensed=sets[1], charitable=sets[2], starts=ends, rows=_once((row, *of.rows))
    )
    return unvouched(sense) if node.uncertain else sense


def _shortly(order: str, of: Sense, frame: Frame) -> list[Region]:
    """From its end (or back from its start) at face value; as worded and charitably also the time of the
    thing itself.
    """
    shift = frame.calendar.shift
    near, far, farthest = frame.figures.shortly
    (low, high), (early, late), (first, last) = ((days[0][0], days[-1][1]) for days in _levels(of))
    if order == "after":
        pieces = (
            (high + 1, shift(high + 1, near) - 1),
            (early, shift(late + 1, far) - 1),
            (first, shift(last + 1, farthest) - 1),
        )
    else:
        pieces = (shift(low, -near), low - 1), (shift(early, -far), late), (shift(first, -farthest), last)
    return [(piece,) for piece in pieces]


def _next(node: Distance, days: Region, plain: Region, calendar: Calendar) -> Region:
    """The next or last calendar unit, or the same one. A soft date moves both ends by what it is soft."""
    low, high = days[0][0], days[-1][1]
    if node.order == "same":
        return ((_unit_of(low, node.unit, calendar)[0], _unit_of(high, node.unit, calendar)[1]),)
    wide = plain[-1][1] - plain[0][0]
    if node.order == "after":
        first, last = low + wide + 1, high + 1
    else:
        first, last = low - 1, high - wide - 1
    if node.unit == "week":
        return ((first, last + 6),) if node.order == "after" else ((first - 6, last),)
    if node.unit != "day" and node.order == "after":  # the unit after the one that the day is in
        first, last = (_unit_of(day - 1, node.unit, calendar)[1] + 1 for day in (first, last))
    elif node.unit != "day":
        first, last = (_unit_of(day + 1, node.unit, calendar)[0] - 1 for day in (first, last))
    return ((_unit_of(first, node.unit, calendar)[0], _unit_of(last, node.unit, calendar)[1]),)


def _unit_of(day: Bound, unit_name: str, calendar: Calendar) -> Piece:
    """The day, month or year that a day lies in."""
    if abs(day) == INF or unit_name == "day":
        return day, day
    year, month, _ = calendar.civil(day)
    return calendar.year(year) if unit_name == "year" else calendar.months(12 * year + month - 1)


def _far(node: Distance, amount: int, days: Region, frame: Frame, charity: int) -> Region:
    """`amount` units away, and the slack of the row on either side; the charitable one is open."""
    sign = 1 if node.order == "after" else -1
    months, single = _UNIT_MONTHS.get(node.unit, 0), 7 if node.unit == "week" else 1
    slack = frame.figures.distance[charity]
    if months:
        whole, part = divmod(slack * months, 1)
        by, less = int(whole), int(30 * part) - charity
        low = frame.calendar.shift(days[0][0], sign * amount * months - by, -less)
        high = frame.calendar.shift(days[-1][1], sign * amount * months + by, less)
    else:
        reach = max(int(slack * single) - charity, 0)
        low = days[0][0] + sign * amount * single - reach
        high = days[-1][1] + sign * amount * single + reach
    return ((low, high),)


def between(first: Sense, last: Sense) -> Sense:
    """From the earliest of `first` to the latest of `last`, level by level."""
    hull = [((a[0][0], b[-1][1]),) for a, b in zip(_levels(first), _levels(last), strict=True)]
    return _joined((first, last), hull, "calendar-unit")


def either(members: Sequence[Sense], row: str = "either") -> Sense:
    """One of `members`: exactly they, level by level."""
    sets = [
        union(piece for days in level for piece in days) for level in zip(*map(_levels, members), strict=True)
    ]
    return _joined(members, sets, row)


def all_of(members: Sequence[Sense]) -> Sense:
    """All of `members`: their hull, level by level."""
    levels = zip(*map(_levels, members), strict=True)
    hull = [((min(days[0][0] for days in level), max(days[-1][1] for days in level)),) for level in levels]
    return _joined(members, hull, "all-of")


def _levels(sense: Sense) -> tuple[Region, Region, Region]:
    return sense.plain, sense.licensed, sense.charitable


def _joined(members: Sequence[Sense], sets: Sequence[Region], row: str) -> Sense:
    return Sense(
        sets[0],
        sets[1],
        sets[2],
        members[0].unit,
        members[0].year,
        (max(member.starts[0] for member in members), max(member.starts[1] for member in members)),
        _once((row, *(row for member in members for row in member.rows))),
        any(member.uncertain for member in members),
        any(member.approximate for member in members),
        _once(note for member in members for note in member.notes),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def season(frame: Frame, code: int, year: int, of_two_years: bool = False) -> Sense:
    """Spring to winter (1-4) of `year`; a winter that begins in December may also be the one before, unless
    both years are given.
    """
    first, length, _ = _edtf.season_months(20 + code, frame.south)
    start = 12 * year + first - 1
    low, high = frame.calendar.months(start, start + length - 1)
    sense = vague(frame, low, high, "month", year, "season", months=frame.figures.season_edge)
    if first < 12 or of_two_years:
        return sense
    return sense._replace(
        charitable=union((*sense.charitable, frame.calendar.months(start - 12, start - 10)))
    )


def edtf(text: str, frame: Frame) -> Sense:
    """The sense of an EDTF date. Raises Unreadable."""
    found = _edtf.parse(text, frame.calendar, frame.south)
    members = [_member(member, frame) for member in found.members]
    if found.kind == "one":
        return members[0]
    return either(members) if found.kind == "either" else all_of(members)


def _member(member: _edtf.Member, frame: Frame) -> Sense:
    rows = ("either",) if member.unspecified else ()
    sense = unit(member.pieces, member.unit, member.year, rows, member.notes)
    if member.vague:
        edge = frame.figures.season_edge
        soft = (*_widen(member.pieces, frame.calendar, edge, 0), *member.also)
        sense = sense._replace(
            charitable=union(soft),
            starts=(sense.starts[0], frame.calendar.shift(sense.starts[1], edge)),
            rows=("season",),
        )
    if member.circa:
        sense = circa(sense, frame, member.circa)
    return unvouched(sense) if member.uncertain else sense


@dataclass(slots=True)
class Point:
    """One date among words, as far as its own words go: what a list leaves out ("10 or 11 February 1763") is
    filled in from its neighbour.

    `kind` is number (not yet known of what), day, month, year, season, decade, century or edtf; `year` is
    astronomical, for a decade or century its first. `part` is early, mid, late, mid-to-late, early-to-mid, or
    half or quarter and its number.
    """

    words: str
    start: int
    kind: str = "number"
    number: int = 0
    year: int | None = None
    era: str = ""
    month: int = 0
    day: int = 0
    weekday: int | None = None
    season: int = 0
    two_years: bool = False
    part: str = ""
    circa: bool = False
    uncertain: bool = False
    prefixed: bool = False
    ordinal: bool = False
    month_first: bool = False
    edtf: str = ""
    notes: tuple[str, ...] = ()

    def wrong(self, message: str, expect: str = "") -> Unreadable:
        """The error that these words are wrong in this way."""
        return Unreadable(message, self.words, expect, self.start)


class Bounded(NamedTuple):
    """A date by, before, not-before or after another."""

    row: str
    of: Point


class Between(NamedTuple):
    """A date from the start of one to the end of another, both included."""

    first: Point
    last: Point


class Either(NamedTuple):
    """One of several."""

    members: tuple[Point | Bounded, ...]


class Distance(NamedTuple):
    """A date so far after or before another: three months after it, the next day, shortly after it; or in the
    same month or year.

    `order` is after, before or same; `unit` day, week, month, year, decade or shortly; `amount` None for the
    next unit. `of` may be EDTF.
    """

    order: str
    unit: str
    amount: int | None
    of: Point | str
    uncertain: bool = False


Node = Point | Bounded | Between | Either | Distance


def sense_of(node: Node, frame: Frame) -> Sense:
    """The sense of a date in words. Raises Unreadable for a day that does not exist or is another weekday,
    and for a range that runs backwards.
    """
    if isinstance(node, Point):
        return _point(node, frame)
    if isinstance(node, Bounded):
        return bound(node.row, _point(node.of, frame), frame)
    if isinstance(node, Distance):
        return distance(node, frame)
    if isinstance(node, Either):
        return either([sense_of(member, frame) for member in node.members])
    first, last = _point(node.first, frame), _point(node.last, frame)
    if first.plain[0] > last.plain[0] or first.plain[-1][1] > last.plain[-1][1]:
        raise node.first.wrong("a range that runs backwards", "the earlier date comes first")
    return between(first, last)


def _point(point: Point, frame: Frame) -> Sense:
    if point.edtf:
        sense = _edtf_point(point, frame)
    elif point.kind == "number" or point.year is None:
        raise point.wrong("a date without its year", "give the year in four digits, or with AD or BC")
    else:
        sense = _BUILD[point.kind](point, point.year, frame)
    if point.notes:
        sense = sense._replace(notes=point.notes)
    if point.circa:
        sense = circa(sense, frame)
    return unvouched(sense) if point.uncertain else sense


def _edtf_point(point: Point, frame: Frame) -> Sense:
    try:
        return edtf(point.edtf, frame)
    except Unreadable as error:
        error.offset += point.start + max(point.words.find(point.edtf), 0)
        raise


def _day(point: Point, year: int, frame: Frame) -> Sense:
    calendar = frame.calendar
    if not 1 <= point.month <= 12:
        raise point.wrong(f"no month {point.month:02}", "months are 01 to 12")
    length = calendar.days_in_month(year, point.month)
    if not 1 <= point.day <= length:
        other = (
            ", or calendar: julian, where it exists"
            if (point.month, point.day) == (2, 29) and JULIAN.leap(year)
            else ""
        )
        raise point.wrong(
            f"{month_text(year, point.month)} has no day {point.day}", f"its last day is {length}{other}"
        )
    day = calendar.day(year, point.month, point.day)
    if frame.weekdays and point.weekday is not None and day % 7 != point.weekday:
        raise point.wrong(
            f"that day was a {WEEKDAYS[day % 7]}, not a {WEEKDAYS[point.weekday]}",
            f"{calendar.name} calendar: correct the weekday or the date",
        )
    return unit(((day, day),), "day", year)


def _month(point: Point, year: int, frame: Frame) -> Sense:
    days = frame.calendar.month(year, point.month)
    if not point.part:
        return unit(days, "month", year)
    if len(days) > 1:
        raise point.wrong("a part of a month in which the year begins", "write its first and last day")
    low, high = days[0]
    length = high - low + 1
    first, last = _part(point, frame.figures.month, length, 1)
    return vague(
        frame,
        low + first,
        low + min(last, length - 1),
        "day",
        year,
        "part-month",
        days=frame.figures.month_edge,
    )


def _year(point: Point, year: int, frame: Frame) -> Sense:
    if not point.part:
        return unit((frame.calendar.year(year),), "year", year)
    first, last = _part(point, frame.figures.year, 12, 1)
    low, high = frame.calendar.months(12 * year + first, 12 * year + last)
    return vague(frame, low, high, "month", year, "part-year", months=frame.figures.year_edge)


def _decade(point: Point, year: int, frame: Frame) -> Sense:
    if not point.part:
        return unit((frame.calendar.year(year, year + 9),), "decade", year)
    first, last = _part(point, frame.figures.decade, 10, 0)
    low, high = frame.calendar.year(year + first, year + last)
    # Circa goes by the unit that the part is counted in: single years here, which are not round.
    return vague(frame, low, high, "year", 1, "part-decade", months=frame.figures.decade_edge)


def _century(point: Point, year: int, frame: Frame) -> Sense:
    if not point.part:
        low, high = frame.calendar.year(year, year + 99)
        sense = unit(((low, high),), "century", year, ("century",))
        if year == 1 or year == -99:
            return sense  # there is no year 0 that its century could begin or end with
        wide = frame.calendar.year(year - 1, year + 99) if year > 0 else frame.calendar.year(year, year + 100)
        return sense._replace(charitable=(wide,))
    first, last = _part(point, frame.figures.century, 100, 1)
    low, high = frame.calendar.year(year + first, year + last)
    return vague(frame, low, high, "decade", year, "part-century", months=frame.figures.century_edge)


def _season(point: Point, year: int, frame: Frame) -> Sense:
    sense = season(frame, point.season, year, point.two_years)
    if not point.part:
        return sense
    if point.part not in _PLACE:
        raise point.wrong("a half or quarter of a season", "write early, mid or late")
    low, place = sense.plain[0][0], _PLACE[point.part]
    first, last = (frame.calendar.shift(low, place[0]), frame.calendar.shift(low, place[1] + 1) - 1)
    part = vague(frame, first, last, "month", year, "season", months=frame.figures.season_edge)
    extra = sense.charitable[0] if sense.charitable[0][1] < low else None
    return part._replace(charitable=union((*part.charitable, extra))) if extra else part


_BUILD = {
    "day": _day,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "season": _season,
}
# The first and last third that a part covers.
_PLACE = {"early": (0, 0), "mid": (1, 1), "late": (2, 2), "mid-to-late": (1, 2), "early-to-mid": (0, 1)}


def _part(point: Point, thirds: tuple[tuple[int, int], ...], whole: int, base: int) -> tuple[int, int]:
    """First and last offset (from 0) that the part covers; `thirds` are counted from `base`, a fourth is
    mid-to-late itself.
    """
    if point.part in _PLACE:
        if point.part == "mid-to-late" and len(thirds) > 3:
            return thirds[3][0] - base, thirds[3][1] - base
        first, last = _PLACE[point.part]
        return thirds[first][0] - base, thirds[last][1] - base
    name, number = point.part.split()
    if name == "half":
        middle = 15 if point.kind == "month" else whole // 2
        return (0, middle - 1) if number == "1" else (middle, whole - 1)
    if point.kind not in ("year", "century"):
        raise point.wrong("a quarter of this is not a round part", "write early, mid or late, or a half")
    size = whole // 4
    return size * (int(number) - 1), size * int(number) - 1
