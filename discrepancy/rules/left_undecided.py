"""L103: what was not judged: for want of counted steps, or because no conversion between units is known."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View

MOST_NAMED = 3  # claims that a message names


@rule("L103", "left-undecided", reads="group", kinds=("gap",))
def left_undecided(view: View) -> Iterator[Fault]:
    """Whether some claims can all be true was not decided: within the counted steps, or because a law would
    compare units between which no conversion is known.

    Why
        Work is bounded by steps, never by time, so that every run ends and says the same. What was left open
        is said here, never passed over.

    Flags
        corve:
          - ralph.born: 1140
          - ralph.died: 6 May 1204
          - ralph.age-at-death: 60     # <- L103

    Accepts
        corve:
          - ralph.born: 1140
          - ralph.died: 6 May 1204

    Known limits
        The sample is left undecided only where next to no steps are allowed, as its test does.
    """
    for one in view.reasoning.unjudged:
        said = "; ".join(
            dict.fromkeys(
                f"{claim.question}: {claim.given} ({claim.siglum})" for claim in one.claims[:MOST_NAMED]
            )
        )
        yield Fault(
            question=view.questions[one.question],
            kind="gap",
            message=f"the law {one.law} is not judged of {said}",
            why=(f"{one.why}, and no conversion is known",),
            settle="what the sources count: if it is the same, write one unit",
            claims=one.claims,
            law=one.law,
            key=f"{one.law}; {one.question}",
        )
    for question, said in view.reasoning.undecided:
        asked = view.questions.get(question)
        if asked is not None:
            yield Fault(
                question=asked,
                kind="gap",
                message=said,
                settle="fewer readings on one question, or a narrower law",
                claims=asked.claims,
            )
