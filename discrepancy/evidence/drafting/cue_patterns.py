"""The patterns of English cue words by which a draft guesses which property a date or figure belongs to.

They are few on purpose: a cue that stands for two things would make a draft that has to be read twice.
"""

from __future__ import annotations

import re

from discrepancy.evidence.statements.word_patterns import ending_in, whole_words

# By property: the words that give it away. It is guessed only of a value of its type, and of an entity of a
# kind that it is asked of.
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
    "appointed": r"appointed|named (?=as\b|the\b|to\b)",
    "elected": r"elected",
    "joined": r"joined|became (?:a )?members? of|was admitted to",
    "left": r"resigned|expelled|dismissed|forced to leave|forced out of|(?:was|were) removed|stepped down",
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
CUES = {name: whole_words(words) for name, words in _WORDS.items()}

# What happens on a day, so that a sentence that tells it has a date though it names none.
_ON_A_DAY = "born died married imprisoned released founded dissolved signed appointed elected joined left"
HAPPENS = re.compile("|".join(f"(?:{CUES[name].pattern})" for name in _ON_A_DAY.split()), re.I)

# Whose active verb tells of its object: "Hugh founded the abbey". In the passive, and of the others, the
# subject stands before the verb.
OF_OBJECT = ("founded", "dissolved", "imprisoned", "released", "written", "published", "signed")
PASSIVE = ending_in(r"(?:was|were|is|are|been|being|be|got)\s+(?:[\w-]+\s+){0,2}")

OWNED = re.compile(r"['’]s?\s")
GOVERNED = ending_in(
    r"(?:of|with|by|from|to|under|for|against|at|in|on|after|before|during|like|than)\s+(?:the\s+)?"
)
NO_SUBJECT = re.compile(
    r"(?:and|but|then)\s+(?:(?:then|later|soon|also|finally|eventually)\s+)?(?:was|were|had|is|has|"
    r"[a-z]+ed)(?![^\W_])",
    re.I,
)

# Figures that are spoken of again, only to be doubted.
DISPUTED = whole_words(
    r"(?:consider(?:s|ed)?|regard(?:s|ed)?|dismiss(?:es|ed)?|reject(?:s|ed)?|disput(?:es|ed)|doubt(?:s|ed)?|"
    r"question(?:s|ed)?|contest(?:s|ed)?|"
    r"den(?:ies|ied)|call(?:s|ed)?|challeng(?:es|ed)|finds?|found)\s+(?:such|these|those|both|this|"
    r"that)\s+(?:figures?|numbers?|estimates?|totals?|counts?)"
)

# A length of time that is part of a name, and a count of what was named before.
PLAN = re.compile(r"['’]?\s+(?:plans?|Wars?)(?![^\W_])", re.I)
BACK = ending_in(r"the\s+")
RATE = re.compile(r"\s+(?:a|per|each|every)\s+(?:day|week|month|year)\b", re.I)
