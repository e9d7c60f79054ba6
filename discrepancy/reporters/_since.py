"""How a run compares with an earlier state, as records for JSON and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from discrepancy import since as compared
from discrepancy.comparing import key, state
from discrepancy.finding import Finding, Run
from discrepancy.printable import counted, one_line

MOST_KNOWN = 20
MOST_NAMED = 6


class Record(BaseModel):
    """A record: fixed fields, nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WorseRecord(Record):
    """A finding that is worse than it was, and in what."""

    id: str
    rule: str
    why: str


class GoneRecord(Record):
    """A finding that was there and is not any more."""

    id: str
    rule: str
    kind: str
    message: str


class AgainstRecord(Record):
    """A disagreement in which a source stands, and the sigla of those it stands against."""

    id: str
    kind: str
    question: str
    sigla: tuple[str, ...]


class AgreementRecord(Record):
    """A question on which a source agrees with others: the sigla of those who share no origin with it, and of those who do."""

    question: str
    independent: tuple[str, ...]
    dependent: tuple[str, ...]


class BroughtRecord(Record):
    """What a source brings that was not there."""

    source: str
    siglum: str
    state: Literal["new", "changed"]
    claims: int
    contradicts: tuple[AgainstRecord, ...]
    sides: tuple[AgainstRecord, ...]
    agrees: tuple[AgreementRecord, ...]
    alone: tuple[str, ...]


class SinceRecord(Record):
    """How a run compares with the state at a revision. Findings with the status `new` are those that are new or worse."""

    ref: str
    commit: str
    new: tuple[str, ...]
    worsened: tuple[WorseRecord, ...]
    known: int
    gone: tuple[GoneRecord, ...]
    brought: tuple[BroughtRecord, ...]
    notes: tuple[str, ...]


def since_record(run: Run) -> SinceRecord | None:
    """The record of the comparison, or None where there was none."""
    since = run.since
    if since is None:
        return None
    worse = [finding for finding in run.findings if state(finding, run) == "worsened"]
    return SinceRecord(
        ref=since.ref,
        commit=since.commit,
        new=tuple(finding.id for finding in run.findings if state(finding, run) == "new"),
        worsened=tuple(WorseRecord(id=finding.id, rule=finding.rule, why=since.why[key(finding)]) for finding in worse),
        known=sum(state(finding, run) == "known" for finding in run.findings),
        gone=tuple(GoneRecord.model_validate(one._asdict()) for one in since.gone),
        brought=tuple(_brought(one) for one in since.brought),
        notes=since.notes,
    )


def _brought(one: compared.Brought) -> BroughtRecord:
    return BroughtRecord(
        source=one.source,
        siglum=one.siglum,
        state=one.state,
        claims=one.claims,
        contradicts=tuple(_against(other) for other in one.contradicts),
        sides=tuple(_against(other) for other in one.sides),
        agrees=tuple(
            AgreementRecord(question=str(other.question), independent=other.independent, dependent=other.dependent) for other in one.agrees
        ),
        alone=tuple(map(str, one.alone)),
    )


def _against(one: compared.Against) -> AgainstRecord:
    return AgainstRecord(id=one.finding, kind=one.kind, question=str(one.question), sigla=one.sigla)


# In lines


def shown_whole(finding: Finding, run: Run) -> bool:
    """Whether a finding is told in full: it is new or worse, or nothing was compared with an earlier state."""
    return state(finding, run) != "known"


def worse_line(finding: Finding, run: Run) -> str:
    """In what a finding is worse than it was, as a line of it; nothing if it is not."""
    said = run.since.why.get(key(finding), "") if run.since else ""
    return f"  ! worse than at {one_line(run.since.ref)}: {one_line(said)}\n" if run.since and said else ""


def since_lines(run: Run) -> Iterator[str]:
    """What was known already, briefly, what is gone, what each source brings, and how much of each there is."""
    since = run.since
    if since is None:
        return
    known = [finding for finding in run.findings if state(finding, run) == "known"]
    for finding in known[:MOST_KNOWN]:
        yield f"known: {finding.claims[0].mark}: {finding.kind}: {one_line(finding.message)} [{finding.rule}] {finding.id}"
    if len(known) > MOST_KNOWN:
        yield f"and {len(known) - MOST_KNOWN:,} more were known (--format json has them all)"
    for gone in since.gone[:MOST_KNOWN]:
        yield f"gone: {gone.kind}: {one_line(gone.message)} [{gone.rule}] {gone.id}"
    if len(since.gone) > MOST_KNOWN:
        yield f"and {len(since.gone) - MOST_KNOWN:,} more are gone"
    for one in since.brought:
        yield _told(one)
    yield from (one_line(note) for note in since.notes)
    new, worse = (sum(state(finding, run) == said for finding in run.findings) for said in ("new", "worsened"))
    yield f"Since {one_line(since.ref)} ({since.commit[:8]}): {new:,} new, {worse:,} worse, {len(known):,} known, {len(since.gone):,} gone."


def _told(one: compared.Brought) -> str:
    """What a source brings, in a line."""
    said = [f"{counted(one.claims, 'claim')} {'new' if one.state == 'new' else 'new or altered'}"] if one.claims else ["its head changed"]
    parts = (
        ("contradicts {} on {}", [(other.sigla, other.question) for other in one.contradicts]),
        ("takes a side against {} on {}", [(other.sigla, other.question) for other in one.sides]),
        ("agrees independently with {} on {}", [(other.independent, other.question) for other in one.corroborates]),
        ("agrees with {}, whose origin it shares, on {}", [(other.dependent, other.question) for other in one.agrees if not other.independent]),
    )
    for form, stood in parts:
        found = sorted(dict.fromkeys(stood), key=lambda one: not one[0])  # others before the source itself
        for sigla, question in found[:MOST_NAMED]:
            said.append(form.format(", ".join(sigla) or "itself", question))
        if len(found) > MOST_NAMED:
            said.append(f"and {len(found) - MOST_NAMED} more such")
    if one.alone:
        said.append(f"alone on {counted(len(one.alone), 'question')}")
    return one_line(f"{one.state} source {one.siglum} ({one.title}): {'; '.join(said)}")
