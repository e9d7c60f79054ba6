"""Ages: completed years of a life."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.conventions import Conventions
from discrepancy.values.errors import Unreadable, check_length
from discrepancy.values.intervals import Region, exact, union
from discrepancy.values.numbers.bounds import (
    FIGURES,
    NumberSets,
    bounded,
    figures,
    interval,
    pieces_as_json,
    unvouched,
)
from discrepancy.values.numbers.cardinals import Exact
from discrepancy.values.numbers.hedges import HedgedNumber, parse_hedged
from discrepancy.values.numbers.number_words import CARDINALS
from discrepancy.values.numbers.numerals import read_number
from discrepancy.values.numbers.reasons import (
    deciding_figure,
    gap_between,
    is_transposed,
    relation_reasons,
    show_region,
    with_unit,
)

FORMS = "79; aged 79; 79 years old; over 70; about 60; in his 80th year; between 60 and 65; in her sixties"
_LEAD = re.compile(r"(?<!of )\b(?:(?:at\s+)?the\s+age\s+of|at\s+age|aged|age)\s+", re.I)
_NTH_YEAR = re.compile(
    r"(?:(?:in\s+)?(?:his|her|their|the)\s+(\S+)|(\S+(?:st|nd|rd|th)))\s+year"
    r"(?:\s+of\s+(?:(?:his|her|their)\s+)?(?:age|life))?",
    re.I,
)
_DECADES = {f"{name[:-1]}ies": number for name, number in CARDINALS.items() if number >= 20}
_IN_DECADE = re.compile(
    rf"in\s+(?:his|her|their)\s+(?:(early|mid|late)[\s-]\s*)?(?:({'|'.join(_DECADES)})|([2-9]0)s)", re.I
)
_UNITS = ("", "year", "years", "year old", "years old", "years of age", "yrs", "-year-old", "-years-old")


@dataclass(frozen=True, slots=True)
class Age(Value):
    """A stated age. The answers are completed years; `over 70` speaks of the exact age, so a person of 70
    years and a day fits.
    """

    type: ClassVar[str] = "age"


class AgeType(ValueType):
    """An age in completed years.

    Forms: 79; aged 79; age 79; 79 years old; over 70; under 70; at least 70; about 60; between 60 and 65; 79
    or 80; in his 80th year (79); in her sixties; in his late sixties; possibly 79; 79? Options: reckoning:
    completed, where the source counts completed years, so that no year of slack is allowed.
    """

    name: ClassVar[str] = "age"
    options: ClassVar[tuple[str, ...]] = ("reckoning",)

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Age:
        """The age that `text` states. Raises Unreadable."""
        check_length(text)
        reckoning = options.get("reckoning", "completed")
        if reckoning != "completed":
            raise Unreadable("no such reckoning", reckoning, "completed, or leave it out")
        stated = _stated(text, basis)
        around = 0 if "reckoning" in options else exact(figures(basis.conventions, "age", "charitable")[0])
        sets = _sets(stated, around, basis.conventions)
        sets = unvouched(sets) if stated.uncertain else sets
        return Age(
            text,
            tuple(options.items()),
            *sets[:4],
            uncertain=stated.uncertain,
            approximate=True in stated.about,
        )

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """The reason in sentences with their numbers; the last one decides."""
        return relation_reasons(a, b, directed)

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """How many years apart the nearest ages are that the two allow."""
        found = gap_between(a, b)
        return {"years": found["difference"]} if found else None

    def hints(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """Transposed digits."""
        first, second = deciding_figure(a), deciding_figure(b)
        if first is None or second is None or not is_transposed(first, second):
            return ()
        return (f"transposed digits: {first} and {second}",)

    def east_asian_hints(self, a: Value, b: Value) -> tuple[str, ...]:
        """East Asian reckoning, where it is one or two years more."""
        first, second = deciding_figure(a), deciding_figure(b)
        if first is None or second is None or abs(first - second) not in (1, 2):
            return ()
        more, fewer = max(first, second), min(first, second)
        return (f"East Asian reckoning counts one or two years more: {more} may be {fewer} completed years",)

    def pieces(self, value: Value, level: str) -> list[list[str | None]]:
        """The set at `level` as JSON: years as decimal strings, None for unbounded, "()", "(]", "[)" where an
        end is open.
        """
        return pieces_as_json(value.sets(level))

    def show(self, value: Value, level: str) -> str:
        """The set at `level` in words."""
        return with_unit(show_region(value.sets(level)), "completed years")


def years_stated(text: str, basis: Basis) -> frozenset[Exact]:
    """The completed years of each age that a text states, hedges aside: `in his 23rd year` is 22. Raises
    Unreadable.
    """
    return frozenset(exact(number.value) for number in _stated(text, basis).numbers)


def _stated(text: str, basis: Basis) -> HedgedNumber:
    """The hedged number, with the words that only say it is an age taken off."""
    bare = _LEAD.sub("", " ".join(text.split()), count=1)
    uncertain = bare.endswith("?")
    special = _special(bare.rstrip("? "), basis)
    if special:
        return special._replace(uncertain=uncertain)
    stated = parse_hedged(bare, basis.number_format, FORMS)
    if " ".join(stated.unit.lower().split()) not in _UNITS:
        raise Unreadable("not understood in an age", stated.unit, FORMS, max(text.find(stated.unit), 0))
    if stated.form not in ("point", "range", "either"):
        raise Unreadable("not an age", text, FORMS)
    for number in stated.numbers:
        if number.value < 0 or exact(number.value) != int(number.value):
            raise Unreadable("an age is a whole number of completed years", text, FORMS)
    return stated


def _special(bare: str, basis: Basis) -> HedgedNumber | None:
    """`in his 80th year`, `in her late sixties`."""
    nth = _NTH_YEAR.fullmatch(bare)
    if nth:
        which = nth[1] or nth[2]
        number = read_number(which, 0, basis.number_format)
        if number is None or number.form != "ordinal" or number.end != len(which) or number.value < 1:
            raise Unreadable("which year of life?", which, "in his 80th year")
        return HedgedNumber("point", (number._replace(value=number.value - 1),), "", (False,), False, "")
    decade = _IN_DECADE.fullmatch(bare)
    if decade is None:
        return None
    start = _DECADES[decade[2].lower()] if decade[2] else int(decade[3])
    first, last = 0, 9
    if decade[1]:
        ends = figures(basis.conventions, "part-decade", "plain")
        place = 2 * ("early", "mid", "late").index(decade[1].lower())
        first, last = int(ends[place]), int(ends[place + 1])
    low, high = (read_number(str(start + years)) for years in (first, last))
    assert low is not None
    assert high is not None
    return HedgedNumber("range", (low, high), "", (False, False), False, "")


def _sets(stated: HedgedNumber, around: Exact, conventions: Conventions) -> NumberSets:
    """The sets, `around` being how far the reckoning may be out."""
    ages = [exact(number.value) for number in stated.numbers]
    about = True in stated.about
    near = figures(conventions, "about-age", "licensed")[0] if about else 0
    far = figures(conventions, "about-age", "charitable")[0] if about else around
    row = "about-age" if about else "age"
    if stated.bound not in FIGURES:
        return _bound(ages[0], stated.bound, near, far if about else 0, conventions)
    if stated.form == "either":
        members = union(interval(age, age)[0] for age in ages)
        return NumberSets(members, _near(ages, near), _near(ages, far), ("either", row))
    low, high = ages[0], ages[-1]
    if low > high:
        raise Unreadable("the range runs backwards", "", "between A and B with A the smaller")
    rows = (row,) if stated.form == "point" else ("range", row)
    plain = interval(low, high)
    if stated.bound == "exact":
        return NumberSets(plain, plain, plain, (*rows, "exact"))
    return NumberSets(
        plain, interval(max(low - near, 0), high + near), interval(max(low - far, 0), high + far), rows
    )


def _near(ages: list[Exact], reach: Exact) -> Region:
    return union(interval(max(age - reach, 0), age + reach)[0] for age in ages)


def _bound(age: Exact, bound: str, near: Exact, far: Exact, conventions: Conventions) -> NumberSets:
    # An exact age of over 70 is 70 completed years or more; the rows of `over` and `at least` differ in that
    # end alone.
    sets = bounded(age, "at-least" if bound == "over" else bound, conventions, near, far)
    return sets._replace(rows=(bound, "age"))


TYPE = AgeType()
