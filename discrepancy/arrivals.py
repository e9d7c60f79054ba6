"""What a source brings to a dossier: what it newly contradicts, what it confirms as a witness of its own, what it alone says.

Who copies confirms nothing: agreement is counted by independent origins, with and without the new source. A finding is new with a source
if what the others say of the question could be true together, or if a law is broken only with a claim of the source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from discrepancy.asked import Asked, Reading
from discrepancy.finding import Finding, View
from discrepancy.model import Claim, Question, Source
from discrepancy.origins import Traced, called, common, drawn, independent, origins, traced
from discrepancy.value import Relative, Unknown


class Agreement(NamedTuple):
    """A reading that the new source shares: its claims, how many independent origins it has and had, and why no more, if so."""

    question: Question
    reading: Reading
    now: int
    before: int
    why: str = ""


@dataclass(frozen=True)
class Arrival:
    """What one new source brings.

    `contradicts` are the findings that are there because of it, `itself` those that need no other source, `joins` those in which it only
    takes a side; `confirms` the readings that it makes better attested, `repeats` those that it does not; `fits` the questions where it
    says otherwise what can be true beside what others say; `alone` what no other source speaks of.
    """

    source: Source
    claims: tuple[Claim, ...]
    contradicts: tuple[Finding, ...]
    itself: tuple[Finding, ...]
    joins: tuple[Finding, ...]
    perspectives: tuple[Finding, ...]
    confirms: tuple[Agreement, ...]
    repeats: tuple[Agreement, ...]
    fits: tuple[Asked, ...]
    alone: tuple[Asked, ...]


def arrivals(view: View, findings: Sequence[Finding], new: Callable[[Source], bool]) -> Iterator[Arrival]:
    """What each of the sources that are `new` brings, of a dossier and the findings on it."""
    came = {source.id for source in view.dossier.sources.values() if new(source)}
    for source in view.dossier.sources.values():
        if source.id in came:
            yield _arrival(view, source, findings, came)


def _arrival(view: View, source: Source, findings: Sequence[Finding], came: Collection[str]) -> Arrival:
    mine = [finding for finding in findings if any(claim.source == source.id for claim in finding.claims)]
    against = [finding for finding in mine if finding.kind in ("conflict", "tension")]
    itself = [finding for finding in against if not any(claim.source != source.id for claim in _sides(finding))]
    known = any(finding.status == "new" for finding in findings)  # then it was looked up what there was before
    new = [finding for finding in against if (finding.status == "new" if known else is_new(finding, came))]
    fresh = [finding for finding in new if finding not in itself]
    divided = {finding.question for finding in against if not finding.across}
    confirms, repeats, fits, alone = [], [], [], []
    for asked in view.asked.values():
        if asked.property.type == "framing" or not any(claim.source == source.id for claim in asked.claims):
            continue
        if all(claim.source == source.id for claim in asked.claims):
            alone.append(asked)
            continue
        agreed = list(_agreements(asked, source.id))
        confirms += [one for one in agreed if one.now > one.before]
        repeats += [one for one in agreed if one.now <= one.before]
        if not agreed and asked.question not in divided and _comparable(asked, source.id):
            fits.append(asked)
    return Arrival(
        source,
        tuple(claim for claim in view.dossier.claims if claim.source == source.id),
        tuple(fresh),
        tuple(itself),
        tuple(finding for finding in against if finding not in fresh and finding not in itself),
        tuple(finding for finding in mine if finding.kind == "perspective"),
        tuple(confirms),
        tuple(repeats),
        tuple(fits),
        tuple(alone),
    )


def _sides(finding: Finding) -> Iterator[Claim]:
    """The claims that cannot all be true: those of the camps, or of the set that breaks a law."""
    yield from (claim for camp in finding.camps for claim in camp) if len(finding.camps) > 1 else finding.claims


def is_new(finding: Finding, came: Collection[str]) -> bool:
    """Whether a finding is there only because of sources that came."""
    if not any(claim.source in came for claim in finding.claims):
        return False
    if len(finding.camps) < 2:
        return True
    old = [frozenset(claim.id for claim in camp if claim.source not in came) for camp in finding.camps]
    largest = {camp for camp in old if camp and not any(camp < other for other in old)}
    return len(largest) < 2


def _comparable(asked: Asked, source: str) -> bool:
    """Whether the source and another both give an answer that can stand in a camp."""
    own = {claim.source == source for claim in asked.standing}
    return len(own) == 2 and asked.property.one


def _agreements(asked: Asked, source: str) -> Iterator[Agreement]:
    """The readings that the source shares with others, with the origins they have with and without it."""
    for reading in asked.readings:
        claims = independent(reading.claims, asked.dossier)
        others = [claim for claim in claims if claim.source != source]
        shared = 0 < len(others) < len(claims)
        if not shared or isinstance(claims[0].value, (Unknown, Relative)):
            continue
        ways = traced(claims, asked)
        now = origins(ways)
        before = origins(traced(others, asked))
        yield Agreement(asked.question, Reading(reading.value, claims, reading.denied), now, before, _why(ways, now, asked))


def _why(ways: Sequence[Traced], now: int, asked: Asked) -> str:
    """How claims that share one origin go back to it."""
    origin = common(ways) if now == 1 else None
    if origin is None:
        return ""
    told = dict.fromkeys(drawn(way, origin, asked.dossier) for way in ways)
    return f"all go back to {called(origin, asked.dossier)}: {'; '.join(told)}"
