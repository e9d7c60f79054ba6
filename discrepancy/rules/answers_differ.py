"""D106: answers that differ where several may be true."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.differing_answers import differing_answers
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import speaker
from discrepancy.comparison.voice_spells import how_apart
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.wording import remarks
from discrepancy.system.display import counted

MOST_READINGS = 6  # of which the message tells who has them


@rule("D106", "answers-differ", reads="question", kinds=("difference",), identity="D1")
def answers_differ(question: QuestionClaims) -> Iterator[Fault]:
    """Voices give different answers to a question of which several can be true.

    Why
        A person may marry twice, and a work have two authors. Sources that name different ones do not
        contradict each other, and perhaps each tells half; or one of them is wrong. It never fails a check.
        Who says all that another says, and more, does not differ. Terms of office are told so too, where one
        source has one that another has not, and the other way round. Where a limit is passed (three parents,
        two fathers), or one answer only can be true, it is a conflict.

    Flags
        corve:
          - ralph.spouse: Maud of Ness   # <- D106
        hugh:
          - ralph.spouse: Edith

    Accepts
        corve:
          - ralph.spouse: Maud of Ness
          - ralph.spouse: Edith
        hugh:
          - ralph.spouse: Edith
    """
    if question.camps("licensed").total > 1 or question.strained:
        return
    differing = differing_answers(question)
    if differing is None:
        return
    readings = [reading for reading in question.readings if not reading.denied]
    named = []
    for reading in readings[:MOST_READINGS]:
        speakers = dict.fromkeys(speaker(claim, question.dossier) for claim in reading.claims)
        named.append(f"{reading.value} ({'; '.join(speakers)})")
    more = len(readings) - len(named)
    named += [f"and {counted(more, 'other answer')}"] if more else []
    limits = (
        [how_apart(*differing)]
        if question.exclusions.has_spells
        else _limits(question.exclusions.comparability(*differing).why)
    )
    yield Fault(
        question,
        "difference",
        f"{question.question}: {', '.join(named)}: they differ, and all may be true",
        why=tuple(dict.fromkeys((*limits, *remarks(question, question.standing)))),
    )


def _limits(why: str) -> Iterator[str]:
    """Why the two may not even be of one time or sense, in words."""
    for said in why.split("; ") if why else ():
        yield said if said.startswith("different sense") else f"perhaps of different times: {said}"
