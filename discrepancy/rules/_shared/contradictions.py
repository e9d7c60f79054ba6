"""How rules tell of a proof: the law, the arithmetic, what would have to go, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from discrepancy.comparison.east_asia import of_east_asia
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.rule import Fault
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.reasoning.contradiction import Contradiction
from discrepancy.reasoning.explanation.arithmetic import explanation_lines
from discrepancy.reasoning.network import Assertion
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.rules._shared.counts import time_suffix
from discrepancy.rules._shared.wording import (
    SETTLING_RECORDS,
    inference_remark,
    readings_of,
    value_and_speaker,
)
from discrepancy.system.display import counted

HOW_MANY = {1: "be true", 2: "both be true"}
TRUE_TOGETHER = {1: "true", 2: "both true"}
NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def contradiction_fault(view: View, one: Contradiction) -> Fault:
    """The fault that a contradiction is."""
    claims = one.claims
    asked = _asked(view, one)
    said = "; ".join(
        f"{claim.question}{time_suffix(claim)}: {value_and_speaker(claim, view.dossier)}" for claim in claims
    )
    names = ", ".join(law.name for law in one.laws)
    return Fault(
        question=asked,
        kind=one.kind,
        message=f"{_headline(one, names)}: {said}",
        why=tuple(dict.fromkeys(_why(view, one))),
        hints=tuple(reckoning_hints(view.dossier, one)),
        settle=_settle(asked, claims),
        claims=claims,
        readings=readings_of(claims),
        law=names or None,
        others=one.others(),
        key="; ".join([*(law.name for law in one.laws), *map(str, one.questions)]),
        equal_claims=one.groups,
    )


def _headline(one: Contradiction, names: str) -> str:
    """That claims cannot be true, or by what is only usual, that it would be unusual."""
    count = len(one.claims)
    if any(law.usual for law in one.laws):
        return f"would be unusual if {TRUE_TOGETHER.get(count, 'all true')}, by what usually holds ({names})"
    reason = f"by what must hold ({names})" if names else "by the order that is stated"
    return f"cannot {HOW_MANY.get(count, 'all be true')} {reason}"


def _asked(view: View, one: Contradiction) -> QuestionClaims:
    """The question the finding is filed under: the first of its questions."""
    first = one.questions[0]
    return view.questions[first if first in view.questions else one.claims[0].question]


def _why(view: View, one: Contradiction) -> Iterator[str]:
    """What must hold, the arithmetic, what was inferred or forgiven, and what would have to go; the claims
    stand beside it.
    """
    for law in one.laws:
        note = (law.because or law.help).strip().rstrip(".")
        yield (
            f"{note[:1].upper()}{note[1:]} (law {law.name}: `{law.text}`)"
            if note
            else f"law {law.name}: `{law.text}`"
        )
    yield from explanation_lines(one)
    for claim in one.claims:
        if claim.inferred:
            yield inference_remark(claim)
    for strain in one.strains:
        yield f"at most a tension: {strain}"
    if one.kind == "tension" and not one.strains:
        yield "as worded they exclude each other; a reader who forgives something can still hold all of them"
    yield _would_go(one, view.dossier)
    if total := one.others_total:
        clash = "clashes" if total == 1 else "clash"
        sets = counted(total, "further set")
        yield f"and {sets} of claims on these or overlapping questions {clash} in the same way"


def _would_go(one: Contradiction, dossier: Dossier) -> str:
    """Which claims would have to go, and whose they are; of a tension none has to."""
    claims = one.claims
    if len(claims) == 1:
        if any(law.usual for law in one.laws):
            return "the claim is of an exception, or wrong, or the law is too narrow"
        return "the claim or the law has to go"
    number = NUMBERS.get(len(claims), str(len(claims)))
    said = f"{'either' if len(claims) == 2 else 'any one'} of the {number} being wrong would settle it"
    holders = {claim.holder for claim in claims}
    sources = {claim.source for claim in claims}
    every = "both" if len(claims) == 2 else f"all {number}"
    if len(holders) == 1:
        (holder,) = holders
        whose = (
            f"{claims[0].siglum}'s own words"
            if holder in dossier.sources
            else f"the words of {dossier.voice_name(holder)}"
        )
        return f"{every} are {whose}" + (
            ": whoever is right, one of these goes" if one.kind == "conflict" else ""
        )
    return said + (f"; {every} stand in one source, {claims[0].siglum}" if len(sources) == 1 else "")


def reckoning_hints(dossier: Dossier, one: Contradiction) -> Iterator[str]:
    """East Asian reckoning where an age one or two years lower would do, of who or by who is of there."""
    for i in sorted(one.proof.assertions):
        claim = one.assertions[i].claims[0]
        if claim.value.type != "age" or claim.denies:
            continue
        if not of_east_asia(dossier, (claim,)):
            continue
        for years in (1, 2):
            if _would_do(one, i, years):
                stated = f"{value_text(claim)} ({claim.siglum})"
                yield (
                    "East Asian reckoning counts one or two years more: "
                    f"{stated} may be {years} fewer completed"
                )
                break


def _would_do(one: Contradiction, i: int, years: int) -> bool:
    """Whether the claims fit if the age is so many years lower at face value."""
    network = one.problem.network
    assertion = network.assertions[i]
    lower = {
        variable: tuple(((low[0] - years, low[1]), (high[0] - years, high[1])) for low, high in region_)
        for variable, region_ in assertion.limits["licensed"].items()
    }
    assertions = list(network.assertions)
    assertions[i] = Assertion(assertion.claims, {"licensed": lower})
    changed = replace(network, assertions=assertions)
    problem = ConstraintProblem(
        changed, "licensed", sorted(one.proof.assertions), sorted(one.proof.instances)
    )
    return problem.satisfiable(one.proof.assertions) is True


def _settle(asked: QuestionClaims, claims: tuple[Claim, ...]) -> str:
    kinds = dict.fromkeys(
        claim.value.type if claim.value.type in SETTLING_RECORDS else asked.property.type for claim in claims
    )
    return (
        "; ".join(SETTLING_RECORDS[kind] for kind in kinds if kind in SETTLING_RECORDS)
        or "a source nearer to the matter"
    )
