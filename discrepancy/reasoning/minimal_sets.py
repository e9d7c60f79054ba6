"""Minimal unsatisfiable subsets: what is left of things refuted together when none of them can
be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence


def minimal_by_deletion(things: Sequence[int], refuted: Callable[[frozenset[int]], bool]) -> frozenset[int]:
    """A minimal subset that is still refuted, by leaving out one thing at a time, the later first."""
    least = frozenset(things)
    for one in reversed(things):
        if refuted(least - {one}):
            least -= {one}
    return least


def quick_xplain(things: Sequence[int], refuted: Callable[[frozenset[int]], bool]) -> frozenset[int]:
    """A minimal subset that is still refuted, the earlier things preferred (QuickXplain: Junker 2004)."""

    def explain(kept: frozenset[int], new: bool, rest: Sequence[int]) -> frozenset[int]:
        if new and refuted(kept):
            return frozenset()
        if len(rest) == 1:
            return frozenset(rest)
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        needed = explain(kept | frozenset(first), True, second)
        return needed | explain(kept | needed, bool(needed), first)

    if not things or refuted(frozenset()):
        return frozenset()
    return explain(frozenset(), False, things)
