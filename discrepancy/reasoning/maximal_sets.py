"""Whether every largest set of sayings in which no contradiction lies can be true: what cannot holds a
further one (Reiter 1987).

What clashes here and what clashes there multiply. So contradictions that share sayings make a cluster, and
each cluster's choices of what goes are tried beside one answer to everything else, as little of which is
moved as will do. Where no two clusters move the same answers, and what joins their answers holds whatever is
chosen in each, all choices together can be true, and were not tried one by one. Where some do, the one that
most hang on is fixed to one choice after the other (cutset conditioning: Dechter 1990).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from discrepancy.model.graph import connected_parts
from discrepancy.reasoning.components import touched
from discrepancy.reasoning.hitting_sets import Hitting
from discrepancy.reasoning.solver import Answer, ConstraintProblem, moved

CHECKS = 1_000  # sets put to the solver
RESERVE = 4  # of the work that is left, one part in so many is kept for what comes after
TOGETHER = 400  # choices in several clusters for which it is looked whether what joins these holds
FEW = 4  # choices of a cluster that is fixed to each
RINGS = 3  # times that more of the answers is let go before all are

Sayings = frozenset[int]


class Refuted(Exception):
    """A set of sayings cannot be true."""

    def __init__(self, sayings: Sayings) -> None:
        self.sayings = sayings
        super().__init__()


class Cluster(NamedTuple):
    """Sayings of which some must go, the least choices of what goes, and for each what it moves of the answer
    to the first; None if it stays open whether all that is left can be true.
    """

    sayings: Sayings
    choices: tuple[Sayings, ...]
    moves: list[Answer | None]


class Crowded(Exception):
    """There are too many choices of what goes so that something of each of some contradictions does."""

    def __init__(self, contradictions: Sequence[Sayings]) -> None:
        self.contradictions = contradictions
        super().__init__()


class Largest:
    """Looks at the largest sets of one piece; `answers` to them, of which those to all are made (to the first
    of a branch, and what each choice moves of it); `full` if none was left out, `decided` if of each it was
    told whether it can be true.
    """

    def __init__(self, problem: ConstraintProblem) -> None:
        self.problem = problem
        self.answers: list[Answer] = []
        self.full = self.decided = True
        self._everyone = frozenset(problem.sayings)
        self._spread = {i: touched(problem.network.instances[i]) for i in problem.instances}
        self._near: dict[int, list[int]] = {}  # the instances that speak of an unknown
        for i, mine in self._spread.items():
            for unknown in mine:
                self._near.setdefault(unknown, []).append(i)
        self._saying: dict[int, list[int]] = {}  # the sayings that limit it
        for saying in problem.sayings:
            for unknown, _ in problem.limits(saying):
                self._saying.setdefault(unknown, []).append(saying)
        self._guarded: dict[int, list[int]] = {}  # the instances that hang on a saying
        for i in problem.instances:
            for saying in problem.network.instances[i].guards:
                self._guarded.setdefault(saying, []).append(i)
        self._known: dict[tuple[Sayings, Sayings], Answer | None] = {}
        self._checks = 0
        self._reserve = problem.work.left // RESERVE
        self._asked: set[Sayings] = set()
        self._passed: set[Sayings] = set()  # sets of which it stays open whether they can be true

    def refuted(self, contradictions: Sequence[Sayings]) -> Sayings | None:
        """A largest set in which none of the `contradictions` lies, and which cannot be true; None if there
        is none, or none was found.
        """
        self.answers = []
        ahead = [tuple(contradictions)]
        try:
            while ahead:
                if self._checks > CHECKS or self._spent():
                    self.full = False
                    return None
                branch = ahead.pop()
                if frozenset() not in branch:  # or nothing can be true here
                    ahead += self._told(branch)
        except Refuted as found:
            return found.sayings
        return None

    def passed(self, sayings: Sayings) -> None:
        """That a set cannot be true could not be borne out: it stays open."""
        self._passed.add(sayings)

    def _spent(self) -> bool:
        """Whether the work is used up but for what comes after."""
        return self.problem.work.done or self.problem.work.left < self._reserve

    def _told(self, branch: tuple[Sayings, ...]) -> list[tuple[Sayings, ...]]:
        """Tries the clusters of the contradictions of a branch. Gives the branches to be looked at in its
        place: none, or those into which it is split because some cluster has too many choices, or choices in
        some clusters do not simply go together.
        """
        self._checks += 1
        try:
            clusters = list(self._clusters(branch))
        except Crowded as found:
            return _split(branch, _common(found.contradictions))
        gone = frozenset().union(*(one.choices[0] for one in clusters))
        base = self._answer(self._everyone - gone)
        if base is None:
            return []
        for one in clusters:
            one.moves.append({})
            for choice in one.choices[1:]:
                if self._spent():
                    return [branch]
                left = self._everyone - (gone - one.sayings) - choice
                one.moves.append(
                    self._beside(left, gone, base, one.sayings)
                    if len(clusters) > 1
                    else self._moved(left, base)
                )
        if met := Counter(k for mine in self._meeting(clusters, base) for k in mine):
            return _parted(branch, clusters[max(sorted(met), key=lambda k: met[k])])
        self.answers += [base, *(moves for one in clusters for moves in one.moves if moves)]
        return []

    def _clusters(self, contradictions: Sequence[Sayings]) -> Iterator[Cluster]:
        """The contradictions by clusters with the choices in each. Raises Crowded."""
        sayings = sorted(frozenset().union(*contradictions))
        place = {saying: i for i, saying in enumerate(sayings)}
        for part in connected_parts(
            len(sayings), [sorted(place[saying] for saying in one) for one in contradictions]
        ):
            mine = frozenset(sayings[i] for i in part)
            inside = [one for one in contradictions if one <= mine]
            hitting = Hitting()
            for one in inside:
                hitting.add(sum(1 << place[saying] for saying in one))
            self.problem.work.spend(hitting.spent // 16)
            if not hitting.full:
                raise Crowded(inside)
            yield Cluster(
                mine, tuple(frozenset(sayings[i] for i in part if gone >> i & 1) for gone in hitting.sets), []
            )

    def _answer(self, left: Sayings) -> Answer | None:
        """An answer under which a set is true; None if that stays open."""
        self._checks += left not in self._asked
        self._asked.add(left)
        possible = None if left in self._passed else self.problem.possible(left)
        if possible is False:
            raise Refuted(left)
        if possible is None:
            self.decided = False
            return None
        return next(answer for model, answer in self.problem.models if left <= model)

    def _moved(self, left: Sayings, base: Answer) -> Answer | None:
        """What another set's answer moves of that to the first; None if that stays open."""
        answer = self._answer(left)
        return None if answer is None else moved(answer, base)

    def _beside(self, left: Sayings, gone: Sayings, base: Answer, cluster: Sayings) -> Answer | None:
        """The same if something else of a cluster goes than in `gone`, with as little moved as will do."""
        if (left, gone) not in self._known:
            self._known[left, gone] = self._little(left, base, cluster)
        return self._known[left, gone]

    def _little(self, left: Sayings, base: Answer, cluster: Sayings) -> Answer | None:
        free = {unknown for saying in cluster for unknown, _ in self.problem.limits(saying)}
        hanging = {i for saying in cluster for i in self._guarded.get(saying, ())}
        free |= {unknown for i in hanging for unknown in self._spread[i]}
        for _ in range(RINGS):
            self._checks += 1
            near = hanging.union(*(self._near.get(unknown, ()) for unknown in free))
            sayings = left.intersection(
                saying for unknown in free for saying in self._saying.get(unknown, ())
            )
            active = frozenset(i for i in near if self.problem.network.instances[i].guards <= left)
            if (found := self.problem.beside(base, free, sayings, active)) is not None:
                return found
            wider = free.union(*(self._spread[i] for i in near))
            if wider == free:
                break
            free = wider
        return self._moved(left, base)

    # Whether the choices in several clusters go together

    def _meeting(self, clusters: Sequence[Cluster], base: Answer) -> Iterator[list[int]]:
        """The clusters, by number, whose choices do not simply go together."""
        several = [k for k, one in enumerate(clusters) if len(one.choices) > 1]
        movers: dict[int, set[int]] = {}
        for k in several:
            for unknown in (unknown for moves in clusters[k].moves for unknown in moves or ()):
                movers.setdefault(unknown, set()).add(k)
        owners = {unknown: set(mine) for unknown, mine in movers.items()}
        for k in several:
            for unknown in (
                unknown for saying in clusters[k].sayings for unknown, _ in self.problem.limits(saying)
            ):
                if unknown in owners:
                    owners[unknown].add(k)
        yield from (sorted(mine) for mine in owners.values() if len(mine) > 1)
        home = {saying: k for k in several for saying in clusters[k].sayings}
        gone = frozenset().union(*(one.choices[0] for one in clusters if len(one.choices) == 1))
        for i, spread in self._spread.items():
            guards = self.problem.network.instances[i].guards
            mine = {k for unknown in spread for k in movers.get(unknown, ())} | {
                home[guard] for guard in guards if guard in home
            }
            if (
                len(mine) > 1
                and not guards & gone
                and not self._holds(i, [clusters[k] for k in sorted(mine)], base)
            ):
                yield sorted(mine)

    def _holds(self, instance: int, clusters: Sequence[Cluster], base: Answer) -> bool:
        """Whether what joins answers of several clusters holds whatever is chosen in each."""
        spread = self._spread[instance]
        here = {unknown: base[unknown] for unknown in spread if unknown in base}
        pairs = (zip(one.choices, one.moves, strict=True) for one in clusters)
        every = [[(gone, moves) for gone, moves in mine if moves is not None] for mine in pairs]
        if prod(map(len, every)) > TOGETHER:
            return False
        guards = self.problem.network.instances[instance].guards
        constraints = self.problem.network.instances[instance].constraints[self.problem.level]
        for chosen in product(*every):
            self.problem.work.spend(1)
            if any(guards & gone for gone, _ in chosen):
                continue
            answer = here | {
                unknown: moves[unknown] for _, moves in chosen for unknown in spread & moves.keys()
            }
            if not all(
                all(u in answer for u in one.unknowns) and one.holds(*[answer[u] for u in one.unknowns])
                for one in constraints
            ):
                return False
        return True


