"""Regions: unions of intervals on one line, the form every set of days or numbers takes here.

A region is a tuple of pieces `(low, high)`, sorted, disjoint and not touching. A bound is one of

- a day: an `int` (Julian day number), or `-inf` / `inf`. Days are discrete: `(1, 2)` and `(3, 4)` touch.
- a number: a pair `(value, side)` with an exact value and side -1 (just below), 0 (the number itself) or +1
  (just above), so that an open end is an ordinary bound: (5, 6) is `((5, +1), (6, -1))`. Numbers are dense.

Either way bounds of one line compare with `<`, which is all the functions here ask of them; which line it is
shows in the bound itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

Bound = Any  # a day or a (number, side) pair; both order by `<`, and a region never mixes them
Interval = tuple[Bound, Bound]
Region = tuple[Interval, ...]

INF = float("inf")
ALL_DAYS: Region = ((-INF, INF),)
ALL_NUMBERS: Region = (((-INF, 0), (INF, 0)),)


def union(pieces: Iterable[Interval]) -> Region:
    """The region that `pieces` cover, in any order and overlapping or not; empty ones (low > high) vanish."""
    merged: list[Interval] = []
    for low, high in sorted(piece for piece in pieces if piece[0] <= piece[1]):
        if merged and (low <= merged[-1][1] or _touch(merged[-1][1], low)):
            if high > merged[-1][1]:
                merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return tuple(merged)


def _touch(high: Bound, low: Bound) -> bool:
    """Whether nothing lies between `high` and the next piece's `low`."""
    if type(high) is tuple:
        return bool(high[0] == low[0] and low[1] - high[1] == 1)
    return bool(high + 1 == low)


def meets(a: Region, b: Region) -> bool:
    """Whether the regions share a point."""
    if len(a) == 1 and len(b) == 1:
        return bool(a[0][0] <= b[0][1] and b[0][0] <= a[0][1])
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i][0] <= b[j][1] and b[j][0] <= a[i][1]:
            return True
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return False


def meet(a: Region, b: Region) -> Region:
    """The region both share, perhaps empty."""
    found: list[Interval] = []
    i = j = 0
    while i < len(a) and j < len(b):
        low, high = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if low <= high:
            found.append((low, high))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def within(a: Region, b: Region) -> bool:
    """Whether every point of `a` lies in `b`."""
    if len(a) == 1 and len(b) == 1:
        return bool(b[0][0] <= a[0][0] and a[0][1] <= b[0][1])
    j = 0
    for low, high in a:
        while j < len(b) and b[j][1] < low:
            j += 1
        if j == len(b) or low < b[j][0] or high > b[j][1]:
            return False
    return True


def apart(a: Region, b: Region) -> tuple[Bound, Bound] | None:
    """The two nearest bounds of disjoint regions, lower first; None if they meet or one is empty."""
    best: tuple[Bound, Bound] | None = None
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i][1] < b[j][0]:
            pair = (a[i][1], b[j][0])
            i += 1
        elif b[j][1] < a[i][0]:
            pair = (b[j][1], a[i][0])
            j += 1
        else:
            return None
        if best is None or distance(*pair) < distance(*best):
            best = pair
    return best


def distance(low: Bound, high: Bound) -> Any:
    """How far apart two bounds are: days, or the exact difference of two numbers."""
    if type(low) is tuple:
        return high[0] - low[0]
    return high - low


def number_piece(low: Any, high: Any, open_low: bool = False, open_high: bool = False) -> Interval:
    """The piece of the number line from `low` to `high` (exact numbers or infinities), each end open or
    closed.
    """
    return (exact(low), 1 if open_low else 0), (exact(high), -1 if open_high else 0)


def exact(number: Any) -> Any:
    """An `int` where the number is whole, otherwise the `Fraction`; infinities as they are."""
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return number
