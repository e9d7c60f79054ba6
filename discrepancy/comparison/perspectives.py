"""Who frames what, and how: all voices on framing questions in one order, where they stand, who is alone or
silent, and the topics.

A framing counts for where a voice stands if the voice vouches for it as fact: what it denies, doubts or
expects is listed separately and does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from discrepancy.comparison import voice_distances as distances
from discrepancy.comparison.comparability import NOT_COMPARABLE, at_one_time
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.graph import ancestors
from discrepancy.model.source import Source
from discrepancy.values.types.framing import Framing

MANNERS = ("asserted", "reported", "denied", "doubted", "expected")
COLOURS = ("against", "neutral", "in favour")  # the positions of a label, for -1, 0 and +1
LABEL = "label"  # stands for a scale where the colours of labels do


class Scale(NamedTuple):
    """One scale of one question, or the colours of its labels."""

    question: Question
    name: str


class Standpoint(NamedTuple):
    """Where one passage places its voice on a scale: at step `at` of `steps`."""

    at: int
    steps: int
    claim: Claim
    asked: QuestionClaims


class LonePosition(NamedTuple):
    """A voice that no other voice joins on a scale: its positions, and the others position by position with
    their number.
    """

    scale: Scale
    voice: str
    positions: tuple[str, ...]
    others: tuple[tuple[str, int], ...]


class PositionCell(NamedTuple):
    """A position that a voice takes, how it holds it, and the claims that say so."""

    manner: str
    position: str
    claims: tuple[Claim, ...]


def framing(claim: Claim) -> Framing:
    """The framing that a claim states; an empty one where nobody knows."""
    return claim.value if isinstance(claim.value, Framing) else Framing("")


def manner(claim: Claim) -> str:
    """How the holder of a view holds it, one of MANNERS; "reported" where another gives it as theirs."""
    if claim.denies:
        return "denied"
    if claim.stance in ("doubts", "expects"):
        return {"doubts": "doubted", "expects": "expected"}[claim.stance]
    return "asserted" if claim.stance == "asserts" and claim.holder == claim.source else "reported"


def vouched_framings(asked: QuestionClaims) -> tuple[Claim, ...]:
    """The claims that frame a matter and are vouched for as fact: no denials, doubts, expectations, and
    nothing of background files.
    """
    if asked.property.type != "framing":
        return ()
    sources = asked.dossier.sources
    return tuple(
        claim
        for claim in asked.claims
        if claim.counts
        and not claim.denies
        and isinstance(claim.value, Framing)
        and not sources[claim.source].background
    )


def positions_taken(claim: Claim, asked: QuestionClaims) -> Iterator[tuple[str, str]]:
    """Every (scale, position) of a claim, the colour of its label among them."""
    yield from framing(claim).positions
    colours = asked.dossier.vocabulary.labels.get(asked.question.about, {})
    if (label := framing(claim).label) in colours:
        yield LABEL, COLOURS[colours[label] + 1]


def scale_order(asked: QuestionClaims, scale: str) -> tuple[str, ...]:
    """The positions of a scale in order."""
    return COLOURS if scale == LABEL else asked.dossier.vocabulary.scales.get(scale, ())


def positions_by_voice(asked: QuestionClaims) -> dict[str, dict[str, set[str]]]:
    """The positions taken on a question, by scale and by voice."""
    found: dict[str, dict[str, set[str]]] = {}
    for claim in vouched_framings(asked):
        for scale, position in positions_taken(claim, asked):
            found.setdefault(scale, {}).setdefault(claim.holder, set()).add(position)
    return found


def time_comparability(asked: QuestionClaims, a: Claim, b: Claim) -> str:
    """How far two passages speak of one time (COMPARABLE, TENSION_AT_MOST where it is not known,
    NOT_COMPARABLE); different occasions are different times.
    """
    said = [claim.voices[-1].said for claim in (a, b) if claim.voices and claim.voices[-1].said]
    if a.holder == b.holder and len(said) == 2 and said[0] != said[1]:
        return NOT_COMPARABLE
    return at_one_time(
        replace(asked.property, state=True, adds=False, running=False), a, b, asked.event_dates
    ).how


def scales(asked: QuestionClaims) -> tuple[str, ...]:
    """The scales on which someone is placed, however held, in the order declared; the colours
    of labels last.
    """
    placed = {scale for claim in asked.claims for scale, _ in positions_taken(claim, asked)}
    return tuple(scale for scale in (*asked.property.scales, LABEL) if scale in placed)


def cells(asked: QuestionClaims, scale: str) -> dict[str, tuple[PositionCell, ...]]:
    """The positions of each voice on a scale, along the scale; what is denied, doubted or expected follows
    what is held.
    """
    found: dict[str, dict[tuple[str, str], list[Claim]]] = {}
    for claim in asked.claims:
        for name, position in positions_taken(claim, asked):
            if name == scale:
                found.setdefault(claim.holder, {}).setdefault((manner(claim), position), []).append(claim)
    along = scale_order(asked, scale)

    def key(cell: PositionCell) -> tuple[int, int]:
        return max(MANNERS.index(cell.manner) - 1, 0), along.index(cell.position)

    return {
        voice: tuple(
            sorted(
                (PositionCell(how, position, tuple(claims)) for (how, position), claims in said.items()),
                key=key,
            )
        )
        for voice, said in found.items()
    }


def silent_sources(asked: QuestionClaims) -> tuple[Source, ...]:
    """The sources that were checked not to speak of what a question is about, and that have no
    claim on that.
    """
    dossier = asked.dossier
    about = {
        dossier.canonical(name)
        for name in (asked.question.about, *(claim.question.about for claim in asked.claims))
    }
    found = [
        source
        for source in dossier.sources.values()
        if any(dossier.canonical(name) in about for name in source.silent_on)
    ]
    if not found:
        return ()
    speaking = {claim.source for claim in dossier.claims if dossier.canonical(claim.question.about) in about}
    return tuple(source for source in found if source.id not in speaking)


@dataclass(frozen=True)
class Perspectives:
    """All framing questions of a dossier, in the order in which they first come."""

    dossier: Dossier
    questions: tuple[QuestionClaims, ...]

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """Whoever frames anything, in one order: the sources, then the others by how often they do, then by
        name.
        """
        counts = Counter(claim.holder for asked in self.questions for claim in asked.claims)
        sources = list(self.dossier.sources)
        return tuple(
            sorted(
                counts,
                key=lambda voice: (
                    sources.index(voice) if voice in sources else len(sources),
                    -counts[voice],
                    self.dossier.voice_name(voice),
                    voice,
                ),
            )
        )

    @cached_property
    def topics(self) -> tuple[tuple[str, tuple[QuestionClaims, ...]], ...]:
        """The topics in the order declared, those questions first that most voices answer; what has none
        comes last, under no name.
        """
        grouped: dict[str, list[QuestionClaims]] = {name: [] for name in (*self.dossier.topics, "")}
        of_member = {member: name for name, members in self.dossier.topics.items() for member in members}
        for asked in self.questions:
            grouped[topic(asked.question, of_member, self.dossier)].append(asked)
        return tuple(
            (name, tuple(sorted(questions, key=_voices, reverse=True)))
            for name, questions in grouped.items()
            if questions
        )

    @cached_property
    def stands(self) -> Mapping[str, Mapping[Scale, tuple[Standpoint, ...]]]:
        """Where each passage places its voice, by voice and scale in their orders."""
        found: dict[str, dict[Scale, list[Standpoint]]] = {voice: {} for voice in self.voices}
        for asked in self.questions:
            for claim in vouched_framings(asked):
                for scale, position in positions_taken(claim, asked):
                    along = scale_order(asked, scale)
                    if len(along) > 1:
                        stand = Standpoint(along.index(position), len(along) - 1, claim, asked)
                        found[claim.holder].setdefault(Scale(asked.question, scale), []).append(stand)
        return {voice: {scale: tuple(stands) for scale, stands in on.items()} for voice, on in found.items()}

    @cached_property
    def pairs(self) -> tuple[distances.VoicePair, ...]:
        """Every pair of voices with the distance between them, the nearest first."""
        frames: dict[str, dict[Scale, set[str]]] = {}
        for asked in self.questions:
            for claim in vouched_framings(asked):
                if frame := framing(claim).frame:
                    frames.setdefault(claim.holder, {}).setdefault(Scale(asked.question, ""), set()).add(
                        frame
                    )
        return distances.voice_pairs(self.voices, self._between, frames)

    def _between(self, one: str, other: str) -> tuple[dict[Scale, Fraction], dict[Scale, Fraction]]:
        """Where two voices stand on the scales that both stand on at one time, each by what can hold when the
        other's does.
        """
        here, there = self.stands[one], self.stands[other]
        shared = [scale for scale in here if scale in there]
        if len(shared) < distances.FEWEST:
            return {}, {}
        met = {scale: _met(here[scale], there[scale]) for scale in shared}
        return {scale: _mean(left) for scale, (left, _) in met.items() if left}, {
            scale: _mean(right) for scale, (_, right) in met.items() if right
        }

    @cached_property
    def lone(self) -> tuple[LonePosition, ...]:
        """The voices alone on a scale, in the order of the questions."""
        found = []
        for asked in self.questions:
            for scale, by_voice in positions_by_voice(asked).items():
                for voice in distances.lone_voices(by_voice):
                    counts = Counter(
                        position for other, said in by_voice.items() if other != voice for position in said
                    )
                    along = scale_order(asked, scale)
                    stands = tuple(position for position in along if position in by_voice[voice])
                    others = tuple((position, counts[position]) for position in along if counts[position])
                    found.append(LonePosition(Scale(asked.question, scale), voice, stands, others))
        return tuple(found)

    def among(self, questions: Iterable[QuestionClaims]) -> tuple[str, ...]:
        """The voices that frame some of the questions, in the one order."""
        speaking = {claim.holder for asked in questions for claim in asked.claims}
        return tuple(voice for voice in self.voices if voice in speaking)


def _met(
    here: Sequence[Standpoint], there: Sequence[Standpoint]
) -> tuple[list[Standpoint], list[Standpoint]]:
    """Of two voices on one scale the passages that can speak of a time of which the other's do."""
    meets = {
        (i, j)
        for i, a in enumerate(here)
        for j, b in enumerate(there)
        if time_comparability(a.asked, a.claim, b.claim) != NOT_COMPARABLE
    }
    return [here[i] for i in sorted({i for i, _ in meets})], [there[j] for j in sorted({j for _, j in meets})]


def _mean(stands: Sequence[Standpoint]) -> Fraction:
    return distances.mean_position({stand.at for stand in stands}, stands[0].steps)


def _voices(asked: QuestionClaims) -> int:
    return len({claim.holder for claim in asked.claims})


def topic(question: Question, of_member: Mapping[str, str], dossier: Dossier) -> str:
    """The topic of a question: that of the question itself, of its entity, of a whole that this is part of
    (the nearest), of its property.
    """
    if found := of_member.get(f"{question.about}.{question.property}"):
        return found
    entities = dossier.entities

    def parts_of(name: str) -> tuple[str, ...]:
        return entities[name].part_of if name in entities else ()

    for name in (question.about, *ancestors(question.about, parts_of)):
        if found := of_member.get(name):
            return found
    return of_member.get(question.property, "")


def perspectives(dossier: Dossier, questions: Iterable[QuestionClaims]) -> Perspectives:
    """The perspectives of a dossier, given the claims on each of its questions."""
    return Perspectives(dossier, tuple(one for one in questions if one.property.type == "framing"))
