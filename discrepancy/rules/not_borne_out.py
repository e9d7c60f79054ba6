"""P104: what was expected, beside what came."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.comparability import NOT_COMPARABLE
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.wording import citations, remarks, value_and_speaker
from discrepancy.values.base import Relative, Unknown


@rule("P104", "not-borne-out", reads="question", kinds=("perspective",))
def not_borne_out(question: QuestionClaims) -> Iterator[Fault]:
    """A plan, target, promise or forecast was not borne out by what others say came of it.

    Why
        An expectation is not a claim of fact, so it contradicts nothing; that it failed is worth knowing.

    Flags
        corve:
          - aldwater.strength: 9,000 men   # <- P104
            stance: expects
        hugh:
          - aldwater.strength: 6,000 men

    Accepts
        corve:
          - aldwater.strength: 6,000 men
            stance: expects
        hugh:
          - aldwater.strength: 6,000 men
    """
    if not question.property.one:
        return
    hoped = [
        claim
        for claim in question.claims
        if claim.stance == "expects" and not isinstance(claim.value, (Unknown, Relative))
    ]
    for claim in hoped:
        for outcome in question.standing:
            clash = question.clash(claim, outcome)
            if (
                not outcome.denies
                and clash.comparability.how != NOT_COMPARABLE
                and clash.relation.relation in ("tension", "conflict")
            ):
                yield Fault(
                    question,
                    "perspective",
                    f"{question.question}: expected: {value_and_speaker(claim, question.dossier)}; "
                    f"came: {value_and_speaker(outcome, question.dossier)}",
                    why=(
                        f"expected: {value_text(claim)}, says {citations([claim], question.dossier)}",
                        f"came: {value_text(outcome)}, says {citations([outcome], question.dossier)}",
                        *clash.relation.why,
                        *remarks(question, [claim, outcome]),
                    ),
                )
                return
