"""What a run holds of its comparison with an earlier state: plain records, for reporters and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from discrepancy.model import Question

State = Literal["new", "worsened", "known"]


class Key(NamedTuple):
    """Which finding of a run: its dossier's path, its id, and its rule, since two rules may tell of one disagreement."""

    dossier: str
    id: str
    rule: str


class Gone(NamedTuple):
    """A finding that was there and is not any more."""

    id: str
    rule: str
    kind: str
    message: str


class Against(NamedTuple):
    """A disagreement in which a source stands: the finding, its kind, the question, and the sigla of those it stands against."""

    finding: str
    kind: str
    question: Question
    sigla: tuple[str, ...]


class Agreement(NamedTuple):
    """A question on which a source says what others say: the sigla of those who share no origin with it, and of those who do."""

    question: Question
    independent: tuple[str, ...]
    dependent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a source brings that was not there: the disagreements that it newly makes or worsens, the known ones in which it now takes
    a side, where it agrees with others, and the questions on which it alone speaks. `state` is new or changed, `claims` how many of its claims are
    new or altered.
    """

    dossier: str
    source: str
    siglum: str
    title: str
    state: Literal["new", "changed"]
    claims: int
    contradicts: tuple[Against, ...] = ()
    sides: tuple[Against, ...] = ()
    agrees: tuple[Agreement, ...] = ()
    alone: tuple[Question, ...] = ()

    @property
    def corroborates(self) -> tuple[Agreement, ...]:
        """Where it agrees with others independently."""
        return tuple(one for one in self.agrees if one.independent)


@dataclass(frozen=True, slots=True)
class Since:
    """How a run compares with the state at `ref`, the commit `commit`. `why` says of each finding that is worse what makes it so;
    what is in neither `new` nor `why` was known. `notes` say what could not be compared.
    """

    ref: str
    commit: str
    new: frozenset[Key] = frozenset()
    why: Mapping[Key, str] = field(default_factory=lambda: MappingProxyType({}))
    gone: tuple[Gone, ...] = ()
    brought: tuple[Brought, ...] = ()
    notes: tuple[str, ...] = ()

    def state(self, key: Key) -> State:
        """Whether a finding is new, worsened or known."""
        return "new" if key in self.new else "worsened" if key in self.why else "known"
