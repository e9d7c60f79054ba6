"""Q201: the quote states a figure, and it is not the one claimed."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.quotes import value_mismatch_fault


@rule("Q201", "figure-not-quoted", reads="quote", kinds=("evidence",))
def figure_not_quoted(quoted: QuotedQuestion) -> Iterator[Fault]:
    """The quote states a figure, and it is not the one claimed.

    Why
        Most wrong figures are slips of the hand between the words and the claim, and nobody finds them by
        reading the claims.

    Flags
        corve:
          - aldwater.killed: 35,000   # <- Q201
            quote: 40,000 men were killed

    Accepts
        corve:
          - aldwater.killed: 40,000
            quote: forty thousand men were killed in 1204
          - aldwater.strength: 6,000
            quote: so many that no man could count them
          - aldwater.strength: 80,000
            quote: twice forty thousand
            inferred: twice forty thousand

    Known limits
        Number words are read in English only. Of several figures in a quote one must be the one claimed.
    """
    yield from value_mismatch_fault(
        quoted,
        "figure",
        "{who} quotes {quote}, and the claim is {claim}",
        "which figure stands on the page itself; `inferred`, if it is reckoned",
    )
