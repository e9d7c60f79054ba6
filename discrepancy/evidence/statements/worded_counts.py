"""Counts that a text states in words and not by a figure: "only one member", "no prisoners", "divided into A,
B and C factions", "one of five children".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from discrepancy.evidence.statements.word_patterns import whole_words
from discrepancy.values.numbers.number_words import CARDINALS, ORDINALS, alternatives

_FEW = alternatives(word for word in CARDINALS if word not in ("zero", "one", "hundred"))
_NTH = alternatives(ORDINALS)
_PLURAL = r"(?:[^\W\d_][\w-]*\s+){0,2}?(?:[^\W\d_]{2,}(?<!s)s|men|women|children|people|deaths)"
# "One" where something says that it counts: "only one member", "a single survivor".
_ONE = re.compile(
    r"(?<![^\W_])(?<!not )(?:(?:only|just|exactly|but|precisely)\s+one|an?\s+(?:single|sole|lone)|(?:only|"
    r"just)\s+an?\s+single)\s+"
    r"(?!of\b|another\b|more\b|day\b|week\b|month\b|year\b)"
    r"[^\W\d_][\w-]*",
    re.I,
)
# Nothing, where the sentence has it, leaves it or there is none; "no longer" and "no doubt" count nothing.
_NONE = whole_words(
    rf"(?:had|having|there\s+were|left|leaving|suffered|suffering|lost|bore)\s+no\s+(?!longer|doubt|"
    rf"illusion|reason|qualm|scruple|mean|plan|sign){_PLURAL}"
)
_NOT_ONE = re.compile(
    r"(?<![^\W_])not\s+(?:a\s+single|one)\s+(?!of\b|another\b|more\b|day\b|week\b|month\b|"
    r"year\b)[^\W\d_][\w-]*",
    re.I,
)
_LISTED = whole_words(
    r"(?:divid(?:ed|es|ing)|split(?:s|ting)?|broken?|broke|separated|grouped|fell|"
    r"falls)\s+(?:up\s+)?into\s+(?P<list>[\w’'-]+(?:\s+[\w’'-]+){0,2}"
    r"(?:,\s+(?:and\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,2})*,?\s+and\s+(?:an?\s+)?[\w’'-]+)\s+[^\W\d_]+s"
)
_OF_CHILDREN = re.compile(
    rf"(?<![^\W_])(?:(?:one|(?:the\s+)?(?:only\s+(?:son|daughter)|youngest|eldest|oldest|{_NTH}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)))(?:\s+(?:son|daughter|child))?\s+of\s+|"
    rf"(?:to|from|into|in|of)\s+an?\s+(?:[\w-]+\s+){{0,3}}?family\s+(?:of|with)\s+)(?P<count>\d{{1,2}}|"
    rf"{_FEW})\s+(?:children|siblings|brothers\s+and\s+sisters)",
    re.I,
)
_SPLIT = re.compile(r",\s+(?:and\s+)?|\s+and\s+", re.I)
_MOST_CHILDREN = 40


class WordedCount(NamedTuple):
    """A count as it is drafted, with its span in the text. `inferred` says how it was worked out, if it was;
    `property` is what is counted, where the words leave no doubt of it.
    """

    value: str
    start: int
    end: int
    inferred: str = ""
    property: str = ""


def worded_counts(text: str) -> Iterator[WordedCount]:
    """Every worded count in `text`, in no order."""
    for found in _ONE.finditer(text):
        yield WordedCount("1", found.start(), found.end())
    for found in (*_NONE.finditer(text), *_NOT_ONE.finditer(text)):
        yield WordedCount("0", found.start(), found.end())
    for found in _LISTED.finditer(text):
        parts = len(_SPLIT.split(found["list"]))
        yield WordedCount(
            str(parts), found.start(), found.end(), f'counted: "{" ".join(found["list"].split())}"'
        )
    for found in _OF_CHILDREN.finditer(text):
        said = found["count"].lower()
        count = int(said) if said.isdigit() else int(CARDINALS[said])
        if 1 < count < _MOST_CHILDREN:
            how = f"{said} children in the family, the one of whom is spoken among them"
            yield WordedCount(str(count - 1), found.start(), found.end(), how, "siblings")
