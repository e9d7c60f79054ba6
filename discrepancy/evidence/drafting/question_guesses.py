"""Guesses of the question that a date or figure answers: the property from cue words, the subject from the
registered name beside them. Where several fit, both are left open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from discrepancy.evidence.drafting import cue_patterns as cues
from discrepancy.evidence.statements.entity_names import Mention
from discrepancy.evidence.statements.sentences import SentenceIndex
from discrepancy.evidence.statements.word_patterns import whole_words
from discrepancy.model.dossier import Dossier
from discrepancy.model.vocabulary import Property

OPEN = "OPEN"  # what is left to a person
_BEHIND = 20  # characters by which a cue behind the value counts as farther
_LONG_ENOUGH = 6  # letters of a property's name that stand for it: "joined", not "date" or "loss"
_PASSIVE, _OPENING = 30, 25
_MORE_OF_NAME = re.compile(r" (?=[^\W\d_a-z])(?=[^\W\d_]*[^\W\d_A-Z])")


class QuestionGuess(NamedTuple):
    """A subject and a property, each OPEN where it could not be guessed, and the words they were guessed
    from.
    """

    about: str = OPEN
    property: str = OPEN
    words: tuple[str, ...] = ()


class _Cue(NamedTuple):
    distance: int
    name: str
    prop: Property
    text: str
    start: int
    end: int


class QuestionGuesser:
    """Guesses questions from one text and the registered names in it (`mentions`)."""

    def __init__(
        self, text: str, sentences: SentenceIndex, mentions: Sequence[Mention], dossier: Dossier
    ) -> None:
        self.text, self.sentences, self.mentions, self.dossier = text, sentences, mentions, dossier
        self._ends = [one.end for one in mentions]

    def mentions_within(self, begin: int, stop: int) -> list[Mention]:
        """The names that share a character with a stretch of the text."""
        at = bisect_right(self._ends, begin)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < stop:
            found.append(self.mentions[at])
            at += 1
        return found

    def guess_at(self, kind: str, begin: int, stop: int, start: int, end: int) -> QuestionGuess:
        """The question that a value of type `kind` answers; the value stands from `start` to `end`, in the
        clause from `begin` to `stop`.
        """
        cue = self._cued(kind, begin, stop, start, end)
        if cue is None:
            return QuestionGuess()
        if self._of_object(cue, begin):
            names = self.mentions_within(cue.end, start if cue.start < start else stop)[:1]
        else:
            names = self._subjects(begin, cue) or self._carried(begin, cue.start)
        names = [one for one in names if self._askable(one, cue.prop)]
        if len(names) > 1 and self.text[names[-2].end : names[-1].start].strip() in ("and", ", and"):
            names = []  # two did it, and an entry is about one
        return (
            QuestionGuess(names[-1].entities[0], cue.name, (names[-1].text, cue.text))
            if names
            else QuestionGuess(OPEN, cue.name, (cue.text,))
        )

    def _cued(self, kind: str, begin: int, stop: int, start: int, end: int) -> _Cue | None:
        """The property of a value's type whose words stand nearest in the clause, rather before it; a
        dossier's own by its name.
        """
        found = []
        for prop in self.dossier.vocabulary.properties.values():
            if prop.type == kind and (cue := cues.CUES.get(prop.name) or _own(prop.name)):
                found += [
                    _Cue(
                        _distance(match.start(), start), prop.name, prop, match[0], match.start(), match.end()
                    )
                    for match in cue.finditer(self.text, begin, stop)
                    if kind != "date"
                    or match.end() <= start
                    or end <= match.start()  # "after the death of Hugh" dates no death
                ]
        return min(found, key=lambda one: one[:2]) if found else None

    def _of_object(self, cue: _Cue, begin: int) -> bool:
        """Whether the verb is active and tells of its object: "he founded the abbey"."""
        verb = cue.text.lower().endswith(("ed", "wrote", "set up"))
        return (
            cue.name in cues.OF_OBJECT
            and verb
            and not cues.PASSIVE.search(self.text, max(begin, cue.start - _PASSIVE), cue.start)
        )

    def _subjects(self, begin: int, cue: _Cue) -> list[Mention]:
        """The names before a cue; before a verb those alone that can be its subject: not "Hugh's men", nor
        "followers of Hugh".
        """
        names = self.mentions_within(begin, cue.start)
        if not cue.text.lower().endswith(("ed", "became", "left")):
            return names
        return [
            one
            for one in names
            if not cues.OWNED.match(self.text, one.end)
            and not cues.GOVERNED.search(self.text, max(begin, one.start - _OPENING), one.start)
        ]

    def _carried(self, begin: int, cue: int) -> list[Mention]:
        """The name that opens the sentence, where the clause has no subject of its own: "Hugh came, and was
        elected".
        """
        if not cues.NO_SUBJECT.match(self.text, begin, cue):
            return []
        sentence = self.sentences.around(begin)
        opening = [
            one for one in self.mentions_within(sentence[0], begin) if one.start - sentence[0] <= _OPENING
        ]
        return opening[:1]

    def _askable(self, mention: Mention, prop: Property) -> bool:
        entity = self.dossier.entities.get(mention.entities[0])
        more = _MORE_OF_NAME.match(
            self.text, mention.end
        )  # "South" of "South Vietnamese officials" is not the South
        return (
            entity is not None
            and more is None
            and len(mention.entities) == 1
            and (not prop.kinds or entity.kind in prop.kinds)
        )


def _distance(cue: int, place: int) -> int:
    return place - cue if cue < place else cue - place + _BEHIND


@lru_cache(maxsize=4096)
def _own(name: str) -> re.Pattern[str] | None:
    """The words of a property's own name, if they are long enough to mean it."""
    words = name.replace("-", " ")
    return whole_words(re.escape(words)) if len(words) >= _LONG_ENOUGH else None
