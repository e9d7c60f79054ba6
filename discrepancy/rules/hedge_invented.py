"""Q203: the claim hedges a figure or date more than the quote does."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.quotes import value_mismatch_fault


@rule("Q203", "hedge-invented", reads="quote", kinds=("evidence",))
def hedge_invented(quoted: QuotedQuestion) -> Iterator[Fault]:
    """The claim hedges a figure or date more than the quote does.

    Why
        A hedge that the source does not have lets its claim agree with others that it excludes.

    Flags
        corve:
          - aldwater.killed: about 35,000   # <- Q203
            quote: 35,000 men were killed

    Accepts
        corve:
          - aldwater.killed: about 35,000
            quote: some 35,000 men were killed

    Known limits
        Only for sources in English.
    """
    yield from value_mismatch_fault(
        quoted,
        "hedge invented",
        "{who} quotes “{quote}”, and the claim is {claim}: {hedges}",
        "the words as written; doubts of your own go into a note",
    )
