"""From the syntax tree of a date in words to its sets of days, by the conventions and in one calendar."""

from __future__ import annotations

from discrepancy.values.dates.date_sets import (
    DateReading,
    DateSets,
    between,
    bound,
    circa,
    distinct,
    edtf_sets,
    either,
    levels,
    season_sets,
    unit_sets,
    unvouched,
    vague,
)
from discrepancy.values.dates.days import GREGORIAN, JULIAN, WEEKDAYS, Calendar, month_text
from discrepancy.values.dates.nodes import Bounded, Distance, Either, Node, Point
from discrepancy.values.errors import Slip, Unreadable
from discrepancy.values.intervals import (
    INF,
    Bound,
    Interval,
    Region,
    union,
)

_UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120}


def distance_sets(node: Distance, frame: DateReading) -> DateSets:
    """So far after or before another date, or in the same unit as it, level by level."""
    of = edtf_sets(node.of, frame) if isinstance(node.of, str) else _point(node.of, frame)
    if node.unit == "shortly":
        row, by_level = "shortly-after", _shortly(node.order, of, frame)
    elif node.amount is None:
        row, by_level = "relative-unit", [_next(node, days, of.plain, frame.calendar) for days in levels(of)]
    else:
        row, by_level = (
            "relative-distance",
            [
                _far(node, node.amount, days, frame, charity)
                for days, charity in zip(levels(of), (0, 0, 1), strict=True)
            ],
        )
    ends = by_level[1][-1][1], by_level[2][-1][1]
    sets = of._replace(
        plain=by_level[0],
        licensed=by_level[1],
        charitable=by_level[2],
        starts=ends,
        rows=distinct((row, *of.rows)),
    )
    return unvouched(sets) if node.uncertain else sets


def _shortly(order: str, of: DateSets, frame: DateReading) -> list[Region]:
    """From its end (or back from its start) at face value; as worded and charitably also the time of the
    thing itself.
    """
    shift = frame.calendar.shift
    near, far, farthest = frame.figures.shortly
    (low, high), (early, late), (first, last) = ((days[0][0], days[-1][1]) for days in levels(of))
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


def _unit_of(day: Bound, unit_name: str, calendar: Calendar) -> Interval:
    """The day, month or year that a day lies in."""
    if abs(day) == INF or unit_name == "day":
        return day, day
    year, month, _ = calendar.civil(day)
    return calendar.year(year) if unit_name == "year" else calendar.months(12 * year + month - 1)


def _far(node: Distance, amount: int, days: Region, frame: DateReading, charity: int) -> Region:
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


def node_sets(node: Node, frame: DateReading) -> DateSets:
    """The sets of a date in words. Raises Unreadable for a day that does not exist and for a range that runs
    backwards; that a day is another weekday is noted as a slip.
    """
    if isinstance(node, Point):
        return _point(node, frame)
    if isinstance(node, Bounded):
        return bound(node.row, _point(node.of, frame), frame)
    if isinstance(node, Distance):
        return distance_sets(node, frame)
    if isinstance(node, Either):
        return either([node_sets(member, frame) for member in node.members])
    first, last = _point(node.first, frame), _point(node.last, frame)
    if first.plain[0] > last.plain[0] or first.plain[-1][1] > last.plain[-1][1]:
        raise node.first.wrong("a range that runs backwards", "the earlier date comes first")
    return between(first, last)


def _point(point: Point, frame: DateReading) -> DateSets:
    if point.edtf:
        sets = _edtf_point(point, frame)
    elif point.kind == "number" or point.year is None:
        raise point.wrong("a date without its year", "give the year in four digits, or with AD or BC")
    else:
        sets = _BUILD[point.kind](point, point.year, frame)
    if point.notes:
        sets = sets._replace(notes=(*sets.notes, *point.notes))
    if point.circa:
        sets = circa(sets, frame)
    return unvouched(sets) if point.uncertain else sets


def _edtf_point(point: Point, frame: DateReading) -> DateSets:
    try:
        return edtf_sets(point.edtf, frame)
    except Unreadable as error:
        error.offset += point.start + max(point.words.find(point.edtf), 0)
        raise


def _day(point: Point, year: int, frame: DateReading) -> DateSets:
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
    slips: tuple[str, ...] = ()
    if point.weekday is not None and day % 7 != point.weekday:
        slips = (_another_weekday(point, point.weekday, year, day, calendar),)
    return unit_sets(((day, day),), "day", year, notes=slips)


def _another_weekday(point: Point, weekday: int, year: int, day: int, calendar: Calendar) -> Slip:
    """That `day` is not the weekday its source says, and the calendar by which it would be."""
    other = GREGORIAN if calendar is JULIAN else JULIAN
    # Before 1752 not every country had left the Julian calendar; before 1582 there was no other.
    fits = 1582 < year <= 1752 and point.day <= other.days_in_month(year, point.month)
    fits = fits and other.day(year, point.month, point.day) % 7 == weekday
    return Slip(
        f"{point.day} {month_text(year, point.month)} was a {WEEKDAYS[day % 7]}, not a {WEEKDAYS[weekday]}"
        + (f"; by the {other.name.capitalize()} calendar it was" if fits else "")
    )


def _month(point: Point, year: int, frame: DateReading) -> DateSets:
    days = frame.calendar.month(year, point.month)
    if not point.part:
        return unit_sets(days, "month", year)
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


def _year(point: Point, year: int, frame: DateReading) -> DateSets:
    if not point.part:
        return unit_sets((frame.calendar.year(year),), "year", year)
    first, last = _part(point, frame.figures.year, 12, 1)
    low, high = frame.calendar.months(12 * year + first, 12 * year + last)
    return vague(frame, low, high, "month", year, "part-year", months=frame.figures.year_edge)


def _decade(point: Point, year: int, frame: DateReading) -> DateSets:
    if not point.part:
        return unit_sets((frame.calendar.year(year, year + 9),), "decade", year)
    first, last = _part(point, frame.figures.decade, 10, 0)
    low, high = frame.calendar.year(year + first, year + last)
    # Circa goes by the unit that the part is counted in: single years here, which are not round.
    return vague(frame, low, high, "year", 1, "part-decade", months=frame.figures.decade_edge)


def _century(point: Point, year: int, frame: DateReading) -> DateSets:
    if not point.part:
        low, high = frame.calendar.year(year, year + 99)
        sets = unit_sets(((low, high),), "century", year, ("century",))
        if year == 1 or year == -99:
            return sets  # there is no year 0 that its century could begin or end with
        wide = frame.calendar.year(year - 1, year + 99) if year > 0 else frame.calendar.year(year, year + 100)
        return sets._replace(charitable=(wide,))
    first, last = _part(point, frame.figures.century, 100, 1)
    low, high = frame.calendar.year(year + first, year + last)
    return vague(frame, low, high, "decade", year, "part-century", months=frame.figures.century_edge)


def _season(point: Point, year: int, frame: DateReading) -> DateSets:
    sets = season_sets(frame, point.season, year, point.two_years)
    if not point.part:
        return sets
    if point.part not in _PLACE:
        raise point.wrong("a half or quarter of a season", "write early, mid or late")
    low, place = sets.plain[0][0], _PLACE[point.part]
    first, last = (frame.calendar.shift(low, place[0]), frame.calendar.shift(low, place[1] + 1) - 1)
    part = vague(frame, first, last, "month", year, "season", months=frame.figures.season_edge)
    extra = sets.charitable[0] if sets.charitable[0][1] < low else None
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
