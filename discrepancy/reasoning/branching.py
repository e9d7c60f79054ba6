"""The choice of a value for a variable and of the variable that a search splits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from discrepancy.reasoning.network import (
    EVERYTHING,
    LOW,
)
from discrepancy.reasoning.propagation import PropagationState
from discrepancy.values.intervals import INF, Bound, Interval, Region


def is_member(number: Any, region: Region) -> bool:
    """Whether a number is a member of a region."""
    return any(low <= (number, 0) <= high for low, high in region)


def member_at_end(state: PropagationState, variable: int, side: int) -> Any:
    """A value within the bounds of a variable, at the end named (LOW or HIGH) if that is closed."""
    return chosen_member(
        state.regions.get(variable, EVERYTHING),
        *state.range_of(variable),
        side,
    )


def chosen_member(region: Region, low: Bound, high: Bound, side: int) -> Any:
    """A member of a region between two bounds of it, at the end named (LOW or HIGH) if that is closed."""
    first, last = (low, high) if side == LOW else (high, low)
    chosen = first if first[0] not in (INF, -INF) else last
    if chosen[0] in (INF, -INF):
        return 0
    if chosen[1] == 0:
        return chosen[0]
    piece = next(piece for piece in region if piece[0] <= chosen <= piece[1])
    low, high = max(low, piece[0]), min(high, piece[1])
    if INF in (high[0], -low[0]):
        return chosen[0] + chosen[1]
    return Fraction(low[0] + high[0]) / 2


def _pieces(state: PropagationState, variable: int) -> list[Interval]:
    low, high = state.range_of(variable)
    return [piece for piece in state.regions.get(variable, ()) if piece[1] >= low and piece[0] <= high]


def variable_to_split(state: PropagationState, variables: Sequence[int]) -> int | None:
    """The variable with several separate pieces left, else the one with the widest range; None if there is
    nothing to split.
    """
    best, width = None, Fraction(0)
    for variable in variables:
        if len(_pieces(state, variable)) > 1:
            return variable
        low, high = state.range_of(variable)
        if INF not in (high[0], -low[0]) and high[0] - low[0] > width:
            best, width = variable, Fraction(high[0] - low[0])
    return best


def split_domain(state: PropagationState, variable: int) -> tuple[Interval, Interval]:
    """Two ranges that together cover what is left of a variable: its first piece and the rest,
    or two halves.
    """
    low, high = state.range_of(variable)
    left = _pieces(state, variable)
    if len(left) > 1:
        return (low, left[0][1]), (left[1][0], high)
    middle = Fraction(low[0] + high[0]) / 2
    if state.part.is_whole(variable):
        half = middle.__floor__()
        return (low, (half, 0)), ((half + 1, 0), high)
    return (low, (middle, 0)), ((middle, 1), high)
