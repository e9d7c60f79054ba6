"""The words that rules share: claims with their sources, what to know of them, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import Reading, attribution, value_text
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier

SETTLING_RECORDS = {
    "date": (
        "a record of the time that gives the date: a register, minutes, an order, a newspaper of that day"
    ),
    "span": "appointments, orders or minutes of the time that date the beginning and the end",
    "quantity": (
        "the count itself: who counted, what was counted, when, and where the figure was first printed"
    ),
    "age": "a register of birth, and how the age was reckoned",
    "duration": "records that date the beginning and the end",
    "entity": "a record of the time that names the one meant; if both names are one, register an alias",
    "name": "the register or document in which the name is written",
    "set": "a list made at the time, and whether it claims to be complete",
    "sequence": "records of the time that date one against the other",
    "term": "the act, minutes or decree that uses the word; if both words mean one thing, declare `same_as`",
}


def citations(claims: Sequence[Claim], dossier: Dossier, most: int = 6) -> str:
    """Who says it and where, for several claims."""
    said = [f"{attribution(claim, dossier)} ({claim.at})" for claim in claims[:most]]
    more = [f"and {len(claims) - most} more"] if len(claims) > most else []
    return "; ".join(said + more)


def distinct_values(claims: Iterable[Claim], most: int = 4) -> str:
    """The distinct values of some claims, as written."""
    found = list(dict.fromkeys(value_text(claim) for claim in claims))
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")


def value_and_speaker(claim: Claim, dossier: Dossier) -> str:
    """A value and who says it, short: `1908 (E after some sources)`."""
    if not claim.voices:
        return f"{value_text(claim)} ({claim.siglum})"
    return f"{value_text(claim)} ({claim.siglum} after {dossier.voice_name(claim.voices[-1].voice)})"


def inference_remark(claim: Claim) -> str:
    """That a claim is not what its source says but what was inferred from it, and how."""
    return f"{value_text(claim)} ({claim.siglum}, {claim.at}) is the encoder's inference: {claim.inferred}"


def remarks(asked: QuestionClaims, claims: Sequence[Claim]) -> Iterator[str]:
    """What a reader must know of the claims a finding rests on: what was inferred, held to be one, or said by
    one voice twice.
    """
    for claim in claims:
        if claim.inferred:
            yield inference_remark(claim)
    for about in sorted({claim.question.about for claim in claims}):
        entity = asked.dossier.entities.get(about)
        if entity is not None and entity.because:
            verb, other = (
                ("is held to be", asked.dossier.canonical(about))
                if entity.same_as
                else ("may be", entity.maybe)
            )
            names = [asked.dossier.voice_name(key) for key in (about, other)]
            left, right = names if names[0] != names[1] else (about, other)
            yield f"{left} {verb} {right}: {entity.because}"


def readings_of(claims: Sequence[Claim]) -> tuple[Reading, ...]:
    """The readings of some claims by their words, in the order in which they come."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(value_text(claim), []).append(claim)
    return tuple(Reading(said, tuple(found), found[0].denies) for said, found in grouped.items())


def what_would_settle(asked: QuestionClaims, claims: Sequence[Claim]) -> str:
    """What would settle a disagreement: a kind of record, and the voices that are only reported."""
    said = SETTLING_RECORDS.get(asked.property.type, "a source nearer to the matter")
    cited = list(
        dict.fromkeys(asked.dossier.voice_name(claim.voices[-1].voice) for claim in claims if claim.voices)
    )
    if cited:
        said += f"; and the words themselves of {'; '.join(cited[:4])}"
    return said
