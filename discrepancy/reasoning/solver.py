"""Whether claims can all be true: bounds carried to a fixed point, answers tried at either end, linear
relations solved exactly, and where that does not tell, unknowns split.

Where every step is monotone (orders, distances, one-sided sums) the least answers of the fixed point are a
solution (constraints closed under minimum: Jeavons & Cooper 1995), so that the search ends at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import Any

from discrepancy.model.graph import connected_parts
from discrepancy.reasoning import difference_constraints as distances
from discrepancy.reasoning.budget import STEPS_PER_COMPONENT, StepBudget
from discrepancy.reasoning.network import (
    EVERYTHING,
    HIGH,
    LOW,
    Constraint,
    End,
    Network,
    Relation,
)
from discrepancy.reasoning.propagation import Part, Spent, State
from discrepancy.reasoning.simplex import Tableau
from discrepancy.values.intervals import INF, Bound, Piece, Region, meet

DEEPEST = 150  # times that unknowns are split one inside the other
CYCLE = 146_097  # days after which the calendar repeats
SOME_DAY = 2_305_448  # 1 January 1600
RELATIONS = 250  # linear relations solved at once
ORIGIN = -1  # in distances, what ranges are measured from
Answer = dict[int, Any]


class ConstraintProblem(Part):
    """A connected part at one level that can be asked whether any of its sayings can all be true."""

    def __init__(
        self,
        network: Network,
        level: str,
        sayings: Sequence[int],
        instances: Sequence[int],
        work: StepBudget | None = None,
    ) -> None:
        super().__init__(network, level, sayings, instances)
        self.work = work or StepBudget(STEPS_PER_COMPONENT)
        self.models: list[
            tuple[frozenset[int], Answer]
        ] = []  # sayings known to be true together, with answers that make them so
        self._known: dict[tuple[frozenset[int], frozenset[int]], bool | None] = {}

    def possible(self, chosen: frozenset[int], instances: frozenset[int] | None = None) -> bool | None:
        """Whether the chosen sayings can all be true under the instances (all, if not given); None if the
        counted steps did not tell.
        """
        self.work.spend(1 + (len(self.models) + len(self.instances)) // 8)
        if any(chosen <= model for model, _ in self.models):
            return True
        active = self.active(chosen, self.instances if instances is None else instances)
        key = chosen, active
        if key not in self._known:
            if self.work.done:
                return None
            search = Search(State(self, chosen, active))
            found = self._known[key] = search.possible()
            self.work.spend(search.state.spent + len(chosen) + len(search.state.constraints))
            if found and instances is None:
                self.work.spend(len(self.sayings) + len(self.instances))
                self.models.append((self._true(chosen, search), search.answer))
        return self._known[key]

    def beside(
        self, answer: Answer, free: Collection[int], chosen: frozenset[int], instances: frozenset[int]
    ) -> Answer | None:
        """What of an answer must be otherwise, and how, so that the chosen sayings are true and the instances
        hold, if only `free` unknowns may be; None if that is not found.
        """
        state = State(self, chosen, instances)
        for unknown in sorted(
            {*state.regions, *(unknown for one in state.constraints for unknown in one.unknowns)}
        ):
            if unknown in answer and unknown not in free:
                here = answer[unknown], 0
                state.regions[unknown] = meet(state.regions.get(unknown, EVERYTHING), ((here, here),))
        search = Search(state)
        possible = search.possible()
        self.work.spend(1 + state.spent + len(chosen) + len(state.constraints))
        return moved(_filled(search), answer) if possible else None

    def _true(self, chosen: frozenset[int], search: Search) -> frozenset[int]:
        """All sayings that the answer found makes true, among them the chosen."""
        answer = _filled(search)
        found = {
            i
            for i in self.sayings
            if i in chosen or all(u in answer and lies(answer[u], region) for u, region in self.limits(i))
        }
        for i in self.instances:
            instance = self.network.instances[i]
            loose = instance.guards - chosen
            if (
                loose
                and instance.guards <= found
                and not all(self._keeps(one, answer) for one in instance.constraints[self.level])
            ):
                found.discard(max(loose))
        return frozenset(found)

    def _keeps(self, one: Constraint, answer: Answer) -> bool:
        return all(u in answer for u in one.unknowns) and one.holds(*[answer[u] for u in one.unknowns])


class Search:
    """The search for one answer; `answer` is what was found."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.answer: Answer = {}

    def possible(self) -> bool | None:
        """Whether there is an answer; None if the counted steps did not tell."""
        if any(not one.unknowns and not one.holds() for one in self.state.constraints):
            return False
        if (found := self._apart()) is not None:
            return found
        self.state.patient = False
        try:
            return self._search(self.state)
        except Spent:
            return None

    def _search(self, state: State, depth: int = 0) -> bool:
        state.spend(1)
        if depth > DEEPEST:
            raise Spent
        if not state.settle() or not (depth or self._anchor(state)):
            return False
        unknowns = state.unknowns()
        if any(self._dive(state, unknowns, side) for side in (LOW, HIGH)):
            return True
        related = self._related(state)
        if related is not None:
            return related
        widest = _to_split(state, unknowns)
        if widest is None:
            return self._near_an_end(state, unknowns, depth)
        return any(self._narrowed(state, widest, part, depth) for part in _halves(state, widest))

    def _near_an_end(self, state: State, unknowns: Sequence[int], depth: int) -> bool:
        """Where days are bounded on one side only, the same for all: if there is an answer, there is one with
        some day within a cycle of the calendar from its bound, for all can move by whole cycles.
        """
        open_ = [
            unknown
            for unknown in unknowns
            if state.bound(End(unknown, LOW)) != state.bound(End(unknown, HIGH))
        ]
        if not open_:
            return False
        ends = [
            End(unknown, side)
            for unknown in open_
            for side in (LOW, HIGH)
            if End(unknown, side) in state.bounds
        ]
        days = [unknown for unknown in unknowns if state.part.dated(unknown)]
        alike = {end.side for end in ends} if all(unknown in open_ for unknown in days) else set()
        if not all(state.part.dated(unknown) for unknown in open_) or len(alike) != 1:
            raise Spent
        for unknown, side in ends:
            number = state.bound(End(unknown, side))[0]
            near = (
                ((number, 0), (number + CYCLE - 1, 0))
                if side == LOW
                else ((number - CYCLE + 1, 0), (number, 0))
            )
            if self._narrowed(state, unknown, near, depth):
                return True
        return False

    def _narrowed(self, state: State, unknown: int, piece: Piece, depth: int) -> bool:
        other = state.copy()
        other.regions[unknown] = meet(state.regions.get(unknown, EVERYTHING), (piece,))
        try:
            return self._search(other, depth + 1)
        finally:
            state.spent = other.spent

    # Answers at one end

    def _dive(self, state: State, unknowns: Sequence[int], side: int) -> bool:
        """Gives the unknowns an answer one after another, each at its `side` end, carrying bounds between;
        whether that comes out.
        """
        if self._found(state, {unknown: _pick(state, unknown, side) for unknown in unknowns}):
            return True
        trial = state.copy()
        answer: Answer = {}
        waiting, put_off = deque(unknowns), 0
        while waiting:
            unknown = waiting.popleft()
            if put_off < len(waiting) and not any(End(unknown, end) in trial.bounds for end in (LOW, HIGH)):
                waiting.append(unknown)  # what others leave open is settled by them
                put_off += 1
                continue
            put_off = 0
            answer[unknown] = _pick(trial, unknown, side)
            if not trial.pin(unknown, answer[unknown]):
                state.spent = trial.spent
                return False
        state.spent = trial.spent
        return self._found(state, answer)

    def _found(self, state: State, answer: Answer) -> bool:
        if not state.holds(answer):
            return False
        self.answer = answer
        return True

    # Distances alone

    def _apart(self) -> bool | None:
        """Whether there is an answer where nothing but distances between days binds, each day in one range;
        None where more does.
        """
        state, known = self.state, self.state.part.distances
        if not all(i in known for i in state.active) or any(
            len(region) > 1 for region in state.regions.values()
        ):
            return None
        if any(not region for region in state.regions.values()):
            return False
        days = {
            unknown: (region[0][0], region[-1][1])
            for unknown, region in state.regions.items()
            if state.part.dated(unknown)
        }
        answer = distances.hold(
            [*(one for i in sorted(state.active) for one in known[i]), *from_origin(days)], self._count
        )
        if answer is None:
            return False
        origin = answer.pop(ORIGIN, (0, 0))[0]
        self.answer = {unknown: number - origin for unknown, (number, _) in answer.items()}
        return True

    def _count(self, steps: int) -> None:
        """Counts work that is never broken off."""
        self.state.spent += steps

    # Linear relations

    def _related(self, state: State) -> bool | None:
        """Whether the linear relations among the constraints can hold: False if not, True if what solves them
        solves all, else None.
        """
        unknowns = state.unknowns()
        ranges = {unknown: _range(state, unknown) for unknown in unknowns}
        every = [state.part.sharp(one) for one in _relations(state)]
        if any(not one.terms and one.most < (0, 0) for one in every):
            return False
        relations = [
            one for one in every if one.terms
        ]  # what is said of one day and itself binds nothing else
        state.spend(len(relations))
        differences = [found for one in relations if (found := one.difference)]
        apart = distances.hold([*differences, *from_origin(ranges)])
        if apart is None:
            return False
        origin = apart.get(ORIGIN, (0, 0))[0]
        answer = {unknown: apart[unknown][0] - origin if unknown in apart else 0 for unknown in unknowns}
        if self._solves(state, answer):
            return True
        if len(relations) > RELATIONS or len(differences) == len(relations):
            return None
        tableau = Tableau(ranges, relations)
        solved = tableau.feasible(len(relations) * 4)
        state.spend(tableau.pivots * len(tableau.rows) // 4)
        if solved and self._solves(state, tableau.answer()):
            return True
        return False if solved is False else None

    def _solves(self, state: State, answer: Answer) -> bool:
        for unknown, number in answer.items():
            if state.part.whole(unknown) and number != int(number):
                return False
            if not lies(number, state.regions.get(unknown, EVERYTHING)) or not lies(
                number, (_range(state, unknown),)
            ):
                return False
        return self._found(state, answer)

    # Days that nothing fixes

    def _anchor(self, state: State) -> bool:
        """Where nothing says when some connected days are, puts one of them on one day if only distances bind
        them, else in one cycle of the calendar, after which everything repeats: no answer is lost. False if
        nothing is left then.
        """
        floating = list(_floating(state))
        if floating and self._related(state) is False:
            return False
        for days, constraints in floating:
            first = days[0]
            last = (
                SOME_DAY if all(one.shifts(state.part.dated) for one in constraints) else SOME_DAY + CYCLE - 1
            )
            fixed = state.tighten(End(first, LOW), (SOME_DAY, 0)) and state.tighten(
                End(first, HIGH), (last, 0)
            )
            if not (fixed and state.spread([first])):
                return False
        return True


def _filled(search: Search) -> Answer:
    """The answer found, with one to all that claims speak of."""
    for unknown, region in search.state.regions.items():
        if unknown not in search.answer:
            search.answer[unknown] = pick(region, region[0][0], region[-1][1], LOW)
    return search.answer


def moved(answer: Answer, base: Answer) -> Answer:
    """What an answer has otherwise than another."""
    return {
        unknown: number
        for unknown, number in answer.items()
        if unknown not in base or base[unknown] != number
    }


def _relations(state: State) -> Iterator[Relation]:
    for one in state.constraints:
        yield from one.relations
        if one.under is not None:
            yield from one.under(state.bound)


def _range(state: State, unknown: int) -> Piece:
    region = state.regions.get(unknown)
    low, high = state.bound(End(unknown, LOW)), state.bound(End(unknown, HIGH))
    return (max(low, region[0][0]), min(high, region[-1][1])) if region else (low, high)


def from_origin(ranges: dict[int, Piece]) -> Iterator[distances.Difference]:
    """Ranges of unknowns as distances from one origin."""
    for unknown, (low, high) in ranges.items():
        if high[0] != INF:
            yield unknown, ORIGIN, high
        if low[0] != -INF:
            yield ORIGIN, unknown, (-low[0], -low[1])


def _floating(state: State) -> Iterator[tuple[list[int], list[Constraint]]]:
    """The constraints by connected days, where no day has a bound."""
    days = [
        sorted({unknown for unknown in one.unknowns if state.part.dated(unknown)})
        for one in state.constraints
    ]
    place: dict[int, int] = {}
    links = [[place.setdefault(day, len(place)) for day in mine] for mine in days if mine]
    if all(any(End(day, side) in state.bounds for side in (LOW, HIGH)) for day in place):
        return
    every = list(place)
    home = {every[one]: i for i, part in enumerate(connected_parts(len(place), links)) for one in part}
    groups: dict[int, list[Constraint]] = {}
    for one, mine in zip(state.constraints, days, strict=True):
        if mine:
            groups.setdefault(home[mine[0]], []).append(one)
    for i, kept in sorted(groups.items()):
        group = sorted(day for day, own in home.items() if own == i)
        if not any(End(day, side) in state.bounds for day in group for side in (LOW, HIGH)):
            yield group, kept


def lies(number: Any, region: Region) -> bool:
    """Whether a number is a member of a region."""
    return any(low <= (number, 0) <= high for low, high in region)


def _pick(state: State, unknown: int, side: int) -> Any:
    """An answer within the bounds, at the end named if that is closed."""
    return pick(
        state.regions.get(unknown, EVERYTHING),
        state.bound(End(unknown, LOW)),
        state.bound(End(unknown, HIGH)),
        side,
    )


def pick(region: Region, low: Bound, high: Bound, side: int) -> Any:
    """A member of a region between two bounds of it, at the end named if that is closed."""
    first, last = (low, high) if side == LOW else (high, low)
    chosen = first if first[0] not in (INF, -INF) else last
    if chosen[0] in (INF, -INF):
        return 0
    if chosen[1] == 0:
        return chosen[0]
    piece = next(piece for piece in region if piece[0] <= chosen <= piece[1])
    low, high = max(low, piece[0]), min(high, piece[1])
    if INF in (high[0], -low[0]):
        return chosen[0] + chosen[1]
    return Fraction(low[0] + high[0]) / 2


def _pieces(state: State, unknown: int) -> list[Piece]:
    low, high = state.bound(End(unknown, LOW)), state.bound(End(unknown, HIGH))
    return [piece for piece in state.regions.get(unknown, ()) if piece[1] >= low and piece[0] <= high]


def _to_split(state: State, unknowns: Sequence[int]) -> int | None:
    """The unknown with several separate answers, else the one with the widest range; None if there is nothing
    to split.
    """
    best, width = None, Fraction(0)
    for unknown in unknowns:
        if len(_pieces(state, unknown)) > 1:
            return unknown
        low, high = state.bound(End(unknown, LOW)), state.bound(End(unknown, HIGH))
        if INF not in (high[0], -low[0]) and high[0] - low[0] > width:
            best, width = unknown, Fraction(high[0] - low[0])
    return best


def _halves(state: State, unknown: int) -> tuple[Piece, Piece]:
    low, high = state.bound(End(unknown, LOW)), state.bound(End(unknown, HIGH))
    left = _pieces(state, unknown)
    if len(left) > 1:
        return (low, left[0][1]), (left[1][0], high)
    middle = Fraction(low[0] + high[0]) / 2
    if state.part.whole(unknown):
        half = middle.__floor__()
        return (low, (half, 0)), ((half + 1, 0), high)
    return (low, (middle, 0)), ((middle, 1), high)
