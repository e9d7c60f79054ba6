"""How a run compares with an earlier state, in Markdown: what each source brings, what is new of no source,
what is gone. For pages and summaries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from discrepancy.comparison.readings import value_text
from discrepancy.findings.changes.compare_runs import finding_key, state_since
from discrepancy.findings.finding import KINDS, Finding, count_of_kind
from discrepancy.findings.run import Run
from discrepancy.findings.run_comparison import (
    Agreement,
    FindingKey,
    GoneFinding,
    Opposition,
    SourceContribution,
)
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.reporting.markdown.escape import quote, table, text
from discrepancy.reporting.markdown.findings import message, title, who
from discrepancy.reporting.markdown.names import name_of
from discrepancy.system.display import counted

MOST_ROWS = 100
Tell = Callable[[Sequence[Finding]], Iterable[str]]
Want = Callable[[Finding], bool]


def counts(findings: Iterable[Finding]) -> str:
    """`2 conflicts, 1 tension`, the gravest first."""
    kinds = [finding.kind for finding in findings]
    return (
        ", ".join(count_of_kind(kinds.count(kind), kind) for kind in KINDS if kind in kinds)
        or "nothing found"
    )


def tally(run: Run, path: str = "") -> str:
    """How much is new, worse, known and gone, of one dossier or of all."""
    assert run.since is not None
    states = [state_since(finding, run) for finding in run.findings if not path or finding.dossier == path]
    gone = sum(not path or one.dossier == path for one in run.since.gone)
    return f"{states.count('new'):,} new, {states.count('worsened'):,} worse, {states.count('known'):,} known, {gone:,} gone"


def worse(finding: Finding, run: Run) -> str:
    """In what a finding is worse than it was; nothing if it is not."""
    return run.since.why.get(finding_key(finding), "") if run.since else ""


def fresh(run: Run, want: Want) -> Iterator[Finding]:
    """What is new or worse and in which no source stands that is told of: a law, a name or a text made it so."""
    assert run.since is not None
    told = {
        one.key(against)
        for one in run.since.contributions
        for against in (*one.contradicts, *one.sides, *one.perspectives)
    }
    for finding in run.findings:
        if state_since(finding, run) != "known" and finding_key(finding) not in told and want(finding):
            yield finding


def source_sections(
    run: Run, view: View, one: SourceContribution, tell: Tell, want: Want, level: int = 2, where: str = ""
) -> Iterator[str]:
    """What a source brings, in sections: a disagreement as `tell` has it, what merely joins as a row; only of
    the findings that are `wanted`. `where` says in which dossier, if that is not clear.
    """
    found = {finding_key(finding): finding for finding in run.findings if want(finding)}
    dossier, inner = view.dossier, "#" * (level + 1)

    def those(stands: Iterable[Opposition]) -> list[Finding]:
        return list(
            {one.key(other): found[one.key(other)] for other in stands if one.key(other) in found}.values()
        )

    others, itself = (
        those(other for other in one.contradicts if other.sigla),
        those(other for other in one.contradicts if not other.sigla),
    )
    sides, framed = those(one.sides), those(one.perspectives)
    hidden, beside = (
        _hidden(run, {one.key(other) for other in stands} - found.keys())
        for stands in (one.contradicts, one.sides)
    )
    yield _head(view, one, "#" * level, where, _brings(one, others, itself, sides, hidden, beside))
    yield from under(f"{inner} What it newly contradicts", tell(others))
    yield from under(f"{inner} Where it contradicts itself", tell(itself))
    tables = (
        ("Where it takes a side in what was contested before", findings_table(dossier, sides)),
        ("What it confirms as a witness of its own", _agreed(dossier, one.corroborates)),
        ("Where it agrees only with those whose origin it shares", _agreed(dossier, one.repeats)),
        ("Where it says otherwise what can also be true", _fitting(view, one.fits)),
        ("How it frames things beside others", findings_table(dossier, framed)),
        ("What it alone says", _alone(view, one)),
    )
    yield from (f"{inner} {heading}\n\n{made}" for heading, made in tables if made)


def under(heading: str, sections: Iterable[str]) -> Iterator[str]:
    """Sections, the first of them under a heading, so that none is cut from what it heads."""
    for section in sections:
        yield f"{heading}\n\n{section}" if heading else section
        heading = ""


def _head(view: View, one: SourceContribution, marks: str, where: str, brings: str) -> str:
    source = view.dossier.sources[one.source]
    details = ", ".join(
        text(said)
        for said in (source.kind, source.written, *(["changed"] if one.state == "changed" else []))
        if said
    )
    asked = len(
        {
            claim.question
            for claim in view.dossier.claims
            if claim.id in one.ids and claim.source == one.source
        }
    )
    came = (
        [
            f"{counted(one.claims, 'claim')}{' new or altered' if one.state == 'changed' else ''} on {counted(asked, 'question')}"
        ]
        if one.claims
        else []
    )
    came += [f"{counted(one.lost, 'claim')} gone"] if one.lost else []
    sigla = [
        view.dossier.sources[other].siglum if other in view.dossier.sources else other
        for other in source.derived_from
    ]
    rests = f" It is derived from {', '.join(map(text, sigla))}." if sigla else ""
    said = f"{', '.join(came) or 'Its head changed'}: {brings}."
    return f"{marks} {text(one.siglum)}: {text(one.title)}{f' ({details})' if details else ''}{where}\n\n{said}{rests}"


def _hidden(run: Run, keys: Collection[FindingKey]) -> str:
    """Why findings are not told of, and how many they are; nothing if there are none."""
    found = [finding for finding in run.findings if finding_key(finding) in keys]
    where = "reviewed or in the baseline" if any(finding.known for finding in found) else "reviewed"
    return f"{where} ({len(found):,})" if found else ""


def _brings(
    one: SourceContribution,
    others: Sequence[Finding],
    itself: Sequence[Finding],
    sides: Sequence[Finding],
    hidden: str,
    beside: str,
) -> str:
    """What a source brings, in a line; that it contradicts nothing is said, and what is not told of:
    contradictions, and sides taken (`beside`).
    """
    said = [f"it newly contradicts others in {counts(others)}"] if others else []
    said += [f"contradicts itself in {counts(itself)}"] if itself else []
    said += [f"{'more of ' if said else ''}what it newly contradicts is {hidden}"] if hidden else []
    said = said or ["it contradicts nothing that was not contested"]
    said += [f"takes a side in {counted(len(sides), 'known disagreement')}"] if sides else []
    said += [f"takes a side in {'more that is' if sides else 'what is'} {beside}"] if beside else []
    said += [
        f"confirms {counted(len(one.corroborates), 'answer')} independently"
        if one.corroborates
        else "confirms no answer independently"
    ]
    said += (
        [f"agrees on {counted(len(one.repeats), 'question')} only with those whose origin it shares"]
        if one.repeats
        else []
    )
    said += [f"alone speaks of {counted(len(one.alone), 'question')}"] if one.alone else []
    return ", ".join(said)


def findings_table(
    dossier: Dossier, findings: Sequence[Finding], link: bool = False, run: Run | None = None
) -> str:
    """Findings as rows; with `link` each leads to where it is told on the page, and with a run it is said
    what is worse.
    """
    rows = []
    for finding in findings:
        name = f"[{finding.id}](#{finding.id.lower()})" if link else f"`{finding.id}`"
        why = worse(finding, run) if run else ""
        said = text(message(dossier, finding)) + (f" *Worse than before: {text(why)}.*" if why else "")
        rows.append([finding.kind, text(title(dossier, finding)), said, name])
    return _rows(rows, ["Kind", "Question", "What is said", "Finding"])


def gone_table(gone: Sequence[GoneFinding]) -> str:
    """What was found and is not any more."""
    return _rows(
        [[one.kind, text(one.message), f"`{one.id}`", one.rule] for one in gone],
        ["Kind", "What was said", "Finding", "Rule"],
    )


def _agreed(dossier: Dossier, found: Sequence[Agreement]) -> str:
    explained = any(one.why for one in found)
    rows = []
    for one in found:
        origins = f"{one.origins}" if one.origins == one.before else f"{one.origins}, before {one.before}"
        several = len(one.readings) > 1
        said = "; ".join(
            text(f"{value} ({', '.join(sigla)})" if several else value) for value, sigla in one.readings
        )
        everyone = text(", ".join(dict.fromkeys(siglum for _, sigla in one.readings for siglum in sigla)))
        row = [text(name_of(dossier, one.question)), said, everyone, origins]
        rows.append([*row, text(one.why)] if explained else row)
    return _rows(rows, ["Question", "Reading", "Who", "Independent origins", *(["Why"] if explained else [])])


def _fitting(view: View, found: Sequence[Question]) -> str:
    rows = []
    for asked in (view.questions[question] for question in found):
        readings = "; ".join(
            f"{text(reading.value)} ({text(', '.join(reading.sigla))})" for reading in asked.readings
        )
        rows.append([text(name_of(view.dossier, asked.question)), readings])
    return _rows(rows, ["Question", "Readings"])


def _alone(view: View, one: SourceContribution) -> str:
    claims = [
        claim for question in one.alone for claim in view.questions[question].claims if claim.id in one.ids
    ]
    return _rows(
        [_row(view.dossier, claim) for claim in claims], ["Question", "Reading", "Who", "Words", "Where"]
    )


def _row(dossier: Dossier, claim: Claim) -> list[str]:
    words = quote(claim.quote) if claim.quote else ""
    return [
        text(name_of(dossier, claim.question)),
        text(value_text(claim)),
        who(dossier, claim),
        words,
        text(claim.at),
    ]


def _rows(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> str:
    if not rows:
        return ""
    made = table(rows[:MOST_ROWS], headers)
    return f"{made}\n\nand {counted(len(rows) - MOST_ROWS, 'more')}" if len(rows) > MOST_ROWS else made
