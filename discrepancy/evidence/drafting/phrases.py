"""The phrases of a sentence: what stands in the same brackets, and where the words that name someone end."""

from __future__ import annotations

import re
from itertools import pairwise

from discrepancy.evidence.statements.sentences import Span

_LONGEST = 80  # characters of the words that name someone
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def bracketed_span(text: str, low: int, high: int, place: int) -> Span:
    """What stands in the same brackets as `place`, or the sentence."""
    opened = text.rfind("(", low, place)
    if opened >= 0 and text.find(")", opened, place) < 0:
        closed = text.find(")", place, high)
        return opened + 1, closed if closed >= 0 else high
    return low, high


def end_of_name(text: str, begin: int, high: int) -> int:
    """Where the words that name someone end: behind the words with capitals, or else at the next comma, or
    behind the first word.
    """
    words = list(_WORD.finditer(text, begin, min(begin + _LONGEST, high)))
    capital = next((i for i, word in enumerate(words[:3]) if word[0][0].isupper()), None)
    if capital is None:
        breaks = (
            i
            for i, (word, after) in enumerate(pairwise(words[:5]))
            if not text[word.end() : after.start()].isspace()
        )
        last = next(breaks, 0)
        return words[last].end() if words else begin
    last = capital
    while (
        last + 1 < len(words)
        and words[last + 1][0][0].isupper()
        and text[words[last].end() : words[last + 1].start()].isspace()
    ):
        last += 1
    return words[last].end() if words else begin
