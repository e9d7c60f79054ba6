"""How far apart two voices stand. Numbers only: who is right is no part of it.

**Positions.** Gower's general coefficient (J. C. Gower, "A general coefficient of similarity and some of its
properties", Biometrics 27, 1971, 857-871) as a distance, with the scale as declared for its range: the mean,
over the scales on which both take a position, of |difference of positions| / (positions - 1). A scale is one
of one question; the colours of its labels (-1, 0, +1) are a scale of three positions. A voice that takes
several positions on one scale stands at their mean. Steps of a scale count as equal, and so do scales.
Passages that speak of different times are not compared: of two voices only those positions count that can
hold at one time.

The distance is symmetric, 0 for voices that stand alike and at most 1. Among voices that answer the same
scales it obeys the triangle inequality; where they share different ones it need not, as with any mean over
what happens to be shared, so it is given with the number of scales, and from fewer than `FEWEST` there is
none.

**Frames** have no order, and a voice may tell one matter in several; that two share none says little. They
are no part of the distance: beside it stands what part of all frames they use on shared questions is common
(P. Jaccard 1912).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple, TypeVar

FEWEST = 3  # scales that two voices must share
Key = TypeVar("Key", bound=Hashable)


class VoicePair(NamedTuple):
    """Two voices, the distance between them and the number of scales it is taken over; of their frames on
    shared questions, how many are common (`common`) of how many (`frames`).
    """

    one: str
    other: str
    distance: Fraction
    shared: int
    common: int = 0
    frames: int = 0


def mean_position(at: Set[int], steps: int) -> Fraction:
    """The mean of some positions on a scale of `steps` steps, from 0 to 1."""
    return Fraction(sum(at), len(at) * steps)


def distance(one: Mapping[Key, Fraction], other: Mapping[Key, Fraction]) -> Fraction | None:
    """The mean difference over the scales on which both stand; None if they share none."""
    shared = one.keys() & other.keys()
    if not shared:
        return None
    return sum((abs(one[key] - other[key]) for key in shared), Fraction(0)) / len(shared)


def voice_pairs(
    voices: Sequence[str],
    between: Callable[[str, str], tuple[Mapping[Key, Fraction], Mapping[Key, Fraction]]],
    frames: Mapping[str, Mapping[Key, Set[str]]],
    fewest: int = FEWEST,
) -> tuple[VoicePair, ...]:
    """Every pair of voices that share at least `fewest` scales, from the nearest to the farthest; of the same
    distance those that share more first.

    `between` gives where two voices stand, each as far as it speaks of what the other speaks of.
    """
    found = (
        _pair(one, other, *between(one, other), frames, fewest) for one, other in combinations(voices, 2)
    )
    return tuple(
        sorted(filter(None, found), key=lambda pair: (pair.distance, -pair.shared, pair.one, pair.other))
    )


def _pair(
    one: str,
    other: str,
    here: Mapping[Key, Fraction],
    there: Mapping[Key, Fraction],
    frames: Mapping[str, Mapping[Key, Set[str]]],
    fewest: int,
) -> VoicePair | None:
    shared, found = len(here.keys() & there.keys()), distance(here, there)
    if found is None or shared < fewest:
        return None
    return VoicePair(one, other, found, shared, *_frames(frames.get(one, {}), frames.get(other, {})))


def _frames(one: Mapping[Key, Set[str]], other: Mapping[Key, Set[str]]) -> tuple[int, int]:
    shared = one.keys() & other.keys()
    return sum(len(one[key] & other[key]) for key in shared), sum(
        len(one[key] | other[key]) for key in shared
    )


def lone_voices(taken: Mapping[str, Set[Hashable]]) -> tuple[str, ...]:
    """The voices that share no position with another, where at least two others share one."""

    def shares(voice: str, other: str) -> bool:
        return voice != other and not taken[voice].isdisjoint(taken[other])

    lone = [voice for voice in taken if not any(shares(voice, other) for other in taken)]
    return tuple(lone) if len(lone) < len(taken) else ()


def most_isolated(found: tuple[VoicePair, ...]) -> tuple[VoicePair, ...]:
    """The voices farthest from whoever is nearest to them, each with that one in second place; none where
    fewer than three can be compared.
    """
    nearest: dict[str, VoicePair] = {}
    for pair in found:  # the nearest first
        nearest.setdefault(pair.one, pair)
        nearest.setdefault(pair.other, pair._replace(one=pair.other, other=pair.one))
    if len(nearest) < 3 or not (most := max(pair.distance for pair in nearest.values())):
        return ()
    return tuple(nearest[voice] for voice in sorted(nearest) if nearest[voice].distance == most)
