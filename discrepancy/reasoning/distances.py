"""Whether distances can hold, wherever in time they are: shortest paths, and a circle of negative length where they cannot (Bellman 1958),
in sweeps to and fro (Yen 1970), after which a chain is done at once.
"""

from __future__ import annotations

from collections.abc import Iterable

from discrepancy.region import Bound

Difference = tuple[int, int, Bound]  # the one exceeds the other by at most so much


def hold(differences: Iterable[Difference]) -> dict[int, Bound] | None:
    """The greatest answers, none above nought, that keep every distance; None if there are none."""
    ways = list(differences)
    answer: dict[int, Bound] = {unknown: (0, 0) for more, less, _ in ways for unknown in (less, more)}
    length = dict.fromkeys(answer, 0)  # of the path by which an answer was last lowered
    moved = True
    while moved:
        moved = False
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
