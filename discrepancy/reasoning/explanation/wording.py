"""Days and figures in the sentences of a proof."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from discrepancy.reasoning.explanation.ranges import range_text
from discrepancy.reasoning.network import HIGH, LOW, Unknown, rounded
from discrepancy.values.dates.days import day_text, piece_text
from discrepancy.values.intervals import INF, Bound, Region, exact
from discrepancy.values.numbers.reasons import show_region, sign_of
from discrepancy.values.numbers.reasons import shown as number_text

YEAR = Fraction(3_652_425, 10_000)
UNITS = {"year": YEAR, "month": YEAR / 12, "day": Fraction(1)}


def when(low: Bound, high: Bound) -> str:
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


def some_day(low: Bound, high: Bound) -> str:
    """A day between two bounds, without a preposition."""
    said = when(low, high)
    return f"a day {said}" if said.split()[0] in ("no", "between") else said.partition(" ")[2]


def figures(unknown: Unknown, found: Region) -> str:
    """A region of an unknown in words, with what its numbers count."""
    if unknown.type == "age":
        words = range_text(unknown.type, found)
        return words.replace(" or more completed years", " completed years or more").replace(
            " or less completed years", " completed years or fewer"
        )
    if unknown.type == "duration":
        return _lengths(found)
    if unknown.type != "quantity":
        return range_text(unknown.type, found)
    before, after = sign_of(unknown.key.measure)
    return show_region(found, before, after + (" a year" if unknown.key.measure.endswith(" a year") else ""))


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


def amount(unknown: Unknown, number: Any) -> str:
    """A number of what an unknown counts."""
    number = exact(Fraction(number))
    if unknown.type == "quantity":
        return figures(unknown, (((number, 0), (number, 0)),))
    if unknown.type == "duration":
        return _lengths((((number, 0), (number, 0)),))
    unit = "year" if unknown.type == "age" else "day"
    return f"{number_text(number)} {unit}{'' if number == 1 else 's'}"


def is_range(unknown: Unknown, low: Bound, high: Bound) -> str:
    """What an unknown is, after "is"."""
    return when(low, high) if unknown.type == "date" else figures(unknown, ((low, high),))


def days(number: Any) -> str:
    """A length in days, with its years where it is that of whole years."""
    count = exact(Fraction(number))
    text = f"{number_text(count)} day{'' if count == 1 else 's'}"
    years = round(count / YEAR)
    return (
        f"{years} year{'' if years == 1 else 's'} ({text})"
        if years and abs(count - years * YEAR) <= 2
        else text
    )


def factor(number: Fraction) -> tuple[str, str]:
    """What is written before and behind a figure that is multiplied."""
    if number == 1:
        return "", ""
    turned = 1 / number
    if _ends(number) or not _ends(turned):
        return f"{number_text(exact(number))} × ", ""
    return "", f" ÷ {number_text(exact(turned))}"


def _ends(number: Fraction) -> bool:
    """Whether its decimals end soon."""
    return (number * 10**4).denominator == 1


def whole(low: Bound, high: Bound) -> tuple[Bound, Bound]:
    """Two bounds moved inwards to whole days."""
    return rounded(low, LOW), rounded(high, HIGH)


def settled(unknown: Unknown, found: Region) -> Region:
    """A region of an unknown that is a whole number, its ends moved inwards to whole numbers."""
    if not unknown.whole:
        return found
    return tuple(piece for low, high in found if (piece := whole(low, high))[0] <= piece[1])
