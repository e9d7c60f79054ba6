"""How a run compares with an earlier state, in Markdown: what each source brings, what is new without one,
what is gone. For pages and summaries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from discrepancy.comparison.readings import value_text
from discrepancy.findings.changes.compare_runs import finding_key, state_since
from discrepancy.findings.comparison_records import (
    Agreement,
    FindingKey,
    GoneFinding,
    Opposition,
    SourceContribution,
)
from discrepancy.findings.finding import KINDS, Finding, count_of_kind
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.reporting.page.escape import escaped, quoted, table
from discrepancy.reporting.page.findings import finding_message, finding_title, who
from discrepancy.reporting.page.names import question_name
from discrepancy.system.display import counted

MOST_ROWS = 100
# Findings as sections of a page or summary.
FindingSections = Callable[[Sequence[Finding]], Iterable[str]]
Wanted = Callable[[Finding], bool]


def kind_counts(findings: Iterable[Finding]) -> str:
    """How many findings there are of each kind, the gravest first: `2 conflicts, 1 tension`."""
    kinds = [finding.kind for finding in findings]
    return (
        ", ".join(count_of_kind(kinds.count(kind), kind) for kind in KINDS if kind in kinds)
        or "nothing found"
    )


def state_counts(run: Run, path: str = "") -> str:
    """How many findings are new, worse, known and gone, of the dossier at `path` or of all."""
    assert run.since is not None
    states = [state_since(finding, run) for finding in run.findings if not path or finding.dossier == path]
    gone = sum((not path or one.dossier == path) and not one.silenced for one in run.since.gone)
    silenced = sum(not path or one.dossier in (path, "") for one in run.since.silenced)
    new, worse, known = (states.count(name) for name in ("new", "worsened", "known"))
    more = f", {silenced:,} silenced" if silenced else ""
    return f"{new:,} new, {worse:,} worse, {known:,} known, {gone:,} gone{more}"


def why_worse(finding: Finding, run: Run) -> str:
    """In what a finding is worse than it was; nothing if it is not."""
    return run.since.why.get(finding_key(finding), "") if run.since else ""


def new_without_source(run: Run, wanted: Wanted) -> Iterator[Finding]:
    """The wanted findings that are new or worse and not among those that sources bring: a law, a name or a
    text made them so.
    """
    assert run.since is not None
    brought = {
        one.key(against)
        for one in run.since.contributions
        for against in (*one.contradicts, *one.sides, *one.perspectives)
    }
    for finding in run.findings:
        if state_since(finding, run) != "known" and finding_key(finding) not in brought and wanted(finding):
            yield finding


def source_sections(
    run: Run,
    view: View,
    brought: SourceContribution,
    as_sections: FindingSections,
    wanted: Wanted,
    level: int = 2,
    where: str = "",
) -> Iterator[str]:
    """What a source brings, under headings of `level` and the next. Contradictions come as `as_sections` has
    them, all else as rows of tables; only `wanted` findings are shown. `where` names the dossier, where
    that is not clear.
    """
    shown_findings = {finding_key(finding): finding for finding in run.findings if wanted(finding)}
    dossier, inner = view.dossier, "#" * (level + 1)

    def findings_of(places: Iterable[Opposition]) -> list[Finding]:
        keys = dict.fromkeys(brought.key(place) for place in places)
        return [shown_findings[key] for key in keys if key in shown_findings]

    def not_shown(places: Iterable[Opposition]) -> str:
        return _not_shown(run, {brought.key(place) for place in places} - shown_findings.keys())

    others = findings_of(place for place in brought.contradicts if place.sigla)
    itself = findings_of(place for place in brought.contradicts if not place.sigla)
    sides, framed = findings_of(brought.sides), findings_of(brought.perspectives)
    contribution = _contribution(
        brought, others, itself, sides, not_shown(brought.contradicts), not_shown(brought.sides)
    )
    yield _source_heading(view, brought, "#" * level, where, contribution)
    yield from under_heading(f"{inner} What it newly contradicts", as_sections(others))
    yield from under_heading(f"{inner} Where it contradicts itself", as_sections(itself))
    tables = (
        ("Where it takes a side in what was contested before", findings_table(dossier, sides)),
        ("Where it agrees, and no dependence is declared", _agreement_table(dossier, brought.corroborates)),
        (
            "Where it agrees only with those whose origin it shares",
            _agreement_table(dossier, brought.repeats),
        ),
        ("Where it says otherwise what can also be true", _readings_table(view, brought.fits)),
        ("How it frames things beside others", findings_table(dossier, framed)),
        ("What it alone says", _claims_alone(view, brought)),
    )
    yield from (f"{inner} {heading}\n\n{made}" for heading, made in tables if made)


def under_heading(heading: str, sections: Iterable[str]) -> Iterator[str]:
    """Sections, the first of them joined to a heading, so that no heading stands without a section."""
    for section in sections:
        yield f"{heading}\n\n{section}" if heading else section
        heading = ""


def _source_heading(
    view: View, brought: SourceContribution, marks: str, where: str, contribution: str
) -> str:
    """The heading of a source, and below it in a sentence what came with it."""
    source, changed = view.dossier.sources[brought.source], brought.state == "changed"
    details = ", ".join(
        escaped(detail) for detail in (source.kind, source.written, "changed" if changed else "") if detail
    )
    questions = {
        claim.question
        for claim in view.dossier.claims
        if claim.id in brought.ids and claim.source == brought.source
    }
    came = []
    if brought.claims:
        altered = " new or altered" if changed else ""
        came.append(f"{counted(brought.claims, 'claim')}{altered} on {counted(len(questions), 'question')}")
    if brought.lost:
        came.append(f"{counted(brought.lost, 'claim')} gone")
    sigla = [
        view.dossier.sources[other].siglum if other in view.dossier.sources else other
        for other in source.derived_from
    ]
    rests = f" It is derived from {', '.join(map(escaped, sigla))}." if sigla else ""
    name = f"{escaped(brought.siglum)}: {escaped(brought.title)}{f' ({details})' if details else ''}"
    return f"{marks} {name}{where}\n\n{', '.join(came) or 'Its head changed'}: {contribution}.{rests}"


def _not_shown(run: Run, keys: Collection[FindingKey]) -> str:
    """Why the findings with these keys are not shown, and how many they are; nothing if there are none."""
    findings = [finding for finding in run.findings if finding_key(finding) in keys]
    why = "reviewed or in the baseline" if any(finding.known for finding in findings) else "reviewed"
    return f"{why} ({len(findings):,})" if findings else ""


def _contribution(
    brought: SourceContribution,
    others: Sequence[Finding],
    itself: Sequence[Finding],
    sides: Sequence[Finding],
    contradictions_not_shown: str,
    sides_not_shown: str,
) -> str:
    """What a source brings, in a sentence. That it contradicts nothing is said, and so are contradictions and
    sides taken that are not shown.
    """
    parts = []
    if others:
        parts.append(f"it newly contradicts others in {kind_counts(others)}")
    if itself:
        parts.append(f"contradicts itself in {kind_counts(itself)}")
    if contradictions_not_shown:
        parts.append(f"{'more of ' if parts else ''}what it newly contradicts is {contradictions_not_shown}")
    if not parts:
        parts.append("it contradicts nothing that was not contested")
    if sides:
        parts.append(f"takes a side in {counted(len(sides), 'known disagreement')}")
    if sides_not_shown:
        parts.append(f"takes a side in {'more that is' if sides else 'what is'} {sides_not_shown}")
    if brought.corroborates:
        questions = counted(len(brought.corroborates), "question")
        parts.append(f"agrees on {questions} with others (no dependence is declared)")
    elif not brought.repeats:
        parts.append("agrees with nobody")
    if brought.repeats:
        questions = counted(len(brought.repeats), "question")
        parts.append(f"agrees on {questions} only with those whose origin it shares")
    if brought.alone:
        parts.append(f"alone speaks of {counted(len(brought.alone), 'question')}")
    return ", ".join(parts)


def findings_table(
    dossier: Dossier, findings: Sequence[Finding], link: bool = False, run: Run | None = None
) -> str:
    """Findings as rows of a table. With `link` each leads to its section on the page; with a run it is said
    in what a finding is worse than before.
    """
    rows = []
    for finding in findings:
        name = f"[{finding.id}](#{finding.id.lower()})" if link else f"`{finding.id}`"
        why = why_worse(finding, run) if run else ""
        said = escaped(finding_message(dossier, finding)) + (
            f" *Worse than before: {escaped(why)}.*" if why else ""
        )
        rows.append([finding.kind, escaped(finding_title(dossier, finding)), said, name])
    return _limited_table(rows, ["Kind", "Question", "What is said", "Finding"])


def gone_table(gone: Sequence[GoneFinding]) -> str:
    """Findings that were there and are gone, as rows of a table."""
    return _limited_table(
        [[one.kind, escaped(one.message), escaped(one.why), f"`{one.id}`", one.rule] for one in gone],
        ["Kind", "What was said", "Settled by the claims", "Finding", "Rule"],
    )


def _agreement_table(dossier: Dossier, found: Sequence[Agreement]) -> str:
    explained = any(one.why for one in found)
    rows = []
    for one in found:
        origins = f"{one.origins}" if one.origins == one.before else f"{one.origins}, before {one.before}"
        several = len(one.readings) > 1
        said = "; ".join(
            escaped(f"{value} ({', '.join(sigla)})" if several else value) for value, sigla in one.readings
        )
        everyone = escaped(", ".join(dict.fromkeys(siglum for _, sigla in one.readings for siglum in sigla)))
        row = [escaped(question_name(dossier, one.question)), said, everyone, origins]
        rows.append([*row, escaped(one.why)] if explained else row)
    return _limited_table(
        rows, ["Question", "Reading", "Who", "Origins, as declared", *(["Why"] if explained else [])]
    )


def _readings_table(view: View, found: Sequence[Question]) -> str:
    rows = []
    for asked in (view.questions[question] for question in found):
        readings = "; ".join(
            f"{escaped(reading.value)} ({escaped(', '.join(reading.sigla))})" for reading in asked.readings
        )
        rows.append([escaped(question_name(view.dossier, asked.question)), readings])
    return _limited_table(rows, ["Question", "Readings"])


def _claims_alone(view: View, one: SourceContribution) -> str:
    claims = [
        claim for question in one.alone for claim in view.questions[question].claims if claim.id in one.ids
    ]
    return _limited_table(
        [_claim_row(view.dossier, claim) for claim in claims],
        ["Question", "Reading", "Who", "Words", "Where"],
    )


def _claim_row(dossier: Dossier, claim: Claim) -> list[str]:
    words = quoted(claim.quote) if claim.quote else ""
    return [
        escaped(question_name(dossier, claim.question)),
        escaped(value_text(claim)),
        who(dossier, claim),
        words,
        escaped(claim.at),
    ]


def _limited_table(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> str:
    if not rows:
        return ""
    made = table(rows[:MOST_ROWS], headers)
    return f"{made}\n\nand {len(rows) - MOST_ROWS:,} more" if len(rows) > MOST_ROWS else made
