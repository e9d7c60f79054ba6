"""What a dossier holds: sources, voices, claims on questions, and the vocabulary they are written in. Plain,
typed, immutable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from discrepancy.model.claim import Claim
from discrepancy.model.law import Law
from discrepancy.model.problem import Problem
from discrepancy.model.review import Known, Review
from discrepancy.model.source import Entity, Source, Voice
from discrepancy.model.vocabulary import Vocabulary
from discrepancy.values.base import Basis


@dataclass(frozen=True, slots=True)
class Dossier:
    """A folder of claims on one subject, read. `path` is the folder as given, with `/`; claims stand in order of file and line.
    `bases` says for each source how its texts were read; `topics` which entities, questions and properties framings are grouped by."""

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
    baseline: tuple[Known, ...] | None = None  # None: there is no baseline file

    def canonical(self, entity: str) -> str:
        """The id that stands for `entity` after following `same_as`. Cycles end where they began."""
        seen = set()
        while entity not in seen:
            seen.add(entity)
            entry = self.entities.get(entity)
            if entry is None or not entry.same_as:
                return entity
            entity = entry.same_as
        return min(seen)

    def voice_name(self, voice: str) -> str:
        """What a voice, entity or source is called."""
        if voice in self.voices:
            return self.voices[voice].name
        if voice in self.entities:
            return self.entities[voice].name
        return f"{self.sources[voice].siglum} itself" if voice in self.sources else voice
