"""Q204: the quote states a date or length of time, and it is not the one claimed."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.quotes import value_mismatch_fault


@rule("Q204", "date-not-quoted", reads="quote", kinds=("evidence",))
def date_not_quoted(quoted: QuotedQuestion) -> Iterator[Fault]:
    """The quote states a date or length of time, and it is not the one claimed.

    Why
        A day copied wrongly makes a conflict that no source is guilty of, or hides one.

    Flags
        corve:
          - aldwater.date: 6 May 1204   # <- Q204
            quote: on 7 May 1204 they fought

    Accepts
        corve:
          - aldwater.date: 6 May 1204
            quote: on 6 May they fought
          - aldwater.date: May 1204
            quote: fought in 1204, in the spring

    Known limits
        A quote that is less exact than the claim, such as a year for a day, does not contradict it. Months
        are read in English; in other languages only the year is.
    """
    yield from value_mismatch_fault(
        quoted,
        "date",
        "{who} quotes {quote}, and the claim is {claim}",
        "which date stands on the page itself; `inferred`, if it is reckoned",
    )
