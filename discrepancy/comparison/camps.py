"""Camps, as groups of indices: the maximal groups of claims on one question that can all be true.

On a line a sweep over the end points finds them in n log n: the groups that share a point, each with the
point that shows it, which also serves unions of intervals (joint consistency there is not pairwise: {1,2},
{2,3}, {1,3}). Periods are boxes, swept along one side and then the other. What has no order, and claims that
do not all meet, go through a graph of exclusions, taken apart into its connected parts: the maximal groups of
the whole are one of each part. Where pairs do not decide and there is no line (lists, orders), the maximal
groups of the graph are cut further wherever a group cannot be true together, along a smallest part of it that
cannot. Work is bounded by counted steps (Tomita, Tanaka & Takahashi 2006 for the order in which cliques are
listed).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import prod

from discrepancy.comparison.listed_camps import LISTED, listed_groups, listed_unions
from discrepancy.values import intervals as region
from discrepancy.values.intervals import Region

STEPS = 200_000  # steps spent on one question's graph before it is left undecided
JOINT = 400  # distinct values that are searched for groups that only together cannot be true


@dataclass(frozen=True, slots=True)
class Camps:
    """Camps as groups of indices: those listed (at most LISTED), the number of all, and whether that number
    is complete (`decided`).
    """

    listed: tuple[tuple[int, ...], ...]
    total: int
    decided: bool = True

    def undecided(self) -> Camps:
        """The same camps, marked as not known to be all."""
        return Camps(self.listed, self.total, decided=False)


def camps_on_line(regions: Sequence[Region]) -> Camps:
    """The camps of claims whose answers lie on one line; `regions[i]` is what claim i allows."""
    everyone = tuple(range(len(regions)))
    if not regions:
        return Camps((), 0)
    if all(len(pieces) == 1 for pieces in regions):
        low, high = max(pieces[0][0] for pieces in regions), min(pieces[0][1] for pieces in regions)
        if low <= high:
            return Camps((everyone,), 1)
        ranked = _ranked(regions)
        points = _peaks(ranked)
        listed = (
            [i for i, (low, high) in enumerate(ranked) if low <= point <= high]
            for point in _listed_peaks(ranked, points)
        )
        return Camps(tuple(map(tuple, listed)), len(points))
    return _maximal(_masks(regions))


def _events(regions: Sequence[Region]) -> list[tuple[region.Bound, int, int]]:
    """End points in order; at one point what begins comes before what ends, for ends belong to
    their piece.
    """
    events = [(low, 0, i) for i, pieces in enumerate(regions) for low, _ in pieces]
    events += [(high, 1, i) for i, pieces in enumerate(regions) for _, high in pieces]
    events.sort()
    return events


def _ranked(regions: Sequence[Region]) -> list[tuple[int, int]]:
    """Single intervals by the ranks of their bounds: exact fractions compare slowly, and are compared with
    every camp.
    """
    bounds = sorted({bound for ((low, high),) in regions for bound in (low, high)})
    rank = {bound: i for i, bound in enumerate(bounds)}
    return [(rank[low], rank[high]) for ((low, high),) in regions]


def _peaks(intervals: Sequence[tuple[int, int]]) -> list[int]:
    """A point of each camp of single intervals: every end that follows a beginning."""
    beginnings = sorted(low for low, _ in intervals)
    found, begun = [], 0
    for high in sorted(high for _, high in intervals):
        before = begun
        while begun < len(beginnings) and beginnings[begun] <= high:
            begun += 1
        if begun > before:
            found.append(high)
    return found


def _listed_peaks(intervals: Sequence[tuple[int, int]], points: list[int]) -> list[int]:
    """The points whose camps are listed: the fewest on which every interval lies, and the first others; the
    first ones only where even the fewest are too many.
    """
    if len(points) <= LISTED:
        return points
    chosen: list[int] = []
    for low, high in sorted(intervals, key=lambda interval: interval[1]):
        if not chosen or low > chosen[-1]:
            chosen.append(points[bisect_right(points, high) - 1])
    if len(chosen) > LISTED:
        return points[:LISTED]
    others = [point for point in points if point not in set(chosen)]
    return sorted((*chosen, *others[: LISTED - len(chosen)]))


def _masks(regions: Sequence[Region]) -> set[int]:
    """The candidates as bit sets: who is open at every place where an end follows a beginning."""
    found, active, began = set(), 0, False
    for _, ends, i in _events(regions):
        if ends:
            if began:
                found.add(active)
            active &= ~(1 << i)
        else:
            active |= 1 << i
        began = not ends
    return found


def _maximal(masks: set[int]) -> Camps:
    """The candidates that no other contains, largest first."""
    kept: list[int] = []
    steps = 0
    for mask in sorted(masks, key=lambda mask: (-mask.bit_count(), mask)):
        steps += len(kept)
        if steps > STEPS * 10:
            return Camps(listed_groups([_members(mask) for mask in kept]), len(kept), decided=False)
        if not any(mask & other == mask for other in kept):
            kept.append(mask)
    groups = sorted(_members(mask) for mask in kept)
    return Camps(listed_groups(groups), len(groups))


def _members(mask: int) -> tuple[int, ...]:
    members = []
    while mask:
        lowest = mask & -mask
        members.append(lowest.bit_length() - 1)
        mask ^= lowest
    return tuple(members)


def camps_of_boxes(boxes: Sequence[tuple[Region, Region]]) -> Camps:
    """The camps of periods; `boxes[i]` holds the start and end regions of claim i, each cut to what the other
    leaves of it.
    """
    if not boxes:
        return Camps((), 0)
    everyone = (1 << len(boxes)) - 1
    if all(camps_on_line([box[side] for box in boxes]).total == 1 for side in (0, 1)) and _in_order(
        boxes, everyone
    ):
        return Camps((tuple(range(len(boxes))),), 1)
    masks: set[int] = set()
    steps = 0
    for starts in _masks([start for start, _ in boxes]):
        members = _members(starts)
        steps += len(members)
        if steps > STEPS * 10:
            return _with_everyone(masks, len(boxes))
        for ends in _masks([boxes[i][1] for i in members]):
            masks.add(sum(1 << members[j] for j in _members(ends)))
    ordered, complete = _ordered(boxes, masks)
    return _maximal(ordered) if complete else _with_everyone(ordered, len(boxes))


def _with_everyone(masks: set[int], count: int) -> Camps:
    """Camps that are not known to be all: those found, and whoever stands in none of them alone."""
    held = 0
    for mask in masks:
        held |= mask
    alone = {1 << i for i in range(count) if not held >> i & 1}
    return _maximal(masks | alone).undecided()


def _in_order(boxes: Sequence[tuple[Region, Region]], mask: int) -> bool:
    """Whether the periods of a group have a common start that is no later than a common end."""
    start, end = region.ALL_DAYS, region.ALL_DAYS
    for i in _members(mask):
        start, end = region.meet(start, boxes[i][0]), region.meet(end, boxes[i][1])
    return bool(start and end and start[0][0] <= end[-1][1])


def _ordered(boxes: Sequence[tuple[Region, Region]], masks: set[int]) -> tuple[set[int], bool]:
    """The groups whose common start and end are in order, and whether that is all of them; others fall apart
    into what is left when one member goes.
    """
    kept, ahead, steps = set(), list(masks), 0
    seen = set(masks)
    while ahead and steps < STEPS:
        mask = ahead.pop()
        steps += mask.bit_count()
        if _in_order(boxes, mask):
            kept.add(mask)
            continue
        for i in _members(mask):
            smaller = mask & ~(1 << i)
            if smaller and smaller not in seen:
                seen.add(smaller)
                ahead.append(smaller)
    return kept, not ahead


def combined_camps(parts: Sequence[Camps]) -> Camps:
    """The camps of claims in parts of which none excludes anything in another: one camp of each part,
    combined.
    """
    if len(parts) == 1:
        return parts[0]
    listed = listed_unions([part.listed for part in parts])
    return Camps(listed, prod(part.total for part in parts), all(part.decided for part in parts))


def camps_of_graph(count: int, excludes: Callable[[int, int], bool]) -> Camps:
    """The camps of `count` claims decided two by two: the maximal sets of which no two exclude each other.
    `excludes` is called once for each pair.
    """
    against = _exclusion_masks(count, excludes)
    parts, decided = [], True
    for part in _parts(count, against):
        groups, complete = _groups(part, against)
        parts.append(groups)
        decided = decided and complete
    if not count:
        return Camps((), 0)
    return Camps(listed_unions(parts), prod(len(groups) for groups in parts), decided)


def _exclusion_masks(count: int, excludes: Callable[[int, int], bool]) -> list[int]:
    """For each of `count` claims a bit set of those that it excludes."""
    masks = [0] * count
    for i in range(count):
        for j in range(i):
            if excludes(i, j):
                masks[i] |= 1 << j
                masks[j] |= 1 << i
    return masks


def _parts(count: int, against: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The connected parts of the graph of exclusions, each in order. Walked by bit sets: a question may have
    millions of exclusions, too many to join one by one.
    """
    left = (1 << count) - 1
    while left:
        part = frontier = left & -left
        while frontier:
            reached = 0
            for i in _members(frontier):
                reached |= against[i]
            frontier = reached & ~part
            part |= reached
        left &= ~part
        yield _members(part)


