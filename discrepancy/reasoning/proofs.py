"""Proofs: the minimal sets of sayings that cannot all be true with the laws. Laws that cannot bind are left
aside, so that a connected part falls into pieces, each proved by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from discrepancy.reasoning.component_proofs import Piece, Proof
from discrepancy.reasoning.components import pieces
from discrepancy.reasoning.constraints import everything
from discrepancy.reasoning.network import HIGH, LOW, End
from discrepancy.reasoning.slack_laws import loose
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.reasoning.strongest_bounds import said, strongest
from discrepancy.values.intervals import Bound


@dataclass
class Proofs:
    """The proofs of one connected part, whether all that they leave can be true (`decided`), and whether they
    are all (`every`).
    """

    found: list[Proof] = field(default_factory=list)
    decided: bool = True
    every: bool = True


def proofs(problem: ConstraintProblem) -> Proofs:
    """The minimal contradictions of a connected part, in a fixed order. Laws that cannot bind are left aside,
    so that the part falls into pieces; they are put back where answers of the pieces do not keep them.
    """
    everyone = frozenset(problem.sayings)
    if not any(problem.network.instances[i].guards <= everyone for i in problem.instances):
        return Proofs()
    if problem.possible(everyone):
        return Proofs()
    whole = Piece(problem, {})
    if whole.close_circle():
        return Proofs(whole.found)
    bounds = strongest(problem, said(problem), problem.work)
    if problem.work.done:
        return Proofs(whole.found, decided=False)
    aside = loose(problem, bounds)
    while True:
        searches = [Piece(piece, bounds) for piece in pieces(problem, set(problem.instances) - aside)]
        for search in searches:
            search.prove()
        if problem.work.done:
            break
        broken = _broken(problem, aside, bounds, searches)
        if not broken:
            break
        aside -= broken
    every = {proof.sayings: proof for search in (whole, *searches) for proof in search.found}
    found = sorted(every.values(), key=lambda proof: (len(proof.sayings), sorted(proof.sayings)))
    decided = not problem.work.done and all(search.decided for search in searches)
    return Proofs(found, decided, all(search.every for search in searches))


def _broken(
    problem: ConstraintProblem, aside: frozenset[int], bounds: dict[End, Bound], searches: Sequence[Piece]
) -> frozenset[int]:
    """Of the instances left aside, those that some answers of the pieces, each taken with any of another,
    would not keep.
    """
    ends: dict[End, Bound] = {}
    for search in searches:
        for answer in search.answers:
            for unknown, number in answer.items():
                low, high = End(unknown, LOW), End(unknown, HIGH)
                ends[low] = max(ends.get(low, (number, 0)), (number, 0))
                ends[high] = min(ends.get(high, (number, 0)), (number, 0))
    free = {end: bound for end, bound in bounds.items() if end not in ends}
    edges = [
        (i, one.difference)
        for i in sorted(aside)
        for one in problem.network.instances[i].constraints[problem.level]
        if one.difference
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
