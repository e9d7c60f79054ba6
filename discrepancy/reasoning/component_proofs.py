"""The proofs of one piece: sayings under which bounds cross are made minimal, each time asking the solver.
Then every largest set of sayings in which no proof lies is put to it (Reiter 1987): what it refutes holds a
further proof, and once it refutes none, the proofs are all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from discrepancy.reasoning import difference_constraints as distances
from discrepancy.reasoning.connected import single_cycle
from discrepancy.reasoning.difference_constraints import Difference
from discrepancy.reasoning.labels import Labels
from discrepancy.reasoning.maximal_sets import Largest
from discrepancy.reasoning.minimal_sets import minimal, thinned
from discrepancy.reasoning.network import End
from discrepancy.reasoning.solver import ORIGIN, Answer, ConstraintProblem, from_origin
from discrepancy.reasoning.strongest_bounds import Said, said
from discrepancy.values.intervals import Bound, Region, meet, meets

PASSES = 200  # gatherings in which the solver looks for what bounds do not show


class Proof(NamedTuple):
    """A minimal set of sayings that cannot all be true, and the instances of laws that make it so, as few as
    will do.
    """

    sayings: frozenset[int]
    instances: frozenset[int]


class Piece:
    """A piece and what was found of it: its proofs, whether all that they leave can be true (`decided`) and
    whether they are all (`every`), and answers to the largest sets of sayings that can be true together, so
    far as the solver was asked.
    """

    def __init__(self, problem: ConstraintProblem, bounds: dict[End, Bound]) -> None:
        self.problem, self.bounds = problem, bounds
        self.found: list[Proof] = []
        self.decided = self.every = True
        self.answers: list[Answer] = []
        self._plain: list[frozenset[int]] = []  # minimal sets for which no law is needed
        self._seen: set[frozenset[int]] = set()
        self._said: Said = said(problem)
        self._laws: dict[str, int] = {}
        for i in problem.instances:
            self._order(i)

    def close_circle(self) -> bool:
        """Finds one proof where distances alone make a circle too short; whether that is the only one."""
        everyone = frozenset(self.problem.sayings)
        if self._in_circle(everyone):
            self._refuted(everyone)
        return bool(self._ring(everyone))

    def prove(self) -> None:
        """Finds the proofs."""
        if self._fits(frozenset(self.problem.sayings)):
            return
        Labels(self.problem, self.bounds, self._refuted, self._holds_one).derive()
        self._complete()

    def _holds_one(self, sayings: frozenset[int]) -> bool:
        self.problem.work.spend(len(self.found) // 8)
        return any(proof.sayings <= sayings for proof in self.found)

    def _fits(self, sayings: frozenset[int]) -> bool | None:
        """Whether a largest set of sayings can be true; notes the answer."""
        found = self.problem.possible(sayings)
        if found:
            self.answers.append(next(answer for model, answer in self.problem.models if sayings <= model))
        return found

    # Minimal sets

    def _refuted(self, sayings: frozenset[int], near: bool = True) -> None:
        """Makes a set of sayings that cannot be true minimal, and keeps it as a proof if a law is needed for
        that; `near` if few of them will have to go.
        """
        if sayings in self._seen or self._holds_one(sayings):
            return
        self._seen.add(sayings)
        if ring := self._ring(sayings):
            if not any(proof.sayings == ring for proof in self.found):
                self.found.append(Proof(ring, self.problem.active(ring, self.problem.instances)))
            return
        possible = self.problem.possible
        if possible(sayings) is not False:
            return
        circle = self._in_circle(sayings)
        least = (thinned if near or circle else minimal)(
            sorted(circle or sayings), lambda some: possible(some) is False
        )
        if (
            self.problem.work.done
            or any(proof.sayings == least for proof in self.found)
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
                if possible(least, some) is False
            ),
            None,
        )
        through = thinned(order, lambda some: possible(least, some) is False) if few is None else few
        if self.problem.work.done:
            return
        if through:
            self.found.append(Proof(least, self.problem.active(least, through)))
        else:
            self._plain.append(least)

    def _order(self, instance: int) -> tuple[bool, int, str, int]:
        """What sources state, then laws as they are written, whatever the order of the claims that they are
        applied to.
        """
        one = self.problem.network.instances[instance]
        return one.law is not None, self._laws.setdefault(one.name, len(self._laws)), one.about, instance

    def _in_circle(self, sayings: frozenset[int]) -> frozenset[int]:
        """Some of the sayings that make distances a circle too short, if they do."""
        ways: list[Difference] = []
        owners: list[Iterable[int]] = []
        for i in sorted(self.problem.active(sayings, self.problem.distances)):
            for one in self.problem.distances[i]:
                ways.append(one)
                owners.append(self.problem.network.instances[i].guards)
        days = {
            saying: (unknown, region)
            for saying in sorted(sayings)
            for unknown, region in self.problem.limits(saying)
            if self.problem.dated(unknown)
        }
        for saying, (unknown, region) in days.items():
            for one in from_origin({unknown: (region[0][0], region[-1][1])} if region else {}):
                ways.append(one)
                owners.append((saying,))
        self.problem.work.spend(len(ways))
        return frozenset(saying for place in distances.circle(ways) for saying in owners[place])

    def _ring(self, sayings: frozenset[int]) -> frozenset[int]:
        """Of refuted sayings that join unknowns two and two, those that make one ring, if nothing else joins
        any: what hangs on it by one end can be as it likes, and without any one of the ring nothing comes
        round. Empty where it is not so simple.
        """
        joined: dict[int, set[int]] = {
            saying: {unknown for unknown, _ in self.problem.limits(saying)} for saying in sayings
        }
        if any(len(mine) > 1 for mine in joined.values()):
            return frozenset()
        for i in self.problem.active(sayings, self.problem.instances):
            guards = self.problem.network.instances[i].guards
            every = self.problem.distances.get(i, ())
            if len(guards) != 1 or not every or any(more == less for more, less, _ in every):
                return frozenset()
            joined[min(guards)].update(unknown for one in self.problem.distances[i] for unknown in one[:2])
        links = {
            saying: (*mine, ORIGIN) if len(mine) == 1 else tuple(mine) for saying, mine in joined.items()
        }
        return single_cycle(links)

    # Whether that is all

    def _complete(self) -> None:
        """Looks at the largest sets of sayings in which no proof lies, until none is refuted."""
        for every in self._said.values():
            pairs = (
                frozenset((a, b)) for (a, one), (b, other) in combinations(every, 2) if not meets(one, other)
            )
            self._plain += [pair for pair in dict.fromkeys(pairs) if pair not in self._plain]
        largest = Largest(self.problem)
        while not self.problem.work.done:
            sayings = largest.refuted([*self._plain, *(proof.sayings for proof in self.found)])
            if sayings is None:
                break
            before = len(self.found) + len(self._plain)
            self._refuted(sayings, near=False)
            if len(self.found) + len(self._plain) == before:
                largest.passed(sayings)
        self.decided &= largest.decided
        self.answers += largest.answers
        if not largest.full:
            self._gather()
            self.every = False  # all fits somewhere, but further sets may be left

    def _gather(self) -> None:
        """From every saying, gathers all others that fit so far as is known; what the solver refutes of that
        is a further proof.
        """
        covered: set[int] = set()
        passes = 0
        for first in self.problem.sayings:
            while first not in covered and not self.problem.work.done:
                passes += 1
                if passes > PASSES:
                    self.decided = False
                    return
                group = self._group(first)
                answer = self._fits(group)
                if answer is False:
                    before = len(self.found)
                    self._refuted(group, near=False)
                    if len(self.found) == before:
                        covered.add(first)
                else:
                    self.decided &= answer is not None
                    covered |= group

    def _group(self, first: int) -> frozenset[int]:
        """Sayings with which `first` fits so far as known: none that shares no answer with the others on one
        unknown, none that completes a proof.
        """
        limits: dict[int, Region] = {}
        group: set[int] = set()
        order: Sequence[int] = (first, *(saying for saying in self.problem.sayings if saying != first))
        touching: dict[int, list[Proof]] = {}
        for proof in self.found:
            for saying in proof.sayings:
                touching.setdefault(saying, []).append(proof)
        for saying in order:
            mine = dict(self.problem.limits(saying))
            if any(
                unknown in limits and not meets(limits[unknown], region) for unknown, region in mine.items()
            ):
                continue
            if any(proof.sayings <= group | {saying} for proof in touching.get(saying, ())):
                continue
            group.add(saying)
            for unknown, region in mine.items():
                limits[unknown] = _joint(limits.get(unknown), region)
        return frozenset(group)


def _joint(before: Region | None, region: Region) -> Region:
    return region if before is None else meet(before, region)
