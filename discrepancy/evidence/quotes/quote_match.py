"""What becomes of a quote that is looked up in the text of its source.

exact         letter by letter, white space aside (YAML keeps no line ends) normalised    but for typography:
see `normal.py` approximate   but for an article, a capital, a spelling, punctuation: see `words.py`
mismatched    a passage has most of the words, and a figure, a name, a "not", a hedge or another word is not
the same ambiguous     more than once, and the locator does not tell which is meant not found     nowhere not
checked   there is no text at hand
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from discrepancy.evidence.quotes.word_changes import WordChange

STATUSES = ("exact", "normalised", "approximate", "mismatched", "ambiguous", "not found", "not checked")
VERIFIED = ("exact", "normalised")


class QuoteMatch(NamedTuple):
    """What became of a quote: its status; where it stands (offset, line, page), or the nearest passage; and
    what differs.

    `start` and `end` are offsets in the text as read, and so are `others`, the further places of an ambiguous
    quote, and `parts`, the stretches of which a quote that stands there is made.
    """

    status: str
    start: int = 0
    end: int = 0
    line: int = 0
    page: int = 0
    nearest: str = ""
    changes: tuple[WordChange, ...] = ()
    others: tuple[int, ...] = ()
    remark: str = ""
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def verified(self) -> bool:
        """Whether the words stand in the text as quoted."""
        return self.status in VERIFIED

    @property
    def place(self) -> str:
        """`line 12`, or `page 3, line 12`; nothing where no place was found."""
        return (
            (f"page {self.page}, line {self.line}" if self.page else f"line {self.line}") if self.line else ""
        )
