"""A summary for a pull request, in Markdown: which sources came, what each newly contradicts, with the quotes
side by side, where it agrees with others, what it alone says. Without `--since`: what nobody has decided
yet. What does not fit is cut by whole sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from discrepancy.findings.changes.compare_runs import finding_key
from discrepancy.findings.comparison_records import FindingKey, RunComparison
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.problem import Problem
from discrepancy.reporting import problems as _problems
from discrepancy.reporting.page.escape import escaped
from discrepancy.reporting.page.findings import (
    claims_table,
    finding_message,
    finding_title,
    proof_step,
    settling_advice,
)
from discrepancy.reporting.page.new_sources import (
    findings_table,
    gone_table,
    kind_counts,
    new_without_source,
    source_sections,
    state_counts,
    under_heading,
    why_worse,
)
from discrepancy.reporting.places import ChangedFiles, relative_path
from discrepancy.reporting.review_status import decision_stands
from discrepancy.reporting.silenced import HEADING, silenced_section
from discrepancy.system.display import counted

MOST_BYTES = 1_000_000  # a step summary of more than 1 MiB is refused whole
MOST_CLAIMS = 12
MOST_PROBLEMS = 50

# A file that this format wrote begins with a heading and on how much the run looked, and ends as a section
# does; whatever somebody has added below is not ours.
OWN = re.compile(
    rb"# [^\n]+\n\n(?:Nothing to compare: |(?:Since [^\n]*)?In all: )[^\n]*"
    rb"[\d,]+ claims? of [\d,]+ sources? on [\d,]+ questions?; [\d,]+ pairs? compared by [\d,]+ rules?\."
    rb"(?:(?s:.*)(?:(?:reviewed, and not told of here|in the baseline|not selected)\.|looked at yet\."
    rb"|\n(?:- |\| |and [\d,]+ |[\d,]+ claims? |Its head changed)[^\n]*|\nNothing that nobody has looked at\."
    rb"|\n`F-[0-9a-f]+` \xc2\xb7 [A-Z]\d{3} [\w-]+"
    rb"|\n\*[^\n]* left out here, to keep to what a summary may hold\.\*))?\n\Z"
)


def report(run: Run, most: int = MOST_BYTES) -> str:
    """The summary of a run, at most `most` bytes long."""
    return within(list(_sections(run)), most)


def within(sections: Sequence[str], most: int) -> str:
    """The first sections that fit into `most` bytes, and how many are left out."""
    kept: list[str] = []
    size = 0
    for section in sections:
        size += len(section.encode("utf-8", "surrogatepass")) + 2
        if size > most - 200:
            more = len(sections) - len(kept)
            kept.append(
                f"*{counted(more, 'more section')} left out here, to keep to what a summary may hold.*"
            )
            break
        kept.append(section)
    return "\n\n".join(kept) + "\n"


def _sections(run: Run) -> Iterator[str]:
    yield _head(run)
    if run.problems:
        yield _unread(run.problems)
    if run.since is not None:
        yield from _since(run, run.since)
        return
    for view in run.views:
        yield from _open_findings(run, view)


def _wanted(finding: Finding) -> bool:
    """Whether a finding is shown: nobody has decided it, and it is not in the baseline."""
    return not finding.passes


def _head(run: Run) -> str:
    """What came, and on how much the run looked."""
    heading = _came(run, run.since) if run.since else "# What the sources disagree on"
    looked = (
        f"{counted(run.claims, 'claim')} of {counted(run.sources, 'source')} "
        f"on {counted(run.questions, 'question')}; "
        f"{counted(run.comparisons, 'pair')} compared by {counted(len(run.rules), 'rule')}"
    )
    if not run.comparisons:
        return f"{heading}\n\nNothing to compare: {looked}."
    compared = (
        f"Since {escaped(run.since.ref)} ({run.since.commit[:8]}): {state_counts(run)}. " if run.since else ""
    )
    return f"{heading}\n\n{compared}In all: {kind_counts(run.findings)} in {looked}.{_left_out(run)}"


def _came(run: Run, since: RunComparison) -> str:
    """The heading: which sources are new, which have changed, and how much was silenced."""
    titles = {
        view.dossier.path: f" ({escaped(view.dossier.title)})" if len(run.views) > 1 else ""
        for view in run.views
    }
    parts = []
    for kind in ("new", "changed"):
        names = [
            f"**{escaped(one.siglum)}**{titles[one.dossier]}"
            for one in since.contributions
            if one.state == kind
        ]
        parts += [f"{counted(len(names), f'{kind} source')}: {', '.join(names)}"] if names else []
    said = "; ".join(parts) or f"No source is new or changed since {escaped(since.ref)}"
    failing = sum(not since.passes(one) for one in since.silenced)
    return f"# {said}" + (f"; **{counted(failing, 'finding')} silenced**" if failing else "")


def _left_out(run: Run) -> str:
    """How many findings the summary does not show, and why."""
    reviewed = sum(map(decision_stands, run.findings))
    known = sum(finding.passes for finding in run.findings) - reviewed
    parts = []
    if reviewed:
        parts.append(f" {counted(reviewed, 'finding')} {_are(reviewed)} reviewed, and not told of here.")
    if known:
        parts.append(f" {counted(known, 'finding')} {_are(known)} in the baseline.")
    if run.left_out:
        parts.append(f" {counted(run.left_out, 'finding')} not selected.")
    return "".join(parts)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _unread(problems: Sequence[Problem]) -> str:
    lines = []
    for problem in problems[:MOST_PROBLEMS]:
        place = f"{escaped(relative_path(problem.mark.file))}:{problem.mark.line}"
        lines.append(f"- {place}: {escaped(_problems.problem_line(problem))} ({problem.code})")
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"- and {len(problems) - MOST_PROBLEMS:,} more")
    return "## What could not be read as it stands\n\n" + "\n".join(lines)


def _since(run: Run, since: RunComparison) -> Iterator[str]:
    """What each source brings, then what is new of no source, what is gone, and what was not compared."""
    views = {view.dossier.path: view for view in run.views}
    if since.silenced:
        yield silenced_section(since.silenced, since, f"## {HEADING}")
    shown: set[FindingKey] = set()
    for one in since.contributions:
        view = views[one.dossier]

        def as_sections(
            findings: Sequence[Finding], view: View = view, source: str = one.source
        ) -> Iterator[str]:
            again = [finding for finding in findings if finding_key(finding) in shown]
            for finding in findings:
                if finding_key(finding) not in shown:
                    shown.add(finding_key(finding))
                    yield _finding(run, view, finding, source)
            if again:
                yield f"Told of above:\n\n{findings_table(view.dossier, again)}"

        yield from source_sections(run, view, one, as_sections, _wanted, where=_in_dossier(run, view))
    for number, (path_, view) in enumerate(views.items()):
        yield from _fresh(run, view)
        settled = [one for one in since.gone if not one.silenced]
        if gone := [one for one in settled if one.dossier == path_ or (not one.dossier and not number)]:
            yield f"## What is gone{_in_dossier(run, view)}\n\n{gone_table(gone)}"
    if since.notes:
        yield "## What the comparison rests on\n\n" + "\n".join(f"- {escaped(note)}" for note in since.notes)


def _fresh(run: Run, view: View) -> Iterator[str]:
    found = [finding for finding in new_without_source(run, _wanted) if finding.dossier == view.dossier.path]
    grave = [finding for finding in found if finding.kind in ("conflict", "tension")]
    rest = [finding for finding in found if finding not in grave]
    heading = f"## What else is new or worse{_in_dossier(run, view)}"
    sections = [
        *(_finding(run, view, finding) for finding in grave),
        *([findings_table(view.dossier, rest, run=run)] if rest else []),
    ]
    yield from under_heading(heading, sections)


def _in_dossier(run: Run, view: View) -> str:
    return f", in {escaped(view.dossier.title)}" if len(run.views) > 1 else ""


def _finding(run: Run, view: View, finding: Finding, source: str = "") -> str:
    """A finding with its quotes side by side, those of the new source first."""
    claims = sorted(finding.claims, key=lambda claim: claim.source != source)
    parts = [
        f"#### {finding.kind.capitalize()}: {escaped(finding_title(view.dossier, finding))}",
        escaped(finding_message(view.dossier, finding)),
    ]
    if (why := why_worse(finding, run)) and run.since:
        parts.append(f"Worse than at {escaped(run.since.ref)}: {escaped(why)}.")
    parts.append(
        claims_table(
            view.dossier,
            claims[:MOST_CLAIMS],
            None if finding.across else finding.question,
            finding.said_of_others,
        )
    )
    if len(claims) > MOST_CLAIMS:
        parts.append(f"and {counted(len(claims) - MOST_CLAIMS, 'more claim')}")
    steps = [f"- {proof_step(view, finding, said)}" for said in finding.why] + [
        f"- Perhaps: {escaped(hint)}." for hint in finding.hints
    ]
    parts += ["\n".join(steps)] if steps else []
    if further := _further(finding, source):
        parts.append(
            f"{escaped(view.dossier.sources[source].siglum)} stands in a further set of claims that clash:"
        )
        parts.append(
            claims_table(
                view.dossier, sorted(further, key=lambda claim: claim.source != source)[:MOST_CLAIMS]
            )
        )
    parts += [settling_advice(finding)] if finding.settle else []
    parts.append(f"`{finding.id}` · {finding.rule} {finding.name}")
    return "\n\n".join(parts)


def _further(finding: Finding, source: str) -> Sequence[Claim]:
    """The shortest set of claims in which a source stands against others, where that is not the first of the
    finding.
    """
    if not source or any(claim.source == source for claim in finding.claims):
        return ()
    return min(
        (group for group in finding.others if any(claim.source == source for claim in group)),
        key=len,
        default=(),
    )


def _open_findings(run: Run, view: View) -> Iterator[str]:
    """What nobody has looked at: conflicts and tensions in full, what changed first; the rest by number."""
    findings = ChangedFiles(run).ranked(
        finding for finding in run.findings if finding.dossier == view.dossier.path and _wanted(finding)
    )
    heading = f"## {escaped(view.dossier.title)}"
    rest = [finding for finding in findings if finding.kind not in ("conflict", "tension")]
    grave = [_finding(run, view, finding) for finding in findings if finding.kind in ("conflict", "tension")]
    yield (
        f"{heading}\n\n{kind_counts(findings)}, which nobody has looked at yet."
        if findings
        else f"{heading}\n\nNothing that nobody has looked at."
    )
    yield from grave
    if rest:
        yield f"### Worth knowing\n\n{findings_table(view.dossier, rest)}"
