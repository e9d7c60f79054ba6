"""D101: camps on one question that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.divided_question import divided_question_fault, only_one_voice_divided


@rule("D101", "camps-exclude", reads="question", kinds=("conflict",), identity="D1")
def camps_exclude(question: QuestionClaims) -> Iterator[Fault]:
    """Claims on one question fall into camps that cannot be true together.

    Why
        No world makes both true, even read with charity: one source, or our reading of it, is wrong, or they
        speak of different things.

    Flags
        corve:
          - aldwater.strength: 6,000 men
        hugh:
          - aldwater.strength: 9,000 men   # <- D101

    Accepts
        corve:
          - aldwater.strength: 6,000 men
        hugh:
          - aldwater.strength: 5,000 to 7,000 men
    """
    if question.camps("charitable").total > 1 and not only_one_voice_divided(question, "charitable"):
        yield divided_question_fault(question, "charitable", "conflict")
