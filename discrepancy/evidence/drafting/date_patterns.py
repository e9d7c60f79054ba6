"""The patterns by which English dates something without a full date: by what was named before, or by an
event.
"""

from __future__ import annotations

import re

from discrepancy.evidence.statements.word_patterns import ending_in, whole_words
from discrepancy.values.dates import days
from discrepancy.values.numbers.number_words import CARDINALS, ORDINALS, alternatives

MONTHS = "|".join(days.MONTHS)
NUMBERED_MONTHS = {name: number for number, name in enumerate(days.MONTHS, 1)}


_UNITS = r"(?:day|week|month|year|decade)s?"
_COUNT = rf"(?:\d{{1,3}}|an?|{alternatives(word for word in CARDINALS if word != 'zero')})"
_SPELL = rf"(?P<count>{_COUNT})\s+(?P<unit>{_UNITS})"

_SPELLED = 12  # as far as number words are read in a distance


def count_of(found: re.Match[str]) -> tuple[int, str]:
    """The number of units in a distance that was matched (0 where it does not say), and its spelling as a
    relative date has it.
    """
    said = (found["count"] or "").lower()
    number = int(said) if said.isdigit() else 1 if said in ("a", "an") else int(CARDINALS.get(said, 0))
    return number, said if number <= _SPELLED else str(number)


# A date short of its year.
BARE_MONTH = re.compile(
    rf"(?<![^\W_])(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Ll]ate\s+in|"
    rf"[Ee]arly\s+in)\s+(?P<month>{MONTHS})(?![^\W_])(?!\.?,?\s+(?:of\s+)?\d|\s*[/–-])"
)
# "That autumn", "by the end of the year": a part of the year last named.
PART_OF_YEAR = re.compile(
    r"(?<![^\W_])(?:(?P<by>by)|in|during|at|towards?|that|the\s+same)\s+(?:the\s+)?(?:(?P<part>early|"
    r"late)\s+)?(?:that\s+)?(?P<season>spring|summer|autumn|winter)"
    r"(?:\s+of\s+(?:that|the\s+same)\s+year)?(?![^\W_])(?!,?\s+(?:of\s+)?\d|\s+(?:of|palace|offensive|"
    r"campaign|quarters|school|term)\b|['’-])|"
    r"(?<![^\W_])(?:(?P<until>by)|at|towards?|before|in)\s+the\s+(?P<end>beginning|start|middle|end|"
    r"close)\s+of\s+(?:that|the(?:\s+same)?)\s+year(?![^\W_])",
    re.I,
)
DAYS = re.compile(
    rf"(?<![\d.,/–-])(?:from\s+)?(?P<first>[0-3]?\d)\s*(?:[-–]|\s(?:to|"
    rf"until)\s)\s*(?P<last>[0-3]?\d)\s+(?P<month>{MONTHS})(?![^\W_])"
    r"(?:,?\s+(?P<year>[12]\d{3})(?!\d))?"
)
# "From May to September 1219", "3 May to 6 June 1219": the year behind the second is that of both.
MONTHS_OF_YEAR = re.compile(
    rf"(?<![^\W_])(?:(?P<lead>from|between)\s+)?(?P<first>(?:[0-3]?\d\s+)?(?:{MONTHS}))\s*(?P<joint>[-–]|"
    rf"\s(?:to|until|and)\s)\s*"
    rf"(?P<last>(?:[0-3]?\d\s+)?(?:{MONTHS})),?\s+(?P<year>[12]\d{{3}})(?!\d)",
    re.I,
)
# "December 6th National Congress": the ordinal may belong to the name.
ORDINAL_OF_NAME = re.compile(rf"(?P<month>{MONTHS})\s+(?P<number>\d{{1,2}})(?:st|nd|rd|th)(?=\s+[^\W\d_a-z])")
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
DECADES = {word: f"{number}0" for number, word in enumerate(_DECADES, 2)}
DECADE = re.compile(
    r"(?<![\w’'])(?:(?P<part>mid-to-late|early-to-mid|early|mid|"
    r"late)[\s-]+)?['’]?(?P<decade>[2-9]0)['’]?s(?![^\W_])"
    rf"(?:\s*\(?(?:of\s+the\s+)?(?P<century>\d{{1,2}}(?:st|nd|rd|th)|"
    rf"{alternatives(ORDINALS)})[\s-]+century\)?)?|"
    rf"(?<![^\W_])(?<=the\s)(?:(?P<stretch>early|mid|late)[\s-]+)?(?P<word>{'|'.join(_DECADES)})(?![^\W_])",
    re.I,
)
OF_LIFE = ending_in(r"(?:his|her|their|its)\s+")
YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
MONTH_AND_YEAR = re.compile(rf"(?<![^\W_])({MONTHS}),?\s+([12]\d{{3}})(?!\d)")
FULL_DAY = re.compile(
    rf"[0-3]?\d(?:st|nd|rd|th)?\s+(?:{MONTHS}),?\s+[12]\d{{3}}|(?:{MONTHS})\s+[0-3]?\d(?:st|nd|rd|"
    rf"th)?,?\s+[12]\d{{3}}"
)
HEDGED = re.compile(
    r"(?:(?:by|before|after|since|until|till|from|up\s+to|as\s+early\s+as|no\s+later\s+than|"
    r"no\s+earlier\s+than|not\s+before|not\s+after|in|on|the)\s+)+",
    re.I,
)

