"""The page of a dossier: the answer first, then every finding with its quotes, then what agrees and what only
one voice says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.evidence.quote_checks import QuoteChecks
from discrepancy.evidence.quotes.quote_match import STATUSES, VERIFIED
from discrepancy.findings.finding import KINDS, Finding, count_of_kind
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.reasoning.explanation.wording import range_text
from discrepancy.reporting.markdown.escape import table, text
from discrepancy.reporting.markdown.findings import (
    claims_table,
    kind_of,
    message,
    title,
    verdict,
    who,
)
from discrepancy.reporting.markdown.names import anchors, linked, name_of, value_of
from discrepancy.reporting.markdown.new_sources import (
    findings_table,
    fresh,
    gone_table,
    source_sections,
    tally,
)
from discrepancy.reporting.markdown.perspectives import perspectives
from discrepancy.reporting.markdown.steps import settle, step
from discrepancy.system.display import counted, percent
from discrepancy.values.base import Relative, Unknown

SECTIONS = (
    ("conflict", "Conflicts", "Even read with charity, these cannot all be true."),
    ("tension", "Tensions", "As worded these cannot all be true; something forgiven, they can."),
    (
        "evidence",
        "Evidence",
        "The words do not bear the claim out, do not stand in the text, or are given in several ways.",
    ),
    ("dependence", "Dependence", "Agreement that rests on one origin."),
    ("gap", "Gaps", "What was not compared, or not answered."),
    ("review", "Reviews", "Decisions that need another look."),
)


def report(run: Run) -> str:
    """The pages of all dossiers, one after the other."""
    return "\n".join(page(run, view) for view in run.views)


def page(run: Run, view: View) -> str:
    """The page of one dossier. No date, no absolute path, no line number stands on it: the same claims give
    the same page.
    """
    findings = [finding for finding in run.findings if finding.dossier == view.dossier.path]
    parts = [f"# {text(view.dossier.title)}"]
    if view.dossier.summary:
        parts.append(text(view.dossier.summary))
    parts += _answer(run, view, findings)
    parts += since_sections(run, view)
    for kind, heading, says in SECTIONS:
        told = [finding for finding in findings if finding.kind == kind]
        if told:
            parts += [f"## {heading}", says]
            for finding in told:
                parts += _told(view, finding, findings)
    parts += perspectives(view, findings)
    parts += _hanging(run, view)
    parts += _agreed(view, findings)
    parts += _follows(view)
    parts += _single(view)
    parts += _aside(view)
    parts += _sources(view)
    parts += _account(run)
    return "\n\n".join(parts) + "\n"


def _answer(run: Run, view: View, findings: Sequence[Finding]) -> Iterator[str]:
    dossier = view.dossier
    counts = {kind: sum(finding.kind == kind for finding in findings) for kind in KINDS}
    looked = (
        f"{counted(len(dossier.sources), 'source')}, {counted(len(dossier.claims), 'claim')}, {counted(len(view.questions), 'question')}; "
        f"{counted(view.comparisons, 'pair')} of claims compared"
    )
    found = (
        ", ".join(f"**{count_of_kind(count, kind)}**" for kind, count in counts.items() if count)
        or "**nothing found**"
    )
    yield f"{looked}: {found}."
    facts = [finding for finding in findings if finding.kind != "perspective"]
    if facts:
        yield "## At a glance"
        yield _index(view, facts)


def since_sections(run: Run, view: View) -> Iterator[str]:
    """How a dossier compares with an earlier state: what each source brings, with links to what it
    contradicts, what is gone, and what could not be compared. Nothing where there is no such state.
    """
    since, dossier = run.since, view.dossier
    if since is None:
        return

    def tell(findings: Sequence[Finding]) -> list[str]:
        return [findings_table(dossier, findings, link=True, run=run)] if findings else []

    yield f"## What is new since {text(since.ref)}"
    yield f"{tally(run, dossier.path)}, compared with {since.commit[:8]}."
    for one in since.contributions:
        if one.dossier == dossier.path:
            yield from source_sections(run, view, one, tell, lambda _: True, level=3)
    if found := [finding for finding in fresh(run, lambda _: True) if finding.dossier == dossier.path]:
        yield f"### What else is new or worse\n\n{findings_table(dossier, found, link=True, run=run)}"
    if gone := [one for one in since.gone if one.dossier in (dossier.path, "")]:
        yield f"### What is gone\n\n{gone_table(gone)}"
    if since.notes:
        yield "\n".join(f"- {text(note)}" for note in since.notes)


def _index(view: View, findings: Sequence[Finding]) -> str:
    """Findings in a table, each with a link to where it is told."""
    rows = [
        [kind_of(finding), *_glance(view, finding), f"[{finding.id}](#{finding.id.lower()})"]
        for finding in findings
    ]
    return table(rows, ["Kind", "Question", "What is said", "Finding"])


def _glance(view: View, finding: Finding) -> list[str]:
    return [text(title(view.dossier, finding)), text(message(view.dossier, finding))]


def _told(view: View, finding: Finding, findings: Sequence[Finding]) -> Iterator[str]:
    dossier = view.dossier
    yield f"### {anchors([finding])}{text(title(dossier, finding))}"
    yield text(message(dossier, finding))
    yield from verdict(finding)
    if finding.claims:
        yield claims_table(dossier, finding.claims, None if finding.across else finding.question)
    steps = [f"- {linked(step(view, finding, said), findings)}" for said in finding.why]
    steps += dict.fromkeys(
        f"- Note on {text(claim.siglum)} ({text(claim.at)}): {text(claim.note)}"
        for claim in finding.claims
        if claim.note
    )
    steps += [f"- Perhaps: {text(hint)}." for hint in finding.hints]
    if steps:
        yield "\n".join(["Why:", "", *steps])
    if finding.settle:
        yield settle(finding)
    yield f"`{finding.id}` · {finding.rule} {finding.name} · `{finding.question}`"


def _hanging(run: Run, view: View) -> Iterator[str]:
    rows = [
        [
            text(name_of(view.dossier, one.question)),
            one.before or "nothing",
            one.after or "nothing",
            one.preset,
        ]
        for one in run.preset_effects
        if one.question in view.questions
    ]
    yield "## What hangs on the conventions"
    if rows:
        yield "How much a vague word allows is a judgement. Read more strictly, or more leniently, these would be told otherwise."
        yield table(rows, ["Question", "Now", "Would be", "Under"])
    else:
        yield "Nothing: read strictly or leniently, the findings would be the same."


def _agreed(view: View, findings: Sequence[Finding]) -> Iterator[str]:
    divided = {finding.question for finding in findings if finding.kind in ("conflict", "tension")}
    rows = []
    for question, asked in view.questions.items():
        if (
            len(asked.standing) > 1
            and question not in divided
            and asked.property.one
            and asked.property.type != "framing"
        ):
            rows.append([text(name_of(view.dossier, question)), _readings(asked), _voices(asked)])
    if rows:
        yield "## What agrees"
        yield "Questions with several claims that can all be true. Two passages of one source are one witness, not two."
        yield table(rows, ["Question", "Readings", "Witnesses"])


def _readings(asked: QuestionClaims) -> str:
    return "; ".join(
        f"{text(reading.value)} ({text(', '.join(reading.sigla))})" for reading in asked.readings
    )


def _voices(asked: QuestionClaims) -> str:
    voices = {claim.holder for claim in asked.standing}
    passages = len(asked.standing)
    if len(voices) > 1:
        return f"{len(voices)} voices"
    return f"one voice, {passages} passages"


def _follows(view: View) -> Iterator[str]:
    rows = []
    for one in view.implied_ranges:
        if one.informative:
            end = f" ({one.end})" if one.end else ""
            dossier = view.dossier
            by = "; ".join(
                f"{text(name_of(dossier, claim.question))}: {text(value_of(dossier, claim))} ({text(claim.siglum)})"
                for claim in one.claims
            )
            left = text(range_text(one.kind, (one.left,)))
            rows.append(
                [
                    text(name_of(view.dossier, one.question)) + end,
                    left,
                    text(range_text(one.kind, (one.own,))),
                    by,
                ]
            )
    if rows:
        yield "## What follows"
        yield "What the undisputed claims leave of an answer when they are taken together, where that is much less than its own claims say."
        yield table(rows, ["Question", "What is left", "By its own claims", "Because of"])


def _single(view: View) -> Iterator[str]:
    rows = []
    for question, asked in view.questions.items():
        if (
            len({claim.holder for claim in asked.claims}) == 1
            and len(asked.claims) == 1
            and asked.property.type != "framing"
        ):
            claim = asked.claims[0]
            rows.append(
                [
                    text(name_of(view.dossier, question)),
                    text(value_of(view.dossier, claim)),
                    who(view.dossier, claim),
                    text(claim.at),
                ]
            )
    if rows:
        yield "## What only one voice says"
        yield table(rows, ["Question", "Reading", "Who", "Where"])


def _aside(view: View) -> Iterator[str]:
    rows = []
    for asked in view.questions.values():
        for claim in asked.claims:
            reason = _why_aside(claim)
            if reason:
                rows.append(
                    [
                        text(name_of(view.dossier, asked.question)),
                        text(value_of(view.dossier, claim)),
                        who(view.dossier, claim),
                        reason,
                    ]
                )
    if rows:
        yield "## What stands in no camp"
        yield table(rows, ["Question", "Reading", "Who", "Why"])


def _why_aside(claim: Claim) -> str:
    if isinstance(claim.value, Unknown):
        return "said to be unknown"
    if isinstance(claim.value, Relative):
        return "an order or interval: held to what is said of the other date"
    return {"doubts": "doubted", "expects": "expected, not stated as fact"}.get(claim.stance, "")


def _sources(view: View) -> Iterator[str]:
    dossier, checked = view.dossier, view.checked
    yield "## Sources"
    rows = []
    for source in dossier.sources.values():
        count = sum(claim.source == source.id for claim in dossier.claims)
        details = "; ".join(
            text(said)
            for name, said in source.details.items()
            if name not in ("title", "kind", "written", "note")
        )
        row = [
            f"**{text(source.siglum)}**",
            text(source.title),
            text(source.kind),
            text(source.written),
            details,
            f"{count:,}",
        ]
        rows.append(
            [*row, quotes_of(checked, source.id), covered(checked, source.id)] if checked.texts else row
        )
    yield table(
        rows,
        [
            "Siglum",
            "Title",
            "Kind",
            "Written",
            "Details",
            "Claims",
            *(["Quotes", "Covered"] if checked.texts else []),
        ],
    )


def quotes_of(checked: QuoteChecks, source: str) -> str:
    """What became of the quotes of a source, in a few words."""
    counts = checked.status_counts(source)
    total = sum(counts.values())
    if source not in checked.texts:
        return "not checked" if total else ""
    verified = counts["exact"] + counts["normalised"]
    rest = ", ".join(
        f"{counts[status]} {status}" for status in STATUSES if counts[status] and status not in VERIFIED
    )
    return f"{verified} of {total} verified" + (f"; {rest}" if rest else "")


def covered(checked: QuoteChecks, source: str) -> str:
    """How much of the dates and figures of a source's text a claim covers, in a few words."""
    found = checked.coverage(source)
    if found is None or not found.figures.stated:
        return ""
    share = found.figures
    aside = f"; {share.set_aside} set aside with a reason" if share.set_aside else ""
    return (
        f"{percent(share.covered)} of {counted(share.stated, 'date and figure', 'dates and figures')}{aside}"
    )


def _account(run: Run) -> Iterator[str]:
    yield "## How this was made"
    rules = ", ".join(
        f"{one.code} {one.name} ({f'not run: {one.skipped}' if one.skipped else f'{one.looked_at:,} looked at, {one.found:,} found'})"
        for one in run.rules
    )
    yield f"By `discrepancy report`, from the claims{' and the texts of the sources' if _texts(run) else ' alone'}. Rules: {rules}. {_checked(run)}"
    if run.undecided:
        yield "\n".join(f"- undecided: {text(said)}" for said in run.undecided)


def _texts(run: Run) -> bool:
    return any(view.checked.texts for view in run.views)


def _checked(run: Run) -> str:
    """What became of all quotes, in a sentence."""
    if not _texts(run):
        return "Quotes were not checked against the texts."
    return f"Quotes against the texts: {', '.join(f'{count:,} {status}' for status, count in run.quotes.items())}."
