"""Q102: a quote that stands nowhere in the text of its source."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.quotes import nearest_passage, quote_fault, quotes_with_status


@rule("Q102", "quote-not-found", reads="text", kinds=("evidence",))
def quote_not_found(quoted: QuotedQuestion) -> Iterator[Fault]:
    """A quote stands nowhere in the text of its source, nor does anything much like it.

    Why
        A claim stands on its words. If these are not in the source, they come from another copy, from memory
        or from a slip.

    Flags
        corve:
          text: In that yere seven houses brent at Tarn, and no man died.
          - aldwater.killed: 9   # <- Q102
            quote: nine men were slain by the water

    Accepts
        corve:
          text: In that yere nine men were slain by the water of Corve.
          - aldwater.killed: 9
            quote: nine men were slain … by the water of Corve
          - aldwater.killed: nine
            quote: nine men were slain by the water

    Known limits
        Where the text at hand is only a part of the source, what stands in the rest is not found.
    """
    bad = quotes_with_status(quoted, "not found")
    yield from quote_fault(
        quoted,
        bad,
        "not found in the text",
        lambda _, found: nearest_passage(found),
        "the page itself, or the copy that the quote was taken from",
    )
