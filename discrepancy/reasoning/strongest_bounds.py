"""The strongest bound that any claims give each variable."""

from __future__ import annotations

from discrepancy.reasoning.constraints import unbounded
from discrepancy.reasoning.network import (
    HIGH,
    LOW,
    VariableEnd,
    is_tighter,
    nearest_member,
    rounded_inwards,
)
from discrepancy.reasoning.propagation import Component
from discrepancy.system.step_budget import StepBudget
from discrepancy.values.intervals import Bound, Region

StatedDomains = dict[int, list[tuple[int, Region]]]


def domains_by_variable(part: Component) -> StatedDomains:
    """For each variable, every assertion on it with the region it allows."""
    found: StatedDomains = {}
    for assertion in part.assertions:
        for variable, region in part.limits(assertion):
            found.setdefault(variable, []).append((assertion, region))
    return found


def strongest_bounds(
    part: Component, assertions: StatedDomains, work: StepBudget
) -> dict[VariableEnd, Bound]:
    """The strongest bound of every variable from all assertions at once, whether or not they clash, each
    constraint used once on the way (or claims that exclude each other would drive each other on without end);
    of no use if `work` is done by then.
    """
    return _BoundCarrier(part, assertions).carried(work)


class _BoundCarrier:
    def __init__(self, part: Component, assertions: StatedDomains) -> None:
        self.part, self.said = part, assertions
        self.best: dict[VariableEnd, tuple[Bound, int]] = {}
        self.active = part.active(frozenset(part.assertions), part.instances)

    def carried(self, work: StepBudget) -> dict[VariableEnd, Bound]:
        bit: dict[tuple[int, int], int] = {}
        changed: dict[int, None] = {}
        for variable, every in self.said.items():
            for _, region in every:
                self._improve(VariableEnd(variable, LOW), region[0][0], 0)
                self._improve(VariableEnd(variable, HIGH), region[-1][1], 0)
            changed[variable] = None
        queue = list(self.part.first)
        while (changed or queue) and not work.done:
            queue += [found for variable in changed for found in self.part.steps_of.get(variable, ())]
            changed = {}
            # A bound derived from many others takes as long as they are many; a few are as one.
            work.spend(sum(1 + len(step.given) // 16 for step, _, _ in queue))
            for step, i, constraint in queue:
                given = [self.best.get(end) or (unbounded(end.side), 0) for end in step.given]
                mine = bit.setdefault(constraint, 1 << len(bit))
                if i not in self.active or any(used & mine for _, used in given):
                    continue
                bound = step.derive(*[bound for bound, _ in given])
                used = mine
                for _, before in given:
                    used |= before
                if bound is not None and self._improve(step.of, bound, used):
                    changed[step.of.variable] = None
            queue = []
        return {end: bound for end, (bound, _) in self.best.items()}

    def _improve(self, end: VariableEnd, bound: Bound, used: int) -> bool:
        """Notes a bound if it is the strongest so far, moved on to the nearest answer of each assertion;
        whether it is.
        """
        if self.part.is_whole(end.variable):
            bound = rounded_inwards(bound, end.side)
        for _, region in self.said.get(end.variable, ()):
            if len(region) > 1:
                bound = nearest_member(region, bound, end.side) or bound
        if not is_tighter(bound, self.best[end][0] if end in self.best else unbounded(end.side), end.side):
            return False
        self.best[end] = bound, used
        return True
