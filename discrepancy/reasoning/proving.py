"""Proofs: the minimal sets of sayings that cannot all be true with the laws.

Every way in which a bound can be derived from sayings is kept with the sayings it rests on (an assumption-based truth maintenance system:
de Kleer 1986), so long as it could still contradict the strongest opposite bound of its unknown. Where two bounds cross, the sayings
beneath them are made minimal by leaving one out at a time, each time asking the solver. A second pass gathers, from every saying, the
others that fit, and asks the solver whether they really do: what no chain of bounds shows is found there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from discrepancy.reasoning.constraints import everything
from discrepancy.reasoning.network import HIGH, LOW, End, Step, inside, rounded, tighter
from discrepancy.reasoning.solving import Problem, Taken
from discrepancy.region import Bound, Region, meets

LABELS = 4_000  # derived bounds kept for one connected part
COMBINED = 40_000  # combinations of bounds tried for one connected part
PASSES = 60  # gatherings in which the solver looks for what bounds do not show


class Proof(NamedTuple):
    """A minimal set of sayings that cannot all be true, and the instances of laws that make it so, as few as will do."""

    sayings: frozenset[int]
    instances: frozenset[int]


class _Label(NamedTuple):
    """A derived bound, the sayings it rests on, and the instances and constraints it went through."""

    bound: Bound
    sayings: frozenset[int]
    instances: frozenset[int]
    taken: frozenset[tuple[int, int]]


@dataclass
class Proofs:
    """The proofs of one connected part, and whether they are all (`decided`)."""

    found: list[Proof] = field(default_factory=list)
    decided: bool = True


def proofs(problem: Problem) -> Proofs:
    """The minimal contradictions of a connected part, in a fixed order."""
    everyone = frozenset(problem.sayings)
    if not any(problem.network.instances[i].guards <= everyone for i in problem.instances):
        return Proofs()
    if problem.possible(everyone):
        return Proofs()
    search = _Search(problem)
    search.derive()
    search.gather()
    found = sorted(search.found, key=lambda proof: (len(proof.sayings), sorted(proof.sayings)))
    return Proofs(found, search.decided)


class _Search:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.found: list[Proof] = []
        self.decided = True
        self._seen: set[frozenset[int]] = set()
        self._labels: dict[End, list[_Label]] = {}
        self._active = problem.active(frozenset(problem.sayings), problem.instances)
        self._said: dict[int, list[tuple[int, Region]]] = {}
        for saying in problem.sayings:
            for unknown, region in problem.limits(saying):
                self._said.setdefault(unknown, []).append((saying, region))

    # What each bound can be derived from

    def derive(self) -> None:
        """Finds the contradictions that chains of bounds show."""
        strongest = self._strongest()
        queue: list[tuple[End, _Label]] = []
        for i in self.problem.instances:
            instance = self.problem.network.instances[i]
            if any(not one.unknowns and not one.holds() for one in instance.constraints[self.problem.level]):
                self._refuted(instance.guards, frozenset((i,)))
        for taken in self.problem.first:
            self._apply(taken, (), queue, strongest)
        for unknown, said in self._said.items():
            for saying, region in said:
                for side in (LOW, HIGH):
                    bound = region[0][0] if side == LOW else region[-1][1]
                    self._keep(End(unknown, side), _Label(bound, frozenset((saying,)), frozenset(), frozenset()), queue, strongest)
        kept = tried = 0
        while queue:
            end, label = queue.pop(0)
            if label not in self._labels.get(end, ()):
                continue
            kept += 1
            for taken in self.problem.steps_of.get(end.unknown, ()):
                if taken.constraint in label.taken or end not in taken.step.given or taken.instance not in self._active:
                    continue
                for chosen in self._combinations(taken.step, end, label):
                    tried += 1
                    if tried > COMBINED or kept > LABELS:
                        self.decided = False
                        return
                    self._apply(taken, chosen, queue, strongest)

    def _combinations(self, step: Step, end: End, label: _Label) -> Iterator[tuple[_Label, ...]]:
        """The new label beside every label of the other bounds that the step wants."""

        def extend(place: int, chosen: tuple[_Label, ...]) -> Iterator[tuple[_Label, ...]]:
            if place == len(step.given):
                yield chosen
                return
            given = step.given[place]
            for one in (label,) if given == end else tuple(self._labels.get(given, ())):
                yield from extend(place + 1, (*chosen, one))

        return extend(0, ())

    def _apply(self, taken: Taken, chosen: tuple[_Label, ...], queue: list[tuple[End, _Label]], strongest: dict[End, Bound]) -> None:
        step, i, constraint = taken
        if any(constraint in one.taken for one in chosen):
            return
        bound = step.derive(*[one.bound for one in chosen])
        if bound is None:
            return
        if self.problem.network.unknowns[step.of.unknown].whole:
            bound = rounded(bound, step.of.side)
        sayings = frozenset().union(self.problem.network.instances[i].guards, *(one.sayings for one in chosen))
        instances = frozenset((i,)).union(*(one.instances for one in chosen))
        through = frozenset((constraint,)).union(*(one.taken for one in chosen))
        self._keep(step.of, _Label(bound, sayings, instances, through), queue, strongest)

    def _keep(self, end: End, label: _Label, queue: list[tuple[End, _Label]], strongest: dict[End, Bound]) -> None:
        """Keeps a label that may still contradict something and that no other does better, and what separate answers make of it."""
        if any(proof.sayings <= label.sayings for proof in self.found):
            return
        opposite = strongest.get(End(end.unknown, 1 - end.side)) or everything(1 - end.side)
        crossing = label.bound > opposite if end.side == LOW else label.bound < opposite
        if not crossing:
            for saying, region in self._said.get(end.unknown, ()):
                moved = inside(region, label.bound, end.side) if len(region) > 1 and saying not in label.sayings else label.bound
                if moved != label.bound:
                    break
            else:
                return
        labels = self._labels.setdefault(end, [])
        if any(not tighter(label.bound, one.bound, end.side) and one.sayings <= label.sayings for one in labels):
            return
        labels[:] = [one for one in labels if tighter(one.bound, label.bound, end.side) or not label.sayings <= one.sayings]
        labels.append(label)
        queue.append((end, label))
        self._cross(end, label)
        for saying, region in self._said.get(end.unknown, ()):
            if len(region) > 1 and saying not in label.sayings:
                moved = inside(region, label.bound, end.side)
                if moved is not None and moved != label.bound:
                    self._keep(end, _Label(moved, label.sayings | {saying}, label.instances, label.taken), queue, strongest)

    def _cross(self, end: End, label: _Label) -> None:
        """Sets the label against every bound from the other side of its unknown."""
        for other in list(self._labels.get(End(end.unknown, 1 - end.side), ())):
            low, high = (label, other) if end.side == LOW else (other, label)
            if low.bound > high.bound and (low.instances or high.instances):
                self._refuted(low.sayings | high.sayings, low.instances | high.instances)
        for saying, region in self._said.get(end.unknown, ()):
            if label.instances and inside(region, label.bound, end.side) is None:
                self._refuted(label.sayings | {saying}, label.instances)

    def _strongest(self) -> dict[End, Bound]:
        """The strongest bound of every unknown from all sayings at once, whether or not they clash, each instance used once on the way
        (or claims that exclude each other would drive each other on without end).
        """
        best: dict[End, tuple[Bound, int]] = {}
        bit: dict[tuple[int, int], int] = {}
        changed: dict[int, None] = {}
        for unknown, said in self._said.items():
            for _, region in said:
                self._improve(best, End(unknown, LOW), region[0][0], 0)
                self._improve(best, End(unknown, HIGH), region[-1][1], 0)
            changed[unknown] = None
        queue = list(self.problem.first)
        while changed or queue:
            queue += [found for unknown in changed for found in self.problem.steps_of.get(unknown, ())]
            changed = {}
            for step, i, constraint in queue:
                given = [best.get(end) or (everything(end.side), 0) for end in step.given]
                mine = bit.setdefault(constraint, 1 << len(bit))
                if i not in self._active or any(used & mine for _, used in given):
                    continue
                bound = step.derive(*[bound for bound, _ in given])
                used = mine
                for _, before in given:
                    used |= before
                if bound is not None and self._improve(best, step.of, bound, used):
                    changed[step.of.unknown] = None
            queue = []
        return {end: bound for end, (bound, _) in best.items()}

    def _improve(self, best: dict[End, tuple[Bound, int]], end: End, bound: Bound, used: int) -> bool:
        """Notes a bound if it is the strongest so far, moved on to the nearest answer of each saying; whether it is."""
        if self.problem.network.unknowns[end.unknown].whole:
            bound = rounded(bound, end.side)
        for _, region in self._said.get(end.unknown, ()):
            if len(region) > 1:
                bound = inside(region, bound, end.side) or bound
        if not tighter(bound, best[end][0] if end in best else everything(end.side), end.side):
            return False
        best[end] = bound, used
        return True

    # Minimal sets

    def _refuted(self, sayings: frozenset[int], instances: frozenset[int]) -> None:
        """Makes a set of sayings that cannot be true minimal, and keeps it if a law is needed for that."""
        if sayings in self._seen or any(proof.sayings <= sayings for proof in self.found):
            return
        self._seen.add(sayings)
        possible = self.problem.possible
        if possible(sayings, instances) is not False and possible(sayings) is not False:
            self.decided = False
            return
        least = sayings
        for saying in sorted(sayings, reverse=True):
            if possible(least - {saying}) is False:
                least -= {saying}
        if any(proof.sayings == least for proof in self.found):
            return
        through = instances if possible(least, instances) is False else self.problem.active(least, self.problem.instances)
        for i in sorted(through, reverse=True):
            if possible(least, through - {i}) is False:
                through -= {i}
        if through:
            self.found.append(Proof(least, self.problem.active(least, through)))

    # What no chain of bounds shows

    def gather(self) -> None:
        """From every saying, gathers all others that fit so far as is known; what the solver refutes of that is a further proof."""
        covered: set[int] = set()
        passes = 0
        for first in self.problem.sayings:
            while first not in covered:
                passes += 1
                if passes > PASSES:
                    self.decided = False
                    return
                group = self._group(first)
                answer = self.problem.possible(group)
                if answer is False:
                    before = len(self.found)
                    self._refuted(group, frozenset(self.problem.instances))
                    if len(self.found) == before:
                        covered.add(first)
                else:
                    self.decided &= answer is not None
                    covered |= group

    def _group(self, first: int) -> frozenset[int]:
        """Sayings with which `first` fits so far as known: none that shares no answer with the others on one unknown, none that completes a proof."""
        limits: dict[int, Region] = {}
        group: set[int] = set()
        order: Sequence[int] = (first, *(saying for saying in self.problem.sayings if saying != first))
        touching: dict[int, list[Proof]] = {}
        for proof in self.found:
            for saying in proof.sayings:
                touching.setdefault(saying, []).append(proof)
        for saying in order:
            mine = dict(self.problem.limits(saying))
            if any(unknown in limits and not meets(limits[unknown], region) for unknown, region in mine.items()):
                continue
            if any(proof.sayings <= group | {saying} for proof in touching.get(saying, ())):
                continue
            group.add(saying)
            for unknown, region in mine.items():
                limits[unknown] = _joint(limits.get(unknown), region)
        return frozenset(group)


def _joint(before: Region | None, region: Region) -> Region:
    from discrepancy.region import meet

    return region if before is None else meet(before, region)


def parts(count: int, links: Iterable[Sequence[int]]) -> list[list[int]]:
    """The connected parts of `count` things, each link joining some of them; every part in order."""
    above = list(range(count))

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for link in links:
        for one in link[1:]:
            a, b = top(link[0]), top(one)
            if a != b:
                above[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for one in range(count):
        found.setdefault(top(one), []).append(one)
    return list(found.values())
