"""`check --statistics`: the number of findings of each rule and kind."""

from __future__ import annotations

from collections import Counter

from discrepancy.commands._shared.errors import CommandError
from discrepancy.findings.changes.compare_runs import state_since
from discrepancy.findings.finding import KINDS
from discrepancy.findings.run import Run
from discrepancy.system.display import counted, json_text

FORMATS = ("text", "json")


def finding_counts(run: Run) -> list[dict[str, str | int]]:
    """For each rule and kind the number of findings, the gravest kind first; where there is an earlier state,
    how many are new or worse.
    """
    found = Counter((finding.kind, finding.rule, finding.name) for finding in run.findings)
    fresh = Counter(
        (finding.kind, finding.rule) for finding in run.findings if state_since(finding, run) != "known"
    )
    made: list[dict[str, str | int]] = []
    for (kind, rule, name), count in sorted(
        found.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1])
    ):
        made.append({"kind": kind, "rule": rule, "name": name, "count": count})
        if run.since:
            made[-1]["new"] = fresh[kind, rule]
    return made


def statistics(run: Run, form: str) -> str:
    """The counts as columns with a line below, or as one JSON object. Raises CommandError for another
    format.
    """
    if form not in FORMATS:
        raise CommandError(f"--statistics prints {' or '.join(FORMATS)}, not {form}")
    found = finding_counts(run)
    errors = sum(not problem.warning for problem in run.problems)
    if form == "json":
        said = {
            "schema_version": 1,
            "errors": errors,
            "findings": len(run.findings),
            "left_out": run.left_out,
            "statistics": found,
        }
        if run.since is not None:
            said["silenced"] = len(run.since.silenced)
        return json_text(said)
    from tabulate import tabulate

    text = tabulate(found, headers="keys", tablefmt="plain", disable_numparse=True) + "\n" if found else ""
    more = f", {counted(errors, 'error')} in what was read" if errors else ""
    silenced = len(run.since.silenced) if run.since else 0
    more += f", {counted(silenced, 'finding')} silenced" if silenced else ""
    more += f", {counted(run.left_out, 'finding')} not selected" if run.left_out else ""
    size = f"{counted(len(run.findings), 'finding')} in {counted(run.claims, 'claim')}"
    return f"{text}{size}; {counted(run.comparisons, 'pair')} compared{more}.\n"
