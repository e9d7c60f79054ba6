"""The claims of one source and the questions they answer, for rules that look at whole sources."""

from __future__ import annotations

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim


def claims_of_source(view: View, source: str) -> tuple[Claim, ...]:
    """The claims of the source with the id `source`, in the order of the dossier."""
    return tuple(claim for claim in view.dossier.claims if claim.source == source)


def question_of_claim(view: View, claim: Claim) -> QuestionClaims:
    """The question on which a claim of the dossier meets others."""
    return next(one for one in view.questions.values() if claim in one.claims)
