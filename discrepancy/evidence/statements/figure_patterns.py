"""The patterns of figures and dates in running English. What they mean is for the parsers of `values/` to
say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from discrepancy.evidence.statements.word_patterns import ending_in
from discrepancy.values.dates.days import MONTHS
from discrepancy.values.dates.english_words import BOUND_TAILS, CIRCA_TAILS, TURNED_BOUNDS
from discrepancy.values.numbers.hedge_words import COMPARATIVE, LEADS, TAILS
from discrepancy.values.numbers.number_words import (
    CARDINALS,
    MAGNITUDES,
    ORDINALS,
    SCORES,
    VULGAR,
    alternatives,
)

LONGEST_LEAD = 60


_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_ANY_DAY = (
    rf"(?:{_DAY}(?:(?:\s+day)?\s+of)?|(?:(?:twenty|thirty)-)?(?:{alternatives(ORDINALS)})(?:\s+day)?\s+of)"
)
_YEAR = r"[12]\d{3}"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_ORDINAL = alternatives(ORDINALS)
_MAGNITUDE = alternatives(MAGNITUDES)
_TIME = r"(?:hours?|days?|weeks?|fortnights?|months?|years?|decades?|century|centuries)\b"
_SIXTIES = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"

# Where something may be stated: at digits, a month, a season, a number word. Looked up word by word, which is
# faster than one pattern of all.
_TOKEN = re.compile(rf"\.?[0-9]+|[{''.join(VULGAR)}]|[^\W\d_]+")
_ANCHORS = frozenset(
    (
        *(word.lower() for month in MONTHS for word in (month, month[:3])),
        *(
            "sept",
            "spring",
            "summer",
            "autumn",
            "fall",
            "winter",
            "ad",
            "half",
            "several",
            "few",
            "tens",
            "a",
            "an",
        ),
        *(f"{word}s" for word in MAGNITUDES),
        *CARDINALS,
        *SCORES,
        *ORDINALS,
        *_SIXTIES.split("|"),
    )
)
_ARTICLE = re.compile(rf"an?\s+(?:few|{_MAGNITUDE}|{_TIME}|half|third|quarter)\b", re.I)


def anchors(text: str) -> Iterator[int]:
    """The offsets at which a figure or date may begin: at digits, months, seasons and number words."""
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word[0].isalpha():
            low = word.lower()
            if low in _ANCHORS and (low not in ("a", "an") or _ARTICLE.match(text, token.start())):
                yield token.start()
        elif (word[0].isascii() or word[0] in VULGAR) and not text[
            token.start() - 1 : token.start()
        ].isalpha():  # B52 is a name
            yield token.start()


# What numbers a page, a file or a paragraph counts nothing and dates nothing.
LABELLED = re.compile(
    r"(?:\b(?:pages?|pp?|fols?|folio|ff?|ll?|lines?|vols?|volume|chapter|ch|chap|art|article|section|sect|"
    r"note|nos?|record|doc|document|file|box|"
    r"fond|opis|delo|d|op)\.?|[§¶№#]|\bN[ºo°])\s?\Z",
    re.I,
)

# Dates

DATE = re.compile(
    rf"""
    (?P<iso>     \d{{4}}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?![\d-]) )
  | (?P<days>    \d{{1,2}}\s*[-–/]\s*\d{{1,2}}\s+{_MONTH}\s+{_YEAR}\b )
  | (?P<full>    {_ANY_DAY}\s+{_MONTH}\.?,?\s+(?:of\s+)?{_YEAR}\b
               | {_MONTH}\.?\s+{_DAY},?\s+{_YEAR}\b
               | {_MONTH}\.?,?\s+(?:of\s+)?{_YEAR}\b
               | {_SEASON}(?:\s+of)?\s+{_YEAR}\b(?:[-–/]\d\d(?!\d))?
               | (?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})[\s-]+century(?:\s+(?:BCE?|CE|AD)\b)?
               | \d{{3}}0['’]?s\b
               | \d{{1,2}}(?P<sign>[./])\d{{1,2}}(?P=sign)\d{{4}}(?!\d)
               | (?:AD|A\.D\.)\s+\d{{1,4}}\b | \d{{1,4}}\s+(?:BCE?|AD|CE)\b )
  | (?P<partial> {_ANY_DAY}\s+{_MONTH}\b | {_MONTH}\s+{_DAY}(?![\d,]\d|\d|%) )
  | (?P<year>    {_YEAR}(?![\d%½¼¾]|[.,'’]\d|['’]?s\b|-(?:year|month|day|man|strong)
                          |\s*(?:{_MAGNITUDE})\b|\s+{_TIME}) )
    """,
    re.X,
)
SHORT_YEAR = re.compile(r"\d\d(?![\d.,]*\d|%)")
DATE_JOINT = re.compile(
    r"\s*[-–—]\s*|\s+(?:up\s+)?(?:to|until|till|through|and|or)\s+"
    r"(?:(?:in|the|until|early|mid|late|from|by|(?:beginning|start|middle|end|close)\s+of)[\s-]+)*|/(?=\d)",
    re.I,
)
DATE_JOINED = re.compile(r"\s*(?P<word>[-–—/]|(?:up\s+)?(?:to|until|till|through|and|or)\s)\s*", re.I)
OF_SPANS = re.compile(r"(?:from|since|until|till|up\s+to|between)\s+(?:(?:in|the|on|about|around)\s+)*", re.I)
FILLER = re.compile(r"(?:in|on|the|of|at|sometime)\s+", re.I)
NOT_AT = alternatives(" ".join(phrase) for phrase, _ in TURNED_BOUNDS)
_DATE_END = alternatives(" ".join(phrase) for phrase in (*CIRCA_TAILS, *(words for words, _ in BOUND_TAILS)))
DATE_TAIL = re.compile(rf",?\s+(?:{_DATE_END})(?=\s*(?:[.,;:)!?]|\Z))", re.I)
DATE_LEAD = ending_in(
    r"(?:(?:between|from|since|until|till|up\s+to|by|before|after|prior\s+to|no\s+later\s+than|"
    r"no\s+earlier\s+than|"
    rf"{NOT_AT}|circa|about|around|approximately|roughly|possibly|probably|perhaps|"
    r"allegedly|reportedly|said\s+to\s+be)\s+|"
    r"(?:c|ca)\.\s*|(?:in|on|the|of|at|sometime)\s+|(?:mid-to-late|early-to-mid|early|mid|late|"
    r"mid\sto\slate)(?:\s+|-)|"
    r"(?:beginning|start|middle|end|close|(?:first|second|last)\s+(?:half|quarter)|(?:third|"
    r"fourth)\s+quarter)\s+of\s+)+"
)
NAMING = re.compile(r"\bthe\s+(?P<part>(?:(?:mid-to-late|early-to-mid|early|mid|late)[\s-]+)?)\Z", re.I)
STEP = re.compile(r"\S+?[\s-]+")
# Four digits that count something.
COUNTED = re.compile(
    r"\s+(?:men|women|people|persons?|children|soldiers?|troops|prisoners?|cadres?|members?|killed|dead|"
    r"wounded|houses?|villages?|tons?|tonnes|"
    r"km|kilometres|miles|hectares|acres|dollars|pounds|francs|horse(?:men)?|foot)\b",
    re.I,
)
COUNTING = re.compile(
    r"(?:over|some|at\s+least|nearly|almost|more\s+than|up\s+to|as\s+many\s+as|fewer\s+than|less\s+than|"
    r"[$€£¥₫₹₽₩])\s*\Z",
    re.I,
)

# Numbers

DIGITS = re.compile(r"\.?\d(?:[\d.,'’/-]*\d)?")
VAGUE = re.compile(
    rf"(?:(?:tens|(?:{_MAGNITUDE})s)(?:\s+of\s+(?:{_MAGNITUDE})s)*|(?:several|"
    rf"(?:a\s+)?few)\s+(?:{_MAGNITUDE})s?(?:\s+(?:{_MAGNITUDE})s?)*|"
    rf"(?:several|(?:a\s+)?few)(?=\s+{_TIME}))(?![^\W_])(?!\s+of\s+(?:{_MAGNITUDE})\b)",
    re.I,
)
HEDGE = ending_in(
    rf"(?:(?:between|from|"
    rf"(?:{COMPARATIVE})|all\s+but|"
    rf"{alternatives(phrase for phrase in LEADS if phrase[0].isalpha() and phrase != 'c')}),?\s+|"
    rf"[~≈<>≤≥]\s*|an?\s+(?=few\b))+"
)
MONEY = re.compile(r"(?:US\$|[$€£¥₫₹₽₩]|\b[A-Z]{3}\s)\s?\Z")
PERCENT = re.compile(r"\s*(?:%|per\s?cent(?![^\W_]))", re.I)
NUMBER_JOINT = re.compile(
    r"\s*[-–—]\s*|\s+(?:to|and)\s+|\s+or\s+(?!more|fewer|less|so\b|above|over|under)", re.I
)
_NO_VERB = (
    "only|just|merely|simply|because|that|but|if|when|where|while|though|although|as|who|whom|which|and|or|then|"
    "until|since|by|with|without|all|every|of|for|in|on|at|from|to|after|before|say|said|know|known"
)
_TAIL = rf"(?:{alternatives(words for words in TAILS if ' ' in words)})\b(?!\s+than\b)"
TAIL = re.compile(rf"\+|\?|-(?:odd|some)\b|\sodd\b|(?:\s+[^\W\d_]+)?,?\s+{_TAIL}", re.I)
# A negation before "more than", with a verb of its own between: "did not lose more than 80".
NEGATING = ending_in(
    rf"(?:cannot|not|never|nor|\w+n['’]t)\s+"
    rf"(?:(?!(?:{_NO_VERB})\b)[^\W\d_]+\s+){{1,2}}"
)
COMPARED = re.compile(rf"(?:{COMPARATIVE})\s", re.I)
_ADJECTIVE = re.compile(r"-(year|month|day)")
_ALL_BUT = re.compile(r"\ball\s+but\s+", re.I)
# "A year" is a length of time only where something says so; in "$3 million a year" it is none.
ARTICLE_TIME = re.compile(rf"an?\s+{_TIME}(?:\s+and\s+a\s+half)?", re.I)
FOR = ending_in(r"(?:for|within|after|in|of)\s+")
TIME_UNIT = re.compile(rf"(?:[-\s]odd|\s+{_TAIL})?[\s-]+{_TIME}(?:\s+and\s+a\s+half)?", re.I)
MORE_TIME = re.compile(rf"(?:,|\s+and)\s+(?:\d+|{alternatives(CARDINALS)}|a)\s+{_TIME}", re.I)
AGED = re.compile(r"\b(?:at\s+the\s+age\s+of|the\s+age\s+of|at\s+age|aged|age)\s+\Z", re.I)
YEARS_OLD = re.compile(rf"(?:[-\s]odd|\s+{_TAIL})?[\s-]years?[\s-](?:old|of\s+age)\b", re.I)
IN_LIFE = re.compile(r"\bin\s+(?:his|her|their)\s+(?:(?:early|mid|late)[\s-]+)?\Z", re.I)
IN_YEAR_OF_LIFE = re.compile(r"(?:\bin\s+)?\b(?:his|her|their|the)\s+\Z", re.I)
SIXTIES = re.compile(rf"(?:{_SIXTIES}|[2-9]0s)\b", re.I)
YEAR_OF_LIFE = re.compile(
    r"\s+year\b(?P<life>\s+of\s+(?:(?:his|her|their)\s+)?(?:age|life)\b)?"
    r"(?!\s+(?:as|in|at|on|of|with|under)\b)",
    re.I,
)


def plain_english(said: str) -> str:
    """What was said in the form that the parsers take: `a 20-year war` is 20 years long; what is all but 80
    is nearly 80.
    """
    return _ALL_BUT.sub("nearly ", _ADJECTIVE.sub(r" \1", said))
