"""How far two claims on one question can be compared: the rules of time, sense and doubtful identity.

Time is not part of a question. Whether two claims speak of the same moment decides whether their values are
compared in full, at most as a tension, or not at all (`discrepancy explain meaning`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

from discrepancy.model.claim import Claim, When
from discrepancy.model.vocabulary import Property
from discrepancy.values import intervals as region
from discrepancy.values.base import SpanSets, Value
from discrepancy.values.types.span import Span

COMPARABLE, TENSION_AT_MOST, NOT_COMPARABLE = "full", "tension", "other-time"
DAYS_OF_A_YEAR = 366  # at most


class TimeWindow(NamedTuple):
    """When an answer holds, as days.

    `whole`: it holds on every day of a period whose start and end lie in the two (low, high) ranges;
    otherwise on some one day between `start[0]` and `end[1]`. `days` are those it may hold on. `event` names
    the event where that is what was said.
    """

    whole: bool
    start: region.Interval
    end: region.Interval
    days: region.Region
    event: str = ""


class Comparability(NamedTuple):
    """How far two claims can be compared: `how` is COMPARABLE, TENSION_AT_MOST or NOT_COMPARABLE; `why` says
    what limits it.
    """

    how: str
    why: str = ""


EventDates = Callable[[str], Value | None]  # an event's id → the date or span its own claims give it, or None


def _hull(days: region.Region) -> region.Interval:
    return days[0][0], days[-1][1]


def time_window(when: When, event_dates: EventDates) -> TimeWindow | None:
    """The days of a `when`; None where nothing is known of them (an event without a date)."""
    value = event_dates(when.event) if when.event else when.value
    whole = when.kind in ("throughout", "during")
    if value is None:
        anywhere = (-region.INF, region.INF)
        return TimeWindow(whole, anywhere, anywhere, region.ALL_DAYS, when.event) if when.event else None
    sets = value.licensed
    if type(sets) is SpanSets:
        start, end = _hull(sets.start), _hull(sets.end)
        # A period that is said to go on ends on no day; one whose end is not stated may end on any.
        if isinstance(value, Span) and value.end_state == "open":
            end = (region.INF, region.INF)
        return TimeWindow(whole, start, end, ((start[0], end[1]),), when.event)
    if not sets:
        return None
    low, high = _hull(sets)
    if (
        whole
    ):  # throughout 1960: from its first day to its last; of a vague or disjunctive date neither is certain
        first, last = (value.plain[0][0], value.plain[-1][1]) if len(sets) == 1 else (sets[-1][0], sets[0][1])
        return TimeWindow(True, (low, first), (last, high), sets, when.event)
    return TimeWindow(False, (low, low), (high, high), sets, when.event)


def certainly_overlap(a: TimeWindow, b: TimeWindow) -> bool:
    """Whether two windows share a day whichever days within their ranges are meant."""
    if a.event and a.event == b.event and (a.whole or b.whole or a.start[0] == -region.INF):
        return True
    if a.whole and b.whole:
        return bool(_latest_start(a) <= b.end[0] and _latest_start(b) <= a.end[0])
    if a.whole != b.whole:
        period, day = (a, b) if a.whole else (b, a)
        return bool(period.start[1] <= day.start[0] and day.end[1] <= period.end[0])
    return bool(a.start[0] == a.end[1] == b.start[0] == b.end[1])


def _latest_start(a: TimeWindow) -> region.Bound:
    return min(a.start[1], a.end[1])


def possibly_overlap(a: TimeWindow, b: TimeWindow) -> bool:
    """Whether two windows may share a day that is more than a boundary: not only the year or month in which
    one ends and the other begins.
    """
    low, high = max(a.start[0], b.start[0]), min(a.end[1], b.end[1])
    if low > high or not region.meets(a.days, b.days):
        return False
    return not (_boundary(a, b, low, high) or _boundary(b, a, low, high))


def _boundary(earlier: TimeWindow, later: TimeWindow, low: region.Bound, high: region.Bound) -> bool:
    """Whether [low, high] is no more than the year or month that ends `earlier` and begins `later`."""
    if not (earlier.whole and later.whole):
        return False
    ends, starts = earlier.end, later.start
    short = ends[1] - ends[0] <= DAYS_OF_A_YEAR and starts[1] - starts[0] <= DAYS_OF_A_YEAR
    touch = ends[0] <= starts[1] and starts[0] <= ends[1]
    return bool(short and touch and min(ends[0], starts[0]) <= low and high <= max(ends[1], starts[1]))


def spell_comparability(a: Value, b: Value) -> Comparability:
    """Whether two spans of a property with spells speak of one spell: comparable in full only if they
    certainly overlap, and not at all where at face value they lie apart, or only touch.
    """
    if spells_touch(a, b) or spells_touch(b, a):
        return Comparability(NOT_COMPARABLE, "two spells that touch")
    if _ends_before(a, b) or _ends_before(b, a):
        return Comparability(NOT_COMPARABLE, "two spells")
    left, right = _spell(a), _spell(b)
    if certainly_overlap(left, right):
        return Comparability(COMPARABLE)
    if possibly_overlap(left, right):
        return Comparability(TENSION_AT_MOST, "they may be two spells")
    return Comparability(NOT_COMPARABLE, "two spells")


def _ends_before(earlier: Value, later: Value) -> bool:
    """Whether one period ends before the other begins, at face value."""
    first, second = earlier.plain, later.plain
    if type(first) is not SpanSets or type(second) is not SpanSets or not (first.end and second.start):
        return False
    return bool(first.end[-1][1] < second.start[0][0])


def spells_touch(earlier: Value, later: Value) -> bool:
    """Whether one spell ends on the day, in the month or in the year in which a later one begins, at face
    value. A spell that begins where the other begins, or ends where it ends, is another account of it.
    """
    first, second = earlier.plain, later.plain
    if type(first) is not SpanSets or type(second) is not SpanSets:
        return False
    if not (first.start and first.end and second.start and second.end):
        return False
    end, start = _hull(first.end), _hull(second.start)
    if max(end[1] - end[0], start[1] - start[0]) >= DAYS_OF_A_YEAR:
        return False  # an end that is not stated, or no closer than "by 1954"
    nested = (start[0] <= end[0] and end[1] <= start[1]) or (end[0] <= start[0] and start[1] <= end[1])
    before = _hull(first.start)[0] < start[0] and end[1] < _hull(second.end)[1]
    return bool(nested and before)


def _spell(value: Value) -> TimeWindow:
    found = time_window(When("throughout", value.text, value=value), lambda _: None)
    return found or TimeWindow(True, (-region.INF, region.INF), (-region.INF, region.INF), region.ALL_DAYS)


def comparability(prop: Property, a: Claim, b: Claim, event_dates: EventDates) -> Comparability:
    """How far two claims on one question can be compared. Of several limits the strictest holds; two claims
    made of one entry are comparable in full.
    """
    if a.mark == b.mark:
        return Comparability(COMPARABLE)
    limits = [at_one_time(prop, a, b, event_dates)]
    if prop.spells and prop.type == "span" and isinstance(a.value, Span) and isinstance(b.value, Span):
        limits.append(spell_comparability(a.value, b.value))
    if a.sense != b.sense:
        named = " / ".join(f'"{sense}"' if sense else "no sense stated" for sense in (a.sense, b.sense))
        limits.append(Comparability(TENSION_AT_MOST, f"different sense: {named}"))
    if any(limit.how == NOT_COMPARABLE for limit in limits):
        return next(limit for limit in limits if limit.how == NOT_COMPARABLE)
    strained = [limit.why for limit in limits if limit.how == TENSION_AT_MOST]
    return Comparability(TENSION_AT_MOST, "; ".join(strained)) if strained else Comparability(COMPARABLE)


def at_one_time(prop: Property, a: Claim, b: Claim, event_dates: EventDates) -> Comparability:
    """How far two claims on a state, or a count for a period, can be compared by their times alone."""
    left, right = a.when, b.when
    if (prop.adds or prop.running) and _period(prop, left) != _period(prop, right):
        return _periods(prop, left, right, event_dates)
    if not prop.state:
        return Comparability(COMPARABLE)
    if left is None or right is None:
        return Comparability(TENSION_AT_MOST, "no time is given" if left is right else "one gives no time")
    if (left.kind, left.period) == (right.kind, right.period) and left.kind in ("throughout", "during"):
        return Comparability(COMPARABLE)
    first, second = time_window(left, event_dates), time_window(right, event_dates)
    if first is None or second is None:
        return Comparability(TENSION_AT_MOST, "the time of one is not known")
    if certainly_overlap(first, second):
        return Comparability(COMPARABLE)
    if possibly_overlap(first, second):
        return Comparability(TENSION_AT_MOST, "they may speak of different days")
    return Comparability(NOT_COMPARABLE, "the answer may have changed in between")


def _period(prop: Property, when: When | None) -> Hashable:
    """The period that is a scope dimension of a count, whatever its notation; None for none."""
    if when is not None and (when.kind == "during" or (prop.running and when.kind == "as_of")):
        return when.kind, when.period
    return None


def total_and_part(prop: Property, a: Claim, b: Claim) -> tuple[Claim, Claim] | None:
    """Of two claims on a count that adds up of which one is for a period and the other for none, the one that
    is at face value the total, and the other; None where it is not so.
    """
    if not prop.adds or prop.state or a.denies or b.denies:
        return None
    first, second = (claim.when is not None and _period(prop, claim.when) is not None for claim in (a, b))
    if first == second:
        return None
    return (b, a) if first else (a, b)


def period_sets(
    prop: Property, when: When | None, event_dates: EventDates
) -> tuple[region.Interval, region.Interval] | None:
    """The (start, end) ranges of the period a count is for, None for no period; of a running count, `as_of:
    D` means `during: ../D`.
    """
    if when is None or not _period(prop, when):
        return None
    found = time_window(when, event_dates)
    if found is None:
        return None
    if when.kind == "as_of":
        return (-region.INF, -region.INF), (found.start[0], found.end[1])
    start = (-region.INF, -region.INF) if found.start[0] == -region.INF else found.start
    return start, found.end


def _periods(prop: Property, left: When | None, right: When | None, event_dates: EventDates) -> Comparability:
    a, b = period_sets(prop, left, event_dates), period_sets(prop, right, event_dates)
    if a is None and b is None:
        return Comparability(COMPARABLE)
    if a is None or b is None:
        return Comparability(TENSION_AT_MOST, "one gives no period")
    return (
        Comparability(COMPARABLE)
        if a == b
        else Comparability(NOT_COMPARABLE, "counted over different periods")
    )


def period_within(
    part: tuple[region.Interval, region.Interval], whole: tuple[region.Interval, region.Interval]
) -> str:
    """Whether one period lies within another: COMPARABLE if it starts no earlier and ends no later, for
    certain or as written; TENSION_AT_MOST if it may; NOT_COMPARABLE if it cannot.
    """
    sure_start = part[0] == whole[0] or part[0][0] >= whole[0][1]
    sure_end = part[1] == whole[1] or part[1][1] <= whole[1][0]
    if sure_start and sure_end:
        return COMPARABLE
    return TENSION_AT_MOST if part[0][0] >= whole[0][0] and part[1][1] <= whole[1][1] else NOT_COMPARABLE
