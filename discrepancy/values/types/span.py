"""Periods: pairs of a start and an end, each a date of its own precision and hedge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from discrepancy.values import intervals as region
from discrepancy.values.base import (
    LEVELS,
    Basis,
    DirectedRelation,
    Relative,
    SpanSets,
    Value,
    ValueType,
    meets,
    span_sets,
    value_type,
)
from discrepancy.values.dates.days import calendar_of
from discrepancy.values.errors import Unreadable

_DASHES = str.maketrans({"–": "-", "—": "-", "‒": "-", "‐": "-", "‑": "-", "−": "-"})
_SHORT = re.compile(r"(\d{4})\s*([-–—‒‐‑−])\s*(\d{2})$")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?$")
_MONTH = re.compile(
    r"(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d{1,2})?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{1,4}$")
_TAIL = re.compile(
    r"(?:(?P<month>[^\W\d_]+\.?)\s+)?(?P<year>\d{1,4}(?P<era>\s+(?:BC|BCE|AD|CE|B\.C\.|A\.D\.|B\.C\.E\.|C\.E\.))?)$"
)
OF_DATES = ("calendar", "hemisphere", "year_start", "language")  # options that hold for both ends
MOST_DASHES = 8  # each is tried as the one between the two ends
_OPEN_WORDS = ("present", "now", "today", "the present", "date")


@dataclass(frozen=True, slots=True)
class Span(Value):
    """A period. The sets are `SpanSets`; an end that is not stated is "unknown" or, where the period is said
    to go on, "open".
    """

    type: ClassVar[str] = "span"
    start_state: str = ""  # "", "unknown", "open" or "relative"
    end_state: str = ""
    relative: tuple[Relative, ...] = ()  # ends given by another event


@dataclass(frozen=True, slots=True)
class _SpanEnd:
    """One end as read: its three regions, its state, and the date it came from."""

    state: str = ""
    date: Value | None = None

    def days(self, level: str) -> region.Region:
        if self.date is None or isinstance(self.date, Relative):
            return region.ALL_DAYS
        found: region.Region = self.date.sets(level)
        return found


class SpanType(ValueType):
    """A period with a start and an end, each any date text.

        1946–1954 · 1946-54 · from 1951 until 1954 · 22–28 September 1975
        since 1951 · from 1951 · until 1954            the other end is not stated
        including 1953                                 began by then, ended then or later
        1946/1954 · 1946/.. · /1954                    EDTF: `..` goes on, nothing is not known
        from: by 1951                                  as a mapping, either end
        to: after 3 May 1957

    The answers are pairs of days, start ≤ end.
    """

    name = "span"
    shape = "box"
    options = ("from", "to", "including", *OF_DATES)

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Span:
        """The period. Raises Unreadable; the words at fault are those of the end that cannot be read."""
        passed = {name: given for name, given in options.items() if name in OF_DATES}
        ends = {name: given for name, given in options.items() if name not in passed}
        if ends and text.strip():
            raise Unreadable("a period is a text or a mapping of ends, not both", text, "keep one of them")
        reading = _EndReader(basis, passed)
        if "including" in ends:
            if len(ends) > 1:
                raise Unreadable("`including` stands alone", ends["including"], "or give from and to")
            return _around(text or str(ends["including"]), options, reading.end(ends["including"]))
        if ends:
            start, end = (
                _stated_end(name, ends[name], reading) if name in ends else _SpanEnd("unknown")
                for name in ("from", "to")
            )
            return _span(text, options, start, end, half=len(ends) < 2)
        return self._text(text, options, reading)

    def _text(self, text: str, options: Mapping[str, str], reading: _EndReader) -> Span:
        said = " ".join(text.split())
        if not said:
            raise Unreadable("no period", text, "write 1946-1954, from 1946, until 1954 or 1946/1954")
        low = said.casefold()
        if low.startswith("including "):
            return _around(text, options, reading.end(said[len("including ") :]))
        if "/" in said and (found := _edtf(said, reading)) is not None:
            return _span(text, options, *found)
        if low.startswith(("from ", "since ")):
            return self._from(text, said.split(" ", 1)[1], options, reading, low.startswith("since "))
        for word in ("until ", "till ", "up to ", "up until ", "to "):
            if low.startswith(word):
                return _span(text, options, _SpanEnd("unknown"), reading.end(said[len(word) :]), half=True)
        if (found := _two(said, reading)) is not None:
            return _span(text, options, *found)
        raise _not_a_span(text, reading)

    def _from(
        self, text: str, rest: str, options: Mapping[str, str], reading: _EndReader, since: bool
    ) -> Span:
        for word in (" until ", " till ", " up to ", " to ", " through ", " up until "):
            if word in rest and (found := _pair(rest.split(word, 1), reading)) is not None:
                return _span(text, options, *found)
        if not since and (found := _two(rest, reading)) is not None:
            return _span(text, options, *found)
        for word in (" on", " onwards", " onward"):
            rest = rest.removesuffix(word)
        return _span(text, options, reading.end(rest), _SpanEnd("unknown"), half=True)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """Both ends, and for a conflict the end that decides."""
        deciding = _deciding_level(directed)
        both = tuple(
            f"{value.text or value}: {self.show(value, deciding)}{calendar_of(value)}" for value in (a, b)
        )
        apart = self._apart(a, b, "charitable" if directed.relation == "conflict" else "licensed")
        if directed.relation in ("tension", "conflict"):
            return (*both, *(f"the {end}s are {_days(count)} apart" for end, count in apart.items()))
        if directed.relation == "compatible" and not meets(a.plain, b.plain):
            return (
                *both,
                "as usually meant they do not meet; "
                "only the literal range of a bound or hedge lets both be true",
            )
        return both

    def _apart(self, a: Value, b: Value, level: str) -> dict[str, int]:
        found = {}
        for end in ("start", "end"):
            pair = region.apart(getattr(a.sets(level), end), getattr(b.sets(level), end))
            if pair is not None:
                found[end] = int(region.distance(*pair))
        return found

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """Days between the ends that do not meet: {"days": n, "ends": ["end"]}."""
        apart = self._apart(a, b, "charitable") or self._apart(a, b, "licensed")
        return {"days": max(apart.values()), "ends": sorted(apart)} if apart else None

    def pieces(self, value: Value, level: str) -> Any:
        """`{start: [pieces], end: [pieces]}`."""
        days = value_type("date")
        sets: SpanSets = value.sets(level)
        return {
            "start": [days.pieces(_as_days(sets.start), "plain")][0],
            "end": [days.pieces(_as_days(sets.end), "plain")][0],
        }

    def bounds(self, value: Value) -> tuple[Any, Any]:
        """Earliest start and latest end; "open" or "unknown" for such ends."""
        assert isinstance(value, Span)
        days = value_type("date")
        earliest = days.bounds(_as_days(value.plain.start))[0]
        latest = days.bounds(_as_days(value.plain.end))[1]
        return (
            value.start_state if value.start_state in ("open", "unknown") else earliest,
            value.end_state if value.end_state in ("open", "unknown") else latest,
        )

    def show(self, value: Value, level: str) -> str:
        """The two ends in words."""
        days = value_type("date")
        sets: SpanSets = value.sets(level)
        assert isinstance(value, Span)
        start = "not stated" if value.start_state else days.show(_as_days(sets.start), "plain")
        end = {"open": "going on", "unknown": "not stated"}.get(value.end_state) or days.show(
            _as_days(sets.end), "plain"
        )
        return f"start {start}, end {end}"


def span_between(start: Value | None, end: Value | None) -> Span | None:
    """The period from one date to another, either of which may be missing; None where the ends are not in
    order.
    """
    ends = [_SpanEnd("unknown") if date is None else _SpanEnd("", date) for date in (start, end)]
    sets = [span_sets(ends[0].days(level), ends[1].days(level)) for level in LEVELS]
    return _make("", {}, sets, ends[0], ends[1], ()) if sets[0].start else None


class _EndReader:
    """How the ends of one period are read."""

    def __init__(self, basis: Basis, options: Mapping[str, str]) -> None:
        self.basis = basis
        self.options = options

    def end(self, text: str) -> _SpanEnd:
        said = text.strip()
        if said == "..":
            return _SpanEnd("open")
        if said == "":
            return _SpanEnd("unknown")
        found = value_type("date").read(said, self.options, self.basis)
        return _SpanEnd("relative" if isinstance(found, Relative) else "", found)

    def try_end(self, text: str) -> _SpanEnd | None:
        try:
            return self.end(text) if text.strip() else None
        except Unreadable:
            return None


def _stated_end(name: str, said: str, reading: _EndReader) -> _SpanEnd:
    """The end `from` or `to` of a mapping; a period that lasts to the present is open there."""
    return _SpanEnd("open") if name == "to" and said.strip().casefold() in _OPEN_WORDS else reading.end(said)


def _edtf(said: str, reading: _EndReader) -> tuple[_SpanEnd, _SpanEnd] | None:
    """The ends of `a/b`; None where the slash is not that of an interval (January/February 1968)."""
    left, _, right = said.partition("/")
    plain_ends = all(end == "" or end == ".." or end[0] in "-Y?~%[{0123456789X" for end in (left, right))
    if "/" in right or not plain_ends or (re.fullmatch(r"\d{1,2}", left) is not None):
        return None
    if {left, right} <= {"", ".."}:
        raise Unreadable("a period needs a date at one end at least", said, "write 1946/.. or ../1954")
    return reading.end(left), reading.end(right)


def _two(said: str, reading: _EndReader) -> tuple[_SpanEnd, _SpanEnd] | None:
    """The ends of `A-B`, `A to B`, `A until B`."""
    short = _SHORT.search(said)
    if short is not None and not any(character.isdigit() for character in said[: short.start()]):
        return _short(said, short, reading)
    for word in (" until ", " till ", " to ", " through "):
        if word in said and (found := _pair(said.split(word, 1), reading)) is not None:
            return found
    flat = said.translate(_DASHES)
    if flat.count("-") > MOST_DASHES:
        return None
    for index, character in enumerate(flat):
        if (
            character == "-"
            and index > 0
            and (found := _pair([said[:index], said[index + 1 :]], reading)) is not None
        ):
            return found
    return None


def _short(said: str, short: re.Match[str], reading: _EndReader) -> tuple[_SpanEnd, _SpanEnd]:
    """The ends of `1946-54`. With a plain hyphen a second part that could be a month or an EDTF season is not
    guessed.
    """
    year, dash, rest = short.groups()
    ambiguous = 1 <= int(rest) <= 12 or 21 <= int(rest) <= 41
    if dash == "-" and ambiguous:
        last = int(year[:2] + rest)
        last += 0 if last > int(year) else 100  # the next year with these two digits
        raise Unreadable(
            "a month, a season or a year?",
            short.group(),
            f"write {year}-{last:04} for years, or {year}-{rest}/.. for a start",
        )
    if int(rest) <= int(year[2:]):
        raise Unreadable("the end is not after the start", short.group(), "write both years in full")
    return reading.end(said[: short.start()] + year), reading.end(year[:2] + rest)


def _pair(sides: list[str], reading: _EndReader) -> tuple[_SpanEnd, _SpanEnd] | None:
    """Two ends, the first taking what it leaves out from the second (22-28 September 1975; March-May 1968;
    44-27 BC).
    """
    left, right = (side.strip() for side in sides)
    end = _SpanEnd("open") if right.casefold() in _OPEN_WORDS else reading.try_end(right)
    if end is None:
        return None
    start = reading.try_end(_completed(left, right))
    return (start, end) if start is not None else None


def _completed(left: str, right: str) -> str:
    """The first end of a period with the month, year or era that only the second states."""
    tail = _TAIL.search(right)
    if tail is None:
        return left
    if _YEAR.match(left) and tail["era"]:
        return left + tail["era"]
    if _DAY.match(left) and tail["month"]:
        return f"{left} {tail['month']} {tail['year']}"
    return f"{left} {tail['year']}" if _MONTH.match(left) else left


def _span(text: str, options: Mapping[str, str], start: _SpanEnd, end: _SpanEnd, half: bool = False) -> Span:
    sets = [span_sets(start.days(level), end.days(level)) for level in LEVELS]
    if not all(found.start for found in sets[:1]):
        backwards = text or f"{options.get('from')} to {options.get('to')}"
        bare = (
            re.findall("[0-9]+", backwards)
            if not any(sign.isalpha() for sign in backwards.replace(" to ", ""))
            else []
        )
        years = len(bare) == 2 and not {len(year) for year in bare} - {4}
        remedy = (
            'put the earlier date first; years before Christ take "BC"'
            if years
            else "put the earlier date first"
        )
        raise Unreadable("the end lies before the start", backwards, remedy)
    return _make(text, options, sets, start, end, ("half-open",) if half else ())


def _around(text: str, options: Mapping[str, str], inside: _SpanEnd) -> Span:
    """`including D`: start ≤ D ≤ end."""
    sets = []
    for level in LEVELS:
        days = inside.days(level)
        sets.append(SpanSets(((-region.INF, days[-1][1]),), ((days[0][0], region.INF),)))
    span = _make(text, options, sets, inside, inside, ("half-open",))
    return replace(span, start_state="unknown", end_state="unknown")


def _make(
    text: str,
    options: Mapping[str, str],
    sets: list[SpanSets],
    start: _SpanEnd,
    end: _SpanEnd,
    rows: tuple[str, ...],
) -> Span:
    dates = [side.date for side in (start, end) if side.date is not None]
    return Span(
        text,
        tuple(options.items()),
        plain=sets[0],
        licensed=sets[1],
        charitable=sets[2],
        rows=tuple(dict.fromkeys((*(row for date in dates for row in date.rows), *rows))),
        uncertain=any(date.uncertain for date in dates),
        approximate=any(date.approximate for date in dates),
        scale=tuple(scale for date in dates for scale in date.scale),
        notes=tuple(note for date in dates for note in date.notes),
        start_state=start.state,
        end_state=end.state,
        relative=tuple(date for date in dates if isinstance(date, Relative)),
    )


def _not_a_span(text: str, reading: _EndReader) -> Unreadable:
    said = " ".join(text.split())
    if reading.try_end(said) is not None:
        return Unreadable(
            "one date is not a period",
            said,
            "write from D, until D, including D, or two dates as D-D, from D until D, D/D",
        )
    return Unreadable(
        "not a period",
        said,
        "write 1946-1954, from 1951 until 1954, since 1951, until 1954 or 1946/1954, with a date at each end",
    )


def _deciding_level(directed: DirectedRelation) -> str:
    return {"conflict": "charitable", "tension": "licensed", "compatible": "licensed"}.get(
        directed.relation, "plain"
    )


def _as_days(days: region.Region) -> Value:
    """A bare value that holds one region, to be shown the way dates are."""
    return Value("", plain=days, licensed=days, charitable=days)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


TYPE = SpanType()
