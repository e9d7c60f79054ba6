"""The kinds of constraint: weighted sums, completed years, calendar units, periods that keep apart or are
denied, and what cannot be.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate
from typing import Any

from discrepancy.reasoning.network import (
    HIGH,
    HIGHEST,
    LOW,
    LOWEST,
    Constraint,
    LinearInequality,
    Propagator,
    VariableEnd,
    Weight,
)
from discrepancy.values.dates.days import GREGORIAN
from discrepancy.values.intervals import INF, Bound, Region, exact

CYCLE_YEARS = 400  # after which the calendar repeats
YEAR = Fraction(3652425, 10000)
SPREAD = Fraction(11, 5)  # days by which so many years may differ from so many mean years


def at_most(terms: Sequence[tuple[int, Weight]], most: Bound) -> Constraint:
    """The sum of `weight * variable` is at most `most` (below it, where its side is -1)."""
    terms = [(variable, weight) for variable, weight in terms if weight]
    steps = []
    for place, (variable, weight) in enumerate(terms):
        rest = [term for i, term in enumerate(terms) if i != place]
        given = tuple(VariableEnd(other, LOW if factor > 0 else HIGH) for other, factor in rest)
        steps.append(
            Propagator(
                VariableEnd(variable, HIGH if weight > 0 else LOW),
                given,
                _share(weight, [factor for _, factor in rest], most),
            )
        )
    weights = [weight for _, weight in terms]

    def holds(*numbers: Any) -> bool:
        return bool(
            (sum(weight * number for weight, number in zip(weights, numbers, strict=True)), 0) <= most
        )

    return Constraint(
        tuple(variable for variable, _ in terms),
        tuple(steps),
        holds,
        "sum",
        (LinearInequality(tuple(terms), most),),
    )


def _share(weight: Weight, factors: Sequence[Weight], most: Bound) -> Callable[..., Bound | None]:
    """What is left for one term of a sum when the others are at their least."""

    # Most weights are 1 or -1: then nothing is multiplied, which costs much where numbers are fractions.
    signs = [int(one) if one in (1, -1) else 0 for one in factors]
    sign = int(weight) if weight in (1, -1) else 0

    def derive(*bounds: Bound) -> Bound | None:
        left, open_ = most
        for factor, unit, (number, side) in zip(factors, signs, bounds, strict=True):
            if type(number) is float:  # endless: no other bound is a float
                return None
            if unit == 0:
                left -= factor * number
            elif unit == 1:
                left -= number
            else:
                left += number
            open_ = open_ or side
        number = exact(Fraction(left) / weight) if sign == 0 else sign * left
        if not open_:
            return number, 0
        return number, -1 if weight > 0 else 1

    return derive


def never() -> Constraint:
    """What cannot be."""
    return Constraint((), (), lambda: False, "never")


def years_between(since: int, until: int, count: int) -> Constraint:
    """`count` is the completed years from day `since` to day `until`; who was born on 29 February ages on 1
    March in common years.
    """
    steps = (
        Propagator(
            VariableEnd(since, HIGH),
            (VariableEnd(until, HIGH), VariableEnd(count, LOW)),
            lambda day, years: _back(day, years),
        ),
        Propagator(
            VariableEnd(since, LOW),
            (VariableEnd(until, LOW), VariableEnd(count, HIGH)),
            lambda day, years: _up(_back(day, _up(years))),
        ),
        Propagator(VariableEnd(until, LOW), (VariableEnd(since, LOW), VariableEnd(count, LOW)), _birthday),
        Propagator(
            VariableEnd(until, HIGH),
            (VariableEnd(since, HIGH), VariableEnd(count, HIGH)),
            lambda day, years: _down(_birthday(day, _up(years))),
        ),
        Propagator(VariableEnd(count, LOW), (VariableEnd(since, HIGH), VariableEnd(until, LOW)), _completed),
        Propagator(VariableEnd(count, HIGH), (VariableEnd(since, LOW), VariableEnd(until, HIGH)), _completed),
    )
    long, short = ((until, 1), (since, -1)), ((since, 1), (until, -1))
    relations = (
        LinearInequality((*long, (count, -YEAR)), (YEAR + SPREAD - 1, 0)),
        LinearInequality((*short, (count, YEAR)), (SPREAD, 0)),
    )

    def under(bound: Callable[[VariableEnd], Bound]) -> Iterator[LinearInequality]:
        least, most = bound(VariableEnd(count, LOW))[0], bound(VariableEnd(count, HIGH))[0]
        first, last = bound(VariableEnd(since, LOW)), bound(VariableEnd(since, HIGH))
        years = (0, CYCLE_YEARS - 1)
        if not _endless(first, last) and 0 <= last[0] - first[0] < CYCLE_YEARS * 365:
            start = GREGORIAN.civil(first[0])[0] - 1
            years = start % CYCLE_YEARS, start % CYCLE_YEARS + GREGORIAN.civil(last[0])[0] + 1 - start
        if 0 <= least < CYCLE_YEARS:
            yield LinearInequality(short, (-least * 365 - _leaps(least, min, *years), 0))
        if 0 <= most < CYCLE_YEARS:
            yield LinearInequality(long, ((most + 1) * 365 + _leaps(most + 1, max, *years) - 1, 0))

    return Constraint(
        (since, until, count), steps, lambda a, b, n: completed_years(a, b) == n, "years", relations, under
    )


@cache
def _leaps(years: int, choose: Callable[..., int], first: int, last: int) -> int:
    """The least or the most leap days in so many years on end that begin with one of the years from `first`
    to `last` of a cycle.
    """
    so_far = _leaps_so_far()
    return choose(so_far[year + years] - so_far[year] for year in range(first, last + 1))


@cache
def _leaps_so_far() -> list[int]:
    return list(
        accumulate((calendar.isleap(year) for year in range(2000, 2000 + 3 * CYCLE_YEARS + 2)), initial=0)
    )


def completed_years(since: int, until: int) -> int:
    """The completed years from one day to another."""
    year, month, day = GREGORIAN.civil(since)
    last, other_month, other_day = GREGORIAN.civil(until)
    return last - year - ((other_month, other_day) < (month, day))


def _endless(*bounds: Bound | None) -> bool:
    return any(bound is None or abs(bound[0]) > 10**9 for bound in bounds)


def _completed(since: Bound, until: Bound) -> Bound | None:
    return None if _endless(since, until) else (completed_years(since[0], until[0]), 0)


def _birthday(since: Bound, years: Bound) -> Bound | None:
    if _endless(since, years):
        return None
    year, month, day = GREGORIAN.civil(since[0])
    year += years[0]
    if day > GREGORIAN.days_in_month(year, month):
        month, day = 3, 1
    return GREGORIAN.day(year, month, day), 0


def _back(until: Bound, years: Bound | None) -> Bound | None:
    """The last day of birth from which so many years are completed."""
    if years is None or _endless(until, years):
        return None
    year, month, day = GREGORIAN.civil(until[0])
    year -= years[0]
    return GREGORIAN.day(year, month, min(day, GREGORIAN.days_in_month(year, month))), 0


def _up(bound: Bound | None) -> Bound | None:
    return None if bound is None else (bound[0] + 1, 0)


def _down(bound: Bound | None) -> Bound | None:
    return None if bound is None else (bound[0] - 1, 0)


def unit_after(day: int, anchor: int, unit: str, by: int) -> Constraint:
    """`day` lies in the calendar month or year `by` (-1, 0, 1) units from the one in which `anchor` lies."""

    def index(number: int) -> int:
        year, month, _ = GREGORIAN.civil(number)
        return year if unit == "year" else 12 * year + month - 1

    def piece(number: int) -> tuple[int, int]:
        return GREGORIAN.year(number) if unit == "year" else GREGORIAN.months(number)

    def end(side: int, shift: int) -> Callable[[Bound], Bound | None]:
        return lambda bound: None if _endless(bound) else (piece(index(bound[0]) + shift)[side], 0)

    steps = (
        Propagator(VariableEnd(day, LOW), (VariableEnd(anchor, LOW),), end(LOW, by)),
        Propagator(VariableEnd(day, HIGH), (VariableEnd(anchor, HIGH),), end(HIGH, by)),
        Propagator(VariableEnd(anchor, LOW), (VariableEnd(day, LOW),), end(LOW, -by)),
        Propagator(VariableEnd(anchor, HIGH), (VariableEnd(day, HIGH),), end(HIGH, -by)),
    )
    least, most = {"month": (28, 31), "year": (365, 366)}[unit]
    # From the first day of a unit to the last of one `by` units on, and from the last to the first.
    longest, shortest = (
        (by + 1) * (most if by >= 0 else least) - 1,
        (by - 1) * (most if by <= 0 else least) + 1,
    )
    relations = (
        LinearInequality(((day, 1), (anchor, -1)), (longest, 0)),
        LinearInequality(((anchor, 1), (day, -1)), (-shortest, 0)),
    )
    return Constraint((day, anchor), steps, lambda a, b: index(a) == index(b) + by, "unit", relations)


def not_all_overlapping(*spans: tuple[int, int]) -> Constraint:
    """Not all of the periods share more than a boundary day: one of them ends no later than
    another begins.
    """

    def bounds(starts: Sequence[int], ends: Sequence[int]) -> tuple[VariableEnd, ...]:
        return tuple(VariableEnd(spans[i][1], LOW) for i in ends) + tuple(
            VariableEnd(spans[j][0], HIGH) for j in starts
        )

    steps = []
    everyone = tuple(range(len(spans)))
    for i, (start, end) in enumerate(spans):
        rest = tuple(j for j in everyone if j != i)
        # Where none can begin so late but this one, it does; where none can end so early but this one, it
        # does.
        steps.append(
            Propagator(VariableEnd(start, LOW), bounds(rest, everyone), _only_after(rest, everyone, LOW))
        )
        steps.append(
            Propagator(VariableEnd(end, HIGH), bounds(everyone, rest), _only_after(everyone, rest, HIGH))
        )

    def holds(*days: Any) -> bool:
        return any(days[2 * i + 1] <= days[2 * j] for i in everyone for j in everyone if i != j)

    return Constraint(tuple(day for span in spans for day in span), tuple(steps), holds, "apart")


@cache
def _only_after(starts: tuple[int, ...], ends: tuple[int, ...], side: int) -> Callable[..., Bound | None]:
    """From the least of some ends and the most of some starts, what is left for the one start or end that is
    not among them, where no other period can begin after the end of another.
    """

    until = {i: place for place, i in enumerate(ends)}
    since = {j: place for place, j in enumerate(starts, len(until))}
    pairs = [(until[i], since[j]) for i in until for j in since if i != j]
    left = [until[i] for i in until if i in since] if side == LOW else [since[j] for j in since if j in until]
    nearest = min if side == LOW else max

    def derive(*bounds: Bound) -> Bound | None:
        for end, start in pairs:  # a loop: asked of every group, and a generator costs more than the bounds
            if bounds[end] <= bounds[start]:
                return None
        return nearest([bounds[place] for place in left])

    return derive


def outside(mark: int, start: int, end: int, starts: Region, ends: Region) -> Constraint:
    """Where `mark` is 1, a period does not both begin among `starts` and end among `ends`."""
    steps = []
    for moved, own, fixed, other in ((start, starts, end, ends), (end, ends, start, starts)):
        sides = [side for side in (LOW, HIGH) if not _open(other, side)]
        given = (
            VariableEnd(mark, LOW),
            VariableEnd(mark, HIGH),
            *(VariableEnd(fixed, side) for side in sides),
        )
        for side in (LOW, HIGH):
            past = _past(own, other, sides, side)
            if _open(own, side):
                steps.append(Propagator(VariableEnd(moved, side), given, past))
            steps.append(Propagator(VariableEnd(moved, side), (*given, VariableEnd(moved, side)), past))

    def holds(number: Any, first: Any, last: Any) -> bool:
        return number != 1 or not (
            _among(starts, (first, 0), (first, 0)) and _among(ends, (last, 0), (last, 0))
        )

    return Constraint((mark, start, end), tuple(steps), holds, "outside")


def _open(region: Region, side: int) -> bool:
    """Whether a region has no end on one side."""
    return region[-side][side][0] in (INF, -INF)


def _among(region: Region, low: Bound, high: Bound) -> bool:
    """Whether everything between two bounds is in one piece of a region."""
    return any(piece[0] <= low and high <= piece[1] for piece in region)


def _past(own: Region, other: Region, sides: Sequence[int], side: int) -> Callable[..., Bound | None]:
    """Where the other end of a period is surely among `other` (of its bounds those at `sides` are given),
    moves one out of `own`.
    """

    def derive(least: Bound, most: Bound, *bounds: Bound) -> Bound | None:
        fixed = {LOW: LOWEST, HIGH: HIGHEST, **dict(zip(sides, bounds, strict=False))}
        if not least == most == (1, 0) or not _among(other, fixed[LOW], fixed[HIGH]):
            return None
        bound = bounds[-1] if len(bounds) > len(sides) else unbounded(side)
        piece = next((piece for piece in own if piece[0] <= bound <= piece[1]), None)
        if piece is None or piece[1 - side][0] in (INF, -INF):
            return None
        return _up(piece[1]) if side == LOW else _down(piece[0])

    return derive


def unbounded(side: int) -> Bound:
    """The bound that says nothing."""
    return LOWEST if side == LOW else HIGHEST
