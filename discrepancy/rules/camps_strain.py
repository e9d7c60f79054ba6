"""D102: claims on one question that only forgiveness lets stand together."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.divided_question import divided_question_fault


@rule("D102", "camps-strain", reads="question", kinds=("tension",), identity="D1")
def camps_strain(question: QuestionClaims) -> Iterator[Fault]:
    """Claims on one question can all be true only if the reader forgives one of them something.

    Why
        As worded they cannot all be true. A soft edge, a different sense, a time not stated or a best
        estimate outside the other's range may explain it; the finding names which. Terms of office that do
        not overlap, of which each source tells one, are perhaps two.

    Flags
        corve:
          - aldwater.strength: up to 50,000 men
        hugh:
          - aldwater.strength: 60,000 men   # <- D102

    Accepts
        corve:
          - aldwater.strength: up to 50,000 men
        hugh:
          - aldwater.strength: 40,000 men
    """
    if question.camps("charitable").total > 1:
        return
    if question.camps("licensed").total > 1 or question.strained:
        yield divided_question_fault(question, "licensed", "tension")
