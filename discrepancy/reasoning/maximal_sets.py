"""Whether every largest set of assertions in which no contradiction lies can be true: what cannot holds a
further one (Reiter 1987).

What clashes here and what clashes there multiply. So contradictions that share assertions make a cluster, and
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
from discrepancy.reasoning.assignment_search import Assignment, changed_values
from discrepancy.reasoning.components import variables_of
from discrepancy.reasoning.hitting_sets import MOST, HittingSets
from discrepancy.reasoning.solver import ConstraintProblem

CHECKS = 1_000  # sets put to the solver
RESERVE = 4  # of the work that is left, one part in so many is kept for what comes after
TOGETHER = 400  # choices in several clusters for which it is looked whether what joins these holds
FEW = 4  # choices of a cluster that is fixed to each
RINGS = 3  # times that more of the answers is let go before all are

AssertionSet = frozenset[int]


class RefutedSet(Exception):
    """Raised with a set of assertions that cannot be true."""

    def __init__(self, assertions: AssertionSet) -> None:
        self.assertions = assertions
        super().__init__()


class Cluster(NamedTuple):
    """Assertions of which some must go, the minimal choices of what goes, and for each the values it changes
    in the assignment to the first; None if it stays open whether all that is left can be true.
    """

    assertions: AssertionSet
    choices: tuple[AssertionSet, ...]
    moves: list[Assignment | None]


class TooManyChoices(Exception):
    """Raised where there are too many minimal hitting sets of some contradictions."""

    def __init__(self, contradictions: Sequence[AssertionSet]) -> None:
        self.contradictions = contradictions
        super().__init__()


MOST_CONTRADICTIONS = MOST * (MOST - 1) // 2  # the pairs of as many things as choices are kept


class MaximalSetCheck:
    """Puts the maximal sets of one component to the solver, those in which no known contradiction lies.

    `answers` holds assignments from which those to all are made (that to the first of a branch, and what each
    choice changes of it); `complete` tells that no set was left out, `decided` that of each it was told
    whether it can be true.
    """

    def __init__(self, problem: ConstraintProblem) -> None:
        self.problem = problem
        self.answers: list[Assignment] = []
        self.complete = self.decided = True
        self._everyone = frozenset(problem.assertions)
        self._spread = {i: variables_of(problem.network.instances[i]) for i in problem.instances}
        self._near: dict[int, list[int]] = {}  # the instances that speak of an variable
        for i, mine in self._spread.items():
            for variable in mine:
                self._near.setdefault(variable, []).append(i)
        self._saying: dict[int, list[int]] = {}  # the assertions that limit it
        for assertion in problem.assertions:
            for variable, _ in problem.limits(assertion):
                self._saying.setdefault(variable, []).append(assertion)
        self._guarded: dict[int, list[int]] = {}  # the instances that hang on an assertion
        for i in problem.instances:
            for assertion in problem.network.instances[i].guards:
                self._guarded.setdefault(assertion, []).append(i)
        self._known: dict[tuple[AssertionSet, AssertionSet], Assignment | None] = {}
        self._checks = 0
        self._reserve = problem.work.left // RESERVE
        self._asked: set[AssertionSet] = set()
        self._open: set[AssertionSet] = set()  # sets of which it stays open whether they can be true

    def refuted_set(self, contradictions: Sequence[AssertionSet]) -> AssertionSet | None:
        """A maximal set in which none of the `contradictions` lies, and which cannot be true; None if there
        is none, or none was found.
        """
        self.answers = []
        ahead = [tuple(contradictions)]
        try:
            while ahead:
                if self._checks > CHECKS or self._spent() or len(ahead[-1]) > MOST_CONTRADICTIONS:
                    self.complete = False
                    return None
                branch = ahead.pop()
                if frozenset() not in branch:  # or nothing can be true here
                    ahead += self._branches(branch)
        except RefutedSet as found:
            return found.assertions
        return None

    def leave_open(self, assertions: AssertionSet) -> None:
        """Notes that it stays open whether a set can be true."""
        self._open.add(assertions)

    def _spent(self) -> bool:
        """Whether the work is used up but for what comes after."""
        return self.problem.work.done or self.problem.work.left < self._reserve

    def _branches(self, branch: tuple[AssertionSet, ...]) -> list[tuple[AssertionSet, ...]]:
        """Tries the clusters of the contradictions of a branch. Gives the branches to be looked at in its
        place: none, or those into which it is split because some cluster has too many choices, or choices in
        some clusters do not simply go together.
        """
        self._checks += 1
        try:
            clusters = list(self._clusters(branch))
        except TooManyChoices as found:
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
                left = self._everyone - (gone - one.assertions) - choice
                one.moves.append(
                    self._beside(left, gone, base, one.assertions)
                    if len(clusters) > 1
                    else self._moved(left, base)
                )
        if met := Counter(k for mine in self._meeting(clusters, base) for k in mine):
            return _parted(branch, clusters[max(sorted(met), key=lambda k: met[k])])
        self.answers += [base, *(moves for one in clusters for moves in one.moves if moves)]
        return []

    def _clusters(self, contradictions: Sequence[AssertionSet]) -> Iterator[Cluster]:
        """The contradictions by clusters with the choices in each. Raises Crowded."""
        assertions = sorted(frozenset().union(*contradictions))
        place = {assertion: i for i, assertion in enumerate(assertions)}
        for part in connected_parts(
            len(assertions), [sorted(place[assertion] for assertion in one) for one in contradictions]
        ):
            mine = frozenset(assertions[i] for i in part)
            inside = [one for one in contradictions if one <= mine]
            hitting = HittingSets()
            for one in inside:
                hitting.add(sum(1 << place[assertion] for assertion in one))
                if not hitting.complete:
                    break
            self.problem.work.spend(hitting.spent // 16)
            if not hitting.complete:
                raise TooManyChoices(inside)
            yield Cluster(
                mine,
                tuple(frozenset(assertions[i] for i in part if gone >> i & 1) for gone in hitting.sets),
                [],
            )

    def _answer(self, left: AssertionSet) -> Assignment | None:
        """An answer under which a set is true; None if that stays open."""
        self._checks += left not in self._asked
        self._asked.add(left)
        possible = None if left in self._open else self.problem.satisfiable(left)
        if possible is False:
            raise RefutedSet(left)
        if possible is None:
            self.decided = False
            return None
        return next(answer for model, answer in self.problem.models if left <= model)

    def _moved(self, left: AssertionSet, base: Assignment) -> Assignment | None:
        """What another set's answer moves of that to the first; None if that stays open."""
        answer = self._answer(left)
        return None if answer is None else changed_values(answer, base)

    def _beside(
        self, left: AssertionSet, gone: AssertionSet, base: Assignment, cluster: AssertionSet
    ) -> Assignment | None:
        """The same if something else of a cluster goes than in `gone`, with as little moved as will do."""
        if (left, gone) not in self._known:
            self._known[left, gone] = self._little(left, base, cluster)
        return self._known[left, gone]

    def _little(self, left: AssertionSet, base: Assignment, cluster: AssertionSet) -> Assignment | None:
        free = {variable for assertion in cluster for variable, _ in self.problem.limits(assertion)}
        hanging = {i for assertion in cluster for i in self._guarded.get(assertion, ())}
        free |= {variable for i in hanging for variable in self._spread[i]}
        for _ in range(RINGS):
            self._checks += 1
            near = hanging.union(*(self._near.get(variable, ()) for variable in free))
            assertions = left.intersection(
                assertion for variable in free for assertion in self._saying.get(variable, ())
            )
            active = frozenset(i for i in near if self.problem.network.instances[i].guards <= left)
            if (found := self.problem.repaired_assignment(base, free, assertions, active)) is not None:
                return found
            wider = free.union(*(self._spread[i] for i in near))
            if wider == free:
                break
            free = wider
        return self._moved(left, base)

    # Whether the choices in several clusters go together

    def _meeting(self, clusters: Sequence[Cluster], base: Assignment) -> Iterator[list[int]]:
        """The clusters, by number, whose choices do not simply go together."""
        several = [k for k, one in enumerate(clusters) if len(one.choices) > 1]
        movers: dict[int, set[int]] = {}
        for k in several:
            for variable in (variable for moves in clusters[k].moves for variable in moves or ()):
                movers.setdefault(variable, set()).add(k)
        owners = {variable: set(mine) for variable, mine in movers.items()}
        for k in several:
            for variable in (
                variable
                for assertion in clusters[k].assertions
                for variable, _ in self.problem.limits(assertion)
            ):
                if variable in owners:
                    owners[variable].add(k)
        yield from (sorted(mine) for mine in owners.values() if len(mine) > 1)
        home = {assertion: k for k in several for assertion in clusters[k].assertions}
        gone = frozenset().union(*(one.choices[0] for one in clusters if len(one.choices) == 1))
        for i, spread in self._spread.items():
            guards = self.problem.network.instances[i].guards
            mine = {k for variable in spread for k in movers.get(variable, ())} | {
                home[guard] for guard in guards if guard in home
            }
            if (
                len(mine) > 1
                and not guards & gone
                and not self._holds(i, [clusters[k] for k in sorted(mine)], base)
            ):
                yield sorted(mine)

    def _holds(self, instance: int, clusters: Sequence[Cluster], base: Assignment) -> bool:
        """Whether what joins answers of several clusters holds whatever is chosen in each."""
        spread = self._spread[instance]
        here = {variable: base[variable] for variable in spread if variable in base}
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
                variable: moves[variable] for _, moves in chosen for variable in spread & moves.keys()
            }
            if not all(
                all(u in answer for u in one.variables) and one.holds(*[answer[u] for u in one.variables])
                for one in constraints
            ):
                return False
        return True


