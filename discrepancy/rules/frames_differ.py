"""P102: voices that frame one matter differently."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.perspectives import framing, vouched_framings
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.perspectives import first_few, group_lines, grouped_claims, several_voices
from discrepancy.rules._shared.wording import remarks


@rule("P102", "frames-differ", reads="question", kinds=("perspective",))
def frames_differ(question: QuestionClaims) -> Iterator[Fault]:
    """Voices put one matter in different frames.

    Why
        The same dealings told as a cornerstone or as a sacrifice are one set of facts in two stories. Set
        side by side, not ranked.

    Flags
        corve:
          - barons.cause:
              frame: defence of charters   # <- P102
            quote: pro cartis
        hugh:
          - barons.cause:
              frame: treason
            quote: proditores

    Accepts
        corve:
          - barons.cause:
              frame: treason
            quote: proditio
        hugh:
          - barons.cause:
              frame: treason
            quote: proditores
    """
    claims = vouched_framings(question)
    frames = grouped_claims(claims, lambda claim: framing(claim).frame)
    if several_voices(frames):
        yield Fault(
            question,
            "perspective",
            f"{question.question}: {len(frames)} frames: {first_few(frames)}",
            why=(*group_lines(question.dossier, frames), *remarks(question, claims)),
        )
