"""The ways in which bounds can be derived: each with the sayings it rests on (an assumption-based truth
maintenance system: de Kleer 1986), so long as it could still contradict the strongest opposite bound of its
unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from discrepancy.reasoning.constraints import everything
from discrepancy.reasoning.network import (
    HIGH,
    LOW,
    End,
    Step,
    inside,
    rounded,
    tighter,
)
from discrepancy.reasoning.propagation import Taken
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.reasoning.strongest_bounds import said
from discrepancy.values.intervals import Bound

LABELS = 4_000  # derived bounds kept for one piece
COMBINED = 40_000  # combinations of bounds tried for one piece
Refuted = Callable[[frozenset[int]], None]


class Label(NamedTuple):
    """A derived bound, the sayings it rests on, and the instances and constraints it went through."""

    bound: Bound
    sayings: frozenset[int]
    instances: frozenset[int]
    taken: frozenset[tuple[int, int]]


class Labels:
    """The derived bounds of a piece; `refuted` is told of sayings under which two bounds cross, `known`
    whether some sayings hold a contradiction that was told before.
    """

    def __init__(
        self,
        problem: ConstraintProblem,
        bounds: dict[End, Bound],
        refuted: Refuted,
        known: Callable[[frozenset[int]], bool],
    ) -> None:
        self.problem, self.refuted, self.known = problem, refuted, known
        self._strongest = bounds
        self._labels: dict[End, list[Label]] = {}
        self._active = problem.active(frozenset(problem.sayings), problem.instances)
        self._said = said(problem)

    def derive(self) -> None:
        """Finds the contradictions that chains of bounds show."""
        queue: list[tuple[End, Label]] = []
        for i in self.problem.instances:
            instance = self.problem.network.instances[i]
            if any(not one.unknowns and not one.holds() for one in instance.constraints[self.problem.level]):
                self.refuted(instance.guards)
        for taken in self.problem.first:
            self._apply(taken, (), queue)
        for unknown, every in self._said.items():
            for saying, region in every:
                for side in (LOW, HIGH):
                    bound = region[0][0] if side == LOW else region[-1][1]
                    self._keep(
                        End(unknown, side),
                        Label(bound, frozenset((saying,)), frozenset(), frozenset()),
                        queue,
                    )
        kept = tried = 0
        while queue:
            end, label = queue.pop(0)
            if label not in self._labels.get(end, ()):
                continue
            kept += 1
            for taken in self.problem.steps_of.get(end.unknown, ()):
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

    def _combinations(self, step: Step, end: End, label: Label) -> Iterator[tuple[Label, ...]]:
        """The new label beside every label of the other bounds that the step wants."""

        every = [(label,) if given == end else tuple(self._labels.get(given, ())) for given in step.given]
        return product(*every)

    def _apply(self, taken: Taken, chosen: tuple[Label, ...], queue: list[tuple[End, Label]]) -> None:
        step, i, constraint = taken
        self.problem.work.spend(1 + len(chosen) // 2)
        if any(constraint in one.taken for one in chosen):
            return
        bound = step.derive(*[one.bound for one in chosen])
        if bound is None:
            return
        if self.problem.network.unknowns[step.of.unknown].whole:
            bound = rounded(bound, step.of.side)
        sayings = frozenset().union(
            self.problem.network.instances[i].guards, *(one.sayings for one in chosen)
        )
        instances = frozenset((i,)).union(*(one.instances for one in chosen))
        through = frozenset((constraint,)).union(*(one.taken for one in chosen))
        self._keep(step.of, Label(bound, sayings, instances, through), queue)

    def _keep(self, end: End, label: Label, queue: list[tuple[End, Label]]) -> None:
        """Keeps a label that may still contradict something and that no other does better, and what separate
        answers make of it.
        """
        self.problem.work.spend(1)
        if self.known(label.sayings):
            return
        opposite = self._strongest.get(End(end.unknown, 1 - end.side)) or everything(1 - end.side)
        crossing = label.bound > opposite if end.side == LOW else label.bound < opposite
        if not crossing:
            for saying, region in self._said.get(end.unknown, ()):
                moved = (
                    inside(region, label.bound, end.side)
                    if len(region) > 1 and saying not in label.sayings
                    else label.bound
                )
                if moved != label.bound:
                    break
            else:
                return
        labels = self._labels.setdefault(end, [])
        self.problem.work.spend(len(labels) // 2)
        if any(
            not tighter(label.bound, one.bound, end.side) and one.sayings <= label.sayings for one in labels
        ):
            return
        labels[:] = [
            one
            for one in labels
            if tighter(one.bound, label.bound, end.side) or not label.sayings <= one.sayings
        ]
        labels.append(label)
        queue.append((end, label))
        self._cross(end, label)
        for saying, region in self._said.get(end.unknown, ()):
            if len(region) > 1 and saying not in label.sayings:
                moved = inside(region, label.bound, end.side)
                if moved is not None and moved != label.bound:
                    self._keep(
                        end, Label(moved, label.sayings | {saying}, label.instances, label.taken), queue
                    )

    def _cross(self, end: End, label: Label) -> None:
        """Sets the label against every bound from the other side of its unknown."""
        if self.problem.work.done:
            return
        for other in list(self._labels.get(End(end.unknown, 1 - end.side), ())):
            low, high = (label, other) if end.side == LOW else (other, label)
            if low.bound > high.bound and (low.instances or high.instances):
                self.refuted(low.sayings | high.sayings)
        for saying, region in self._said.get(end.unknown, ()):
            if label.instances and inside(region, label.bound, end.side) is None:
                self.refuted(label.sayings | {saying})
