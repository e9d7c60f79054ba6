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
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

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
    (?P<join>  (?<=[^\W\d_])[-‐\u00ad]\s*\n\s*(?=[^\W\d_]) | (?<=[^\W\d_])[-‐]\s+(?=[^\W\d_]) )
  | (?P<dash>  \s*(?:[–—―‒]|--+)[–—―‒-]*\s* | \s+[-−‐‑]\s+ | [-‐‑][ \t]*\n\s* )
  | (?P<gone>  \s+(?=[,;:!?)\]]) | [{_INVISIBLE}]+ )
  | (?P<space> \s\s+ | [^\S ] )
  | (?P<odd>   [\x21-\x7e]?(?:[^\x00-\x7f{_INVISIBLE}\s–—―‒])+ | [`] )
    """,
    re.X,
)
_DOTS = re.compile(r"\.(?: \.){2,}")


class NormalText(NamedTuple):
    """A text in normal form. Character i of `text` stood from `starts[i]` to `ends[i]` of the original."""

    text: str
    starts: array[int]
    ends: array[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text in which the characters from `start` to `end` stood."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return place, place
        return self.starts[start], self.ends[end - 1]


def normalise(text: str, dehyphenate: bool = True) -> NormalText:
    """The normal form of `text`. With `dehyphenate` a word that a line end divides is joined; without, its
    hyphen stays, since "well-" and "known" may be either.
    """
    parts: list[str] = []
    starts, ends = array("L"), array("L")
    place = 0
    for found in _SPECIAL.finditer(text):
        begin, end = found.span()
        if begin > place:
            _plain(text[place:begin], place, parts, starts, ends)
        kind = found.lastgroup
        if kind == "odd":
            _odd(found[0], begin, parts, starts, ends)
        elif kind != "gone" and (kind != "join" or not _joins(text, end, dehyphenate)):
            parts.append(" " if kind == "space" else "-")
            starts.append(begin)
            ends.append(end)
        place = end
    _plain(text[place:], place, parts, starts, ends)
    return NormalText("".join(parts), starts, ends)


def normalised(text: str, dehyphenate: bool = True) -> str:
    """`text` in normal form, without white space around it; three spaced dots are an ellipsis."""
    return _DOTS.sub("...", normalise(text, dehyphenate).text.strip())


def _joins(text: str, end: int, dehyphenate: bool) -> bool:
    return dehyphenate and text[end : end + 1].islower()


def _plain(text: str, place: int, parts: list[str], starts: array[int], ends: array[int]) -> None:
    if text:
        parts.append(text)
        starts.extend(range(place, place + len(text)))
        ends.extend(range(place + 1, place + len(text) + 1))


def _odd(text: str, place: int, parts: list[str], starts: array[int], ends: array[int]) -> None:
    """Text beyond ASCII, cluster by cluster."""
    for begin, end in _clusters(text):
        said = _cluster(text[begin:end])
        parts.append(said)
        starts.extend([place + begin] * len(said))
        ends.extend([place + end] * len(said))


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
