"""Camps in a content that was written when denials multiplied them, as they are made today: what was decided
then goes on to hold.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from discrepancy.comparison.camps import Camps
from discrepancy.comparison.denials import camps_with_denials

Groups = Collection[frozenset[str]]  # hashes of claims, in camps


def in_todays_camps(groups: Groups, voices: Mapping[str, str]) -> Groups:
    """Groups of which every two members share one unless they exclude each other, as today's camps;
    `voices` maps each denial among the claims of a finding to its voice.
    """
    every = sorted(frozenset().union(*groups))
    place = {hashed: i for i, hashed in enumerate(every)}
    denials = {place[hashed]: (voice,) for hashed, voice in voices.items() if hashed in place}
    if not denials or len(denials) == len(every):
        return groups
    answers = {frozenset(place[one] for one in group if place[one] not in denials) for group in groups}
    maximal = sorted(tuple(sorted(group)) for group in answers if not any(group < other for other in answers))
    shared = {(place[a], place[b]) for group in groups for a in group for b in group}
    camps = camps_with_denials(
        Camps(tuple(maximal), len(maximal)), denials, lambda denial, i: (denial, i) not in shared
    )
    return {frozenset(every[i] for i in group) for group in camps.listed}
