"""SARIF 2.1.0, for code scanning: one run, every rule, a result for each finding, in the limits that hosts
set.

A finding shows in a file that changed, if it speaks of one; the other sides are related locations, linked
from the message. A reviewed finding is suppressed, with the reason. What a limit leaves out is the least
important, and how much it is stands in the log.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from discrepancy.comparison.readings import value_text
from discrepancy.findings.changes.compare_runs import state_since
from discrepancy.findings.comparison_records import SilencedFinding
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.model.claim import Claim
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem
from discrepancy.reporting import problems as _problems
from discrepancy.reporting.places import ChangedFiles, line_number, made_unique, siglum_and_place, uri
from discrepancy.reporting.review_status import decision_stands, justification
from discrepancy.reporting.rule_manual import rule_descriptors
from discrepancy.reporting.sarif_messages import sarif_message
from discrepancy.reporting.silenced import silenced_findings, silenced_title, why_allowed, why_silenced
from discrepancy.system.display import counted, json_text, one_line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = (
    25_000  # more, and the file is refused; of these the first 5,000 are shown, so the order matters
)
MOST_PLACES = 100  # of a result; more are not shown, over 1,000 refused
MOST_BYTES = 10_000_000  # of the file, compressed

# How a file begins that this format wrote: the tool says its name.
OWN = re.compile(
    rb'\{\s*"\$schema": ?"[^"]*",\s*"version": ?"2\.1\.0",\s*"runs": ?\[\s*\{\s*'
    rb'"tool": ?\{\s*"driver": ?\{\s*"name": ?"discrepancy"'
)

Json = dict[str, Any]
Result = Finding | Problem | SilencedFinding


def report(run: Run) -> str:
    """The log of a run."""
    changed = ChangedFiles(run)
    found: list[Result] = [
        *run.problems,
        *silenced_findings(run),
        *changed.ranked(run.findings, level_first=True),
    ]
    kept = found[:MOST_RESULTS]
    while True:
        text = json_text(_log(run, kept, changed, len(found) - len(kept)), indent=1)
        size = _size(text)
        if size <= MOST_BYTES or not kept:
            return text
        kept = kept[: min(len(kept) - 1, int(len(kept) * MOST_BYTES / size * 0.95))]


def _size(text: str) -> int:
    """How large the file is, compressed; as it is, where that is small enough already."""
    data = text.encode("utf-8", "surrogatepass")
    return len(data) if len(data) <= MOST_BYTES else len(zlib.compress(data)) + 64


def _log(run: Run, kept: Sequence[Result], changed: ChangedFiles, left_out: int) -> Json:
    rules = rule_descriptors(run, [one for one in kept if isinstance(one, Problem)])
    index = {rule["id"]: siglum_and_place for siglum_and_place, rule in enumerate(rules)}
    before = run.since is not None or any(
        finding.known or finding.status == "new" for finding in run.findings
    )
    results = []
    for one in kept:
        if isinstance(one, Problem):
            results.append(_problem(one, index))
        elif isinstance(one, SilencedFinding):
            results.append(_silenced(one, index, run))
        else:
            results.append(_finding(one, changed, index, run if before else None))
    prints = made_unique(result["partialFingerprints"]["primaryLocationLineHash"] for result in results)
    for result, fingerprint in zip(results, prints, strict=True):
        result["partialFingerprints"]["primaryLocationLineHash"] = fingerprint
    driver = {"name": "discrepancy", "version": version("discrepancy"), "rules": rules}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": "discrepancy/"},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(run, left_out, index)],
                "results": results,
            }
        ],
    }


def _invocation(run: Run, left_out: int, index: dict[str, int]) -> Json:
    """Whether all could be read, and what was not compared, so that no findings never looks like no
    comparison.
    """
    read = not any(not problem.warning for problem in run.problems)
    notes: list[Json] = []
    if not run.comparisons:
        notes.append({"level": "error", "message": sarif_message("Nothing to compare.")})
    notes += [
        {
            "level": "note",
            "message": sarif_message(f"not run: {one.skipped}"),
            "associatedRule": {"id": one.code, "index": index[one.code]},
        }
        for one in run.rules
        if one.skipped
    ]
    notes += [
        {"level": "warning", "message": sarif_message(f"undecided: {one_line(said)}")}
        for said in run.undecided
    ]
    if left_out:
        notes.append(
            {
                "level": "warning",
                "message": sarif_message(
                    f"{counted(left_out, 'result')} left out, to keep to what hosts accept"
                ),
            }
        )
    return {"executionSuccessful": read and bool(run.comparisons), "toolExecutionNotifications": notes}


def _problem(problem: Problem, index: dict[str, int]) -> Json:
    return {
        "ruleId": problem.code,
        "ruleIndex": index[problem.code],
        "level": _problems.level(problem),
        "message": sarif_message(_problems.problem_line(problem)),
        "locations": [_location(problem.mark)],
        "partialFingerprints": {"primaryLocationLineHash": _problems.fingerprint(problem)},
    }


def _finding(finding: Finding, changed: ChangedFiles, index: dict[str, int], run: Run | None) -> Json:
    first = changed.first(finding)
    others = [claim for claim in finding.claims if claim is not first]
    more, others = len(others[MOST_PLACES - 1 :]), others[: MOST_PLACES - 1]
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.level,
        "message": sarif_message(finding.message, _lines(finding, first, others, more)),
        "locations": [
            {
                **_location(changed.mark(finding)),
                "logicalLocations": [{"fullyQualifiedName": str(finding.question)}],
            }
        ],
        "relatedLocations": [_related(claim, number) for number, claim in enumerate(others, 1)],
        "partialFingerprints": {"primaryLocationLineHash": finding.id},
        "properties": {"id": finding.id, "kind": finding.kind, "status": finding.status},
    }
    if decision_stands(finding):
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": justification(finding) or "reviewed"}
        ]
    if run is not None:
        result["baselineState"] = _baseline_state(finding, run)
    return result


def _silenced(one: SilencedFinding, index: dict[str, int], run: Run) -> Json:
    """The result for what was silenced; suppressed where no check fails for it."""
    assert run.since is not None
    why = why_silenced(one, run.since)
    result: Json = {
        "ruleId": one.rule,
        "ruleIndex": index[one.rule],
        "level": one.level,
        "message": sarif_message(f"{silenced_title(one)}: {one_line(one.message)}: {why}"),
        "locations": [
            {**_location(one.mark), "logicalLocations": [{"fullyQualifiedName": str(one.question)}]}
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{one.id}:silenced"},
        "properties": {"id": one.id, "kind": one.kind, "status": "silenced"},
        "baselineState": "new",
    }
    if allowed := why_allowed(one, run.since):
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": allowed}]
    return result


def _baseline_state(finding: Finding, run: Run) -> str:
    """The `baselineState` of a finding: by the revision compared with, else by the baseline and the
    reviews.
    """
    if run.since is not None:
        return {"new": "new", "worsened": "updated"}.get(state_since(finding, run), "unchanged")
    return {"new": "new", "stale": "updated", "grown": "updated"}.get(finding.status, "unchanged")


def _lines(
    finding: Finding, first: Claim | None, others: Sequence[Claim], more: int
) -> list[tuple[str, int, str]]:
    """What stands under the message: (words, the number of the place they lead to or 0, more words)."""
    lines = [(siglum_and_place(first), 0, _value_and_quote(first, finding))] if first is not None else []
    lines += [
        (siglum_and_place(claim), number, _value_and_quote(claim, finding))
        for number, claim in enumerate(others, 1)
    ]
    lines += [("", 0, f"and {counted(more, 'claim')} more")] if more else []
    lines += [("", 0, one_line(step)) for step in finding.why]
    lines += [("", 0, f"perhaps: {one_line(hint)}") for hint in finding.hints]
    lines += [("", 0, f"would settle it: {one_line(finding.settle)}")] if finding.settle else []
    return lines


def _value_and_quote(claim: Claim, finding: Finding) -> str:
    whole = finding.across or claim.id in finding.said_of_others
    value = one_line(f"{claim.question}: {value_text(claim)}" if whole else value_text(claim))
    return f"{value}, “{one_line(claim.quote)}”" if claim.quote else value


def _location(mark: Mark) -> Json:
    region = {"startLine": line_number(mark), "startColumn": max(mark.column, 1)}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(mark.file), "uriBaseId": "%SRCROOT%"},
            "region": region,
        }
    }


def _related(claim: Claim, number: int) -> Json:
    message = f"{siglum_and_place(claim)}: {one_line(value_text(claim))}" + (
        f", “{one_line(claim.quote)}”" if claim.quote else ""
    )
    return {"id": number, **_location(claim.mark), "message": sarif_message(message)}
