"""Which of many camps are listed: at most LISTED, chosen so that everyone who can stands in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heapreplace
from itertools import product
from math import prod

LISTED = 50  # camps listed for one question, by contract

Group = tuple[int, ...]


def listed_groups(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups to be listed, in their order: all, or those that hold as many different members as LISTED
    groups can, and the first of the others.
    """
    if len(groups) <= LISTED:
        return tuple(groups)
    chosen = dict.fromkeys(_cover(groups))
    for place in range(len(groups)):
        if len(chosen) >= LISTED:
            break
        chosen[place] = None
    return tuple(groups[place] for place in sorted(chosen))


def _cover(groups: Sequence[Group]) -> list[int]:
    """The places of at most LISTED groups, of which each holds the most members that those before it do not
    hold; none that holds nobody new.
    """
    heap = [(-len(group), place) for place, group in enumerate(groups)]
    heapify(heap)
    chosen: list[int] = []
    held: set[int] = set()
    while heap and len(chosen) < LISTED:
        gain, place = heap[0]
        new = sum(member not in held for member in groups[place])
        if not new:
            heappop(heap)
        elif new < -gain:
            heapreplace(heap, (-new, place))
        else:
            heappop(heap)
            chosen.append(place)
            held.update(groups[place])
    return chosen


def listed_unions(parts: Sequence[Sequence[Group]]) -> tuple[Group, ...]:
    """The unions to be listed of one group of each part: all, or as many of them as hold every group that
    covers its part, and the first of the others.
    """
    whole = product(*parts)
    if prod(len(part) for part in parts) <= LISTED:
        return tuple(sorted(map(_union, whole)))
    covers = [[part[place] for place in _cover(part)] for part in parts]
    longest = max(map(len, covers))
    chosen: dict[Group, None] = {}
    for turn in range(min(longest, LISTED)):
        chosen[_union(cover[turn % len(cover)] for cover in covers)] = None
    for groups in whole:
        if len(chosen) >= LISTED:
            break
        chosen[_union(groups)] = None
    return tuple(sorted(chosen))


def _union(groups: Iterable[Group]) -> Group:
    return tuple(sorted(member for group in groups for member in group))
