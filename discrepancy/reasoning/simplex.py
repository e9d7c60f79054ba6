"""Whether linear relations and ranges can hold together over the rationals, decided exactly: the simplex
method of Dutertre & de Moura (2006), with bounds on every variable, strict bounds as infinitesimals and
Bland's rule, so that it always ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from discrepancy.reasoning.network import LEAST, MOST, Relation
from discrepancy.values.intervals import INF, Bound, Piece, exact

Pair = tuple[Any, Any]  # a number and its share of something too small to count


class Tableau:
    """Variables with ranges, some of them defined as sums of the others."""

    def __init__(self, ranges: Mapping[int, Piece], relations: Iterable[Relation]) -> None:
        self.low: dict[int, Bound] = {}
        self.high: dict[int, Bound] = {}
        self.rows: dict[int, dict[int, Any]] = {}
        self.value: dict[int, Pair] = {}
        self.pivots = 0
        sums: dict[tuple[tuple[int, Any], ...], int] = {}
        every = list(relations)
        self.unknowns = sorted(set(ranges) | {unknown for one in every for unknown, _ in one.terms})
        for unknown in self.unknowns:
            self.low[unknown], self.high[unknown] = ranges.get(unknown, (LEAST, MOST))
            self.value[unknown] = next(
                (end for end in (self.low[unknown], self.high[unknown]) if end[0] not in (INF, -INF)), (0, 0)
            )
        made = -1
        for one in every:
            if len(one.terms) == 1:
                self._range(one)
                continue
            # A sum and its negative are one variable, bounded on both sides.
            flipped = one.terms[0][1] < 0
            terms = tuple(sorted((unknown, -weight if flipped else weight) for unknown, weight in one.terms))
            if terms not in sums:
                sums[terms] = made
                self.rows[made] = dict(terms)
                self.low[made], self.high[made] = LEAST, MOST
                made -= 1
            place, (number, side) = sums[terms], one.most
            if flipped:
                self.low[place] = max(self.low[place], (-number, -side))
            else:
                self.high[place] = min(self.high[place], one.most)
        for place, row in self.rows.items():
            self.value[place] = self._sum(row)

    def _range(self, one: Relation) -> None:
        ((unknown, weight),) = one.terms
        number, side = exact(Fraction(one.most[0]) / weight), one.most[1]
        if weight > 0:
            self.high[unknown] = min(self.high[unknown], (number, side))
        else:
            self.low[unknown] = max(self.low[unknown], (number, -side))
        low, high = self.low[unknown], self.high[unknown]
        self.value[unknown] = min(max(self.value[unknown], low), high)

    def _sum(self, row: Mapping[int, Any]) -> Pair:
        number, share = 0, 0
        for unknown, weight in row.items():
            other, part = self.value[unknown]
            number += weight * other
            share += weight * part
        return exact(number), exact(share)

    def feasible(self, most: int) -> bool | None:
        """Whether an answer exists; None after `most` exchanges of variables."""
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
        turned = {unknown: exact(Fraction(-factor) / weight) for unknown, factor in row.items()}
        turned[basic] = exact(1 / Fraction(weight))
        for kept in self.rows.values():
            factor = kept.pop(other, 0)
            if factor:
                for unknown, share_ in turned.items():
                    total = exact(kept.get(unknown, 0) + factor * share_)
                    if total:
                        kept[unknown] = total
                    else:
                        kept.pop(unknown, None)
        self.rows[other] = turned

    def answer(self) -> dict[int, Any]:
        """Numbers for the unknowns, with the infinitesimal made small enough."""
        small = Fraction(1)
        for place, (number, share) in self.value.items():
            for sign, (end, open_) in ((1, self.low[place]), (-1, self.high[place])):
                room, used = (
                    (sign * (number - end), sign * (open_ - share)) if end not in (INF, -INF) else (0, 0)
                )
                if used > 0 and room > 0:
                    small = min(small, Fraction(room) / used)
        return {
            unknown: exact(Fraction(self.value[unknown][0]) + self.value[unknown][1] * small)
            for unknown in self.unknowns
        }