def _common(contradictions: Sequence[Sayings]) -> Sayings:
    """The saying that stands in the most contradictions, with those that stand in all of these too."""
    counts = Counter(saying for one in contradictions for saying in sorted(one))
    (saying, count), *_ = counts.most_common(1)
    return (
        frozenset.intersection(*(one for one in contradictions if saying in one))
        if count > 1
        else frozenset((saying,))
    )


def _parted(contradictions: Sequence[Sayings], cluster: Cluster) -> list[tuple[Sayings, ...]]:
    """The contradictions with a cluster fixed to each of its choices, or, if these are many, split."""
    if len(cluster.choices) > FEW:
        return _split(contradictions, _common([one for one in contradictions if one <= cluster.sayings]))
    others = [one for one in contradictions if not one <= cluster.sayings]
    return [(*others, *(frozenset((saying,)) for saying in sorted(choice))) for choice in cluster.choices]


def _split(contradictions: Sequence[Sayings], some: Sayings) -> list[tuple[Sayings, ...]]:
    """The contradictions if `some` sayings all stay, and if one of them goes."""
    return [
        _least(one - some for one in contradictions),
        (*(one for one in contradictions if not some <= one), some),
    ]


def _least(contradictions: Iterable[Sayings]) -> tuple[Sayings, ...]:
    """Those in which no other lies."""
    found: list[Sayings] = []
    for one in sorted(dict.fromkeys(contradictions), key=len):
        if not any(less <= one for less in found):
            found.append(one)
    return tuple(found)
