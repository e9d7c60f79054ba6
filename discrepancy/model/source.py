"""Who is compared: the sources of a dossier, the voices that they cite, and the entities that they
speak of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from discrepancy.model.mark import Mark


class Aside(NamedTuple):
    """A passage of a source's text that needs no claim, and why: the words with their locator, or the first
    and last line.
    """

    reason: str
    mark: Mark
    quote: str = ""
    at: str = ""
    lines: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        if self.quote:
            return f"“{self.quote}”"
        first, last = self.lines
        return f"line {first}" if first == last else f"lines {first}-{last}"


@dataclass(frozen=True, slots=True)
class Source:
    """The work, as its file describes it. `details` holds what is only shown (author, publisher, url, …), in
    the order written.
    """

    id: str
    siglum: str
    title: str
    mark: Mark
    kind: str = ""
    written: str = ""
    language: str = ""
    distance: str = ""
    derived_from: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    text_file: str = ""
    text_sha256: str = ""
    note: str = ""
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    was: tuple[str, ...] = ()  # ids that it had before

    @property
    def background(self) -> bool:
        """Whether the file holds the historian's own facts: never an independent voice."""
        return self.kind == "background"


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, event or other thing that claims are about, as registered."""

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    same_as: str = ""
    maybe: str = ""
    because: str = ""
    wikidata: str = ""
    note: str = ""
    mark: Mark | None = None
    was: tuple[str, ...] = ()  # ids that it had before
    used: str = ""  # from when until when its name was in use
    sex: str = ""  # of a person: male or female, where the dossier takes it for granted


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone a source cites who is not an entity of the dossier."""

    id: str
    name: str
    kind: str = ""
    note: str = ""
