"""Q103: a quote that departs from its text in a word that matters."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.evidence.quotes.quote_match import QuoteMatch
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.quotes import nearest_passage, quote_fault, quotes_with_status


@rule("Q103", "quote-changed", reads="text", kinds=("evidence",))
def quote_changed(quoted: QuotedQuestion) -> Iterator[Fault]:
    """A passage has most of the quote's words, but a figure, a name, a "not", a hedge or another word is not
    the same.

    Why
        However alike two sentences are, one changed figure or one "not" makes another statement of them.

    Flags
        corve:
          text: They had not burned forty houses by the water.
          - aldwater.killed: 40   # <- Q103
            quote: They had burned forty houses by the water

    Accepts
        corve:
          text: They had not burned “forty houses” — by the water.
          - aldwater.killed: 40
            quote: They had not burned "forty houses" - by the water

    Known limits
        Of what an ellipsis leaves out, only a "not", a hedge and another subject of the verb are told, and
        only within the sentence.
    """
    bad = quotes_with_status(quoted, "mismatched")
    yield from quote_fault(
        quoted,
        bad,
        "not as the text has it",
        _differs,
        "the page itself: which of the two wordings stands there",
    )


def _differs(_: Claim, found: QuoteMatch) -> Iterator[str]:
    for change in found.changes:
        if change.sort != "slight":
            yield f"{change} ({change.sort})"
    yield from nearest_passage(found)
