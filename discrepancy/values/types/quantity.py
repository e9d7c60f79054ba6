"""Quantities: numbers of something, hedged as sources hedge them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType, relate_by_sets
from discrepancy.values.conventions import Conventions
from discrepancy.values.errors import Unreadable, check_length
from discrepancy.values.intervals import Region, exact, within
from discrepancy.values.numbers.bounds import (
    NumberSets,
    divided,
    figures,
    number_sets,
    pieces_as_json,
    scaled,
)
from discrepancy.values.numbers.cardinals import Exact
from discrepancy.values.numbers.hedges import HedgedNumber, parse_hedged
from discrepancy.values.numbers.reasons import (
    figure_hints,
    gap_between,
    relation_reasons,
    show_region,
    sign_of,
    with_unit,
)
from discrepancy.values.numbers.units import (
    NO_UNIT,
    SHORT,
    Unit,
    declared_unit,
    known,
    measures,
    read_period,
    read_unit,
    unit_key,
)

_OF_PROSE = (
    "no number",
    "not understood after the number",
    "not understood behind the figure",
    "not a unit",
    "too long for a unit",
    "more than one thing counted",
)
# A figure in prose with the hedge before it; no name such as "9th" or "6-pound".
_FIGURE = re.compile(
    r"(?<![^\W_])(?<![-–.,/])"
    r"(?:(?:about|around|approximately|approx\.|est\.|some|over|nearly|almost|fewer than|more than|up to|"
    r"at least)\s)?"
    r"[0-9]{1,9}(?:,[0-9]{3}){0,4}(?:[-–][0-9]{1,9}(?:,[0-9]{3}){0,4})?(?!,[0-9])(?![^\W_])(?:\smen(?![^\W_]))?(?![-–])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity(Value):
    """A stated quantity: 6,000 men; over 12,000; $3 million a day.

    `unit` is the unit as written or declared, `per` the period of a rate, `best` the stated best estimate.
    The sets of known units are in hectares, kilograms, kilometres, those of rates per year; `scale` is the
    unit's key and the period they were converted from.
    """

    type: ClassVar[str] = "quantity"
    unit: str | None = None
    per: str | None = None
    best: Exact | None = None


class QuantityType(ValueType):
    """A number, with the unit it counts and the period of a rate where they are stated.

    Figures: 2,148; 6 000 men; 21.4%; 14 per cent; 2.4 million; 3 lakh; 3,00,000; 2 1/2; 2½; two thirds;
    thirteen divisions; 8th; three hundred thousand; a dozen; half a million. Separators other than 1,234.5
    are declared by number_format. An ordinal is one only alone: "8th", but not "2nd Division", which is a
    name. Hedges: about, around, approximately, roughly, some, c., ~, est., an estimated N; over, more than,
    above, upwards of, in excess of N; at least, no fewer than, not less than N; N or more; N+; up to, as many
    as N; only N, N in total, N total, N in all, a total of N; at most, no more than N; N or fewer; fewer
    than, less than, under, below N; nearly, almost, close to N; exactly N. Ranges: 20,000 to 30,000;
    20,000-30,000; between A and B; from A to B; 1.5 to 2 million; A or B; low A best B high C. Vague: tens of
    thousands; dozens of villages; several hundred; a few thousand. Not vouched for: possibly, perhaps,
    allegedly, reportedly, said to be N; N? Money and rates: $3 million a day; €5m; £2bn; 300 francs; N per
    month; N annually (m and bn only follow a currency sign). Options: unit, per (day, week, month, year),
    best, and low and high without a value.
    """

    name: ClassVar[str] = "quantity"
    options: ClassVar[tuple[str, ...]] = ("unit", "per", "best", "low", "high")

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Quantity:
        """The quantity that `text` states. Raises Unreadable."""
        check_length(text)
        try:
            stated = (
                _estimate(text, options, basis)
                if "low" in options or "high" in options
                else parse_hedged(text, basis.number_format)
            )
            unit = _unit(stated, options, basis)
        except Unreadable as error:
            raise _with_figures(error, text) from None
        sets = _with_best(
            number_sets(stated, basis.conventions, percent=unit.key[:1] == "%"), options, unit, basis
        )
        return _quantity(text, options, stated, unit, _converted(sets, unit, basis.conventions))

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """Unit first, then the table, then the best estimates: where each lies outside the other's range, an
        overlap is a tension.
        """
        assert isinstance(a, Quantity)
        assert isinstance(b, Quantity)
        if a.scale != b.scale and not same_measure(a, b):
            return DirectedRelation("different-unit")
        directed = relate_by_sets(a, b)
        if directed.relation == "refines" and not _one_thing(a, b):
            directed = DirectedRelation("compatible")
        if a.best is None and b.best is None:
            return directed
        if directed.relation == "identical" and a.best != b.best:
            return DirectedRelation("agrees")
        if directed.relation == "compatible" and bests_apart(a, b):
            return DirectedRelation("tension")
        return directed

    def identity(self, value: Value) -> Hashable:
        """What two values share exactly when they are `identical`."""
        assert isinstance(value, Quantity)
        return (value.plain, value.licensed, value.charitable, value.scale, value.best)

    def meaning(self, value: Value) -> Hashable:
        """The sets, the best estimate, what is measured, and whether it is a rate."""
        assert isinstance(value, Quantity)
        measured = measures(value.scale[0])[0] if value.scale else ""
        return (value.plain, value.licensed, value.charitable, value.best, measured, value.per is not None)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """The reason in sentences with their numbers; the last one decides."""
        assert isinstance(a, Quantity)
        assert isinstance(b, Quantity)
        if (
            directed.relation == "different-unit"
            and a.scale[1:2] == b.scale[1:2]
            and (bare := _bare(a, b)) is not None
        ):
            other = b if bare is a else a
            return (
                f'"{bare.text}" states no unit, and "{other.text}" is in {other.unit}: '
                "no joint statement can be made",
            )
        said = relation_reasons(a, b, directed, bests_apart(a, b))
        if directed.relation == "compatible" and not _one_thing(a, b):
            return ("the two do not state one unit, so neither is the more specific", *said)
        return said

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """How far apart the nearest numbers are that the two allow: {"difference": exact, "ratio": to three
        digits}.
        """
        return gap_between(a, b)

    def hints(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """Transposed digits; a factor of 10, 100, 1000; million and billion; tonne and ton."""
        return figure_hints(a, b)

    def pieces(self, value: Value, level: str) -> list[list[str | None]]:
        """The set at `level` as JSON: decimal strings or `a/b`, None for unbounded, "()", "(]", "[)" where an
        end is open.
        """
        return pieces_as_json(value.sets(level))

    def show(self, value: Value, level: str) -> str:
        """The set at `level` in words, in the unit it was stated in."""
        assert isinstance(value, Quantity)
        unit = read_unit(" ".join(value.unit.split())) if value.unit else NO_UNIT
        factor = _factor(Unit(unit.text, unit.key, value.per), _conventions_of(value))
        region = value.sets(level)
        return show_in_unit(region if factor == 1 else scaled(region, divided(1, factor)), value)


def same_measure(a: Quantity, b: Quantity) -> bool:
    """Whether one joint statement can be made about both: the same thing measured, over a period of any
    length or over none.
    """
    if (a.per is None) != (b.per is None):
        return False
    left, right = a.scale[0] if a.scale else "", b.scale[0] if b.scale else ""
    if left == right:
        return True
    if not left or not right:  # a figure without a unit counts what the other counts, but is in no measure
        stated = left or right
        return stated[:1] != "%" and measures(stated)[1] == 1
    if left[:1] == "%" and right[:1] == "%":  # a share, and the same with what it is a share of
        return left == "%" or right == "%"
    return measures(left)[0] == measures(right)[0]


def _one_thing(a: Quantity, b: Quantity) -> bool:
    """Whether both state the same thing measured, not one of them nothing or only a share."""
    left, right = (value.scale[0] if value.scale else "" for value in (a, b))
    return measures(left)[0] == measures(right)[0]


def _bare(a: Quantity, b: Quantity) -> Quantity | None:
    """The one of two that states no unit where the other does."""
    bare = [value for value in (a, b) if not (value.scale and value.scale[0])]
    return bare[0] if len(bare) == 1 else None


def bests_apart(a: Quantity, b: Quantity) -> bool:
    """Whether both have a best estimate and neither lies in the other's licensed set."""
    if a.best is None or b.best is None:
        return False
    return not _contains(b.licensed, a.best) and not _contains(a.licensed, b.best)


