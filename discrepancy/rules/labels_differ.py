"""P103: voices that call one thing by words of different colour."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.perspectives import framing, vouched_framings
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.perspectives import first_few, group_lines, grouped_claims, several_voices
from discrepancy.rules._shared.wording import remarks

COLOUR = {-1: "against", 0: "neutral", 1: "in favour"}


@rule("P103", "labels-differ", reads="question", kinds=("perspective",))
def labels_differ(question: QuestionClaims) -> Iterator[Fault]:
    """Voices name one thing with different labels.

    Why
        "Liberation forces" and "insurgents" are the same people; the word shows where the speaker stands.

    Flags
        corve:
          - barons.cause:
              label: rising   # <- P103
            quote: surrexerunt
        hugh:
          - barons.cause:
              label: rebellion
            quote: rebellio

    Accepts
        corve:
          - barons.cause:
              label: rising
            quote: surrexerunt
    """
    claims = vouched_framings(question)
    labels = grouped_claims(claims, lambda claim: framing(claim).label)
    if not several_voices(labels):
        return
    colours = question.dossier.vocabulary.labels.get(question.question.about, {})
    coloured = {
        f"{label} ({COLOUR[colours[label]]})" if label in colours else label: said
        for label, said in labels.items()
    }
    yield Fault(
        question,
        "perspective",
        f"{question.question}: called {first_few(coloured)}",
        why=(*group_lines(question.dossier, coloured), *remarks(question, claims)),
    )
