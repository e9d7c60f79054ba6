"""The search for an assignment that keeps all constraints of a component.

Bounds are carried to a fixed point, values tried at either end, linear inequalities solved exactly, and where
that does not tell, the domain of a variable is split.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from discrepancy.model.graph import connected_parts
from discrepancy.reasoning import difference_constraints as distances
from discrepancy.reasoning.branching import (
    chosen_member,
    is_member,
    member_at_end,
    split_domain,
    variable_to_split,
)
from discrepancy.reasoning.network import (
    EVERYTHING,
    HIGH,
    LOW,
    Constraint,
    LinearInequality,
    VariableEnd,
)
from discrepancy.reasoning.propagation import PropagationState, StepsExhausted
from discrepancy.reasoning.simplex import Tableau
from discrepancy.values.intervals import INF, Interval, meet

DEEPEST = 150  # times that variables are split one inside the other


CYCLE = 146_097  # days after which the calendar repeats


SOME_DAY = 2_305_448  # 1 January 1600


MOST_INEQUALITIES = 250  # linear relations solved at once


ORIGIN = -1  # in distances, what ranges are measured from


Assignment = dict[int, Any]


class AssignmentSearch:
    """The search for one assignment; `assignment` is what was found."""

    def __init__(self, state: PropagationState) -> None:
        self.state = state
        self.assignment: Assignment = {}

    def satisfiable(self) -> bool | None:
        """Whether there is an assignment; None if the counted steps did not tell."""
        if any(not one.variables and not one.holds() for one in self.state.constraints):
            return False
        if (found := self._apart()) is not None:
            return found
        self.state.patient = False
        try:
            return self._search(self.state)
        except StepsExhausted:
            return None

    def _search(self, state: PropagationState, depth: int = 0) -> bool:
        state.spend(1)
        if depth > DEEPEST:
            raise StepsExhausted
        if not state.settle() or not (depth or self._anchor(state)):
            return False
        variables = state.variables()
        if any(self._dive(state, variables, side) for side in (LOW, HIGH)):
            return True
        related = self._related(state)
        if related is not None:
            return related
        widest = variable_to_split(state, variables)
        if widest is None:
            return self._near_an_end(state, variables, depth)
        return any(self._narrowed(state, widest, part, depth) for part in split_domain(state, widest))

    def _near_an_end(self, state: PropagationState, variables: Sequence[int], depth: int) -> bool:
        """Where days are bounded on one side only, the same for all: if there is an answer, there is one with
        some day within a cycle of the calendar from its bound, for all can move by whole cycles.
        """
        open_ = [
            variable
            for variable in variables
            if state.bound(VariableEnd(variable, LOW)) != state.bound(VariableEnd(variable, HIGH))
        ]
        if not open_:
            return False
        ends = [
            VariableEnd(variable, side)
            for variable in open_
            for side in (LOW, HIGH)
            if VariableEnd(variable, side) in state.bounds
        ]
        days = [variable for variable in variables if state.part.is_day(variable)]
        alike = {end.side for end in ends} if all(variable in open_ for variable in days) else set()
        if not all(state.part.is_day(variable) for variable in open_) or len(alike) != 1:
            raise StepsExhausted
        for variable, side in ends:
            number = state.bound(VariableEnd(variable, side))[0]
            near = (
                ((number, 0), (number + CYCLE - 1, 0))
                if side == LOW
                else ((number - CYCLE + 1, 0), (number, 0))
            )
            if self._narrowed(state, variable, near, depth):
                return True
        return False

    def _narrowed(self, state: PropagationState, variable: int, piece: Interval, depth: int) -> bool:
        other = state.copy()
        other.regions[variable] = meet(state.regions.get(variable, EVERYTHING), (piece,))
        try:
            return self._search(other, depth + 1)
        finally:
            state.spent = other.spent

    # Answers at one end

    def _dive(self, state: PropagationState, variables: Sequence[int], side: int) -> bool:
        """Gives the variables an answer one after another, each at its `side` end, carrying bounds between;
        whether that comes out.
        """
        if self._found(state, {variable: member_at_end(state, variable, side) for variable in variables}):
            return True
        trial = state.copy()
        answer: Assignment = {}
        waiting, put_off = deque(variables), 0
        while waiting:
            variable = waiting.popleft()
            if put_off < len(waiting) and not any(
                VariableEnd(variable, end) in trial.bounds for end in (LOW, HIGH)
            ):
                waiting.append(variable)  # what others leave open is settled by them
                put_off += 1
                continue
            put_off = 0
            answer[variable] = member_at_end(trial, variable, side)
            if not trial.pin(variable, answer[variable]):
                state.spent = trial.spent
                return False
        state.spent = trial.spent
        return self._found(state, answer)

    def _found(self, state: PropagationState, answer: Assignment) -> bool:
        if not state.holds(answer):
            return False
        self.assignment = answer
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
            variable: (region[0][0], region[-1][1])
            for variable, region in state.regions.items()
            if state.part.is_day(variable)
        }
        answer = distances.feasible_assignment(
            [*(one for i in sorted(state.active) for one in known[i]), *ranges_as_differences(days)],
            self._count,
        )
        if answer is None:
            return False
        origin = answer.pop(ORIGIN, (0, 0))[0]
        self.assignment = {variable: number - origin for variable, (number, _) in answer.items()}
        return True

    def _count(self, steps: int) -> None:
        """Counts work that is never broken off."""
        self.state.spent += steps

    # Linear relations

    def _related(self, state: PropagationState) -> bool | None:
        """Whether the linear relations among the constraints can hold: False if not, True if what solves them
        solves all, else None.
        """
        variables = state.variables()
        ranges = {variable: _range(state, variable) for variable in variables}
        every = [state.part.sharpened(one) for one in _inequalities(state)]
        if any(not one.terms and one.most < (0, 0) for one in every):
            return False
        relations = [
            one for one in every if one.terms
        ]  # what is said of one day and itself binds nothing else
        state.spend(len(relations))
        differences = [found for one in relations if (found := one.difference)]
        apart = distances.feasible_assignment([*differences, *ranges_as_differences(ranges)])
        if apart is None:
            return False
        origin = apart.get(ORIGIN, (0, 0))[0]
        answer = {variable: apart[variable][0] - origin if variable in apart else 0 for variable in variables}
        if self._solves(state, answer):
            return True
        if len(relations) > MOST_INEQUALITIES or len(differences) == len(relations):
            return None
        tableau = Tableau(ranges, relations)
        solved = tableau.feasible(len(relations) * 4)
        state.spend(tableau.pivots * len(tableau.rows) // 4)
        if solved and self._solves(state, tableau.answer()):
            return True
        return False if solved is False else None

    def _solves(self, state: PropagationState, answer: Assignment) -> bool:
        for variable, number in answer.items():
            if state.part.is_whole(variable) and number != int(number):
                return False
            if not is_member(number, state.regions.get(variable, EVERYTHING)) or not is_member(
                number, (_range(state, variable),)
            ):
                return False
        return self._found(state, answer)

    # Days that nothing fixes

    def _anchor(self, state: PropagationState) -> bool:
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
                SOME_DAY
                if all(one.shifts(state.part.is_day) for one in constraints)
                else SOME_DAY + CYCLE - 1
            )
            fixed = state.tighten(VariableEnd(first, LOW), (SOME_DAY, 0)) and state.tighten(
                VariableEnd(first, HIGH), (last, 0)
            )
            if not (fixed and state.spread([first])):
                return False
        return True


def completed_assignment(search: AssignmentSearch) -> Assignment:
    """The assignment found, with a value for every variable that claims speak of."""
    for variable, region in search.state.regions.items():
        if variable not in search.assignment:
            search.assignment[variable] = chosen_member(region, region[0][0], region[-1][1], LOW)
    return search.assignment


def changed_values(answer: Assignment, base: Assignment) -> Assignment:
    """The values in which one assignment differs from another."""
    return {
        variable: number
        for variable, number in answer.items()
        if variable not in base or base[variable] != number
    }


def _inequalities(state: PropagationState) -> Iterator[LinearInequality]:
    for one in state.constraints:
        yield from one.inequalities
        if one.bounded_inequalities is not None:
            yield from one.bounded_inequalities(state.bound)


def _range(state: PropagationState, variable: int) -> Interval:
    region = state.regions.get(variable)
    low, high = state.range_of(variable)
    return (max(low, region[0][0]), min(high, region[-1][1])) if region else (low, high)


def ranges_as_differences(ranges: dict[int, Interval]) -> Iterator[distances.Difference]:
    """Ranges of variables as differences from one origin."""
    for variable, (low, high) in ranges.items():
        if high[0] != INF:
            yield variable, ORIGIN, high
        if low[0] != -INF:
            yield ORIGIN, variable, (-low[0], -low[1])


def _floating(state: PropagationState) -> Iterator[tuple[list[int], list[Constraint]]]:
    """The constraints by connected days, where no day has a bound."""
    days = [
        sorted({variable for variable in one.variables if state.part.is_day(variable)})
        for one in state.constraints
    ]
    place: dict[int, int] = {}
    links = [[place.setdefault(day, len(place)) for day in mine] for mine in days if mine]
    if all(any(VariableEnd(day, side) in state.bounds for side in (LOW, HIGH)) for day in place):
        return
    every = list(place)
    home = {every[one]: i for i, part in enumerate(connected_parts(len(place), links)) for one in part}
    groups: dict[int, list[Constraint]] = {}
    for one, mine in zip(state.constraints, days, strict=True):
        if mine:
            groups.setdefault(home[mine[0]], []).append(one)
    for i, kept in sorted(groups.items()):
        group = sorted(day for day, own in home.items() if own == i)
        if not any(VariableEnd(day, side) in state.bounds for day in group for side in (LOW, HIGH)):
            yield group, kept
