"""Rings of links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from discrepancy.model.graph import connected_parts


def single_cycle(links: Mapping[int, Sequence[int]]) -> frozenset[int]:
    """The links, each between two things, that make a ring, if there is exactly one and all others hang on it
    as trees; else none.
    """
    met: dict[int, set[int]] = {}
    for link, pair in links.items():
        if len(pair) != 2:
            return frozenset()
        for one in pair:
            met.setdefault(one, set()).add(link)
    ends = [one for one, mine in met.items() if len(mine) == 1]
    left = set(links)
    while ends:
        mine = met.pop(ends.pop())
        if not mine:
            continue
        (link,) = mine
        left.discard(link)
        for other in links[link]:
            if link in met.get(other, ()):
                met[other].discard(link)
                if len(met[other]) == 1:
                    ends.append(other)
    kept = [mine for mine in met.values() if mine]
    whole = (
        len(connected_parts(1 + max(left, default=0), [sorted(mine) for mine in kept]))
        == 1 + max(left, default=0) - len(left) + 1
    )
    return frozenset(left) if left and whole and all(len(mine) == 2 for mine in kept) else frozenset()
