"""Words for days, ranges and figures in the sentences of a proof."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from discrepancy.reasoning.constraints import YEAR
from discrepancy.reasoning.network import HIGH, LOW, Variable, rounded_inwards
from discrepancy.values.dates.days import day_text, piece_text
from discrepancy.values.intervals import INF, Bound, Region, exact
from discrepancy.values.numbers.reasons import number_text, show_region, sign_of, with_unit

UNITS = {"year": YEAR, "month": YEAR / 12, "day": Fraction(1)}


def day_phrase(low: Bound, high: Bound) -> str:
    """A day between two bounds, with its preposition: "in 1986", "on 10 July 1986", "no later than 3 May
    1960".
    """
    first, last = low[0], high[0]
    if first == -INF:
        return "on any day" if last == INF else f"no later than {day_text(last)}"
    if last == INF:
        return f"no earlier than {day_text(first)}"
    if first == last:
        return f"on {day_text(first)}"
    text = piece_text(first, last)
    return f"between {day_text(first)} and {day_text(last)}" if " to " in text else f"in {text}"


def bare_day_phrase(low: Bound, high: Bound) -> str:
    """A day between two bounds, without a preposition."""
    said = day_phrase(low, high)
    return f"a day {said}" if said.split()[0] in ("no", "between") else said.partition(" ")[2]


def region_text(variable: Variable, found: Region) -> str:
    """A region of a variable in words, with the unit of its numbers."""
    if variable.type == "age":
        words = range_text(variable.type, found)
        return words.replace(" or more completed years", " completed years or more").replace(
            " or less completed years", " completed years or fewer"
        )
    if variable.type == "duration":
        return _lengths(found)
    if variable.type != "quantity":
        return range_text(variable.type, found)
    before, after = sign_of(variable.key.measure)
    return show_region(found, before, after + (" a year" if variable.key.measure.endswith(" a year") else ""))


def _lengths(found: Region) -> str:
    """Lengths in the largest unit of which every end is a whole number, else in days."""
    ends = [Fraction(bound[0]) for piece in found for bound in piece if abs(bound[0]) != INF]
    unit = next(
        (
            name
            for name, length in UNITS.items()
            if any(ends) and all((end / length).denominator == 1 for end in ends)
        ),
        "day",
    )
    scaled = [
        tuple(
            bound if abs(bound[0]) == INF else (exact(Fraction(bound[0]) / UNITS[unit]), bound[1])
            for bound in piece
        )
        for piece in found
    ]
    words = show_region(tuple((low, high) for low, high in scaled))
    return f"{words} {unit}" if words == "1" else f"{words} {unit}s"


def amount_text(variable: Variable, number: Any) -> str:
    """A number with the unit of a variable."""
    number = exact(Fraction(number))
    if variable.type == "quantity":
        return region_text(variable, (((number, 0), (number, 0)),))
    if variable.type == "duration":
        return _lengths((((number, 0), (number, 0)),))
    unit = "year" if variable.type == "age" else "day"
    return f"{number_text(number)} {unit}{'' if number == 1 else 's'}"


def range_phrase(variable: Variable, low: Bound, high: Bound) -> str:
    """A range of a variable, as it follows "is"."""
    return day_phrase(low, high) if variable.type == "date" else region_text(variable, ((low, high),))


def days_text(number: Any) -> str:
    """A length in days, with its years where it is that of whole years."""
    count = exact(Fraction(number))
    text = f"{number_text(count)} day{'' if count == 1 else 's'}"
    years = round(count / YEAR)
    return (
        f"{years} year{'' if years == 1 else 's'} ({text})"
        if years and abs(count - years * YEAR) <= 2
        else text
    )


def factor_text(number: Fraction) -> tuple[str, str]:
    """What is written before and behind a figure that is multiplied by a factor."""
    if number == 1:
        return "", ""
    turned = 1 / number
    if _ends(number) or not _ends(turned):
        return f"{number_text(exact(number))} × ", ""
    return "", f" ÷ {number_text(exact(turned))}"


def _ends(number: Fraction) -> bool:
    """Whether its decimals end soon."""
    return (number * 10**4).denominator == 1


def whole_days(low: Bound, high: Bound) -> tuple[Bound, Bound]:
    """Two bounds moved inwards to whole days."""
    return rounded_inwards(low, LOW), rounded_inwards(high, HIGH)


def whole_region(variable: Variable, found: Region) -> Region:
    """A region of a variable that is a whole number, its ends moved inwards to whole numbers."""
    if not variable.whole:
        return found
    return tuple(piece for low, high in found if (piece := whole_days(low, high))[0] <= piece[1])


def range_text(kind: str, found: Region) -> str:
    """A region in words: days as dates, figures as numbers."""
    if kind == "date":
        return " or ".join(piece_text(low[0], high[0]) for low, high in found[:3])
    words = show_region(found)
    return with_unit(words, {"duration": "days", "age": "completed years"}.get(kind, ""))
