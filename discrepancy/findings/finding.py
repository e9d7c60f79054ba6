"""What a run finds: findings with identities, and the account of what was looked at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from discrepancy.comparison.perspectives import Perspectives, perspectives
from discrepancy.comparison.question import Asked, Reading
from discrepancy.comparison.scopes import Contained, Open, contained, open_scopes
from discrepancy.findings.since import Since
from discrepancy.model.dossier import Claim, Dossier, Problem, Question, Review
from discrepancy.model.law import Law
from discrepancy.model.mark import Mark
from discrepancy.system.display import counted

if TYPE_CHECKING:
    from discrepancy.evidence.checked import Checked, Quoted
    from discrepancy.reasoning.contradictions import Reasoned
    from discrepancy.reasoning.implied_ranges import Tightened

KINDS = ("conflict", "tension", "perspective", "evidence", "dependence", "gap", "review")
LEVEL = {"conflict": "error", "tension": "warning"}  # every other kind is a note
# Findings on the evidence that say a claim, a quote or a text is wrong, and not only that something is worth
# knowing.
WARNINGS = frozenset(("Q102", "Q103", "Q106", "Q107", "Q108", "Q201", "Q202", "Q203", "Q204", "Q205"))
CALLED = {
    "evidence": ("finding on evidence", "findings on evidence")
}  # what one and several of a kind are called, where its name would not do
FINGERPRINT = (
    1  # version of the identity below; when it changes, review.FORMER keeps how the one before was made
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found, on one question or one law.

    `claims` is every claim it speaks of and `camps` the groups that can be true together; `why` are the steps
    of the reason, `settle` what would decide it, `hints` probable causes. `id` is its identity: no line,
    message, value or date goes into it; `identified` is the text it is made of. `groups` are the claims that
    say the same where that is not what the camps or readings are; `known` says that it is in the baseline, or
    was there before; `at` is where it stands if it has no claim.
    """

    id: str
    rule: str
    name: str
    kind: str
    message: str
    dossier: str
    question: Question
    law: str | None = None
    why: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    settle: str = ""
    readings: tuple[Reading, ...] = ()
    camps: tuple[tuple[Claim, ...], ...] = ()
    camps_total: int = 0
    others: tuple[tuple[Claim, ...], ...] = ()
    claims: tuple[Claim, ...] = ()
    status: str = "open"
    identified: str = ""
    groups: tuple[tuple[Claim, ...], ...] = ()
    review: Review | None = None
    known: bool = False
    at: Mark | None = None

    @property
    def mark(self) -> Mark:
        """Where it stands: its first claim, or the file it is about."""
        return self.at or self.claims[0].mark

    @property
    def passes(self) -> bool:
        """Whether it fails nothing, whatever its kind: someone has looked at it, or it was known before."""
        return self.status in ("reviewed", "grown") or (self.known and self.status == "open")

    @property
    def across(self) -> bool:
        """Whether it speaks of claims on several questions, by a law or a stated order."""
        return self.rule.startswith("L") and len({claim.question for claim in self.claims}) > 1

    @property
    def level(self) -> str:
        """error, warning or note."""
        return "warning" if self.rule in WARNINGS else LEVEL.get(self.kind, "note")


def of_kind(count: int, kind: str) -> str:
    """`1 conflict`, `2 findings on evidence`."""
    return counted(count, *CALLED.get(kind, (kind,)))


def identified(identity: str, question: Question, law: str = "") -> str:
    """What identifies a finding: the version, the rule's identity, the question and the law."""
    return json.dumps(
        [FINGERPRINT, identity, *question[:2], [list(pair) for pair in question.scope], law],
        ensure_ascii=False,
    )


def fingerprint(said: str) -> str:
    """The identity of a finding, made of what identifies it: `F-` and eight hex digits of its SHA-256."""
    return "F-" + hashlib.sha256(said.encode()).hexdigest()[:8]


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


class Change(NamedTuple):
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
        return f"{self.question}: this {self.before} would be {'a ' + self.after if self.after else 'none'} under {self.preset} conventions"