def _groups(part: Sequence[int], against: Sequence[int]) -> tuple[list[tuple[int, ...]], bool]:
    """The maximal groups of one part in which no two exclude each other, and whether all were found within
    the bound on steps.
    """
    if len(part) == 1:
        return [tuple(part)], True
    whole = sum(1 << i for i in part)
    friends = {i: whole & ~against[i] & ~(1 << i) for i in part}
    found: list[tuple[int, ...]] = []
    steps = 0
    stack = [(0, whole, 0)]  # (chosen, may still join, already listed with these)
    while stack:
        chosen, open_, done = stack.pop()
        steps += 1
        if steps > STEPS:
            return sorted({*found, *_completed(part, friends, found)}), False
        if not open_:
            if not done:
                found.append(_members(chosen))
            continue
        pivot = max(_members(open_ | done), key=lambda i: (friends[i] & open_).bit_count())
        for i in _members(open_ & ~friends[pivot]):
            stack.append((chosen | 1 << i, open_ & friends[i], done & friends[i]))
            open_ &= ~(1 << i)
            done |= 1 << i
    return sorted(found), True


def _completed(
    part: Sequence[int], friends: dict[int, int], found: Sequence[Sequence[int]]
) -> Iterator[tuple[int, ...]]:
    """A maximal group for everyone who stands in none of those found."""
    held = {i for group in found for i in group}
    for i in part:
        if i not in held:
            chosen, open_ = 1 << i, friends[i]
            while open_:
                mate = (open_ & -open_).bit_length() - 1
                chosen, open_ = chosen | 1 << mate, open_ & friends[mate]
            held.update(_members(chosen))
            yield _members(chosen)


