"""Q104: a quote that is only nearly what the text has."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.evidence.quotes.quote_match import QuoteMatch
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.quotes import quote_fault, quotes_with_status


@rule("Q104", "quote-approximate", reads="text", kinds=("evidence",))
def quote_approximate(quoted: QuotedQuestion) -> Iterator[Fault]:
    """A quote differs from its text in a capital, an article, a spelling, a mark of punctuation, and in
    nothing else.

    Why
        It means the same, but it is not what stands there, and the next reader who looks for it will not find
        it.

    Flags
        corve:
          text: Then they burned forty houses by the water.
          - aldwater.killed: 40   # <- Q104
            quote: they burned forty houses by water

    Accepts
        corve:
          text: Then they burned forty houses by the water.
          - aldwater.killed: 40
            quote: burned forty houses by the water
    """
    yield from quote_fault(
        quoted,
        quotes_with_status(quoted, "approximate"),
        "only nearly what the text has",
        _differs,
        "the words letter by letter",
    )


def _differs(_: Claim, found: QuoteMatch) -> Iterator[str]:
    yield "; ".join(map(str, found.changes)) or "the punctuation differs"
    yield f"the text has, {found.place}: “{found.nearest}”"
