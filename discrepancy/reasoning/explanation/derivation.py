"""How the bounds of a proof follow from one another: each bound with the step it came by, and a circle of
distances that cannot close.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from discrepancy.reasoning.constraints import unbounded, years_between
from discrepancy.reasoning.explanation.wording import whole_region
from discrepancy.reasoning.network import (
    EVERYTHING,
    HIGH,
    LOW,
    Constraint,
    Propagator,
    VariableEnd,
    is_tighter,
    nearest_member,
    rounded_inwards,
)
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.values.dates.days import GREGORIAN
from discrepancy.values.intervals import Bound, Region, meet

MOST = 5_000  # steps taken to find what some claims leave
LONG = 10_000  # years


@dataclass(frozen=True, eq=False, slots=True)
class DerivedBound:
    """A bound and where it comes from: stated by a claim (no constraint), or derived from others by a
    constraint of an instance.
    """

    end: VariableEnd
    bound: Bound
    instance: int = -1
    constraint: Constraint | None = None
    given: tuple[DerivedBound, ...] = ()


class Derivation:
    """The bounds that some assertions and instances leave of every variable, some assertions left out on
    variables named in `without`. `held` is False where nothing is left or the steps ran out.
    """

    def __init__(
        self,
        problem: ConstraintProblem,
        assertions: frozenset[int],
        instances: Iterable[int],
        without: Mapping[int, Collection[int]] = MappingProxyType({}),
        undated: bool = False,
    ) -> None:
        """`undated`: only by constraints that no day takes part in."""
        self.network = problem.network
        self.last: dict[VariableEnd, DerivedBound] = {}
        self._regions: dict[int, Region] = {}
        for assertion in sorted(assertions):
            for variable, region in problem.limits(assertion):
                if variable in without.get(assertion, ()):
                    continue
                self._regions[variable] = whole_region(
                    self.network.variables[variable], meet(self._regions.get(variable, EVERYTHING), region)
                )
        active = sorted(problem.active(assertions, instances))
        steps = [
            (place, one, step)
            for place in active
            for one in self.network.instances[place].constraints[problem.level]
            for step in one.propagators
        ]
        if undated:
            steps = [
                one
                for one in steps
                if all(self.network.variables[variable].type != "date" for variable in one[1].variables)
            ]
        self.held = all(self._state(variable) for variable in self._regions) and self._carry(steps)

    def _state(self, variable: int) -> bool:
        region = self._regions[variable]
        if region:
            for side, bound in ((LOW, region[0][0]), (HIGH, region[-1][1])):
                if is_tighter(bound, unbounded(side), side):
                    self.last[VariableEnd(variable, side)] = DerivedBound(VariableEnd(variable, side), bound)
        return bool(region)

    def _carry(self, steps: list[tuple[int, Constraint, Propagator]]) -> bool:
        count, moving = 0, True
        while moving:
            moving = False
            for place, constraint, step in steps:
                count += 1
                bound = step.derive(*[self.bound(end) for end in step.given])
                moved = None if bound is None else self._tighten(step.of, bound)
                if moved is False or count > MOST:
                    return False
                if isinstance(moved, DerivedBound):
                    given = tuple(self.last[end] for end in step.given if end in self.last)
                    self.last[moved.end] = DerivedBound(moved.end, moved.bound, place, constraint, given)
                    moving = True
        return all(
            self.bound(VariableEnd(variable, LOW)) <= self.bound(VariableEnd(variable, HIGH))
            for variable in {end.variable for end in self.last}
        )

    def _tighten(self, end: VariableEnd, bound: Bound) -> DerivedBound | bool:
        """The bound moved, True where it stays, False where nothing is left."""
        if not is_tighter(bound, self.bound(end), end.side):
            return True
        if self.network.variables[end.variable].whole:
            bound = rounded_inwards(bound, end.side)
        if end.variable in self._regions:
            moved = nearest_member(self._regions[end.variable], bound, end.side)
            if moved is None:
                return False
            bound = moved
        return DerivedBound(end, bound) if is_tighter(bound, self.bound(end), end.side) else True

    def bound(self, end: VariableEnd) -> Bound:
        """The bound of a variable at one end, as derived."""
        return self.last[end].bound if end in self.last else unbounded(end.side)

    def left(self, variable: int) -> tuple[Bound, Bound]:
        """The range left of a variable."""
        return self.bound(VariableEnd(variable, LOW)), self.bound(VariableEnd(variable, HIGH))


def in_derivation_order(roots: Iterable[DerivedBound]) -> list[DerivedBound]:
    """The derived bounds that some bounds rest on, each after all that it rests on; what claims state is left
    out.
    """
    found: dict[DerivedBound, None] = {}

    def visit(one: DerivedBound) -> None:
        if one.constraint is not None and one not in found:
            for given in one.given:
                visit(given)
            found[one] = None

    for root in roots:
        visit(root)
    return list(found)


DifferenceEdge = tuple[
    int, int, Bound, int
]  # the first exceeds the second by at most so much, by which instance


def negative_difference_cycle(
    problem: ConstraintProblem, assertions: frozenset[int], instances: Iterable[int]
) -> list[DifferenceEdge]:
    """Differences between days that make a negative cycle (Bellman 1958); none if there is no such cycle."""
    edges = list(_edges(problem, assertions, instances))
    ahead: dict[int, Bound] = {variable: (0, 0) for edge in edges for variable in edge[:2]}
    by: dict[int, DifferenceEdge] = {}
    moved: int | None = None
    for _ in range(len(ahead) + 1):
        moved = None
        for edge in edges:
            more, less, (number, side), _instance = edge
            bound = ahead[less][0] + number, ahead[less][1] + side
            if bound < ahead[more]:
                ahead[more], by[more], moved = bound, edge, more
    return [] if moved is None else _round(by, moved, len(ahead))


def _round(by: Mapping[int, DifferenceEdge], start: int, steps: int) -> list[DifferenceEdge]:
    for _ in range(steps):
        start = by[start][1]
    found = [by[start]]
    while found[-1][1] != start:
        found.append(by[found[-1][1]])
    return found


def _edges(
    problem: ConstraintProblem, assertions: frozenset[int], instances: Iterable[int]
) -> Iterator[DifferenceEdge]:
    """Every distance between two days, lengths and ages taken at what is said of them."""
    lengths = Derivation(problem, assertions, instances, undated=True)
    variables = problem.network.variables
    for place in sorted(instances):
        for one in problem.network.instances[place].constraints[problem.level]:
            days = [variable for variable in one.variables if variables[variable].type == "date"]
            if one.kind == "years":
                yield from ((*edge, place) for edge in _of_years(one, lengths.left(one.variables[2])))
            elif one.kind == "unit":
                yield from ((*edge, place) for edge in _of_units(one))
            elif one.weights is not None and sorted(
                dict(zip(one.variables, one.weights, strict=True))[day] for day in days
            ) == [-1, 1]:
                more, less = sorted(
                    days, key=lambda day: -dict(zip(one.variables, one.weights or (), strict=True))[day]
                )
                # What is left for the one day where the other is day 0 and the lengths are at their least.
                (step,) = (step for step in one.propagators if step.of == VariableEnd(more, HIGH))
                found = step.derive(
                    *[(0, 0) if end.variable == less else lengths.bound(end) for end in step.given]
                )
                if found is not None:
                    yield more, less, rounded_inwards(found, HIGH), place


def _of_years(one: Constraint, years: tuple[Bound, Bound]) -> Iterator[tuple[int, int, Bound]]:
    """The fewest and the most days that some completed years can have."""
    since, until, _ = one.variables
    (low, _), (high, _) = years
    if 0 <= low < LONG:
        yield since, until, (-min(_lengths_of(low)), 0)
    if high < LONG:
        yield until, since, (max(_lengths_of(high + 1)) - 1, 0)


def _lengths_of(years: int) -> Iterator[int]:
    """How long so many years can be: it hangs on the leap days between."""
    step = years_between(0, 1, 2).propagators[2]
    for since in _many_days():
        birthday = step.derive((since, 0), (years, 0))
        if birthday is not None:
            yield birthday[0] - since


def _of_units(one: Constraint) -> Iterator[tuple[int, int, Bound]]:
    """How far apart two days can be of which one lies in a calendar month or year that is
    named by the other.
    """
    day, anchor = one.variables
    low, high = (
        next(step.derive for step in one.propagators if step.of == VariableEnd(day, side))
        for side in (LOW, HIGH)
    )
    ends = [(low((at, 0)), high((at, 0)), at) for at in _many_days()]
    yield anchor, day, (max(at - first[0] for first, _, at in ends if first), 0)
    yield day, anchor, (max(last[0] - at for _, last, at in ends if last), 0)


def _many_days() -> Iterator[int]:
    """The first and the last two days of every month until the calendar repeats."""
    for index in range(12 * 2000, 12 * 2400):
        first, last = GREGORIAN.months(index)
        yield from (first, last - 1, last)
