"""Periods: pairs of a start and an end, each a date of its own precision and hedge."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
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
    meaning,
    meets,
    relate_by_sets,
    span_sets,
    value_type,
)
from discrepancy.values.dates.days import calendar_of
from discrepancy.values.dates.gaps import date_gap
from discrepancy.values.dates.period_ends import (
    EndReader,
    SpanEnd,
    edtf_ends,
    pair_of_ends,
    stated_end,
    two_ends,
)
from discrepancy.values.errors import Slip, Unreadable

_ERA = re.compile(r"\b(?:BC|BCE|AD|CE)\b|\bB\.\s?C\.|\bA\.\s?D\.")
OF_DATES = ("calendar", "hemisphere", "year_start", "language")  # options that hold for both ends


@dataclass(frozen=True, slots=True)
class Span(Value):
    """A period. The sets are `SpanSets`; an end that is not stated is "unknown" or, where the period is said
    to go on, "open".
    """

    type: ClassVar[str] = "span"
    start_state: str = ""  # "", "unknown", "open" or "relative"
    end_state: str = ""
    relative: tuple[Relative, ...] = ()  # ends given by another event

    @property
    def edges(self) -> Hashable:
        """Which ends are given by another event, and how, whatever the notation."""
        if not self.relative:
            return ()
        ends = (self.start_state == "relative", self.end_state == "relative")
        return ends, tuple(map(meaning, self.relative))


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
        reading = EndReader(basis, passed)
        if "including" in ends:
            if len(ends) > 1:
                raise Unreadable("`including` stands alone", ends["including"], "or give from and to")
            return _around(text or str(ends["including"]), options, reading.end(ends["including"]))
        if ends:
            start, end = (
                stated_end(name, ends[name], reading) if name in ends else SpanEnd("unknown")
                for name in ("from", "to")
            )
            return _span(text, options, start, end, half=len(ends) < 2)
        return self._text(text, options, reading)

    def _text(self, text: str, options: Mapping[str, str], reading: EndReader) -> Span:
        said = " ".join(text.split())
        if not said:
            raise Unreadable("no period", text, "write 1946-1954, from 1946, until 1954 or 1946/1954")
        low = said.casefold()
        if low.startswith("including "):
            return _around(text, options, reading.end(said[len("including ") :]))
        if "/" in said and (found := edtf_ends(said, reading)) is not None:
            return _span(text, options, *found)
        if low.startswith(("from ", "since ")):
            return self._from(text, said.split(" ", 1)[1], options, reading, low.startswith("since "))
        for word in ("until ", "till ", "up to ", "up until ", "to "):
            if low.startswith(word):
                return _span(text, options, SpanEnd("unknown"), reading.end(said[len(word) :]), half=True)
        if (found := two_ends(said, reading)) is not None:
            return _span(text, options, *found)
        raise _not_a_span(text, reading)

    def _from(
        self, text: str, rest: str, options: Mapping[str, str], reading: EndReader, since: bool
    ) -> Span:
        for word in (" until ", " till ", " up to ", " to ", " through ", " up until "):
            if word in rest and (found := pair_of_ends(rest.split(word, 1), reading)) is not None:
                return _span(text, options, *found)
        if not since and (found := two_ends(rest, reading)) is not None:
            return _span(text, options, *found)
        for word in (" on", " onwards", " onward"):
            rest = rest.removesuffix(word)
        return _span(text, options, reading.end(rest), SpanEnd("unknown"), half=True)

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """The table; of periods that hang on different events nothing more is known than that both may be."""
        assert isinstance(a, Span) and isinstance(b, Span)
        directed = relate_by_sets(a, b)
        equal = directed.relation in ("identical", "agrees")
        return DirectedRelation("compatible") if equal and a.edges != b.edges else directed

    def identity(self, value: Value) -> Hashable:
        """The sets, what they were converted from, and the events that the ends hang on."""
        assert isinstance(value, Span)
        return value.plain, value.licensed, value.charitable, value.scale, value.edges

    def meaning(self, value: Value) -> Hashable:
        """The sets, and the events that the ends hang on."""
        assert isinstance(value, Span)
        return value.plain, value.licensed, value.charitable, value.edges

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """Both ends, and for a conflict the end that decides."""
        deciding = _deciding_level(directed)
        both = tuple(
            f"{value.text or value}: {self.show(value, deciding)}{calendar_of(value)}" for value in (a, b)
        )
        if directed.relation in ("tension", "conflict"):
            return (*both, *_gaps_of_ends(a, b, deciding))
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
    ends = [SpanEnd("unknown") if date is None else SpanEnd("", date) for date in (start, end)]
    sets = [span_sets(ends[0].days(level), ends[1].days(level)) for level in LEVELS]
    return _make("", {}, sets, ends[0], ends[1], ()) if sets[0].start else None


def joined_spans(first: Value, last: Value) -> Span:
    """The period from the beginning of one period to the end of another."""
    assert isinstance(first, Span) and isinstance(last, Span)
    return replace(
        first,
        text=f"{first}, {last}",
        options=(),
        plain=span_sets(first.plain.start, last.plain.end),
        licensed=span_sets(first.licensed.start, last.licensed.end),
        charitable=span_sets(first.charitable.start, last.charitable.end),
        rows=tuple(dict.fromkeys((*first.rows, *last.rows))),
        end_state=last.end_state,
        relative=(),
    )


def _span(text: str, options: Mapping[str, str], start: SpanEnd, end: SpanEnd, half: bool = False) -> Span:
    sets = [span_sets(start.days(level), end.days(level)) for level in LEVELS]
    if not sets[0].start:
        return _turned_round(text, options, start, end)
    return _make(text, options, sets, start, end, ("half-open",) if half else ())


def _turned_round(text: str, options: Mapping[str, str], start: SpanEnd, end: SpanEnd) -> Span:
    """The period of a source that has it end before it begins: the two ends in their order, for which it does
    not vouch, with the slip.

    Raises Unreadable where it may be the encoder's: in the notation of EDTF, in a mapping of bare years, and
    in figures of fewer than four digits (44-27), which may have lost their era.
    """
    written = text or f"{options.get('from')} to {options.get('to')}"
    bare = not any(sign.isalpha() for sign in written.replace(" to ", ""))
    figures = re.findall("[0-9]+", written)
    years = bare and len(figures) == 2
    if "/" in text or (years and not text) or not (_is_dated(start) and _is_dated(end)):
        raise Unreadable(
            "the end lies before the start",
            written,
            "put the earlier date first" + ('; years before Christ take "BC"' if years else ""),
        )
    sets = [span_sets(end.days(level), start.days(level)) for level in LEVELS]
    sets[2] = SpanSets(region.ALL_DAYS, region.ALL_DAYS)
    span = _make(text, options, sets, end, start, ())
    days = value_type("date")
    last, first = (days.show(_as_days(side.days("plain")), "plain") for side in (end, start))
    era = "; years before Christ take BC" if years else ""
    return replace(span, notes=(*span.notes, Slip(f"the end, {last}, lies before the start, {first}{era}")))


def _is_dated(end: SpanEnd) -> bool:
    """Whether the year of an end is plain: four digits, or an era."""
    text = end.date.text if end.date is not None else ""
    return any(len(figure) >= 4 for figure in re.findall("[0-9]+", text)) or bool(_ERA.search(text))


def _around(text: str, options: Mapping[str, str], inside: SpanEnd) -> Span:
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
    start: SpanEnd,
    end: SpanEnd,
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


def _not_a_span(text: str, reading: EndReader) -> Unreadable:
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


def _gaps_of_ends(a: Value, b: Value, level: str) -> Iterator[str]:
    """A clause for each end at which the two do not meet: how far apart, in the precision of the words."""
    for end in ("start", "end"):
        plain, allowed = ((getattr(v.sets(of), end) for v in (a, b)) for of in ("plain", level))
        gap = date_gap((a, b), tuple(plain), tuple(allowed))
        if gap is not None:
            yield gap.said_of(f"{end}s")


TYPE = SpanType()
