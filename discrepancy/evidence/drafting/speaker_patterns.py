"""The patterns of English by which a text says who says something."""

from __future__ import annotations

import re

from discrepancy.evidence.statements.word_patterns import ending_in, whole_words

# Verbs of saying: whoever stands before one speaks.
_SURE = (
    "stat claim argu writ consider estimat not report believ alleg insist announc declar assert recall "
    "promis admitt? explain remark warn predict contend acknowledg conced complain confirm reckon cit"
)
# Verbs that tell of saying only where "that" follows.
_WITH_THAT = (
    "add answer observ maintain conclud suggest stress emphasi[sz] indicat expect propos hop agre mention "
    "respond counter show calculat guess fear"
)
_ENDINGS = "(?:e?s|e?d|ing)"


def _forms(stems: str) -> str:
    return "|".join(stem + _ENDINGS for stem in stems.split())


_IRREGULAR = (
    r"wrote|says|said|told|tells|(?:den|repl|testif)(?:ies|ied)|thought|thinks|held\s+that|holds\s+that"
    r"|puts\s+the|point(?:s|ed|ing)\s+out|admits|admit"
)
_THAT = r"(?=\s+(?:[\w’'-]+\s+){0,4}?that\b)"
_PLURAL = (
    r"(?:state|claim|argue|believe|report|say|write|note|hold|maintain|suggest|insist|allege|agree|show|"
    r"indicate|"
    r"record|give)(?=\s+that\b)"
)
SAYING = rf"(?:{_forms(_SURE)}|{_IRREGULAR}|(?:{_forms(_WITH_THAT)}){_THAT}|{_PLURAL})"
SAYS = whole_words(SAYING)
THAT = re.compile(r"(?:,[^.;:,]{1,60},)?(?:\s+[\w’'-]+){0,10}?\s+that(?![^\W_])", re.I)
# Who is not registered: a name, or "the commission", right before the verb.
UNNAMED = re.compile(
    r"(?<![^\W_])(?P<who>(?!(?:He|She|They|It|We|I|You|This|That|These|Those|There|Who|What|But|And|When|"
    r"While|As|If|In|On|At|By|After|Before|Later)\b)"
    r"(?:[^\W\d_a-z][\w’'-]*\.?\s+(?:(?:of|de|von|van|du|al|ibn)\s+)?){0,3}[^\W\d_a-z][\w’'-]+|(?:[Tt]he|"
    r"[Oo]ne)\s+(?:(?!(?:and|but|or)\b)[\w’'-]+\s+){0,3}(?!(?:and|but|who|which|that|then|"
    r"not)\b)[\w’'-]{3,})\s+"
    r"(?:(?:also|later|even|himself|herself|has|had|then|once)\s+)?\Z"
)
APPOSED = re.compile(r",\s+(?:(?:later|also|then|once|has|had|[a-z]+ly)\s+){0,2}\Z")
# What may stand before the subject of a sentence: titles, or words that a comma ends.
BEFORE_SUBJECT = re.compile(r"(?:[^.;]*,\s+|(?:[Tt]he\s+)?(?:[^\W\d_a-z]\w*\.?\s+)*)\Z")
PASSIVE = ending_in(r"(?:is|was|are|were|be|been|being|get|got)\s+(?:[\w-]+ly\s+|also\s+|often\s+)*")
ACCORDING = re.compile(
    r"(?<![^\W_])(?:according\s+to|in\s+the\s+(?:words|opinion|view|account)\s+of|as\s+(?:told|reported|"
    r"recorded|stated)\s+by)\s+(?:the\s+)?",
    re.I,
)
SAID_BY = re.compile(
    r"(?<![^\W_])(?:told|informed|stated|claimed|reported|said|alleged|argued|noted|"
    r"declared)\s+by\s+(?:the\s+)?",
    re.I,
)
SOME = whole_words(
    r"(?P<who>(?:some|several|many|other|most|certain)\s+(?:\w+\s+){0,2}?(?:sources|historians|authors|"
    r"analysts|scholars|observers|writers|"
    rf"witnesses|accounts|reports))\s+(?:{SAYING}|say|argue|believe|write|state|give|put|cite|claim|"
    rf"estimate|report|think|hold)"
)
PRONOUN = re.compile(
    rf"(?:he|she|they)\s+(?:(?:further|also|later|then|again|once|even|has|"
    rf"had)\s+){{0,2}}(?:{SAYING})(?![^\W_])",
    re.I,
)
# Who takes the floor in a conversation that is retold.
FLOOR = whole_words(
    rf"{SAYING}|{_forms(_WITH_THAT)}|thanked|asked|informed|familiari[sz]ed|briefed|continued|spoke|began"
)
CONVERSATION = whole_words(
    r"conversations?|interviews?|talks?|dialogues?|minutes|transcripts?|testimon(?:y|ies)|depositions?|"
    r"hearings?|debates?|audiences?"
)
