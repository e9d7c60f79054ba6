"""What the reader of a file format extracts from a file: its text, and where its pages begin."""

from __future__ import annotations

from typing import NamedTuple

MOST_CHARACTERS = 32_000_000
MOST_PAGES = 5_000


class ExtractedText(NamedTuple):
    """The text of a file. `pages` has the offset at which each page begins, in characters, and is empty for a
    format without pages.
    """

    text: str
    pages: tuple[int, ...] = ()


class UnreadableText(ValueError):
    """No text can be read from a file. The message says what is wrong with it and, after a semicolon, what to
    do.
    """

    def __init__(self, message: str, expect: str = "") -> None:
        super().__init__(f"{message}; {expect}" if expect else message)
