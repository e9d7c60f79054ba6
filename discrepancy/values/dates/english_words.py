"""The words that dates are written with in English, and what each means."""

from __future__ import annotations

import re

from discrepancy.values.dates.days import MONTHS, WEEKDAYS
from discrepancy.values.numbers import number_words

TOKEN = re.compile(r"[0-9]+|(?:[A-Za-z]\.){1,3}[A-Za-z](?![^\W_])\.?|[^\W\d_]+\.?|[^\s]")
MONTH_NUMBERS = {
    name[:length].lower(): n for n, name in enumerate(MONTHS, 1) for length in (3, len(name))
} | {"sept": 9}
WEEKDAY_NUMBERS = {name.lower(): n for n, name in enumerate(WEEKDAYS)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
ORDINALS = {word: n for word, n in number_words.ORDINALS.items() if n <= 20}
CENTURY_WORDS = ("century", "centuries", "cent")
BC, AD = frozenset(("bc", "bce")), frozenset(("ad", "ce"))
OLD_STYLE = frozenset(("os", "julian", "old style"))
NEW_STYLE = frozenset(("ns", "gregorian", "new style"))
CIRCA = frozenset(("c", "ca", "cca", "circa", "about", "around", "approximately", "approx", "roughly"))
UNVOUCHED = frozenset(
    ("possibly", "perhaps", "maybe", "probably", "allegedly", "reportedly", "supposedly", "presumably")
)
FILLER = frozenset(("in", "on", "at", "the", "sometime"))

# Early, mid and late: before the word for the period, or followed by "of".
PARTS = {"early": "early", "mid": "mid", "middle": "mid", "late": "late"}
EDGES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "close": "late"}
COMPOUND_PARTS: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    ((first, *joint, second), f"{first}-to-{second}")
    for first, second in (("mid", "late"), ("early", "mid"))
    for joint in (("-", "to", "-"), ("to",), ("-", "to"), ("to", "-"))
)

# Longest first: the first that fits is the bound.
BOUNDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("no", "later", "than"), "by"),
    (("not", "later", "than"), "by"),
    (("no", "earlier", "than"), "not-before"),
    (("not", "earlier", "than"), "not-before"),
    (("on", "or", "before"), "by"),
    (("on", "or", "after"), "not-before"),
    (("in", "or", "before"), "by"),
    (("in", "or", "after"), "not-before"),
    (("not", "before"), "not-before"),
    (("not", "after"), "by"),
    (("terminus", "post", "quem"), "not-before"),
    (("terminus", "ante", "quem"), "by"),
    (("tpq",), "not-before"),
    (("taq",), "by"),
    (("prior", "to"), "before"),
    (("earlier", "than"), "before"),
    (("later", "than"), "after"),
    (("by",), "by"),
    (("before",), "before"),
    (("after",), "after"),
)
# A bound under a negation, turned round: "cannot be before 1407" is 1407 or later.
_AUXILIARIES = ("can", "could", "may", "might", "must", "did", "was", "is")
_NEGATIONS = (("not",), ("cannot",), ("nor",), ("never",), *((word, "not") for word in _AUXILIARIES))
_TURNED = (
    (("before",), "not-before"),
    (("earlier", "than"), "not-before"),
    (("prior", "to"), "not-before"),
    (("after",), "by"),
    (("later", "than"), "by"),
)
TURNED_BOUNDS: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    ((*negation, *verb, *words), row)
    for negation in _NEGATIONS
    for verb in ((), ("be",), ("have", "been"))
    for words, row in _TURNED
)
_ALL_BOUNDS = (*BOUNDS, *TURNED_BOUNDS)
BOUNDS_BY_WORD = {
    word: tuple(bound for bound in _ALL_BOUNDS if bound[0][0] == word)
    for word in dict.fromkeys(phrase[0] for phrase, _ in _ALL_BOUNDS)
}
# What may end a date: "1407 or later", "1407 at the latest".
BOUND_TAILS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("at", "the", "latest"), "by"),
    (("at", "the", "earliest"), "not-before"),
    (("or", "later"), "not-before"),
    (("or", "after"), "not-before"),
    (("or", "thereafter"), "not-before"),
    (("or", "earlier"), "by"),
    (("or", "before"), "by"),
)
CIRCA_TAILS: tuple[tuple[str, ...], ...] = (
    ("or", "so"),
    ("or", "thereabouts"),
    ("or", "thereabout"),
    ("more", "or", "less"),
)
TERMINI = {"post quem": "not-before", "ante quem": "by"}
SPAN_WORDS = {  # words of a span, and the bound on one date that they may stand for
    "from": "no earlier than",
    "since": "no earlier than",
    "until": "no later than",
    "till": "no later than",
}
FEASTS = {
    "christmas": "25 December and the year",
    "easter": "its day and month: it moves from year to year",
    "whitsun": "its day and month: it moves from year to year",
    "michaelmas": "29 September and the year",
    "tết": "its day and month, or 1968-01-01 with calendar: vietnamese-lunar-utc7",
    "tet": "its day and month, or 1968-01-01 with calendar: vietnamese-lunar-utc7",
}

# What a misspelt word may have been meant for.
SUGGESTED = (
    *MONTHS,
    *WEEKDAYS,
    *SEASONS,
    *CENTURY_WORDS,
    *("early", "late", "before", "after", "between", "possibly", "circa", "about"),
)
VOCABULARY = frozenset(
    (
        *MONTH_NUMBERS,
        *WEEKDAY_NUMBERS,
        *SEASONS,
        *ORDINALS,
        *CENTURY_WORDS,
        *BC,
        *AD,
        *CIRCA,
        *FILLER,
        *PARTS,
        *EDGES,
        *UNVOUCHED,
        *SPAN_WORDS,
        *(word for phrase, _ in BOUNDS for word in phrase),
        *(
            "s",
            "st",
            "nd",
            "rd",
            "th",
            "of",
            "or",
            "and",
            "either",
            "between",
            "to",
            "half",
            "quarter",
            "last",
        ),
    )
)


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, lower case, without the dots of abbreviations."""
    return [found[0].lower().replace(".", "") or "." for found in TOKEN.finditer(text)]


def is_all_date_words(text: str) -> bool:
    """Whether every word of `text` is one that dates are written with."""
    return all(word in VOCABULARY or not word[0].isalpha() for word in tokens(text))


def century_start(number: int, era: str) -> int:
    """The first year, astronomical, of the nth century; `era` is "bc", "ad" or nothing."""
    return 1 - 100 * number if era == "bc" else 100 * number - 99
