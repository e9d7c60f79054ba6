"""The vocabulary that claims are written in: properties, terms, scopes, scales and labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

WHOLE = "all"  # the value that is the whole of every scope dimension


@dataclass(frozen=True, slots=True)
class Property:
    """What can be asked of an entity. See `explain properties` for what each field means."""

    name: str
    type: str
    help: str = ""
    kinds: tuple[str, ...] = ()  # `for`: the kinds of entity it is asked of; empty: any
    unit: str = ""
    one: bool = True
    most: int = 0  # how many answers can be true together; 0: any number
    differ_in: tuple[str, ...] = ()  # properties of the entities named in which no two true answers are alike
    values: tuple[str, ...] = ()  # the kinds of entity that it can name; empty: any
    inverse: str = ""  # the property that says the same of the entity named: itself if it is symmetric
    # Whether what it is asked of must have an answer; or the properties whose answers tell that there is one.
    always: tuple[str, ...] | bool = False
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

    @property
    def limited(self) -> bool:
        """Whether several answers can be true, but not any number of them."""
        return not self.one and self.most > 0


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
