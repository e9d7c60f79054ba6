"""What a date in words says, before any calendar or convention is applied: the nodes of its syntax tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from discrepancy.values.errors import Unreadable


@dataclass(slots=True)
class Point:
    """One date among words, as far as its own words go: what a list leaves out ("10 or 11 February 1763") is
    filled in from its neighbour.

    `kind` is number (not yet known of what), day, month, year, season, decade, century or edtf; `year` is
    astronomical, for a decade or century its first. `part` is early, mid, late, mid-to-late, early-to-mid, or
    half or quarter and its number.
    """

    words: str
    start: int
    kind: str = "number"
    number: int = 0
    year: int | None = None
    era: str = ""
    month: int = 0
    day: int = 0
    weekday: int | None = None
    season: int = 0
    two_years: bool = False
    part: str = ""
    circa: bool = False
    uncertain: bool = False
    prefixed: bool = False
    ordinal: bool = False
    month_first: bool = False
    edtf: str = ""
    notes: tuple[str, ...] = ()

    def wrong(self, message: str, expect: str = "") -> Unreadable:
        """The error that these words are wrong in this way."""
        return Unreadable(message, self.words, expect, self.start)


class Bounded(NamedTuple):
    """A date by, before, not-before or after another."""

    row: str
    of: Point


class Between(NamedTuple):
    """A date from the start of one to the end of another, both included."""

    first: Point
    last: Point


class Either(NamedTuple):
    """One of several."""

    members: tuple[Point | Bounded, ...]


class Distance(NamedTuple):
    """A date so far after or before another: three months after it, the next day, shortly after it; or in the
    same month or year.

    `order` is after, before or same; `unit` day, week, month, year, decade or shortly; `amount` None for the
    next unit. `of` may be EDTF.
    """

    order: str
    unit: str
    amount: int | None
    of: Point | str
    uncertain: bool = False


Node = Point | Bounded | Between | Either | Distance


def points(node: Node) -> list[Point]:
    """Every single date in `node`."""
    if isinstance(node, Point):
        return [node]
    if isinstance(node, Bounded):
        return [node.of]
    if isinstance(node, Between):
        return [node.first, node.last]
    if isinstance(node, Distance):
        return [node.of] if isinstance(node.of, Point) else []
    return [point for member in node.members for point in points(member)]
