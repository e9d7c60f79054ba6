"""Labels of bounds: each derived bound with the assertions it rests on (an assumption-based truth maintenance
system: de Kleer 1986), so long as it could still contradict the strongest opposite bound of its variable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from discrepancy.reasoning.constraints import unbounded
from discrepancy.reasoning.network import (
    HIGH,
    LOW,
    Propagator,
    VariableEnd,
    is_tighter,
    nearest_member,
    rounded_inwards,
)
from discrepancy.reasoning.propagation import PlacedPropagator
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.reasoning.strongest_bounds import domains_by_variable
from discrepancy.values.intervals import Bound

LABELS = 4_000  # derived bounds kept for one piece
COMBINED = 40_000  # combinations of bounds tried for one piece
OnRefuted = Callable[[frozenset[int]], None]


class ClaimLabel(NamedTuple):
    """A derived bound, the assertions it rests on, and the instances and constraints it went through."""

    bound: Bound
    assertions: frozenset[int]
    instances: frozenset[int]
    taken: frozenset[tuple[int, int]]


class Labels:
    """The labels of a component. `refuted` is called with assertions under which two bounds cross; `known`
    tells whether some assertions hold a contradiction found before.
    """

    def __init__(
        self,
        problem: ConstraintProblem,
        bounds: dict[VariableEnd, Bound],
        refuted: OnRefuted,
        known: Callable[[frozenset[int]], bool],
    ) -> None:
        self.problem, self.refuted, self.known = problem, refuted, known
        self._strongest = bounds
        self._labels: dict[VariableEnd, list[ClaimLabel]] = {}
        self._active = problem.active(frozenset(problem.assertions), problem.instances)
        self._said = domains_by_variable(problem)

    def derive(self) -> None:
        """Finds the contradictions that chains of bounds show."""
        queue: list[tuple[VariableEnd, ClaimLabel]] = []
        for i in self.problem.instances:
            instance = self.problem.network.instances[i]
            if any(not one.variables and not one.holds() for one in instance.constraints[self.problem.level]):
                self.refuted(instance.guards)
        for taken in self.problem.first:
            self._apply(taken, (), queue)
        for variable, every in self._said.items():
            for assertion, region in every:
                for side in (LOW, HIGH):
                    bound = region[0][0] if side == LOW else region[-1][1]
                    self._keep(
                        VariableEnd(variable, side),
                        ClaimLabel(bound, frozenset((assertion,)), frozenset(), frozenset()),
                        queue,
                    )
        kept = tried = 0
        while queue:
            end, label = queue.pop(0)
            if label not in self._labels.get(end, ()):
                continue
            kept += 1
            for taken in self.problem.steps_of.get(end.variable, ()):
                if (
                    taken.constraint in label.taken
                    or end not in taken.step.given
                    or taken.instance not in self._active
                ):
                    continue
                for chosen in self._combinations(taken.step, end, label):
                    tried += 1
                    if tried > COMBINED or kept > LABELS or self.problem.work.done:
                        return
                    self._apply(taken, chosen, queue)

    def _combinations(
        self, step: Propagator, end: VariableEnd, label: ClaimLabel
    ) -> Iterator[tuple[ClaimLabel, ...]]:
        """The new label beside every label of the other bounds that the step wants."""

        every = [(label,) if given == end else tuple(self._labels.get(given, ())) for given in step.given]
        return product(*every)

    def _apply(
        self,
        taken: PlacedPropagator,
        chosen: tuple[ClaimLabel, ...],
        queue: list[tuple[VariableEnd, ClaimLabel]],
    ) -> None:
        (of, _, derive), i, constraint = taken
        self.problem.work.spend(1 + len(chosen) // 2)
        for one in chosen:
            if constraint in one.taken:
                return
        bound = derive(*[one.bound for one in chosen])
        if bound is None:
            return
        if self.problem.network.variables[of.variable].whole:
            bound = rounded_inwards(bound, of.side)
        assertions = self.problem.network.instances[i].guards.union(*[one.assertions for one in chosen])
        if self._is_of_use(of, bound, assertions):  # most are not: the rest is made for those that are
            instances = frozenset((i,)).union(*[one.instances for one in chosen])
            through = frozenset((constraint,)).union(*[one.taken for one in chosen])
            self._add(of, ClaimLabel(bound, assertions, instances, through), queue)

    def _keep(self, end: VariableEnd, label: ClaimLabel, queue: list[tuple[VariableEnd, ClaimLabel]]) -> None:
        """Keeps a label that is of use."""
        if self._is_of_use(end, label.bound, label.assertions):
            self._add(end, label, queue)

    def _is_of_use(self, end: VariableEnd, bound: Bound, assertions: frozenset[int]) -> bool:
        """Whether a bound may still contradict something, and no label rests on as little and does better."""
        self.problem.work.spend(1)
        if self.known(assertions):
            return False
        variable, side = end
        opposite = self._strongest.get(VariableEnd(variable, 1 - side)) or unbounded(1 - side)
        crossing = bound > opposite if side == LOW else bound < opposite
        if not crossing:
            for assertion, region in self._said.get(variable, ()):
                if (
                    len(region) > 1
                    and assertion not in assertions
                    and nearest_member(region, bound, side) != bound
                ):
                    break
            else:
                return False
        labels = self._labels.get(end, ())
        self.problem.work.spend(len(labels) // 2)
        for one in labels:  # a loop, since a generator costs more than what it asks
            at_least = one.bound >= bound if side == LOW else one.bound <= bound
            if at_least and one.assertions <= assertions:
                return False
        return True

    def _add(self, end: VariableEnd, label: ClaimLabel, queue: list[tuple[VariableEnd, ClaimLabel]]) -> None:
        """Puts a label in the place of those it does better than, and what separate answers make of it."""
        labels = self._labels.setdefault(end, [])
        labels[:] = [
            one
            for one in labels
            if is_tighter(one.bound, label.bound, end.side) or not label.assertions <= one.assertions
        ]
        labels.append(label)
        queue.append((end, label))
        self._cross(end, label)
        for assertion, region in self._said.get(end.variable, ()):
            if len(region) > 1 and assertion not in label.assertions:
                moved = nearest_member(region, label.bound, end.side)
                if moved is not None and moved != label.bound:
                    self._keep(
                        end,
                        ClaimLabel(moved, label.assertions | {assertion}, label.instances, label.taken),
                        queue,
                    )

    def _cross(self, end: VariableEnd, label: ClaimLabel) -> None:
        """Sets the label against every bound from the other side of its variable."""
        if self.problem.work.done:
            return
        for other in list(self._labels.get(VariableEnd(end.variable, 1 - end.side), ())):
            low, high = (label, other) if end.side == LOW else (other, label)
            if low.bound > high.bound and (low.instances or high.instances):
                self.refuted(low.assertions | high.assertions)
        for assertion, region in self._said.get(end.variable, ()):
            if label.instances and nearest_member(region, label.bound, end.side) is None:
                self.refuted(label.assertions | {assertion})
