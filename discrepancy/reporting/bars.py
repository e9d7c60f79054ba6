"""Sets drawn as aligned bars for a terminal: what a value states, what its words allow, what charity adds, on
one common scale.
"""

from __future__ import annotations

from collections.abc import Sequence

from discrepancy.values import intervals as region
from discrepancy.values.intervals import Bound, Region

WIDTH = 48
FILL = {"plain": "█", "licensed": "▓", "charitable": "░"}


def bars(regions: Sequence[tuple[str, Region]]) -> list[str]:
    """A bar for each (level, region), all on one scale: `WIDTH` columns and an arrow where a set goes on
    without end.

    The scale runs from the least to the greatest finite bound, with a margin; of points that differ none is
    drawn in another's place only if the columns suffice, so a bar shows where sets lie, and the words beside
    it say exactly.
    """
    ends = sorted(
        {
            _number(bound)
            for _, pieces in regions
            for piece in pieces
            for bound in piece
            if abs(_number(bound)) != region.INF
        }
    )
    if not ends:
        return ["←" + FILL[level] * WIDTH + "→" for level, _ in regions]
    low, high = ends[0], ends[-1]
    margin = (high - low) / 12 or 1
    return [_bar(level, pieces, low - margin, high + margin) for level, pieces in regions]


def _number(bound: Bound) -> float:
    return float(bound[0]) if isinstance(bound, tuple) else float(bound)


def _bar(level: str, pieces: Region, low: float, high: float) -> str:
    cells = [" "] * WIDTH
    for first, last in pieces:
        start, end = (_column(bound, low, high) for bound in (first, last))
        cells[start : end + 1] = FILL[level] * (end + 1 - start)
    left = "←" if pieces and _number(pieces[0][0]) == -region.INF else " "
    right = "→" if pieces and _number(pieces[-1][1]) == region.INF else " "
    return left + "".join(cells) + right


def _column(bound: Bound, low: float, high: float) -> int:
    share = (_number(bound) - low) / (high - low)
    return 0 if share <= 0 else WIDTH - 1 if share >= 1 else min(WIDTH - 1, int(share * WIDTH))
