"""Who rests on whom: from `derived_from` of sources and the chains of claims, how many independent origins an
agreement has.

A claim goes back to everything it passed through: its source, each link of its chain, and what those sources
themselves rest on. Two claims that go back to one thing are not independent. A source that speaks on the
question and says otherwise is no origin of what it does not say, so nothing is traced through it. The
historian's own facts (`kind: background`) are no origin at all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim, Link
from discrepancy.model.dossier import Dossier


class AncestryNode(NamedTuple):
    """A source of the dossier, or a voice or entity that sources cite."""

    source: bool
    id: str


class ClaimAncestry(NamedTuple):
    """Everything a claim goes back to; `steps` gives for each node the node it was reached from (None for the
    source of the claim) and how.
    """

    claim: Claim
    nodes: frozenset[AncestryNode]
    steps: Mapping[AncestryNode, tuple[AncestryNode | None, str]]


def possible_witnesses(claims: Iterable[Claim], dossier: Dossier) -> tuple[Claim, ...]:
    """The claims that can count as witnesses: vouched for as fact, and not the historian's own."""
    return tuple(claim for claim in claims if claim.counts and not is_background(claim, dossier))


def is_background(claim: Claim, dossier: Dossier) -> bool:
    """Whether the claim stands in a file of the historian's own facts."""
    source = dossier.sources.get(claim.source)
    return source is not None and source.background


def claim_ancestries(claims: Sequence[Claim], asked: QuestionClaims) -> tuple[ClaimAncestry, ...]:
    """What each of some claims that agree on a question goes back to, in their order."""
    agreeing: dict[str, list[Claim]] = {}
    for claim in claims:
        agreeing.setdefault(claim.source, []).append(claim)
    otherwise = {claim.source for claim in asked.standing} - set(agreeing)
    through = {source: _through(found) for source, found in agreeing.items()}
    return tuple(_trace(claim, asked.dossier, through, otherwise) for claim in claims)


def _through(claims: Sequence[Claim]) -> tuple[Link, ...]:
    """The links that everything a source says of this passes through; none if it says it in its own voice."""
    return tuple(
        link for link in claims[0].voices if all(_node(link) in map(_node, claim.voices) for claim in claims)
    )


def _node(link: Link) -> AncestryNode:
    return AncestryNode(link.source, link.voice)


def _trace(
    claim: Claim, dossier: Dossier, through: Mapping[str, tuple[Link, ...]], otherwise: set[str]
) -> ClaimAncestry:
    own = AncestryNode(True, claim.source)
    steps: dict[AncestryNode, tuple[AncestryNode | None, str]] = {own: (None, "")}
    before = own
    for link in claim.voices:
        steps.setdefault(_node(link), (before, "after"))
        before = _node(link)
    # What the claim itself cites is an origin even if it is quoted wrongly; what lies behind it, only if it
    # says the same.
    ahead = deque(steps)
    while ahead:
        node = ahead.popleft()
        source = dossier.sources.get(node.id) if node.source else None
        if source is None or source.background or (node.id in otherwise and node != own):
            continue
        further = [
            (AncestryNode(True, other), "derived from")
            for other in source.derived_from
            if other not in otherwise
        ]
        if node != own:
            further += [(_node(link), "after") for link in through.get(node.id, ())]
        for other, how in further:
            if other not in steps:
                steps[other] = (node, how)
                ahead.append(other)
    return ClaimAncestry(claim, frozenset(node for node in steps if not _is_background(node, dossier)), steps)


def _is_background(node: AncestryNode, dossier: Dossier) -> bool:
    return node.source and node.id in dossier.sources and dossier.sources[node.id].background


def common_origin(found: Sequence[ClaimAncestry]) -> AncestryNode | None:
    """The one node that all claims go back to, or None: the farthest back of them, a voice
    before a source.
    """
    if not found:
        return None
    shared = frozenset.intersection(*(one.nodes for one in found))
    return min(shared, key=lambda node: (node.source, -_depth(node, found[0]), node.id), default=None)


def _depth(node: AncestryNode, one: ClaimAncestry) -> int:
    depth, at = 0, node
    while (before := one.steps[at][0]) is not None:
        depth, at = depth + 1, before
    return depth


def independent_origins(found: Sequence[ClaimAncestry]) -> int:
    """The number of independent origins of claims: as many as can be picked, those that rest on least first,
    no two sharing a node.
    """
    used: set[AncestryNode] = set()
    count = 0
    for one in sorted(found, key=lambda one: len(one.nodes)):
        if one.nodes and not one.nodes & used:
            count += 1
            used |= one.nodes
    return count


def ancestry_text(one: ClaimAncestry, origin: AncestryNode, dossier: Dossier) -> str:
    """How the claim goes back to `origin`, in words: `E after Kolko`, `N, derived from E, after Kolko`, or `E
    itself`.
    """
    way: list[tuple[AncestryNode, str]] = []
    at = origin
    while (step := one.steps[at])[0] is not None:
        way.append((at, step[1]))
        at = step[0]
    if not way:
        return f"{one.claim.siglum} itself"
    said = one.claim.siglum
    for node, how in reversed(way):
        said += f"{',' if how == 'derived from' else ''} {how} {node_name(node, dossier)}"
    return said


def node_name(node: AncestryNode, dossier: Dossier) -> str:
    """The name of a node: a source by its siglum, a voice by its name."""
    if node.source:
        return dossier.sources[node.id].siglum if node.id in dossier.sources else node.id
    return dossier.voice_name(node.id)


def shortest_circle(rests: Mapping[str, Sequence[str]], first: str) -> tuple[str, ...]:
    """The shortest way from `first` back to itself in a graph of who rests on whom, beginning with it; empty
    if there is none.
    """
    came: dict[str, str] = {}
    ahead = deque([first])
    while ahead:
        at = ahead.popleft()
        for other in rests.get(at, ()):
            if other == first:
                way = [at]
                while way[-1] != first:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if other not in came:
                came[other] = at
                ahead.append(other)
    return ()


def derivation_circles(rests: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """A shortest circle for each source that is in one, from its first name; none through a source of an
    earlier circle.
    """
    within = _circling(rests)
    found: list[tuple[str, ...]] = []
    told: set[str] = set()
    for first in sorted(within):
        way = shortest_circle(within, first) if first not in told else ()
        if way:
            start = way.index(min(way))
            found.append((*way[start:], *way[:start]))
            told.update(way)
    return tuple(found)


def _circling(rests: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The graph without what leads into no circle."""
    cited_by: dict[str, list[str]] = {}
    left = {key: len(set(others)) for key, others in rests.items()}
    for key, others in rests.items():
        for other in set(others):
            cited_by.setdefault(other, []).append(key)
            left.setdefault(other, 0)
    ended = [key for key, count in left.items() if not count]
    for key in ended:  # grows while it is walked
        for before in cited_by.get(key, ()):
            left[before] -= 1
            if not left[before]:
                ended.append(before)
    return {
        key: tuple(other for other in others if left[other]) for key, others in rests.items() if left[key]
    }


def sources_behind(dossier: Dossier, source: str) -> frozenset[str]:
    """A source and every source that it is derived from, however far back."""
    found = {source}
    ahead = [source]
    while ahead:
        entry = dossier.sources.get(ahead.pop())
        new = [other for other in entry.derived_from if other not in found] if entry else []
        found.update(new)
        ahead += new
    return frozenset(found)
