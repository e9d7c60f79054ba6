"""The page of a dossier: the answer first, then every finding with its quotes, then what agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.readings import speaker
from discrepancy.findings.finding import KINDS, Finding, count_of_kind
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.reporting.page.agreements import agreements, implied_answers, outside_camps, single_claims
from discrepancy.reporting.page.escape import escaped, table
from discrepancy.reporting.page.findings import (
    claims_table,
    decision,
    finding_message,
    finding_title,
    kind_and_status,
    proof_step,
    settling_advice,
)
from discrepancy.reporting.page.names import finding_anchors, question_name, with_finding_links
from discrepancy.reporting.page.new_sources import (
    findings_table,
    gone_table,
    new_without_source,
    source_sections,
    state_counts,
)
from discrepancy.reporting.page.perspectives import perspective_sections
from discrepancy.reporting.page.sources import making, sources
from discrepancy.reporting.silenced import HEADING, silenced_section
from discrepancy.system.display import counted

SECTIONS = (
    ("conflict", "Conflicts", "Even read with charity, these cannot all be true."),
    (
        "tension",
        "Tensions",
        "As worded, or by what is usual, these would not all be true; something forgiven, they can.",
    ),
    (
        "difference",
        "They differ, and all may be true",
        "Each of these questions can have several true answers, and voices give different ones.",
    ),
    (
        "evidence",
        "Evidence",
        "The words do not bear the claim out, do not stand in the text, or are given in several ways; "
        "or what a source says is wrong of itself, or not what the work says that it cites.",
    ),
    ("dependence", "Dependence", "Agreement and reports that rest on others."),
    ("gap", "Gaps", "What was not compared, or not answered."),
    ("review", "Reviews", "Decisions that need another look."),
)


def dossier_page(run: Run, view: View) -> str:
    """The page of one dossier. No date, no absolute path, no line number stands on it: the same claims give
    the same page.
    """
    findings = [finding for finding in run.findings if finding.dossier == view.dossier.path]
    parts = [f"# {escaped(view.dossier.title)}"]
    if view.dossier.summary:
        parts.append(escaped(view.dossier.summary))
    parts += _answer(run, view, findings)
    parts += since_sections(run, view)
    for kind, heading, says in SECTIONS:
        of_this_kind = [finding for finding in findings if finding.kind == kind]
        if of_this_kind:
            parts += [f"## {heading}", says]
            if kind == "difference":
                parts.append(_differences(view, of_this_kind))
                continue
            for finding in of_this_kind:
                parts += _finding(view, finding, findings)
    parts += perspective_sections(view, findings)
    parts += sensitivity(run, view)
    parts += agreements(view, findings)
    parts += implied_answers(view)
    parts += single_claims(view)
    parts += outside_camps(view)
    parts += sources(view)
    parts += making(run)
    return "\n\n".join(parts) + "\n"


def _answer(run: Run, view: View, findings: Sequence[Finding]) -> Iterator[str]:
    dossier = view.dossier
    counts = {kind: sum(finding.kind == kind for finding in findings) for kind in KINDS}
    looked = (
        f"{counted(len(dossier.sources), 'source')}, {counted(len(dossier.claims), 'claim')}, "
        f"{counted(len(view.questions), 'question')}; "
        f"{counted(view.comparisons, 'pair')} of claims compared"
    )
    found = (
        ", ".join(f"**{count_of_kind(count, kind)}**" for kind, count in counts.items() if count)
        or "**nothing found**"
    )
    yield f"{looked}: {found}."
    facts = [finding for finding in findings if finding.kind not in ("difference", "perspective")]
    if facts:
        yield "## At a glance"
        yield _index(view, facts)


def since_sections(run: Run, view: View) -> Iterator[str]:
    """The section of a run with `--since`: what each source brings, with links to what it contradicts, what
    is gone, and what could not be compared. Nothing for another run.
    """
    since, dossier = run.since, view.dossier
    if since is None:
        return

    def as_table(findings: Sequence[Finding]) -> list[str]:
        return [findings_table(dossier, findings, link=True, run=run)] if findings else []

    yield f"## What is new since {escaped(since.ref)}"
    yield f"{state_counts(run, dossier.path)}, compared with {since.commit[:8]}."
    for one in since.contributions:
        if one.dossier == dossier.path:
            yield from source_sections(run, view, one, as_table, lambda _: True, level=3)
    if found := [
        finding for finding in new_without_source(run, lambda _: True) if finding.dossier == dossier.path
    ]:
        yield f"### What else is new or worse\n\n{findings_table(dossier, found, link=True, run=run)}"
    if silenced := [one for one in since.silenced if one.dossier in (dossier.path, "")]:
        yield silenced_section(silenced, since, f"### {HEADING}")
    if gone := [one for one in since.gone if one.dossier in (dossier.path, "") and not one.silenced]:
        yield f"### What is gone\n\n{gone_table(gone)}"
    if since.notes:
        yield "\n".join(f"- {escaped(note)}" for note in since.notes)


def _index(view: View, findings: Sequence[Finding]) -> str:
    """Findings in a table, each with a link to its own section."""
    rows = [
        [
            kind_and_status(finding),
            *_question_and_message(view, finding),
            f"[{finding.id}](#{finding.id.lower()})",
        ]
        for finding in findings
    ]
    return table(rows, ["Kind", "Question", "What is said", "Finding"])


def _differences(view: View, findings: Sequence[Finding]) -> str:
    """Questions of which several answers can be true, each with its answers and who gives them."""
    rows = []
    for finding in findings:
        said = []
        for reading in finding.readings:
            speakers = dict.fromkeys(speaker(one, view.dossier) for one in reading.claims if one.counts)
            if speakers and not reading.denied:
                said.append(f"{escaped(reading.value)} ({escaped('; '.join(speakers))})")
        title = f"{finding_anchors([finding])}{escaped(finding_title(view.dossier, finding))}"
        made = f" ({finding.review.decision.verdict})" if finding.review else ""
        rows.append([title, "; ".join(said), f"`{finding.id}`{made}"])
    return table(rows, ["Question", "Who says what", "Finding"])


def _question_and_message(view: View, finding: Finding) -> list[str]:
    return [escaped(finding_title(view.dossier, finding)), escaped(finding_message(view.dossier, finding))]


def _finding(view: View, finding: Finding, findings: Sequence[Finding]) -> Iterator[str]:
    dossier = view.dossier
    yield f"### {finding_anchors([finding])}{escaped(finding_title(dossier, finding))}"
    yield escaped(finding_message(dossier, finding))
    yield from decision(finding)
    if finding.claims:
        shared = None if finding.across else finding.question
        yield claims_table(dossier, finding.claims, shared, finding.said_of_others)
    steps = [f"- {with_finding_links(proof_step(view, finding, said), findings)}" for said in finding.why]
    steps += dict.fromkeys(
        f"- Note on {escaped(claim.siglum)} ({escaped(claim.at)}): {escaped(claim.note)}"
        for claim in finding.claims
        if claim.note
    )
    steps += [f"- Perhaps: {escaped(hint)}." for hint in finding.hints]
    if steps:
        yield "\n".join(["Why:", "", *steps])
    if finding.settle:
        yield settling_advice(finding)
    yield f"`{finding.id}` · {finding.rule} {finding.name} · `{finding.question}`"


def sensitivity(run: Run, view: View) -> Iterator[str]:
    """The questions of which another preset of the conventions would find something else, as a section."""
    rows = [
        [
            escaped(question_name(view.dossier, one.question)),
            one.before or "nothing",
            one.after or "nothing",
            one.preset,
        ]
        for one in run.preset_effects
        if one.question in view.questions
    ]
    yield "## What hangs on the conventions"
    if rows:
        yield (
            "How much a vague word allows is a judgement. "
            "Read more strictly, or more leniently, these would be told otherwise."
        )
        yield table(rows, ["Question", "Now", "Would be", "Under"])
    else:
        yield "Nothing: read strictly or leniently, the findings would be the same."
