"""What a check of a value against its quote yields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from discrepancy.evidence.statements.stated_values import StatedValue


class ValueMismatch(NamedTuple):
    """One way in which a claim's value is not the one that its quote states.

    `sort` is figure, date, hedge dropped, hedge invented or name; `quote` is what the quote says, `claim`
    what the claim says, and `hedges` says which hedges are left out or added, each in quotation marks.
    """

    sort: str
    quote: str
    claim: str
    hedges: str = ""


def listed(stated: Iterable[StatedValue], most: int = 4) -> str:
    """The words of the stated values, each once, at most `most` of them."""
    texts = list(dict.fromkeys(one.text for one in stated))
    return ", ".join(texts[:most]) + (f" and {len(texts) - most} more" if len(texts) > most else "")
