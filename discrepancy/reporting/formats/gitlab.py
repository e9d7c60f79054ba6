"""Code Quality JSON, which GitLab shows in a merge request: what nobody has looked at, each with a
fingerprint of its own.
"""

from __future__ import annotations

import re
from typing import Any

from discrepancy.findings.comparison_records import RunComparison, SilencedFinding
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem
from discrepancy.reporting import problems as _problems
from discrepancy.reporting.places import ChangedFiles, line_number, made_unique, relative_path
from discrepancy.reporting.review_status import decision_stands
from discrepancy.reporting.silenced import silenced_findings, silenced_title, why_silenced
from discrepancy.system.display import json_text, one_line

SEVERITY = {"error": "major", "warning": "minor", "note": "info"}

# How a file begins that this format wrote: with the code of a rule and an identity of ours, or with no issue.
OWN = re.compile(
    rb'\[\s*(?:\]\s*\Z|\{\s*"description": ?"(?:[^"\\]|\\.)*",\s*'
    rb'"check_name": ?"[A-Z]\d{3} [\w-]+",\s*"fingerprint": ?"[EF]-[0-9a-f]+[":])'
)


def report(run: Run) -> str:
    """A JSON array of issues; problems of the input first."""
    changed = ChangedFiles(run)
    findings = changed.ranked(finding for finding in run.findings if not decision_stands(finding))
    issues = [
        *map(_problem, run.problems),
        *(_silenced(one, run.since) for one in silenced_findings(run) if run.since),
        *(_finding(finding, changed) for finding in findings),
    ]
    for issue, fingerprint in zip(issues, made_unique(issue["fingerprint"] for issue in issues), strict=True):
        issue["fingerprint"] = fingerprint
    return json_text(issues)


def _problem(problem: Problem) -> dict[str, Any]:
    severity = "minor" if problem.warning else "critical"
    return _issue(
        _problems.problem_line(problem),
        f"{problem.code} {problem.name}",
        _problems.fingerprint(problem),
        severity,
        problem.mark,
    )


def _finding(finding: Finding, changed: ChangedFiles) -> dict[str, Any]:
    description = f"{finding.kind}: {one_line(finding.message)}"
    return _issue(
        description,
        f"{finding.rule} {finding.name}",
        finding.id,
        SEVERITY[finding.level],
        changed.mark(finding),
    )


def _silenced(one: SilencedFinding, since: RunComparison) -> dict[str, Any]:
    """What was silenced has an issue of its own; what is decided or allowed is worth knowing still."""
    severity = "info" if since.passes(one) else SEVERITY[one.level]
    description = f"{silenced_title(one)}: {one_line(one.message)}: {why_silenced(one, since)}"
    return _issue(description, f"{one.rule} {one.name}", f"{one.id}:silenced", severity, one.mark)


def _issue(description: str, check: str, fingerprint: str, severity: str, mark: Mark) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": relative_path(mark.file), "lines": {"begin": line_number(mark)}},
    }
