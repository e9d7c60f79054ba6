"""Sections of a page beside its findings: what agrees, what follows, what one voice says, what is in no
camp.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.finding import Finding
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.reasoning.explanation.wording import range_text
from discrepancy.reporting.page.escape import escaped, table
from discrepancy.reporting.page.findings import (
    who,
)
from discrepancy.reporting.page.names import question_name, value_name
from discrepancy.values.base import Relative, Unknown


def agreements(view: View, findings: Sequence[Finding]) -> Iterator[str]:
    """The questions with one true answer on which several claims agree, and those of which the answers are of
    different times, each as a section; nothing if there are none.
    """
    divided = {finding.question for finding in findings if finding.kind in ("conflict", "tension")}
    rows: list[list[str]] = []
    changing: list[list[str]] = []
    for question, asked in view.questions.items():
        if (
            len(asked.standing) > 1
            and question not in divided
            and asked.property.one
            and asked.property.type != "framing"
        ):
            row = [escaped(question_name(view.dossier, question)), _readings(asked), _witnesses(asked)]
            (changing if _changes(asked) else rows).append(row)
    if rows:
        yield "## What agrees"
        yield (
            "Questions with several claims that can all be true. "
            "Two passages of one source are one witness, not two."
        )
        yield table(rows, ["Question", "Readings", "Witnesses"])
    if changing:
        yield "## What changes with time"
        yield "Answers that differ and are of different times, so that they exclude nothing of one another."
        yield table(changing, ["Question", "Readings", "Witnesses"])


def _changes(asked: QuestionClaims) -> bool:
    """Whether two answers to a question that may change with time are unlike."""
    if not asked.property.state:
        return False
    heads = [reading.claims[0] for reading in asked.readings if reading.claims[0] in asked.standing]
    return any(
        asked.exclusions.relation(a, b).relation in ("tension", "conflict")
        for place, a in enumerate(heads)
        for b in heads[:place]
    )


def _readings(asked: QuestionClaims) -> str:
    return "; ".join(
        f"{escaped(reading.value)} ({escaped(', '.join(reading.sigla))})" for reading in asked.readings
    )


def _witnesses(asked: QuestionClaims) -> str:
    voices = {claim.holder for claim in asked.standing}
    passages = len(asked.standing)
    if len(voices) > 1:
        return f"{len(voices)} voices"
    return f"one voice, {passages} passages"


def implied_answers(view: View) -> Iterator[str]:
    """What undisputed claims leave of answers when taken together, as a section; nothing if that is no
    news.
    """
    rows = []
    for one in view.implied_ranges:
        if one.informative:
            end = f" ({one.end})" if one.end else ""
            dossier = view.dossier
            by = "; ".join(
                f"{escaped(question_name(dossier, claim.question))}: "
                f"{escaped(value_name(dossier, claim))} ({escaped(claim.siglum)})"
                for claim in one.claims
            )
            left = escaped(range_text(one.kind, (one.left,)))
            rows.append(
                [
                    escaped(question_name(view.dossier, one.question)) + end,
                    left,
                    escaped(range_text(one.kind, (one.own,))),
                    by,
                ]
            )
    if rows:
        yield "## What follows"
        yield (
            "What the undisputed claims leave of an answer when they are taken together, "
            "where that is much less than its own claims say."
        )
        yield table(rows, ["Question", "What is left", "By its own claims", "Because of"])


def single_claims(view: View) -> Iterator[str]:
    """The questions on which there is one claim, as a section; nothing if there are none."""
    rows = []
    for question, asked in view.questions.items():
        if (
            len({claim.holder for claim in asked.claims}) == 1
            and len(asked.claims) == 1
            and asked.property.type != "framing"
        ):
            claim = asked.claims[0]
            rows.append(
                [
                    escaped(question_name(view.dossier, question)),
                    escaped(value_name(view.dossier, claim)),
                    who(view.dossier, claim),
                    escaped(claim.at),
                ]
            )
    if rows:
        yield "## What only one voice says"
        yield table(rows, ["Question", "Reading", "Who", "Where"])


def outside_camps(view: View) -> Iterator[str]:
    """The claims that stand in no camp, each with the reason, as a section; nothing if there are none."""
    rows = []
    for asked in view.questions.values():
        for claim in asked.claims:
            reason = _why_outside(claim)
            if reason:
                rows.append(
                    [
                        escaped(question_name(view.dossier, asked.question)),
                        escaped(value_name(view.dossier, claim)),
                        who(view.dossier, claim),
                        reason,
                    ]
                )
    if rows:
        yield "## What stands in no camp"
        yield table(rows, ["Question", "Reading", "Who", "Why"])


def _why_outside(claim: Claim) -> str:
    if isinstance(claim.value, Unknown):
        return "said to be unknown"
    if isinstance(claim.value, Relative):
        return "an order or interval: held to what is said of the other date"
    return {"doubts": "doubted", "expects": "expected, not stated as fact"}.get(claim.stance, "")
