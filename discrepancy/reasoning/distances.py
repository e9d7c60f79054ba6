"""Whether distances can hold, wherever in time they are: shortest paths, and a circle of negative length where they cannot (Bellman 1958)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from discrepancy.region import Bound

Difference = tuple[int, int, Bound]  # the one exceeds the other by at most so much


def hold(differences: Iterable[Difference]) -> dict[int, Bound] | None:
    """The greatest answers, none above nought, that keep every distance; None if there are none."""
    ahead: dict[int, list[tuple[int, Bound]]] = {}
    answer: dict[int, Bound] = {}
    for more, less, most in differences:
        ahead.setdefault(less, []).append((more, most))
        answer[more] = answer[less] = (0, 0)
    length = dict.fromkeys(answer, 0)  # of the path by which an answer was last lowered
    queue = deque(answer)
    waiting = set(queue)
    while queue:
        less = queue.popleft()
        waiting.discard(less)
        number, side = answer[less]
        for more, (most, open_) in ahead.get(less, ()):
            found = number + most, side + open_
            if found < answer[more]:
                answer[more] = found
                length[more] = length[less] + 1
                if length[more] >= len(answer):
                    return None  # a path as long as there are unknowns comes back to one of them
                if more not in waiting:
                    waiting.add(more)
                    queue.append(more)
    return answer
