"""The contribution of each source that is new or changed: what it newly contradicts, what it confirms as a
witness of its own, what it alone says.

Who copies confirms nothing: agreement is counted by independent origins, with the source and without it.
Every output shows these records, so that a terminal, a script and a page never say different things of one
source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from discrepancy.comparison.comparability import COMPARABLE, TENSION_AT_MOST
from discrepancy.comparison.origins import (
    ClaimAncestry,
    ancestry_text,
    claim_ancestries,
    common_origin,
    independent_origins,
    node_name,
    possible_witnesses,
)
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.evidence.texts.normalise import normalised
from discrepancy.findings.changes.compare_runs import claim_identity, state_since
from discrepancy.findings.comparison_records import Agreement, Opposition, SourceContribution
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Source
from discrepancy.values.base import meaning

_WHERE = ("contradicts", "sides", "perspectives")
_AGREE = ("identical", "agrees", "refines")
_MOST = 500  # claims of others with which one on a question is compared


def source_contributions(
    run: Run, before: Run, counterparts: Mapping[str, str], apart: Collection[str] = ()
) -> tuple[SourceContribution, ...]:
    """What the sources bring that are new or changed since `before`, in the order of dossiers and sources. A
    dossier at one of the paths `apart` was not read before, and nothing in it is called new.
    """
    earlier = {view.dossier.path: view.dossier for view in before.views}
    views = [view for view in run.views if view.dossier.path not in apart]
    return tuple(
        one for view in views for one in _of(view, earlier.get(counterparts.get(view.dossier.path, "")), run)
    )


def _of(view: View, before: Dossier | None, run: Run) -> Iterator[SourceContribution]:
    said: dict[str, set[object]] = {}
    for claim in before.claims if before else ():
        said.setdefault(claim.source, set()).update((_words(claim), _meaning(claim)))
    fresh: dict[str, list[Claim]] = {}
    for claim in view.dossier.claims:
        if said.get(claim.source, set()).isdisjoint((_words(claim), _meaning(claim))):
            fresh.setdefault(claim.source, []).append(claim)
    lost = _lost(before, view.dossier) if before else Counter()
    for source in view.dossier.sources.values():
        old = before.sources.get(source.id) if before else None
        claims = fresh.get(source.id, [])
        if old is None or claims or lost[source.id] or _head(old) != _head(source):
            yield _contribution(view, source, old is not None, claims, lost[source.id], run)


def _lost(before: Dossier, now: Dossier) -> Counter[str]:
    """How many claims of each source have no counterpart any more: no answer of the same voice to the same
    question.
    """
    gone = Counter(map(claim_identity, before.claims)) - Counter(map(claim_identity, now.claims))
    found: Counter[str] = Counter()
    for (source, *_), count in gone.items():
        found[source] += count
    return found


def _words(claim: Claim) -> object:
    """A claim but for where it stands and what it is called."""
    when = claim.when and (claim.when.kind, claim.when.text)
    said = (claim.question, claim.given, str(claim.value), claim.denies, claim.stance)
    return (*said, claim.at, claim.quote, claim.voices, when, claim.sense, claim.inferred, claim.complete)


def _meaning(claim: Claim) -> object:
    """What a claim means, whatever its notation, but for where it stands and what it is called."""
    when = claim.when and (claim.when.kind, claim.when.period)
    said = (claim.question, meaning(claim.value), claim.denies, claim.stance)
    return (
        *said,
        claim.at,
        normalised(claim.quote),
        claim.voices,
        when,
        claim.sense,
        claim.inferred,
        claim.complete,
    )


def _head(source: Source) -> object:
    """What a source file says of its source that bears on what is found."""
    work = (source.title, source.kind, source.written, source.distance)
    return (*work, source.derived_from, source.silent_on, source.text_file, source.text_sha256)


def _contribution(
    view: View, source: Source, was: bool, claims: Sequence[Claim], lost: int, run: Run
) -> SourceContribution:
    ids = frozenset(claim.id for claim in claims)
    mine = [
        finding
        for finding in run.findings
        if finding.dossier == view.dossier.path and any(claim.id in ids for claim in _all(finding))
    ]
    mine = [finding for finding in mine if _takes_part(finding, source.id, ids)]
    stands = {
        kind: [_against(finding, source.id, ids) for finding in mine if _where(finding, run) == kind]
        for kind in _WHERE
    }
    asked = [one for one in view.questions.values() if any(claim.id in ids for claim in one.claims)]
    agrees = [found for one in asked if (found := _agreement(one, source.id, ids))]
    settled = {one.question for one in agrees} | {
        finding.question for finding in mine if _where(finding, run) in ("contradicts", "sides")
    }
    return SourceContribution(
        dossier=view.dossier.path,
        source=source.id,
        siglum=source.siglum,
        title=source.title,
        state="changed" if was else "new",
        claims=len(claims),
        lost=lost,
        **{kind: tuple(found) for kind, found in stands.items()},
        agrees=tuple(agrees),
        fits=tuple(
            one.question for one in asked if one.question not in settled and _fits(one, source.id, ids)
        ),
        alone=tuple(one.question for one in asked if all(claim.source == source.id for claim in one.claims)),
        ids=ids,
    )


def _all(finding: Finding) -> Iterator[Claim]:
    yield from finding.claims
    for group in finding.others:
        yield from group


def _where(finding: Finding, run: Run) -> str:
    """Under which head a finding in which a source stands is told; nothing where it is not about what sources
    say.
    """
    if finding.kind in ("conflict", "tension"):
        return "sides" if state_since(finding, run) == "known" else "contradicts"
    return "perspectives" if finding.kind == "perspective" else ""


def _takes_part(finding: Finding, source: str, ids: Collection[str]) -> bool:
    """Whether a source stands against anybody in a finding, be it itself: not where all that it says can be
    true with every side.
    """
    if len(finding.camps) < 2 or finding.law is not None or _opponents(finding, source, ids):
        return True
    own = {claim.id for camp in finding.camps for claim in camp if claim.source == source}
    return not any(own <= {claim.id for claim in camp} for camp in finding.camps)


def _against(finding: Finding, source: str, ids: Collection[str]) -> Opposition:
    own = (claim.question for claim in _all(finding) if claim.id in ids)
    question = finding.question if finding.law is None else next(own, finding.question)
    return Opposition(finding.id, finding.rule, finding.kind, question, _opponents(finding, source, ids))


def _fits(asked: QuestionClaims, source: str, ids: Collection[str]) -> bool:
    """Whether the source and another both give an answer that can stand in a camp, where there is one true
    answer.
    """
    if not asked.property.one or asked.property.type == "framing" or len(asked.readings) < 2:
        return False
    return any(claim.id in ids for claim in asked.standing) and any(
        claim.source != source for claim in asked.standing
    )


def _opponents(finding: Finding, source: str, ids: Collection[str]) -> tuple[str, ...]:
    """The sigla of those against whom a source stands in a finding: those who share no camp with it; where
    camps do not part them (a tension), those who say otherwise; in a broken law, all others of a set in which
    it stands. None: it stands against itself.
    """
    groups = (
        finding.camps if len(finding.camps) > 1 else tuple(reading.claims for reading in finding.readings)
    )
    if (
        finding.law is not None
        or not groups
        or not any(claim.id in ids for group in groups for claim in group)
    ):
        groups = tuple(
            group for group in (finding.claims, *finding.others) if any(claim.id in ids for claim in group)
        )
        with_it = set(ids)
    else:
        with_it = {claim.id for group in groups if any(claim.id in ids for claim in group) for claim in group}
    against = (
        claim for group in groups for claim in group if claim.id not in with_it and claim.source != source
    )
    return tuple(dict.fromkeys(claim.siglum for claim in against))


def _agreement(asked: QuestionClaims, source: str, ids: Collection[str]) -> Agreement | None:
    """Who says on a question what a source now says on it, told apart by whether they share an origin with
    it.
    """
    counted = possible_witnesses(asked.standing, asked.dossier)
    own = [claim for claim in counted if claim.id in ids]
    others = [claim for claim in counted if claim.source != source][:_MOST]
    agreeing = [other for other in others if any(_agree(asked, claim, other) for claim in own)]
    if not agreeing:
        return None
    ways = claim_ancestries([*own, *agreeing], asked)
    mine = frozenset[object]().union(*(way.nodes for way in ways[: len(own)]))
    apart = dict.fromkeys(way.claim.siglum for way in ways[len(own) :] if not way.nodes & mine)
    shared = dict.fromkeys(
        way.claim.siglum for way in ways[len(own) :] if way.nodes & mine and way.claim.siglum not in apart
    )
    return Agreement(
        asked.question,
        tuple(apart),
        tuple(shared),
        readings=_readings([*own, *agreeing]),
        origins=independent_origins(ways),
        before=independent_origins(claim_ancestries(agreeing, asked)),
        why=_why(ways, asked),
    )


def _readings(claims: Sequence[Claim]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What claims say, in their words, and who says each."""
    found: dict[str, dict[str, None]] = {}
    for claim in claims:
        found.setdefault(value_text(claim), {})[claim.siglum] = None
    return tuple((said, tuple(sigla)) for said, sigla in found.items())


def _why(ways: Sequence[ClaimAncestry], asked: QuestionClaims) -> str:
    """How claims that share one origin go back to it; nothing where they have several."""
    origin = common_origin(ways) if independent_origins(ways) == 1 else None
    if origin is None:
        return ""
    told = dict.fromkeys(ancestry_text(way, origin, asked.dossier) for way in ways)
    return f"all go back to {node_name(origin, asked.dossier)}: {'; '.join(told)}"


def _agree(asked: QuestionClaims, claim: Claim, other: Claim) -> bool:
    if claim.denies != other.denies or asked.property.type == "framing":
        return False
    clash = asked.clash(claim, other)
    how, relation = clash.comparability.how, clash.relation.relation
    if how == COMPARABLE:
        return relation in _AGREE
    # Of what changes with time: the same, said of a time that may be the same.
    alike = claim.sense == other.sense and claim.question.about == other.question.about
    return how == TENSION_AT_MOST and relation == "identical" and alike
