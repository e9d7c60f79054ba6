"""D105: said to be unknown, yet answered elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.wording import citations, distinct_values
from discrepancy.values.base import Unknown


@rule("D105", "said-unknown", reads="question", kinds=("gap",))
def said_unknown(question: QuestionClaims) -> Iterator[Fault]:
    """One source says that nobody knows; another answers.

    Why
        Nothing is contradicted, but the answer may be later knowledge, or a guess.

    Flags
        corve:
          - ralph.born: unknown   # <- D105
        hugh:
          - ralph.born: 1150

    Accepts
        corve:
          - ralph.born: unknown
    """
    unknown = [
        claim
        for claim in question.claims
        if isinstance(claim.value, Unknown) and claim.counts and not claim.denies
    ]
    known = [claim for claim in question.standing if not claim.denies]
    if unknown and known:
        yield Fault(
            question,
            "gap",
            f"{question.question}: said to be unknown ({unknown[0].siglum}), "
            f"yet {distinct_values(known)} ({known[0].siglum})",
            why=(
                f"unknown, says {citations(unknown, question.dossier)}",
                f"{distinct_values(known)}, says {citations(known, question.dossier)}",
            ),
            settle="where the answer comes from",
        )
