"""A107: a hedge that was lost on the way from one work to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discrepancy.comparison.comparability import COMPARABLE
from discrepancy.comparison.exclusion import measure
from discrepancy.comparison.origins import sources_behind
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.evidence.value_checks.hedge_rows import hedges_of
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import citations, readings_of
from discrepancy.values.base import Relative, Unknown, within
from discrepancy.values.intervals import INF

_HEDGED_TYPES = ("quantity", "date", "duration", "age")


@rule("A107", "hedge-lost", reads="question", kinds=("dependence",))
def hedge_lost(question: QuestionClaims) -> Iterator[Fault]:
    """A work that rests on another gives its figure or date without the hedge that it has there.

    Why
        "About 6,000" becomes "6,000" from one work to the next, and then seems to be known. The two agree, so
        nothing else tells it.

    Flags
        corve:
          - aldwater.strength: 6,000 men   # <- A107
            according_to:
              - source: tarn
        tarn:
          - aldwater.strength: about 6,000 men

    Accepts
        corve:
          - aldwater.strength: some 6,000 men
            according_to:
              - source: tarn
        ness:
          - aldwater.strength: 6,000 men
        tarn:
          - aldwater.strength: about 6,000 men

    Known limits
        A work rests on another where it is `derived_from` it or cites it for this answer. Nothing is told
        where it also rests on a work that gives the figure without the hedge.
    """
    if question.property.type not in _HEDGED_TYPES or len(question.claims) < 2:
        return
    lost = [
        (claim, other)
        for claim in question.claims
        if _rests(claim, question.dossier) and _judged(claim) and claim.id not in question.turned
        for other in _unhedged(claim, question)
    ]
    if lost:
        dossier = question.dossier
        claims = tuple(dict.fromkeys(claim for pair in lost for claim in pair))
        told = dict.fromkeys(
            f"{claim.siglum} has {value_text(claim)}, and {other.siglum}, on which it rests, "
            f"{value_text(other)}"
            for claim, other in lost
        )
        yield Fault(
            question,
            "dependence",
            f"{question.question}: {'; '.join(told)}",
            why=tuple(f"{value_text(claim)}: {citations([claim], dossier)}" for claim in claims),
            settle="whether the later work had another ground for it",
            claims=claims,
            readings=readings_of(claims),
        )


def _rests(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim is had from a work of the dossier."""
    source = dossier.sources.get(claim.source)
    if source is None or source.background:
        return False
    return any(link.source for link in claim.voices) if claim.voices else bool(source.derived_from)


def _judged(claim: Claim) -> bool:
    return (
        not isinstance(claim.value, (Unknown, Relative))
        and not claim.inferred
        and not claim.denies
        and claim.counts
    )


def _unhedged(claim: Claim, question: QuestionClaims) -> Iterator[Claim]:
    """The claims of the works that `claim` rests on that have its figure with a hedge, where none has it
    without.
    """
    cited = [link.voice for link in claim.voices if link.source]
    behind = {
        source for first in cited or [claim.source] for source in sources_behind(question.dossier, first)
    }
    named = [link.voice for link in claim.voices if not link.source]
    found = []
    for other in question.claims:
        if other.source not in behind or other.source == claim.source or not _judged(other):
            continue
        if [link.voice for link in other.voices if not link.source] != named or not _one_figure(
            other, claim, question
        ):
            continue
        if hedges_of(other.value) <= hedges_of(claim.value):
            return
        found.append(other)
    yield from (
        other
        for other in found
        if within(claim.value.licensed, other.value.licensed)
        or not within(other.value.plain, claim.value.licensed)
    )


def _one_figure(other: Claim, claim: Claim, question: QuestionClaims) -> bool:
    """Whether two claims on the same have one figure or date, hedges aside."""
    if measure(other) != measure(claim) or question.exclusions.comparability(other, claim).how != COMPARABLE:
        return False
    ours, theirs = _ends(claim.value.plain), _ends(other.value.plain)
    if ours == theirs:
        return True
    near = 1 if question.property.type == "date" else 0  # before 1407 ends the day before
    bounded = hedges_of(other.value) - {"about", "unvouched"}
    return bool(bounded) and any(abs(a - b) <= near for a in ours for b in theirs)


def _ends(region: Any) -> tuple[Any, ...]:
    """The first and last answer of a region, as far as there are any."""
    ends = (region[0][0], region[-1][1]) if region else ()
    plain = (end[0] if isinstance(end, tuple) else end for end in ends)
    return tuple(end for end in plain if abs(end) != INF)
