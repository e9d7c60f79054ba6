"""The result of a run: all findings, and how much each rule looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from discrepancy.findings.comparison_records import RunComparison
from discrepancy.findings.finding import Finding
from discrepancy.findings.view import View
from discrepancy.model.claim import Question
from discrepancy.model.problem import Problem


@dataclass(frozen=True, slots=True)
class RuleRun:
    """How a rule ran: how many things it looked at, how many findings it made, and why it did not run if so;
    its manual and its kinds.
    """

    code: str
    name: str
    looked_at: int
    found: int
    skipped: str = ""
    doc: str = ""
    kinds: tuple[str, ...] = ()


class PresetEffect(NamedTuple):
    """What one preset of the conventions would make of a question: `before` and `after` are conflict, tension
    or nothing.
    """

    preset: str
    question: Question
    family: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.question}: would be a {self.after} under {self.preset} conventions"
        then = f"a {self.after}" if self.after else "none"
        return f"{self.question}: this {self.before} would be {then} under {self.preset} conventions"


@dataclass(frozen=True, slots=True)
class Run:
    """All that one run found, and on how much it looked. Where it is known, `changed` and `added` are the
    files that changed or came.
    """

    views: tuple[View, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    rules: tuple[RuleRun, ...]
    comparisons: int = 0
    undecided: tuple[str, ...] = field(default=())
    preset_effects: tuple[PresetEffect, ...] = ()
    since: RunComparison | None = (
        None  # how it compares with an earlier state, where it was compared with one
    )
    left_out: int = 0  # how many findings were not selected
    changed: frozenset[str] = frozenset()  # files of sources that are not as they were
    added: frozenset[str] = frozenset()  # and of those that were not there

    @property
    def quotes(self) -> dict[str, int]:
        """How many quotes have which status, over all dossiers."""
        found: dict[str, int] = {}
        for view in self.views:
            for status, count in view.checked.status_totals().items():
                found[status] = found.get(status, 0) + count
        return found

    @property
    def claims(self) -> int:
        """How many claims were read."""
        return sum(len(view.dossier.claims) for view in self.views)

    @property
    def sources(self) -> int:
        """How many sources were read."""
        return sum(len(view.dossier.sources) for view in self.views)

    @property
    def questions(self) -> int:
        """How many questions the claims answer."""
        return sum(len(view.questions) for view in self.views)
