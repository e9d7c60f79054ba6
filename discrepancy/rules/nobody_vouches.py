"""A103: a reading that is only ever reported, beside one that a source asserts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.origins import is_background
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import Reading, value_text
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.camp_membership import camp_membership
from discrepancy.rules._shared.wording import citations, distinct_values


@rule("A103", "nobody-vouches", reads="question", kinds=("dependence",))
def nobody_vouches(question: QuestionClaims) -> Iterator[Fault]:
    """A reading is only passed on or doubted, while a source says otherwise in its own voice.

    Why
        Whoever reports what others say has not said that it is so. Where the whole of one side is hearsay,
        the two sides do not weigh alike, whatever is true.

    Flags
        corve:
          - aldwater.strength: 9,000 men   # <- A103
            according_to: [hugh-of-ness]
        tarn:
          - aldwater.strength: 6,000 men

    Accepts
        corve:
          - aldwater.strength: 9,000 men
            according_to: [hugh-of-ness]
            stance: asserts
        tarn:
          - aldwater.strength: 6,000 men

    Known limits
        A source that is itself cited, with `source:`, vouches for its words; a voice does not, since only
        others tell of it.
    """
    if not any(claim.voices for claim in question.standing) or (stand := camp_membership(question)) is None:
        return
    own = [
        claim
        for claim in question.standing
        if claim.stance == "asserts" and not claim.voices and not claim.denies
    ]
    own = [claim for claim in own if not is_background(claim, question.dossier)]
    found = []
    for reading in question.readings:
        if not _hearsay(reading) or not stand.of(reading.claims):
            continue
        against = [claim for claim in own if stand.apart([claim], reading.claims)]
        if against and len(against) == len(own):  # whoever says what agrees with it vouches for it
            found.append((reading, against))
    if found:
        dossier = question.dossier
        said = ", ".join(reading.value for reading, _ in found)
        asserted = list(dict.fromkeys(claim for _, against in found for claim in against))
        yield Fault(
            question,
            "dependence",
            f"{question.question}: nobody vouches for {said}, while {_say(asserted)}",
            why=(
                *(
                    f"{reading.value} is only reported or doubted: {citations(reading.claims, dossier)}"
                    for reading, _ in found
                ),
                f"{distinct_values(asserted)} is asserted: {citations(asserted, dossier)}",
            ),
            settle="the words of whoever is cited, or a source that says so itself",
        )


def _say(claims: Sequence[Claim], most: int = 4) -> str:
    """The distinct values of some claims, each with the first source that says it itself."""
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(value_text(claim), claim)
    told: dict[str, list[str]] = {}
    for value, claim in list(first.items())[:most]:
        told.setdefault(claim.siglum, []).append(value)
    said = ", ".join(f"{siglum} itself says {', '.join(found)}" for siglum, found in told.items())
    return said + (f" and {len(first) - most} more" if len(first) > most else "")


def _hearsay(reading: Reading) -> bool:
    """Whether every claim of a reading passes on a voice's words or doubts them: no source says it itself."""
    return not reading.denied and all(
        claim.stance == "doubts"
        or (claim.stance == "reports" and claim.voices and not claim.voices[-1].source)
        for claim in reading.claims
    )
