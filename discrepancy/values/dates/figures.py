"""The figures of the conventions on dates, in whole months or days, ready for use."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from discrepancy.values.conventions import Conventions

_MONTHS_OF = {"day": 0, "month": 1, "year": 12, "decade": 12, "century": 12}


Slack = tuple[tuple[int, int], tuple[int, int]]  # (months, days) licensed and charitable


class Figures(NamedTuple):
    """The figures of the rows on dates, in whole months (or days), ready for use."""

    circa: dict[str, tuple[Slack, ...]]  # by unit; for years: any year, one ending in 0, one ending in 00
    decade: tuple[tuple[int, int], ...]  # offsets of early, mid, late, mid-to-late
    decade_edge: int
    year: tuple[tuple[int, int], ...]
    year_edge: int
    month: tuple[tuple[int, int], ...]
    month_edge: int
    century: tuple[tuple[int, int], ...]
    century_edge: int
    season_edge: int
    reach: dict[str, int]  # months that a bound reaches at face value
    shortly: tuple[int, int, int]  # months, at each level
    distance: tuple[Fraction, Fraction]  # units either side: half of one, and less than one
    islamic: tuple[int, int]  # days either side, licensed and charitable


@lru_cache(maxsize=32)
def date_figures(conventions: Conventions) -> Figures:
    """The figures of these conventions. Equal conventions are one object, so this is worked out once."""
    circa = {unit: _slacks(conventions, unit) for unit in _MONTHS_OF}
    bounds = {row: _edge(conventions, row, "plain", 12) for row in ("by", "before", "not-before", "after")}
    return Figures(
        circa,
        _pairs(conventions, "part-decade", 4),
        _edge(conventions, "part-decade", "charitable", 12),
        _pairs(conventions, "part-year", 3),
        _edge(conventions, "part-year", "charitable", 1),
        _pairs(conventions, "part-month", 3),
        _edge(conventions, "part-month", "charitable", 1),
        _pairs(conventions, "part-century", 3),
        _edge(conventions, "part-century", "charitable", 12),
        _edge(conventions, "season", "charitable", 1),
        bounds,
        (
            _edge(conventions, "shortly-after", "plain", 1),
            _edge(conventions, "shortly-after", "licensed", 12),
            _edge(conventions, "shortly-after", "charitable", 12),
        ),
        (
            conventions.figures("relative-distance", "plain")[0],
            conventions.figures("relative-distance", "charitable")[0],
        ),
        (
            _edge(conventions, "calendar-islamic", "licensed", 1),
            _edge(conventions, "calendar-islamic", "charitable", 1),
        ),
    )


def _edge(conventions: Conventions, row: str, level: str, scale: int) -> int:
    found = conventions.figures(row, level)
    return int(found[0] * scale) if found else 0


def _pairs(conventions: Conventions, row: str, count: int) -> tuple[tuple[int, int], ...]:
    found = [int(figure) for figure in conventions.figures(row, "plain")]
    return tuple((found[2 * n], found[2 * n + 1]) for n in range(count))


def _slacks(conventions: Conventions, unit: str) -> tuple[Slack, ...]:
    licensed, charitable = (
        conventions.figures(f"circa-{unit}", level) for level in ("licensed", "charitable")
    )
    count = max(len(licensed), len(charitable), 1)
    found: list[Slack] = []
    for n in range(count):
        # An override may give one figure for all years: the last one given serves the rest.
        near = licensed[min(n, len(licensed) - 1)] if licensed else 0
        far = max(charitable[min(n, len(charitable) - 1)] if charitable else 0, near)
        months = _MONTHS_OF[unit]
        found.append(
            ((int(near * months), 0), (int(far * months), 0)) if months else ((0, int(near)), (0, int(far)))
        )
    return tuple(found)
