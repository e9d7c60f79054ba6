"""The connected parts of anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def parts(count: int, links: Iterable[Sequence[int]]) -> list[list[int]]:
    """The connected parts of `count` things, each link joining some of them; every part in order."""
    above = list(range(count))

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for link in links:
        for one in link[1:]:
            a, b = top(link[0]), top(one)
            if a != b:
                above[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for one in range(count):
        found.setdefault(top(one), []).append(one)
    return list(found.values())
