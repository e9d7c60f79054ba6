"""A summary for a pull request, which a historian reads: which source came, what it newly contradicts, with the quotes side by side,
what it confirms as a witness of its own, what it alone says. Without a new source: what nobody has looked at yet. Cut by whole sections.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from discrepancy.arrivals import Agreement, Arrival, arrivals
from discrepancy.asked import Asked, shown
from discrepancy.finding import KINDS, MANY, Finding, Run, View
from discrepancy.model import Dossier, Problem, Source
from discrepancy.printable import counted
from discrepancy.reporters import _problems
from discrepancy.reporters._markdown import quote, table, text
from discrepancy.reporters._names import name_of
from discrepancy.reporters._places import Changed, path
from discrepancy.reporters._standing import reviewed
from discrepancy.reporters.markdown import claims_table, who

MOST_BYTES = 1_000_000  # a step summary of more than 1 MiB is refused whole
MOST_CLAIMS = 12
MOST_ROWS = 100
MOST_PROBLEMS = 50


def report(run: Run, new: Collection[str] | None = None, most: int = MOST_BYTES) -> str:
    """The summary, of at most so many bytes. `new`: the ids or files of the sources that came; by default the files the run knows to be new."""
    came = {path(one) for one in (run.added if new is None else new)}

    def is_new(source: Source) -> bool:
        return source.id in came or path(source.mark.file) in came

    return within(list(_sections(run, is_new)), most)


def within(sections: Sequence[str], most: int) -> str:
    """The sections that fit into so many bytes, from the first on; how many more there are is said."""
    kept: list[str] = []
    size = 0
    for section in sections:
        size += len(section.encode("utf-8", "surrogatepass")) + 2
        if size > most - 200:
            more = len(sections) - len(kept)
            kept.append(f"*{counted(more, 'more section')} left out here, to keep to what a summary may hold.*")
            break
        kept.append(section)
    return "\n\n".join(kept) + "\n"


def _sections(run: Run, is_new: Callable[[Source], bool]) -> Iterator[str]:
    found = [(view, one) for view in run.views for one in arrivals(view, _open(run, view), is_new)]
    yield _head(run, [arrival for _, arrival in found])
    if run.problems:
        yield _unread(run.problems)
    for view, arrival in found:
        yield from _arrival(view, arrival, several=len(run.views) > 1)
    if not found:
        for view in run.views:
            yield from _open_findings(run, view)


def _open(run: Run, view: View) -> list[Finding]:
    """The findings on a dossier that nobody has looked at."""
    return [finding for finding in run.findings if finding.dossier == view.dossier.path and not reviewed(finding)]


def _head(run: Run, found: Sequence[Arrival]) -> str:
    """What came, and on how much the run looked."""
    if found:
        names = ", ".join(f"**{text(one.source.siglum)}**" for one in found)
        title = f"# {counted(len(found), 'new source')}: {names}"
    else:
        title = "# What the sources disagree on"
    looked = (
        f"{counted(run.claims, 'claim')} of {counted(run.sources, 'source')} on {counted(run.questions, 'question')}; "
        f"{counted(run.comparisons, 'pair')} compared by {counted(len(run.rules), 'rule')}"
    )
    if not run.comparisons:
        return f"{title}\n\nNothing to compare: {looked}."
    return f"{title}\n\nIn all: {_counts(run.findings)} in {looked}.{_reviewed(run)}"


def _counts(findings: Iterable[Finding]) -> str:
    kinds = [finding.kind for finding in findings]
    return ", ".join(counted(kinds.count(kind), kind, MANY.get(kind, "")) for kind in KINDS if kind in kinds) or "nothing found"


def _reviewed(run: Run) -> str:
    count = sum(map(reviewed, run.findings))
    return f" {counted(count, 'finding')} {'is' if count == 1 else 'are'} reviewed, and not told of here." if count else ""


def _unread(problems: Sequence[Problem]) -> str:
    lines = [f"- {text(path(one.mark.file))}:{one.mark.line}: {text(_problems.told(one))} ({one.code})" for one in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"- and {counted(len(problems) - MOST_PROBLEMS, 'more')}")
    return "## What could not be read as it stands\n\n" + "\n".join(lines)


def _arrival(view: View, one: Arrival, several: bool) -> Iterator[str]:
    dossier, source = view.dossier, one.source
    details = ", ".join(text(said) for said in (source.kind, source.written) if said)
    where = f", in {text(dossier.title)}" if several else ""
    asked = len({claim.question for claim in one.claims})
    says = f"{counted(len(one.claims), 'claim')} on {counted(asked, 'question')}{where}: {_brings(one)}."
    rests = f" It is derived from {', '.join(text(_siglum(dossier, other)) for other in source.derived_from)}." if source.derived_from else ""
    yield f"## {text(source.siglum)}: {text(source.title)}{f' ({details})' if details else ''}\n\n{says}{rests}"
    yield from _under("### What it newly contradicts", (_told(view, finding, source.id) for finding in one.contradicts))
    yield from _under("### Where it contradicts itself", (_told(view, finding, source.id) for finding in one.itself))
    if one.joins:
        yield f"### Where it takes a side in what was contested before\n\n{_listed(dossier, one.joins)}"
    if one.confirms:
        yield f"### What it confirms as a witness of its own\n\n{_agreed(dossier, one.confirms)}"
    if one.repeats:
        yield f"### What it repeats, but does not confirm\n\n{_agreed(dossier, one.repeats)}"
    if one.fits:
        yield f"### Where it says otherwise what can also be true\n\n{_fitting(dossier, one.fits)}"
    if one.perspectives:
        yield f"### How it frames things beside others\n\n{_listed(dossier, one.perspectives)}"
    if one.alone:
        yield f"### What it alone says\n\n{_alone(dossier, one.alone)}"


def _siglum(dossier: Dossier, source: str) -> str:
    return dossier.sources[source].siglum if source in dossier.sources else source


def _brings(one: Arrival) -> str:
    """What a source brings, in a line; that it contradicts nothing is said."""
    said = [f"it newly contradicts others in {_counts(one.contradicts)}" if one.contradicts else "it contradicts nothing that was not contested"]
    said += [f"contradicts itself in {_counts(one.itself)}"] if one.itself else []
    said += [f"takes a side in {counted(len(one.joins), 'known disagreement')}"] if one.joins else []
    said += [f"confirms {counted(len(one.confirms), 'answer')} independently"] if one.confirms else ["confirms no answer independently"]
    said += [f"repeats {len(one.repeats)}"] if one.repeats else []
    said += [f"alone speaks of {counted(len(one.alone), 'question')}"] if one.alone else []
    return ", ".join(said)


def _under(heading: str, sections: Iterable[str]) -> Iterator[str]:
    """Sections, the first of them under a heading, so that none is cut from what it heads."""
    for section in sections:
        yield f"{heading}\n\n{section}" if heading else section
        heading = ""


def _told(view: View, finding: Finding, source: str = "") -> str:
    """A finding with its quotes side by side, those of the new source first."""
    claims = sorted(finding.claims, key=lambda claim: claim.source != source)
    parts = [f"#### {finding.kind.capitalize()}: {text(_title(view.dossier, finding))}", text(_message(finding))]
    parts.append(claims_table(view.dossier, claims[:MOST_CLAIMS], None if finding.across else finding.question))
    if len(claims) > MOST_CLAIMS:
        parts.append(f"and {counted(len(claims) - MOST_CLAIMS, 'more claim')}")
    steps = [f"- {text(step)}" for step in finding.why] + [f"- Perhaps: {text(hint)}." for hint in finding.hints]
    parts += ["\n".join(steps)] if steps else []
    parts += [f"What would settle it: {text(finding.settle)}."] if finding.settle else []
    parts.append(f"`{finding.id}` · {finding.rule} {finding.name}")
    return "\n\n".join(parts)


def _title(dossier: Dossier, finding: Finding) -> str:
    questions = [claim.question for claim in finding.claims] if finding.across else [finding.question]
    return " · ".join(dict.fromkeys(name_of(dossier, question) for question in questions))


def _message(finding: Finding) -> str:
    return finding.message.removeprefix(f"{finding.question}: ")


def _listed(dossier: Dossier, findings: Sequence[Finding]) -> str:
    rows = [[finding.kind, text(_title(dossier, finding)), text(_message(finding)), f"`{finding.id}`"] for finding in findings]
    return _rows(rows, ["Kind", "Question", "What is said", "Finding"])


def _agreed(dossier: Dossier, found: Sequence[Agreement]) -> str:
    explained = any(one.why for one in found)
    rows = []
    for one in found:
        origins = f"{one.now}" if one.now == one.before else f"{one.now}, before {one.before}"
        sigla = text(", ".join(one.reading.sigla))
        row = [text(name_of(dossier, one.question)), text(one.reading.value), sigla, origins]
        rows.append([*row, text(one.why)] if explained else row)
    return _rows(rows, ["Question", "Reading", "Who", "Independent origins", *(["Why"] if explained else [])])


def _fitting(dossier: Dossier, found: Sequence[Asked]) -> str:
    rows = []
    for asked in found:
        readings = "; ".join(f"{text(reading.value)} ({text(', '.join(reading.sigla))})" for reading in asked.readings)
        rows.append([text(name_of(dossier, asked.question)), readings])
    return _rows(rows, ["Question", "Readings"])


def _alone(dossier: Dossier, found: Sequence[Asked]) -> str:
    rows = []
    for asked in found:
        for claim in asked.claims:
            words = quote(claim.quote) if claim.quote else ""
            rows.append([text(name_of(dossier, asked.question)), text(shown(claim)), who(dossier, claim), words, text(claim.at)])
    return _rows(rows, ["Question", "Reading", "Who", "Words", "Where"])


def _rows(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> str:
    made = table(rows[:MOST_ROWS], headers)
    return f"{made}\n\nand {counted(len(rows) - MOST_ROWS, 'more')}" if len(rows) > MOST_ROWS else made


def _open_findings(run: Run, view: View) -> Iterator[str]:
    """What nobody has looked at: conflicts and tensions in full, what changed first; the rest by number."""
    findings = Changed(run).ranked(_open(run, view))
    heading = f"## {text(view.dossier.title)}"
    rest = [finding for finding in findings if finding.kind not in ("conflict", "tension")]
    told = [_told(view, finding) for finding in findings if finding.kind in ("conflict", "tension")]
    yield f"{heading}\n\n{_counts(findings)}, which nobody has looked at yet." if findings else f"{heading}\n\nNothing that nobody has looked at."
    yield from told
    if rest:
        yield f"### Worth knowing\n\n{_listed(view.dossier, rest)}"
