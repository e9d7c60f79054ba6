"""Q301: one utterance, in the words of two sources that are not the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from typing import TYPE_CHECKING

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.values.base import Unknown

if TYPE_CHECKING:
    from discrepancy.evidence.quotes.wording_difference import WordingDifference

MOST_SHOWN = 6
MOST_PAIRS = 2000
_SAID = {
    "translation": "one translates the other, or both a third",
    "punctuation": "only punctuation and capitals differ",
    "omission": "one leaves words out",
    "substitution": "words are replaced",
}


@rule("Q301", "worded-differently", reads="question", kinds=("evidence",))
def worded_differently(question: QuestionClaims) -> Iterator[Fault]:
    """Two sources quote one utterance in words that are not the same.

    Why
        Words left out, replaced or translated show how an utterance reached a source, and sometimes what it
        was made to say.

    Flags
        corve:
          - ralph.words[occasion=first]: we shall never yield the bridge   # <- Q301
            quote: we shall never yield the bridge
        hugh:
          - ralph.words[occasion=first]: we shall yield the bridge
            quote: we shall yield the bridge

    Accepts
        corve:
          - ralph.words[occasion=first]: we shall never yield
            quote: we shall never yield
        hugh:
          - ralph.words[occasion=first]: we shall never yield
            quote: we shall never yield
          - ralph.words[occasion=second]: we shall yield
            quote: we shall yield

    Known limits
        Which utterance it is must be said by the question: who, and on which occasion. Translations are set
        side by side, not compared.
    """
    if question.property.type != "quotation":
        return
    heads = [
        reading.claims[0]
        for reading in question.readings
        if not reading.denied and not isinstance(reading.claims[0].value, Unknown)
    ]
    pairs = islice(combinations(heads, 2), MOST_PAIRS)
    found = [
        (a, b, differ)
        for a, b in pairs
        if (a.source != b.source or a.holder != b.holder) and (differ := _differ(a, b))
    ]
    if not found:
        return
    sorts = list(dict.fromkeys(differ.sort for _, _, differ in found))
    yield Fault(
        question,
        "evidence",
        f"{question.question}: the words are given in {len(heads)} ways ({', '.join(sorts)})",
        why=(
            *(
                f"{a.siglum} and {b.siglum}, {differ.sort}: {differ.diff}"
                for a, b, differ in found[:MOST_SHOWN]
            ),
            *(said for head in heads[:MOST_SHOWN] if (said := _occasion(head, question))),
        ),
        hints=tuple(_SAID[sort] for sort in sorts),
        settle="the earliest record of the words: minutes, a recording, the letter itself",
        claims=question.claims,
    )


def _occasion(claim: Claim, question: QuestionClaims) -> str:
    """When and to whom, as the source has it; empty where it does not say."""
    link = claim.voices[-1] if claim.voices else None
    told = [f"said {link.said}" if link.said else "", f"to {link.to}" if link.to else ""] if link else []
    if not any(told):
        return ""
    speaker = question.dossier.voice_name(claim.holder)
    return f"{claim.siglum} ({claim.at}): {', '.join((speaker, *filter(None, told)))}"


def _differ(a: Claim, b: Claim) -> WordingDifference | None:
    from discrepancy.evidence.quotes.wording_difference import wording_difference
    from discrepancy.values.types.quotation import Quotation

    assert isinstance(a.value, Quotation)
    assert isinstance(b.value, Quotation)
    return wording_difference(a.value, b.value)
