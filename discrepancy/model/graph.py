"""Walks over links between ids: everything above an id, where `same_as` leads, circles, connected parts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence


def ancestors(start: str, parents: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Everything above `start`, the nearest first, each once and never `start` itself (breadth-first search).

    `parents` gives what an id is directly part of, or falls under. Circles end where they began.
    """
    found: dict[str, None] = {}
    ahead = deque([start])
    while ahead:
        for parent in parents(ahead.popleft()):
            if parent not in found and parent != start:
                found[parent] = None
                ahead.append(parent)
    return tuple(found)


class Representatives:
    """A function from an id to the id that stands for it: the end of the chain of `same_as`, or the least id
    of the circle that it leads into. Each link is followed once, from wherever and however often it is asked.

    `same_as` gives the id that an id is held to be the same as, or "".
    """

    def __init__(self, same_as: Callable[[str], str]) -> None:
        self._same_as = same_as
        self._known: dict[str, str] = {}

    def __call__(self, start: str) -> str:
        """The id that stands for `start`."""
        passed: dict[str, None] = {}
        last = start
        while last not in self._known and last not in passed:
            passed[last] = None
            last = self._same_as(last) or last
        found = self._known.get(last) or min(list(passed)[list(passed).index(last) :])
        self._known |= dict.fromkeys(passed, found)
        return found


def cycles(parents: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The circles that a depth-first search of a graph of parents comes upon, each from where it closes.

    The list is empty if and only if the graph has no circle. Parents that are no key of `parents` are passed
    over.
    """
    on_trail: dict[str, bool] = {}
    found = []
    for first in parents:
        if first in on_trail:
            continue
        on_trail[first] = True
        trail = [(first, iter(parents[first]))]
        while trail:
            key, ahead = trail[-1]
            parent = next((name for name in ahead if name in parents), None)
            if parent is None:
                trail.pop()
                on_trail[key] = False
            elif on_trail.get(parent):
                names = [name for name, _ in trail]
                found.append(tuple(names[names.index(parent) :]))
            elif parent not in on_trail:
                on_trail[parent] = True
                trail.append((parent, iter(parents[parent])))
    return found


def connected_parts(count: int, links: Iterable[Sequence[int]]) -> list[list[int]]:
    """The connected parts of the numbers from 0 to `count` - 1, each link joining some of them (union-find).

    The parts stand in order of their least member, and each part is in order.
    """
    above = list(range(count))

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for link in links:
        for number in link[1:]:
            a, b = top(link[0]), top(number)
            if a != b:
                above[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for number in range(count):
        found.setdefault(top(number), []).append(number)
    return list(found.values())