@dataclass(frozen=True)
class View:
    """A dossier as rules and reporters see it: every question with its claims, in the order in which they
    first come, and which questions are part and whole of one another or leave a scope open.
    """

    dossier: Dossier
    asked: Mapping[Question, Asked]
    contained: tuple[Contained, ...] = ()
    open_scopes: tuple[Open, ...] = ()
    laws: tuple[Law, ...] = ()
    texts: tuple[str, ...] = ()
    answered: frozenset[str] | None = (
        None  # of a part of a dossier: the properties that anything in the whole is asked for,
    )
    spent: int = 0  # and the steps of reasoning that went to the rest of it

    @cached_property
    def checked(self) -> Checked:
        """The quotes, held against the texts in the folders `texts` and beside the dossier."""
        from discrepancy.evidence.checked import Checked

        return Checked(self.dossier, self.texts)

    @cached_property
    def reasoned(self) -> Reasoned:
        """What follows from all claims together and the laws."""
        from discrepancy.reasoning.contradictions import reasoned

        return reasoned(self.dossier, self.asked, self.laws, self.answered, self.spent)

    @cached_property
    def follows(self) -> tuple[Tightened, ...]:
        """The answers of which all undisputed claims together leave less than the claims on them do."""
        from discrepancy.reasoning.implied_ranges import tightened

        return tuple(tightened(self.reasoned, self.asked))

    @cached_property
    def perspectives(self) -> Perspectives:
        """Who frames what, and how."""
        return perspectives(self.dossier, self.asked.values())

    @property
    def comparisons(self) -> int:
        """How many pairs of claims were compared: on one question, across scopes, and by laws and stated
        orders.
        """
        within = sum(asked.comparisons for asked in self.asked.values())
        return within + sum(count for _, count in self.across()) + self.reasoned.comparisons

    def across(self) -> Iterator[tuple[Question, int]]:
        """How many pairs of claims were compared across scopes, by one of the two questions."""
        for part, whole in self.contained:
            if part is not whole:
                yield part.question, len(part.standing) * len(whole.standing)
        for general, stated, _ in self.open_scopes:
            yield general.question, len(general.standing) * len(stated.standing)

    def quoted(self, texts: bool) -> Sequence[Quoted]:
        """Every question with claims that have quotes; with `texts`, only those whose text is at hand."""
        return self._quoted_with_text if texts else self._quoted

    @cached_property
    def _quoted(self) -> Sequence[Quoted]:
        from discrepancy.evidence.checked import quoted

        return quoted(self.asked, self.checked, False)

    @cached_property
    def _quoted_with_text(self) -> Sequence[Quoted]:
        from discrepancy.evidence.checked import quoted

        return quoted(self.asked, self.checked, True)

    def part(self, questions: Collection[Question], spent: int) -> View:
        """The view of those of its questions on which nothing bears that is not among them; `spent` are the
        steps that went to the others.
        """
        asked = {question: one for question, one in self.asked.items() if question in questions}
        made = replace(
            self,
            asked=asked,
            contained=tuple(pair for pair in self.contained if pair.part.question in asked),
            open_scopes=tuple(pair for pair in self.open_scopes if pair.general.question in asked),
            answered=frozenset(question.property for question in self.asked),
            spent=spent,
        )
        vars(made)["checked"] = self.checked  # texts are read once
        return made


def view(
    dossier: Dossier, asked: Mapping[Question, Asked], laws: tuple[Law, ...] = (), texts: tuple[str, ...] = ()
) -> View:
    """The view of a dossier whose questions are `asked` and which `laws` hold together; its texts are looked
    for in the folders `texts` too.
    """
    return View(dossier, asked, contained(dossier, asked), open_scopes(dossier, asked), laws, texts)


class Found(NamedTuple):
    """What the rules found in one dossier, for the rules that look at findings."""

    view: View
    findings: tuple[Finding, ...]


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
    changes: tuple[Change, ...] = ()
    since: Since | None = None  # how it compares with an earlier state, where it was compared with one
    left_out: int = 0  # how many findings were not selected
    changed: frozenset[str] = frozenset()  # files of sources that are not as they were
    added: frozenset[str] = frozenset()  # and of those that were not there

    @property
    def quotes(self) -> dict[str, int]:
        """How many quotes have which status, over all dossiers."""
        found: dict[str, int] = {}
        for view in self.views:
            for status, count in view.checked.total().items():
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
        return sum(len(view.asked) for view in self.views)
