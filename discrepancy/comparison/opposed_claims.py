"""Who stands against whom on a question: the two answers furthest apart, who rejects what, and what only
strains where other claims exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice
from typing import Any, NamedTuple

from discrepancy.comparison.comparability import Comparability
from discrepancy.comparison.question_claims import Clash, QuestionClaims
from discrepancy.model.claim import Claim
from discrepancy.values import intervals as region
from discrepancy.values.base import SpanSets

MOST_PAIRS = 400  # pairs looked at for the two that are furthest apart, and for those that strain
MOST_STRAINS = 4


class Rejection(NamedTuple):
    """A denial, the first claim that says what it denies, of those that are put alike, and how far the two
    can be compared.
    """

    denial: Claim
    rejected: Claim
    comparability: Comparability


def furthest_apart(asked: QuestionClaims, level: str) -> Clash | None:
    """The two answers that exclude each other at `level` and lie furthest apart at face value; None where
    answers have no distance (names, terms) or none do.
    """
    if asked.kind.shape not in ("line", "box") or not asked.property.one:
        return None
    heads = [claim for claim in asked.distinct if not claim.denies and claim.value.plain]
    best: tuple[Any, Claim, Claim] | None = None
    for sides in _sides(heads):
        found = _widest(asked, heads, sides, level)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    if best is None:
        return None
    order = {claim.id: place for place, claim in enumerate(asked.standing)}
    return asked.clash(*sorted(best[1:], key=lambda claim: order[claim.id]))


def _sides(heads: Sequence[Claim]) -> list[list[region.Region]]:
    """What the claims say, as one region for each; of periods the starts, then the ends."""
    sets = [claim.value.plain for claim in heads]
    if sets and type(sets[0]) is SpanSets:
        return [[one.start for one in sets], [one.end for one in sets]]
    return [sets]


def _widest(
    asked: QuestionClaims, heads: Sequence[Claim], sides: Sequence[region.Region], level: str
) -> tuple[Any, Claim, Claim] | None:
    """The distance of the two claims furthest apart that exclude each other, and the claims: pairs of a
    lowest end and a highest beginning are looked at from the widest on.
    """
    lows = sorted(range(len(heads)), key=lambda i: sides[i][-1][1])
    highs = sorted(range(len(heads)), key=lambda i: sides[i][0][0], reverse=True)
    heap: list[tuple[Any, int, int]] = []
    seen = set()

    def push(i: int, j: int) -> None:
        if i < len(lows) and j < len(highs) and (i, j) not in seen:
            seen.add((i, j))
            low, high = sides[lows[i]][-1][1], sides[highs[j]][0][0]
            if low < high:
                heappush(heap, (-region.distance(low, high), i, j))

    push(0, 0)
    for _ in range(MOST_PAIRS):
        if not heap:
            return None
        gap, i, j = heappop(heap)
        one, other = heads[lows[i]], heads[highs[j]]
        if asked.exclusions.excludes(one, other, level):
            return -gap, one, other
        push(i + 1, j)
        push(i, j + 1)
    return None


def rejections(asked: QuestionClaims, level: str) -> Iterator[Rejection]:
    """Who rejects what: each denial with each answer that it excludes at `level`."""
    heads, exclusions = asked.distinct, asked.exclusions
    for place, denial in enumerate(heads):
        for other, answer in enumerate(heads) if denial.denies else ():
            if not answer.denies and exclusions.excludes(denial, answer, level):
                pair = (denial, answer) if place < other else (answer, denial)
                yield Rejection(denial, answer, exclusions.comparability(*pair))


def strains(asked: QuestionClaims) -> Iterator[Clash]:
    """Claims that as worded exclude each other and read charitably do not: each with the first before it, at
    most MOST_STRAINS.
    """
    if asked.camps("licensed").listed == asked.camps("charitable").listed:
        if asked.strained and (pair := first_tension(asked)) is not None:
            yield pair
        return
    found = 0
    for earlier, later in islice(_earlier_pairs(asked.distinct), MOST_PAIRS):
        if asked.exclusions.excludes(earlier, later, "licensed") and not asked.exclusions.excludes(
            earlier, later, "charitable"
        ):
            yield asked.clash(earlier, later)
            found += 1
            if found == MOST_STRAINS:
                return


def first_tension(asked: QuestionClaims) -> Clash | None:
    """The first two claims whose values are in tension, though one camp may hold both."""
    for earlier, later in _earlier_pairs(asked.standing):
        clash = asked.clash(earlier, later)
        if clash.relation.relation == "tension":
            return clash
    return None


def _earlier_pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    for place, later in enumerate(claims):
        for earlier in claims[:place]:
            yield earlier, later
