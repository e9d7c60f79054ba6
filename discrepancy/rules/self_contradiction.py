"""D103: one source against itself."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.divided_question import divided_question_fault, only_one_voice_divided


@rule("D103", "self-contradiction", reads="question", kinds=("conflict",), identity="D1")
def self_contradiction(question: QuestionClaims) -> Iterator[Fault]:
    """One source, in its own voice, says two things that cannot both be true, and no one else is divided.

    Why
        The lead and the body of an article, or text and footnote, differ: a slip of the author, of an editor,
        or of our transcription. What a source merely reports of others does not count against it.

    Flags
        corve:
          - aldwater.date: 6 May 1204
          - aldwater.date: 9 May 1204   # <- D103

    Accepts
        corve:
          - aldwater.date: 6 May 1204
          - aldwater.date: 9 May 1204
            according_to: [hugh-of-ness]
    """
    if question.camps("charitable").total > 1 and only_one_voice_divided(question, "charitable"):
        yield divided_question_fault(question, "charitable", "conflict")
