"""Proofs: the minimal unsatisfiable sets of assertions under the laws. Laws that cannot bind are left aside,
so that a component falls into pieces, each proved by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from discrepancy.reasoning.component_proofs import ComponentProver, Proof
from discrepancy.reasoning.components import independent_problems
from discrepancy.reasoning.constraints import unbounded
from discrepancy.reasoning.network import HIGH, LOW, VariableEnd
from discrepancy.reasoning.slack_laws import slack_instances
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.reasoning.strongest_bounds import domains_by_variable, strongest_bounds
from discrepancy.values.intervals import Bound


@dataclass
class ProofSet:
    """The proofs of one component, whether all that they leave can be true (`decided`), and whether they are
    all (`complete`).
    """

    proofs: list[Proof] = field(default_factory=list)
    decided: bool = True
    complete: bool = True


def minimal_proofs(problem: ConstraintProblem) -> ProofSet:
    """The minimal contradictions of a component, in a fixed order.

    Laws that cannot bind are left aside, so that the component falls into pieces; they are put back where
    assignments to the pieces do not keep them.
    """
    everyone = frozenset(problem.assertions)
    if not any(problem.network.instances[i].guards <= everyone for i in problem.instances):
        return ProofSet()
    if problem.satisfiable(everyone):
        return ProofSet()
    whole = ComponentProver(problem, {})
    if whole.prove_cycle():
        return ProofSet(whole.proofs)
    bounds = strongest_bounds(problem, domains_by_variable(problem), problem.work)
    if problem.work.done:
        return ProofSet(whole.proofs, decided=False)
    aside = slack_instances(problem, bounds)
    while True:
        searches = [
            ComponentProver(piece, bounds)
            for piece in independent_problems(problem, set(problem.instances) - aside)
        ]
        for search in searches:
            search.prove()
        if problem.work.done:
            break
        broken = _broken(problem, aside, bounds, searches)
        if not broken:
            break
        aside -= broken
    every = {proof.assertions: proof for search in (whole, *searches) for proof in search.proofs}
    found = sorted(every.values(), key=lambda proof: (len(proof.assertions), sorted(proof.assertions)))
    decided = not problem.work.done and all(search.decided for search in searches)
    return ProofSet(found, decided, all(search.complete for search in searches))


def _broken(
    problem: ConstraintProblem,
    aside: frozenset[int],
    bounds: dict[VariableEnd, Bound],
    searches: Sequence[ComponentProver],
) -> frozenset[int]:
    """Of the instances left aside, those that some answers of the pieces, each taken with any of another,
    would not keep.
    """
    ends: dict[VariableEnd, Bound] = {}
    for search in searches:
        for answer in search.answers:
            for variable, number in answer.items():
                low, high = VariableEnd(variable, LOW), VariableEnd(variable, HIGH)
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
            if (end := VariableEnd(less, LOW)) not in ends:
                base, open_ = (
                    ends.get(VariableEnd(more, LOW)) or free.get(VariableEnd(more, LOW)) or unbounded(LOW)
                )
                free[end] = max(free.get(end) or unbounded(LOW), (base - number, open_ - side))
            if (end := VariableEnd(more, HIGH)) not in ends:
                base, open_ = (
                    ends.get(VariableEnd(less, HIGH)) or free.get(VariableEnd(less, HIGH)) or unbounded(HIGH)
                )
                free[end] = min(free.get(end) or unbounded(HIGH), (base + number, open_ + side))
        if free == before:
            break
    every = free | ends
    return frozenset(i for i, difference in edges if not _keeps(difference, every))


def _keeps(difference: tuple[int, int, Bound], ends: dict[VariableEnd, Bound]) -> bool:
    more, less, (number, side) = difference
    base, open_ = ends.get(VariableEnd(less, HIGH)) or unbounded(HIGH)
    return bool((ends.get(VariableEnd(more, LOW)) or unbounded(LOW)) <= (base + number, open_ + side))
