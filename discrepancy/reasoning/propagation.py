"""Bounds of unknowns under chosen sayings, carried along the constraints to a fixed point. Work is counted,
never timed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from discrepancy.reasoning.constraints import everything
from discrepancy.reasoning.difference_constraints import Difference
from discrepancy.reasoning.network import (
    EVERYTHING,
    HIGH,
    LOW,
    Constraint,
    End,
    Network,
    Relation,
    Step,
    inside,
    rounded,
    tighter,
)
from discrepancy.values.intervals import INF, Bound, Region, meet

STEPS = 20_000  # bounds derived for one question of whether claims can all be true


class Spent(Exception):
    """The counted steps are used up."""


class Taken(NamedTuple):
    """A step, the instance it belongs to, and which constraint of that."""

    step: Step
    instance: int
    constraint: tuple[int, int]


class Part:
    """The unknowns, sayings and constraints of one connected part at one level."""

    def __init__(
        self, network: Network, level: str, sayings: Sequence[int], instances: Sequence[int]
    ) -> None:
        self.network, self.level = network, level
        self.sayings = tuple(i for i in sayings if level in network.sayings[i].levels)
        self.instances = tuple(instances)
        self.steps_of: dict[int, list[Taken]] = {}  # by unknown that a step hangs on
        self.first: list[Taken] = []  # steps that hang on nothing
        for place in instances:
            for number, constraint in enumerate(network.instances[place].constraints[level]):
                for step in constraint.steps:
                    taken = Taken(step, place, (place, number))
                    if not step.given:
                        self.first.append(taken)
                    for given in {end.unknown for end in step.given}:
                        self.steps_of.setdefault(given, []).append(taken)

    @cached_property
    def distances(self) -> dict[int, tuple[Difference, ...]]:
        """The instances that say no more than how far days are apart, with what they say."""
        found = {}
        for place in self.instances:
            every = [
                one.difference and self.sharp(one.relations[0]).difference
                for one in self.network.instances[place].constraints[self.level]
            ]
            if every and all(one and self.dated(one[0]) and self.dated(one[1]) for one in every):
                found[place] = tuple(one for one in every if one)
        return found

    @cached_property
    def counted(self) -> dict[int, int]:
        """By instance, what is a whole number because it equals a sum of whole numbers, such as the days from
        one day to another.
        """
        found = {}
        for place in self.instances:
            every = self.network.instances[place].constraints[self.level]
            if len(every) == 2 and (unknown := self._counted(*every)) is not None:
                found[place] = unknown
        return found

    def _counted(self, one: Constraint, other: Constraint) -> int | None:
        if (
            one.kind != "sum"
            or other.kind != "sum"
            or set(one.unknowns) != set(other.unknowns)
            or one.relations[0].most != (0, 0)
        ):
            return None
        opposite = {(unknown, -weight) for unknown, weight in other.relations[0].terms}
        broken = [unknown for unknown in one.unknowns if not self.whole(unknown)]
        same = opposite == set(one.relations[0].terms) and other.relations[0].most == (0, 0)
        return (
            broken[0]
            if same and len(broken) == 1 and all(abs(weight) == 1 for _, weight in opposite)
            else None
        )

    def limits(self, saying: int) -> Iterable[tuple[int, Region]]:
        """What a saying allows each of its unknowns."""
        return self.network.sayings[saying].limits.get(self.level, {}).items()

    def active(self, chosen: frozenset[int], among: Iterable[int]) -> frozenset[int]:
        """The instances that hold when the chosen sayings are true."""
        return frozenset(i for i in among if self.network.instances[i].guards <= chosen)

    def dated(self, unknown: int) -> bool:
        """Whether an unknown is a day."""
        return self.network.unknowns[unknown].type == "date"

    def sharp(self, one: Relation) -> Relation:
        """The relation as sharp as whole numbers make it."""
        if all(self.whole(unknown) and weight == int(weight) for unknown, weight in one.terms):
            return Relation(one.terms, rounded(one.most, HIGH))
        return one

    def whole(self, unknown: int) -> bool:
        """Whether an unknown is a whole number."""
        return self.network.unknowns[unknown].whole


class State:
    """Bounds of the unknowns under some sayings and instances."""

    def __init__(self, part: Part, chosen: frozenset[int], active: frozenset[int]) -> None:
        self.part, self.active = part, active
        self.regions: dict[int, Region] = {}
        self.bounds: dict[End, Bound] = {}
        self.spent = 0
        self.patient = True  # whether bounds are carried on however often they move
        self.whole = {part.counted[i] for i in active if i in part.counted}
        self.constraints: list[Constraint] = [
            one for i in sorted(active) for one in part.network.instances[i].constraints[part.level]
        ]
        for saying in sorted(chosen):
            for unknown, region in part.limits(saying):
                self.regions[unknown] = meet(self.regions.get(unknown, EVERYTHING), region)

    def copy(self) -> State:
        """The same bounds, to be moved on their own."""
        other = State.__new__(State)
        other.part, other.active, other.constraints, other.spent = (
            self.part,
            self.active,
            self.constraints,
            self.spent,
        )
        other.whole = self.whole
        other.regions, other.bounds, other.patient = dict(self.regions), dict(self.bounds), self.patient
        return other

    def bound(self, end: End) -> Bound:
        """The bound as it stands."""
        return self.bounds.get(end) or everything(end.side)

    def spend(self, steps: int) -> None:
        """Counts work; raises `Spent` when it is used up."""
        self.spent += steps
        if self.spent > STEPS:
            raise Spent

    def settle(self) -> bool:
        """Carries bounds to the fixed point; False if some unknown is left no answer."""
        for unknown, region in self.regions.items():
            if not region:
                return False
            for end, bound in ((End(unknown, LOW), region[0][0]), (End(unknown, HIGH), region[-1][1])):
                if not self.tighten(end, bound):
                    return False
        return self.spread(self.regions, self.part.first)

    def spread(self, changed: Iterable[int], steps: Sequence[Taken] = ()) -> bool:
        """Carries on what bounds of the `changed` unknowns give; False if some unknown is left no answer.
        Without patience, a bound that moves again and again is carried no further: what cannot hold may drive
        it on without end.
        """
        moves: dict[End, int] = {}
        most = INF if self.patient else 20 + len(self.constraints)
        steps_of, active, bounds = self.part.steps_of, self.active, self.bounds
        queue = list(steps)
        queue += [found for unknown in changed for found in steps_of.get(unknown, ())]
        while queue:
            ahead: dict[int, None] = {}
            for (of, given, derive), instance, _ in queue:
                if instance not in active:
                    continue
                self.spend(1)
                bound = derive(*[bounds.get(end) or everything(end[1]) for end in given])
                if bound is None or not tighter(bound, bounds.get(of) or everything(of[1]), of[1]):
                    continue
                before = bounds.get(of)
                if not self.tighten(of, bound):
                    return False
                moves[of] = moves.get(of, 0) + 1
                if bounds.get(of) != before and moves[of] <= most:
                    ahead[of[0]] = None
            queue = [found for unknown in ahead for found in steps_of.get(unknown, ())]
        return True

    def tighten(self, end: End, bound: Bound) -> bool:
        """Moves one bound inwards if it moves; False if nothing is left."""
        if not tighter(bound, self.bound(end), end.side):
            return True
        if end.unknown in self.whole or self.part.whole(end.unknown):
            bound = rounded(bound, end.side)
        region = self.regions.get(end.unknown)
        if region is not None:
            moved = inside(region, bound, end.side)
            if moved is None:
                return False
            bound = moved
        self.bounds[end] = bound
        low, high = self.bound(End(end.unknown, LOW)), self.bound(End(end.unknown, HIGH))
        return bool(low <= high)

    def pin(self, unknown: int, number: object) -> bool:
        """Gives an unknown its answer; False if nothing is left then."""
        fixed = (number, 0)
        return (
            self.tighten(End(unknown, LOW), fixed)
            and self.tighten(End(unknown, HIGH), fixed)
            and self.spread([unknown])
        )

    def unknowns(self) -> list[int]:
        """The unknowns of all constraints: days first, for ages and lengths of time take what days leave
        them, not the other way round.
        """
        found = {unknown for one in self.constraints for unknown in one.unknowns}
        return sorted(
            found, key=lambda place: (not self.part.dated(place), not self.part.whole(place), place)
        )

    def holds(self, answer: dict[int, object]) -> bool:
        """Whether all constraints hold of an answer."""
        self.spend(len(self.constraints))
        return all(one.holds(*[answer[unknown] for unknown in one.unknowns]) for one in self.constraints)
