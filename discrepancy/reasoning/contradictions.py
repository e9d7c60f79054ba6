"""The contradictions of a dossier: proofs at both levels, told apart as conflict and tension and grouped,
with what was left undecided.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

from discrepancy.comparison.comparability import time_window
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import Law
from discrepancy.reasoning.budget import STEPS_PER_CLAIM, STEPS_PER_COMPONENT, STEPS_PER_DOSSIER
from discrepancy.reasoning.component_proofs import Proof
from discrepancy.reasoning.components import closed_circles, network_components
from discrepancy.reasoning.contradiction import Contradiction, file_order, question_of
from discrepancy.reasoning.grounding import Grounding
from discrepancy.reasoning.law_units import UnjudgedLaw
from discrepancy.reasoning.network import Network
from discrepancy.reasoning.proofs import minimal_proofs
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.system.display import counted
from discrepancy.system.step_budget import StepBudget
from discrepancy.values.base import Relative
from discrepancy.values.types.sequence import PartialOrder

UNDECIDED = "not decided whether all can be true together: {where}"
MORE = "besides the sets of claims that are told, further ones may clash: {where}"


class ComponentWork(NamedTuple):
    """The work on one connected component: its first question, the pairs of claims it compares, and the steps
    spent.
    """

    first: Question
    pairs: int
    steps: int


@dataclass
class ReasoningResult:
    """The result of reasoning over one dossier: contradictions in order, what was left undecided, and how
    often each law was applied.
    """

    contradictions: tuple[Contradiction, ...] = ()
    undecided: tuple[tuple[Question, str], ...] = ()
    applied: Mapping[str, int] = field(default_factory=dict)
    network: Network = field(default_factory=Network)
    components: tuple[ComponentWork, ...] = ()
    applied_to: Mapping[tuple[str, str], int] = field(
        default_factory=dict
    )  # how often each law was applied to each entity
    unjudged: tuple[UnjudgedLaw, ...] = ()  # laws that were not held to figures, for want of a conversion
    whole: bool = True  # nothing was left out for want of work on the dossier as a whole

    @property
    def comparisons(self) -> int:
        """How many pairs of claims the laws and stated orders set against each other."""
        return sum(one.pairs for one in self.components)


def reasoning_result(
    dossier: Dossier,
    questions: Mapping[Question, QuestionClaims],
    laws: Sequence[Law],
    answered: Collection[str] | None = None,
    spent: int = 0,
) -> ReasoningResult:
    """Every contradiction between the claims on the questions `questions` and the laws, within the bounded
    work.

    Where these are not all questions of the dossier, `answered` are the properties that anything in it is
    asked for, and `spent` the steps that went to the others.
    """
    if not any(isinstance(claim.value, (Relative, PartialOrder)) for claim in dossier.claims) and not laws:
        return ReasoningResult()
    answered = {question.property for question in questions} if answered is None else answered
    ground = Grounding(dossier, _in_order(questions, dossier), laws, answered)
    network = ground.network
    for assertion in network.assertions:
        assertion.claims.sort(key=file_order)
    found: list[Contradiction] = []
    undecided = [
        (
            Question("", ""),
            f"not all of the law {name} was judged: it applies to more than the bounded work allows",
        )
        for name in ground.incomplete_laws
    ]
    components: list[ComponentWork] = []
    work = StepBudget(STEPS_PER_DOSSIER + STEPS_PER_CLAIM * len(dossier.claims) - spent)
    for assertions, instances in network_components(network):
        before = work.left
        part, left = _judged(network, assertions, instances, work)
        heads = grouped_contradictions(part)
        found += heads
        first = min(question_of(network, i) for i in assertions)  # whatever the order of the files
        # A claim that a law excludes by itself was compared with the law.
        pairs = sum(_compared(network, assertions, instances).values()) + sum(
            len(one.claims) == 1 for one in heads
        )
        pairs += closed_circles(network, instances)
        components.append(ComponentWork(first, pairs, before - work.left))
        where = f"{first} and what hangs on it ({counted(len(assertions), 'reading')})"
        undecided += [(first, said.format(where=where)) for said in left]
    found = _merged_by_identity(found)
    found.sort(key=lambda one: file_order(one.claims[0]))
    whole = not work.done and not ground.incomplete_laws
    return ReasoningResult(
        tuple(found),
        tuple(undecided),
        ground.applied,
        network,
        tuple(components),
        ground.applied_to,
        tuple(ground.units.unjudged[key] for key in sorted(ground.units.unjudged)),
        whole,
    )


def _in_order(
    questions: Mapping[Question, QuestionClaims], dossier: Dossier
) -> Mapping[Question, QuestionClaims]:
    """The questions and their claims in an order that does not hang on that of the files: where the counted
    steps end, and so what they leave undecided, must not hang on it either.
    """
    found = {}
    for question in sorted(questions):
        one = questions[question]
        if any(first.id > second.id for first, second in pairwise(one.claims)):
            one = one.with_claims(sorted(one.claims, key=lambda claim: claim.id))
        found[question] = one
    return found


def _compared(
    network: Network, assertions: Sequence[int], instances: Sequence[int]
) -> dict[tuple[int, int], int]:
    """How many pairs of claims the instances of a connected part set against each other, by the two things
    that the claims are on: variables of two questions, or (counted down from -1) claims that state an order
    or make a step of a path.
    """
    claims: dict[int, int] = {}
    for i in assertions:
        assertion = network.assertions[i]
        for variable in assertion.limits.get("licensed", ()):
            claims[variable] = claims.get(variable, 0) + len(assertion.claims)
    found: dict[tuple[int, int], int] = {}
    for i in instances:
        instance = network.instances[i]
        if instance.law is None and not instance.guards:
            continue
        touched = {
            variable
            for one in instance.constraints["licensed"]
            for variable in one.variables
            if variable in claims
        }
        ends = {network.variables[variable].key.question: variable for variable in sorted(touched)}
        counts = {variable: claims[variable] for variable in ends.values()}
        counts |= {
            -1 - guard: len(network.assertions[guard].claims) for guard in instance.guards - instance.grounds
        }
        found |= {(a, b): counts[a] * counts[b] for a, b in combinations(sorted(counts), 2)}
    return found


def _judged(
    network: Network, assertions: Sequence[int], instances: Sequence[int], work: StepBudget
) -> tuple[list[Contradiction], list[str]]:
    """The contradictions of one connected part: those at the charitable level, and of the others those as
    worded; and what was left open `{where}`.
    """
    licensed = ConstraintProblem(
        network, "licensed", assertions, instances, StepBudget(STEPS_PER_COMPONENT, work)
    )
    if licensed.satisfiable(frozenset(licensed.assertions)):
        return [], []
    found: list[Contradiction] = []
    left: dict[str, None] = {}
    # What is only usual makes no conflict, so it must not shorten the proof of one either.
    certain = [i for i in instances if not _usual(network, i)]
    for kind, problem in (
        (
            "conflict",
            ConstraintProblem(
                network, "charitable", assertions, certain, StepBudget(STEPS_PER_COMPONENT, work)
            ),
        ),
        ("tension", licensed),
    ):
        every = minimal_proofs(problem)
        if not every.decided:
            left[UNDECIDED] = None
        elif not every.complete:
            left[MORE] = None
        for proof in every.proofs:
            if not proof.assertions:
                names = sorted({network.instances[i].name for i in proof.instances} - {""})
                laws = f"the law{'s' if len(names) > 1 else ''} {', '.join(names)}"
                left[f"{laws} cannot hold, whatever is claimed of {{where}}"] = None
                continue
            if any(proof.assertions >= other.proof.assertions for other in found) or _of_one_question(
                network, problem, proof
            ):
                continue
            strains = strain_reasons(network, proof)
            found.append(Contradiction("tension" if strains else kind, proof, problem, strains))
    return found, list(left)


def _usual(network: Network, instance: int) -> bool:
    law = network.instances[instance].law
    return law is not None and law.usual


def _of_one_question(network: Network, problem: ConstraintProblem, proof: Proof) -> bool:
    """Whether no law and no stated relation is needed, or only orders that answer one question: then the
    question itself tells of it.
    """
    said = [network.assertions[i] for i in proof.assertions]
    if len({one.question for one in said}) == 1 and all(
        isinstance(one.claims[0].value, PartialOrder) for one in said
    ):
        return True
    return all(network.instances[i].law is None and not network.instances[i].guards for i in proof.instances)


def strain_reasons(network: Network, proof: Proof) -> tuple[str, ...]:
    """Why the claims of a proof are at most in tension: a sense that differs, a thing that is only perhaps
    the same, a time not given.
    """
    assertions = [network.assertions[i] for i in sorted(proof.assertions)]
    found = [one.strain for one in assertions if one.strain]
    found += [
        f"{network.instances[i].name} is what is usual, not what must be"
        for i in sorted(proof.instances)
        if _usual(network, i)
    ]
    found += _different_days([one.claims[0] for one in assertions])
    senses = sorted({one.claims[0].sense for one in assertions})
    if len(senses) > 1:
        found.append(
            "different sense: " + " / ".join(f'"{sense}"' if sense else "no sense stated" for sense in senses)
        )
    return tuple(dict.fromkeys(found))


def _different_days(claims: Sequence[Claim]) -> Iterator[str]:
    """States of several things "in 1980" may each be of another day of it."""
    by_time: dict[Hashable, list[Claim]] = {}
    for claim in claims:
        if claim.when is not None and claim.when.kind in ("as_of", "within") and not claim.when.event:
            by_time.setdefault(claim.when.period, []).append(claim)
    for said in by_time.values():
        days = time_window(said[0].when, lambda _: None) if said[0].when else None
        if len({claim.question for claim in said}) > 1 and (days is None or days.start[0] != days.end[1]):
            times = [claim.when.text for claim in said if claim.when]
            yield f"they may speak of different days of {times[0]}"


def grouped_contradictions(found: Sequence[Contradiction]) -> list[Contradiction]:
    """One contradiction for each set of laws and questions, conflicts and the shortest first; longer ones
    that share two claims with a shorter one stand beside it.
    """
    ordered = sorted(found, key=_rank)
    heads: list[Contradiction] = []
    by_identity: dict[object, Contradiction] = {}
    for one in ordered:
        head = by_identity.get(one.identity) or next(
            (head for head in heads if any(_overlaps(other, one) for other in (head, *head.more))), None
        )
        if head is None:
            heads.append(one)
            by_identity[one.identity] = one
        else:
            head.more.append(one)
    return heads


def _rank(one: Contradiction) -> tuple[object, ...]:
    """Conflicts and the shortest first."""
    return one.kind != "conflict", len(one.claims), one.identity, [file_order(claim) for claim in one.claims]


def _merged_by_identity(found: Sequence[Contradiction]) -> list[Contradiction]:
    """One contradiction for each set of laws and questions of all parts: a state at one time and at another
    are parts of their own, and a finding is known by neither.
    """
    by_identity: dict[object, list[Contradiction]] = {}
    for one in found:
        by_identity.setdefault(one.identity, []).append(one)
    heads = []
    for same in by_identity.values():
        head, *further = sorted(same, key=_rank)
        head.more.extend(one for other in further for one in (other, *other.more))
        heads.append(head)
    return heads


def _overlaps(other: Contradiction, one: Contradiction) -> bool:
    """Whether `one` is a longer proof that shares two claims with another."""
    return (
        len(one.proof.assertions) > len(other.proof.assertions)
        and len(other.proof.assertions & one.proof.assertions) >= 2
    )
