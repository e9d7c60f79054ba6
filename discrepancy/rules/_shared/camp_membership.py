"""Which camps a claim stands in, for rules that ask whether two claims can be true together."""

from __future__ import annotations

from collections.abc import Iterable

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim


class CampMembership:
    """The licensed camps of a divided question, by claim."""

    def __init__(self, question: QuestionClaims) -> None:
        self._of: dict[str, set[int]] = {}
        for number, camp in enumerate(question.camps("licensed").listed):
            for place in camp:
                self._of.setdefault(question.standing[place].id, set()).add(number)

    def of(self, claims: Iterable[Claim]) -> set[int]:
        """The camps in which any of the claims stands."""
        return set().union(*(self._of.get(claim.id, set()) for claim in claims))

    def apart(self, left: Iterable[Claim], right: Iterable[Claim]) -> bool:
        """Whether no camp holds one of each."""
        return not self.of(left) & self.of(right)


def camp_membership(question: QuestionClaims) -> CampMembership | None:
    """The camps of a question; None where it is not divided, or has more camps than are listed."""
    camps = question.camps("licensed")
    return CampMembership(question) if 1 < camps.total <= len(camps.listed) else None
