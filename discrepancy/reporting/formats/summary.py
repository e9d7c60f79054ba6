"""A summary for a pull request, which a historian reads: which source came, what it newly contradicts, with
the quotes side by side, what it confirms as a witness of its own, what it alone says. Compared with no
earlier state: what nobody has looked at yet. Cut by whole sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.findings.changes.compare_runs import finding_key
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.findings.run_comparison import FindingKey, RunComparison
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.problem import Problem
from discrepancy.reporting import problems as _problems
from discrepancy.reporting.markdown.escape import text
from discrepancy.reporting.markdown.findings import claims_table, message, title
from discrepancy.reporting.markdown.new_sources import (
    counts,
    findings_table,
    fresh,
    gone_table,
    source_sections,
    tally,
    under,
    worse,
)
from discrepancy.reporting.markdown.steps import settle, step
from discrepancy.reporting.places import Changed, path
from discrepancy.reporting.review_status import reviewed
from discrepancy.system.display import counted

MOST_BYTES = 1_000_000  # a step summary of more than 1 MiB is refused whole
MOST_CLAIMS = 12
MOST_PROBLEMS = 50


def report(run: Run, most: int = MOST_BYTES) -> str:
    """The summary, of at most so many bytes."""
    return within(list(_sections(run)), most)


def within(sections: Sequence[str], most: int) -> str:
    """The sections that fit into so many bytes, from the first on; how many more there are is said."""
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
    """Whether a finding is told of: nobody has looked at it, and it is not in the baseline."""
    return not finding.passes


def _head(run: Run) -> str:
    """What came, and on how much the run looked."""
    heading = _came(run, run.since) if run.since else "# What the sources disagree on"
    looked = (
        f"{counted(run.claims, 'claim')} of {counted(run.sources, 'source')} on {counted(run.questions, 'question')}; "
        f"{counted(run.comparisons, 'pair')} compared by {counted(len(run.rules), 'rule')}"
    )
    if not run.comparisons:
        return f"{heading}\n\nNothing to compare: {looked}."
    compared = f"Since {text(run.since.ref)} ({run.since.commit[:8]}): {tally(run)}. " if run.since else ""
    return f"{heading}\n\n{compared}In all: {counts(run.findings)} in {looked}.{_left_out(run)}"


def _came(run: Run, since: RunComparison) -> str:
    """The heading: which sources are new, and which have changed."""
    titles = {
        view.dossier.path: f" ({text(view.dossier.title)})" if len(run.views) > 1 else ""
        for view in run.views
    }
    said = []
    for kind in ("new", "changed"):
        names = [
            f"**{text(one.siglum)}**{titles[one.dossier]}" for one in since.contributions if one.state == kind
        ]
        said += [f"{counted(len(names), f'{kind} source')}: {', '.join(names)}"] if names else []
    return f"# {'; '.join(said)}" if said else f"# No source is new or changed since {text(since.ref)}"


def _left_out(run: Run) -> str:
    """What is not told of here."""
    count = sum(map(reviewed, run.findings))
    said = (
        f" {counted(count, 'finding')} {'is' if count == 1 else 'are'} reviewed, and not told of here."
        if count
        else ""
    )
    known = sum(finding.passes for finding in run.findings) - count
    said += f" {counted(known, 'finding')} {'is' if known == 1 else 'are'} in the baseline." if known else ""
    return said + (f" {counted(run.left_out, 'finding')} not selected." if run.left_out else "")


def _unread(problems: Sequence[Problem]) -> str:
    lines = [
        f"- {text(path(one.mark.file))}:{one.mark.line}: {text(_problems.told(one))} ({one.code})"
        for one in problems[:MOST_PROBLEMS]
    ]
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"- and {counted(len(problems) - MOST_PROBLEMS, 'more')}")
    return "## What could not be read as it stands\n\n" + "\n".join(lines)


def _since(run: Run, since: RunComparison) -> Iterator[str]:
    """What each source brings, then what is new of no source, what is gone, and what was not compared."""
    views = {view.dossier.path: view for view in run.views}
    told: set[FindingKey] = set()
    for one in since.contributions:
        view = views[one.dossier]

        def tell(findings: Sequence[Finding], view: View = view, source: str = one.source) -> Iterator[str]:
            again = [finding for finding in findings if finding_key(finding) in told]
            for finding in findings:
                if finding_key(finding) not in told:
                    told.add(finding_key(finding))
                    yield _told(run, view, finding, source)
            if again:
                yield f"Told of above:\n\n{findings_table(view.dossier, again)}"

        yield from source_sections(run, view, one, tell, _wanted, where=_of(run, view))
    for number, (path_, view) in enumerate(views.items()):
        yield from _fresh(run, view)
        if gone := [one for one in since.gone if one.dossier == path_ or (not one.dossier and not number)]:
            yield f"## What is gone{_of(run, view)}\n\n{gone_table(gone)}"
    if since.notes:
        yield "## What the comparison rests on\n\n" + "\n".join(f"- {text(note)}" for note in since.notes)


def _fresh(run: Run, view: View) -> Iterator[str]:
    found = [finding for finding in fresh(run, _wanted) if finding.dossier == view.dossier.path]
    grave = [finding for finding in found if finding.kind in ("conflict", "tension")]
    rest = [finding for finding in found if finding not in grave]
    heading = f"## What else is new or worse{_of(run, view)}"
    sections = [
        *(_told(run, view, finding) for finding in grave),
        *([findings_table(view.dossier, rest, run=run)] if rest else []),
    ]
    yield from under(heading, sections)


def _of(run: Run, view: View) -> str:
    return f", in {text(view.dossier.title)}" if len(run.views) > 1 else ""


def _told(run: Run, view: View, finding: Finding, source: str = "") -> str:
    """A finding with its quotes side by side, those of the new source first."""
    claims = sorted(finding.claims, key=lambda claim: claim.source != source)
    parts = [
        f"#### {finding.kind.capitalize()}: {text(title(view.dossier, finding))}",
        text(message(view.dossier, finding)),
    ]
    if (why := worse(finding, run)) and run.since:
        parts.append(f"Worse than at {text(run.since.ref)}: {text(why)}.")
    parts.append(
        claims_table(view.dossier, claims[:MOST_CLAIMS], None if finding.across else finding.question)
    )
    if len(claims) > MOST_CLAIMS:
        parts.append(f"and {counted(len(claims) - MOST_CLAIMS, 'more claim')}")
    steps = [f"- {step(view, finding, said)}" for said in finding.why] + [
        f"- Perhaps: {text(hint)}." for hint in finding.hints
    ]
    parts += ["\n".join(steps)] if steps else []
    if further := _further(finding, source):
        parts.append(
            f"{text(view.dossier.sources[source].siglum)} stands in a further set of claims that clash:"
        )
        parts.append(
            claims_table(
                view.dossier, sorted(further, key=lambda claim: claim.source != source)[:MOST_CLAIMS]
            )
        )
    parts += [settle(finding)] if finding.settle else []
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
    findings = Changed(run).ranked(
        finding for finding in run.findings if finding.dossier == view.dossier.path and _wanted(finding)
    )
    heading = f"## {text(view.dossier.title)}"
    rest = [finding for finding in findings if finding.kind not in ("conflict", "tension")]
    told = [_told(run, view, finding) for finding in findings if finding.kind in ("conflict", "tension")]
    yield (
        f"{heading}\n\n{counts(findings)}, which nobody has looked at yet."
        if findings
        else f"{heading}\n\nNothing that nobody has looked at."
    )
    yield from told
    if rest:
        yield f"### Worth knowing\n\n{findings_table(view.dossier, rest)}"