# What is told by the date last named. By what is done with it.
POINTING = {
    "next": whole_words(
        r"(?:(?:in|on)\s+)?the\s+(?P<way>next|following|previous|preceding)\s+(?P<unit>year|month|day)|"
        r"(?P<bare>next|following)\s+year"
    ),
    "same": whole_words(
        r"(?:in\s+)?(?:that|the\s+same|that\s+same)\s+(?P<unit>year|month|day)|the\s+same\s+(?P<one>month)"
    ),
    "distance": whole_words(
        rf"{_SPELL}\s+(?P<way>later|on(?=[,.;])|afterwards?|after\s+that|earlier|before\s+that|previously|"
        rf"ago)"
    ),
    "so long": whole_words(
        rf"(?P<verb>had|has|have)\s+(?:already\s+|now\s+)?been\s+(?:[\w’'-]+\s+){{0,4}}?for\s+{_SPELL}"
    ),
    "anniversary": whole_words(
        rf"(?P<number>\d{{1,3}}(?:st|nd|rd|th)|{alternatives(ORDINALS)})\s+anniversary"
    ),
    "period": whole_words(
        r"(?P<lead>during|in|over|throughout|within|at|by|about|around)\s+(?:this|that|"
        r"the\s+same(?!\s+time)|these|those)\s+(?:period|time|era|decade|years|phase)|"
        r"(?P<then>by)\s+then|(?P<time>at|by)\s+the\s+time(?!\s+(?:of|when|that|he|she|they|it|the|a)\b)"
    ),
    "from": whole_words(
        r"thereafter|from\s+then(?:\s+on)?|since\s+then|ever\s+since|henceforth|from\s+(?:this|"
        r"that)\s+(?:time|point|day|moment)(?:\s+(?:on|onwards?|forward))?"
    ),
    "until": whole_words(r"(?:until|till|up\s+to)\s+(?:then|that\s+time|that\s+point)"),
    "consequence": whole_words(
        r"as\s+a\s+(?:result|consequence)(?!\s+of)|in\s+(?:response|reaction|retaliation|"
        r"consequence)(?!\s+(?:of|to))|"
        r"because\s+of\s+(?:this|that|these)|(?-i:Because)\s+of\s+(?:his|her|its|their)|consequently|"
        r"thereupon|(?:not\b[^.;]{0,40}?\b)?until\s+later|only\s+later|subsequently|afterwards"
    ),
    "succession": whole_words(
        r"(?:was|were)\s+(?:[\w-]+ly\s+)?(?:succeeded|replaced)\s+by|succeeded\s+(?:him|her)|took\s+(?:his|"
        r"her)\s+place"
    ),
}
WITHIN = ending_in(
    r"(?:within|in|by\s+the\s+end\s+of|(?:plan|programme|program|term)\s+(?:for|of)|(?:agreed|planned|"
    r"meant)\s+for)\s+(?:the\s+)?(?:next\s+)?"
)
# A cause with its date, and what follows from it in the same sentence.
LEADS_TO = re.compile(
    r"[^.;:()]{0,40}?,\s+(?:which\s+(?:soon\s+|later\s+|ultimately\s+)?(?:led\s+to|caused|prompted|forced|"
    r"provoked)|leading(?!\s+(?:role|part|figure|member|position))|"
    r"prompting|forcing|provoking|causing|resulting\s+in|setting\s+off)(?![^\W_])",
    re.I,
)
# What was going on before a date is over with it.
GOING_ON = re.compile(r",?\s[^.;:,]{1,60}?\b(?:was|were)\s+(?:[\w-]+ly\s+)?\w+ing\b", re.I)

