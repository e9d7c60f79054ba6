"""What became of the claims of a finding that is gone, in words: which say something else, which are
withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from discrepancy.comparison.readings import value_text
from discrepancy.findings.changes.compare_runs import ClaimIdentity, claim_identity
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.system.display import one_line
from discrepancy.values.base import meaning

_MOST_TOLD = 4


def claim_changes(claims: Sequence[Claim], now: Dossier) -> str:
    """What became of claims as they were, in the dossier of now: a clause for each that is not as it was;
    empty where all of them stand.
    """
    wanted = {claim.source for claim in claims}
    here = [claim for claim in now.claims if claim.source in wanted]
    stand = {_said(claim) for claim in here}
    answers: dict[ClaimIdentity, list[Claim]] = {}
    for claim in here:
        answers.setdefault(claim_identity(claim), []).append(claim)
    unread = {source for source in wanted if source not in now.sources}
    told = list(dict.fromkeys(_told(claims, stand, answers, unread)))
    more = f" and {len(told) - _MOST_TOLD} more claims changed" if len(told) > _MOST_TOLD else ""
    return "; ".join(told[:_MOST_TOLD]) + more


def claims_that_came(claims: Iterable[Claim], then: Dossier, now: Dossier) -> str:
    """The sigla of the claims on the questions of some claims that were not there before; empty where there
    are none.
    """
    asked = {claim.question for claim in claims}
    before = {_said(claim) for claim in then.claims if claim.question in asked}
    came = dict.fromkeys(
        claim.siglum for claim in now.claims if claim.question in asked and _said(claim) not in before
    )
    return f"further claims came, of {', '.join(came)}" if came else ""


def read_otherwise(claims: Sequence[Claim], now: Dossier) -> Claim | None:
    """The claim of now that says what one of some claims said, in the same words, and is read otherwise, by
    conventions of its own; None where there is none, or another of them is not as it was.
    """
    wanted = {claim.source for claim in claims}
    here: dict[object, list[Claim]] = {}
    for claim in now.claims:
        if claim.source in wanted:
            here.setdefault(_in_words(claim), []).append(claim)
    found = None
    for claim in claims:
        others = here.get(_in_words(claim), [])
        if not others:
            return None
        if not any(_said(other) == _said(claim) for other in others):
            found = found or others[0]
    return found


def _in_words(claim: Claim) -> object:
    """What a claim says as it is written, whatever its conventions make of it."""
    when = claim.when and (claim.when.kind, claim.when.period)
    who = (claim.source, claim.voices, claim.stance, claim.denies)
    return who, claim.question, claim.value.text, claim.value.options, when, claim.sense, claim.complete


def _told(
    claims: Sequence[Claim],
    stand: set[object],
    answers: dict[ClaimIdentity, list[Claim]],
    unread: set[str],
) -> Iterator[str]:
    for claim in claims:
        if _said(claim) in stand:
            continue
        if claim.source in unread:
            yield f"the source {claim.siglum} is not read"
            continue
        said = one_line(value_text(claim))
        other = next((one for one in answers.get(claim_identity(claim), ())), None)
        if other is None:
            yield f"{claim.siglum} no longer says {said} of {claim.question}"
        elif meaning(other.value) != meaning(claim.value):
            yield f"{claim.siglum} now says {one_line(value_text(other))} (it said {said})"
        else:
            yield f"{claim.siglum} now says {said} otherwise ({', '.join(_differing(claim, other))})"


def _differing(claim: Claim, other: Claim) -> Iterator[str]:
    """What differs between two claims of one value, in words."""
    pairs = (
        ("stance", claim.stance, other.stance),
        ("sense", claim.sense, other.sense),
        ("whether that is all", claim.complete, other.complete),
        ("time", claim.when and claim.when.text, other.when and other.when.text),
        ("voices", [link.voice for link in claim.voices], [link.voice for link in other.voices]),
    )
    for name, was, is_ in pairs:
        if was != is_:
            yield f"{name}: {is_}" if isinstance(is_, str) and is_ else name


def _said(claim: Claim) -> object:
    """What a claim says, whatever its notation and its place."""
    when = claim.when and (claim.when.kind, claim.when.period)
    return (
        claim.source,
        claim.question,
        meaning(claim.value),
        claim.denies,
        claim.stance,
        claim.voices,
        when,
        claim.sense,
        claim.complete,
    )
