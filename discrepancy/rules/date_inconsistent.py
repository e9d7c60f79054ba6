"""Q302: a date or period that does not fit itself."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.wording import citations

MOST_SHOWN = 6


@rule("Q302", "date-inconsistent", reads="question", kinds=("evidence",))
def date_inconsistent(question: QuestionClaims) -> Iterator[Fault]:
    """A date does not fall on the weekday that its source gives, or a period ends before it begins.

    Why
        The source is wrong of itself: a slip of the author, the printer or our transcription, a copied
        weekday, or a date of another calendar. The claim stands: the day as it is, and a period with its two
        ends in their order, for which the source cannot vouch.

    Flags
        corve:
          - aldwater.date: Tuesday 16 August 1819   # <- Q302

        corve:
          - ralph.held[office=constable]: 1408–1395   # <- Q302

    Accepts
        corve:
          - aldwater.date: Monday 16 August 1819
          - ralph.held[office=constable]: 1395–1408
    """
    if question.property.type not in ("date", "span"):
        return
    found = [claim for claim in question.claims if claim.value is not None and claim.value.slips]
    if not found:
        return
    first = found[0]
    yield Fault(
        question,
        "evidence",
        f"{question.question}: {value_text(first)} ({first.siglum}): {first.value.slips[0]}",
        why=tuple(
            f'"{value_text(claim)}", says {citations([claim], question.dossier)}: {slip}'
            for claim in found[:MOST_SHOWN]
            for slip in claim.value.slips
        ),
        settle="the page itself: whether it is printed so, and which of its figures other records bear out",
        claims=tuple(found),
    )
