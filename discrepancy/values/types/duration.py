"""Durations: lengths of time, in days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple

from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.conventions import Conventions
from discrepancy.values.errors import Unreadable, check_length
from discrepancy.values.intervals import Region, exact, union
from discrepancy.values.numbers.bounds import (
    FIGURES,
    NumberSets,
    bounded,
    divided,
    figures,
    interval,
    pieces_as_json,
    slack,
    unvouched,
)
from discrepancy.values.numbers.cardinals import Exact, Number
from discrepancy.values.numbers.hedges import HedgedNumber, parse_hedged
from discrepancy.values.numbers.numerals import read_number
from discrepancy.values.numbers.reasons import (
    figure_hints,
    gap_between,
    relation_reasons,
    show_region,
    with_unit,
)

FORMS = (
    "a number and a unit, such as six years; about ten months; over a year; two to three weeks; "
    "2 years and 3 months"
)
_NAMES = "hour|day|week|fortnight|month|year|decade|century"
_ARTICLE = re.compile(rf"(?<!half )(?<!of )\ban?\s+(?=(?:{_NAMES})\b(?!\s+and\s+a\s+half))", re.I)
_AND_A_HALF = re.compile(rf"\ban?\s+({_NAMES})\s+and\s+a\s+half\b", re.I)
_SEVERAL = re.compile(r"(?:several|a\s+few)\s+(?=[a-z])", re.I)
_WORD = re.compile(r"[^\W\d_]+", re.I)
_JOINT = re.compile(r"\s*,?\s*(?:and\s+)?", re.I)
_TO = re.compile(r"\s+to\s+|\s*[–—]\s*", re.I)


@dataclass(frozen=True, slots=True)
class Duration(Value):
    """A stated length of time. The answers are days, exact; a year is the mean Gregorian year and a month a
    twelfth of it.
    """

    type: ClassVar[str] = "duration"


class DurationType(ValueType):
    """A length of time: a number of units.

    Forms: six years; two weeks; 3 days; a year; two and a half years; 2 years and 3 months; about ten months;
    over a year; at least six months; two to three years; six months to a year; several weeks; possibly two
    years. Units: hours, days, weeks, fortnights, months, years, decades, centuries.
    """

    name: ClassVar[str] = "duration"
    options: ClassVar[tuple[str, ...]] = ("unit",)

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Duration:
        """The duration that `text` states. Raises Unreadable."""
        check_length(text)
        stated = _stated(text, basis, options.get("unit") or basis.unit or "")
        sets = _sets(stated, basis.conventions)
        sets = unvouched(sets) if stated.uncertain else sets
        return Duration(
            text,
            tuple(options.items()),
            *sets[:4],
            uncertain=stated.uncertain,
            approximate=stated.about,
        )

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """The reason in sentences with their numbers; the last one decides."""
        return relation_reasons(a, b, directed)

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """How many days apart the nearest lengths are that the two allow, and their ratio."""
        found = gap_between(a, b)
        return (
            {"days": found["difference"], **{key: found[key] for key in found if key == "ratio"}}
            if found
            else None
        )

    def hints(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """A factor of 10, 100, 1000."""
        return figure_hints(a, b)

    def pieces(self, value: Value, level: str) -> list[list[str | None]]:
        """The set at `level` as JSON: days as decimal strings or `a/b`, None for unbounded, "()", "(]", "[)"
        where an end is open.
        """
        return pieces_as_json(value.sets(level))

    def show(self, value: Value, level: str) -> str:
        """The set at `level` in words."""
        return with_unit(show_region(value.sets(level)), "days")


class _Length(NamedTuple):
    """One length: its days, the days of the unit it is counted in, and how far a round figure reaches, in
    days.
    """

    days: Exact
    unit: Exact
    slack: Exact = 0


class _Lengths(NamedTuple):
    """What a text says: one length, or two ends of a range, or members; or a vague number of units
    (`several`).
    """

    form: str
    lengths: tuple[_Length, ...]
    bound: str
    about: bool
    uncertain: bool


def unit_days(word: str, conventions: Conventions) -> Exact | None:
    """How many days a unit of time has; None for a word that is none."""
    folded = word.casefold()
    name = {"centuries": "century"}.get(folded, folded.removesuffix("s"))
    if name not in _NAMES.split("|"):
        return None
    year, months = figures(conventions, "rate", "plain")[:2]
    days: dict[str, Exact] = {
        "hour": Fraction(1, 24),
        "day": 1,
        "week": 7,
        "fortnight": 14,
        "month": divided(year, months),
        "year": year,
        "decade": 10 * year,
        "century": 100 * year,
    }
    found: Exact = exact(days[name])
    return found


def days_stated(text: str, basis: Basis) -> frozenset[Exact]:
    """The days of each length that a text states, hedges aside: `over two weeks` and `14 days` are the same.
    Raises Unreadable.
    """
    return frozenset(length.days for length in _stated(text, basis, basis.unit or "").lengths)


def _stated(text: str, basis: Basis, declared: str) -> _Lengths:
    bare = _ARTICLE.sub("1 ", _AND_A_HALF.sub(r"1 1/2 \1s", " ".join(text.split())))
    several = _SEVERAL.search(bare)
    if several and unit_days(bare[several.end() :].rstrip("? "), basis.conventions):
        stated = parse_hedged(
            f"{bare[: several.start()]}1 {bare[several.end() :]}", basis.number_format, FORMS
        )
        if stated.bound or stated.about[0]:
            raise Unreadable("a hedge on a number that is vague already", text, FORMS)
        return _Lengths(
            "several", (_length(stated.numbers[0], stated.unit, basis),), "", False, stated.uncertain
        )
    joint = _TO.search(bare)
    if joint and any(unit_days(word, basis.conventions) for word in _WORD.findall(bare[: joint.start()])):
        return _two_ends(bare.removeprefix("from "), basis)
    return _one_text(parse_hedged(bare, basis.number_format, FORMS), basis, declared, text)


def _two_ends(bare: str, basis: Basis) -> _Lengths:
    """`six months to a year`: a range in two units."""
    left, right = _TO.split(bare, maxsplit=1)
    ends = [
        _one_text(parse_hedged(side, basis.number_format, FORMS), basis, "", side) for side in (left, right)
    ]
    if any(end.form != "point" or end.bound for end in ends):
        raise Unreadable("a bound and a range at once", bare, FORMS)
    flags = (any(end.about for end in ends), any(end.uncertain for end in ends))
    return _Lengths("range", (ends[0].lengths[0], ends[1].lengths[0]), "", *flags)


def _one_text(stated: HedgedNumber, basis: Basis, declared: str, text: str) -> _Lengths:
    if stated.form not in ("point", "range", "either"):
        raise Unreadable("not a duration", text, FORMS)
    unit = stated.unit or declared
    if not unit:
        raise Unreadable("a number without a unit of time", text, FORMS)
    lengths = tuple(_length(number, unit, basis) for number in stated.numbers)
    return _Lengths(stated.form, lengths, stated.bound, True in stated.about, stated.uncertain)


def _length(number: Number, words: str, basis: Basis) -> _Length:
    """The length that a number and the words after it give: one unit, or more of them ("years and three
    months").
    """
    at = len(words) - len(words.removeprefix("of ").removeprefix("a ").lstrip("- "))
    total: Exact = 0
    reach: Exact = 0
    part: Number | None = number
    unit: Exact = 0
    while part is not None:
        name = _WORD.match(words, at)
        days = unit_days(name[0], basis.conventions) if name else None
        if name is None or days is None or part.value < 0:
            raise Unreadable("not a unit of time", words[at:] or words, FORMS)
        if unit and days >= unit:
            raise Unreadable("units of time out of order", words, FORMS)
        # A whole number counts whole units; "two and a half years" counts halves.
        unit = exact(days * part.unit) if part.form in ("fraction", "decimal") else days
        total, reach = exact(total + part.value * days), exact(slack(part, basis.conventions)[0] * days)
        at = name.end()
        part = _next_part(words, at, basis)
        at = part.end + (words[part.end : part.end + 1] == " ") if part else at
    if words[at:].strip():
        raise Unreadable("not understood in a duration", words[at:].strip(), FORMS)
    return _Length(total, unit, reach)


def _next_part(words: str, at: int, basis: Basis) -> Number | None:
    joint = _JOINT.match(words, at)
    assert joint is not None  # the pattern matches nothing too
    return read_number(words, joint.end(), basis.number_format) if joint.end() > at else None


def _sets(stated: _Lengths, conventions: Conventions) -> NumberSets:
    if stated.form == "several":
        return _several(stated.lengths[0].unit, conventions)
    first, last = stated.lengths[0], stated.lengths[-1]
    row = "about-duration" if stated.about else "duration"
    if stated.bound not in FIGURES:
        near, far = (
            (_about(first, level, conventions) for level in ("licensed", "charitable"))
            if stated.about
            else (0, 0)
        )
        return bounded(first.days, stated.bound, conventions, near, far, ("duration",))
    if stated.bound == "exact":
        plain = interval(first.days, last.days)
        return NumberSets(plain, plain, plain, ("exact",))
    if stated.form == "either":
        each = [_around(length, length, stated.about, conventions, (row,)) for length in stated.lengths]
        plain, licensed = _joined(sets.plain for sets in each), _joined(sets.licensed for sets in each)
        return NumberSets(plain, licensed, _joined(sets.charitable for sets in each), ("either", row))
    if first.days > last.days:
        raise Unreadable("the range runs backwards", "", "A to B with A the shorter")
    return _around(
        first, last, stated.about, conventions, (row,) if stated.form == "point" else ("range", row)
    )


def _joined(regions: Iterable[Region]) -> Region:
    return union(piece for region in regions for piece in region)


def _around(
    low: _Length, high: _Length, about: bool, conventions: Conventions, rows: tuple[str, ...]
) -> NumberSets:
    """From low to high, each counted in its units and so a little loose."""
    above, below = figures(conventions, "duration", "plain")[:2]
    half = divided(above, below)
    plain = interval(_floor(low.days - half * low.unit), high.days + half * high.unit)
    if about:
        near = [_about(length, "licensed", conventions) for length in (low, high)]
        far = [_about(length, "charitable", conventions) for length in (low, high)]
        licensed = interval(_floor(low.days - near[0]), high.days + near[1])
        return NumberSets(plain, licensed, interval(_floor(low.days - far[0]), high.days + far[1]), rows)
    whole = figures(conventions, "duration", "charitable")[0]
    licensed = union((*plain, *interval(_floor(low.days - low.slack), high.days + high.slack, "()")))
    wide = interval(
        _floor(low.days - whole * low.unit),
        high.days + whole * high.unit,
        "[)" if low.days < whole * low.unit else "()",
    )
    return NumberSets(plain, licensed, union((*licensed, *wide)), rows)


def _about(length: _Length, level: str, conventions: Conventions) -> Exact:
    """How far "about" reaches: so many units, or a round figure's own slack twice over if that is more."""
    units = figures(conventions, "about-duration", level)[0]
    round_figure = (2 if level == "licensed" else 4) * length.slack
    found: Exact = exact(max(units * length.unit, round_figure))
    return found


def _floor(days: Exact) -> Exact:
    found: Exact = exact(max(days, 0))
    return found


def _several(unit: Exact, conventions: Conventions) -> NumberSets:
    low, high = figures(conventions, "several", "plain")[:2]
    least, most = figures(conventions, "several", "licensed")[:2]
    loose = figures(conventions, "several", "charitable")[-1]
    plain = interval(low * unit, high * unit)
    return NumberSets(
        plain, interval(least * unit, most * unit, "[)"), interval(least * unit, loose * unit), ("several",)
    )


TYPE = DurationType()
