"""The JSON of a run, as records. `explain formats` lists the fields, and scripts rely on their names."""

from __future__ import annotations

from typing import Any, Literal

from discrepancy.comparison.readings import Reading, value_text
from discrepancy.evidence.quote_checks import QuoteChecks
from discrepancy.findings import finding as found
from discrepancy.findings.run import Run
from discrepancy.model.claim import Claim
from discrepancy.model.problem import Problem
from discrepancy.model.review import Review
from discrepancy.reporting.json_changes import JsonRecord, SinceRecord, since_record


class ClaimRecord(JsonRecord):
    """A claim, in a finding or in `list claims`."""

    id: str
    question: str
    stance: Literal["asserts", "reports", "doubts", "denies", "expects"]
    source: str
    voices: tuple[str, ...]
    value: str
    file: str
    line: int
    column: int
    at: str
    quote: str | None
    quote_status: Literal[
        "exact",
        "normalised",
        "approximate",
        "mismatched",
        "ambiguous",
        "not found",
        "not searched to the end",
        "not checked",
    ]


class ReadingRecord(JsonRecord):
    """A value, the sigla that have it, and the ids of the claims that say so."""

    value: str
    sigla: tuple[str, ...]
    claims: tuple[str, ...]


class ReviewRecord(JsonRecord):
    """What was decided of a finding; `finding` is the id it had then, and `file` the file that says so."""

    finding: str
    verdict: Literal["conflict", "scope", "perspective", "mistaken", "ours", "apparent", "unsure"]
    prefers: tuple[str, ...]
    because: str
    by: str
    on: str
    saw: str
    content: str
    file: str


class FindingRecord(JsonRecord):
    """A finding."""

    id: str
    rule: str
    name: str
    kind: Literal[
        "conflict", "tension", "difference", "perspective", "evidence", "dependence", "gap", "review"
    ]
    level: Literal["error", "warning", "note"]
    about: str
    property: str
    scope: dict[str, str]
    law: str | None
    message: str
    why: tuple[str, ...]
    hints: tuple[str, ...]
    settle: str
    readings: tuple[ReadingRecord, ...]
    camps: tuple[tuple[str, ...], ...]
    camps_total: int
    camps_as_worded: tuple[tuple[str, ...], ...]
    camps_as_worded_total: int
    others: tuple[tuple[str, ...], ...]
    claims: tuple[ClaimRecord, ...]
    status: Literal["new", "open", "reviewed", "stale", "grown"]
    review: ReviewRecord | None


class RuleRecord(JsonRecord):
    """How often a rule looked and found something, or why it did not run."""

    code: str
    name: str
    looked_at: int
    found: int
    skipped: str | None


class ChangeRecord(JsonRecord):
    """What another preset of the conventions would make of a question; null for no finding."""

    preset: Literal["strict", "lenient"]
    question: str
    before: Literal["conflict", "tension"] | None
    after: Literal["conflict", "tension"] | None


class MissingRecord(JsonRecord):
    """A source whose quotes were not checked, and why."""

    source: str
    why: str


class RunRecord(JsonRecord):
    """How much a run compared, by which rules, and what it could not."""

    claims: int
    sources: int
    questions: int
    comparisons: int
    rules: tuple[RuleRecord, ...]
    quotes: dict[str, int]
    without_text: tuple[MissingRecord, ...]
    undecided: tuple[str, ...]
    sensitivity: tuple[ChangeRecord, ...]
    since: SinceRecord | None = None
    left_out: int = 0


class ErrorRecord(JsonRecord):
    """A problem of the input."""

    code: str
    name: str
    level: Literal["error", "warning"]
    file: str
    line: int
    column: int
    message: str
    words: str
    expect: str


class CheckRecord(JsonRecord):
    """What `check --format json` prints."""

    schema_version: Literal[1] = 1
    run: RunRecord
    errors: tuple[ErrorRecord, ...]
    findings: tuple[FindingRecord, ...]


