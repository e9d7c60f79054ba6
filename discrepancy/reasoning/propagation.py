"""Propagation: bounds of variables under chosen assertions, carried along the constraints to a fixed point.
Work is counted, never timed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from discrepancy.reasoning.constraints import unbounded
from discrepancy.reasoning.difference_constraints import Difference
from discrepancy.reasoning.network import (
    EVERYTHING,
    HIGH,
    LOW,
    Constraint,
    LinearInequality,
    Network,
    Propagator,
    VariableEnd,
    is_tighter,
    nearest_member,
    rounded_inwards,
)
from discrepancy.values.intervals import INF, Bound, Interval, Region, meet

MOST_STEPS = 20_000  # bounds derived for one question of whether claims can all be true


class StepsExhausted(Exception):
    """Raised when the counted steps are used up."""


class PlacedPropagator(NamedTuple):
    """A propagator with its instance, and which constraint of that it belongs to."""

    step: Propagator
    instance: int
    constraint: tuple[int, int]


class Component:
    """The variables, assertions and constraints of one connected component at one level."""

    def __init__(
        self, network: Network, level: str, assertions: Sequence[int], instances: Sequence[int]
    ) -> None:
        self.network, self.level = network, level
        self.assertions = tuple(i for i in assertions if level in network.assertions[i].levels)
        self.instances = tuple(instances)
        self.steps_of: dict[int, list[PlacedPropagator]] = {}  # by variable that a step hangs on
        self.first: list[PlacedPropagator] = []  # steps that hang on nothing
        for place in instances:
            for number, constraint in enumerate(network.instances[place].constraints[level]):
                for step in constraint.propagators:
                    taken = PlacedPropagator(step, place, (place, number))
                    if not step.given:
                        self.first.append(taken)
                    for given in {end.variable for end in step.given}:
                        self.steps_of.setdefault(given, []).append(taken)

    @cached_property
    def distances(self) -> dict[int, tuple[Difference, ...]]:
        """The instances that say no more than how far days are apart, with their difference constraints."""
        found = {}
        for place in self.instances:
            every = [
                one.difference and self.sharpened(one.inequalities[0]).difference
                for one in self.network.instances[place].constraints[self.level]
            ]
            if every and all(one and self.is_day(one[0]) and self.is_day(one[1]) for one in every):
                found[place] = tuple(one for one in every if one)
        return found

    @cached_property
    def counted(self) -> dict[int, int]:
        """By instance, the variable that must be a whole number because it equals a sum of whole numbers,
        such as the days from one day to another.
        """
        found = {}
        for place in self.instances:
            every = self.network.instances[place].constraints[self.level]
            if len(every) == 2 and (variable := self._counted(*every)) is not None:
                found[place] = variable
        return found

    def _counted(self, one: Constraint, other: Constraint) -> int | None:
        if (
            one.kind != "sum"
            or other.kind != "sum"
            or set(one.variables) != set(other.variables)
            or one.inequalities[0].most != (0, 0)
        ):
            return None
        opposite = {(variable, -weight) for variable, weight in other.inequalities[0].terms}
        broken = [variable for variable in one.variables if not self.is_whole(variable)]
        same = opposite == set(one.inequalities[0].terms) and other.inequalities[0].most == (0, 0)
        return (
            broken[0]
            if same and len(broken) == 1 and all(abs(weight) == 1 for _, weight in opposite)
            else None
        )

    def limits(self, assertion: int) -> Iterable[tuple[int, Region]]:
        """The region that an assertion allows each of its variables."""
        return self.network.assertions[assertion].limits.get(self.level, {}).items()

    def active(self, chosen: frozenset[int], among: Iterable[int]) -> frozenset[int]:
        """The instances that hold when the chosen assertions are true."""
        return frozenset(i for i in among if self.network.instances[i].guards <= chosen)

    def is_day(self, variable: int) -> bool:
        """Whether a variable is a day."""
        return self.network.variables[variable].type == "date"

    def sharpened(self, one: LinearInequality) -> LinearInequality:
        """A linear inequality as sharp as whole numbers make it."""
        if all(self.is_whole(variable) and weight == int(weight) for variable, weight in one.terms):
            return LinearInequality(one.terms, rounded_inwards(one.most, HIGH))
        return one

    def is_whole(self, variable: int) -> bool:
        """Whether a variable is a whole number."""
        return self.network.variables[variable].whole


class PropagationState:
    """Bounds of the variables under some assertions and instances."""

    def __init__(self, part: Component, chosen: frozenset[int], active: frozenset[int]) -> None:
        self.part, self.active = part, active
        self.regions: dict[int, Region] = {}
        self.bounds: dict[VariableEnd, Bound] = {}
        self.spent = 0
        self.patient = True  # whether bounds are carried on however often they move
        self.whole = {part.counted[i] for i in active if i in part.counted}
        self.constraints: list[Constraint] = [
            one for i in sorted(active) for one in part.network.instances[i].constraints[part.level]
        ]
        for assertion in sorted(chosen):
            for variable, region in part.limits(assertion):
                self.regions[variable] = meet(self.regions.get(variable, EVERYTHING), region)

    def copy(self) -> PropagationState:
        """The same bounds, to be moved on their own."""
        other = PropagationState.__new__(PropagationState)
        other.part, other.active, other.constraints, other.spent = (
            self.part,
            self.active,
            self.constraints,
            self.spent,
        )
        other.whole = self.whole
        other.regions, other.bounds, other.patient = dict(self.regions), dict(self.bounds), self.patient
        return other

    def bound(self, end: VariableEnd) -> Bound:
        """The bound of one end as it stands."""
        return self.bounds.get(end) or unbounded(end.side)

    def range_of(self, variable: int) -> Interval:
        """The range of a variable: both its bounds as they stand."""
        return self.bound(VariableEnd(variable, LOW)), self.bound(VariableEnd(variable, HIGH))

    def spend(self, steps: int) -> None:
        """Counts work; raises `StepsExhausted` when it is used up."""
        self.spent += steps
        if self.spent > MOST_STEPS:
            raise StepsExhausted

    def settle(self) -> bool:
        """Carries bounds to the fixed point; False if some variable has no value left."""
        for variable, region in self.regions.items():
            if not region:
                return False
            for end, bound in (
                (VariableEnd(variable, LOW), region[0][0]),
                (VariableEnd(variable, HIGH), region[-1][1]),
            ):
                if not self.tighten(end, bound):
                    return False
        return self.spread(self.regions, self.part.first)

    def spread(self, changed: Iterable[int], steps: Sequence[PlacedPropagator] = ()) -> bool:
        """Carries on what the bounds of the `changed` variables give; False if some variable has no value
        left. Without patience, a bound that moves again and again is carried no further: what cannot hold may
        drive it on without end.
        """
        moves: dict[VariableEnd, int] = {}
        most = INF if self.patient else 20 + len(self.constraints)
        steps_of, active, bounds = self.part.steps_of, self.active, self.bounds
        queue = list(steps)
        queue += [found for variable in changed for found in steps_of.get(variable, ())]
        while queue:
            ahead: dict[int, None] = {}
            for (of, given, derive), instance, _ in queue:
                if instance not in active:
                    continue
                self.spend(1)
                bound = derive(*[bounds.get(end) or unbounded(end[1]) for end in given])
                if bound is None:
                    continue
                before = bounds.get(of)
                if not is_tighter(bound, before or unbounded(of[1]), of[1]):
                    continue
                if not self.tighten(of, bound):
                    return False
                moves[of] = moves.get(of, 0) + 1
                if bounds.get(of) != before and moves[of] <= most:
                    ahead[of[0]] = None
            queue = [found for variable in ahead for found in steps_of.get(variable, ())]
        return True

    def tighten(self, end: VariableEnd, bound: Bound) -> bool:
        """Moves one bound inwards if it moves; False if nothing is left."""
        if not is_tighter(bound, self.bound(end), end.side):
            return True
        if end.variable in self.whole or self.part.is_whole(end.variable):
            bound = rounded_inwards(bound, end.side)
        region = self.regions.get(end.variable)
        if region is not None:
            moved = nearest_member(region, bound, end.side)
            if moved is None:
                return False
            bound = moved
        self.bounds[end] = bound
        low, high = self.range_of(end.variable)
        return bool(low <= high)

    def pin(self, variable: int, number: object) -> bool:
        """Gives a variable its value; False if some variable has no value left then."""
        fixed = (number, 0)
        return (
            self.tighten(VariableEnd(variable, LOW), fixed)
            and self.tighten(VariableEnd(variable, HIGH), fixed)
            and self.spread([variable])
        )

    def variables(self) -> list[int]:
        """The variables of all constraints: days first, for ages and lengths of time take what days leave
        them, not the other way round.
        """
        found = {variable for one in self.constraints for variable in one.variables}
        return sorted(
            found, key=lambda place: (not self.part.is_day(place), not self.part.is_whole(place), place)
        )

    def holds(self, answer: dict[int, object]) -> bool:
        """Whether all constraints hold of an assignment."""
        self.spend(len(self.constraints))
        return all(one.holds(*[answer[variable] for variable in one.variables]) for one in self.constraints)
