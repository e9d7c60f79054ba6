"""Order and distance as sources state them ("two days after the fire") as constraints between days."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from discrepancy.reasoning.constraints import YEAR, at_most, unit_after
from discrepancy.reasoning.network import (
    Constraint,
)
from discrepancy.values.base import Relative

_DAYS = {
    "day": Fraction(1),
    "week": Fraction(7),
    "month": YEAR / 12,
    "year": YEAR,
    "decade": 10 * YEAR,
}
# "Shortly after": days from the end of what it follows; as worded a year, charitably three.
_SHORTLY = {"licensed": 366, "charitable": 3 * 366}


def relative_constraints(day: int, start: int, end: int, value: Relative, level: str) -> Iterator[Constraint]:
    """The constraints between the variable of a day and what a relative date dates it by, at a level.

    `start` and `end` are the variables of the days on which that begins and ends.
    """
    order, unit = value.order, value.unit
    strict = (-1, 0) if value.strict else (0, 0)
    if unit == "shortly":
        reach = _SHORTLY[level]
        # It is counted from the thing's own time: its start on one side, so that it may
        # still be going on.
        first, last = ((start, day), (day, end)) if order == "after" else ((day, end), (start, day))
        yield at_most(((first[0], 1), (first[1], -1)), (0, 0))
        yield at_most(((last[0], 1), (last[1], -1)), (reach, 0))
    elif value.amount is not None:
        yield from _distance(day, end if order == "after" else start, value, level)
    elif order == "same" or unit in ("day", "month", "year"):
        by = {"after": 1, "before": -1}.get(order, 0)
        anchor = start if order == "before" else end
        if unit == "day":
            yield from _between(day, anchor, (by, 0), (by, 0))
        else:
            yield unit_after(day, anchor, unit, by)
    elif unit == "week":
        by = 1 if order == "after" else -1
        low, high = ((1, 0), (13, 0)) if by > 0 else ((-13, 0), (-1, 0))
        yield from _between(day, end if by > 0 else start, low, high)
    elif order == "after":
        yield at_most(((end, 1), (day, -1)), strict)
    elif order == "before":
        yield at_most(((day, 1), (start, -1)), strict)
    elif order == "by":
        yield at_most(((day, 1), (end, -1)), (0, 0))
    else:  # on
        yield at_most(((day, 1), (end, -1)), (0, 0))
        yield at_most(((start, 1), (day, -1)), (0, 0))


def _distance(day: int, anchor: int, value: Relative, level: str) -> Iterator[Constraint]:
    assert value.amount is not None
    days = _DAYS[value.unit]
    sign = 1 if value.order == "after" else -1
    slack = days / 2 if level == "licensed" else days
    open_ = 1 if level == "charitable" else 0
    # A length in months or years is a day longer or shorter by where it lies.
    more = 1 if value.unit in ("month", "year", "decade") and level == "licensed" else 0
    middle = sign * value.amount * days
    yield from _between(day, anchor, (middle - slack - more, open_), (middle + slack + more, -open_))


def _between(
    day: int, anchor: int, low: tuple[object, int], high: tuple[object, int]
) -> Iterator[Constraint]:
    """`day - anchor` lies between two bounds."""
    yield at_most(((anchor, 1), (day, -1)), (-low[0], -abs(low[1])))  # type: ignore[operator]  # exact numbers
    yield at_most(((day, 1), (anchor, -1)), (high[0], -abs(high[1])))
