"""The proofs of one piece: assertions under which bounds cross are made minimal, each time asking the solver.
Then every largest set of assertions in which no proof lies is put to it (Reiter 1987): what it refutes holds
a further proof, and once it refutes none, the proofs are all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from discrepancy.reasoning import difference_constraints as distances
from discrepancy.reasoning.assignment_search import ORIGIN, Assignment, ranges_as_differences
from discrepancy.reasoning.cycles import single_cycle
from discrepancy.reasoning.difference_constraints import Difference
from discrepancy.reasoning.labels import Labels
from discrepancy.reasoning.maximal_sets import MaximalSetCheck
from discrepancy.reasoning.minimal_sets import minimal_by_deletion, quick_xplain
from discrepancy.reasoning.network import VariableEnd
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.reasoning.strongest_bounds import StatedDomains, domains_by_variable
from discrepancy.values.intervals import Bound, Region, meet, meets

PASSES = 200  # gatherings in which the solver looks for what bounds do not show


class Proof(NamedTuple):
    """A minimal unsatisfiable set of assertions, and the instances of laws that make it so, as few as will
    do.
    """

    assertions: frozenset[int]
    instances: frozenset[int]


class ComponentProver:
    """Finds the proofs of one component: `proofs`, whether all that they leave can be true (`decided`),
    whether they are all (`complete`), and assignments to the maximal satisfiable sets that the solver was
    asked for (`answers`).
    """

    def __init__(self, problem: ConstraintProblem, bounds: dict[VariableEnd, Bound]) -> None:
        self.problem, self.bounds = problem, bounds
        self.proofs: list[Proof] = []
        self.decided = self.complete = True
        self.answers: list[Assignment] = []
        self._plain: list[frozenset[int]] = []  # minimal sets for which no law is needed
        self._seen: set[frozenset[int]] = set()
        self._said: StatedDomains = domains_by_variable(problem)
        self._laws: dict[str, int] = {}
        for i in problem.instances:
            self._order(i)

    def prove_cycle(self) -> bool:
        """Finds one proof where differences alone make a negative cycle; whether that is the only one."""
        everyone = frozenset(self.problem.assertions)
        if self._in_circle(everyone):
            self._refuted(everyone)
        return bool(self._ring(everyone))

    def prove(self) -> None:
        """Finds the proofs."""
        if self._fits(frozenset(self.problem.assertions)):
            return
        Labels(self.problem, self.bounds, self._refuted, self._holds_one).derive()
        self._complete()

    def _holds_one(self, assertions: frozenset[int]) -> bool:
        self.problem.work.spend(len(self.proofs) // 8)
        for proof in self.proofs:  # noqa: SIM110 - asked of every label, and a generator costs more than the sets
            if proof.assertions <= assertions:
                return True
        return False

    def _fits(self, assertions: frozenset[int]) -> bool | None:
        """Whether a largest set of assertions can be true; notes the answer."""
        found = self.problem.satisfiable(assertions)
        if found:
            self.answers.append(next(answer for model, answer in self.problem.models if assertions <= model))
        return found

    # Minimal sets

    def _refuted(self, assertions: frozenset[int], near: bool = True) -> None:
        """Makes a set of assertions that cannot be true minimal, and keeps it as a proof if a law is needed
        for that; `near` if few of them will have to go.
        """
        if assertions in self._seen or self._holds_one(assertions):
            return
        self._seen.add(assertions)
        if ring := self._ring(assertions):
            if not any(proof.assertions == ring.assertions for proof in self.proofs):
                self.proofs.append(ring)
            return
        satisfiable = self.problem.satisfiable
        if satisfiable(assertions) is not False:
            return
        circle = self._in_circle(assertions)
        least = (minimal_by_deletion if near or circle else quick_xplain)(
            sorted(circle or assertions), lambda some: satisfiable(some) is False
        )
        if (
            self.problem.work.done
            or any(proof.assertions == least for proof in self.proofs)
            or least in self._plain
        ):
            return  # what is not known to be the least is no proof
        every = self.problem.active(least, self.problem.instances)
        # No law or one rather than several; then what sources state before what a law says, so that a proof
        # does not change with the laws there are. Whatever way led here, all that could bind is looked at in
        # this order, so that it does not change with that of the files.
        order = sorted(every, key=self._order)
        few = next(
            (
                some
                for some in (frozenset[int](), *(frozenset((one,)) for one in order))
                if satisfiable(least, some) is False
            ),
            None,
        )
        through = (
            minimal_by_deletion(order, lambda some: satisfiable(least, some) is False) if few is None else few
        )
        if self.problem.work.done:
            return
        if through:
            self.proofs.append(Proof(least, self.problem.active(least, through)))
        else:
            self._plain.append(least)

    def _order(self, instance: int) -> tuple[bool, int, str, int]:
        """What sources state, then laws as they are written, whatever the order of the claims that they are
        applied to.
        """
        one = self.problem.network.instances[instance]
        return one.law is not None, self._laws.setdefault(one.name, len(self._laws)), one.about, instance

    def _in_circle(self, assertions: frozenset[int]) -> frozenset[int]:
        """Some of the assertions that make distances a circle too short, if they do."""
        ways: list[Difference] = []
        owners: list[Iterable[int]] = []
        for i in sorted(self.problem.active(assertions, self.problem.distances)):
            for one in self.problem.distances[i]:
                ways.append(one)
                owners.append(self.problem.network.instances[i].guards)
        days = {
            assertion: (variable, region)
            for assertion in sorted(assertions)
            for variable, region in self.problem.limits(assertion)
            if self.problem.is_day(variable)
        }
        for assertion, (variable, region) in days.items():
            for one in ranges_as_differences({variable: (region[0][0], region[-1][1])} if region else {}):
                ways.append(one)
                owners.append((assertion,))
        self.problem.work.spend(len(ways))
        return frozenset(
            assertion
            for place in distances.negative_cycle(ways, self.problem.work)
            for assertion in owners[place]
        )

    def _ring(self, assertions: frozenset[int]) -> Proof | None:
        """Of refuted assertions that join days two and two, beside orders that always hold, those that make
        one ring, and what they make it through; None if nothing or more than one comes round. What hangs on a
        ring by one end can be as it likes, and without any one of the ring nothing comes round.
        """
        joined: dict[int, set[int]] = {
            assertion: {variable for variable, _ in self.problem.limits(assertion)}
            for assertion in assertions
        }
        if any(len(mine) > 1 for mine in joined.values()):
            return None
        links: list[tuple[int, ...]] = []
        always: list[int] = []  # the instance that each of these links is of
        active = self.problem.active(assertions, self.problem.instances)
        for i in sorted(active):
            guards = self.problem.network.instances[i].guards
            every = self.problem.distances.get(i, ())
            if len(guards) > 1 or not every or any(more == less for more, less, _ in every):
                return None
            if guards:
                if joined[min(guards)]:
                    return None
                joined[min(guards)].update(variable for one in every for variable in one[:2])
            else:
                links += sorted({(min(one[:2]), max(one[:2])) for one in every})
                always += [i] * (len(links) - len(always))
        owners = list(joined)
        links += [(*mine, ORIGIN) if len(mine) == 1 else tuple(mine) for mine in joined.values()]
        ring = single_cycle(dict(enumerate(links)))
        found = frozenset(owners[one - len(always)] for one in ring if one >= len(always))
        through = {always[one] for one in ring if one < len(always)}
        through |= {i for i in active if not found.isdisjoint(self.problem.network.instances[i].guards)}
        return Proof(found, frozenset(through)) if found else None

    # Whether that is all

    def _complete(self) -> None:
        """Looks at the largest sets of assertions in which no proof lies, until none is refuted."""
        for every in self._said.values():
            pairs = (
                frozenset((a, b)) for (a, one), (b, other) in combinations(every, 2) if not meets(one, other)
            )
            known = set(self._plain)
            self._plain += [pair for pair in dict.fromkeys(pairs) if pair not in known]
        largest = MaximalSetCheck(self.problem)
        while not self.problem.work.done:
            assertions = largest.refuted_set([*self._plain, *(proof.assertions for proof in self.proofs)])
            if assertions is None:
                break
            before = len(self.proofs) + len(self._plain)
            self._refuted(assertions, near=False)
            if len(self.proofs) + len(self._plain) == before:
                largest.leave_open(assertions)
        self.decided &= largest.decided
        self.answers += largest.answers
        if not largest.complete:
            self._gather()
            self.complete = False  # all fits somewhere, but further sets may be left

    def _gather(self) -> None:
        """From every assertion, gathers all others that fit so far as is known; what the solver refutes of
        that is a further proof.
        """
        covered: set[int] = set()
        passes = 0
        for first in self.problem.assertions:
            while first not in covered and not self.problem.work.done:
                passes += 1
                if passes > PASSES:
                    self.decided = False
                    return
                group = self._group(first)
                answer = self._fits(group)
                if answer is False:
                    before = len(self.proofs)
                    self._refuted(group, near=False)
                    if len(self.proofs) == before:
                        covered.add(first)
                else:
                    self.decided &= answer is not None
                    covered |= group

    def _group(self, first: int) -> frozenset[int]:
        """Sayings with which `first` fits so far as known: none that shares no answer with the others on one
        variable, none that completes a proof.
        """
        limits: dict[int, Region] = {}
        group: set[int] = set()
        order: Sequence[int] = (
            first,
            *(assertion for assertion in self.problem.assertions if assertion != first),
        )
        touching: dict[int, list[Proof]] = {}
        for proof in self.proofs:
            for assertion in proof.assertions:
                touching.setdefault(assertion, []).append(proof)
        for assertion in order:
            mine = dict(self.problem.limits(assertion))
            if any(
                variable in limits and not meets(limits[variable], region)
                for variable, region in mine.items()
            ):
                continue
            if any(proof.assertions <= group | {assertion} for proof in touching.get(assertion, ())):
                continue
            group.add(assertion)
            for variable, region in mine.items():
                limits[variable] = _joint(limits.get(variable), region)
        return frozenset(group)


def _joint(before: Region | None, region: Region) -> Region:
    return region if before is None else meet(before, region)
