"""Code Quality JSON, which GitLab shows in a merge request: what nobody has looked at, each with a
fingerprint of its own.
"""

from __future__ import annotations

import json
from typing import Any

from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem
from discrepancy.reporting import problems as _problems
from discrepancy.reporting.places import Changed, line, path, unique
from discrepancy.reporting.review_status import reviewed
from discrepancy.system.display import one_line

SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def report(run: Run) -> str:
    """A JSON array of issues; problems of the input first."""
    changed = Changed(run)
    findings = changed.ranked(finding for finding in run.findings if not reviewed(finding))
    issues = [*map(_problem, run.problems), *(_finding(finding, changed) for finding in findings)]
    for issue, fingerprint in zip(issues, unique(issue["fingerprint"] for issue in issues), strict=True):
        issue["fingerprint"] = fingerprint
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _problem(problem: Problem) -> dict[str, Any]:
    severity = "minor" if problem.warning else "critical"
    return _issue(
        _problems.told(problem),
        f"{problem.code} {problem.name}",
        _problems.fingerprint(problem),
        severity,
        problem.mark,
    )


def _finding(finding: Finding, changed: Changed) -> dict[str, Any]:
    said = f"{finding.kind}: {one_line(finding.message)}"
    return _issue(
        said, f"{finding.rule} {finding.name}", finding.id, SEVERITY[finding.level], changed.mark(finding)
    )


def _issue(said: str, check: str, fingerprint: str, severity: str, mark: Mark) -> dict[str, Any]:
    return {
        "description": said,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path(mark.file), "lines": {"begin": line(mark)}},
    }
