"""Systems of difference constraints: an assignment by shortest paths, or a negative cycle where there is none
(Bellman 1958), in sweeps to and fro (Yen 1970) along a depth-first order, by which a chain is done at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from discrepancy.system.step_budget import StepBudget
from discrepancy.values.intervals import Bound

Difference = tuple[int, int, Bound]  # the one exceeds the other by at most so much


def feasible_assignment(
    differences: Iterable[Difference], spend: Callable[[int], None] = lambda _: None
) -> dict[int, Bound] | None:
    """The greatest assignment, no value above 0, that keeps every difference; None if there is none. `spend`
    counts the work.
    """
    return _carried(list(differences), spend)[0]


def negative_cycle(differences: Sequence[Difference], work: StepBudget) -> list[int]:
    """The indices of differences that make a negative cycle; none if all can hold, or if `work` is done
    before one is found.
    """
    try:
        answer, last, lowered = _carried(differences, partial(_spend, work))
    except _WorkDone:
        return []
    if answer is not None:
        return []
    found: list[int] = []
    while lowered not in [
        differences[place][0] for place in found
    ]:  # back along what lowered what, until one comes round
        found.append(last[lowered])
        lowered = differences[found[-1]][1]
    return found[[differences[place][0] for place in found].index(lowered) :]


class _WorkDone(Exception):
    """The steps ended before the answers settled."""


def _spend(work: StepBudget, steps: int) -> None:
    if work.done:
        raise _WorkDone
    work.spend(steps)


def _carried(
    ways: Sequence[Difference], spend: Callable[[int], None]
) -> tuple[dict[int, Bound] | None, dict[int, int], int]:
    """Answers carried along the distances until they settle, or None; by which distance each was last
    lowered, and the last one lowered.
    """
    answer: dict[int, Bound] = {variable: (0, 0) for more, less, _ in ways for variable in (less, more)}
    length = dict.fromkeys(answer, 0)  # of the path by which an answer was last lowered
    last: dict[int, int] = {}
    order = [(place, *ways[place]) for place in _in_order(ways)]
    moved = True
    while moved:
        moved = False
        spend(len(order) // 4 + 1)
        for place, more, less, (most, open_) in order:
            number, side = answer[less]
            found = number + most, side + open_
            if found < answer[more]:
                answer[more], last[more] = found, place
                length[more] = length[less] + 1
                moved = True
                if length[more] >= len(answer):
                    return None, last, more  # a path as long as there are variables comes back to one of them
        order.reverse()
    return answer, last, 0


def _in_order(ways: Sequence[Difference]) -> list[int]:
    """The places of distances in an order in which one sweep carries far: what they start from in the order
    of a walk in depth.
    """
    ahead: dict[int, set[int]] = {}
    for more, less, _ in ways:
        ahead.setdefault(less, set()).add(more)
    rank = {variable: i for i, variable in enumerate(reversed(depth_first_order(ahead)))}
    return sorted(range(len(ways)), key=lambda place: rank[ways[place][1]])


def depth_first_order(ahead: Mapping[int, set[int]]) -> list[int]:
    """The variables in the order in which a depth-first walk leaves them."""
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
