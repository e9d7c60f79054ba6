"""What the words that an ellipsis leaves out change in the words that are quoted: a "not" that turns them
round, a hedge that weakens them, another subject of the verb that follows.

Only what stands within the sentence counts. Where sentences end within the omission, that is what is left out
of the sentence in which the quote goes on, and the words right after the place where it stops.
"""

from __future__ import annotations

import re

from discrepancy.evidence.quotes.word_changes import HEDGES, UNSURE, WordChange, figure, negates, words
from discrepancy.evidence.statements.sentences import sentence_ends

_NEXT_WORDS = 4  # so many words after a quoted verb may turn it round: "signed nothing"
# Words that begin a clause with a subject of its own.
_CLAUSE = frozenset(
    ("while", "when", "whereas", "because", "although", "though", "but", "that", "after", "before")
)
# Verbs in the past that do not end in -ed.
_FINITE = frozenset(
    (
        *("was", "were", "had", "did", "said", "told", "wrote", "took", "gave", "went", "came", "made"),
        *("left", "fell", "won", "lost", "led", "became", "began", "died", "fought", "held", "saw", "fled"),
    )
)
_SHORTEST_PAST = 5  # letters: signed, ruled; not red, bed
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "their", "its", "this", "that"))
_LONGEST_SUBJECT = 5  # words


def hidden_change(gap: str, following: str) -> WordChange | None:
    """The change of meaning that the words of a text in `gap`, left out before `following`, hide; None where
    they hide none. All of it is in normal form.
    """
    ends = [0, *sentence_ends(gap)]
    before = words(gap[ends[-1] :])  # of the sentence in which the quote goes on
    if len(ends) > 1:
        after = words(re.split(r"[,;:(]", gap[: ends[1]])[0])[:_NEXT_WORDS]
        if any(map(negates, after)):
            return WordChange(" ".join(after), "", "negation")
    if not before:
        return None
    shown = " ".join(before)
    if any(map(negates, before)):
        return WordChange(shown, "", "negation")
    next_words = words(following[:40])
    last = "" if before[-1] == "May" else before[-1].casefold()
    hedged = last in HEDGES and (len(before) <= _NEXT_WORDS or (bool(next_words) and figure(next_words[0])))
    if hedged or not UNSURE.isdisjoint(before):
        return WordChange(shown, "", "hedge")
    if next_words and _finite(next_words[0]) and (subject := _subject(before, gap)):
        return WordChange(subject, "", "name" if subject.split()[-1][0].isupper() else "words")
    return None


def _subject(before: list[str], gap: str) -> str:
    """The subject of a clause of its own that stands at the end of the words left out: "while the earl"."""
    if not gap.rstrip()[-1:].isalpha():
        return ""  # "with the earl," belongs to the words before it
    low = [word.casefold() for word in before]
    for at in range(len(before) - 2, max(len(before) - _LONGEST_SUBJECT, -1), -1):
        noun = before[at + 1 :]
        joins = low[at] in _CLAUSE or (low[at] == "and" and any(map(_finite, low[:at])))
        if joins and (low[at + 1] in _DETERMINERS or all(word[0].isupper() for word in noun)):
            bare = noun[1:] if low[at + 1] in _DETERMINERS else noun
            return " ".join(noun) if bare and not any(map(_finite, bare)) else ""
    return ""


def _finite(word: str) -> bool:
    """Whether a word is certainly a verb with a subject of its own, in the past or as an auxiliary."""
    return word in _FINITE or (word.endswith("ed") and len(word) >= _SHORTEST_PAST and word.islower())
