"""The speaker to whom a text attributes what it states at a place: "according to Hugh", "Hugh states that",
and reported speech that goes on without saying so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from discrepancy.evidence.drafting.cue_patterns import DISPUTED
from discrepancy.evidence.drafting.paragraphs import Paragraphs
from discrepancy.evidence.drafting.phrases import bracketed_span, end_of_name
from discrepancy.evidence.drafting.question_guesses import QuestionGuesser
from discrepancy.evidence.drafting.speaker_patterns import (
    ACCORDING,
    APPOSED,
    BEFORE_SUBJECT,
    CONVERSATION,
    FLOOR,
    PASSIVE,
    PRONOUN,
    SAID_BY,
    SAYS,
    SOME,
    THAT,
    UNNAMED,
)
from discrepancy.evidence.statements.entity_names import EntityNames, Mention
from discrepancy.evidence.statements.sentences import Span
from discrepancy.model.source import Source

_TITLES = 25  # characters that titles and trades may take before a name
_TO_VERB = 40
_MOST_BETWEEN = 3  # words such as "later" or "has always"
_MOST_APPOSED = 20  # words of "Hugh, bishop of Ness, claims"
_STOPS = frozenset(".;:,()[]")
_ENDS = frozenset(".;:()[]")
_OPENING = 3  # words of a sentence within which "according to" speaks for all of it
_SENTENCES_BACK = 4
_KEPT = 64
_SHORT_LINE = 60  # characters of a line that is a date, a signature or a heading, and nobody's words
_HEAD = 1000  # characters in which a text may say what it is
_HEAD_LINE = re.compile(r"(?m)^[^\n]{1,200}[^\n.!?,;:]$")
_CLAUSE = re.compile(r"[,;:]\s|\s(?=(?:and|but|where|which|while)\s)")


class Speaker(NamedTuple):
    """A speaker: the id of a voice or entity ("" for one that is not registered), and the words of the text
    for it. `how` says how the speaker was found where another sentence names it.
    """

    id: str
    words: str
    how: str = ""


class _Speech(NamedTuple):
    """The span for which someone is the speaker."""

    start: int
    stop: int
    voice: Speaker


class SpeakerFinder:
    """Finds the speakers of one text; the title of its `source`, the work, may name some."""

    def __init__(self, text: str, guesser: QuestionGuesser, source: Source | None) -> None:
        self.text, self.sentences, self.guesser, self.dossier = (
            text,
            guesser.sentences,
            guesser,
            guesser.dossier,
        )
        self.paragraphs = Paragraphs(text)
        self._floor = list(self._takers(source))
        self._known: dict[Span, list[_Speech]] = {}
        self._taken = [place for place, _ in self._floor]

    @cached_property
    def _verbs(self) -> list[re.Match[str]]:
        """Every verb of saying, by place."""
        return sorted((*DISPUTED.finditer(self.text), *SAYS.finditer(self.text)), key=lambda cue: cue.start())

    def speaker_at(self, sentence: Span, place: int) -> Speaker | None:
        """The speaker of what stands at `place` in a sentence, or None where the text speaks for itself."""
        return (
            self.speaker_in_sentence(sentence, place)
            or self._goes_on(sentence, place)
            or self._has_the_floor(place)
        )

    def speaker_in_sentence(self, sentence: Span, place: int) -> Speaker | None:
        """The speaker whom the sentence itself names; of several who speak before the place, the nearest."""
        bracket = bracketed_span(self.text, *sentence, place)
        found = [one for one in self._spoken(*sentence) if one.start <= place < one.stop]
        inside = [
            one
            for one in found
            if bracketed_span(self.text, *sentence, max(one.start, sentence[0])) == bracket
        ]
        found = inside or [
            one
            for one in found
            if bracketed_span(self.text, *sentence, max(one.start, sentence[0])) == sentence
        ]
        return max(found, key=lambda one: one.start).voice if found else None

    def _spoken(self, low: int, high: int) -> list[_Speech]:
        """Who speaks in a sentence. The sentence last asked for is asked for again, for its next figure or
        from the next sentence.
        """
        if (low, high) not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[low, high] = list(self._speakers(low, high))
        return self._known[low, high]

    def _speakers(self, low: int, high: int) -> Iterator[_Speech]:
        inside = [
            one for one in self.guesser.mentions_within(low, high) if low <= one.start and one.end <= high
        ]
        for cue in ACCORDING.finditer(self.text, low, high):
            name = next((one for one in inside if cue.end() <= one.start <= cue.end() + _TITLES), None)
            end = name.end if name else end_of_name(self.text, cue.end(), high)
            yield _Speech(
                *self._reach(low, high, cue.start(), end), self._voice(name, self.text[cue.end() : end])
            )
        for cue in SOME.finditer(self.text, low, high):
            name = next((one for one in inside if one.start < cue.end("who") and one.end > cue.start()), None)
            yield _Speech(cue.start(), high, self._voice(name, cue["who"]))
        for cue in SAID_BY.finditer(self.text, low, high) if inside else ():
            by = next((one for one in inside if cue.end() <= one.start <= cue.end() + _TITLES), None)
            if by is not None:
                yield _Speech(cue.start(), high, self._voice(by, by.text))
        at = bisect_left(self._verbs, low, key=lambda cue: cue.start())
        for cue in takewhile(lambda cue: cue.end() <= high, islice(self._verbs, at, None)):
            if spoken := self._says(low, high, inside, cue):
                yield spoken

    def _says(self, low: int, high: int, inside: Sequence[Mention], cue: re.Match[str]) -> _Speech | None:
        """ "Hugh says that"; and "the commission says that", though that is not registered."""
        speaker = self._speaker(inside, cue.start()) if inside else None
        low_verb = max(cue.start() - _TO_VERB, low)
        unnamed = UNNAMED.search(self.text, low_verb, cue.start()) if speaker is None else None
        if speaker is None and (unnamed is None or PASSIVE.search(self.text, low_verb, cue.start())):
            return None
        that = THAT.match(
            self.text, cue.end(), high
        )  # what stands before it dates the saying: "promised in 1976 that"
        begin = that.end() if that else cue.start()
        if speaker is not None:
            behind = self.text[cue.end() : high].strip(" .”\"'") == "" and self.text[
                low : speaker.start
            ].rstrip().endswith(",")
            return _Speech(low if behind else begin, high, self._voice(speaker, speaker.text))
        return _Speech(begin, high, self._voice(None, unnamed["who"])) if unnamed and that else None

    def _reach(self, low: int, high: int, start: int, end: int) -> Span:
        """What "according to Hugh" covers: the whole sentence if it opens or ends it, else its own clause."""
        if not self.text[end:high].strip(" .,;”\"'"):
            return low, high
        if len(self.text[low:start].split()) <= _OPENING:
            stop = self.text.find("; ", end, high)
            return low, stop if stop >= 0 else high
        joints = [match.start() for match in _CLAUSE.finditer(self.text, low, start)]
        before = joints[-1] if joints else low
        if (
            self.text[before:start].strip(",;: ") in ("", "and", "but", "where", "which", "while")
            and len(joints) > 1
        ):
            before = joints[-2]
        return before, high

    def _speaker(self, names: Sequence[Mention], verb: int) -> Mention | None:
        """The name that stands as the subject before a verb, an apposition between commas left out."""
        if PASSIVE.search(self.text, max(verb - _TO_VERB, 0), verb):
            return None
        before = [one for one in names if one.end <= verb]
        if before and self._stands_before(before[-1], verb):
            return before[-1]
        comma = APPOSED.search(self.text, max(verb - _TO_VERB, 0), verb)
        for one in before if comma else ():
            between = self.text[one.end : verb]
            if (
                between.startswith(",")
                and _ENDS.isdisjoint(between)
                and between.count(",") == 2
                and len(between.split()) <= _MOST_APPOSED
            ):
                return one
        return None

    def _voice(self, name: Mention | None, words: str) -> Speaker:
        """A voice rather than an entity of the same name."""
        ids = name.entities if name else ()
        return Speaker(
            next((key for key in ids if key in self.dossier.voices), ids[0] if ids else ""),
            " ".join(words.split()),
        )

    # -- speech that goes on

    def _goes_on(self, sentence: Span, place: int) -> Speaker | None:
        """ "He further claimed that" of who was spoken of before, and what follows "According to Hugh" at the
        head of a paragraph.
        """
        pronoun = PRONOUN.search(self.text, sentence[0], place)
        begin = self.paragraphs.start_of(sentence[0])
        if pronoun:
            that = THAT.match(self.text, pronoun.end(), sentence[1])
            if that and place < that.end():
                return None
            return self._antecedent(sentence[0], begin, " ".join(pronoun[0].split()))
        first = self.sentences.around(self._words_after(begin))
        if first[0] >= sentence[0] or not ACCORDING.match(self.text, first[0]):
            return None
        opened = next((one.voice for one in self._spoken(*first)), None)
        others = any(True for one in self._between(first[1], sentence[0]) for _ in self._spoken(*one))
        return (
            opened._replace(how=f"“According to {opened.words}” opens the paragraph")
            if opened and not others
            else None
        )

    def _words_after(self, place: int) -> int:
        found = re.compile(r"\S").search(self.text, place)
        return found.start() if found else place

    def _between(self, low: int, high: int) -> Iterator[Span]:
        """The sentences from one place to another."""
        place = self._words_after(low)
        while place < high:
            sentence = self.sentences.around(place)
            yield sentence
            place = max(self._words_after(sentence[1]), place + 1)

    def _antecedent(self, before: int, begin: int, said: str) -> Speaker | None:
        """The last one who speaks, or whose name opens a sentence, in the sentences before."""
        place = before
        for _ in range(_SENTENCES_BACK if self.guesser.mentions else 0):
            place = self.sentences.around(max(place - 1, 0))[0] if place > begin else begin
            sentence = self.sentences.around(place)
            while sentence[1] >= before and place > begin:  # white space belongs to the sentence before it
                place -= 1
                sentence = self.sentences.around(place)
            if sentence[0] < begin or sentence[1] > before:
                return None
            place = sentence[0]
            spoken = [one.voice for one in self._spoken(*sentence) if one.voice.id]
            person = next(
                (one for one in self.guesser.mentions_within(*sentence) if self._is_person(one)), None
            )
            if spoken or (person and BEFORE_SUBJECT.fullmatch(self.text, sentence[0], person.start)):
                voice = spoken[-1] if spoken else self._voice(person, person.text if person else "")
                return voice._replace(how=f"“{said}” is read as {voice.words}")
            place -= 1
        return None

    def _is_person(self, one: Mention) -> bool:
        entity = self.dossier.entities.get(one.entities[0])
        return entity is not None and entity.kind == "person"

    # -- conversations that are retold

    def _takers(self, source: Source | None) -> Iterator[tuple[int, Speaker]]:
        """Where someone named in the title takes the floor, in the record of a conversation."""
        titled = self._in_conversation(source)
        if not titled:
            return
        persons = [one for one in self.guesser.mentions if self._is_person(one) and one.entities[0] in titled]
        ends = [one.end for one in persons]
        for cue in FLOOR.finditer(self.text):
            at = bisect_right(ends, cue.start()) - 1
            if (
                at >= 0
                and self._stands_before(persons[at], cue.start())
                and not PASSIVE.search(self.text, ends[at], cue.start())
            ):
                words = " ".join(self.text[persons[at].start : cue.end()].split())
                yield (
                    persons[at].start,
                    Speaker(persons[at].entities[0], persons[at].text, f"goes on from “{words}”"),
                )

    def _in_conversation(self, source: Source | None) -> set[str]:
        """Who is named in the title of a conversation, or in the heading of a text that has two of them in
        it.
        """
        if source and CONVERSATION.search(f"{source.kind} {source.title}"):
            return {
                key
                for one in EntityNames(self.dossier.entities).mentions(source.title)
                for key in one.entities
            }
        for line in _HEAD_LINE.finditer(self.text, 0, _HEAD):
            named = {
                one.entities[0] for one in self.guesser.mentions_within(*line.span()) if self._is_person(one)
            }
            if len(named) > 1 and CONVERSATION.search(line[0]):
                return named
        return set()

    def _stands_before(self, name: Mention, verb: int) -> bool:
        """Whether hardly anything stands between a name and a verb."""
        between = self.text[name.end : verb] if verb - name.end <= _TO_VERB else "."
        return _STOPS.isdisjoint(between) and len(between.split()) <= _MOST_BETWEEN

    def _has_the_floor(self, place: int) -> Speaker | None:
        at = bisect_right(self._taken, place) - 1
        line = self.text[self.text.rfind("\n", 0, place) + 1 : place + _SHORT_LINE].split("\n")[0]
        return self._floor[at][1] if at >= 0 and len(line) >= _SHORT_LINE else None
