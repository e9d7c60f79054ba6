"""What each source that is new or changed brings: whom it contradicts, whom it corroborates independently, and what it alone says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from discrepancy.asked import Asked
from discrepancy.comparing import state
from discrepancy.finding import Finding, Run, View
from discrepancy.meeting import FULL
from discrepancy.model import Claim, Dossier, Source
from discrepancy.origins import independent, traced
from discrepancy.since import Against, Agreement, Brought

_AGREE = ("identical", "agrees", "refines")
_MOST = 500  # claims of others with which one on a question is compared


def brought(run: Run, before: Run, counterparts: Mapping[str, str]) -> tuple[Brought, ...]:
    """What the sources bring that are new or changed since `before`, in the order of dossiers and sources."""
    earlier = {view.dossier.path: view.dossier for view in before.views}
    return tuple(one for view in run.views for one in _of(view, earlier.get(counterparts.get(view.dossier.path, "")), run))


def _of(view: View, before: Dossier | None, run: Run) -> Iterator[Brought]:
    said: dict[str, set[object]] = {}
    for claim in before.claims if before else ():
        said.setdefault(claim.source, set()).add(_words(claim))
    fresh: dict[str, list[Claim]] = {}
    for claim in view.dossier.claims:
        if _words(claim) not in said.get(claim.source, ()):
            fresh.setdefault(claim.source, []).append(claim)
    for source in view.dossier.sources.values():
        old = before.sources.get(source.id) if before else None
        claims = fresh.get(source.id, [])
        if old is None or claims or _head(old) != _head(source):
            yield _brought(view, source, old is not None, claims, run)


def _words(claim: Claim) -> object:
    """A claim but for where it stands and what it is called."""
    when = claim.when and (claim.when.kind, claim.when.text)
    return (claim.question, claim.given, str(claim.value), claim.denies, claim.stance, claim.at, claim.quote, claim.voices, when,
            claim.sense, claim.inferred)  # fmt: skip


def _head(source: Source) -> object:
    """What a source file says of its source that bears on what is found."""
    return (source.title, source.kind, source.written, source.distance, source.derived_from, source.silent_on, source.text_file,
            source.text_sha256)  # fmt: skip


def _brought(view: View, source: Source, was: bool, claims: Sequence[Claim], run: Run) -> Brought:
    ids = {claim.id for claim in claims}
    contradicts: list[Against] = []
    sides: list[Against] = []
    for finding in run.findings:
        mine = finding.dossier == view.dossier.path and finding.kind in ("conflict", "tension")
        if mine and any(claim.id in ids for claim in (*finding.claims, *(claim for group in finding.others for claim in group))):
            one = Against(finding.id, finding.kind, finding.question, _opponents(finding, source.id, ids))
            (sides if state(finding, run) == "known" else contradicts).append(one)
    asked = [one for one in view.asked.values() if any(claim.id in ids for claim in one.claims)]
    return Brought(
        dossier=view.dossier.path,
        source=source.id,
        siglum=source.siglum,
        title=source.title,
        state="changed" if was else "new",
        claims=len(claims),
        contradicts=tuple(contradicts),
        sides=tuple(sides),
        agrees=tuple(found for one in asked if (found := _agreement(one, source.id, ids))),
        alone=tuple(one.question for one in asked if all(claim.source == source.id for claim in one.claims)),
    )


def _opponents(finding: Finding, source: str, ids: set[str]) -> tuple[str, ...]:
    """The sigla of those against whom a source stands in a finding: those who share no camp with it; where camps do not part them (a
    tension), those who say otherwise; in a broken law, all others. None: it stands against itself.
    """
    groups = finding.camps if len(finding.camps) > 1 else tuple(reading.claims for reading in finding.readings)
    if finding.law is not None or not groups or not any(claim.id in ids for group in groups for claim in group):
        groups = (finding.claims, *finding.others)
        with_it = ids
    else:
        with_it = {claim.id for group in groups if any(claim.id in ids for claim in group) for claim in group}
    against = (claim for group in groups for claim in group if claim.id not in with_it and claim.source != source)
    return tuple(dict.fromkeys(claim.siglum for claim in against))


def _agreement(asked: Asked, source: str, ids: set[str]) -> Agreement | None:
    """Who says on a question what a source now says on it, told apart by whether they share an origin with it."""
    counted = independent(asked.standing, asked.dossier)
    own = [claim for claim in counted if claim.id in ids]
    others = [claim for claim in counted if claim.source != source][:_MOST]
    agreeing = [other for other in others if any(_agree(asked, claim, other) for claim in own)]
    if not agreeing:
        return None
    ways = traced([*own, *agreeing], asked)
    mine = frozenset[object]().union(*(way.nodes for way in ways[: len(own)]))
    apart = dict.fromkeys(way.claim.siglum for way in ways[len(own) :] if not way.nodes & mine)
    shared = dict.fromkeys(way.claim.siglum for way in ways[len(own) :] if way.nodes & mine and way.claim.siglum not in apart)
    return Agreement(asked.question, tuple(apart), tuple(shared))


def _agree(asked: Asked, claim: Claim, other: Claim) -> bool:
    if claim.denies != other.denies or asked.property.type == "framing":
        return False
    clash = asked.clash(claim, other)
    return clash.meeting.how == FULL and clash.relation.relation in _AGREE
