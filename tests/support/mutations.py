"""Changes to a quote: those of typography, which change nothing, and those of a word, which change what is said."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from discrepancy.evidence.quotes.word_changes import HEDGES, SLIGHT, WORD, figure, negates

Change = Callable[[str, random.Random], str | None]

_LIGATURES = {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}


def _words(quote: str) -> list[re.Match[str]]:
    return list(WORD.finditer(quote))


def _put(quote: str, word: re.Match[str], new: str) -> str:
    return quote[: word.start()] + new + quote[word.end() :]


def _inner(quote: str) -> list[re.Match[str]]:
    """The words that have a word on either side: what is cut off at an end leaves a shorter quote, and a true one."""
    return _words(quote)[1:-1]


# What changes the meaning


def a_digit(quote: str, draw: random.Random) -> str | None:
    places = [i for i, sign in enumerate(quote) if sign in "0123456789"]
    if not places:
        return None
    at = draw.choice(places)
    return quote[:at] + draw.choice([digit for digit in "123456789" if digit != quote[at]]) + quote[at + 1 :]


def a_name(quote: str, draw: random.Random) -> str | None:
    """One letter of a name, or a mark on it."""
    names = [
        word for word in _words(quote) if word[0][0].isupper() and len(word[0]) > 3 and word[0].isalpha()
    ]
    if not names:
        return None
    word = draw.choice(names)
    at = draw.randrange(1, len(word[0]))
    letter = "x" if word[0][at] != "x" else "y"
    return _put(quote, word, word[0][:at] + letter + word[0][at + 1 :])


def a_not(quote: str, draw: random.Random) -> str | None:
    """One that stands there taken out, or one put in."""
    found = [word for word in _inner(quote) if negates(word[0])]
    if found and draw.random() < 0.5:
        return _put(quote, draw.choice(found), "").replace("  ", " ")
    inner = _inner(quote)
    if not inner:
        return None
    word = draw.choice(inner)
    return _put(quote, word, f"{word[0]} not")


def a_hedge(quote: str, draw: random.Random) -> str | None:
    found = [word for word in _inner(quote) if word[0].casefold() in HEDGES]
    if found and draw.random() < 0.5:
        return _put(quote, draw.choice(found), "").replace("  ", " ")
    figures = [word for word in _inner(quote) if figure(word[0])]
    return _put(quote, word := draw.choice(figures), f"nearly {word[0]}") if figures else None


def the_order(quote: str, draw: random.Random) -> str | None:
    words = _words(quote)
    pairs = [(a, b) for a, b in pairwise(words) if a[0].casefold() != b[0].casefold()]
    if not pairs:
        return None
    a, b = draw.choice(pairs)
    return quote[: a.start()] + b[0] + quote[a.end() : b.start()] + a[0] + quote[b.end() :]


def a_word(quote: str, draw: random.Random) -> str | None:
    """Another word in the place of one that says something."""
    words = [word for word in _words(quote) if len(word[0]) > 4]
    return _put(quote, draw.choice(words), "otherwise") if words else None


def a_word_less(quote: str, draw: random.Random) -> str | None:
    # Before what stands in brackets a word may be missing: brackets stand in its place.
    words = [word for word in _inner(quote) if len(word[0]) > 4 and "[" not in quote]
    return _put(quote, draw.choice(words), "").replace("  ", " ") if words else None


def a_small_word(quote: str, draw: random.Random) -> str | None:
    """A word of any length made another word of the same quote."""
    words = _words(quote)
    pairs = [
        (a, b)
        for a in words[1:-1]
        for b in words
        if a[0].casefold() != b[0].casefold() and a[0].casefold() not in SLIGHT
    ]
    if not pairs:
        return None
    a, b = draw.choice(pairs)
    return _put(quote, a, b[0])


MEANING: tuple[Change, ...] = (a_digit, a_name, a_not, a_hedge, the_order, a_word, a_word_less, a_small_word)

# What changes nothing


def quotation_marks(quote: str, _: random.Random) -> str:
    return quote.translate(str.maketrans({'"': "“", "“": '"', "”": '"', "'": "’", "’": "'", "‘": "'"}))


def dashes(quote: str, draw: random.Random) -> str:
    return re.sub(
        r"(?<=\w)[-–—](?=\w)", draw.choice("-–—‑"), re.sub(r" [-–—] ", f" {draw.choice('–—')} ", quote)
    )


def spaces(quote: str, draw: random.Random) -> str:
    return re.sub(" ", lambda _: draw.choice([" ", "  ", "\n", "\u00a0", " \u2009"]), quote)


def marks(quote: str, draw: random.Random) -> str:
    return unicodedata.normalize(draw.choice(["NFC", "NFD"]), quote)


def ligatures(quote: str, _: random.Random) -> str:
    for letters, one in _LIGATURES.items():
        quote = quote.replace(letters, one)
    return quote


def soft_hyphens(quote: str, draw: random.Random) -> str:
    return re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "\u00ad" if draw.random() < 0.2 else "", quote)


def line_ends(quote: str, draw: random.Random) -> str:
    """A long word broken at the end of a line."""
    return re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "-\n" if draw.random() < 0.1 else "", quote)


TYPOGRAPHY: tuple[Change, ...] = (quotation_marks, dashes, spaces, marks, ligatures, soft_hyphens, line_ends)
