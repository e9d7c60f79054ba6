"""Constraints beside brute force: a step never takes an answer away, and leaves none of a box in which there is none."""

from __future__ import annotations

import random
from itertools import product

from discrepancy.reasoning.constraints import not_all_overlapping, outside
from discrepancy.reasoning.network import HIGH, LOW, Constraint, VariableEnd
from discrepancy.values.intervals import INF, Bound, Region

DAYS = range(6)


def whole(low: int, high: int) -> Region:
    return (((low, 0), (high, 0)),)


def check(constraint: Constraint, box: dict[int, tuple[int, int]]) -> int:
    """Carries bounds to a fixed point in a box of whole numbers; how many answers there are. Fails where a step cuts one off."""
    bounds: dict[VariableEnd, Bound] = {
        VariableEnd(variable, side): (ends[side], 0) for variable, ends in box.items() for side in (LOW, HIGH)
    }
    ranges = [range(box[variable][0], box[variable][1] + 1) for variable in constraint.variables]
    answers = [answer for answer in product(*ranges) if constraint.holds(*answer)]
    before: dict[VariableEnd, Bound] = {}
    while bounds != before:
        before = dict(bounds)
        for step in constraint.propagators:
            found = step.derive(*(bounds[end] for end in step.given))
            if found is not None:
                bounds[step.of] = (
                    max(found, bounds[step.of]) if step.of.side == LOW else min(found, bounds[step.of])
                )
        if any(bounds[VariableEnd(variable, LOW)] > bounds[VariableEnd(variable, HIGH)] for variable in box):
            assert not answers
            return 0
    for answer in answers:
        for variable, number in zip(constraint.variables, answer, strict=True):
            assert bounds[VariableEnd(variable, LOW)] <= (number, 0) <= bounds[VariableEnd(variable, HIGH)]
    if all(low == high for low, high in box.values()):
        assert answers  # of a single answer the steps tell whether it holds
    return len(answers)


def test_periods_that_do_not_all_share_a_time() -> None:
    rng = random.Random(1)
    found = 0
    for _ in range(1500):
        count = rng.choice((2, 2, 3))
        constraint = not_all_overlapping(*((2 * i, 2 * i + 1) for i in range(count)))
        box = {variable: tuple(sorted((rng.choice(DAYS), rng.choice(DAYS)))) for variable in range(2 * count)}
        if rng.random() < 0.3:
            box = {variable: (low, low) for variable, (low, _) in box.items()}
        small = {variable: (low, min(high, low + 2)) for variable, (low, high) in box.items()}
        found += check(constraint, small) > 0
    assert 500 < found < 1500


def test_of_three_periods_two_may_share_all() -> None:
    holds = not_all_overlapping((0, 1), (2, 3), (4, 5)).holds
    assert holds(0, 5, 1, 4, 5, 6) and holds(0, 5, 0, 5, 5, 6)
    assert not holds(0, 5, 1, 4, 2, 3) and not holds(0, 5, 0, 5, 4, 6)


def test_a_period_outside_another() -> None:
    rng = random.Random(2)
    found = 0
    for _ in range(3000):
        sides = []
        for _ in range(2):
            low, high = sorted((rng.choice(DAYS), rng.choice(DAYS)))
            region = whole(low, high)
            if rng.random() < 0.2:
                region = rng.choice(
                    ((((-INF, 0), (high, 0)),), (((low, 0), (INF, 0)),), (((-INF, 0), (INF, 0)),))
                )
            elif high - low > 2:
                region = (*whole(low, low), *whole(low + 2, high))
            sides.append(region)
        box = {variable: tuple(sorted((rng.choice(DAYS), rng.choice(DAYS)))) for variable in (1, 2)}
        if rng.random() < 0.3:
            box = {variable: (low, low) for variable, (low, _) in box.items()}
        if sides == [(((-INF, 0), (INF, 0)),)] * 2:
            continue  # never denied
        found += check(outside(0, 1, 2, *sides), {0: (1, 1), **box}) > 0
        assert check(outside(0, 1, 2, *sides), {0: (0, 0), **box}) == (box[1][1] - box[1][0] + 1) * (
            box[2][1] - box[2][0] + 1
        )
    assert 1500 < found < 3000
