"""The body of a law as constraints between variables: orders, inclusions and comparisons of expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from discrepancy.model.claim import Question
from discrepancy.model.law import (
    AsOf,
    Before,
    Comparison,
    Constant,
    Count,
    Path,
    Scaled,
    Sum,
    Term,
    Within,
    Years,
)
from discrepancy.reasoning.bindings import (
    Binding,
    PathTarget,
)
from discrepancy.reasoning.claim_bounds import ClaimBounds
from discrepancy.reasoning.constraints import at_most, years_between
from discrepancy.reasoning.expressions import Expression, comparison_constraints, constant_expression
from discrepancy.reasoning.network import (
    Constraint,
    Network,
    VariableKey,
)
from discrepancy.values.intervals import INF


class LawConstraints:
    """Makes the constraints of laws in one network."""

    def __init__(self, network: Network, claims: ClaimBounds) -> None:
        self.network, self.claims = network, claims

    def constraints(
        self, body: object, places: Mapping[int, PathTarget], binding: Binding, level: str
    ) -> Iterator[Constraint]:
        """The constraints that a law makes of the targets of its paths (by `id` of the path) at a level."""
        if isinstance(body, Before):
            yield at_most(
                ((places[id(body.left)].variables[-1], 1), (places[id(body.right)].variables[0], -1)), (0, 0)
            )
        elif isinstance(body, Within):
            inner, outer = places[id(body.inner)].variables, places[id(body.outer)].variables
            yield at_most(((outer[0], 1), (inner[0], -1)), (0, 0))
            yield at_most(((inner[-1], 1), (outer[-1], -1)), (0, 0))
        elif isinstance(body, Comparison):
            made: list[Constraint] = []
            left, right = (
                self._expression(side, places, binding, level, made) for side in (body.left, body.right)
            )
            if left is None or right is None:
                return
            kept = comparison_constraints(left.minus(right), body.op)
            yield from (*made, *kept) if kept else ()

    def _expression(
        self,
        term: Term,
        places: Mapping[int, PathTarget],
        binding: Binding,
        level: str,
        made: list[Constraint],
    ) -> Expression | None:
        if isinstance(term, Path):
            return Expression(((places[id(term)].variables[0], 1),))
        if isinstance(term, Constant):
            found = constant_expression(term, level)
            bare = term.type == "quantity" and not term.value.scale
            return found.times(binding.factor) if bare and binding.factor != 1 else found
        if isinstance(term, AsOf):
            day = self.claims.as_of_day(binding.when)
            return None if day is None else Expression(((day, 1),))
        if isinstance(term, Count):
            return Expression(
                (), (binding.counts[id(term)], 0), (INF, 0)
            )  # named are some, there may be more
        if isinstance(term, Years):
            ends = [self._expression(side, places, binding, level, made) for side in (term.since, term.until)]
            days = [self._day(end, binding, made) for end in ends]
            if days[0] is None or days[1] is None:
                return None
            count = self.network.variable(
                VariableKey(Question(binding.subject, ""), binding.when, made=f"years {days[0]} {days[1]}"),
                "age",
            )
            made.append(years_between(days[0], days[1], count))
            return Expression(((count, 1),))
        if isinstance(term, Scaled):
            inner = self._expression(term.term, places, binding, level, made)
            return None if inner is None else inner.times(term.factor)
        if isinstance(term, Sum):
            total = Expression(())
            for sign, one in term.terms:
                part = self._expression(one, places, binding, level, made)
                if part is None:
                    return None
                total = total.plus(part.times(sign))
            return total
        return None

    def _day(self, end: Expression | None, binding: Binding, made: list[Constraint]) -> int | None:
        """The variable day that an expression is, made if it is a fixed day or one at some distance."""
        if end is None:
            return None
        if len(end.terms) == 1 and end.terms[0][1] == 1 and end.low == end.high == (0, 0):
            return end.terms[0][0]
        day = self.network.variable(
            VariableKey(Question(binding.subject, ""), binding.when, made=f"day {end}"), "date"
        )
        # What falls between two days is on one of them.
        exactly = all(
            isinstance(number, int)
            for number in (*(weight for _, weight in end.terms), end.low[0], end.high[0])
        )
        made += comparison_constraints(
            Expression(((day, 1),)).minus(end), "==", 0 if exactly or end.high[0] - end.low[0] >= 1 else 1
        )
        return day
