"""Whether linear relations and ranges can hold together over the rationals, decided exactly: the simplex
method of Dutertre & de Moura (2006), with bounds on every variable, strict bounds as infinitesimals and
Bland's rule, so that it always ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from discrepancy.reasoning.network import HIGHEST, LOWEST, LinearInequality
from discrepancy.values.intervals import INF, Bound, Interval, exact

Pair = tuple[Any, Any]  # a number and its share of something too small to count


class Tableau:
    """Variables with ranges, some of them defined as sums of the others."""

    def __init__(self, ranges: Mapping[int, Interval], relations: Iterable[LinearInequality]) -> None:
        self.low: dict[int, Bound] = {}
        self.high: dict[int, Bound] = {}
        self.rows: dict[int, dict[int, Any]] = {}
        self.value: dict[int, Pair] = {}
        self.pivots = 0
        sums: dict[tuple[tuple[int, Any], ...], int] = {}
        every = list(relations)
        self.variables = sorted(set(ranges) | {variable for one in every for variable, _ in one.terms})
        for variable in self.variables:
            self.low[variable], self.high[variable] = ranges.get(variable, (LOWEST, HIGHEST))
            self.value[variable] = next(
                (end for end in (self.low[variable], self.high[variable]) if end[0] not in (INF, -INF)),
                (0, 0),
            )
        made = -1
        for one in every:
            if len(one.terms) == 1:
                self._range(one)
                continue
            # A sum and its negative are one variable, bounded on both sides.
            flipped = one.terms[0][1] < 0
            terms = tuple(
                sorted((variable, -weight if flipped else weight) for variable, weight in one.terms)
            )
            if terms not in sums:
                sums[terms] = made
                self.rows[made] = dict(terms)
                self.low[made], self.high[made] = LOWEST, HIGHEST
                made -= 1
            place, (number, side) = sums[terms], one.most
            if flipped:
                self.low[place] = max(self.low[place], (-number, -side))
            else:
                self.high[place] = min(self.high[place], one.most)
        for place, row in self.rows.items():
            self.value[place] = self._sum(row)

    def _range(self, one: LinearInequality) -> None:
        ((variable, weight),) = one.terms
        number, side = exact(Fraction(one.most[0]) / weight), one.most[1]
        if weight > 0:
            self.high[variable] = min(self.high[variable], (number, side))
        else:
            self.low[variable] = max(self.low[variable], (number, -side))
        low, high = self.low[variable], self.high[variable]
        self.value[variable] = min(max(self.value[variable], low), high)

    def _sum(self, row: Mapping[int, Any]) -> Pair:
        number, share = 0, 0
        for variable, weight in row.items():
            other, part = self.value[variable]
            number += weight * other
            share += weight * part
        return exact(number), exact(share)

    def feasible(self, most: int) -> bool | None:
        """Whether an assignment exists; None after `most` pivots."""
        if any(self.low[place] > self.high[place] for place in self.low):
            return False
        while True:
            wrong = min(
                (
                    place
                    for place in self.rows
                    if not self.low[place] <= self.value[place] <= self.high[place]
                ),
                default=None,
            )
            if wrong is None:
                return True
            rising = self.value[wrong] < self.low[wrong]
            other = self._movable(wrong, rising)
            if other is None:
                return False
            self.pivots += 1
            if self.pivots > most:
                return None
            self._exchange(wrong, other, self.low[wrong] if rising else self.high[wrong])

    def _movable(self, basic: int, rising: bool) -> int | None:
        """The first variable that can move the basic one the way it must go."""
        for other in sorted(self.rows[basic]):
            up = (self.rows[basic][other] > 0) == rising
            if self.value[other] < self.high[other] if up else self.value[other] > self.low[other]:
                return other
        return None

    def _exchange(self, basic: int, other: int, target: Pair) -> None:
        """Sets the basic variable to `target` and defines the other by it instead."""
        row = self.rows.pop(basic)
        weight = row.pop(other)
        number, share = ((Fraction(a) - b) / weight for a, b in zip(target, self.value[basic], strict=True))
        self.value[basic] = target
        self.value[other] = exact(self.value[other][0] + number), exact(self.value[other][1] + share)
        for place, kept in self.rows.items():
            if factor := kept.get(other):
                before, part = self.value[place]
                self.value[place] = exact(before + factor * number), exact(part + factor * share)
        turned = {variable: exact(Fraction(-factor) / weight) for variable, factor in row.items()}
        turned[basic] = exact(1 / Fraction(weight))
        for kept in self.rows.values():
            factor = kept.pop(other, 0)
            if factor:
                for variable, share_ in turned.items():
                    total = exact(kept.get(variable, 0) + factor * share_)
                    if total:
                        kept[variable] = total
                    else:
                        kept.pop(variable, None)
        self.rows[other] = turned

    def answer(self) -> dict[int, Any]:
        """An assignment, with the infinitesimal made small enough."""
        small = Fraction(1)
        for place, (number, share) in self.value.items():
            for sign, (end, open_) in ((1, self.low[place]), (-1, self.high[place])):
                room, used = (
                    (sign * (number - end), sign * (open_ - share)) if end not in (INF, -INF) else (0, 0)
                )
                if used > 0 and room > 0:
                    small = min(small, Fraction(room) / used)
        return {
            variable: exact(Fraction(self.value[variable][0]) + self.value[variable][1] * small)
            for variable in self.variables
        }
