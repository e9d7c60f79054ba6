"""Families of finite sets, as a stated set allows them: when one family lies within another, when several
share a set, and how few things their members can be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from discrepancy.values import intervals as region
from discrepancy.values.intervals import INF, Region
from discrepancy.values.names.list_members import (
    Member,
    is_surely,
    may_be_one,
)

STEPS = 20_000  # steps spent on telling how few things the members of many lists can be


class Family(NamedTuple):
    """A set of finite sets: every one that holds all of `members` and has as many in all as `sizes` allows
    (whole numbers).

    A complete list allows one size: its own. Sizes below the number of members are cut off, so that equal
    families are equal.
    """

    members: tuple[Member, ...]
    sizes: Region


def at_least(count: int) -> Region:
    """The sizes from `count` on."""
    return ((count, INF),)


def whole_numbers(numbers: Region) -> Region:
    """The whole numbers, none below 0, in a region of numbers."""
    pieces = []
    for (low, after), (high, before) in numbers:
        first = 0 if low == -INF else -((-low) // 1) + (1 if after > 0 and low == low // 1 else 0)
        last = (
            INF
            if high == INF
            else high
            if high == -INF
            else high // 1 - (1 if before < 0 and high == high // 1 else 0)
        )
        pieces.append((max(first, 0), last))
    return region.union(pieces)


def equal_but_for_marks(a: Family, b: Family) -> bool:
    """Whether both are one family, or would be if the members carried the same marks."""
    if a.sizes != b.sizes or len(a.members) != len(b.members):
        return False
    return a.members == b.members or _paired(a.members, b.members, may_be_one) == len(a.members)


def family_within(a: Family, b: Family) -> bool:
    """Whether every set of `a` is one of `b`: sizes within, and each member of `b` surely one of `a`'s, no
    two the same.
    """
    if len(b.members) > len(a.members) or not region.within(a.sizes, b.sizes):
        return False
    return _paired(b.members, a.members, lambda general, special: is_surely(special, general)) == len(
        b.members
    )


def _paired(a: Sequence[Member], b: Sequence[Member], fits: Callable[[Member, Member], bool]) -> int:
    """How many members of `a` can each have one of `b` that fits, no two the same (augmenting paths within
    equal letters).
    """
    by_letters: dict[str, list[int]] = {}
    for j, other in enumerate(b):
        by_letters.setdefault(other.letters, []).append(j)
    taken: dict[int, int] = {}
    choices = [[j for j in by_letters.get(one.letters, ()) if fits(one, b[j])] for one in a]

    def place(i: int, seen: set[int]) -> bool:
        for j in choices[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(a)))


def share_a_set(families: Sequence[Family], level: str) -> bool | None:
    """Whether one set is in all the families; None if the bounded work could not tell."""
    sizes = families[0].sizes if families else at_least(0)
    for family in families[1:]:
        sizes = region.meet(sizes, family.sizes)
    if not sizes:
        return False
    if sizes[-1][1] == INF:
        return True
    fewest = fewest_things(families, level)
    return None if fewest is None else bool(fewest <= sizes[-1][1])


def fewest_things(families: Sequence[Family], level: str) -> int | None:
    """The fewest things that the members of all the lists can be; None if the bounded work could not tell.

    Two lists are always told. Only members of the same letters can be one, and no two of one list are, so
    each group of letters is coloured by itself.
    """
    charity = level == "charitable"
    if len(families) == 2:
        a, b = (family.members for family in families)
        return len(a) + len(b) - _paired(a, b, lambda one, other: may_be_one(one, other, charity))
    groups: dict[str, list[tuple[int, Member]]] = {}
    for i, family in enumerate(families):
        for member in family.members:
            groups.setdefault(member.letters, []).append((i, member))
    total = 0
    for group in groups.values():
        fewest = _colours(group, charity)
        if fewest is None:
            return None
        total += fewest
    return total


def _colours(group: Sequence[tuple[int, Member]], charity: bool) -> int | None:
    """The fewest things that members of the same letters can be, each with the list it stands in."""
    lists: dict[int, set[Member]] = {}
    for i, member in group:
        lists.setdefault(i, set()).add(member)
    kept = {frozenset(members) for members in lists.values()}
    nodes = [
        (number, member)
        for number, members in enumerate(
            sorted(
                (one for one in kept if not any(one < other for other in kept)),
                key=lambda one: (-len(one), sorted(one)),
            )
        )
        for member in sorted(members)
    ]
    apart = [
        {
            j
            for j, (other, named_) in enumerate(nodes)
            if j != i and (other == number or not may_be_one(member, named_, charity))
        }
        for i, (number, member) in enumerate(nodes)
    ]
    best, steps = len(nodes), 0
    least = max(len(one) for one in kept)
    stack: list[tuple[int, tuple[frozenset[int], ...]]] = [(0, ())]
    while stack and best > least:
        at, bins = stack.pop()
        steps += 1
        if steps > STEPS:
            return None
        if len(bins) >= best:
            continue
        if at == len(nodes):
            best = len(bins)
            continue
        stack.append((at + 1, (*bins, frozenset((at,)))))
        for k, one in reversed(list(enumerate(bins))):
            if apart[at].isdisjoint(one):
                stack.append((at + 1, (*bins[:k], one | {at}, *bins[k + 1 :])))
    return best
