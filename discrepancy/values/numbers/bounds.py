"""What a worded number allows by the conventions: three nested sets, each a region of numbers."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from discrepancy.values.conventions import Conventions
from discrepancy.values.errors import Unreadable
from discrepancy.values.intervals import (
    ALL_NUMBERS,
    INF,
    Region,
    exact,
    number_piece,
    union,
)
from discrepancy.values.numbers.cardinals import Exact, Number, size
from discrepancy.values.numbers.hedges import HedgedNumber
from discrepancy.values.numbers.numerals import decimal_text

# Bounds that leave the figure as it is.
FIGURES = ("", "exact", "only")


class NumberSets(NamedTuple):
    """The three nested sets of a number, the rows of the conventions that made them, and the best estimate if
    one is stated.
    """

    plain: Region
    licensed: Region
    charitable: Region
    rows: tuple[str, ...]
    best: Exact | None = None


@lru_cache(maxsize=512)
def figures(conventions: Conventions, row: str, level: str) -> tuple[Exact, ...]:
    """The figures of a cell, whole numbers as such: they multiply much faster."""
    return tuple(exact(figure) for figure in conventions.figures(row, level))


def number_sets(stated: HedgedNumber, conventions: Conventions, *, percent: bool = False) -> NumberSets:
    """The sets of a statement, in the number as written: units and rates are not converted yet."""
    if stated.form == "point":
        sets = _point(stated, conventions, percent)
    elif stated.form == "range":
        sets = _range(stated, conventions, percent)
    elif stated.form == "either":
        sets = _either(stated)
    elif stated.form == "estimate":
        sets = _estimate(stated)
    else:
        sets = _vague(stated, conventions)
    return unvouched(sets) if stated.uncertain else sets


def unvouched(sets: NumberSets) -> NumberSets:
    """The sets of a statement that its source does not vouch for."""
    return sets._replace(charitable=ALL_NUMBERS, rows=(*sets.rows, "unvouched"))


def slack(number: Number, conventions: Conventions, percent: bool = False) -> tuple[Exact, str]:
    """The rounding slack r of a figure and the row it is by; (0, "exact") for a figure that is not round.

    A convention of 0 turns the rounding of its row off.
    """
    value, unit, form = size(number.value), number.unit, number.form
    if form in ("ordinal", "fraction"):
        return 0, "exact"
    if form == "decimal":
        return _share(unit, figures(conventions, "decimal", "licensed")[0]), "decimal"
    if form == "magnitude":
        half, tenth = figures(conventions, "magnitude", "licensed")[:2]
        return min(_share(unit, half), _share(value, tenth)), "magnitude"
    if percent:
        half, tenth, least, of = figures(conventions, "percent", "licensed")[:4]
        return min(_share(unit, half), max(_share(value, tenth), _share(least, of))), "percent"
    half, tenth, smallest = figures(conventions, "round", "licensed")[:3]
    if unit >= 10 and value >= smallest:
        return min(_share(unit, half), _share(value, tenth)), "round"
    return 0, "exact"


def _share(number: Exact, by: Exact) -> Exact:
    """The quotient; 0 where it is divided by 0, which is how a convention of 0 says that there is none."""
    return divided(number, by) if by else 0


def divided(number: Exact, by: Exact) -> Exact:
    """The exact quotient, an `int` where it is whole."""
    if type(number) is int and type(by) is int and number % by == 0:
        return number // by
    found: Exact = exact(Fraction(number) / by)
    return found


def pieces_as_json(region: Region) -> list[list[str | None]]:
    """A region of numbers as JSON. An end without a number is open."""
    found: list[list[str | None]] = []
    for (low, low_side), (high, high_side) in region:
        ends = ("(" if low_side or low == -INF else "[") + (")" if high_side or high == INF else "]")
        piece = [None if low == -INF else decimal_text(low), None if high == INF else decimal_text(high)]
        found.append(piece if ends == "[]" else [*piece, ends])
    return found


def scaled(region: Region, factor: Exact) -> Region:
    """The region with every number multiplied by a positive factor."""
    return tuple((_scaled(low, factor), _scaled(high, factor)) for low, high in region)


def _scaled(bound: tuple[Exact, int], factor: Exact) -> tuple[Exact, int]:
    return bound if type(bound[0]) is float else (exact(bound[0] * factor), bound[1])


def interval(low: Exact | float, high: Exact | float, ends: str = "[]") -> Region:
    """The region from `low` to `high`; `ends` says which end is open."""
    return (number_piece(low, high, ends[0] == "(", ends[1] == ")"),)


def _spread(number: Number, conventions: Conventions, percent: bool) -> tuple[Exact, Exact]:
    """How far "about" reaches either way, licensed and charitable."""
    r, _ = slack(number, conventions, percent)
    twice, share = figures(conventions, "about", "licensed")[:2]
    h: Exact = max(twice * r, divided(share * size(number.value), 100))
    return h, exact(figures(conventions, "about", "charitable")[0] * h)


def _point(stated: HedgedNumber, conventions: Conventions, percent: bool) -> NumberSets:
    number, bound = stated.numbers[0], stated.bound
    near, far = _spread(number, conventions, percent) if stated.about[0] else (0, 0)
    rows: tuple[str, ...] = ("about",) if stated.about[0] else ()
    if bound in FIGURES:
        return _figure(number, bound, near, far, rows, slack(number, conventions, percent))
    return bounded(exact(number.value), bound, conventions, near, far, rows)


def bounded(
    n: Exact,
    bound: str,
    conventions: Conventions,
    near: Exact = 0,
    far: Exact = 0,
    rows: tuple[str, ...] = (),
) -> NumberSets:
    """The sets of a bound on n that is itself uncertain by `near` (licensed) and `far` (charitable)."""
    rows = (bound, *rows)
    if bound in ("over", "at-least"):
        return _lower(n, bound, near, far, rows, conventions)
    if bound == "nearly":
        return _nearly(n, near, far, rows, conventions)
    return _upper(n, bound, near, far, rows, conventions)


def _figure(
    number: Number, bound: str, near: Exact, far: Exact, rows: tuple[str, ...], slack_row: tuple[Exact, str]
) -> NumberSets:
    n = exact(number.value)
    plain = interval(n, n)
    if rows:
        return NumberSets(
            plain,
            interval(n - near, n + near),
            interval(n - far, n + far),
            (*((bound,) if bound else ()), *rows),
        )
    r, row = slack_row
    if bound == "exact" or not r:
        return NumberSets(plain, plain, plain, (bound or "exact",))
    if bound == "only":
        licensed = interval(n - r, n)
        return NumberSets(plain, licensed, licensed, ("only", row))
    licensed = interval(n - r, n + r, "()")
    return NumberSets(plain, licensed, licensed, (row,))


def _lower(
    n: Exact, bound: str, near: Exact, far: Exact, rows: tuple[str, ...], conventions: Conventions
) -> NumberSets:
    left = "(" if bound == "over" else "["
    if n <= 0:
        return NumberSets(
            interval(n, INF, left + "]"),
            interval(n - near, INF, left + "]"),
            interval(n - far, INF, left + "]"),
            rows,
        )
    (twice,), (ten,) = figures(conventions, bound, "plain")[:1], figures(conventions, bound, "licensed")[:1]
    return NumberSets(
        interval(n, twice * n, left + "]"),
        interval(n - near, ten * n, left + "]"),
        interval(n - far, INF, left + "]"),
        rows,
    )


def _upper(
    n: Exact, bound: str, near: Exact, far: Exact, rows: tuple[str, ...], conventions: Conventions
) -> NumberSets:
    right = ")" if bound == "under" else "]"
    if n < 0 or (n == 0 and bound == "under"):  # no smallest order of magnitude to stop at: everything below
        return NumberSets(
            interval(-INF, n, "[" + right),
            interval(-INF, n + near, "[" + right),
            interval(-INF, n + far, "[" + right),
            rows,
        )
    half, tenth = figures(conventions, bound, "plain")[0], figures(conventions, bound, "licensed")[0]
    least, *cancelled = figures(conventions, bound, "charitable")
    high = max(n + far, cancelled[0] * n) if cancelled else n + far
    plain, licensed = (
        interval(divided(n, half), n, "[" + right),
        interval(divided(n, tenth), n + near, "[" + right),
    )
    # A floor that a project sets holds for great numbers; it never cuts off what the words allow.
    least = min(least, divided(n, tenth))
    return NumberSets(plain, licensed, interval(least, high, "[" + right), rows)


def _nearly(n: Exact, near: Exact, far: Exact, rows: tuple[str, ...], conventions: Conventions) -> NumberSets:
    if n == 0:
        raise Unreadable("nearly nothing is no number", "0", "a bound, such as under 5")
    low = [
        exact(figures(conventions, "nearly", level)[0] * n) for level in ("plain", "licensed", "charitable")
    ]
    if n < 0:  # nearly -5 comes from the side of zero
        return NumberSets(
            interval(n, low[0], "(]"), interval(n - near, low[1], "(]"), interval(n - far, low[2]), rows
        )
    return NumberSets(
        interval(low[0], n, "[)"), interval(low[1], n + near, "[)"), interval(low[2], n + far), rows
    )


def _range(stated: HedgedNumber, conventions: Conventions, percent: bool) -> NumberSets:
    first, last = stated.numbers
    low, high = exact(first.value), exact(last.value)
    if low > high:
        raise Unreadable("the range runs backwards", "", "A to B with A the smaller")
    plain = interval(low, high)
    if stated.bound == "exact":
        return NumberSets(plain, plain, plain, ("range", "exact"))
    rows = ["range"]
    reach = []
    for number, about in zip(stated.numbers, stated.about, strict=True):
        r, row = slack(number, conventions, percent)
        near, far = _spread(number, conventions, percent) if about else (r, r)
        reach.append((near, far, "[]" if about or not r else "()"))
        rows += ["about"] if about else [row] if r else []
    (near_low, far_low, left), (near_high, far_high, right) = reach
    ends = left[0] + right[1]
    licensed, charitable = (
        interval(low - near_low, high + near_high, ends),
        interval(low - far_low, high + far_high, ends),
    )
    return NumberSets(plain, licensed, charitable, tuple(dict.fromkeys(rows)))


def _either(stated: HedgedNumber) -> NumberSets:
    if any(stated.about):
        raise Unreadable("about one of two numbers", "about", "A or B, or about A")
    members = union(number_piece(number.value, number.value) for number in stated.numbers)
    return NumberSets(members, members, members, ("either",))


def _estimate(stated: HedgedNumber) -> NumberSets:
    values = [exact(number.value) for number in stated.numbers]
    if values != sorted(values):
        raise Unreadable("low, best and high are out of order", "", "low A best B high C with A <= B <= C")
    if any(stated.about) or stated.bound:
        raise Unreadable(
            "a hedge on an estimate that has its own low and high",
            stated.bound or "about",
            "low A best B high C",
        )
    plain = interval(values[0], values[-1])
    return NumberSets(plain, plain, plain, ("low-best-high",), values[1] if len(values) == 3 else None)


def _vague(stated: HedgedNumber, conventions: Conventions) -> NumberSets:
    u, row = exact(stated.numbers[0].value), stated.form
    (low, high), (low_l, high_l) = (
        figures(conventions, row, "plain")[:2],
        figures(conventions, row, "licensed")[:2],
    )
    high_c = figures(conventions, row, "charitable")[-1]
    plain = interval(low * u, high * u, "[)" if row == "tens-of" else "[]")
    return NumberSets(plain, interval(low_l * u, high_l * u, "[)"), interval(low_l * u, high_c * u), (row,))
