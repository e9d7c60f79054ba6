"""What a dossier holds: sources, voices, claims on questions, and the vocabulary they are written in. Plain,
typed, immutable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from discrepancy.model.claim import Claim
from discrepancy.model.graph import Representatives, ancestors
from discrepancy.model.law import Law
from discrepancy.model.problem import Problem
from discrepancy.model.review import BaselineEntry, Review
from discrepancy.model.source import Entity, Source, Voice
from discrepancy.model.vocabulary import Vocabulary
from discrepancy.values.base import Basis


@dataclass(frozen=True, slots=True)
class Dossier:
    """A folder of claims on one subject, as read.

    `path` is the folder as given, with `/`; claims stand in order of file and line. `bases` has for each
    source the basis on which its values were read (conventions, calendar, language); `topics` says under
    which heading the framings of an entity, question or property stand.
    """

    path: str
    name: str
    title: str
    vocabulary: Vocabulary
    summary: str = ""
    entities: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    voices: Mapping[str, Voice] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    claims: tuple[Claim, ...] = ()
    laws: tuple[Law, ...] = ()
    bases: Mapping[str, Basis] = field(default_factory=lambda: MappingProxyType({}))
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    reviews: tuple[Review, ...] = ()
    baseline: tuple[BaselineEntry, ...] | None = None  # None: there is no baseline file
    _representative: Representatives = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_representative", Representatives(self._same_as))

    def canonical(self, entity: str) -> str:
        """The id that stands for `entity` after following `same_as`."""
        entry = self.entities.get(entity)
        return entity if entry is None or not entry.same_as else self._representative(entity)

    def wholes(self, entity: str) -> tuple[str, ...]:
        """The entities that `entity` is part of, at any depth, the nearest first, by the ids that stand for
        them.
        """
        return ancestors(entity, self._part_of)

    def _part_of(self, entity: str) -> Iterator[str]:
        entry = self.entities.get(entity)
        return map(self.canonical, entry.part_of if entry else ())

    def _same_as(self, entity: str) -> str:
        entry = self.entities.get(entity)
        return entry.same_as if entry else ""

    def voice_name(self, voice: str) -> str:
        """What a voice, entity or source is called."""
        if voice in self.voices:
            return self.voices[voice].name
        if voice in self.entities:
            return self.entities[voice].name
        return f"{self.sources[voice].siglum} itself" if voice in self.sources else voice
