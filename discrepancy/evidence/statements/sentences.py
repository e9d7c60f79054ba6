"""Where the sentences, quotations and headings of a text stand, by its punctuation alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

Span = tuple[int, int]

# A full stop after one of these, or after a single capital, ends no sentence.
_SHORT = frozenset(
    (
        *(
            "dr",
            "mr",
            "mrs",
            "ms",
            "st",
            "sr",
            "jr",
            "prof",
            "gen",
            "col",
            "capt",
            "lt",
            "no",
            "nos",
            "vol",
            "p",
            "pp",
            "c",
            "ca",
            "cf",
        ),
        *("ed", "eds", "vs", "fig", "ch", "art", "approx", "est", "d", "b"),
    )
)
_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}(?=\s)|\n(?=[ \t]*(?:\n|[=#]))|(?<==)[ \t]*\n")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.\Z")
_LOOKED_BACK = 12
HEADING = re.compile(
    r"(?m)^[ \t]{0,9}(?:#{1,6}[ \t]{1,9}(?P<marked>[^\n]{1,200}?)[ \t#]{0,9}|"
    r"={1,6}[ \t]{0,9}(?P<wiki>[^\n=]{1,200}?)={1,6})[ \t]{0,9}$"
)
REACH = 1000  # characters on either side: a text without full stops has no sentences worth the name
_CURLED = re.compile(r"[“„«]([^“”„«»]{1,2000})[”“»]")
_STRAIGHT = re.compile(r"\"([^\"\n]{1,2000})\"")


class SentenceIndex:
    """The sentences of a text, looked up by an offset within them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *sentence_ends(text)]

    def around(self, place: int) -> Span:
        """The span of the sentence in which `place` stands, without white space around it; at most REACH
        characters to either side.
        """
        number = bisect_right(self._starts, place) - 1
        begin = max(self._starts[number], place - REACH)
        end = min(
            self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text), place + REACH
        )
        said = self.text[begin:end]
        return begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())


def sentence_ends(text: str) -> Iterator[int]:
    """The offsets at which sentences of a text end, in order."""
    for found in _END.finditer(text):
        if found[0][0] == "." and _shortened(text, found.start()):
            continue
        yield found.end()


def _shortened(text: str, stop: int) -> bool:
    word = _LAST_WORD.search(text[max(stop - _LOOKED_BACK, 0) : stop + 1])
    if word is None:
        return False
    said = word[1]
    return (len(said) == 1 and said.isupper()) or said.casefold() in _SHORT


def quotations(text: str) -> Iterator[Span]:
    """The spans of two words or more between double quotation marks, without the marks, in order. A title in
    a heading is no quotation.
    """
    found = [match.span(1) for pattern in (_CURLED, _STRAIGHT) for match in pattern.finditer(text)]
    titles = [match.span() for match in HEADING.finditer(text)]
    for start, end in sorted(set(found)):
        at = bisect_right(titles, (start, end)) - 1
        if len(text[start:end].split()) > 1 and not (at >= 0 and end <= titles[at][1]):
            yield start, end


def headings(text: str) -> list[tuple[int, str]]:
    """The headings that are marked as such (`## Rise` or `== Rise ==`): the offset and the words of each."""
    return [(match.start(), (match["marked"] or match["wiki"]).strip()) for match in HEADING.finditer(text)]
