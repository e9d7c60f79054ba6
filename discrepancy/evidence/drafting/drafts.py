"""Candidate claims from a text: each date, figure, age and length of time with a short quote, its place, and
the question it may answer.

The parsers that read claims read the text, and a few cue words guess the rest; a draft says what was guessed.
The same text and dossier always give the same drafts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import merge

from discrepancy.evidence.drafting import cue_patterns as cues
from discrepancy.evidence.drafting.context_dates import ContextDates
from discrepancy.evidence.drafting.described_events import described_events
from discrepancy.evidence.drafting.opening_dates import further_clauses, opens_sentence
from discrepancy.evidence.drafting.question_guesses import OPEN, QuestionGuess, QuestionGuesser
from discrepancy.evidence.drafting.reckoned_dates import AMBIGUOUS, ReckonedDate
from discrepancy.evidence.drafting.short_quotes import clause_around
from discrepancy.evidence.drafting.speakers import Speaker, SpeakerFinder
from discrepancy.evidence.statements.entity_names import EntityNames
from discrepancy.evidence.statements.reference_numbers import reference_number
from discrepancy.evidence.statements.sentences import SentenceIndex, Span, headings
from discrepancy.evidence.statements.stated_values import DATE_KINDS, StatedValue, stated_values
from discrepancy.evidence.statements.worded_counts import WordedCount, worded_counts
from discrepancy.evidence.texts.source_text import SourceText
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Entity
from discrepancy.values.base import Basis, read_or_none

__all__ = ("MOST", "OPEN", "Draft", "Drafter")

MOST = 5000
_NUMBERED = re.compile(r"\s+([^\W\d_][\w’'-]*)")
_COUNTS = ("event", "organisation", "work")
_SENTENCES_BACK = 2  # as far as "such figures" reach
_FIGURES_BACK, _DATES_AHEAD = 8, 12


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate claim: its value and the type of that (`kind`), the question as far as it could be guessed,
    and the evidence.

    `about` and `property` are OPEN where they could not be guessed; `guessed` are the words they were guessed
    from. The quote stands in the text from `begin` to `stop`. `reading` says that the words can be read in
    another way too, `inferred` how the value was worked out, and `denied` that the speaker denies it.
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
    voice: Speaker | None = None
    inferred: str = ""
    reading: str = ""
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Disputed:
    """Words that speak of figures named before, and doubt them."""

    start: int
    end: int


class Drafter:
    """Drafts claims from one text with the names and properties that a dossier has."""

    def __init__(self, text: SourceText, dossier: Dossier, source: str) -> None:
        self.text, self.dossier, self.source = text, dossier, source
        self.basis = dossier.bases.get(source, Basis())
        voices = {
            key: Entity(key, voice.name, aliases=(voice.name.split(",")[0],))
            for key, voice in dossier.voices.items()
        }
        known = {**dossier.entities, **voices}
        self.mentions = list(EntityNames(known).mentions(text.text))
        registered = [one for one in self.mentions if any(key in dossier.entities for key in one.entities)]
        self.described = described_events(text.text, dossier.entities, registered)
        self.sentences = SentenceIndex(text.text)
        self.guesser = QuestionGuesser(text.text, self.sentences, self.mentions, dossier)
        self.speakers = SpeakerFinder(text.text, self.guesser, dossier.sources.get(source))
        self._headings = headings(text.text)
        self._numbered: set[tuple[object, ...]] = set()
        self._dates: list[Span] = []
        self._asked: dict[int, QuestionGuess] = {}  # by where a date ends, what it is the date of
        self._figures: deque[tuple[int, str]] = deque(maxlen=_FIGURES_BACK)

    def drafts(self) -> Iterator[Draft]:
        """The drafts in the order of the text, at most MOST."""
        for count, draft in enumerate(self._all()):
            if count >= MOST:
                return
            yield draft

    def _all(self) -> Iterator[Draft]:
        said, source = self.text.text, self.dossier.sources.get(self.source)
        dating = ContextDates(
            said,
            self.mentions,
            self.described,
            self.dossier,
            self.basis,
            source.written[:4] if source else "",
        )
        dates = list(dating.dates(stated_values(said, self.basis)))
        self._dates = [(one.start, one.end) for one in dates if one.kind in DATE_KINDS]
        counts = sorted(worded_counts(said), key=lambda one: one.start)
        disputes = [_Disputed(*match.span()) for match in cues.DISPUTED.finditer(said)]
        for one in merge(dates, counts, disputes, key=lambda one: one.start):
            if isinstance(one, ReckonedDate):
                yield from self._dated(one)
            elif isinstance(one, WordedCount):
                yield from self._counted(one)
            elif isinstance(one, _Disputed):
                yield from self._disputed(one)
            elif not reference_number(said, one.start, one.end):
                yield from self._said(one)

    def _dated(self, one: ReckonedDate) -> Iterator[Draft]:
        """A date worked out; and what it is reckoned from, where that is the date of something."""
        from_what = self._asked.get(one.anchor_end)
        reading = AMBIGUOUS if from_what else one.reading
        draft = replace(self._draft(one.kind, one.value, one.start, one.end, one.inferred), reading=reading)
        if one.needs_question and OPEN in (draft.about, draft.property):
            return
        if not one.guessable:
            draft = replace(draft, about=OPEN, property=OPEN, guessed=())
        yield draft
        if from_what is not None and one.distance:
            yield replace(draft, value=f"{one.distance} {from_what.about}.{from_what.property}")

    def _said(self, one: StatedValue) -> Iterator[Draft]:
        if one.kind == "ordinal":
            yield from self._number(one)
            return
        if _names_something(self.text.text, one):
            return
        value, end = " ".join(one.text.split()), one.end
        if one.kind == "quantity" and (rate := cues.RATE.match(self.text.text, one.end)):
            longer = f"{value} {' '.join(rate[0].split())}"
            if read_or_none("quantity", longer, self.basis) is not None:
                value, end = longer, rate.end()
        if one.kind == "quantity":
            self._figures.append((one.start, value))
        draft = self._draft(one.kind, value, one.start, end)
        if one.kind == "date" and OPEN not in (draft.about, draft.property):
            self._asked[one.end] = QuestionGuess(draft.about, draft.property)
        yield draft
        if one.kind in DATE_KINDS:
            yield from self._holds_on(one, draft)

    def _holds_on(self, one: StatedValue, draft: Draft) -> Iterator[Draft]:
        """The same date for the other clauses of a sentence that it opens."""
        sentence = self.sentences.around(one.start)
        if not opens_sentence(self.text.text, sentence, one.start):
            return
        at = bisect_left(self._dates, (one.end, 0))
        for begin, stop in further_clauses(
            self.text.text,
            sentence,
            (draft.begin, draft.stop),
            self._dates[at : at + _DATES_AHEAD],
            self.guesser,
        ):
            yield self._draft(one.kind, draft.value, begin, stop, "the date opens the sentence")

    def _counted(self, one: WordedCount) -> Iterator[Draft]:
        draft = self._draft("quantity", one.value, one.start, one.end, one.inferred)
        if one.property in self.dossier.vocabulary.properties:
            draft = replace(
                draft, about=OPEN, property=one.property, guessed=(self.text.text[one.start : one.end],)
            )
        yield draft

    def _disputed(self, one: _Disputed) -> Iterator[Draft]:
        """The figures of the sentences before, denied: "Hugh considers such figures exaggerated"."""
        begin = self.sentences.around(one.start)[0]
        for _ in range(_SENTENCES_BACK):
            begin = self.sentences.around(max(begin - 2, 0))[0]
        said = " ".join(self.text.text[one.start : one.end].split())
        how = f'"{said}" is read as the figures of the sentences before'
        for place, value in tuple(self._figures):
            if begin <= place < one.start:
                draft = self._draft("quantity", value, one.start, one.end, how)
                yield replace(draft, denied=True)

    def _number(self, one: StatedValue) -> Iterator[Draft]:
        """An ordinal that numbers something ("the 3rd Congress", "the 45th anniversary"): of what is
        registered once, else once in each section.
        """
        noun = _NUMBERED.match(self.text.text, one.end)
        if not one.numbers or noun is None or not (one.text[0].isdigit() or noun[1][0].isupper()):
            return
        about, words = self._which(one)
        key = (
            (about,)
            if about != OPEN
            else (bisect_left(self._headings, (one.start, "")), one.numbers[0].value, noun[1])
        )
        if key not in self._numbered:
            self._numbered.add(key)
            draft = self._draft("quantity", str(one.numbers[0].value), one.start, one.end)
            yield replace(draft, about=about, property="number", guessed=(words,))

    def _which(self, one: StatedValue) -> tuple[str, str]:
        """What an ordinal is part of the name or description of."""
        found = OPEN, one.text
        described = [
            mention for mention in self.described if mention.start < one.end and one.start < mention.end
        ]
        for mention in described or self.guesser.mentions_within(one.start, one.end):
            ids = [key for key in mention.entities if key in self.dossier.entities]
            if len(ids) == 1 and self.dossier.entities[ids[0]].kind in _COUNTS:
                found = ids[0], mention.text
        return found

    def _draft(self, kind: str, value: str, start: int, end: int, inferred: str = "") -> Draft:
        sentence = self.sentences.around(start)
        begin, stop = clause_around(self.text.text, sentence, start, end)
        guess = self.guesser.guess_at(kind, begin, stop, start, end)
        quote = " ".join(self.text.text[begin:stop].split())
        who = self.speakers.speaker_at(sentence, start)
        return Draft(kind, value, begin, stop, quote, self._place(begin), *guess, who, inferred)

    def _place(self, begin: int) -> str:
        """Heading and line, or page and line."""
        place = self.text.place(begin)
        at = bisect_left(self._headings, (begin, "")) - 1
        return f"{self._headings[at][1]}, {place}" if at >= 0 and not self.text.pages else place


def _names_something(text: str, one: StatedValue) -> bool:
    """Whether a length of time is part of a name ("the Second Five-Year Plan", "the Thirty Years' War"), or a
    count speaks of what was named before ("the two").
    """
    if one.kind == "duration":
        behind = cues.PLAN.match(text, one.end)
        return behind is not None and ("-" in one.text or behind[0][0] in "'’")
    counts = one.kind == "quantity" and one.text.isalpha()
    return counts and cues.BACK.search(text, max(one.start - 6, 0), one.start) is not None
