"""Decisions whose finding is gone while another stands on the same claims: a scope was added, or a question
renamed. Nothing is moved here; each is proposed, with the command that moves it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.content import same_claims
from discrepancy.findings.reviews.former_names import former_names
from discrepancy.findings.reviews.matching import pair_reviews
from discrepancy.model.claim import Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.review import Review

MOST_PROPOSED = 3  # findings for one decision


class ProposedMove(NamedTuple):
    """A decision whose finding is gone, a finding that nobody decided yet, and how many of the `known` claims
    that were seen then stand in it.
    """

    review: Review
    finding: Finding
    shared: int
    known: int

    @property
    def command(self) -> str:
        """What moves the decision."""
        path = shlex.quote(self.finding.dossier)
        return f"discrepancy decide --move {self.review.finding} {self.finding.id} {path}"

    @property
    def basis(self) -> str:
        """On which claims the finding stands, in words."""
        if self.shared == self.known:
            return "stands on the same claims"
        return f"stands on {self.shared} of the {self.known} claims that were seen"


def proposed_moves(dossier: Dossier, findings: Sequence[Finding]) -> list[ProposedMove]:
    """For each decision whose finding is gone, the findings that nobody decided and that stand on the claims
    that were seen, or on most of them; those that share the most.
    """
    decided, orphaned = pair_reviews(dossier, findings)
    if not orphaned:
        return []
    names = former_names(dossier)
    undecided = [one for one in findings if one.kind != "review" and one.id not in decided]
    found: list[ProposedMove] = []
    for review in orphaned:
        asked = tuple(_questions(review.question))
        if not review.decision.content or not asked:
            continue
        moves = []
        for finding in undecided:
            if review.rule and review.rule[0] != finding.rule[0]:
                continue
            shared, known = same_claims(review.decision.content, finding, asked, names)
            if shared == known or (shared > 1 and 2 * shared > known):
                moves.append(ProposedMove(review, finding, shared, known))
        most = max((move.shared for move in moves), default=0)
        found += [move for move in moves if move.shared == most][:MOST_PROPOSED]
    return found


def with_proposed_moves(dossier: Dossier, findings: list[Finding]) -> list[Finding]:
    """The findings of a dossier; to those to which a decision may be moved, this is told as a hint."""
    moves = {move.finding.id: move for move in reversed(proposed_moves(dossier, findings))}
    return [
        replace(one, hints=(*one.hints, _hint(moves[one.id]))) if one.id in moves else one for one in findings
    ]


def _hint(move: ProposedMove) -> str:
    made = move.review.decision
    decided = f"decided {made.verdict}" + (f" by {made.by}" if made.by else "")
    return (
        f"{move.review.finding} on {move.review.question}, {decided}, is gone, and this {move.basis}: "
        f"if it is the same matter, {move.command}"
    )


def moves_of(moves: Iterable[ProposedMove], review: Review) -> list[ProposedMove]:
    """Those of one decision."""
    return [move for move in moves if move.review.finding == review.finding]


def _questions(told: str) -> Iterator[Question]:
    """The questions that a review names."""
    for one in told.split("; "):
        about, dot, rest = one.partition(".")
        name, _, scope = rest.rstrip("]").partition("[")
        pairs = [pair.partition("=") for pair in scope.split(", ")] if scope else []
        if about and dot and name:
            yield Question(about, name, tuple((dimension, value) for dimension, _, value in pairs))