def show_in_unit(region: Region, value: Quantity) -> str:
    """The region in words with the value's unit and period: "$3,000,000 a day", "more than 13.5% and less
    than 14.5%".
    """
    unit = value.unit or ""
    before, after = sign_of(unit)
    words = show_region(region, before, after)
    rest = unit[len(before + after) :].lstrip()
    words = with_unit(words, rest)
    return f"{words} a {value.per}" if value.per else words


def _contains(region: Region, number: Exact) -> bool:
    return within((((number, 0), (number, 0)),), region)


def _quantity(
    text: str, options: Mapping[str, str], stated: HedgedNumber, unit: Unit, sets: NumberSets
) -> Quantity:
    return Quantity(
        text=text,
        options=tuple(options.items()),
        plain=sets.plain,
        licensed=sets.licensed,
        charitable=sets.charitable,
        rows=(*sets.rows, "rate") if unit.per else sets.rows,
        uncertain=stated.uncertain,
        approximate=True in stated.about,
        scale=(unit.key, unit.per) if unit.per else (unit.key,) if unit.key else (),
        unit=unit.text,
        per=unit.per,
        best=sets.best,
    )


def _with_figures(error: Unreadable, text: str) -> Unreadable:
    """The error with the figure that stands in the prose: "Garrison and other troops (approx. 5,000 men)"."""
    if error.message not in _OF_PROSE or not any(sign.isalpha() for sign in text):
        return error
    if text.strip(" .").casefold() == "unknown":
        return Unreadable(
            error.message, error.words, "write unknown if the source says that nobody knows", error.offset
        )
    found = [match[0] for match in _FIGURE.finditer(text)]
    if not found or found[0] == text.strip():
        return error
    advice = "one figure to a claim" if len(found) > 1 else "the figure alone"
    return Unreadable(error.message, error.words, f'write {advice}, such as "{found[0]}"', error.offset)


