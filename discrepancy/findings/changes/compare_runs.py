"""Two runs compared: which findings are new, which are worse than they were, and which were known.

A finding is known by its id, which has no line, message, value or date in it, so moving a file or correcting
a date makes nothing new. It is worse if its kind is graver, if there are more camps, if a camp has nobody in
it who was there before, if claims that could be true together no longer can, if a law is broken by a further
claim that agrees with none of those that broke it, if further quotes are at fault, or if what was decided of
it is gone or stands no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.comparison_records import FindingKey, GoneFinding, RunComparison
from discrepancy.findings.finding import KINDS, Finding
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim

ClaimIdentity = tuple[str, str, str, bool]
_MOST_NAMED = 6
_MOST_SETS = 2_000  # ways to stand in camps that are set against each other


def finding_key(finding: Finding) -> FindingKey:
    """Which finding of its run this is."""
    return FindingKey(finding.dossier, finding.id, finding.rule)


def state_since(finding: Finding, run: Run) -> str:
    """Whether a finding of a run that was compared with an earlier state is new, worsened or known; `new`
    where it was compared with none.
    """
    return run.since.state(finding_key(finding)) if run.since else "new"


def compare_runs(
    run: Run, before: Run, counterparts: Mapping[str, str], since: RunComparison, apart: Sequence[str] = ()
) -> Run:
    """`run` with what is new and worse since `before` in `since`, and the status of its findings.
    `counterparts` has for the path of a dossier that of the same dossier before; a dossier at one of the
    paths `apart` was not read before, and what it holds is not called new.
    """
    held: dict[tuple[str, str], list[Finding]] = {}
    for finding in before.findings:
        held.setdefault((finding.dossier, finding.id), []).append(finding)
    views = {view.dossier.path: view for view in run.views}
    new, why, met = set[FindingKey](), dict[FindingKey, str](), set[tuple[str, str]]()
    for finding in run.findings:
        if finding.dossier in apart:
            continue
        place = (counterparts.get(finding.dossier, ""), finding.id)
        earlier = held.get(place, [])
        met.add(place)
        if not earlier:
            new.add(finding_key(finding))
        elif said := "; ".join(
            filter(
                None, (_worse_than_any(finding, earlier, views[finding.dossier]), _undone(finding, earlier))
            )
        ):
            why[finding_key(finding)] = said
    today = {path: here for here, path in counterparts.items()}
    gone = tuple(
        _gone(one, today.get(one.dossier, "")) for one in before.findings if (one.dossier, one.id) not in met
    )
    found = replace(since, new=frozenset(new), why=why, gone=gone)
    return replace(run, since=found, findings=tuple(_marked(finding, found) for finding in run.findings))


def _gone(finding: Finding, dossier: str) -> GoneFinding:
    claims = (*finding.claims, *(claim for group in finding.others for claim in group))
    return GoneFinding(
        finding.id, finding.rule, finding.kind, finding.message, dossier, finding.question, claims
    )


def _marked(finding: Finding, since: RunComparison) -> Finding:
    """The finding, called new where it is new or worse, nobody has decided on it yet, and it is not in the
    baseline.
    """
    if finding.status not in ("open", "new") or finding.known:
        return finding
    return replace(finding, status="open" if since.state(finding_key(finding)) == "known" else "new")


def _worse_than_any(finding: Finding, earlier: Sequence[Finding], view: View) -> str:
    """In what a finding is worse than what was found before under its id, of its own rule if there is any;
    nothing if it is not.
    """
    found = [
        worse(finding, one, view) for one in [one for one in earlier if one.rule == finding.rule] or earlier
    ]
    return found[0] if all(found) else ""


def _undone(now: Finding, earlier: Sequence[Finding]) -> str:
    """What was decided of a finding and stands no more, so that nobody has looked at it as it is; nothing
    where that is not so.
    """
    if now.passes:
        return ""
    decided = next(
        (one.review for one in earlier if one.rule == now.rule and one.review is not None and one.passes),
        None,
    )
    if decided is None:
        return ""
    made = decided.decision
    decider = ", ".join(filter(None, (made.by, made.on)))
    said = f"{made.verdict} ({decider})" if decider else made.verdict
    if now.review is None:
        return f"what was decided of it is gone: {said}"
    return f"what was decided of it stands no more: {said}"


def worse(now: Finding, before: Finding, view: View) -> str:
    """In what a finding is worse than it was, in words; nothing if it is not."""
    if KINDS.index(now.kind) < KINDS.index(before.kind):
        return f"it was a {before.kind} and is a {now.kind}"
    if now.kind == "evidence":
        return _further(now.claims, {claim_identity(claim) for claim in before.claims})
    if now.kind not in ("conflict", "tension"):
        return ""
    return _camps_worse(now, before) if now.camps and before.camps else _further_sets(now, before, view)


def claim_identity(claim: Claim) -> ClaimIdentity:
    """Whose answer to what a claim is: what of it stays when its words, its place or its id change."""
    return claim.source, str(claim.question), claim.holder, claim.denies


def _further(claims: Sequence[Claim], known: set[ClaimIdentity]) -> str:
    sigla = dict.fromkeys(claim.siglum for claim in claims if claim_identity(claim) not in known)
    return f"it is now also about {', '.join(sigla)}" if sigla else ""


def _camps_worse(now: Finding, before: Finding) -> str:
    if now.camps_total > before.camps_total:
        return f"there are {now.camps_total} camps and were {before.camps_total}"
    known = {claim_identity(claim) for camp in before.camps for claim in camp}
    for camp in now.camps:
        if camp and not any(claim_identity(claim) in known for claim in camp):
            sigla = ", ".join(dict.fromkeys(claim.siglum for claim in camp))
            return f"{sigla} stands in a camp that was not there"
    return _split(now, before)


def _split(now: Finding, before: Finding) -> str:
    """Two claims that shared a camp and share none now, in words."""
    was, is_ = _places(before), _places(now)
    alike: dict[tuple[int, int], Claim] = {}
    for camp in now.camps:
        for claim in camp:
            if claim_identity(claim) in was:
                alike.setdefault((was[claim_identity(claim)], is_[claim_identity(claim)]), claim)
    groups = list(alike.items())[:_MOST_SETS]
    for place, ((was_in, is_in), claim) in enumerate(groups):
        for (other_was, other_is), other in groups[:place]:
            if was_in & other_was and not is_in & other_is:
                return f"{other.siglum} and {claim.siglum} could be true together and cannot now"
    return ""


def _places(finding: Finding) -> dict[ClaimIdentity, int]:
    """In which camps each claim stands, as bits."""
    found: dict[ClaimIdentity, int] = {}
    for place, camp in enumerate(finding.camps):
        for claim in camp:
            found[claim_identity(claim)] = found.get(claim_identity(claim), 0) | 1 << place
    return found


def _further_sets(now: Finding, before: Finding, view: View) -> str:
    """Claims that break a law and did not before, unless each agrees with one that did."""
    known = {claim_identity(claim) for claims in (before.claims, *before.others) for claim in claims}
    joining = [
        claim
        for claims in (now.claims, *now.others)
        for claim in claims
        if claim_identity(claim) not in known
    ]
    strange = [
        claim for claim in joining if not any(claim_identity(mate) in known for mate in _mates(claim, view))
    ]
    said = list(dict.fromkeys(f"{claim.siglum} on {claim.question}" for claim in strange))
    more = f" and {len(said) - _MOST_NAMED} more" if len(said) > _MOST_NAMED else ""
    return f"it is now also about {', '.join(said[:_MOST_NAMED])}{more}" if said else ""


def _mates(claim: Claim, view: View) -> Iterator[Claim]:
    """The claims that can be true together with a claim on its question."""
    asked: QuestionClaims | None = view.questions.get(claim.question) or next(
        (one for one in view.questions.values() if any(other.id == claim.id for other in one.claims)), None
    )
    for camp in asked.camp_claims("charitable") if asked is not None else ():
        if any(other.id == claim.id for other in camp):
            yield from camp
