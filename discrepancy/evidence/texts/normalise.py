"""A text without its typography, the form in which quotes are compared, with a map back to where each
character stood.

Compatibility forms (NFKC, so ligatures and full-width letters too), quotation marks, dashes, white space,
soft and line-end hyphens and invisible characters do not count. Digits that NFKC would run into a figure do:
a footnote mark (1939²) and a fraction (2½) stay as they are, since 19392 and 21⁄2 are other numbers. Cluster
by cluster, a letter with its marks, which for NFKC is the same as the whole (Unicode Standard Annex 15,
section 9.1): only marks and the later jamo of Hangul compose with what stands before them.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_COMPOSING = "\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f"
_FOLDED = {
    **dict.fromkeys("“”„‟«»‹›″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′ʼʹ＇`´", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
    "⁄": "/",
}
# Longest and most particular first: what is matched here is not plain, and everything between is kept as it
# is.
_SPECIAL = re.compile(
    rf"""
    (?P<join>  (?<=[^\W\d_])[-‐\u00ad][^\S\n]*+\n\s*+(?=[^\W\d_]) | (?<=[^\W\d_])[-‐]\s++(?=[^\W\d_]) )
  | (?P<dash>  \s*(?:[–—―‒]|--+)[–—―‒-]*\s* | \s+[-−‐‑]\s+ | [-‐‑][ \t]*\n\s* )
  | (?P<gone>  \s+(?=[,;:!?)\]]) | [{_INVISIBLE}]+ )
  | (?P<space> \s\s+ | [^\S ] )
  | (?P<odd>   [\x21-\x7e]?(?:[^\x00-\x7f{_INVISIBLE}\s–—―‒])+ | [`] )
    """,
    re.X,
)
_DOTS = re.compile(r"\.(?: \.){2,}")


class NormalText:
    """A text in normal form, and where in the original each of its characters stood; `joined` says whether
    words were joined that line ends divided.

    It is kept in runs: in one, either each character stood for one of the original, or all for the same
    stretch.
    """

    __slots__ = ("_ends", "_runs", "_starts", "joined", "text")

    def __init__(
        self, text: str, joined: bool, runs: array[int], starts: array[int], ends: array[int]
    ) -> None:
        self.text, self.joined = text, joined
        self._runs, self._starts = runs, starts  # where each run begins here, and where in the original
        self._ends = ends  # where in the original a run ends that stood for one stretch; else 0

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text in which the characters from `start` to `end` stood."""
        if start >= end:
            place = self._start(start) if start < len(self.text) else self._end(len(self.text) - 1)
            return place, place
        return self._start(start), self._end(end - 1)

    def _start(self, place: int) -> int:
        run = bisect_right(self._runs, place) - 1
        return self._starts[run] + (0 if self._ends[run] else place - self._runs[run])

    def _end(self, place: int) -> int:
        if place < 0:
            return 0
        run = bisect_right(self._runs, place) - 1
        return self._ends[run] or self._starts[run] + place - self._runs[run] + 1


class _Writer:
    """Puts a normal form together, stretch by stretch."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._runs, self._starts, self._ends = array("L"), array("L"), array("L")

    def same(self, text: str, begin: int) -> None:
        """Adds what stands in the original from `begin` as it is, or each character for one there."""
        runs = self._runs
        if not runs or self._ends[-1] or self._starts[-1] + self._size - runs[-1] != begin:
            self._run(begin, 0)
        self._parts.append(text)
        self._size += len(text)

    def other(self, text: str, begin: int, end: int) -> None:
        """Adds what stands for the original from `begin` to `end`."""
        if end - begin == len(text) == 1:
            self.same(text, begin)
        elif text:
            self._run(begin, end)
            self._parts.append(text)
            self._size += len(text)

    def _run(self, begin: int, end: int) -> None:
        self._runs.append(self._size)
        self._starts.append(begin)
        self._ends.append(end)

    def made(self, joined: bool) -> NormalText:
        return NormalText("".join(self._parts), joined, self._runs, self._starts, self._ends)


def normalise(text: str, dehyphenate: bool = True) -> NormalText:
    """The normal form of `text`. With `dehyphenate` a word that a line end divides is joined; without, its
    hyphen stays, since "well-" and "known" may be either.
    """
    made = _Writer()
    place, joined = 0, False
    for found in _SPECIAL.finditer(text):
        begin, end = found.span()
        if begin > place:
            made.same(text[place:begin], place)
        kind = found.lastgroup
        if kind == "odd":
            for first, last in _clusters(found[0]):
                made.other(_cluster(found[0][first:last]), begin + first, begin + last)
        elif kind == "join" and dehyphenate and text[end : end + 1].islower():
            joined = True
        elif kind != "gone":
            made.other(" " if kind == "space" else "-", begin, end)
        place = end
    if place < len(text):
        made.same(text[place:], place)
    return made.made(joined)


def normalised(text: str, dehyphenate: bool = True) -> str:
    """`text` in normal form, without white space around it; three spaced dots are an ellipsis."""
    return _DOTS.sub("...", normalise(text, dehyphenate).text.strip())


def _clusters(text: str) -> list[tuple[int, int]]:
    edges = [0, *(i for i in range(1, len(text)) if not _composes(text[i])), len(text)]
    return list(pairwise(edges))


@lru_cache(maxsize=4096)
def _composes(character: str) -> bool:
    """Whether a character can melt into the one before it."""
    return unicodedata.category(character)[0] == "M" or re.match(f"[{_COMPOSING}]", character) is not None


@lru_cache(maxsize=16384)
def _cluster(text: str) -> str:
    """One cluster in normal form."""
    if unicodedata.category(text[0]) == "No":
        return text
    return "".join(
        _FOLDED.get(letter, letter)
        for letter in unicodedata.normalize("NFKC", "".join(_FOLDED.get(one, one) for one in text))
    )
