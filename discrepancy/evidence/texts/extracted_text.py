"""What a reader of a source text gives: the text, and where its pages begin."""

from __future__ import annotations

from typing import NamedTuple

MOST_CHARACTERS = 32_000_000
MOST_PAGES = 5_000


class ExtractedText(NamedTuple):
    """A text as read from a file; `pages` has the offset at which each page begins, and is empty for a file
    without pages.
    """

    text: str
    pages: tuple[int, ...] = ()


class UnreadableText(ValueError):
    """A file that no text can be read from: what is wrong with it, in words, and what would be right."""

    def __init__(self, message: str, expect: str = "") -> None:
        super().__init__(f"{message}; {expect}" if expect else message)
