"""R101: a review whose finding is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.reviews.matching import pair_reviews
from discrepancy.findings.reviews.moves import ProposedMove, moves_of, proposed_moves
from discrepancy.findings.rule import Fault, rule, rules_named
from discrepancy.findings.view import DossierFindings
from discrepancy.model.claim import Question
from discrepancy.model.review import Review
from discrepancy.model.vocabulary import Property


@rule("R101", "review-orphaned", reads="findings", kinds=("review",))
def review_orphaned(found: DossierFindings) -> Iterator[Fault]:
    """What a review decides is found no more.

    Why
        A claim was taken back, corrected or said more exactly, or the id in the file is not the finding's.
        The file stays: it is what someone decided, and counts again if the finding comes back. Delete it by
        hand if it has no more to say. Where the question was renamed or gained a scope, another finding
        stands on the same claims: it is named, with the command that moves the decision there.

    Flags
        reviews:
          - F-00000000: aldwater.strength
        corve:
          - aldwater.strength: 6,000 men   # <- R101

    Accepts
        corve:
          - aldwater.strength: 6,000 men

    Known limits
        Where the texts of sources are not at hand, what rules found in them is not looked for, and its
        reviews are not called orphaned.
    """
    _, orphaned = pair_reviews(found.view.dossier, found.findings)
    moves = proposed_moves(found.view.dossier, found.findings)
    for review in orphaned:
        if not _out_of_sight(found, review):
            yield _fault(found, review, moves_of(moves, review))


def _out_of_sight(found: DossierFindings, review: Review) -> bool:
    """Whether the rule of a review needs texts that are not at hand."""
    needs = any(one.reads == "text" for one in rules_named(review.rule.split()))
    return needs and (not found.view.checked.texts or any(True for _ in found.view.checked.missing_texts()))


def _fault(found: DossierFindings, review: Review, moves: Sequence[ProposedMove]) -> Fault:
    asked = _asked(found, review)
    decided = review.decision
    by = f" by {decided.by}" if decided.by else ""
    moved = {move.finding.id for move in moves}
    there = [
        finding.id
        for finding in found.findings
        if finding.question == asked.question
        and finding.kind in ("conflict", "tension")
        and finding.id not in moved
    ]
    why = [f"decided: {decided.verdict}{by}" + (f", because {decided.because}" if decided.because else "")]
    why += [f"it was seen as: {decided.saw}"] if decided.saw else []
    why += (
        ["some of the input could not be read, so the finding may only be out of sight"]
        if found.view.dossier.problems
        else []
    )
    return Fault(
        asked,
        "review",
        f"{review.question or review.finding}: what the review of {review.finding} decides is found no more",
        why=tuple(why),
        hints=(
            *(
                f"{move.finding.id} ({move.finding.question}) {move.basis}: "
                f"if it is the same matter, {move.command}"
                for move in moves
            ),
            *(
                f"on the same question there is {id_}: if that is what was meant, decide it"
                for id_ in there[:3]
            ),
        ),
        settle=f"if it is the same matter, {moves[0].command}" if moves else "",
        claims=asked.claims,
        key=review.finding,
        at=review.mark,
    )


def _asked(found: DossierFindings, review: Review) -> QuestionClaims:
    """The question of the review, with what is claimed on it today, if anything is."""
    for question, asked in found.view.questions.items():
        if str(question) == review.question:
            return asked
    about, _, name = review.question.partition(".")
    return QuestionClaims(
        Question(about or review.finding, name or "review"),
        Property(name or "review", "term"),
        (),
        found.view.dossier,
        lambda _: None,
    )
