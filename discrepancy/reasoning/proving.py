"""Proofs: the minimal sets of sayings that cannot all be true with the laws.

Every way in which a bound can be derived from sayings is kept with the sayings it rests on (an assumption-based truth maintenance system:
de Kleer 1986), so long as it could still contradict the strongest opposite bound of its unknown. Where two bounds cross, the sayings
beneath them are made minimal, each time asking the solver. Then every largest set of sayings in which no proof lies is put to the solver
(Reiter 1987): what it refutes holds a further proof, and once it refutes none, the proofs are all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import NamedTuple

from discrepancy.reasoning.constraints import everything
from discrepancy.reasoning.hitting import Hitting
from discrepancy.reasoning.loose import loose
from discrepancy.reasoning.network import HIGH, LOW, End, Step, inside, rounded, tighter
from discrepancy.reasoning.solving import Answer, Problem
from discrepancy.reasoning.state import Taken
from discrepancy.reasoning.strongest import Said, said, strongest
from discrepancy.reasoning.tangles import pieces
from discrepancy.region import Bound, Region, meet, meets

LABELS = 4_000  # derived bounds kept for one piece
COMBINED = 40_000  # combinations of bounds tried for one piece
PASSES = 200  # gatherings in which the solver looks for what bounds do not show
CHECKS = 1_000  # largest sets put to the solver


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
    """The minimal contradictions of a connected part, in a fixed order. Laws that cannot bind are left aside, so that the part falls
    into pieces; they are put back where answers of the pieces do not keep them.
    """
    everyone = frozenset(problem.sayings)
    if not any(problem.network.instances[i].guards <= everyone for i in problem.instances):
        return Proofs()
    if problem.possible(everyone):
        return Proofs()
    bounds = strongest(problem, said(problem), problem.work)
    if problem.work.done:
        return Proofs(decided=False)
    aside = loose(problem, bounds)
    while True:
        searches = [_Search(piece, bounds) for piece in pieces(problem, set(problem.instances) - aside)]
        for search in searches:
            search.run()
        if problem.work.done:
            break
        broken = _broken(problem, aside, bounds, searches)
        if not broken:
            break
        aside -= broken
    found = [proof for search in searches for proof in search.found]
    return Proofs(sorted(found, key=lambda proof: (len(proof.sayings), sorted(proof.sayings))), not problem.work.done and all(search.decided for search in searches))


def _broken(problem: Problem, aside: frozenset[int], bounds: dict[End, Bound], searches: Sequence[_Search]) -> frozenset[int]:
    """Of the instances left aside, those that some answers of the pieces, each taken with any of another, would not keep."""
    ends: dict[End, Bound] = {}
    for search in searches:
        for answer in search.answers:
            for unknown, number in answer.items():
                low, high = End(unknown, LOW), End(unknown, HIGH)
                ends[low] = max(ends.get(low, (number, 0)), (number, 0))
                ends[high] = min(ends.get(high, (number, 0)), (number, 0))
    free = {end: bound for end, bound in bounds.items() if end not in ends}
    edges = [
        (i, one.difference) for i in sorted(aside) for one in problem.network.instances[i].constraints[problem.level] if one.difference
    ]
    for _ in edges:  # what nothing answers takes what its neighbours leave it
        before = dict(free)
        for _, (more, less, (number, side)) in edges:
            if (end := End(less, LOW)) not in ends:
                base, open_ = ends.get(End(more, LOW)) or free.get(End(more, LOW)) or everything(LOW)
                free[end] = max(free.get(end) or everything(LOW), (base - number, open_ - side))
            if (end := End(more, HIGH)) not in ends:
                base, open_ = ends.get(End(less, HIGH)) or free.get(End(less, HIGH)) or everything(HIGH)
                free[end] = min(free.get(end) or everything(HIGH), (base + number, open_ + side))
        if free == before:
            break
    every = free | ends
    return frozenset(i for i, difference in edges if not _keeps(difference, every))


def _keeps(difference: tuple[int, int, Bound], ends: dict[End, Bound]) -> bool:
    more, less, (number, side) = difference
    base, open_ = ends.get(End(less, HIGH)) or everything(HIGH)
    return bool((ends.get(End(more, LOW)) or everything(LOW)) <= (base + number, open_ + side))


class _Search:
    def __init__(self, problem: Problem, bounds: dict[End, Bound]) -> None:
        self.problem = problem
        self.found: list[Proof] = []
        self.decided = True
        self.answers: list[Answer] = []  # to every largest set of sayings that can be true together, so far as the solver was asked
        self._plain: list[frozenset[int]] = []  # minimal sets for which no law is needed
        self._seen: set[frozenset[int]] = set()
        self._labels: dict[End, list[_Label]] = {}
        self._active = problem.active(frozenset(problem.sayings), problem.instances)
        self._said: Said = said(problem)
        self._strongest = bounds
        self._laws: dict[str, int] = {}
        for i in problem.instances:
            self._order(i)

    def run(self) -> None:
        """Finds the proofs of the piece."""
        if self._fits(frozenset(self.problem.sayings)):
            return
        self.derive()
        self.complete()

    def _fits(self, sayings: frozenset[int]) -> bool | None:
        """Whether a largest set of sayings can be true; notes the answer."""
        found = self.problem.possible(sayings)
        if found:
            self.answers.append(next(answer for model, answer in self.problem.models if sayings <= model))
        return found

    # What each bound can be derived from

    def derive(self) -> None:
        """Finds the contradictions that chains of bounds show."""
        queue: list[tuple[End, _Label]] = []
        for i in self.problem.instances:
            instance = self.problem.network.instances[i]
            if any(not one.unknowns and not one.holds() for one in instance.constraints[self.problem.level]):
                self._refuted(instance.guards, frozenset((i,)))
        for taken in self.problem.first:
            self._apply(taken, (), queue)
        for unknown, every in self._said.items():
            for saying, region in every:
                for side in (LOW, HIGH):
                    bound = region[0][0] if side == LOW else region[-1][1]
                    self._keep(End(unknown, side), _Label(bound, frozenset((saying,)), frozenset(), frozenset()), queue)
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
                    if tried > COMBINED or kept > LABELS or self.problem.work.done:
                        return
                    self._apply(taken, chosen, queue)

    def _combinations(self, step: Step, end: End, label: _Label) -> Iterator[tuple[_Label, ...]]:
        """The new label beside every label of the other bounds that the step wants."""

        every = [(label,) if given == end else tuple(self._labels.get(given, ())) for given in step.given]
        return product(*every)

    def _apply(self, taken: Taken, chosen: tuple[_Label, ...], queue: list[tuple[End, _Label]]) -> None:
        step, i, constraint = taken
        self.problem.work.spend(1 + len(chosen) // 2)
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
        self._keep(step.of, _Label(bound, sayings, instances, through), queue)

    def _keep(self, end: End, label: _Label, queue: list[tuple[End, _Label]]) -> None:
        """Keeps a label that may still contradict something and that no other does better, and what separate answers make of it."""
        self.problem.work.spend(1 + len(self.found) // 8)
        if any(proof.sayings <= label.sayings for proof in self.found):
            return
        opposite = self._strongest.get(End(end.unknown, 1 - end.side)) or everything(1 - end.side)
        crossing = label.bound > opposite if end.side == LOW else label.bound < opposite
        if not crossing:
            for saying, region in self._said.get(end.unknown, ()):
                moved = inside(region, label.bound, end.side) if len(region) > 1 and saying not in label.sayings else label.bound
                if moved != label.bound:
                    break
            else:
                return
        labels = self._labels.setdefault(end, [])
        self.problem.work.spend(len(labels) // 2)
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
                    self._keep(end, _Label(moved, label.sayings | {saying}, label.instances, label.taken), queue)

    def _cross(self, end: End, label: _Label) -> None:
        """Sets the label against every bound from the other side of its unknown."""
        if self.problem.work.done:
            return
        for other in list(self._labels.get(End(end.unknown, 1 - end.side), ())):
            low, high = (label, other) if end.side == LOW else (other, label)
            if low.bound > high.bound and (low.instances or high.instances):
                self._refuted(low.sayings | high.sayings, low.instances | high.instances)
        for saying, region in self._said.get(end.unknown, ()):
            if label.instances and inside(region, label.bound, end.side) is None:
                self._refuted(label.sayings | {saying}, label.instances)

    # Minimal sets

    def _refuted(self, sayings: frozenset[int], instances: frozenset[int], near: bool = True) -> None:
        """Makes a set of sayings that cannot be true minimal, and keeps it as a proof if a law is needed for that; `near` if few of them
        will have to go.
        """
        if sayings in self._seen or any(proof.sayings <= sayings for proof in self.found):
            return
        self.problem.work.spend(1 + len(self.found) // 8)
        self._seen.add(sayings)
        possible = self.problem.possible
        if possible(sayings) is not False:
            return
        least = (thinned if near else minimal)(sorted(sayings), lambda some: possible(some) is False)
        if self.problem.work.done or any(proof.sayings == least for proof in self.found) or least in self._plain:
            return  # what is not known to be the least is no proof
        every = self.problem.active(least, self.problem.instances)
        among = every & instances if possible(least, every & instances) is False else every
        through = thinned(sorted(among, key=self._order), lambda some: possible(least, some) is False)
        if self.problem.work.done:
            return
        if through:
            self.found.append(Proof(least, self.problem.active(least, through)))
        else:
            self._plain.append(least)

    def _order(self, instance: int) -> tuple[int, str, int]:
        """Laws in the order in which they are written, whatever the order of the claims that they are applied to."""
        one = self.problem.network.instances[instance]
        return self._laws.setdefault(one.name, len(self._laws)), one.about, instance

    # Whether that is all

    def complete(self) -> None:
        """Puts every largest set of sayings in which no proof lies to the solver, until it refutes none."""
        place = {saying: i for i, saying in enumerate(self.problem.sayings)}
        hitting = Hitting()
        known: set[frozenset[int]] = set()
        for every in self._said.values():
            pairs = (frozenset((a, b)) for (a, one), (b, other) in combinations(every, 2) if not meets(one, other))
            self._plain += [pair for pair in dict.fromkeys(pairs) if pair not in self._plain]
        fitting: set[int] = set()
        checks = 0
        while not self.problem.work.done:
            for conflict in [*self._plain, *(proof.sayings for proof in self.found)]:
                if conflict not in known:
                    known.add(conflict)
                    hitting.add(sum(1 << place[saying] for saying in conflict))
            self.problem.work.spend(hitting.spent // 16)
            hitting.spent = 0
            if not hitting.full or checks > CHECKS:
                self.gather()
                self.decided = False  # every saying fits somewhere, but further sets may be left
                return
            waiting = [one for one in hitting.sets if one not in fitting]
            if not waiting:
                return
            for gone in waiting:
                checks += 1
                left = frozenset(saying for saying, i in place.items() if not gone >> i & 1)
                answer = self._fits(left)
                if answer is False:
                    before = len(self.found) + len(self._plain)
                    self._refuted(left, frozenset(self.problem.instances), near=False)
                    if len(self.found) + len(self._plain) > before:
                        break
                    answer = None
                self.decided &= answer is not None
                fitting.add(gone)

    def gather(self) -> None:
        """From every saying, gathers all others that fit so far as is known; what the solver refutes of that is a further proof."""
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
                    self._refuted(group, frozenset(self.problem.instances), near=False)
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
    return region if before is None else meet(before, region)


def thinned(things: Sequence[int], refuted: Callable[[frozenset[int]], bool]) -> frozenset[int]:
    """The least of some things that are refuted together, by leaving one out at a time, the later first."""
    least = frozenset(things)
    for one in reversed(things):
        if refuted(least - {one}):
            least -= {one}
    return least


def minimal(things: Sequence[int], refuted: Callable[[frozenset[int]], bool]) -> frozenset[int]:
    """The least of some things that are refuted together, the earlier preferred (QuickXplain: Junker 2004)."""

    def explain(kept: frozenset[int], new: bool, rest: Sequence[int]) -> frozenset[int]:
        if new and refuted(kept):
            return frozenset()
        if len(rest) == 1:
            return frozenset(rest)
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        needed = explain(kept | frozenset(first), True, second)
        return needed | explain(kept | needed, bool(needed), first)

    if not things or refuted(frozenset()):
        return frozenset()
    return explain(frozenset(), False, things)
