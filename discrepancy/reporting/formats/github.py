"""Annotations by GitHub's workflow commands: at most ten a level, as many as a step may make, what changed
first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from discrepancy.findings.finding import KIND_NAMES, Finding
from discrepancy.findings.run import Run
from discrepancy.model.claim import Claim
from discrepancy.model.mark import Mark
from discrepancy.reporting import problems as _problems
from discrepancy.reporting.places import ChangedFiles, line_number, relative_path, siglum_and_place
from discrepancy.reporting.review_status import why_passing
from discrepancy.reporting.silenced import silenced_findings, silenced_title, why_silenced
from discrepancy.system.display import counted, one_line, shortened, shown_name

MOST = 10
MOST_CLAIMS = 6
MOST_QUOTED = 600  # characters of a quote; a message may have 64 KiB, and is read in a margin
COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}

# A file that this format wrote has nothing but its commands, each with the code of a problem or the id of a
# finding, and what stands for those beyond ten.
OWN = re.compile(
    rb"(?:::(?:error|warning|notice) file=[^,:\n]*,line=\d+,col=\d+,"
    rb"title=(?:[A-Z]\d{3} [\w-]+|[^,:\n]*\(F-[0-9a-f]+\))::[^\n]*\n"
    rb"|and [\d,]+ more (?:error|warning|note)s?\n)+\Z"
)


def report(run: Run) -> str:
    """The commands of a run; for what nobody has looked at and what was not known before."""
    changed = ChangedFiles(run)
    commands: dict[str, list[str]] = {level: [] for level in COMMANDS}
    for problem in run.problems:
        title = f"{problem.code} {problem.name}"
        commands[_problems.level(problem)].append(
            _command(_problems.level(problem), problem.mark, title, _problems.problem_line(problem))
        )
    for one in silenced_findings(run):
        if run.since and not run.since.passes(one):
            message = f"{one_line(one.message)}\n{why_silenced(one, run.since)}"
            title = f"{silenced_title(one)} ({one.id})"
            commands[one.level].append(_command(one.level, one.mark, title, message))
    for finding in changed.ranked(finding for finding in run.findings if not why_passing(finding, run)):
        commands[finding.level].append(_finding(finding, changed))
    return "".join(f"{line}\n" for level, listed in commands.items() for line in _at_most_ten(level, listed))


def _at_most_ten(level: str, commands: list[str]) -> Iterator[str]:
    yield from commands[:MOST]
    if len(commands) > MOST:
        yield f"and {counted(len(commands) - MOST, f'more {level}', f'more {level}s')}"


def _finding(finding: Finding, changed: ChangedFiles) -> str:
    claims = changed.claims(finding)
    lines = [one_line(finding.message), *map(_claim_line, claims[:MOST_CLAIMS])]
    if len(claims) > MOST_CLAIMS:
        lines.append(f"and {counted(len(claims) - MOST_CLAIMS, 'more claim', 'more claims')}")
    lines += [f"would settle it: {one_line(finding.settle)}"] if finding.settle else []
    kind = finding.kind if finding.kind not in KIND_NAMES else finding.name.replace("-", " ")
    return _command(
        finding.level, changed.mark(finding), f"{kind}: {finding.question} ({finding.id})", "\n".join(lines)
    )


def _claim_line(claim: Claim) -> str:
    words = f"“{shortened(claim.quote, MOST_QUOTED)}”" if claim.quote else shortened(claim.given, MOST_QUOTED)
    return f"{siglum_and_place(claim)}: {words}"


def _command(level: str, mark: Mark, title: str, message: str) -> str:
    fields = {
        "file": shown_name(relative_path(mark.file)),
        "line": str(line_number(mark)),
        "col": str(max(mark.column, 1)),
        "title": one_line(title),
    }
    parameters = ",".join(f"{name}={_field(value)}" for name, value in fields.items())
    return f"::{COMMANDS[level]} {parameters}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_text(text: str) -> str:
    """Text for the log of a step in which nothing is read as a command, whatever a source says."""
    # No text can hold the hash of itself, so no quote can end the pause.
    token = "discrepancy-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return "::stop-commands::{0}\n{1}\n::{0}::\n".format(token, text.rstrip("\n"))
