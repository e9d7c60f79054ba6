"""Units: what the words after a number measure. Known units convert exactly; any other is a unit of its own
that equals itself only.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from discrepancy.values.errors import Unreadable
from discrepancy.values.numbers.cardinals import Exact
from discrepancy.values.numbers.number_words import COUNTING_WORDS

# Periods of a rate, and the words that name them after a unit.
PERIODS = {
    words: period
    for period, adverb in (("day", "daily"), ("week", "weekly"), ("month", "monthly"), ("year", "yearly"))
    for words in (
        f"a {period}",
        f"per {period}",
        f"each {period}",
        f"every {period}",
        f"/{period}",
        f"/ {period}",
        adverb,
    )
} | {"annually": "year", "per annum": "year", "p.a.": "year"}

# unit: (what it measures, how many of that it is). Areas in hectares, weights in kilograms, lengths in
# kilometres.
CONVERSIONS: dict[str, tuple[str, Exact]] = {
    "hectare": ("hectare", 1), "acre": ("hectare", Fraction("0.40468564224")),
    "square kilometre": ("hectare", 100),
    "square metre": ("hectare", Fraction(1, 10_000)), "square mile": ("hectare", Fraction("258.9988110336")),
    "kilogram": ("kilogram", 1), "gram": ("kilogram", Fraction(1, 1000)), "tonne": ("kilogram", 1000),
    "pound": ("kilogram", Fraction("0.45359237")),
    "kilometre": ("kilometre", 1), "metre": ("kilometre", Fraction(1, 1000)),
    "mile": ("kilometre", Fraction("1.609344")),
    "$": ("$", 1), "us$": ("$", 1), "usd": ("$", 1), "dollar": ("$", 1), "us dollar": ("$", 1),
    "€": ("€", 1), "eur": ("€", 1), "euro": ("€", 1),
    "£": ("£", 1), "gbp": ("£", 1), "pound sterling": ("£", 1),
}  # fmt: skip
# Spellings and signs of one unit: notation only.
SPELLINGS = {
    "ha": "hectare", "km2": "square kilometre", "km²": "square kilometre", "sq km": "square kilometre",
    "sq. km": "square kilometre",
    "square kilometer": "square kilometre", "square km": "square kilometre", "m2": "square metre",
    "m²": "square metre", "sq m": "square metre", "square meter": "square metre", "sq mile": "square mile",
    "sq. mile": "square mile",
    "g": "gram",
    "kg": "kilogram", "kilo": "kilogram", "kilogramme": "kilogram", "gramme": "gram", "lb": "pound",
    "metric ton": "tonne",
    "metric tonne": "tonne",
    "km": "kilometre", "kilometer": "kilometre", "meter": "metre",
    "percent": "%", "per cent": "%", "pct": "%",
}  # fmt: skip
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "person",
    "children": "child",
    "feet": "foot",
    "kg": "kg",
    "lbs": "lb",
}
SHORT = {"m": "million or metres?", "bn": "billion?", "mn": "million?", "mio": "million?", "k": "thousand?"}
# Words that cannot stand in a unit: where one is left over, something has not been understood.
_STRAY = frozenset(
    (
        "to",
        "or",
        "but",
        "about",
        "over",
        "under",
        "than",
        "between",
        "nearly",
        "almost",
        "best",
        "high",
        "low",
    )
)
# Words with which something uncounted is added to what is counted, or taken from it.
_ADDED = frozenset(("few", "several", "none", "plus", "including", "excluding", "not"))
# Words that a unit neither begins nor ends with: the sentence goes on there.
_PARTICLES = frozenset(
    (
        "the",
        "a",
        "an",
        "and",
        "in",
        "on",
        "at",
        "by",
        "as",
        "is",
        "was",
        "were",
        "that",
        "which",
        "who",
        "until",
        "for",
        "with",
        "into",
    )
)
LONGEST_UNIT = 80
# Men, women and children: one thing counted, though in three words.
_LIST = re.compile(r"[^\W_]+(?:, [^\W_]+){1,9},? (?:and|or) [^\W_]+")


class Unit(NamedTuple):
    """A unit as written (`text`), the key that its spellings and plurals share, and the period of a rate."""

    text: str | None
    key: str
    per: str | None


NO_UNIT = Unit(None, "", None)


@lru_cache(maxsize=4096)
def read_unit(text: str) -> Unit:
    """The unit that `text`, without needless spaces, names, with the period if it is a rate. Raises
    Unreadable.
    """
    words, per = _without_period(text)
    if not words:
        return Unit(None, "", per)
    key = unit_key(words)
    if key in SHORT:
        raise Unreadable(SHORT[key], text, "write the word in full (m and bn only follow a currency sign)")
    _check(words, key)
    return Unit(words, key, per)


def declared_unit(text: str | None) -> Unit:
    """The unit that a property or an option declares; there `m` is metres."""
    words = " ".join((text or "").split())
    return read_unit("metres" if words.casefold() == "m" else words) if words else NO_UNIT


def unit_key(words: str) -> str:
    """What plural, capitals and spelling do not change: "Hectares" and "ha" are both hectare."""
    folded = words.casefold()
    if (
        folded[-1:] == "." and "." not in folded[folded.rfind(" ") + 1 : -1]
    ):  # the end of a sentence; U.S. keeps its own
        folded = folded[:-1]
    if folded in SPELLINGS:
        return SPELLINGS[folded]
    single = " ".join(_singular(word) for word in folded.split())
    return SPELLINGS.get(single, single)


def known(words: str) -> bool:
    """Whether the unit is one the table has, so that it may stand right behind a figure (5km)."""
    key = unit_key(words)
    return key in CONVERSIONS or key == "%"


def measures(key: str) -> tuple[str, Exact]:
    """What the unit measures, and how many of that it is."""
    return CONVERSIONS.get(key) or (key, 1)


def read_period(text: str) -> str:
    """The period that the option `per` names."""
    words = " ".join(text.casefold().split())
    found = PERIODS.get(words) or PERIODS.get(f"a {words}")
    if found is None:
        raise Unreadable("no such period", text, "one of day, week, month, year")
    return found


def _without_period(text: str) -> tuple[str, str | None]:
    folded = text.casefold()
    if folded in PERIODS:
        return "", PERIODS[folded]
    parts = text.rsplit(" ", 2)
    for count in (2, 1):
        if len(parts) > count and (found := PERIODS.get(" ".join(parts[-count:]).casefold())):
            return " ".join(parts[:-count]), found
    stem, slash, last = text.rpartition("/")
    if slash and f"/{last.strip().casefold()}" in PERIODS:
        return stem.strip(), PERIODS[f"/{last.strip().casefold()}"]
    return text, None


def _check(words: str, key: str) -> None:
    expect = "a number and the unit it counts, such as 6,000 men"
    if len(words) > LONGEST_UNIT:
        raise Unreadable("too long for a unit", words, expect)
    first = words[0]
    if key.endswith(" of") or key == "of" or not (first.isalpha() or first in "%$€£¥₫₹₽₩°"):
        raise Unreadable("not a unit", words, expect)
    parts = words.casefold().replace("-", " ").split()
    for word in (parts[0], parts[-1]):
        if word in _PARTICLES or key in ("known", "unknown"):  # "none known" is not none
            raise Unreadable("not understood after the number", words, expect)
    if any(sign in words for sign in ",;:[]") and not _LIST.fullmatch(words):
        raise Unreadable(
            "more than one thing counted", words, "one figure and what it counts; a claim for each"
        )
    for word in parts:
        bare = word.strip(".,;:()")
        if bare in _ADDED:
            raise Unreadable(
                "more than one thing counted", words, "one figure and what it counts; a claim for each"
            )
        if (
            bare in COUNTING_WORDS
            or bare in _STRAY
            or (key not in CONVERSIONS and not bare.isalpha() and not _odd(word))
        ):
            raise Unreadable("not understood after the number", word, expect)


def _odd(word: str) -> bool:
    """A unit word with signs in it that is a word all the same: m³, cow's, U.S., %."""
    return not any("0" <= sign <= "9" for sign in word) and all(
        sign.isalnum() or sign in ".'’/%$€£¥₫₹₽₩°&" for sign in word
    )


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "zes", "ches", "shes", "sses")) else word[:-1]
