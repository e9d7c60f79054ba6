"""Names letter by letter: when two of them are the same name written with more or fewer marks.

A name folds to its letters, each with the marks it carries. Bare and marked agree; two different marks on one
letter are a question; other letters are another name. anyascii gives the base of letters that Unicode does
not decompose (Đ, ł, ø).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

# Look-alike letters that fold together before anything else: eth for d-stroke is a common slip of the
# keyboard.
_LOOK_ALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "’": "'", "ʼ": "'", "‘": "'"})
_SPACES = str.maketrans({"-": " ", "‐": " ", "‑": " ", "–": " ", ".": " ", ",": " ", "\u00a0": " "})


class Folded(NamedTuple):
    """A name as letters: `letters` is the bare lower-case text, `marks` what each letter carries ("" for
    nothing).
    """

    letters: str
    marks: tuple[str, ...]


@lru_cache(maxsize=4096)
def fold(name: str) -> Folded:
    """The letters of `name` and their marks. Hyphens, full stops and runs of space are one space; case does
    not count.
    """
    letters: list[str] = []
    marks: list[str] = []
    text = unicodedata.normalize("NFC", name).translate(_LOOK_ALIKE).translate(_SPACES)
    for character in " ".join(text.split()):
        for letter, mark in _letter(character):
            letters.append(letter)
            marks.append(mark)
    return Folded("".join(letters), tuple(marks))


@lru_cache(maxsize=2048)
def _letter(character: str) -> tuple[tuple[str, str], ...]:
    if character.isascii():
        return tuple((letter, "") for letter in character.casefold())
    base, *accents = list(unicodedata.normalize("NFD", character))
    if not accents and unicodedata.combining(base):
        return ()
    mark = "".join(accents)
    if not base.isascii() and unicodedata.name(base, "").startswith("LATIN"):
        from anyascii import anyascii

        mark += base.casefold()
        return tuple((letter, mark) for letter in anyascii(base).casefold()) or ((base, mark),)
    return tuple((letter, mark) for letter in base.casefold())


def compare_letters(a: Folded, b: Folded) -> str:
    """How two folded names compare: "same" (bare letters agree with marked ones), "marks" (a letter carries
    two different marks), or "other".
    """
    if a.letters != b.letters:
        return "other"
    differ = any(left and right and left != right for left, right in zip(a.marks, b.marks, strict=True))
    return "marks" if differ else "same"


@lru_cache(maxsize=1)
def known_titles() -> frozenset[str]:
    """Titles of honour that the package knows, folded."""
    return frozenset(
        files("discrepancy").joinpath("values/names/titles.txt").read_text("utf-8").split("\n")
    ) - {""}


@lru_cache(maxsize=4096)
def without_titles(name: str, more: frozenset[str] = frozenset()) -> str:
    """`name` without the listed titles it begins with; a name that is nothing but titles stays as it is."""
    titles = known_titles() | more
    words = name.split()
    while len(words) > 1:
        for length in (3, 2, 1):
            if length < len(words) and fold(" ".join(words[:length])).letters.strip() in titles:
                words = words[length:]
                break
        else:
            break
    return " ".join(words)
