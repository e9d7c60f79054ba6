"""Minimal hitting sets: the smallest choices of things that must go so that of each of some sets one goes.
What is left besides are the largest sets in which none of these lies (Reiter 1987; built up set by set: Berge
1989). Sets are bits of a number.
"""

from __future__ import annotations

MOST = 500  # sets kept at a time


class HittingSets:
    """The minimal hitting sets of the sets added; `complete` as long as they are all."""

    def __init__(self) -> None:
        self.sets = [0]
        self.complete = True
        self.spent = 0  # comparisons of sets

    def add(self, conflict: int) -> None:
        """Adds a set of which something must go."""
        if not self.complete:
            return
        missed = [one for one in self.sets if not one & conflict]
        if not missed:
            return
        kept = [one for one in self.sets if one & conflict]
        bits = []
        rest = conflict
        while rest:
            bits.append(rest & -rest)
            rest &= rest - 1
        if len(missed) * len(bits) > 20 * MOST:
            self.complete = False
            return
        wider = sorted({one | bit for one in missed for bit in bits}, key=lambda one: (one.bit_count(), one))
        for one in wider:
            if len(kept) > MOST:
                break
            self.spent += len(kept)
            if not any(other & one == other for other in kept):
                kept.append(one)
        self.sets = kept
        self.complete = len(kept) <= MOST
