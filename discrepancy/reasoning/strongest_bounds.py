"""The strongest bound that any claims give each unknown."""

from __future__ import annotations

from discrepancy.reasoning.budget import StepBudget
from discrepancy.reasoning.constraints import everything
from discrepancy.reasoning.network import (
    HIGH,
    LOW,
    End,
    inside,
    rounded,
    tighter,
)
from discrepancy.reasoning.propagation import Part
from discrepancy.values.intervals import Bound, Region

Said = dict[int, list[tuple[int, Region]]]


def said(part: Part) -> Said:
    """What each saying allows each unknown, by unknown."""
    found: Said = {}
    for saying in part.sayings:
        for unknown, region in part.limits(saying):
            found.setdefault(unknown, []).append((saying, region))
    return found


def strongest(part: Part, sayings: Said, work: StepBudget) -> dict[End, Bound]:
    """The strongest bound of every unknown from all sayings at once, whether or not they clash, each
    constraint used once on the way (or claims that exclude each other would drive each other on without end);
    of no use if `work` is done by then.
    """
    return _Strongest(part, sayings).carried(work)


class _Strongest:
    def __init__(self, part: Part, sayings: Said) -> None:
        self.part, self.said = part, sayings
        self.best: dict[End, tuple[Bound, int]] = {}
        self.active = part.active(frozenset(part.sayings), part.instances)

    def carried(self, work: StepBudget) -> dict[End, Bound]:
        bit: dict[tuple[int, int], int] = {}
        changed: dict[int, None] = {}
        for unknown, every in self.said.items():
            for _, region in every:
                self._improve(End(unknown, LOW), region[0][0], 0)
                self._improve(End(unknown, HIGH), region[-1][1], 0)
            changed[unknown] = None
        queue = list(self.part.first)
        while (changed or queue) and not work.done:
            queue += [found for unknown in changed for found in self.part.steps_of.get(unknown, ())]
            changed = {}
            work.spend(len(queue))
            for step, i, constraint in queue:
                given = [self.best.get(end) or (everything(end.side), 0) for end in step.given]
                mine = bit.setdefault(constraint, 1 << len(bit))
                if i not in self.active or any(used & mine for _, used in given):
                    continue
                bound = step.derive(*[bound for bound, _ in given])
                used = mine
                for _, before in given:
                    used |= before
                if bound is not None and self._improve(step.of, bound, used):
                    changed[step.of.unknown] = None
            queue = []
        return {end: bound for end, (bound, _) in self.best.items()}

    def _improve(self, end: End, bound: Bound, used: int) -> bool:
        """Notes a bound if it is the strongest so far, moved on to the nearest answer of each saying; whether
        it is.
        """
        if self.part.whole(end.unknown):
            bound = rounded(bound, end.side)
        for _, region in self.said.get(end.unknown, ()):
            if len(region) > 1:
                bound = inside(region, bound, end.side) or bound
        if not tighter(bound, self.best[end][0] if end in self.best else everything(end.side), end.side):
            return False
        self.best[end] = bound, used
        return True
