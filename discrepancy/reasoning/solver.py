"""Whether claims can all be true, asked of a component of the network and remembered.

Where every propagator is monotone (orders, distances, one-sided sums) the least values of the fixed point are
a solution (constraints closed under minimum: Jeavons & Cooper 1995), so that the search ends at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from discrepancy.reasoning.assignment_search import (
    Assignment,
    AssignmentSearch,
    changed_values,
    completed_assignment,
)
from discrepancy.reasoning.branching import is_member
from discrepancy.reasoning.budget import STEPS_PER_COMPONENT
from discrepancy.reasoning.network import (
    EVERYTHING,
    Constraint,
    Network,
)
from discrepancy.reasoning.propagation import Component, PropagationState
from discrepancy.system.step_budget import StepBudget
from discrepancy.values.intervals import meet


class ConstraintProblem(Component):
    """A component at one level that can be asked whether any of its assertions can all be true."""

    def __init__(
        self,
        network: Network,
        level: str,
        assertions: Sequence[int],
        instances: Sequence[int],
        work: StepBudget | None = None,
    ) -> None:
        super().__init__(network, level, assertions, instances)
        self.work = work or StepBudget(STEPS_PER_COMPONENT)
        self.models: list[
            tuple[frozenset[int], Assignment]
        ] = []  # assertions known to be true together, with answers that make them so
        self._known: dict[tuple[frozenset[int], frozenset[int]], bool | None] = {}

    def satisfiable(self, chosen: frozenset[int], instances: frozenset[int] | None = None) -> bool | None:
        """Whether the chosen assertions can all be true under the instances (all, if not given); None if the
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
            search = AssignmentSearch(PropagationState(self, chosen, active))
            found = self._known[key] = search.satisfiable()
            self.work.spend(search.state.spent + len(chosen) + len(search.state.constraints))
            if found and instances is None:
                self.work.spend(len(self.assertions) + len(self.instances))
                self.models.append((self._true(chosen, search), search.assignment))
        return self._known[key]

    def repaired_assignment(
        self, answer: Assignment, free: Collection[int], chosen: frozenset[int], instances: frozenset[int]
    ) -> Assignment | None:
        """The changes to an assignment under which the chosen assertions are true and the instances hold, if
        only `free` variables may change; None if none is found.
        """
        state = PropagationState(self, chosen, instances)
        for variable in sorted(
            {*state.regions, *(variable for one in state.constraints for variable in one.variables)}
        ):
            if variable in answer and variable not in free:
                here = answer[variable], 0
                state.regions[variable] = meet(state.regions.get(variable, EVERYTHING), ((here, here),))
        search = AssignmentSearch(state)
        possible = search.satisfiable()
        self.work.spend(1 + state.spent + len(chosen) + len(state.constraints))
        return changed_values(completed_assignment(search), answer) if possible else None

    def _true(self, chosen: frozenset[int], search: AssignmentSearch) -> frozenset[int]:
        """All assertions that the answer found makes true, among them the chosen."""
        answer = completed_assignment(search)
        found = {
            i
            for i in self.assertions
            if i in chosen
            or all(u in answer and is_member(answer[u], region) for u, region in self.limits(i))
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

    def _keeps(self, one: Constraint, answer: Assignment) -> bool:
        return all(u in answer for u in one.variables) and one.holds(*[answer[u] for u in one.variables])
