"""Q105: a quote that stands in its text more than once."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.evidence.quotes.quote_match import QuoteMatch
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.quotes import quote_fault, quotes_with_status

MOST_PLACES = 5


@rule("Q105", "quote-ambiguous", reads="text", kinds=("evidence",))
def quote_ambiguous(quoted: QuotedQuestion) -> Iterator[Fault]:
    """A quote stands in its text more than once, and its locator does not tell which place is meant.

    Why
        What is said of one matter in one place may be said of another elsewhere, in the same words.

    Flags
        corve:
          text: Forty houses burned at Tarn. Forty houses burned at Ness.
          - aldwater.killed: 40   # <- Q105
            quote: Forty houses burned

    Accepts
        corve:
          text: Forty houses burned at Tarn. Forty houses burned at Ness.
          - aldwater.killed: 40
            quote: Forty houses burned at Tarn

    Known limits
        A locator is followed where the text shows what it names: a page, a line, a heading, a paragraph.
    """

    def places(claim: Claim, found: QuoteMatch) -> Iterator[str]:
        text = quoted.checks.texts[claim.source]
        every = [found.place, *(text.place(place) for place in found.others)]
        shown = "; ".join(every[:MOST_PLACES]) + (" and more" if len(every) > MOST_PLACES else "")
        yield f"it stands there {len(every)} times: {shown}"

    yield from quote_fault(
        quoted,
        quotes_with_status(quoted, "ambiguous"),
        "in the text more than once",
        places,
        "a few words more, or a locator such as line 12",
    )
