"""The words by which a draft guesses what a date or figure is about, and who is said to say so. English, and few on purpose: a cue that
stands for two things would make a draft that has to be read twice.
"""

from __future__ import annotations

import re

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

# By property: the words that give it away. It is guessed only of a value of its type, and of an entity of a kind that it is asked of.
_WORDS = {
    "born": r"born|birth",
    "died": r"died|dies|death of|passed away|until (?:his|her) death",
    "age-at-death": r"died (?:at|aged)|death at",
    "age": r"aged?|years old|over the age",
    "married": r"married|marriage|wedding",
    "imprisoned": r"(?:re)?arrested|imprisoned|jailed|taken prisoner",
    "released": r"released|set free|freed",
    "founded": r"founded|co-?founded|established|was formed|set up|founding",
    "dissolved": r"dissolved|dissolution|disbanded",
    "start": r"began|begun|broke out|started|launched|outbreak",
    "end": r"ended|came to an end|concluded|ceased",
    "written": r"wrote|written|composed",
    "published": r"published|printed",
    "signed": r"signed|concluded",
    "children": r"children|sons and daughters",
    "killed": r"killed|slain|assassinated|massacred|dead|deaths",
    "wounded": r"wounded|injured",
    "missing": r"missing",
    "casualties": r"casualties",
    "prisoners": r"prisoners|imprisoned|detained|jailed|captured",
    "strength": r"troops|soldiers|men under arms|strong|fighters|combatants",
    "population": r"inhabitants|population|people lived",
    "held": r"served as|headed|was (?:appointed|elected|named|chosen)|held the (?:post|office)|became|ruled",
}
CUES = {name: re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.I) for name, words in _WORDS.items()}

# Who says so.
_SAYING = (
    r"stat(?:es|ed|ing)|claim(?:s|ed|ing)?|argu(?:es|ed)|writes|wrote|consider(?:s|ed)?|estimat(?:es|ed)|not(?:es|ed)|says|said|report(?:s|ed)|"
    r"believ(?:es|ed)|told|alleg(?:es|ed)|insist(?:s|ed)|announc(?:es|ed)|declar(?:es|ed)|cit(?:e|es|ed)|assert(?:s|ed)|recall(?:s|ed)"
)
ACCORDING = re.compile(r"(?<![^\W_])(?:according\s+to|in\s+the\s+words\s+of|as\s+told\s+by|as\s+reported\s+by)\s+(?:the\s+)?", re.I)
SAYS = re.compile(rf"(?<![^\W_])(?:{_SAYING})(?![^\W_])", re.I)
SOME = re.compile(
    rf"(?<![^\W_])(?P<who>(?:some|several|many|other|most|certain)\s+(?:\w+\s+){{0,2}}?(?:sources|historians|authors|analysts|scholars|observers|writers|"
    rf"witnesses|accounts|reports))\s+(?:{_SAYING}|say|argue|believe|write|state|give|put)(?![^\W_])",
    re.I,
)

# When, by what stands before.
BARE_MONTH = re.compile(
    rf"(?<![^\W_])(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Ll]ate\s+in|[Ee]arly\s+in)\s+(?P<month>{MONTHS})(?![^\W_])(?!\.?,?\s+(?:of\s+)?\d|\s*[/–-])"
)
DAYS = re.compile(
    rf"(?<![\d.,/–-])(?:from\s+)?(?P<first>[0-3]?\d)\s*(?:[-–]|\s(?:to|until)\s)\s*(?P<last>[0-3]?\d)\s+(?P<month>{MONTHS})(?![^\W_])"
    r"(?:,?\s+(?P<year>[12]\d{3})(?!\d))?"
)
SAME_MONTH = re.compile(r"(?<![^\W_])(?:that|the)\s+same\s+month(?![^\W_])", re.I)
NEXT_YEAR = re.compile(r"(?<![^\W_])(?:the\s+)?(?:next|following)\s+year(?![^\W_])", re.I)
WITHIN = re.compile(r"(?<![^\W_])(?:within|in|by\s+the\s+end\s+of)\s+(?:the\s+)?(?:next\s+)?\Z", re.I)
SAME_YEAR = re.compile(r"(?<![^\W_])(?:that|the\s+same|that\s+same)\s+year(?![^\W_])", re.I)
YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
MONTH_AND_YEAR = re.compile(rf"(?<![^\W_])({MONTHS}),?\s+([12]\d{{3}})(?!\d)")
RELATIVE = re.compile(
    r"(?<![^\W_])(?:(?P<lead>shortly\s+after|after|following|before|prior\s+to|on\s+the\s+eve\s+of)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?|"
    r"(?P<at>at)\s+the\s+)\Z",
    re.I,
)
LEADS = {"following": "after", "prior to": "before", "on the eve of": "before", "at": "on"}
# What was named before: "after this plenum".
REFERRING = re.compile(
    r"(?<![^\W_])(?P<lead>after|following|before|prior\s+to)\s+(?:this|that|the)\s+(?P<noun>congress|plenum|conference|meeting|war|battle|siege|treaty|"
    r"revolution|rising|uprising|election|council|coup|invasion|campaign|offensive)(?![^\W_])",
    re.I,
)
# A length of time that is part of a name, and a count of what was named before.
PLAN = re.compile(r"\s+plans?(?![^\W_])", re.I)
BACK = re.compile(r"(?<![^\W_])the\s+\Z", re.I)
RATE = re.compile(r"\s+(?:a|per|each|every)\s+(?:day|week|month|year)\b", re.I)
