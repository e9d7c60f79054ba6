"""The result of looking a quote up in the text of its source.

The status is one of:

- exact: it stands there letter by letter, white space aside (YAML keeps no line ends)
- normalised: it stands there but for typography, see `texts/normalise.py`
- approximate: but for an article, a capital, a spelling or punctuation, see `word_changes.py`
- mismatched: a passage has most of the words, and a figure, a name, a "not", a hedge or another word is
  changed
- ambiguous: it stands there more than once, and the locator does not tell which place is meant
- not found: it stands nowhere
- not searched to the end: the counted steps ended before it was found, or all was looked at
- not checked: there is no text at hand
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from discrepancy.evidence.quotes.word_changes import WordChange
    from discrepancy.evidence.texts.source_text import SourceText

UNFINISHED = "not searched to the end"
STATUSES = (
    "exact",
    "normalised",
    "approximate",
    "mismatched",
    "ambiguous",
    "not found",
    UNFINISHED,
    "not checked",
)
VERIFIED = ("exact", "normalised")


class QuoteMatch(NamedTuple):
    """Where a quote stands in a text, or the passage nearest to it and what differs.

    `start` and `end` are offsets in the text as read, in characters, and so are `others`, the further places
    of an ambiguous quote, and `parts`, the spans of which a quote that stands there is made. `line` and
    `page` count from 1; 0 is none. `nearest` has the words of the nearest passage, `remark` what else is
    wrong.
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
        if not self.line:
            return ""
        return f"page {self.page}, line {self.line}" if self.page else f"line {self.line}"


def match_at(text: SourceText, status: str, start: int, end: int, **more: object) -> QuoteMatch:
    """The match of a quote at a place in a text, its line and page worked out; `more` are further fields."""
    return QuoteMatch(status, start, end, text.line(start), text.page(start), **more)  # type: ignore[arg-type]  # the fields of QuoteMatch


def excerpt(text: str, start: int, end: int, most: int = 300) -> str:
    """The words from `start` to `end` on one line, cut off with an ellipsis after `most` characters."""
    said = " ".join(text[start:end].split())
    return said if len(said) <= most else said[: most - 1] + "…"
