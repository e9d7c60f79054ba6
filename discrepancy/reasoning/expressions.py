"""Linear expressions over variables with a constant part that is only known to lie between two bounds."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from discrepancy.model.law import Constant
from discrepancy.reasoning.constraints import at_most
from discrepancy.reasoning.network import Constraint, bounds_as_pairs
from discrepancy.values.intervals import INF, Bound, exact


class Expression(NamedTuple):
    """The sum of `weight * variable`, plus a constant known to lie from `low` to `high`."""

    terms: tuple[tuple[int, int | Fraction], ...]
    low: Bound = (0, 0)
    high: Bound = (0, 0)

    def times(self, factor: int | Fraction) -> Expression:
        """The expression multiplied by a factor."""
        if not factor:
            return Expression(())
        ends = [_scaled(end, factor) for end in (self.low, self.high)]
        low, high = ends if factor >= 0 else reversed(ends)
        return Expression(
            tuple((variable, exact(weight * factor)) for variable, weight in self.terms), low, high
        )

    def plus(self, other: Expression) -> Expression:
        """The sum of two expressions."""
        return Expression(
            _joined((*self.terms, *other.terms)), _added(self.low, other.low), _added(self.high, other.high)
        )

    def minus(self, other: Expression) -> Expression:
        """The difference of two expressions."""
        return self.plus(other.times(-1))


def _scaled(bound: Bound, factor: int | Fraction) -> Bound:
    number, side = bound
    return exact(number * factor), side if factor >= 0 else -side


def _added(a: Bound, b: Bound) -> Bound:
    return exact(a[0] + b[0]), a[1] or b[1]


def _joined(terms: Iterable[tuple[int, int | Fraction]]) -> tuple[tuple[int, int | Fraction], ...]:
    total: dict[int, int | Fraction] = {}
    for variable, weight in terms:
        total[variable] = total.get(variable, 0) + weight
    return tuple((variable, weight) for variable, weight in total.items() if weight)


def constant_expression(term: Constant, level: str) -> Expression:
    """What a constant of a law may be: as worded where it is hedged, otherwise the number itself; a length in
    years by a day either way, one in months by three: from 1 February three of them are 89 days, not 91.
    """
    value = term.value
    hedged = value.approximate or set(value.rows) & {
        "over",
        "under",
        "at-least",
        "at-most",
        "range",
        "either",
    }
    region = bounds_as_pairs(value.sets(level) if hedged or term.type == "date" else value.plain)
    low, high = region[0][0], region[-1][1]
    if term.type == "duration" and not hedged:
        middle = exact(Fraction(low[0] + high[0]) / 2)
        spread = 3 if "month" in value.text else 1 if "year" in value.text else 0
        return Expression((), (middle - spread, 0), (middle + spread, 0))
    return Expression((), low, high)


def comparison_constraints(difference: Expression, op: str, slack: int = 0) -> list[Constraint]:
    """The constraints that compare an expression with 0: at most 0 and, for `==`, at least 0; none where its
    constant part is unbounded. With `slack`, it may miss 0 by less than that.
    """
    (low, above), (high, below) = difference.low, difference.high
    found = []
    if low != -INF:
        found.append(at_most(difference.terms, (slack - low, -1 if slack or op == "<" or above else 0)))
    if op == "==" and high != INF:
        found.append(
            at_most(
                [(variable, -weight) for variable, weight in difference.terms],
                (slack + high, -1 if slack or below else 0),
            )
        )
    return found
