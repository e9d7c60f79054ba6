"""Whether claims can all be true: bounds carried along the constraints to a fixed point, then a search that answers or says it cannot tell.

Where every step is monotone (orders, distances, ages, one-sided sums) the least answers of the fixed point are a solution (constraints
closed under minimum: Jeavons & Cooper 1995), so that the search ends at once. Otherwise unknowns are split. Work is counted, never timed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from discrepancy.reasoning.constraints import everything
from discrepancy.reasoning.network import EVERYTHING, HIGH, LOW, Constraint, End, Network, Step, inside, rounded, tighter
from discrepancy.region import INF, Bound, Region, meet

DEEPEST = 150  # times that unknowns are split one inside the other
CYCLE = 146_097  # days after which the calendar repeats
ANCHORS = 12  # days tried as the fixed one of distances that may not hold
SOME_DAY = 2_305_448  # 1 January 1600
STEPS = 20_000  # bounds derived for one question of whether claims can all be true


class Spent(Exception):
    """The counted steps are used up."""


class Taken(NamedTuple):
    """A step, the instance it belongs to, and which constraint of that."""

    step: Step
    instance: int
    constraint: tuple[int, int]


class Problem:
    """The unknowns, sayings and constraints of one connected part at one level, ready to be asked of any of its sayings."""

    def __init__(self, network: Network, level: str, sayings: Sequence[int], instances: Sequence[int]) -> None:
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
        self._known: dict[tuple[frozenset[int], frozenset[int]], bool | None] = {}

    def limits(self, saying: int) -> Iterable[tuple[int, Region]]:
        """What a saying allows each of its unknowns."""
        return self.network.sayings[saying].limits.get(self.level, {}).items()

    def active(self, chosen: frozenset[int], among: Iterable[int]) -> frozenset[int]:
        """The instances that hold when the chosen sayings are true."""
        return frozenset(i for i in among if self.network.instances[i].guards <= chosen)

    def possible(self, chosen: frozenset[int], instances: frozenset[int] | None = None) -> bool | None:
        """Whether the chosen sayings can all be true under the instances (all, if not given); None if the counted steps did not tell."""
        active = self.active(chosen, self.instances if instances is None else instances)
        key = chosen, active
        if key not in self._known:
            self._known[key] = State(self, chosen, active).possible()
        return self._known[key]


class State:
    """Bounds of the unknowns under some sayings and instances."""

    def __init__(self, problem: Problem, chosen: frozenset[int], active: frozenset[int]) -> None:
        self.problem, self.active = problem, active
        self.regions: dict[int, Region] = {}
        self.bounds: dict[End, Bound] = {}
        self.spent = 0
        instances = problem.network.instances
        self.constraints: list[Constraint] = [one for i in sorted(active) for one in instances[i].constraints[problem.level]]
        for saying in sorted(chosen):
            for unknown, region in problem.limits(saying):
                self.regions[unknown] = meet(self.regions.get(unknown, EVERYTHING), region)

    def bound(self, end: End) -> Bound:
        """The bound as it stands."""
        return self.bounds.get(end) or everything(end.side)

    def settle(self) -> bool:
        """Carries bounds to the fixed point; False if some unknown is left no answer."""
        for unknown, region in self.regions.items():
            if not region:
                return False
            for end, bound in ((End(unknown, LOW), region[0][0]), (End(unknown, HIGH), region[-1][1])):
                if not self._tighten(end, bound):
                    return False
        return self._spread(list(self.problem.first), list(self.regions))

    def _spread(self, steps: list[Taken], changed: list[int]) -> bool:
        queue = list(steps)
        queue += [found for unknown in changed for found in self.problem.steps_of.get(unknown, ())]
        while queue:
            ahead: dict[int, None] = {}
            for step, instance, _ in queue:
                if instance not in self.active:
                    continue
                self.spent += 1
                if self.spent > STEPS:
                    raise Spent
                bound = step.derive(*[self.bound(end) for end in step.given])
                if bound is None:
                    continue
                before = self.bounds.get(step.of)
                if not self._tighten(step.of, bound):
                    return False
                if self.bounds.get(step.of) != before:
                    ahead[step.of.unknown] = None
            queue = [found for unknown in ahead for found in self.problem.steps_of.get(unknown, ())]
        return True

    def _tighten(self, end: End, bound: Bound) -> bool:
        """Moves one bound inwards if it moves; False if nothing is left."""
        if not tighter(bound, self.bound(end), end.side):
            return True
        if self.problem.network.unknowns[end.unknown].whole:
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

    def possible(self) -> bool | None:
        """Whether there is an answer; None if the counted steps did not tell."""
        if any(not one.unknowns and not one.holds() for one in self.constraints):
            return False
        fresh = self._copy()
        try:
            return self._search()
        except Spent:
            # Distances that cannot hold drive an open end on without end.
            return None if fresh._hold_anywhere() and not fresh._circle() else False

    def _search(self, depth: int = 0) -> bool:
        self.spent += 1
        if depth > DEEPEST:
            raise Spent
        if not self.settle() or not (self._anchor() if depth == 0 else True):
            return False
        # Whole numbers first: a length of time takes what days leave it, not the other way round.
        whole = self.problem.network.unknowns
        unknowns = sorted({unknown for one in self.constraints for unknown in one.unknowns}, key=lambda place: (not whole[place].whole, place))
        if any(self._dive(unknowns, side) for side in (LOW, HIGH)):
            return True
        widest = self._to_split(unknowns)
        if widest is None:
            if self._circle():
                return False
            if any(self.bound(End(unknown, LOW)) != self.bound(End(unknown, HIGH)) for unknown in unknowns):
                raise Spent
            return False
        found = False
        for part in self._halves(widest):
            other = self._copy()
            other.regions[widest] = meet(self.regions.get(widest, EVERYTHING), (part,))
            found = found or other._search(depth + 1)
            self.spent = other.spent
        return found

    def _anchor(self) -> bool:
        """Where nothing says when some connected days are, puts one of them on one day if only distances bind them, else in one cycle
        of the calendar, after which everything repeats: no answer is lost. False if nothing is left then.
        """
        for constraints in self._floating():
            days = sorted({unknown for one in constraints for unknown in one.unknowns if self._dated(unknown)})
            if not days:
                continue
            last = SOME_DAY if all(one.shifts(self._dated) for one in constraints) else SOME_DAY + CYCLE - 1
            if not self._pin(days[0], last):
                return False
        return True

    def _pin(self, day: int, last: int) -> bool:
        """Puts a day between `SOME_DAY` and `last`; False if nothing is left then."""
        fixed = self._tighten(End(day, LOW), (SOME_DAY, 0)) and self._tighten(End(day, HIGH), (last, 0))
        return fixed and self._spread([], [day])

    def _hold_anywhere(self) -> bool:
        """Whether lengths and distances could hold if nothing said when they are; True where the counted steps do not tell."""
        for constraints in self._by_days(lambda _: True):
            if not all(one.shifts(self._dated) for one in constraints):
                continue
            for day in sorted({unknown for one in constraints for unknown in one.unknowns if self._dated(unknown)})[:ANCHORS]:
                other = self._copy()
                other.constraints = constraints
                other.regions = {unknown: region for unknown, region in self.regions.items() if not self._dated(unknown)}
                other.bounds = {}
                try:
                    if not (other.settle() and other._pin(day, SOME_DAY)):
                        return False
                except Spent:
                    continue
        return True

    def _dated(self, unknown: int) -> bool:
        return self.problem.network.unknowns[unknown].type == "date"

    def _floating(self) -> list[list[Constraint]]:
        """The constraints by connected days, where no day has a bound."""
        return self._by_days(lambda days: not any(End(day, side) in self.bounds for day in days for side in (LOW, HIGH)))

    def _by_days(self, wanted: Callable[[set[int]], bool]) -> list[list[Constraint]]:
        """The constraints that hang together by days, of every group of days that is wanted."""
        groups: list[tuple[set[int], list[Constraint]]] = []
        for one in self.constraints:
            mine, kept = {unknown for unknown in one.unknowns if self._dated(unknown)}, [one]
            apart = []
            for unknowns, constraints in groups:
                if unknowns & mine:
                    mine, kept = mine | unknowns, constraints + kept
                else:
                    apart.append((unknowns, constraints))
            groups = [*apart, (mine, kept)]
        return [kept for days, kept in groups if days and wanted(days)]

    def _circle(self) -> bool:
        """Whether distances alone cannot hold, wherever in time they are (a negative cycle: Bellman 1958)."""
        differences = [one.difference for one in self.constraints if one.difference]
        ahead: dict[int, Bound] = {unknown: (0, 0) for one in differences for unknown in one[:2]}
        for _ in range(len(ahead) + 1):
            before = dict(ahead)
            for more, less, (number, side) in differences:
                self.spent += 1
                base, open_ = ahead[less]
                ahead[more] = min(ahead[more], (base + number, open_ + side))
            if ahead == before:
                return False
        return bool(ahead)

    def _copy(self) -> State:
        other = State.__new__(State)
        other.problem, other.active, other.constraints, other.spent = self.problem, self.active, self.constraints, self.spent
        other.regions, other.bounds = dict(self.regions), dict(self.bounds)
        return other

    def _dive(self, unknowns: Sequence[int], side: int) -> bool:
        """Gives the unknowns an answer one after another, each at its `side` end, carrying bounds between; whether that comes out."""
        if self._holds({unknown: self._pick(unknown, side) for unknown in unknowns}):
            return True
        trial = self._copy()
        answer: dict[int, Any] = {}
        for unknown in unknowns:
            answer[unknown] = number = trial._pick(unknown, side)
            fixed = (number, 0)
            if not (trial._tighten(End(unknown, LOW), fixed) and trial._tighten(End(unknown, HIGH), fixed) and trial._spread([], [unknown])):
                self.spent = trial.spent
                return False
        self.spent = trial.spent
        return self._holds(answer)

    def _holds(self, answer: dict[int, Any]) -> bool:
        self.spent += len(self.constraints)
        if self.spent > STEPS:
            raise Spent
        return all(one.holds(*[answer[unknown] for unknown in one.unknowns]) for one in self.constraints)

    def _pick(self, unknown: int, side: int) -> Any:
        """An answer within the bounds, at the end named if that is closed."""
        low, high = self.bound(End(unknown, LOW)), self.bound(End(unknown, HIGH))
        first, last = (low, high) if side == LOW else (high, low)
        chosen = first if first[0] not in (INF, -INF) else last
        if chosen[0] in (INF, -INF):
            return 0
        if chosen[1] == 0:
            return chosen[0]
        piece = next(piece for piece in self.regions.get(unknown, EVERYTHING) if piece[0] <= chosen <= piece[1])
        low, high = max(low, piece[0]), min(high, piece[1])
        if INF in (high[0], -low[0]):
            return chosen[0] + chosen[1]
        return Fraction(low[0] + high[0]) / 2

    def _to_split(self, unknowns: Sequence[int]) -> int | None:
        """The unknown with several separate answers, else the one with the widest range; None if there is nothing to split."""
        best, width = None, Fraction(0)
        for unknown in unknowns:
            low, high = self.bound(End(unknown, LOW)), self.bound(End(unknown, HIGH))
            left = [piece for piece in self.regions.get(unknown, ()) if piece[1] >= low and piece[0] <= high]
            if len(left) > 1:
                return unknown
            if INF not in (high[0], -low[0]) and high[0] - low[0] > width:
                best, width = unknown, Fraction(high[0] - low[0])
        return best

    def _halves(self, unknown: int) -> tuple[tuple[Bound, Bound], tuple[Bound, Bound]]:
        low, high = self.bound(End(unknown, LOW)), self.bound(End(unknown, HIGH))
        left = [piece for piece in self.regions.get(unknown, ()) if piece[1] >= low and piece[0] <= high]
        if len(left) > 1:
            return (low, left[0][1]), (left[1][0], high)
        middle = Fraction(low[0] + high[0]) / 2
        if self.problem.network.unknowns[unknown].whole:
            half = middle.__floor__()
            return (low, (half, 0)), ((half + 1, 0), high)
        return (low, (middle, 0)), ((middle, 1), high)
