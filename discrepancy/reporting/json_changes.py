"""How a run compares with an earlier state, as records for JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from discrepancy.findings import comparison_records as compared
from discrepancy.findings.changes.compare_runs import finding_key, state_since
from discrepancy.findings.run import Run


class JsonRecord(BaseModel):
    """A record of the JSON: frozen, with these fields and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WorseRecord(JsonRecord):
    """A finding that is worse than it was, and why it is."""

    id: str
    rule: str
    why: str


class GoneRecord(JsonRecord):
    """A finding that was there and is not any more: why it went, and whether no claim of it did (then it is
    among the silenced too).
    """

    id: str
    rule: str
    kind: str
    message: str
    why: str
    silenced: bool


class SilencedRecord(JsonRecord):
    """A finding that something else than its claims silenced: `kind` is what it would be, `now` what it is
    told as (null: it is not told), `file` and `line` where that stands. `covered`: a review that stood at the
    revision had decided it. `passes`: no check fails for it.
    """

    dossier: str
    id: str
    rule: str
    name: str
    kind: str
    now: str | None
    question: str
    message: str
    why: str
    file: str
    line: int
    covered: bool
    passes: bool


class AgainstRecord(JsonRecord):
    """A finding in which a source stands, and the sigla of those it stands against (none: itself)."""

    id: str
    rule: str
    kind: str
    question: str
    sigla: tuple[str, ...]


class SaidRecord(JsonRecord):
    """A value in the words of a source, and the sigla of those who say so."""

    value: str
    sigla: tuple[str, ...]


class AgreementRecord(JsonRecord):
    """A question on which a source agrees with others: the sigla of those who share no origin with it, and of
    those who do; what they say; how many independent origins the answer has with it and had without it, and
    why only one.
    """

    question: str
    independent: tuple[str, ...]
    dependent: tuple[str, ...]
    readings: tuple[SaidRecord, ...]
    origins: int
    origins_before: int
    why: str


class BroughtRecord(JsonRecord):
    """What a source brings that was not there."""

    dossier: str
    source: str
    siglum: str
    state: Literal["new", "changed"]
    claims: int
    lost: int
    contradicts: tuple[AgainstRecord, ...]
    sides: tuple[AgainstRecord, ...]
    perspectives: tuple[AgainstRecord, ...]
    agrees: tuple[AgreementRecord, ...]
    fits: tuple[str, ...]
    alone: tuple[str, ...]


class SinceRecord(JsonRecord):
    """How a run compares with the state at a revision. Findings with the status `new` are new or worse, and
    neither reviewed nor in the baseline.
    """

    ref: str
    commit: str
    new: tuple[str, ...]
    worsened: tuple[WorseRecord, ...]
    known: int
    gone: tuple[GoneRecord, ...]
    brought: tuple[BroughtRecord, ...]
    notes: tuple[str, ...]
    silenced: tuple[SilencedRecord, ...]


def since_record(run: Run) -> SinceRecord | None:
    """The record of the comparison, or None where there was none."""
    since = run.since
    if since is None:
        return None
    worse = [finding for finding in run.findings if state_since(finding, run) == "worsened"]
    return SinceRecord(
        ref=since.ref,
        commit=since.commit,
        new=tuple(finding.id for finding in run.findings if state_since(finding, run) == "new"),
        worsened=tuple(
            WorseRecord(id=finding.id, rule=finding.rule, why=since.why[finding_key(finding)])
            for finding in worse
        ),
        known=sum(state_since(finding, run) == "known" for finding in run.findings),
        gone=tuple(
            GoneRecord(
                id=one.id,
                rule=one.rule,
                kind=one.kind,
                message=one.message,
                why=one.why,
                silenced=one.silenced,
            )
            for one in since.gone
        ),
        brought=tuple(_brought(one) for one in since.contributions),
        notes=since.notes,
        silenced=tuple(_silenced(one, since) for one in since.silenced),
    )


def _silenced(one: compared.SilencedFinding, since: compared.RunComparison) -> SilencedRecord:
    return SilencedRecord(
        dossier=one.dossier,
        id=one.id,
        rule=one.rule,
        name=one.name,
        kind=one.kind,
        now=one.now or None,
        question=str(one.question),
        message=one.message,
        why=one.why,
        file=one.mark.file,
        line=one.mark.line,
        covered=one.covered,
        passes=since.passes(one),
    )


def _brought(one: compared.SourceContribution) -> BroughtRecord:
    return BroughtRecord(
        dossier=one.dossier,
        source=one.source,
        siglum=one.siglum,
        state=one.state,
        claims=one.claims,
        lost=one.lost,
        contradicts=tuple(_against(other) for other in one.contradicts),
        sides=tuple(_against(other) for other in one.sides),
        perspectives=tuple(_against(other) for other in one.perspectives),
        agrees=tuple(_agreement(other) for other in one.agrees),
        fits=tuple(map(str, one.fits)),
        alone=tuple(map(str, one.alone)),
    )


def _against(one: compared.Opposition) -> AgainstRecord:
    return AgainstRecord(
        id=one.finding, rule=one.rule, kind=one.kind, question=str(one.question), sigla=one.sigla
    )


def _agreement(one: compared.Agreement) -> AgreementRecord:
    return AgreementRecord(
        question=str(one.question),
        independent=one.independent,
        dependent=one.dependent,
        readings=tuple(SaidRecord(value=value, sigla=sigla) for value, sigla in one.readings),
        origins=one.origins,
        origins_before=one.before,
        why=one.why,
    )
