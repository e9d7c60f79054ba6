"""When two claims on one question meet: the rules of time, sense and doubtful identity (specification,
section 2, "When").

Time is not part of a question. Whether two claims speak of the same moment decides whether their values are
compared in full, at most as a tension, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from discrepancy.model.claim import Claim, When
from discrepancy.model.vocabulary import Property
from discrepancy.values import intervals as region
from discrepancy.values.base import SpanSets, Value
from discrepancy.values.types.span import Span

FULL, STRAINED, APART = "full", "tension", "other-time"


class Window(NamedTuple):
    """When an answer holds, as days.

    `whole`: it holds on every day of a period whose start and end lie in the two (low, high) ranges;
    otherwise on some one day between `start[0]` and `end[1]`. `days` are those it may hold on. `event` names
    the event where that is what was said.
    """

    whole: bool
    start: region.Piece
    end: region.Piece
    days: region.Region
    event: str = ""


class Meeting(NamedTuple):
    """How two claims meet: FULL, STRAINED (at most a tension) or APART, and why if not in full."""

    how: str
    why: str = ""


Dated = Callable[[str], Value | None]  # an event's id → the date or span its own claims give it, or None


def _hull(days: region.Region) -> region.Piece:
    return days[0][0], days[-1][1]


def window(when: When, dated: Dated) -> Window | None:
    """The days of a `when`; None where nothing is known of them (an event without a date)."""
    value = dated(when.event) if when.event else when.value
    whole = when.kind in ("throughout", "during")
    if value is None:
        anywhere = (-region.INF, region.INF)
        return Window(whole, anywhere, anywhere, region.ALL_DAYS, when.event) if when.event else None
    sets = value.licensed
    if type(sets) is SpanSets:
        start, end = _hull(sets.start), _hull(sets.end)
        # A period that is said to go on ends on no day; one whose end is not stated may end on any.
        if isinstance(value, Span) and value.end_state == "open":
            end = (region.INF, region.INF)
        return Window(whole, start, end, ((start[0], end[1]),), when.event)
    if not sets:
        return None
    low, high = _hull(sets)
    if (
        whole
    ):  # throughout 1960: from its first day to its last; of a vague or disjunctive date neither is certain
        first, last = (value.plain[0][0], value.plain[-1][1]) if len(sets) == 1 else (sets[-1][0], sets[0][1])
        return Window(True, (low, first), (last, high), sets, when.event)
    return Window(False, (low, low), (high, high), sets, when.event)


def certain(a: Window, b: Window) -> bool:
    """Whether the two certainly share a day, whatever days within their ranges are meant."""
    if a.event and a.event == b.event and (a.whole or b.whole or a.start[0] == -region.INF):
        return True
    if a.whole and b.whole:
        return bool(_latest_start(a) <= b.end[0] and _latest_start(b) <= a.end[0])
    if a.whole != b.whole:
        period, day = (a, b) if a.whole else (b, a)
        return bool(period.start[1] <= day.start[0] and day.end[1] <= period.end[0])
    return bool(a.start[0] == a.end[1] == b.start[0] == b.end[1])


def _latest_start(a: Window) -> region.Bound:
    return min(a.start[1], a.end[1])


def possible(a: Window, b: Window) -> bool:
    """Whether the two may share a day that is more than a boundary: not only the year or month in which one
    ends and the other begins.
    """
    low, high = max(a.start[0], b.start[0]), min(a.end[1], b.end[1])
    if low > high or not region.meets(a.days, b.days):
        return False
    return not (_boundary(a, b, low, high) or _boundary(b, a, low, high))


def _boundary(earlier: Window, later: Window, low: region.Bound, high: region.Bound) -> bool:
    """Whether [low, high] is no more than the year or month that ends `earlier` and begins `later`."""
    if not (earlier.whole and later.whole):
        return False
    ends, starts = earlier.end, later.start
    short = ends[1] - ends[0] <= 366 and starts[1] - starts[0] <= 366
    touch = ends[0] <= starts[1] and starts[0] <= ends[1]
    return bool(short and touch and min(ends[0], starts[0]) <= low and high <= max(ends[1], starts[1]))


def spells(a: Value, b: Value) -> Meeting:
    """Whether two spans of a property with spells speak of one spell: they meet in full only if they
    certainly overlap.
    """
    left, right = _spell(a), _spell(b)
    if certain(left, right):
        return Meeting(FULL)
    if possible(left, right):
        return Meeting(STRAINED, "they may be two spells")
    return Meeting(APART, "two spells")


def _spell(value: Value) -> Window:
    found = window(When("throughout", value.text, value=value), lambda _: None)
    return found or Window(True, (-region.INF, region.INF), (-region.INF, region.INF), region.ALL_DAYS)


def meeting(prop: Property, a: Claim, b: Claim, dated: Dated) -> Meeting:
    """How two claims on one question meet. Of several limits the strictest holds; two claims made of one
    entry meet in full.
    """
    if a.mark == b.mark:
        return Meeting(FULL)
    limits = [_time(prop, a, b, dated)]
    if prop.spells and prop.type == "span" and isinstance(a.value, Span) and isinstance(b.value, Span):
        limits.append(spells(a.value, b.value))
    if a.sense != b.sense:
        named = " / ".join(f'"{sense}"' if sense else "no sense stated" for sense in (a.sense, b.sense))
        limits.append(Meeting(STRAINED, f"different sense: {named}"))
    if any(limit.how == APART for limit in limits):
        return next(limit for limit in limits if limit.how == APART)
    strained = [limit.why for limit in limits if limit.how == STRAINED]
    return Meeting(STRAINED, "; ".join(strained)) if strained else Meeting(FULL)


def _time(prop: Property, a: Claim, b: Claim, dated: Dated) -> Meeting:
    left, right = a.when, b.when
    if (prop.adds or prop.running) and _period(prop, left) != _period(prop, right):
        return _periods(prop, left, right, dated)
    if not prop.state:
        return Meeting(FULL)
    if left is None or right is None:
        return Meeting(STRAINED, "no time is given" if left is right else "one gives no time")
    if (left.kind, left.text) == (right.kind, right.text) and left.kind in ("throughout", "during"):
        return Meeting(FULL)
    first, second = window(left, dated), window(right, dated)
    if first is None or second is None:
        return Meeting(STRAINED, "the time of one is not known")
    if certain(first, second):
        return Meeting(FULL)
    if possible(first, second):
        return Meeting(STRAINED, "they may speak of different days")
    return Meeting(APART, "the answer may have changed in between")


def _period(prop: Property, when: When | None) -> str:
    """The period that is a scope dimension of a count, as written; "" for none."""
    if when is None:
        return ""
    if when.kind == "during":
        return when.text
    return f"../{when.text}" if prop.running and when.kind == "as_of" else ""


def period_sets(prop: Property, when: When | None, dated: Dated) -> tuple[region.Piece, region.Piece] | None:
    """The (start, end) ranges of the period a count is for; a running count's `as_of: D` is `during: ../D`.
    None for no period.
    """
    if when is None or not _period(prop, when):
        return None
    found = window(when, dated)
    if found is None:
        return None
    if when.kind == "as_of":
        return (-region.INF, -region.INF), (found.start[0], found.end[1])
    start = (-region.INF, -region.INF) if found.start[0] == -region.INF else found.start
    return start, found.end


def _periods(prop: Property, left: When | None, right: When | None, dated: Dated) -> Meeting:
    a, b = period_sets(prop, left, dated), period_sets(prop, right, dated)
    if a is None and b is None:
        return Meeting(FULL)
    if a is None or b is None:
        return Meeting(STRAINED, "one gives no period")
    return Meeting(FULL) if a == b else Meeting(APART, "counted over different periods")


def inside(part: tuple[region.Piece, region.Piece], whole: tuple[region.Piece, region.Piece]) -> str:
    """Whether one period lies within another: FULL if it starts no earlier and ends no later for certain or
    as written, STRAINED if it may.
    """
    sure_start = part[0] == whole[0] or part[0][0] >= whole[0][1]
    sure_end = part[1] == whole[1] or part[1][1] <= whole[1][0]
    if sure_start and sure_end:
        return FULL
    return STRAINED if part[0][0] >= whole[0][0] and part[1][1] <= whole[1][1] else APART


def at_one_time(prop: Property, a: Claim, b: Claim, dated: Dated) -> Meeting:
    """How two claims on a state meet in time, whatever else they speak of."""
    return _time(prop, a, b, dated)
