"""The sets of days that a wording of a date allows, and what a hedge, a bound or a choice makes of them.

Every figure comes from the conventions in force, ready in `Figures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from discrepancy.values.dates import edtf as _edtf
from discrepancy.values.dates.days import Calendar
from discrepancy.values.dates.figures import Figures
from discrepancy.values.errors import Unreadable
from discrepancy.values.intervals import (
    ALL_DAYS,
    INF,
    Bound,
    Region,
    union,
)

ORDINARY = ("calendar-unit",)


class DateSets(NamedTuple):
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


class DateReading(NamedTuple):
    """In what a wording is read: the calendar, the figures and the hemisphere."""

    calendar: Calendar
    figures: Figures
    south: bool = False


def unit_sets(
    region: Region, unit_name: str, year: int, rows: tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> DateSets:
    """A calendar unit: it, at every level."""
    start = region[-1][0]
    return DateSets(region, region, region, unit_name, year, (start, start), rows, notes=notes)


def vague(
    frame: DateReading,
    low: int,
    high: int,
    unit_name: str,
    year: int,
    row: str,
    months: int = 0,
    days: int = 0,
) -> DateSets:
    """A piece with soft edges: so many months or days more on either side, charitably."""
    shift = frame.calendar.shift
    wide = (shift(low, -months, -days), shift(high + 1, months, days) - 1)
    return DateSets(
        ((low, high),), ((low, high),), (wide,), unit_name, year, (low, shift(low, months, days)), (row,)
    )


def roundness(year: int) -> int:
    """0, 1 or 2: how round a year is as people write it (43 BC is 43, not -42)."""
    written = year if year > 0 else 1 - year
    return 0 if written % 10 else 1 if written % 100 else 2


def circa(sets: DateSets, frame: DateReading, unit_name: str = "") -> DateSets:
    """`sets` about: by its unit (or `unit_name`), and for a year by how round it is."""
    name = unit_name or sets.unit
    slacks = frame.figures.circa[name]
    near, far = slacks[min(roundness(sets.year), len(slacks) - 1) if name == "year" else 0]
    shift = frame.calendar.shift
    return sets._replace(
        licensed=_widen(sets.licensed, frame.calendar, *near),
        charitable=_widen(sets.charitable, frame.calendar, *far),
        starts=(shift(sets.starts[0], *near), shift(sets.starts[1], *far)),
        rows=(*sets.rows, f"circa-{name}"),
        approximate=True,
    )


def _widen(region: Region, calendar: Calendar, months: int, days: int) -> Region:
    shift = calendar.shift
    return union((shift(low, -months, -days), shift(high + 1, months, days) - 1) for low, high in region)


def unvouched(sets: DateSets) -> DateSets:
    """`sets` as a source gives it that does not vouch for it: charitably anything."""
    return sets._replace(
        charitable=ALL_DAYS, starts=(sets.starts[0], INF), rows=(*sets.rows, "unvouched"), uncertain=True
    )


def bound(row: str, sets: DateSets, frame: DateReading) -> DateSets:
    """By, before, not-before or after `sets`, by the rows of these names."""
    reach = frame.figures.reach[row]
    shift = frame.calendar.shift
    low, high = sets.plain[0][0], sets.plain[-1][1]
    if row in ("by", "before"):
        end = high if row == "by" else low - 1
        near, far = (
            (sets.licensed[-1][1], sets.charitable[-1][1])
            if row == "by"
            else (sets.starts[0] - 1, sets.starts[1] - 1)
        )
        pieces = (shift(end + 1, -reach), end), (-INF, near), (-INF, far)
    else:
        start = low if row == "not-before" else high + 1
        pieces = (start, shift(start, reach) - 1), (sets.licensed[0][0], INF), (sets.charitable[0][0], INF)
    if INF in map(abs, pieces[0]):
        raise Unreadable("a bound on a date that has no bound itself", row)
    plain, licensed, charitable = ((piece,) for piece in pieces)
    return sets._replace(plain=plain, licensed=licensed, charitable=charitable, rows=(row, *sets.rows))


def between(first: DateSets, last: DateSets) -> DateSets:
    """From the earliest of `first` to the latest of `last`, level by level."""
    hull = [((a[0][0], b[-1][1]),) for a, b in zip(levels(first), levels(last), strict=True)]
    return _joined((first, last), hull, "calendar-unit")


def either(members: Sequence[DateSets], row: str = "either") -> DateSets:
    """One of `members`: exactly they, level by level."""
    sets = [
        union(piece for days in level for piece in days) for level in zip(*map(levels, members), strict=True)
    ]
    return _joined(members, sets, row)


def all_of(members: Sequence[DateSets]) -> DateSets:
    """All of `members`: their hull, level by level."""
    by_level = zip(*map(levels, members), strict=True)
    hull = [((min(days[0][0] for days in level), max(days[-1][1] for days in level)),) for level in by_level]
    return _joined(members, hull, "all-of")


def levels(sets: DateSets) -> tuple[Region, Region, Region]:
    """The plain, licensed and charitable set."""
    return sets.plain, sets.licensed, sets.charitable


def _joined(members: Sequence[DateSets], sets: Sequence[Region], row: str) -> DateSets:
    return DateSets(
        sets[0],
        sets[1],
        sets[2],
        members[0].unit,
        members[0].year,
        (max(member.starts[0] for member in members), max(member.starts[1] for member in members)),
        distinct((row, *(row for member in members for row in member.rows))),
        any(member.uncertain for member in members),
        any(member.approximate for member in members),
        distinct(note for member in members for note in member.notes),
    )


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names without repetitions, in order."""
    return tuple(dict.fromkeys(names))


def season_sets(frame: DateReading, code: int, year: int, of_two_years: bool = False) -> DateSets:
    """Spring to winter (1-4) of `year`; a winter that begins in December may also be the one before, unless
    both years are given.
    """
    first, length, _ = _edtf.season_months(20 + code, frame.south)
    start = 12 * year + first - 1
    low, high = frame.calendar.months(start, start + length - 1)
    sets = vague(frame, low, high, "month", year, "season", months=frame.figures.season_edge)
    if first < 12 or of_two_years:
        return sets
    return sets._replace(charitable=union((*sets.charitable, frame.calendar.months(start - 12, start - 10))))


def edtf_sets(text: str, frame: DateReading) -> DateSets:
    """The sets of an EDTF date. Raises Unreadable."""
    found = _edtf.parse(text, frame.calendar, frame.south)
    members = [_edtf_date_sets(member, frame) for member in found.members]
    if found.kind == "one":
        return members[0]
    return either(members) if found.kind == "either" else all_of(members)


def _edtf_date_sets(member: _edtf.EdtfDate, frame: DateReading) -> DateSets:
    rows = ("either",) if member.unspecified else ()
    sets = unit_sets(member.pieces, member.unit, member.year, rows, member.notes)
    if member.vague:
        edge = frame.figures.season_edge
        soft = (*_widen(member.pieces, frame.calendar, edge, 0), *member.also)
        sets = sets._replace(
            charitable=union(soft),
            starts=(sets.starts[0], frame.calendar.shift(sets.starts[1], edge)),
            rows=("season",),
        )
    if member.circa:
        sets = circa(sets, frame, member.circa)
    return unvouched(sets) if member.uncertain else sets
