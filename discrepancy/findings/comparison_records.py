"""What a run holds of its comparison with an earlier state: plain records, for reports and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from discrepancy.findings.finding import LEVEL
from discrepancy.model.claim import Claim, Question
from discrepancy.model.mark import Mark

State = Literal["new", "worsened", "known"]


class FindingKey(NamedTuple):
    """Which finding of a run: its dossier's path, its id, and its rule, since two rules may tell of one
    disagreement.
    """

    dossier: str
    id: str
    rule: str


class GoneFinding(NamedTuple):
    """A finding that was there and is not any more: told by the names of now, `dossier` being the path of
    today (empty: it is gone too). `why` says why it went, and `silenced` that no claim of it did.
    """

    id: str
    rule: str
    kind: str
    message: str
    dossier: str = ""
    question: Question = Question("", "")
    claims: tuple[Claim, ...] = ()
    why: str = ""
    silenced: bool = False


class SilencedFinding(NamedTuple):
    """A finding that is no longer told, or told as less than it was, though the claims alone would have it
    told; or one that only a decision or a baseline of this change lets pass. `kind` is what it would be,
    `now` what it is told as (empty: it is not), `why` what silenced it, at `mark`; `covered` says that
    somebody had decided it, in a review that stood before.
    """

    id: str
    rule: str
    name: str
    kind: str
    message: str
    dossier: str
    question: Question
    claims: tuple[Claim, ...]
    why: str
    mark: Mark
    now: str = ""
    covered: bool = False

    @property
    def level(self) -> str:
        """error, warning or note."""
        return LEVEL.get(self.kind, "note")

    @property
    def key(self) -> FindingKey:
        """Which finding it is."""
        return FindingKey(self.dossier, self.id, self.rule)


class Opposition(NamedTuple):
    """A finding in which a source stands: its id, rule and kind, the question, and the sigla of those it
    stands against (none: itself).
    """

    finding: str
    rule: str
    kind: str
    question: Question
    sigla: tuple[str, ...]


class Agreement(NamedTuple):
    """A question on which a source says what others say: the sigla of those who share no origin with it, and
    of those who do; the readings and who has each; how many independent origins they have with it and had
    without it, and why only one, if so.
    """

    question: Question
    independent: tuple[str, ...]
    dependent: tuple[str, ...]
    readings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    origins: int = 0
    before: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class SourceContribution:
    """What a source brings that was not there: the disagreements that it newly makes or worsens, the known
    ones in which it now takes a side, the perspectives in which it stands, where it agrees with others, where
    it says otherwise what can be true beside what they say (`fits`), and the questions on which it alone
    speaks. `state` is new or changed, `claims` how many of its claims are new or altered, `ids` which, and
    `lost` how many it had and has no more.
    """

    dossier: str
    source: str
    siglum: str
    title: str
    state: Literal["new", "changed"]
    claims: int
    contradicts: tuple[Opposition, ...] = ()
    sides: tuple[Opposition, ...] = ()
    perspectives: tuple[Opposition, ...] = ()
    agrees: tuple[Agreement, ...] = ()
    fits: tuple[Question, ...] = ()
    alone: tuple[Question, ...] = ()
    ids: frozenset[str] = frozenset()
    lost: int = 0

    @property
    def corroborates(self) -> tuple[Agreement, ...]:
        """Where it agrees with others independently."""
        return tuple(one for one in self.agrees if one.independent)

    @property
    def repeats(self) -> tuple[Agreement, ...]:
        """Where it agrees only with those whose origin it shares."""
        return tuple(one for one in self.agrees if not one.independent)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not (
            self.contradicts or self.sides or self.perspectives or self.agrees or self.fits or self.alone
        )

    def key(self, one: Opposition) -> FindingKey:
        """Which finding of the run is meant."""
        return FindingKey(self.dossier, one.finding, one.rule)


@dataclass(frozen=True, slots=True)
class RunComparison:
    """How a run compares with the state at `ref`, the commit `commit`. `why` says of each finding that is
    worse what makes it so; what is in neither `new` nor `why` was known. `notes` say what could not be
    compared. With `allow_silenced` what was silenced passes.
    """

    ref: str
    commit: str
    new: frozenset[FindingKey] = frozenset()
    why: Mapping[FindingKey, str] = field(default_factory=lambda: MappingProxyType({}))
    gone: tuple[GoneFinding, ...] = ()
    contributions: tuple[SourceContribution, ...] = ()
    notes: tuple[str, ...] = ()
    silenced: tuple[SilencedFinding, ...] = ()
    allow_silenced: bool = False

    def passes(self, one: SilencedFinding) -> bool:
        """Whether no check fails for what was silenced: somebody had decided it before, or all may be."""
        return one.covered or self.allow_silenced

    def state(self, key: FindingKey) -> State:
        """Whether a finding is new, worsened or known."""
        return "new" if key in self.new else "worsened" if key in self.why else "known"
