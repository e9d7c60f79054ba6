"""The content of a finding, as a review keeps it: by it a later run tells whether the finding is the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from types import MappingProxyType

from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.former_names import (
    MOST_NAMES,
    FormerNames,
    under_former_names,
)
from discrepancy.model.claim import Claim

CONTENT = 1  # version of the content below; what another version wrote is stale


# Families of rules in which a claim that says the same as another joins it; in others each stands alone.
BY_READING = "DSLP"


MOST_HASHED = 500  # claims that a content names one by one


def content(finding: Finding) -> str:
    """What was found, so that it can be told whether it is still the same: version, kind, and the hashes of
    the claims in camps.
    """
    groups = {frozenset(_hash(_said(claim, finding)) for claim in group) for group in _groups(finding)}
    camps = "/".join(sorted("+".join(sorted(group)) for group in groups))
    if sum(map(len, groups)) > MOST_HASHED:
        camps = hashlib.sha256(camps.encode()).hexdigest()
    return f"{CONTENT}:{finding.kind}:{camps}{_total(finding)}"


def review_standing(then: str, finding: Finding, names: FormerNames) -> str:
    """Whether what was `then` is what is found now: reviewed, grown or stale."""
    if then == content(finding):
        return "reviewed"
    version, kind, camps = then.split(":", 2)
    body, mark, total = camps.partition("*")
    if (version, kind, mark + total) != (str(CONTENT), finding.kind, _total(finding)):
        return "stale"
    old = {frozenset(camp.split("+")) for camp in body.split("/")}
    known = frozenset().union(*old)
    now = {
        frozenset(_recognised(claim, finding, known, names) for claim in group) for group in _groups(finding)
    }
    if now == old:
        return "reviewed"
    return "grown" if len(now) == len(old) and {group & known for group in now} == old else "stale"


def _recognised(claim: Claim, finding: Finding, known: frozenset[str], names: FormerNames) -> str:
    """The hash of a claim: the one it is known by, under whatever names, or its own."""
    hashes = (_hash(text) for text in _under_names(claim, finding, names))
    own = next(hashes)
    return next((one for one in (own, *hashes) if one in known), own)


def _under_names(claim: Claim, finding: Finding, names: FormerNames) -> Iterator[str]:
    """What a claim says, today's names first, then with former ids of its sources and of whatever else it
    names.
    """
    here = [
        id_
        for id_ in dict.fromkeys([claim.source, *(link.voice for link in claim.voices if link.source)])
        if id_ in names.sources
    ]
    for chosen in islice(product(*((id_, *names.sources[id_]) for id_ in here)), MOST_NAMES):
        yield from under_former_names(
            _said(claim, finding, dict(zip(here, chosen, strict=True))), names.words
        )


def _groups(finding: Finding) -> Iterable[Sequence[Claim]]:
    """The claims of a finding, in its camps; where it has none, those that say the same together."""
    if finding.equal_claims:
        return finding.equal_claims
    family = finding.rule[0]
    if family == "D" and len(finding.camps) > 1 and not _total(finding):
        return finding.camps
    if family not in BY_READING:
        return [(claim,) for claim in finding.claims]
    reading = {claim.id: number for number, one in enumerate(finding.readings) for claim in one.claims}
    found: dict[object, list[Claim]] = {}
    for claim in finding.claims:
        found.setdefault(
            reading.get(claim.id, (claim.question, " ".join(claim.given.split()), claim.denies)), []
        ).append(claim)
    return list(found.values())


def _total(finding: Finding) -> str:
    """How many camps there are, where not all are listed."""
    return f"*{finding.camps_total}" if finding.camps_total > len(finding.camps) else ""


def _said(claim: Claim, finding: Finding, called: Mapping[str, str] = MappingProxyType({})) -> str:
    """What a claim says, whatever its place in the files; its sources as they are `called`. On evidence the
    words quoted are part of it.
    """
    quote = " ".join(claim.quote.split()) if finding.rule.startswith("Q") else ""
    when = [claim.when.kind, claim.when.text] if claim.when else []
    given, source = " ".join(claim.given.split()), called.get(claim.source, claim.source)
    voices = [called.get(link.voice, link.voice) if link.source else link.voice for link in claim.voices]
    said = [
        source,
        *claim.question[:2],
        [list(pair) for pair in claim.question.scope],
        given,
        claim.denies,
        claim.stance,
        voices,
    ]
    return json.dumps([*said, when, claim.sense, quote], ensure_ascii=False)


def _hash(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:8]
