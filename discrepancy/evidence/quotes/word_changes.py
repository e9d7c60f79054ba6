"""How the words of a passage and of a quote differ, and which of the changes change the meaning.

A changed figure, name, negation or hedge is never a slip of the pen, however alike the rest is. What may pass
for one is counted out below, and it is little: capitals, diacritics left off a name, one spelling for
another, a hyphen, an article.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import Match, SequenceMatcher
from typing import NamedTuple

from discrepancy.evidence.quotes.search_steps import SearchSteps
from discrepancy.values.names.spelling import compare_letters, fold
from discrepancy.values.numbers.hedge_words import LEADS
from discrepancy.values.numbers.number_words import CARDINALS, MAGNITUDES, ORDINALS, PARTS

# A minus belongs to its figure, a hyphen between two does not.
WORD = re.compile(r"(?:(?<![^\s(])-(?=\d))?[^\W_]+(?:[.,'][^\W_]+)*[%]?|[$€£¥₫₹₽₩%]")
NEGATIONS = frozenset(
    (
        *(
            "not",
            "no",
            "never",
            "none",
            "neither",
            "nor",
            "nobody",
            "nothing",
            "nowhere",
            "without",
            "cannot",
            "hardly",
            "scarcely",
            "barely",
        ),
        *(
            "unable",
            "failed",
            "refused",
            "denied",
            "non",
            "ne",
            "nec",
            "neque",
            "haud",
            "nunquam",
            "nihil",
            "nullus",
            "sine",
        ),
        *(
            "pas",
            "jamais",
            "rien",
            "sans",
            "nicht",
            "kein",
            "keine",
            "keinen",
            "nie",
            "ohne",
            "не",
            "нет",
            "ни",
            "без",
            "không",
            "chưa",
            "chẳng",
        ),
    )
)
# Right before a quote these turn it into its opposite.
TURNING = frozenset(
    (
        "not",
        "no",
        "never",
        "cannot",
        "nicht",
        "kein",
        "keine",
        "nie",
        "ne",
        "non",
        "не",
        "нет",
        "không",
        "chưa",
        "chẳng",
    )
)
_UNSURE = "maybe perhaps possibly likely presumably apparently seems seemed may might could would should"
_BOUNDING = "all every some few many most before after until since by only first last early mid late"
# Words that weaken a whole sentence wherever they stand in it; May with a capital is a month.
UNSURE = frozenset(("reportedly", "allegedly", "supposedly", "probably", *_UNSURE.split()))
_IN_HEDGES = frozenset(word for phrase in LEADS for word in phrase.split() if word.isalpha())
_EMPTY = frozenset(["a", "of", "in", "be", "is", "to", "as", "the", "all"])
HEDGES = (_IN_HEDGES - _EMPTY) | {*_UNSURE.split(), *_BOUNDING.split()}
NUMBERS = (
    CARDINALS.keys()
    | MAGNITUDES.keys()
    | ORDINALS.keys()
    | PARTS.keys()
    | {f"{word}s" for word in MAGNITUDES}
)
SLIGHT = frozenset(("a", "an", "the"))
# Spellings of one word; what would also make two words one (adopt, adapt) is not among them.
_VARIANTS = (("ae", "e"), ("oe", "e"), ("our", "or"), ("tre", "ter"), ("z", "s"))
_DOUBLE = re.compile(r"(.)\1")
_SHORTEST_VARIANT = 5
_FEW_PAIRS = 10_000  # of words: so few are compared at once
_QUALIFIED = frozenset(("few", "little"))  # with an article some, without it hardly any


class WordChange(NamedTuple):
    """One place where two wordings differ: the words of the text, those of the quote, and what sort of change
    it is.

    `sort` is figure, name, negation, hedge, words (another word, one more or one less) or slight (an article,
    a spelling, a capital).
    """

    text: str
    quote: str
    sort: str

    def __str__(self) -> str:
        if not self.quote:
            return f'the text has "{self.text}", the quote leaves it out'
        if not self.text:
            return f'the quote has "{self.quote}", which the text does not'
        return f'the text has "{self.text}", the quote "{self.quote}"'


def words(text: str) -> list[str]:
    """The words and figures of a text in normal form."""
    return WORD.findall(text)


class _CountedMatcher(SequenceMatcher[str]):
    """Matches sequences, and spends steps on every pair of equal words that it looks at."""

    def __init__(self, left: list[str], right: list[str], steps: SearchSteps | None) -> None:
        super().__init__(None, left, right, autojunk=False)
        self._left, self._counts = left, Counter(right)
        self._steps = steps if len(left) * len(right) > _FEW_PAIRS else None

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        if self._steps is not None:
            pairs = sum(self._counts[word] for word in self._left[alo:ahi])
            self._steps.spend(1 + (pairs + len(self._left[alo:ahi])) // 4)
        return super().find_longest_match(alo, ahi, blo, bhi)


def word_changes(
    text: Sequence[str], quote: Sequence[str], steps: SearchSteps | None = None
) -> list[WordChange]:
    """The places where the words of a passage, `text`, and those of a `quote` differ, in order."""
    if steps is not None:
        steps.spend(20 + len(text) + len(quote))
    matcher = _CountedMatcher([word.casefold() for word in text], [word.casefold() for word in quote], steps)
    found = []
    for how, i, j, k, m in matcher.get_opcodes():
        if how == "equal":
            pairs = zip(text[i:j], quote[k:m], strict=True)
            found += [WordChange(left, right, "slight") for left, right in pairs if left != right]
            continue
        sort = _sort(text[i:j], quote[k:m])
        if sort == "slight" and how == "insert" and {word.casefold() for word in quote[k:m]} <= SLIGHT:
            # A slip leaves an article out; one too many was moved, or stands where a word is gone, as in
            # "the [third] plan".
            sort = "words"
        if j < len(text) and text[j].casefold() in _QUALIFIED:
            sort = "hedge"
        found.append(WordChange(" ".join(text[i:j]), " ".join(quote[k:m]), sort))
    return found


def _sort(left: Sequence[str], right: Sequence[str]) -> str:
    if "".join(left).casefold() == "".join(right).casefold():
        return "slight"  # one word or two
    if len(left) == len(right) and all(variant(a, b) for a, b in zip(left, right, strict=True)):
        return "slight"
    both = [*left, *right]
    lower = {word.casefold() for word in both}
    if any(negates(word) for word in lower):
        return "negation"
    if any(figure(word) for word in both):
        return "figure"
    if lower & HEDGES:
        return "hedge"
    if any(word[0].isupper() for word in both):
        return "name"
    return "slight" if lower <= SLIGHT else "words"


def negates(word: str) -> bool:
    """Whether a word is a negation."""
    low = word.casefold()
    return low in NEGATIONS or low.endswith("n't")


def figure(word: str) -> bool:
    """Whether a word states a number, in digits or letters."""
    return any(letter.isnumeric() for letter in word) or word.casefold() in NUMBERS or word in "$€£¥₫₹₽₩%"


def weighty(word: str) -> bool:
    """Whether a change of this word alone is a change of meaning whatever stands in its place."""
    return negates(word) or figure(word) or word.casefold() in HEDGES or word[:1].isupper()


def variant(a: str, b: str) -> bool:
    """Whether two words are one in another spelling: capitals, diacritics left off, one figure written two
    ways, -ise and -ize.
    """
    if a.casefold() == b.casefold():
        return True
    if figure(a) or figure(b):
        return _digits(a) != "" and _digits(a) == _digits(b)
    if a.isascii() and b.isascii():
        long = min(len(a), len(b)) >= _SHORTEST_VARIANT
        return long and not (weighty(a) or weighty(b)) and _spelling(a) == _spelling(b)
    return (
        compare_letters(fold(a), fold(b)) == "same"
        and unicodedata.normalize("NFC", a)[:1].isupper() == b[:1].isupper()
    )


def _digits(word: str) -> str:
    bare = re.sub(r"[,'\s](?=\d{3})", "", word)
    return bare if bare.isascii() and bare.isdigit() else ""


def _spelling(word: str) -> str:
    bare = word.casefold()
    for one, other in _VARIANTS:
        bare = bare.replace(one, other)
    return _DOUBLE.sub(r"\1", bare)
