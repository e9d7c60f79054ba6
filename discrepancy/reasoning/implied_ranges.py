"""What follows: the range that all undisputed claims together leave of an answer, and the claims that make it
so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim, Question
from discrepancy.reasoning.components import connected
from discrepancy.reasoning.contradictions import ReasoningResult
from discrepancy.reasoning.network import (
    HIGH,
    LEAST,
    LOW,
    MOST,
    End,
    Network,
)
from discrepancy.reasoning.propagation import Spent, State
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.values.intervals import INF, Piece

NARROW = 3 * 366  # days of a range that is worth telling where the claims on the question leave any day
MOST_SAYINGS = 300  # readings of one connected part that are tried one by one for whether they matter


class ImpliedRange(NamedTuple):
    """An answer of which undisputed claims leave less than its own claims do: what they leave and the claims
    without which they would not.
    """

    question: Question
    end: str
    kind: str
    own: Piece
    left: Piece
    claims: tuple[Claim, ...]
    laws: tuple[str, ...]

    @property
    def telling(self) -> bool:
        """Whether it says much: a range with both ends, a half or less of what its own claims leave, or a few
        years where they leave all.
        """
        (low, _), (high, _) = self.left
        if INF in (high, -low):
            return False
        (first, _), (last, _) = self.own
        if INF in (last, -first):
            return bool(high - low <= {"date": NARROW, "duration": NARROW, "age": 3}.get(self.kind, INF))
        return bool(2 * (high - low) <= last - first)


def implied_ranges(
    found: ReasoningResult, asked: Mapping[Question, QuestionClaims]
) -> Iterator[ImpliedRange]:
    """Every answer that other claims narrow, as worded, in the order in which questions come."""
    network = found.network
    disputed = {
        claim.id
        for one in found.contradictions
        for proof in (one, *one.more)
        for claims in proof.sets()
        for claim in claims
    }
    disputed |= {
        claim.id for one in asked.values() if one.camps("licensed").total > 1 for claim in one.standing
    }
    order = {question: place for place, question in enumerate(asked)}
    every = [
        one
        for sayings, instances in connected(network)
        for one in _of_part(network, sayings, instances, disputed, order)
    ]
    yield from sorted(every, key=lambda one: (order[one.question], one.end))


def _of_part(
    network: Network,
    sayings: list[int],
    instances: list[int],
    disputed: set[str],
    order: Mapping[Question, int],
) -> Iterator[ImpliedRange]:
    sure = [
        i
        for i in sayings
        if not network.sayings[i].strain
        and not any(claim.id in disputed for claim in network.sayings[i].claims)
    ]
    certain = [i for i in instances if (law := network.instances[i].law) is None or not law.usual]
    problem = ConstraintProblem(network, "licensed", sure, certain)
    bounds = _bounds(problem, frozenset(sure))
    if bounds is None:
        return
    unknowns = {
        unknown
        for i in certain
        for one in network.instances[i].constraints["licensed"]
        for unknown in one.unknowns
    }
    for unknown in sorted(unknowns):
        key = network.unknowns[unknown].key
        if key.made or key.when or key.question not in order:
            continue
        mine = frozenset(i for i in sure if unknown in dict(problem.limits(i)))
        alone = State(problem, mine, frozenset())
        if not alone.settle():
            continue
        own, left = (
            _from_nothing(network.unknowns[unknown].type, _range(state, unknown)) for state in (alone, bounds)
        )
        if left in (own, (LEAST, MOST)):
            continue
        needed = _needed(problem, frozenset(sure), unknown, left)
        claims = sorted(
            (network.sayings[i].claims[0] for i in needed),
            key=lambda claim: (claim.mark.file, claim.mark.line, claim.id),
        )
        yield ImpliedRange(
            key.question,
            key.end,
            network.unknowns[unknown].type,
            own,
            left,
            tuple(claims),
            _laws(problem, needed, unknown, left),
        )


def _laws(problem: ConstraintProblem, sayings: frozenset[int], unknown: int, left: Piece) -> tuple[str, ...]:
    """The laws without any of which less is left."""
    network = problem.network
    needed = problem.active(sayings, problem.instances)
    for i in sorted(needed, reverse=True) if len(needed) <= MOST_SAYINGS else ():
        if (
            network.instances[i].law
            and (state := _bounds(problem, sayings, needed - {i})) is not None
            and _range(state, unknown) == left
        ):
            needed -= {i}
    return tuple(sorted({network.instances[i].name for i in needed if network.instances[i].law}))


def _from_nothing(kind: str, left: Piece) -> Piece:
    """The range of a length of time or an age, which is never below nothing."""
    return (max(left[0], (0, 0)), left[1]) if kind in ("duration", "age") else left


def _range(state: State, unknown: int) -> Piece:
    return state.bound(End(unknown, LOW)), state.bound(End(unknown, HIGH))


def _bounds(
    problem: ConstraintProblem, sayings: frozenset[int], instances: frozenset[int] | None = None
) -> State | None:
    state = State(
        problem, sayings, problem.active(sayings, problem.instances if instances is None else instances)
    )
    try:
        return state if state.settle() else None
    except Spent:
        return None


def _needed(problem: ConstraintProblem, sayings: frozenset[int], unknown: int, left: Piece) -> frozenset[int]:
    """The sayings without any of which less is left."""
    needed = sayings
    if len(sayings) > MOST_SAYINGS:
        return needed
    for saying in sorted(sayings, reverse=True):
        state = _bounds(problem, needed - {saying})
        if state is not None and _range(state, unknown) == left:
            needed -= {saying}
    return needed
