"""The words of English numbers, and the patterns that name them: cardinals, ordinals, magnitudes, parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction

MAGNITUDES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "lac": 10**5,
    "million": 10**6,     "crore": 10**7, "milliard": 10**9, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_ONES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
CARDINALS = (
    {word: n for n, word in enumerate(_ONES.split())}
    | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
    | {"none": 0}
)
ORDINALS = {word: n for n, word in enumerate(_ORDINAL_ONES.split(), 1)} | {
    word: 10 * n for n, word in enumerate(_ORDINAL_TENS.split(), 2)
}
SCORES = {f"{ones}score": (ones, "score") for ones in ("two", "three", "four", "five", "six", "seven")}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8,
    "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
VULGAR = {
    sign: Fraction(unicodedata.normalize("NFKC", sign).replace("⁄", "/")) for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
}
COUNTING_WORDS = frozenset((*CARDINALS, *SCORES, *MAGNITUDES, *(f"{word}s" for word in MAGNITUDES)))
WORD_END = r"(?![^\W_])"  # no letter or digit follows


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of `words`, the longest first; their spaces stand for any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
