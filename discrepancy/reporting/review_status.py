"""The review of a finding, for every format: whether a decision stands, its fields, its reason in a line."""

from __future__ import annotations

from discrepancy.findings.changes.compare_runs import state_since
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.system.display import one_line


def decision_stands(finding: Finding) -> bool:
    """Whether a decision on a finding stands, so that no check fails for it."""
    return finding.status in ("reviewed", "grown")


def decision_field(finding: Finding, field: str) -> str:
    """A field of the decision on a finding (verdict, because, by, on) on one line; empty without a
    decision.
    """
    found = getattr(finding.review.decision, field) if finding.review is not None else ""
    return one_line(str(found)) if found else ""


def justification(finding: Finding) -> str:
    """The decision in a line: `scope: one counts houses, the other hearths (A. Reader, 2026-03-01)`; nothing
    where there is none.
    """
    said = ": ".join(
        part for part in (decision_field(finding, "verdict"), decision_field(finding, "because")) if part
    )
    who = ", ".join(part for part in (decision_field(finding, "by"), decision_field(finding, "on")) if part)
    return f"{said} ({who})" if said and who else said or who


def why_passing(finding: Finding, run: Run) -> str:
    """Why no check fails for a finding, whatever its kind: it is reviewed, in the baseline, or was known at
    the revision compared with. Empty for any other finding.
    """
    if decision_stands(finding):
        return f"reviewed: {justification(finding)}"
    if finding.passes:
        return "in the baseline"
    return f"known at {one_line(run.since.ref)}" if run.since and state_since(finding, run) == "known" else ""
