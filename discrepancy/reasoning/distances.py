"""Whether distances can hold, wherever in time they are: shortest paths, and a circle of negative length where they cannot (Bellman 1958),
in sweeps to and fro (Yen 1970) along a walk in depth, by which a chain is done at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from discrepancy.region import Bound

Difference = tuple[int, int, Bound]  # the one exceeds the other by at most so much


def hold(differences: Iterable[Difference], spend: Callable[[int], None] = lambda _: None) -> dict[int, Bound] | None:
    """The greatest answers, none above nought, that keep every distance; None if there are none. `spend` counts the work."""
    ways = _in_order(list(differences))
    answer: dict[int, Bound] = {unknown: (0, 0) for more, less, _ in ways for unknown in (less, more)}
    length = dict.fromkeys(answer, 0)  # of the path by which an answer was last lowered
    moved = True
    while moved:
        moved = False
        spend(len(ways) // 4 + 1)
        for more, less, (most, open_) in ways:
            number, side = answer[less]
            found = number + most, side + open_
            if found < answer[more]:
                answer[more] = found
                length[more] = length[less] + 1
                moved = True
                if length[more] >= len(answer):
                    return None  # a path as long as there are unknowns comes back to one of them
        ways.reverse()
    return answer


def _in_order(ways: list[Difference]) -> list[Difference]:
    """The distances in an order in which one sweep carries far: what they start from in the order of a walk in depth."""
    ahead: dict[int, set[int]] = {}
    for more, less, _ in ways:
        ahead.setdefault(less, set()).add(more)
    place = {unknown: i for i, unknown in enumerate(reversed(walked(ahead)))}
    return sorted(ways, key=lambda way: place[way[1]])


def walked(ahead: Mapping[int, set[int]]) -> list[int]:
    """The unknowns in the order in which a walk in depth leaves them."""
    left: list[int] = []
    seen: set[int] = set()
    for start in sorted(ahead):
        waiting = [(start, iter(sorted(ahead[start])))] if start not in seen else []
        seen.add(start)
        while waiting:
            here, others = waiting[-1]
            found = next((other for other in others if other not in seen), None)
            if found is None:
                waiting.pop()
                left.append(here)
            else:
                seen.add(found)
                waiting.append((found, iter(sorted(ahead.get(found, ())))))
    return left
