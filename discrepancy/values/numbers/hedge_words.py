"""The words that hedge an English number, each with the row of the conventions that it stands for.

A hedge under a negation is turned round: "not fewer than 80" is at least 80, "cannot have exceeded 80" at
most 80, "not quite 80" nearly 80. "Hardly more than 80" is at most about 80.
"""

from __future__ import annotations

import re

_WORDINGS = {
    "about": "about|around|approximately|approx.|approx|roughly|some|c.|ca.|circa|an estimated|estimated at|"
    "estimated|est.|est|in the region of|more or less|not far from|not far off|in the neighbourhood of|"
    "in the neighborhood of",
    "over": "over|more than|above|upwards of|upward of|in excess of|greater than|exceeding",
    "at-least": "at least|no fewer than|not fewer than|not less than|no less than|a minimum of",
    "up-to": "up to|as many as|as much as",
    "only": "only|a total of|total of|in total|in all",
    "at-most": "at most|no more than|not more than|a maximum of|not over",
    "under": "fewer than|less than|under|below|short of|nowhere near|not nearly|not even|not as many as|"
    "not as much as|not so many as|not so much as|not yet",
    "nearly": "nearly|almost|close to|close on|close upon|nigh on|nigh upon|well nigh|well-nigh|approaching|"
    "not quite|not altogether|hardly|scarcely|just short of|little short of|not far short of",
    "exact": "exactly|precisely|neither more nor less than|no more and no less than|no more nor less than",
    "unvouched": "possibly|perhaps|maybe|probably|allegedly|reportedly|supposedly|said to be|said to number|"
    "is said to be|are said to be|was said to be|were said to be",
}
_SIGNS = {
    "~": "about",
    "≈": "about",
    ">": "over",
    "≥": "at-least",
    ">=": "at-least",
    "<": "under",
    "≤": "at-most",
    "<=": "at-most",
}
LEADS = (
    {phrase: kind for kind, phrases in _WORDINGS.items() for phrase in phrases.split("|")}
    | {"c": "about", "ca": "about"}
    | _SIGNS
)
TAILS = {
    "in total": "only", "in all": "only", "total": "only",
    "or more": "at-least", "or above": "at-least", "at least": "at-least", "at the least": "at-least",
    "at the very least": "at-least", "if not more": "at-least", "or over": "at-least",
    "or better": "at-least",
    "and more": "over", "or upwards": "at-least", "and upwards": "over", "odd": "over", "and odd": "over",
    "or fewer": "at-most", "or less": "at-most", "at most": "at-most", "at the most": "at-most",
    "at the very most": "at-most", "at the outside": "at-most", "or under": "at-most", "if that": "at-most",
    "or so": "about", "or thereabouts": "about", "or thereabout": "about", "thereabouts": "about",
    "more or less": "about", "give or take": "about", "or near it": "about",
    "exactly": "exact",
}  # fmt: skip
MOST_TAIL_WORDS = 4
ODD = re.compile(r"[-\s](?:odd|some)(?![^\W_])", re.I)  # 80-odd, 80-some

_AUXILIARY = "can|could|did|does|do|may|might|must|need|should|would|will|was|were|is|are|has|have|had"
_COUNT = (
    "be|been|number(?:ed)?|count(?:ed)?|amount(?:ed)?\\s+to|total(?:led|ed)?|come\\s+to|reach(?:ed)?|any|"
    "altogether"
)
_DEGREE = r"(?:well|just|far|much|many|any|rather|somewhat|slightly|considerably|a\s+little|a\s+bit)\s+"
_MORE = (
    r"over|more\s+than|above|upwards?\s+of|in\s+excess\s+of|greater\s+than|(?:exceed|surpass)(?:ed|ing|s)?"
)
_FEWER = r"fewer\s+than|less\s+than|under|below|short\s+of"
_NEGATION = r"cannot|not|nor|never|no|neither"
_HARDLY = r"hardly|scarcely|barely|little"
COMPARATIVE = (
    rf"(?:(?:(?:(?:{_AUXILIARY})\s+)?(?:{_NEGATION}|{_HARDLY})|(?:{_AUXILIARY})n['’]t)\s+"
    rf"(?:have\s+)?(?:(?:{_COUNT})\s+)*)?(?:{_DEGREE})?(?:{_MORE}|{_FEWER})"
)
"""More or fewer than, exceeding, under: with what says how far, and with a negation in front."""
_TURNED = {"over": "at-most", "under": "at-least"}
_NOT = re.compile(rf"\b(?:{_NEGATION})\b|n['’]t\b", re.I)
_JUST_NOT = re.compile(rf"\b(?:{_HARDLY})\b|(?:\b(?:{_NEGATION})|n['’]t)\s.*\b(?:much|many|far)\s", re.I)
_UNDER = re.compile(rf"(?:{_FEWER})\Z", re.I)
_A_LITTLE = re.compile(r"(?:just|slightly|a little|a bit)\s")


def hedges_of(words: str) -> tuple[str, ...]:
    """The rows that a hedge in front of a number stands for: one, or a bound and `about`."""
    folded = " ".join(words.lower().split())
    row = LEADS.get(folded)
    if row is not None:
        return (row,)
    row = "under" if _UNDER.search(folded) else "over"
    if row == "under" and (_A_LITTLE.match(folded) or folded.startswith("little ")):
        return ("nearly",)
    if _JUST_NOT.search(folded):
        return (_TURNED[row], "about")
    return (_TURNED[row],) if _NOT.search(folded) else (row,)
