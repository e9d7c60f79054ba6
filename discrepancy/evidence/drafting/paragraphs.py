"""Where the paragraphs of a text begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

_LONG = 200  # a line of so many characters is a paragraph


_BREAK = re.compile(r"\n[ \t]*(?:\n\s*|(?=[=#])|(?:[ \t]{3,}))")


_LINE = re.compile(r"[^\n]+\n?")


class Paragraphs:
    """Where the paragraphs of a text begin, whether each is one long line or blank lines set them apart."""

    def __init__(self, text: str) -> None:
        blank = {match.start(): 2 for match in _BREAK.finditer(text)}
        lines = {
            line.end() - 1: 1
            for line in _LINE.finditer(text)
            if line.end() - line.start() > _LONG and line[0][-1] == "\n"
        }
        both = sorted({**lines, **blank}.items())
        self._breaks = [place for place, _ in both]
        self._weights = [0, *accumulate(weight for _, weight in both)]

    def breaks_between(self, one: int, other: int) -> int:
        """The weight of the breaks between two offsets: 0 in one paragraph, 1 for the next long line, 2 for
        each blank line.
        """
        return (
            self._weights[bisect_right(self._breaks, other)] - self._weights[bisect_right(self._breaks, one)]
        )

    def start_of(self, place: int) -> int:
        """The offset at which the paragraph around `place` begins."""
        at = bisect_right(self._breaks, place) - 1
        return self._breaks[at] if at >= 0 else 0
