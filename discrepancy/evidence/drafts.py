"""Candidate claims from a text: for each date, figure, age and length of time a value, a short quote, a place, and what can be guessed.

Deterministic: the parsers that read claims read the text, and a few plain cues guess the rest. What was guessed is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from discrepancy.evidence import cues
from discrepancy.evidence.apparatus import apparatus
from discrepancy.evidence.clauses import clause
from discrepancy.evidence.dating import Dated, Dating
from discrepancy.evidence.figures import Saying, sayings
from discrepancy.evidence.names import Mention, Names
from discrepancy.evidence.sentences import Sentences, headings
from discrepancy.evidence.texts import SourceText
from discrepancy.evidence.voicing import Voiced, voiced
from discrepancy.model import Dossier, Entity, Property
from discrepancy.unreadable import Unreadable
from discrepancy.value import Basis, read

MOST = 5000
OPEN = "OPEN"  # what is left to a person
_BEHIND = 20  # characters by which a cue behind the value counts as farther
_LONG_ENOUGH = 6  # letters of a property's name that stand for it: "joined", not "date" or "loss"
_NUMBERED = re.compile(r"\s+([^\W\d_][\w’'-]*)")
_COUNTS = ("event", "organisation", "work")


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate claim: the type of its value, the question as far as it could be guessed and from which words, and the evidence.

    The quote stands in the text from `begin` to `stop`.
    """

    kind: str
    value: str
    begin: int
    stop: int
    quote: str
    at: str
    about: str = OPEN
    property: str = OPEN
    guessed: tuple[str, ...] = ()
    voice: Voiced | None = None
    inferred: str = ""


