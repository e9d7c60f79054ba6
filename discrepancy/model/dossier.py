"""What a dossier holds: sources, voices, claims on questions, and the vocabulary they are written in. Plain,
typed, immutable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from discrepancy.model.law import Law
from discrepancy.model.mark import Mark
from discrepancy.values.base import Basis, Value

STANCES = ("asserts", "reports", "doubts", "denies", "expects")
WHENS = ("throughout", "as_of", "within", "during")
VERDICTS = ("conflict", "scope", "perspective", "mistaken", "ours", "apparent", "unsure")
WHOLE = "all"  # the value that is the whole of every scope dimension


class Question(NamedTuple):
    """What a claim answers: `about` (an entity id), `property`, and the scope as sorted (dimension, value)
    pairs.

    Written `entity.property[dimension=value, …]` everywhere.
    """

    about: str
    property: str
    scope: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        if not self.scope:
            return f"{self.about}.{self.property}"
        return f"{self.about}.{self.property}[{', '.join(f'{dimension}={value}' for dimension, value in self.scope)}]"


class Link(NamedTuple):
    """One link of an attribution, from the source outwards: a voice, entity or source, with its own stance,
    occasion and audience.
    """

    voice: str
    source: bool = False  # the link is another source of the dossier: a dependence, not a second voice
    stance: str = ""
    said: str = ""
    to: str = ""
    at: str = ""


class When(NamedTuple):
    """When an answer holds: `kind` is throughout, as_of, within or during; `text` as written; an event's id,
    or the date or span read.
    """

    kind: str
    text: str
    event: str = ""
    value: Value | None = None


class Claim(NamedTuple):
    """One voice in one source says one thing.

    `stance` is the source's own (asserts, reports, doubts, denies, expects); `denies` says that this claim
    denies its value; `holder` is who vouches: the innermost voice, or the source itself. `given` is the value
    as written. An entry that denies or doubts an informant makes two claims, on one mark.
    """

    id: str
    source: str
    siglum: str
    question: Question
    value: Value
    given: str
    mark: Mark
    at: str
    quote: str = ""
    stance: str = "asserts"
    denies: bool = False
    voices: tuple[Link, ...] = ()
    holder: str = ""
    when: When | None = None
    sense: str = ""
    inferred: str = ""
    note: str = ""
    rests_on: tuple[Question, ...] = ()  # of a framing: the questions of fact that it takes for answered

    @property
    def counts(self) -> bool:
        """Whether the claim can stand in a camp: someone vouches for it (or for its denial) as fact."""
        return self.stance not in ("doubts", "expects")


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


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone a source cites who is not an entity of the dossier."""

    id: str
    name: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """What can be asked of an entity. See `explain properties` for what each field means."""

    name: str
    type: str
    help: str = ""
    kinds: tuple[str, ...] = ()  # `for`: the kinds of entity it is asked of; empty: any
    unit: str = ""
    one: bool = True
    state: bool = False
    spells: bool = False
    adds: tuple[str, ...] | bool = (
        False  # over which dimensions a part cannot exceed its whole; True: all of them
    )
    running: bool = False
    scope: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    was: tuple[str, ...] = ()  # names that it had before

    def adds_over(self, dimension: str) -> bool:
        """Whether a part cannot exceed its whole along `dimension`."""
        return self.adds is True or (self.adds is not False and dimension in self.adds)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a controlled vocabulary: what it is called, what it falls under, what it excludes, and when
    it was in use.
    """

    id: str
    name: str
    same_as: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()  # `not`
    used: str = ""
    help: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Properties, scopes, terms, scales and labels in force: the core's, extended by the dossier's.

    `scopes` maps a dimension to its values and each value to the values it is part of; `disjoint` a dimension
    to the values that exclude others (`not`); `scales` a name to its positions in order; `labels` an entity
    to its words and their colour (-1, 0, +1).
    """

    properties: Mapping[str, Property]
    scopes: Mapping[str, Mapping[str, tuple[str, ...]]]
    terms: Mapping[str, Term]
    scales: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, int]]
    kinds: Mapping[str, str]
    titles: frozenset[str] = frozenset()
    disjoint: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input: what is wrong, the words at fault, what would be right. An error, or
    with `warning` a remark.
    """

    code: str
    name: str
    mark: Mark
    message: str
    words: str = ""
    expect: str = ""
    warning: bool = False

    def __str__(self) -> str:
        said = self.message
        if self.words:
            said += f', "{self.words}"'
        if self.expect:
            said += f", {self.expect}"
        return f"{self.mark}: {'warning' if self.warning else 'error'}: {said} [{self.code} {self.name}]"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a finding: the verdict, the sigla it prefers, why, by whom and when; the line that
    was seen then, and its content.
    """

    verdict: str
    prefers: tuple[str, ...] = ()
    because: str = ""
    by: str = ""
    on: str = ""
    saw: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The record of what was decided of one finding, the latest first, as a file in reviews/ holds it;
    `finding` is the id it had then.
    """

    finding: str
    decision: Decision
    mark: Mark
    rule: str = ""
    question: str = ""
    earlier: tuple[Decision, ...] = ()


class Known(NamedTuple):
    """A line of a baseline: the id of a finding that was there when the dossier was adopted, and its content
    then.
    """

    finding: str
    content: str


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