# By an event that is registered.
RELATIVE = ending_in(
    r"(?P<lead>shortly\s+after|shortly\s+before|soon\s+after|in\s+the\s+(?:wake|aftermath)\s+of|after|"
    r"following|before|prior\s+to|on\s+the\s+eve\s+of|"
    r"by\s+the\s+time\s+of|since)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?|"
    r"(?P<at>at\s+the|at\s+the\s+time\s+of(?:\s+the)?)\s+|(?:ended|began|begun|closed|opened|"
    r"started)\s+(?P<with>with)\s+(?:the\s+)?"
)
LEADS = {
    "soon after": "shortly after",
    "following": "after",
    "since": "after",
    "in the wake of": "after",
    "in the aftermath of": "after",
    "prior to": "before",
    "on the eve of": "before",
    "by the time of": "by",
}
# "Three weeks after", "the day before": how far from an event.
FAR = ending_in(rf"(?:{_SPELL}|the\s+(?P<one>day|week|month|year))\s+")
# An end or a beginning of something registered: "the dissolution of X", "X's death".
_NOUNS = {
    "dissolved": "dissolution|disbandment|disbanding",
    "founded": "founding|foundation|establishment|formation|creation",
    "died": "death",
    "born": "birth",
    "start": "outbreak|beginning|start|onset|launch",
    "end": "end|conclusion|close",
    "married": "marriage|wedding",
    "published": "publication",
    "signed": "signing|signature",
}
NOUNS = {noun: name for name, nouns in _NOUNS.items() for noun in nouns.split("|")}
_LEAD = (
    r"(?P<lead>shortly\s+after|shortly\s+before|soon\s+after|in\s+the\s+(?:wake|aftermath)\s+of|after|"
    r"following|"
    r"before|prior\s+to|since)\s+"
)
NOUN_OF = ending_in(
    rf"{_LEAD}(?:the\s+)?(?:[\w-]+\s+){{0,2}}?(?P<noun>{alternatives(NOUNS)})\s+of\s+(?:the\s+)?"
)
LEAD_TO_NAME = ending_in(rf"{_LEAD}(?:the\s+)?")
NAMES_NOUN = re.compile(rf"['’]s?\s+(?P<noun>{alternatives(NOUNS)})(?![^\W_])", re.I)
# What was named before: "after this plenum", "following the failure of these attacks".
REFERRING = whole_words(
    r"(?P<lead>shortly\s+after|shortly\s+before|after|following|before|prior\s+to|since|until|during|at)\s+"
    r"(?:the\s+(?:failure|success|end|close|conclusion|collapse|defeat|rejection|adoption)\s+of\s+)?"
    r"(?:(?P<this>this|that|these|those)|the)\s+(?P<noun>[^\W\d_]{3,})"
)
REFERRING_LEADS = {**LEADS, "until": "by", "during": "on", "at": "on"}
# How a text dates an event beside its name.
DATED_BEHIND = re.compile(r",?\s*(?:\(|(?:held\s+|convened\s+)?(?:in|of|on)\s+)(?:the\s+)?\Z", re.I)
