"""Q202: the quote hedges its figure or date, and the claim does not, or hedges it otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.quotes import value_mismatch_fault


@rule("Q202", "hedge-dropped", reads="quote", kinds=("evidence",))
def hedge_dropped(quoted: QuotedQuestion) -> Iterator[Fault]:
    """The quote hedges its figure or date, and the claim does not, or hedges it otherwise.

    Why
        "Over 35,000" and "35,000" exclude different things. A hedge left out makes conflicts, and hides them.

    Flags
        corve:
          - aldwater.killed: 35,000   # <- Q202
            quote: over 35,000 men were killed

    Accepts
        corve:
          - aldwater.killed: over 35,000
            quote: more than 35,000 men were killed

    Known limits
        Only for sources in English. With the text at hand, a hedge right before the quote counts too.
    """
    yield from value_mismatch_fault(
        quoted,
        "hedge dropped",
        "{who} quotes “{quote}”, and the claim is {claim}: {hedges}",
        "the hedge as written: over, about, by, up to",
    )