def _unit(stated: HedgedNumber, options: Mapping[str, str], basis: Basis) -> Unit:
    """The unit in the text, else the one given, else the property's; likewise the period."""
    declared, given = declared_unit(basis.unit), declared_unit(options.get("unit"))
    if stated.unit:
        unit = _stated_unit(stated, given if given.key else declared)
    elif not options:
        return declared
    else:
        unit = NO_UNIT
    if given.key and unit.key and given.key != unit.key:
        raise Unreadable("two units", options["unit"], f"the unit once: {unit.text}")
    per = read_period(options["per"]) if options.get("per") else given.per
    if per and unit.per and per != unit.per:
        raise Unreadable("two periods", options.get("per", ""), f"the period once: {unit.per}")
    if not unit.key:
        unit = Unit(given.text or declared.text, given.key or declared.key, unit.per)
    return unit._replace(per=unit.per or per or declared.per)


def _stated_unit(stated: HedgedNumber, declared: Unit) -> Unit:
    text = stated.unit
    if text.casefold() == "m" and declared.key == "metre":  # the declaration settles it
        return declared
    if stated.numbers[0].form == "ordinal":
        raise Unreadable(
            "a place in an order, not a count", stated.unit, "write the count, such as 2 divisions"
        )
    if (
        stated.glued
        and not known(text.split(" ")[0])
        and text[:1] not in "$€£¥₫₹₽₩%/"
        and text.casefold() not in SHORT
    ):
        raise Unreadable("not understood behind the figure", text, "a space before a unit")
    return read_unit(text)


def _factor(unit: Unit, conventions: Conventions) -> Exact:
    """What the stated figure is multiplied by: to the base of a known unit, and to a year."""
    factor: Exact = measures(unit.key)[1] if unit.key else 1
    if unit.per:
        days, months, years = figures(conventions, "rate", "plain")[:3]
        factor = exact(
            factor * {"day": days, "week": divided(days, 7), "month": months, "year": years}[unit.per]
        )
    return factor


def _conventions_of(value: Value) -> Conventions:
    # A value does not keep its conventions; those of rates are the calendar's, which no dossier overrides.
    from discrepancy.values.conventions import standard

    return standard()


def _converted(sets: NumberSets, unit: Unit, conventions: Conventions) -> NumberSets:
    if not unit.key and not unit.per:
        return sets
    factor = _factor(unit, conventions)
    if factor == 1:
        return sets
    best = None if sets.best is None else exact(sets.best * factor)
    return NumberSets(
        scaled(sets.plain, factor),
        scaled(sets.licensed, factor),
        scaled(sets.charitable, factor),
        sets.rows,
        best,
    )


def _with_best(sets: NumberSets, options: Mapping[str, str], unit: Unit, basis: Basis) -> NumberSets:
    """The sets with the option `best`, in the figure's own unit."""
    if "best" not in options or sets.best is not None:
        return sets
    best = exact(_number(options["best"], "best", unit.text, basis).numbers[0].value)
    if not _contains(sets.licensed, best):
        raise Unreadable(
            "the best estimate lies outside what is stated", options["best"], show_region(sets.licensed)
        )
    return sets._replace(best=best)


def _number(text: str, name: str, unit: str | None, basis: Basis) -> HedgedNumber:
    """An option that is one bare number, with or without the unit."""
    check_length(text, "number")
    stated = parse_hedged(text, basis.number_format)
    if stated.form != "point" or stated.bound or stated.about[0] or stated.uncertain:
        raise Unreadable(f"{name} is one number", text, "a number such as 22,000")
    if stated.unit and unit is not None and unit_key(stated.unit) != unit_key(unit):
        raise Unreadable("two units", stated.unit, f"the unit once: {unit}")
    return stated


def _estimate(text: str, options: Mapping[str, str], basis: Basis) -> HedgedNumber:
    """The mapping form {low: A, best: B, high: C}."""
    if text.strip():
        raise Unreadable("a value beside low and high", text, "low, best and high without a value")
    missing = [name for name in ("low", "high") if name not in options]
    if missing:
        raise Unreadable(f"an estimate without {missing[0]}", "", "low and high, with or without best")
    stated: list[HedgedNumber] = []
    for name in ("low", "best", "high"):
        if name in options:
            stated.append(_number(options[name], name, None, basis))
    units = {one.unit for one in stated if one.unit}
    if len({unit_key(unit) for unit in units}) > 1:
        raise Unreadable("two units in one estimate", " and ".join(sorted(units)), "one unit")
    numbers = tuple(one.numbers[0] for one in stated)
    return HedgedNumber("estimate", numbers, "", (False,) * len(numbers), False, min(units, default=""))


TYPE = QuantityType()