def joint_camps(
    count: int, excludes: Callable[[int, int], bool], holds: Callable[[Sequence[int]], bool | None]
) -> Camps:
    """The camps of `count` claims where a group may be impossible though no two claims of it exclude each
    other.

    `holds(group)` tells whether all of a group can be true (None: it cannot be told); a part of a group that
    holds holds as well.
    """
    if count > JOINT:
        return _greedy(count, excludes, holds)
    against = _exclusion_masks(count, excludes)
    groups, decided = _groups(range(count), against) if count else ([], True)
    ahead = [sum(1 << i for i in group) for group in groups]
    seen, found, steps = set(ahead), set[int](), 0
    while ahead:
        mask = ahead.pop()
        if any(mask & other == mask for other in found):
            continue
        group = _members(mask)
        core, spent = minimal_conflict(group, holds)
        steps += spent
        if steps > STEPS:
            return _greedy(count, excludes, holds, [_members(mask) for mask in found])
        if core is None:
            decided = False
        elif not core:
            found.add(mask)
            continue
        for i in core or ():
            part = mask & ~(1 << i)
            if part and part not in seen:
                seen.add(part)
                ahead.append(part)
    camps = _maximal(found)
    return camps if decided and camps.decided else camps.undecided()


def minimal_conflict(
    group: Sequence[int], holds: Callable[[Sequence[int]], bool | None]
) -> tuple[tuple[int, ...] | None, int]:
    """A minimal part of the group that cannot be true, and the steps spent; () if the group holds, None if
    that cannot be told.
    """
    steps = len(group)
    held = holds(group)
    if held or held is None:
        return (None if held is None else ()), steps
    core = list(group)
    for i in group:
        rest = [j for j in core if j != i]
        steps += len(rest)
        if rest and holds(rest) is False:
            core = rest
    return tuple(core), steps


def _greedy(
    count: int,
    excludes: Callable[[int, int], bool],
    holds: Callable[[Sequence[int]], bool | None],
    known: Sequence[tuple[int, ...]] = (),
) -> Camps:
    """Those known, and some more of the camps: each claim not yet in one begins one, and all that still fit
    join in order. Never taken for all of them.
    """
    found = list(known)
    placed = {i for group in known for i in group}
    steps = 0
    for first in range(count):
        if first in placed:
            continue
        group = [first]
        for i in range(count):
            if steps > STEPS * 10:
                break
            steps += len(group)
            if i != first and holds([*group, i]) and not any(excludes(i, j) for j in group):
                group.append(i)
        placed.update(group)
        found.append(tuple(sorted(group)))
    groups = sorted(set(found))
    return Camps(listed_groups(groups), len(groups), decided=False)