def _common(contradictions: Sequence[AssertionSet]) -> AssertionSet:
    """The assertion that stands in the most contradictions, with those that stand in all of these too."""
    counts = Counter(assertion for one in contradictions for assertion in sorted(one))
    (assertion, count), *_ = counts.most_common(1)
    return (
        frozenset.intersection(*(one for one in contradictions if assertion in one))
        if count > 1
        else frozenset((assertion,))
    )


def _parted(contradictions: Sequence[AssertionSet], cluster: Cluster) -> list[tuple[AssertionSet, ...]]:
    """The contradictions with a cluster fixed to each of its choices, or, if these are many, split."""
    if len(cluster.choices) > FEW:
        return _split(contradictions, _common([one for one in contradictions if one <= cluster.assertions]))
    others = [one for one in contradictions if not one <= cluster.assertions]
    return [
        (*others, *(frozenset((assertion,)) for assertion in sorted(choice))) for choice in cluster.choices
    ]


def _split(contradictions: Sequence[AssertionSet], some: AssertionSet) -> list[tuple[AssertionSet, ...]]:
    """The contradictions if `some` assertions all stay, and if one of them goes."""
    return [
        _least(one - some for one in contradictions),
        (*(one for one in contradictions if not some <= one), some),
    ]


def _least(contradictions: Iterable[AssertionSet]) -> tuple[AssertionSet, ...]:
    """Those in which no other lies."""
    found: list[AssertionSet] = []
    for one in sorted(dict.fromkeys(contradictions), key=len):
        if not any(less <= one for less in found):
            found.append(one)
    return tuple(found)
