"""P101: voices apart on a scale."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from discrepancy.comparison.perspectives import framing, positions_by_voice, vouched_framings
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.voice_distances import lone_voices
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.perspectives import group_lines, grouped_claims, several_voices


@rule("P101", "positions-apart", reads="question", kinds=("perspective",))
def positions_apart(question: QuestionClaims) -> Iterator[Fault]:
    """Voices place one matter at different positions of a scale.

    Why
        Neither is wrong by that; a reader must know who stands where, and how far apart. Perspectives are
        never conflicts.

    Flags
        corve:
          - barons.cause:
              legitimacy: rightful   # <- P101
            quote: iusta causa
        hugh:
          - barons.cause:
              legitimacy: usurped
            quote: contra ius

    Accepts
        corve:
          - barons.cause:
              legitimacy: rightful
            quote: iusta causa
        hugh:
          - barons.cause:
              legitimacy: rightful
            quote: ut decet
    """
    claims, holders = vouched_framings(question), positions_by_voice(question)
    why: list[str] = []
    widest = 0
    for scale in question.property.scales:
        order = question.dossier.vocabulary.scales.get(scale, ())
        at = grouped_claims(claims, partial(_position, scale))
        stands = [position for position in order if position in at]
        if not several_voices(at) or len(stands) < 2:
            continue
        apart = order.index(stands[-1]) - order.index(stands[0])
        widest = max(widest, apart)
        why.append(f"on the scale {scale} ({' < '.join(order)}), {apart} of {len(order) - 1} steps apart:")
        why += group_lines(question.dossier, {position: at[position] for position in stands})
        why += [f"alone there: {question.dossier.voice_name(voice)}" for voice in lone_voices(holders[scale])]
    if why:
        steps = "step" if widest == 1 else "steps"
        yield Fault(
            question,
            "perspective",
            f"{question.question}: voices stand up to {widest} {steps} apart",
            why=tuple(why),
            claims=claims,
        )


def _position(scale: str, claim: Claim) -> str:
    return dict(framing(claim).positions).get(scale, "")
