"""One finding of a rule, and its identity: what a fingerprint is made of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from discrepancy.comparison.readings import Reading
from discrepancy.model.claim import Claim, Question
from discrepancy.model.mark import Mark
from discrepancy.model.review import Review
from discrepancy.system.display import counted

KINDS = ("conflict", "tension", "difference", "perspective", "evidence", "dependence", "gap", "review")
LEVEL = {"conflict": "error", "tension": "warning"}  # every other kind is a note
# Findings on the evidence that say a claim, a quote or a text is wrong, and not only that something is worth
# knowing.
WARNINGS = frozenset(("Q102", "Q103", "Q106", "Q107", "Q108", "Q109", "Q201", "Q202", "Q203", "Q204", "Q205"))
KIND_NAMES = {
    "evidence": ("finding on evidence", "findings on evidence")
}  # what one and several of a kind are called, where its name would not do
# Version of the identity below; when it changes, reviews/former_names.py keeps how the one before was made.
FINGERPRINT = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found, on one question or one law.

    `claims` is every claim it speaks of and `camps` the groups that can be true together; of a conflict
    beside which other claims only strain, `camps_as_worded` those that can be so as worded. `why` are the
    steps of the reason, `settle` what would decide it, `hints` probable causes. `id` is its identity: no
    line, message, value or date goes into it; `identified` is the text it is made of. `equal_claims` are the
    claims that say the same where that is not what the camps or readings are; `known` says that it is in the
    baseline or was there before; `at` is where it stands if it has no claim.
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
    camps_as_worded: tuple[tuple[Claim, ...], ...] = ()
    camps_as_worded_total: int = 0
    others: tuple[tuple[Claim, ...], ...] = ()
    claims: tuple[Claim, ...] = ()
    status: str = "open"
    identified: str = ""
    equal_claims: tuple[tuple[Claim, ...], ...] = ()
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
    def said_of_others(self) -> frozenset[str]:
        """The ids of its claims that are said of another entity and hold of this one too, as of a spouse."""
        read_here = {claim.id: claim.question for reading in self.readings for claim in reading.claims}
        return frozenset(
            claim.id for claim in self.claims if read_here.get(claim.id, claim.question) != claim.question
        )

    @property
    def level(self) -> str:
        """error, warning or note."""
        return "warning" if self.rule in WARNINGS else LEVEL.get(self.kind, "note")


def count_of_kind(count: int, kind: str) -> str:
    """`1 conflict`, `2 findings on evidence`."""
    return counted(count, *KIND_NAMES.get(kind, (kind,)))


def identifying_text(identity: str, question: Question, law: str = "") -> str:
    """What identifies a finding: the version, the rule's identity, the question and the law."""
    return json.dumps(
        [FINGERPRINT, identity, *question[:2], [list(pair) for pair in question.scope], law],
        ensure_ascii=False,
    )


def fingerprint(said: str) -> str:
    """The identity of a finding, made of what identifies it: `F-` and eight hex digits of its SHA-256."""
    return "F-" + hashlib.sha256(said.encode()).hexdigest()[:8]
