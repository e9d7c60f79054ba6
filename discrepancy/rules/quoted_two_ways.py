"""A105: one voice, quoted by two sources as saying different things."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.origins import is_background
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.camp_membership import CampMembership, camp_membership
from discrepancy.rules._shared.wording import citations, distinct_values


@rule("A105", "quoted-two-ways", reads="question", kinds=("dependence",))
def quoted_two_ways(question: QuestionClaims) -> Iterator[Fault]:
    """Two sources cite one voice on one question, and what they have it say cannot be true together.

    Why
        Then the sources differ on what was said, before anyone asks what was so: one of them misquotes, or
        the voice said different things at different times.

    Flags
        corve:
          - aldwater.strength: 9,000 men
            according_to: [hugh-of-ness]
        tarn:
          - aldwater.strength: 6,000 men   # <- A105
            according_to: [hugh-of-ness]

    Accepts
        corve:
          - aldwater.strength: 9,000 men
            according_to: [hugh-of-ness]
        tarn:
          - aldwater.strength: about 9,000 men
            according_to: [hugh-of-ness]

    Known limits
        Voices with one id are one voice, even one as vague as "some say". Where more camps than can be listed
        exist, nothing is said.
    """
    by_voice: dict[str, list[Claim]] = {}
    for claim in question.standing:
        if claim.voices and not claim.voices[-1].source and not is_background(claim, question.dossier):
            by_voice.setdefault(claim.voices[-1].voice, []).append(claim)
    if (
        not any(len({claim.source for claim in claims}) > 1 for claims in by_voice.values())
        or (stand := camp_membership(question)) is None
    ):
        return
    torn = {voice: split for voice, claims in by_voice.items() if (split := _split(claims, stand))}
    if torn:
        dossier = question.dossier
        claims = tuple(claim for split in torn.values() for claim in split)
        several = {link.said for claim in claims if (link := claim.voices[-1]).said}
        yield Fault(
            question,
            "dependence",
            f"{question.question}: "
            + "; ".join(
                f"{dossier.voice_name(voice)} is quoted as saying {distinct_values(split)}"
                for voice, split in torn.items()
            ),
            why=tuple(f"{distinct_values([claim])}: {citations([claim], dossier)}" for claim in claims),
            hints=("said on different occasions",) if len(several) > 1 else (),
            settle=f"the words themselves of {'; '.join(dossier.voice_name(voice) for voice in torn)}",
        )


def _split(claims: list[Claim], stand: CampMembership) -> list[Claim]:
    """The claims of one voice that another source's claim of it excludes."""
    return [
        claim
        for claim in claims
        if any(claim.source != other.source and stand.apart([claim], [other]) for other in claims)
    ]
