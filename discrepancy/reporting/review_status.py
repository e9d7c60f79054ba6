"""What became of a finding, for every format: whether someone has looked at it, and what they decided."""

from __future__ import annotations

from discrepancy.findings.changes.compare_runs import state_since
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.system.display import one_line


def status(finding: Finding) -> str:
    """new, open, reviewed, stale or grown."""
    return finding.status


def reviewed(finding: Finding) -> bool:
    """Whether a decision stands, so that nothing fails for it."""
    return finding.status in ("reviewed", "grown")


def decided(finding: Finding, field: str) -> str:
    """A field of the decision on a finding (verdict, because, by, on), or nothing."""
    found = getattr(finding.review.decision, field) if finding.review is not None else ""
    return one_line(str(found)) if found else ""


def justification(finding: Finding) -> str:
    """The decision in a line: `scope: one counts houses, the other hearths (A. Reader, 2026-03-01)`; nothing
    where there is none.
    """
    said = ": ".join(part for part in (decided(finding, "verdict"), decided(finding, "because")) if part)
    who = ", ".join(part for part in (decided(finding, "by"), decided(finding, "on")) if part)
    return f"{said} ({who})" if said and who else said or who


def passing(finding: Finding, run: Run) -> str:
    """Why a finding fails nothing whatever its kind: it is reviewed, in the baseline, or was known at the
    state compared with; else nothing.
    """
    if reviewed(finding):
        return f"reviewed: {justification(finding)}"
    if finding.passes:
        return "in the baseline"
    return f"known at {one_line(run.since.ref)}" if run.since and state_since(finding, run) == "known" else ""
