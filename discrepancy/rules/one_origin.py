"""A101: agreement that rests on one origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from discrepancy.comparison.origins import (
    ancestry_text,
    claim_ancestries,
    common_origin,
    node_name,
    possible_witnesses,
)
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import Reading
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.mark import Mark
from discrepancy.values.base import Relative, Unknown


@rule("A101", "one-origin", reads="question", kinds=("dependence",))
def one_origin(question: QuestionClaims) -> Iterator[Fault]:
    """Several sources agree, and all of them have it from one voice or one source.

    Why
        Who copies does not confirm. What counts is not how many say it but how many could know it by
        themselves. The way back is read from `according_to` and `derived_from`; a source that says otherwise
        is no origin of what it does not say.

    Flags
        corve:
          - aldwater.strength: 6,000 men
            according_to: [hugh-of-ness]
        tarn:
          - aldwater.strength: 6,000 men   # <- A101
            according_to: [hugh-of-ness]

    Accepts
        corve:
          - aldwater.strength: 6,000 men
            according_to: [hugh-of-ness]
        tarn:
          - aldwater.strength: 6,000 men

    Known limits
        Only equal readings count as agreement, not values that merely fit each other.
    """
    turned = _turned(question)
    found = [
        told
        for reading in question.readings
        if len(reading.claims) > 1 and (told := _told(question, reading, turned))
    ]
    if found:
        yield Fault(
            question,
            "dependence",
            f"{question.question}: {'; '.join(message for message, _, _ in found)}",
            why=tuple(step for _, steps, _ in found for step in steps),
            settle="the origin itself, and a source that could know it otherwise",
            readings=tuple(reading for _, _, reading in found),
        )


def _turned(question: QuestionClaims) -> frozenset[Mark]:
    """The entries that make two claims on this question: their source reports a voice and does not agree."""
    if not any(claim.denies or claim.stance == "doubts" for claim in question.claims):
        return frozenset()
    marks = Counter(claim.mark for claim in question.claims)
    return frozenset(mark for mark, count in marks.items() if count > 1)


def _told(
    question: QuestionClaims, reading: Reading, turned: frozenset[Mark]
) -> tuple[str, list[str], Reading] | None:
    """The message, the steps and the claims of a reading that at least two sources have from one origin; None
    where they do not.
    """
    dossier = question.dossier
    claims = tuple(claim for claim in possible_witnesses(reading.claims, dossier) if claim.mark not in turned)
    if len({claim.source for claim in claims}) < 2 or isinstance(claims[0].value, (Unknown, Relative)):
        return None
    if (
        len(
            {
                claim.source
                for claim in claims
                if not claim.voices and not dossier.sources[claim.source].derived_from
            }
        )
        > 1
    ):
        return None  # two that rest on nothing but themselves
    ways = claim_ancestries(claims, question)
    origin = common_origin(ways)
    if origin is None:
        return None
    said = Reading(reading.value, claims, reading.denied)
    name = node_name(origin, dossier)
    agreeing = f"{len(said.sigla)} sources ({', '.join(said.sigla)})"
    message = f"agreement of {agreeing} on {reading.value} rests on one origin, {name}"
    return (
        message,
        [f"{reading.value}: {'; '.join(dict.fromkeys(ancestry_text(way, origin, dossier) for way in ways))}"],
        said,
    )
