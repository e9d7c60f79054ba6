"""Q205: the quote names another than the claim does."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.quotes import value_mismatch_fault


@rule("Q205", "name-not-quoted", reads="quote", kinds=("evidence",))
def name_not_quoted(quoted: QuotedQuestion) -> Iterator[Fault]:
    """The quote names another than the claim does.

    Why
        Two men of like names are the commonest mistake in a long list, and the quote shows it.

    Flags
        corve:
          - aldwater.leader: ralph   # <- Q205
            quote: the barons led them that day
          - ralph.birth-name: Trần Phụ   # <- Q205
            quote: he was born Trần Phú

    Accepts
        corve:
          - aldwater.leader: ralph
            quote: Ralph led them, not the barons
          - ralph.birth-name: Trần Phú
            quote: he was born Tran Phu, they say

    Known limits
        An entity is held against other registered names of its kind in the quote; a name against words that
        are nearly it. Pronouns and titles name nobody.
    """
    yield from value_mismatch_fault(
        quoted,
        "name",
        "{who} quotes {quote}, and the claim is {claim}",
        "the page itself: who is named there; if both names are one, an alias",
    )
