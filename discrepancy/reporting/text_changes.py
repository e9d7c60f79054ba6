"""How a run compares with an earlier state, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.findings import comparison_records as compared
from discrepancy.findings.changes.compare_runs import finding_key, state_since
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.reporting.silenced import silenced_lines
from discrepancy.system.display import counted, one_line

MOST_KNOWN = 20
MOST_NAMED = 6


def printed_in_full(finding: Finding, run: Run) -> bool:
    """Whether a finding is printed in full: it is new or worse, or the run is compared with no earlier
    state.
    """
    return state_since(finding, run) != "known"


def worse_line(finding: Finding, run: Run) -> str:
    """The line that says in what a finding is worse than it was; empty if it is not."""
    said = run.since.why.get(finding_key(finding), "") if run.since else ""
    return f"  ! worse than at {one_line(run.since.ref)}: {one_line(said)}\n" if run.since and said else ""


def since_lines(run: Run) -> Iterator[str]:
    """What was known, what is gone, and what each source brings, a line each, then their numbers."""
    since = run.since
    if since is None:
        return
    for silenced in since.silenced[:MOST_KNOWN]:
        yield from silenced_lines(silenced, since)
    if len(since.silenced) > MOST_KNOWN:
        yield f"and {len(since.silenced) - MOST_KNOWN:,} more were silenced (--format json has them all)"
    known = [finding for finding in run.findings if state_since(finding, run) == "known"]
    for finding in known[:MOST_KNOWN]:
        message = one_line(finding.message)
        yield f"known: {finding.mark}: {finding.kind}: {message} [{finding.rule}] {finding.id}"
    if len(known) > MOST_KNOWN:
        yield f"and {len(known) - MOST_KNOWN:,} more were known (--format json has them all)"
    settled = [one for one in since.gone if not one.silenced]
    for gone in settled[:MOST_KNOWN]:
        why = f": settled by the claims: {one_line(gone.why)}" if gone.why else ""
        yield f"gone: {gone.kind}: {one_line(gone.message)} [{gone.rule}] {gone.id}{why}"
    if len(settled) > MOST_KNOWN:
        yield f"and {len(settled) - MOST_KNOWN:,} more are gone"
    for one in since.contributions:
        yield _source_line(one, f", in {one.dossier}" if len(run.views) > 1 else "")
    yield from (one_line(note) for note in since.notes)
    new, worse = (
        sum(state_since(finding, run) == said for finding in run.findings) for said in ("new", "worsened")
    )
    counts = f"{new:,} new, {worse:,} worse, {len(known):,} known, {len(settled):,} gone"
    counts += f", {len(since.silenced):,} silenced" if since.silenced else ""
    yield f"Since {one_line(since.ref)} ({since.commit[:8]}): {counts}."


def _claim_counts(one: compared.SourceContribution) -> list[str]:
    """How many claims of a source are new, and how many it has lost, in words."""
    said = (
        [f"{counted(one.claims, 'claim')} {'new' if one.state == 'new' else 'new or altered'}"]
        if one.claims
        else []
    )
    return said + ([f"{counted(one.lost, 'claim')} gone"] if one.lost else [])


def _source_line(one: compared.SourceContribution, where: str) -> str:
    """What a source brings, in a line; `where` says in which dossier."""
    said = _claim_counts(one) or ["its head changed"]
    parts = (
        ("contradicts {} on {}", [(other.sigla, other.question) for other in one.contradicts]),
        ("takes a side against {} on {}", [(other.sigla, other.question) for other in one.sides]),
        (
            "agrees with {} (no dependence is declared) on {}",
            [(other.independent, other.question) for other in one.corroborates],
        ),
        (
            "agrees with {}, whose origin it shares, on {}",
            [(other.dependent, other.question) for other in one.repeats],
        ),
    )
    for form, stood in parts:
        found = sorted(dict.fromkeys(stood), key=lambda one: not one[0])  # others before the source itself
        for sigla, question in found[:MOST_NAMED]:
            said.append(form.format(", ".join(sigla) or "itself", question))
        if len(found) > MOST_NAMED:
            said.append(f"and {len(found) - MOST_NAMED} more such")
    if one.fits:
        said.append(f"says otherwise what can also be true on {counted(len(one.fits), 'question')}")
    if one.alone:
        said.append(f"alone on {counted(len(one.alone), 'question')}")
    return one_line(f"{one.state} source {one.siglum} ({one.title}){where}: {'; '.join(said)}")
