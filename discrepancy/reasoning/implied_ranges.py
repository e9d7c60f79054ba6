"""Implied ranges: what all undisputed claims together leave of an answer, and the claims and laws that make
it so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim, Question
from discrepancy.reasoning.components import network_components
from discrepancy.reasoning.contradictions import ReasoningResult
from discrepancy.reasoning.network import (
    HIGHEST,
    LOWEST,
    Network,
)
from discrepancy.reasoning.propagation import PropagationState, StepsExhausted
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.values.intervals import INF, Interval

MOST_DAYS = 3 * 366  # days of a range that is worth telling where the claims on the question leave any day
MOST_ASSERTIONS = 300  # readings of one connected part that are tried one by one for whether they matter


class ImpliedRange(NamedTuple):
    """An answer of which other undisputed claims leave less (`left`) than its own claims do (`own`), with the
    claims and laws needed for that.
    """

    question: Question
    end: str
    kind: str
    own: Interval
    left: Interval
    claims: tuple[Claim, ...]
    laws: tuple[str, ...]

    @property
    def informative(self) -> bool:
        """Whether the range is worth reporting: it has both ends, and is at most half of what its own claims
        leave, or a few years where they leave all.
        """
        (low, _), (high, _) = self.left
        if INF in (high, -low):
            return False
        (first, _), (last, _) = self.own
        if INF in (last, -first):
            return bool(
                high - low <= {"date": MOST_DAYS, "duration": MOST_DAYS, "age": 3}.get(self.kind, INF)
            )
        return bool(2 * (high - low) <= last - first)


def implied_ranges(
    found: ReasoningResult, questions: Mapping[Question, QuestionClaims]
) -> Iterator[ImpliedRange]:
    """Every answer that other claims narrow, as worded, in the order of the questions."""
    network = found.network
    disputed = {
        claim.id
        for one in found.contradictions
        for proof in (one, *one.more)
        for claims in proof.sets()
        for claim in claims
    }
    disputed |= {
        claim.id for one in questions.values() if one.camps("licensed").total > 1 for claim in one.standing
    }
    order = {question: place for place, question in enumerate(questions)}
    every = [
        one
        for assertions, instances in network_components(network)
        for one in _of_part(network, assertions, instances, disputed, order)
    ]
    yield from sorted(every, key=lambda one: (order[one.question], one.end))


def _of_part(
    network: Network,
    assertions: list[int],
    instances: list[int],
    disputed: set[str],
    order: Mapping[Question, int],
) -> Iterator[ImpliedRange]:
    sure = [
        i
        for i in assertions
        if not network.assertions[i].strain
        and not any(claim.id in disputed for claim in network.assertions[i].claims)
    ]
    certain = [i for i in instances if (law := network.instances[i].law) is None or not law.usual]
    problem = ConstraintProblem(network, "licensed", sure, certain)
    bounds = _bounds(problem, frozenset(sure))
    if bounds is None:
        return
    variables = {
        variable
        for i in certain
        for one in network.instances[i].constraints["licensed"]
        for variable in one.variables
    }
    for variable in sorted(variables):
        key = network.variables[variable].key
        if key.made or key.when or key.question not in order:
            continue
        mine = frozenset(i for i in sure if variable in dict(problem.limits(i)))
        alone = PropagationState(problem, mine, frozenset())
        if not alone.settle():
            continue
        own, left = (
            _from_nothing(network.variables[variable].type, state.range_of(variable))
            for state in (alone, bounds)
        )
        if left in (own, (LOWEST, HIGHEST)):
            continue
        needed = _needed(problem, frozenset(sure), variable, left)
        claims = sorted(
            (network.assertions[i].claims[0] for i in needed),
            key=lambda claim: (claim.mark.file, claim.mark.line, claim.id),
        )
        yield ImpliedRange(
            key.question,
            key.end,
            network.variables[variable].type,
            own,
            left,
            tuple(claims),
            _laws(problem, needed, variable, left),
        )


def _laws(
    problem: ConstraintProblem, assertions: frozenset[int], variable: int, left: Interval
) -> tuple[str, ...]:
    """The laws without any of which less is left."""
    network = problem.network
    needed = problem.active(assertions, problem.instances)
    for i in sorted(needed, reverse=True) if len(needed) <= MOST_ASSERTIONS else ():
        if (
            network.instances[i].law
            and (state := _bounds(problem, assertions, needed - {i})) is not None
            and state.range_of(variable) == left
        ):
            needed -= {i}
    return tuple(sorted({network.instances[i].name for i in needed if network.instances[i].law}))


def _from_nothing(kind: str, left: Interval) -> Interval:
    """The range of a length of time or an age, which is never below nothing."""
    return (max(left[0], (0, 0)), left[1]) if kind in ("duration", "age") else left


def _bounds(
    problem: ConstraintProblem, assertions: frozenset[int], instances: frozenset[int] | None = None
) -> PropagationState | None:
    state = PropagationState(
        problem, assertions, problem.active(assertions, problem.instances if instances is None else instances)
    )
    try:
        return state if state.settle() else None
    except StepsExhausted:
        return None


def _needed(
    problem: ConstraintProblem, assertions: frozenset[int], variable: int, left: Interval
) -> frozenset[int]:
    """The assertions without any of which less is left."""
    needed = assertions
    if len(assertions) > MOST_ASSERTIONS:
        return needed
    for assertion in sorted(assertions, reverse=True):
        state = _bounds(problem, needed - {assertion})
        if state is not None and state.range_of(variable) == left:
            needed -= {assertion}
    return needed
