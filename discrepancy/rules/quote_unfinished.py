"""Q109: a quote whose search ended before all was looked at."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.evidence.quotes.quote_match import UNFINISHED
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.quotes import nearest_passage, quote_fault, quotes_with_status


@rule("Q109", "quote-unfinished", reads="text", kinds=("evidence",))
def quote_unfinished(quoted: QuotedQuestion) -> Iterator[Fault]:
    """A quote was not searched to the end: the counted steps ended before all of the text was looked at.

    Why
        Work is bounded by steps, never by time, so that every run ends and says the same. Whether the quote
        stands in the text was not decided, and that is said, not passed over.

    Flags
        corve:
          text: Of the men of Tarn there fell twenty and six, and of the men of Ness none.
          - aldwater.killed: 27   # <- Q109
            quote: there fell twenty and seven

    Accepts
        corve:
          text: Of the men of Tarn there fell twenty and six, and of the men of Ness none.
          - aldwater.killed: 26
            quote: there fell twenty and six

    Known limits
        The sample is left unfinished only where next to no steps are allowed, as its test does. Long quotes
        that repeat their words, or have hundreds of ellipses, take many steps.
    """
    yield from quote_fault(
        quoted,
        quotes_with_status(quoted, UNFINISHED),
        "not searched to the end",
        lambda _, found: nearest_passage(found),
        "a shorter quote, or one for each passage",
    )