class Drafter:
    """Drafts from one text by what a dossier has registered."""

    def __init__(self, text: SourceText, dossier: Dossier, source: str) -> None:
        self.text, self.dossier, self.source = text, dossier, source
        self.basis = dossier.bases.get(source, Basis())
        known = {**dossier.entities, **{key: Entity(key, voice.name) for key, voice in dossier.voices.items()}}
        self.mentions = list(Names(known).find(text.text))
        self._ends = [one.end for one in self.mentions]
        self.sentences = Sentences(text.text)
        self._headings = headings(text.text)
        self._numbered: set[tuple[int, object, str]] = set()

    def drafts(self) -> Iterator[Draft]:
        """The drafts by place, at most 5,000."""
        for count, draft in enumerate(self._all()):
            if count >= MOST:
                return
            yield draft

    def _all(self) -> Iterator[Draft]:
        source = self.dossier.sources.get(self.source)
        dating = Dating(self.text.text, self.mentions, self.dossier.entities, self.basis, source.written[:4] if source else "")
        for one in dating.all(sayings(self.text.text, self.basis)):
            if isinstance(one, Dated):
                yield self._draft(one.kind, one.value, one.start, one.end, one.inferred)
            elif not apparatus(self.text.text, one.start, one.end):
                yield from self._said(one)

    def _said(self, one: Saying) -> Iterator[Draft]:
        if one.kind == "ordinal":
            yield from self._number(one)
            return
        if _names_something(self.text.text, one):
            return
        value, end = " ".join(one.text.split()), one.end
        if one.kind == "quantity" and (rate := cues.RATE.match(self.text.text, one.end)):
            longer = f"{value} {' '.join(rate[0].split())}"
            if _reads("quantity", longer, self.basis):
                value, end = longer, rate.end()
        yield self._draft(one.kind, value, one.start, end)

    def _number(self, one: Saying) -> Iterator[Draft]:
        """An ordinal that numbers something ("the 3rd Congress", "the 45th anniversary"), once in each section."""
        noun = _NUMBERED.match(self.text.text, one.end)
        if not one.numbers or noun is None or not (one.text[0].isdigit() or noun[1][0].isupper()):
            return
        heading = bisect_left(self._headings, (one.start, ""))
        if (heading, one.numbers[0].value, noun[1]) in self._numbered:
            return
        self._numbered.add((heading, one.numbers[0].value, noun[1]))
        draft = replace(
            self._draft("quantity", str(one.numbers[0].value), one.start, one.end), about=OPEN, property="number", guessed=(one.text,)
        )
        for mention in self._mentions(one.start, one.end):
            entity = self.dossier.entities.get(mention.entities[0])
            if entity and entity.kind in _COUNTS and len(mention.entities) == 1:
                draft = replace(draft, about=entity.id, guessed=(mention.text,))
        yield draft

    def _draft(self, kind: str, value: str, start: int, end: int, inferred: str = "") -> Draft:
        sentence = self.sentences.around(start)
        begin, stop = clause(self.text.text, sentence, start, end)
        about, name, guessed = self._question(kind, begin, stop, start)
        mentions = self._mentions(*sentence)
        quote = " ".join(self.text.text[begin:stop].split())
        who = voiced(self.text.text, sentence, start, mentions)
        return Draft(kind, value, begin, stop, quote, self._place(begin), about, name, guessed, who, inferred)

    def _mentions(self, begin: int, stop: int) -> list[Mention]:
        """The names that share a character with a stretch of the text."""
        at = bisect_right(self._ends, begin)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < stop:
            found.append(self.mentions[at])
            at += 1
        return found

    # -- guesses

    def _question(self, kind: str, begin: int, stop: int, place: int) -> tuple[str, str, tuple[str, ...]]:
        """Subject and property, each OPEN where the words leave doubt, and the words that gave them away."""
        prop, cue, at = self._cued(kind, begin, stop, place)
        if prop is None:
            return OPEN, OPEN, ()
        names = [one for one in self._mentions(begin, at) if self._askable(one, prop)]
        return (names[-1].entities[0], prop.name, (names[-1].text, cue)) if names else (OPEN, prop.name, (cue,))

    def _cued(self, kind: str, begin: int, stop: int, place: int) -> tuple[Property | None, str, int]:
        """The property of a value's type whose words stand nearest in the clause, rather before it; a dossier's own by its name."""
        said = self.text.text
        found = []
        for prop in self.dossier.vocabulary.properties.values():
            if prop.type == kind and (cue := cues.CUES.get(prop.name) or _own(prop.name)):
                found += [
                    (_distance(match.start(), place), prop.name, prop, match[0], match.start()) for match in cue.finditer(said, begin, stop)
                ]
        return min(found, key=lambda one: one[:2])[2:] if found else (None, "", 0)

    def _askable(self, mention: Mention, prop: Property) -> bool:
        entity = self.dossier.entities.get(mention.entities[0])
        return entity is not None and len(mention.entities) == 1 and (not prop.kinds or entity.kind in prop.kinds)

    def _place(self, begin: int) -> str:
        """Heading and line, or page and line."""
        place = self.text.place(begin)
        at = bisect_left(self._headings, (begin, "")) - 1
        return f"{self._headings[at][1]}, {place}" if at >= 0 and not self.text.pages else place


def _distance(cue: int, place: int) -> int:
    return place - cue if cue < place else cue - place + _BEHIND


@lru_cache(maxsize=4096)
def _own(name: str) -> re.Pattern[str] | None:
    """The words of a property's own name, if they are long enough to mean it."""
    words = name.replace("-", " ")
    return re.compile(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])", re.I) if len(words) >= _LONG_ENOUGH else None


def _names_something(text: str, one: Saying) -> bool:
    """Whether a length of time is part of a name ("the Second Five-Year Plan"), or a count speaks of what was named before ("the two")."""
    if one.kind == "duration":
        return "-" in one.text and cues.PLAN.match(text, one.end) is not None
    counts = one.kind == "quantity" and one.text.isalpha()
    return counts and cues.BACK.search(text, max(one.start - 6, 0), one.start) is not None


def _reads(kind: str, text: str, basis: Basis) -> bool:
    try:
        read(kind, text, basis)
    except Unreadable:
        return False
    return True
