"""The content of a finding, as a review keeps it: by it a later run tells whether the finding is the same.

It is made of what the claims mean and not of their words: another notation of a value changes nothing, and
whatever changes one of its sets, a stance or a voice does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.former_content import groups_by_words, said_in_words
from discrepancy.findings.reviews.former_names import (
    MOST_NAMES,
    FormerNames,
    under_former_names,
)
from discrepancy.model.claim import Claim, Question
from discrepancy.values.base import meaning

CONTENT = 2  # format of the content below; a former one is read as long as it is among FORMATS


# Families of rules in which a claim that says the same as another joins it; in others each stands alone.
BY_READING = "DSLP"


MOST_HASHED = 500  # claims that a content names one by one


class _Format(NamedTuple):
    """How a format of content says what a claim says, and which claims stand together without camps."""

    said: Callable[[Claim, Finding, Question, Mapping[str, str]], str]
    groups: Callable[[Finding, bool], Iterable[Sequence[Claim]]]


def content(finding: Finding) -> str:
    """What was found, so that it can be told whether it is still the same: format, kind, and the hashes of
    the claims in camps.
    """
    return _content(
        finding, [[_hash(_said(claim, finding)) for claim in group] for group in _groups(finding)]
    )


def is_former(then: str) -> bool:
    """Whether a content is of a former format that is read still."""
    return then.partition(":")[0] in FORMATS and not then.startswith(f"{CONTENT}:")


def renewed_content(then: str, finding: Finding, names: FormerNames) -> str:
    """A content of a former format in that of today, for a finding of which it still holds: of the claims
    that it knows, so that those that joined since are told still. As it is where it does not know them one by
    one.
    """
    known = _hashes(then)
    form = FORMATS[then.partition(":")[0]]
    groups = [
        [
            _hash(_said(claim, finding))
            for claim in group
            if _recognised(claim, finding, known, names, form) in known
        ]
        for group in _groups(finding)
    ]
    return _content(finding, groups) if any(groups) else content(finding)


def _content(finding: Finding, hashed: Iterable[Iterable[str]]) -> str:
    groups = {group for group in map(frozenset, hashed) if group}
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
    if version not in FORMATS or (kind, mark + total) != (finding.kind, _total(finding)):
        return "stale"
    form = FORMATS[version]
    old = {frozenset(camp.split("+")) for camp in body.split("/")}
    known = _hashes(then)
    now: set[frozenset[str]] = set()
    denials: dict[str, str] = {}
    for group in _groups(finding, form):
        hashes = [_recognised(claim, finding, known, names, form) for claim in group]
        denials |= {one: claim.holder for one, claim in zip(hashes, group, strict=True) if claim.denies}
        now.add(frozenset(hashes))
    if now == old or body == _all_hashed(now):
        return "reviewed"
    standing = _standing(old, now, known)
    if standing != "stale" or not denials:
        return standing
    from discrepancy.findings.reviews.former_camps import in_todays_camps

    return _standing(in_todays_camps(old, denials), now, known)


def _standing(old: Collection[frozenset[str]], now: Collection[frozenset[str]], known: frozenset[str]) -> str:
    """Whether camps are those that were, or those with claims that joined, or others."""
    if now == old:
        return "reviewed"
    return "grown" if len(now) == len(old) and {group & known for group in now} == old else "stale"


def same_claims(
    then: str, finding: Finding, asked: Iterable[Question], names: FormerNames
) -> tuple[int, int]:
    """How many of the claims that a content knows stand in a finding too, if these are taken to answer the
    questions `asked`, under whatever former names; and how many it knows.
    """
    known = _hashes(then)
    form = FORMATS.get(then.partition(":")[0])
    found = {
        hashed
        for claim in finding.claims
        for question in (asked if form else ())
        if form and (hashed := _recognised(claim, finding, known, names, form, question)) in known
    }
    return len(found), len(known)


def _hashes(then: str) -> frozenset[str]:
    """The hashes of the claims that a content names."""
    body = then.split(":", 2)[2].partition("*")[0]
    return frozenset(body.replace("/", "+").split("+"))


def _all_hashed(groups: Iterable[frozenset[str]]) -> str:
    """The one hash that stands for the groups where they hold more claims than a content names; else
    nothing.
    """
    if sum(map(len, groups := list(groups))) <= MOST_HASHED:
        return ""
    camps = "/".join(sorted("+".join(sorted(group)) for group in groups))
    return hashlib.sha256(camps.encode()).hexdigest()


def _recognised(
    claim: Claim,
    finding: Finding,
    known: frozenset[str],
    names: FormerNames,
    form: _Format,
    asked: Question | None = None,
) -> str:
    """The hash of a claim: the one it is known by, under whatever names, or its own."""
    hashes = (_hash(text) for text in _under_names(claim, finding, names, form, asked))
    own = next(hashes)
    return next((one for one in (own, *hashes) if one in known), own)


def _under_names(
    claim: Claim, finding: Finding, names: FormerNames, form: _Format, asked: Question | None
) -> Iterator[str]:
    """What a claim says, today's names first, then with former ids of its sources and of whatever else it
    names.
    """
    here = [
        id_
        for id_ in dict.fromkeys([claim.source, *(link.voice for link in claim.voices if link.source)])
        if id_ in names.sources
    ]
    for chosen in islice(product(*((id_, *names.sources[id_]) for id_ in here)), MOST_NAMES):
        called = dict(zip(here, chosen, strict=True))
        yield from under_former_names(form.said(claim, finding, asked or claim.question, called), names.words)


def _groups(finding: Finding, form: _Format | None = None) -> Iterable[Sequence[Claim]]:
    """The claims of a finding, in its camps; where it has none, those that say the same together."""
    form = form or FORMATS[str(CONTENT)]
    family = finding.rule[0]
    if not finding.equal_claims and family == "D" and len(finding.camps) > 1 and not _total(finding):
        return finding.camps
    return form.groups(finding, family in BY_READING)


def _by_meaning(finding: Finding, by_reading: bool) -> Iterable[Sequence[Claim]]:
    """The claims of a finding without camps: those that mean the same together, else each alone."""
    if not finding.equal_claims and not by_reading:
        return [(claim,) for claim in finding.claims]
    found: dict[object, list[Claim]] = {}
    for claim in (claim for group in finding.equal_claims or (finding.claims,) for claim in group):
        found.setdefault((claim.question, meaning(claim.value), claim.denies), []).append(claim)
    return list(found.values())


def _total(finding: Finding) -> str:
    """How many camps there are, where not all are listed."""
    return f"*{finding.camps_total}" if finding.camps_total > len(finding.camps) else ""


def _said(claim: Claim, finding: Finding) -> str:
    return _meant(claim, finding, claim.question, MappingProxyType({}))


def _meant(claim: Claim, finding: Finding, question: Question, called: Mapping[str, str]) -> str:
    """What a claim says on `question`, whatever its words and its place in the files; its sources as they are
    `called`. On evidence the words quoted are part of it, but not their typography.
    """
    quote = ""
    if finding.rule.startswith("Q"):
        from discrepancy.evidence.texts.normalise import normalised  # loaded where quotes were looked at

        quote = normalised(claim.quote)
    when = [claim.when.kind, claim.when.period] if claim.when else []
    voices = [
        [called.get(link.voice, link.voice) if link.source else link.voice, link.stance]
        for link in claim.voices
    ]
    said = [
        called.get(claim.source, claim.source),
        *question[:2],
        question.scope,
        meaning(claim.value),
        claim.denies,
        claim.stance,
        voices,
        when,
        claim.sense,
        quote,
        *(["complete"] if claim.complete else []),
    ]
    told = json.dumps(said, ensure_ascii=False, default=_figure)
    return told if told.isascii() else normalize("NFC", told)


def _figure(number: object) -> int | str:
    """A fraction as JSON has it."""
    assert isinstance(number, Fraction)
    return int(number) if number.denominator == 1 else str(number)


def _hash(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:8]


FORMATS: Mapping[str, _Format] = MappingProxyType(
    {"1": _Format(said_in_words, groups_by_words), str(CONTENT): _Format(_meant, _by_meaning)}
)
