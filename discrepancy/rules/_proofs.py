"""How rules tell of a proof: the claims, the law, and what the others leave of each answer, with the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from discrepancy import region
from discrepancy.asked import Asked, shown
from discrepancy.finding import View
from discrepancy.model import Claim
from discrepancy.reasoning.contradictions import Contradiction
from discrepancy.reasoning.network import EVERYTHING, HIGH, LOW, End, Saying
from discrepancy.reasoning.solving import Problem
from discrepancy.reasoning.state import Spent, State
from discrepancy.reasoning.wording import range_words
from discrepancy.region import INF
from discrepancy.rule import Fault
from discrepancy.rules._telling import SETTLE, cited, readings_of, side
from discrepancy.values._reasons import show_region

HOW_MANY = {1: "be true", 2: "both be true"}


def fault(view: View, one: Contradiction) -> Fault:
    """The fault that a contradiction is."""
    claims = one.claims
    asked = _asked(view, one)
    said = "; ".join(f"{claim.question}{_when(claim)}: {side(claim, view.dossier)}" for claim in claims)
    names = ", ".join(law.name for law in one.laws)
    reason = f"by what must hold ({names})" if names else "by the order that is stated"
    return Fault(
        question=asked,
        kind=one.kind,
        message=f"cannot {HOW_MANY.get(len(claims), 'all be true')} {reason}: {said}",
        why=tuple(dict.fromkeys(_why(view, one))),
        hints=tuple(hints(one)),
        settle=_settle(asked, claims),
        claims=claims,
        readings=readings_of(claims),
        law=names or None,
        others=one.others(),
        key="; ".join([*(law.name for law in one.laws), *map(str, one.questions)]),
    )


def _asked(view: View, one: Contradiction) -> Asked:
    """The question the finding is filed under: the first of its questions."""
    first = one.questions[0]
    return view.asked[first if first in view.asked else one.claims[0].question]


def _when(claim: Claim) -> str:
    return f" ({claim.when.kind} {claim.when.text})" if claim.when else ""


def _why(view: View, one: Contradiction) -> Iterator[str]:
    dossier = view.dossier
    for claim in one.claims:
        yield f"{claim.question}{_when(claim)}: {shown(claim)}, says {cited([claim], dossier)}"
        if claim.inferred:
            yield f"{shown(claim)} ({claim.siglum}, {claim.at}) is the encoder's inference: {claim.inferred}"
    for law in one.laws:
        yield f"{law.name}: {law.text}" + (f" ({law.because or law.help})" if law.because or law.help else "")
    yield from _left(one)
    for strain in one.strains:
        yield f"at most a tension: {strain}"
    if one.kind == "tension" and not one.strains:
        yield "as worded they exclude each other; a reader who forgives something can still hold all of them"
    holders = {claim.holder for claim in one.claims}
    if len(holders) == 1 and len(one.claims) > 1:
        yield f"all of them are {dossier.voice_name(next(iter(holders)))}'s own: whoever is right, one of these goes"
    elif len({claim.source for claim in one.claims}) == 1 and len(one.claims) > 1:
        yield f"all of them stand in one source, {one.claims[0].siglum}"
    if one.others_total:
        yield f"{one.others_total:,} further minimal set{'s' if one.others_total > 1 else ''} of claims of these and overlapping questions"


def _left(one: Contradiction) -> Iterator[str]:
    """For each claim, what the rest of the proof leaves of its answer, and by how much the claim lies outside."""
    for i in sorted(one.proof.sayings, key=lambda i: one.claims.index(one.sayings[i].claims[0])):
        claim = one.sayings[i].claims[0]
        for unknown, stated in one.problem.limits(i):
            left = rest(one.problem, one.proof.sayings - {i}, one.proof.instances, unknown)
            if left is None or left == EVERYTHING[0]:
                continue
            kind = one.problem.network.unknowns[unknown].type
            end = one.problem.network.unknowns[unknown].key.end
            name = f"the {end} of {claim.question}" if end else str(claim.question)
            gap = region.apart((left,), stated)
            if gap is None:
                continue
            leaves, allows = range_words(kind, (left,)), range_words(kind, stated)
            yield f"the rest leaves for {name} {leaves}; {shown(claim)} allows {allows}, which lies outside{_by(kind, gap)}"


def rest(problem: Problem, sayings: frozenset[int], instances: frozenset[int], unknown: int) -> region.Piece | None:
    """The range that some sayings leave of an unknown; None where they cannot all be true either, or the counted steps ran out."""
    state = State(problem, sayings, problem.active(sayings, instances))
    try:
        if not state.settle():
            return None
    except Spent:
        return None
    return state.bound(End(unknown, LOW)), state.bound(End(unknown, HIGH))


def _by(kind: str, gap: tuple[region.Bound, region.Bound]) -> str:
    apart = region.distance(*gap)
    if apart in (0, INF):
        return ""
    number = show_region((((apart, 0), (apart, 0)),)) if not isinstance(apart, Fraction) else f"{float(apart):,.1f}"
    unit = {"date": "day", "duration": "day", "age": "year"}.get(kind, "")
    return f", by {number}{' ' + unit + ('s' if apart != 1 else '') if unit else ''}"


def hints(one: Contradiction) -> Iterator[str]:
    """East Asian reckoning where an age one or two years lower would do."""
    for i in sorted(one.proof.sayings):
        claim = one.sayings[i].claims[0]
        if claim.value.type != "age" or claim.denies:
            continue
        for years in (1, 2):
            if _would_do(one, i, years):
                yield f"East Asian reckoning counts one or two years more: {shown(claim)} ({claim.siglum}) may be {years} fewer completed"
                break


def _would_do(one: Contradiction, i: int, years: int) -> bool:
    """Whether the claims fit if the age is so many years lower at face value."""
    network = one.problem.network
    saying = network.sayings[i]
    lower = {
        unknown: tuple(((low[0] - years, low[1]), (high[0] - years, high[1])) for low, high in region_)
        for unknown, region_ in saying.limits["licensed"].items()
    }
    changed = replace(network, sayings=[*network.sayings, Saying(saying.claims, {"licensed": lower})])
    sayings = (one.proof.sayings - {i}) | {len(network.sayings)}
    problem = Problem(changed, "licensed", sorted(sayings), sorted(one.proof.instances))
    return problem.possible(frozenset(sayings)) is True


def _settle(asked: Asked, claims: tuple[Claim, ...]) -> str:
    kinds = dict.fromkeys(claim.value.type if claim.value.type in SETTLE else asked.property.type for claim in claims)
    return "; ".join(SETTLE[kind] for kind in kinds if kind in SETTLE) or "a source nearer to the matter"