def claim_record(claim: Claim, quote_status: str = "not checked") -> ClaimRecord:
    """The record of a claim whose quote has this status."""
    return ClaimRecord(
        id=claim.id,
        question=str(claim.question),
        stance=claim.stance,  # type: ignore[arg-type]  # the reader lets no other stance through
        source=claim.source,
        voices=tuple(link.voice for link in claim.voices),
        value=value_text(claim) if claim.denies else claim.given,
        file=claim.mark.file,
        line=claim.mark.line,
        column=claim.mark.column,
        at=claim.at,
        quote=claim.quote or None,
        quote_status=quote_status,  # type: ignore[arg-type]  # one of the seven by construction
    )


def _reading(reading: Reading) -> ReadingRecord:
    return ReadingRecord(value=reading.value, sigla=reading.sigla, claims=_ids(reading.claims))


def _ids(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


def review_record(review: Review) -> ReviewRecord:
    """The record of the latest decision of a review."""
    made = review.decision
    return ReviewRecord(
        finding=review.finding,
        verdict=made.verdict,  # type: ignore[arg-type]  # the reader lets no other verdict through
        prefers=made.prefers,
        because=made.because,
        by=made.by,
        on=made.on,
        saw=made.saw,
        content=made.content,
        file=review.mark.file,
    )


def finding_record(finding: found.Finding, checked: QuoteChecks) -> FindingRecord:
    """The record of a finding on the dossier whose quotes `checked` knows."""
    return FindingRecord(
        id=finding.id,
        rule=finding.rule,
        name=finding.name,
        kind=finding.kind,  # type: ignore[arg-type]  # kinds are checked where findings are sorted
        level=finding.level,  # type: ignore[arg-type]  # one of the three by construction
        about=finding.question.about,
        property=finding.question.property,
        scope=dict(finding.question.scope),
        law=finding.law,
        message=finding.message,
        why=finding.why,
        hints=finding.hints,
        settle=finding.settle,
        readings=tuple(_reading(reading) for reading in finding.readings),
        camps=tuple(_ids(camp) for camp in finding.camps),
        camps_total=finding.camps_total,
        camps_as_worded=tuple(_ids(camp) for camp in finding.camps_as_worded),
        camps_as_worded_total=finding.camps_as_worded_total,
        others=tuple(_ids(claims) for claims in finding.others),
        claims=tuple(claim_record(claim, checked.status(claim)) for claim in finding.claims),
        status=finding.status,  # type: ignore[arg-type]  # one of the five by construction
        review=review_record(finding.review) if finding.review else None,
    )


def error_record(problem: Problem) -> ErrorRecord:
    """The record of a problem with the input."""
    return ErrorRecord(
        code=problem.code,
        name=problem.name,
        level="warning" if problem.warning else "error",
        file=problem.mark.file,
        line=problem.mark.line,
        column=problem.mark.column,
        message=problem.message,
        words=problem.words,
        expect=problem.expect,
    )


def check_record(run: Run) -> CheckRecord:
    """The record of a whole run."""
    rules = tuple(
        RuleRecord(
            code=one.code,
            name=one.name,
            looked_at=one.looked_at,
            found=one.found,
            skipped=one.skipped or None,
        )
        for one in run.rules
    )
    checked = {view.dossier.path: view.checked for view in run.views}
    return CheckRecord(
        run=RunRecord(
            claims=run.claims,
            sources=run.sources,
            questions=run.questions,
            comparisons=run.comparisons,
            rules=rules,
            quotes=run.quotes,
            without_text=tuple(
                MissingRecord(source=source, why=why)
                for view in run.views
                for source, why in view.checked.missing_texts()
            ),
            undecided=run.undecided,
            sensitivity=tuple(
                ChangeRecord.model_validate(
                    {
                        "preset": one.preset,
                        "question": str(one.question),
                        "before": one.before or None,
                        "after": one.after or None,
                    }
                )
                for one in run.preset_effects
            ),
            since=since_record(run),
            left_out=run.left_out,
        ),
        errors=tuple(error_record(problem) for problem in run.problems),
        findings=tuple(finding_record(finding, checked[finding.dossier]) for finding in run.findings),
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `check --format json` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **CheckRecord.model_json_schema(mode="serialization"),
    }
