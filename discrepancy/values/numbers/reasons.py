"""Why two quantities relate as they do: the sentences, the gap, the probable causes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from discrepancy.values import intervals as region
from discrepancy.values.base import DirectedRelation, Value
from discrepancy.values.intervals import INF, Region
from discrepancy.values.numbers.cardinals import Exact
from discrepancy.values.numbers.numerals import decimal_text
from discrepancy.values.numbers.units import measures

# Why a row allows what it allows; {text} is what the source says, {range} what may then be meant.
_SLACK = {
    "round": "{text} is a round figure: {range} is meant at most",
    "decimal": "{text} is exact to its last decimal: {range}",
    "magnitude": "{text} is rounded to what its words say: {range} is meant at most",
    "percent": "{text} is a whole percentage: {range} is meant at most",
    "about": "{text} is approximate: {range}",
    "only": "{text} is a total: {range}",
    "age": "{text} is {range}",
    "about-age": "{text} is approximate: {range}",
    "duration": "{text} is {range}, counted in whole units",
    "about-duration": "{text} is approximate: {range}",
}
_ROUNDED = ("round", "decimal", "magnitude", "percent")
_BOUNDS = ("over", "at-least", "up-to", "at-most", "under", "nearly", "tens-of", "several")
# What the numbers of a type's sets count, where its texts do not say it.
_ANSWERS = {"age": "completed years", "duration": "days"}
_FORGIVEN = {
    "up-to": "the upper bound of {text} is not meant strictly",
    "about": "{text} is very rough",
    "over": "{text} is far exceeded",
    "at-least": "{text} is far exceeded",
    "at-most": "{text} is a very generous bound",
    "under": "{text} is a very generous bound",
    "nearly": "{text} is a generous rounding up",
    "tens-of": "{text} is used loosely",
    "several": "{text} is used loosely",
    "age": "{text} may be reckoned differently, by a year",
    "about-age": "{text} is very rough",
    "duration": "{text} is counted loosely, by part of a unit",
    "about-duration": "{text} is very rough",
    "unvouched": "{text}, which its source does not vouch for, is wrong",
}


MOST_LEADING = 60  # zeros behind the point that are looked through for the first figure


def relation_reasons(a: Value, b: Value, directed: DirectedRelation, bests: bool = False) -> tuple[str, ...]:
    """The reason for a relation of two numbers in sentences, the last of which decides; `bests` where the
    best estimates lie outside each other's range.
    """
    relation = directed.relation
    if relation == "different-unit":
        return _units_apart(a, b)
    return tuple(dict.fromkeys((*_conversion(a, b), *_reasons(a, b, directed, bests))))


def _reasons(a: Value, b: Value, directed: DirectedRelation, bests: bool) -> tuple[str, ...]:
    relation = directed.relation
    if relation in ("identical", "agrees"):
        return _agreeing(a, b, relation)
    if relation == "refines":
        narrow, wide = (a, b) if directed.direction == "left" else (b, a)
        inner, outer = (f"{_quoted(value)} ({_range(value, 'plain')})" for value in (narrow, wide))
        return (f"{inner} lies within {outer}",)
    if relation == "compatible":
        return (*_allowed(a, "licensed"), *_allowed(b, "licensed"), *_compatible(a, b))
    if relation == "tension" and bests and region.meets(a.licensed, b.licensed):
        return _bests(a, b)
    level = "licensed" if relation == "tension" else "charitable"
    last = _tension(a, b) if relation == "tension" else _conflict(a, b)
    return (*_allowed(a, level), *_allowed(b, level), last)


def show_region(found: Region, before: str = "", after: str = "") -> str:
    """A region of numbers in words: "more than 12,000 and up to 24,000". `before` and `after` are signs that
    every number takes.
    """
    return " or ".join(_piece(piece, before, after) for piece in found) or "nothing"


def with_unit(words: str, unit: str) -> str:
    """The words for a region with what its numbers count."""
    if not unit:
        return words
    return f"{words} of {unit}" if words == "any number" else f"{words} {unit}"


def sign_of(unit: str) -> tuple[str, str]:
    """The sign that figures of a unit take before or behind them: $, %."""
    if unit.startswith("%"):
        return "", "%"
    end = next((place for place, sign in enumerate(unit, 1) if sign in "$€£¥₫₹₽₩"), 0)
    return (unit[:end], "") if end in (1, 3) else ("", "")  # "$", "US$"


def _piece(piece: region.Interval, before: str, after: str) -> str:
    (least, left), (most, right) = piece
    low = "" if least == -INF else _signed(least, before, after)
    high = "" if most == INF else _signed(most, before, after)
    places = 2
    while low == high != "" and least != most:  # two ends that only further decimals tell apart
        places *= 2
        low, high = (_signed(end, before, after, places) for end in (least, most))
    if not low and not high:
        return "any number"
    if piece[0] == piece[1]:
        return low
    if not high:
        return f"more than {low}" if left else f"{low} or more"
    if not low:
        return f"less than {high}" if right else f"{high} or less"
    if not left and not right:
        return f"{low} to {high}"
    above = f"more than {low}" if left else f"from {low}"
    below = f"less than {high}" if right else f"up to {high}"
    return f"{above} {'to' if not left and right else 'and'} {below}"


def _signed(number: Exact, before: str, after: str, places: int = 0) -> str:
    text = number_text(number, places) + after
    return f"-{before}{text[1:]}" if before and text[0] == "-" else before + text


def number_text(number: Exact, places: int = 0) -> str:
    """A number for reading: thousands commas, and no more decimals than help, but at least `places` where it
    has so many.
    """
    if isinstance(number, int):
        return f"{number:,}"
    text = decimal_text(number)
    helpful = max(places, _helpful_places(abs(number)))
    if "/" in text or len(text.rpartition(".")[2]) > (helpful if places or abs(number) >= 1000 else 6):
        rounded = round(number * 10**helpful)
        text = decimal_text(region.exact(Fraction(rounded, 10**helpful))) if rounded else text
    whole, point, decimals = text.partition(".")
    if not whole.lstrip("-").isdigit():
        return text
    sign = "-" if whole[0] == "-" else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{decimals}"


def _helpful_places(size: Exact) -> int:
    """How many decimals of a number tell anything: two from 100 on, six below, and six figures of a fraction
    of one.
    """
    if size >= 100:
        return 2
    leading = 0
    while 0 < size < Fraction(1, 10) and leading < MOST_LEADING:
        size, leading = size * 10, leading + 1
    return 6 + leading


def gap_between(a: Value, b: Value) -> Mapping[str, Any] | None:
    """The distance between what two values allow: the exact difference, and the ratio to three digits where
    both ends are positive.
    """
    ends = None
    for level in ("charitable", "licensed"):
        ends = ends or region.apart(a.sets(level), b.sets(level))
    if ends is None:
        best_a, best_b = getattr(a, "best", None), getattr(b, "best", None)
        if best_a is None or best_b is None:
            return None
        ends = (min(best_a, best_b), 0), (max(best_a, best_b), 0)
    low, high = ends[0][0], ends[1][0]
    found = {"difference": decimal_text(region.exact(Fraction(high) - Fraction(low)))}
    if low > 0:
        found["ratio"] = three_digits(Fraction(high) / Fraction(low))
    return found


def three_digits(number: Fraction) -> str:
    """A positive number rounded to three significant digits, as a decimal; 1.0004 stays apart from 1."""
    digits = 2 if number != 1 else 0
    while digits < 12 and number != 1 and round(number * 10**digits) == 10**digits:
        digits += 1
    if number >= 10:
        whole = round(number)
        step = 10 ** max(0, len(str(whole)) - 3)
        return (
            str(round(number / step) * step)
            if whole >= 100
            else decimal_text(region.exact(Fraction(round(number * 10), 10)))
        )
    return decimal_text(region.exact(Fraction(round(number * 10**digits), 10**digits)))


def figure_hints(a: Value, b: Value) -> tuple[str, ...]:
    """Probable causes of a disagreement between two figures."""
    first, second = deciding_figure(a), deciding_figure(b)
    if first is None or second is None or first == second:
        return ()
    found = []
    if is_transposed(first, second):
        found.append(
            f"transposed digits: {number_text(first)} and {number_text(second)} "
            "differ by two digits changing places"
        )
    if first and second and first * second > 0:
        found += _factors(a, b, max(first, second), min(first, second))
    return tuple(found)


def deciding_figure(value: Value) -> Exact | None:
    """The one figure that a value turns on, if it turns on one: N itself, or the N of a bound."""
    best = getattr(value, "best", None)
    if best is not None or len(value.plain) != 1:
        return best
    (low, _), (high, _) = value.plain[0]
    if low == high or (value.rows and value.rows[0] in ("over", "at-least")):
        return None if low == -INF else low
    return (
        high
        if value.rows and value.rows[0] in ("up-to", "at-most", "under", "nearly") and high != INF
        else None
    )


def is_transposed(first: Exact, second: Exact) -> bool:
    """Whether two figures differ by two neighbouring digits changing places."""
    one, other = decimal_text(first), decimal_text(second)
    if len(one) != len(other) or "/" in one + other:
        return False
    places = [place for place in range(len(one)) if one[place] != other[place]]
    if len(places) != 2:
        return False
    here, there = places
    if not (one[here] + one[there]).isdigit():  # the point is no digit
        return False
    return there == here + 1 and one[here] == other[there] and one[there] == other[here]


def _factors(a: Value, b: Value, more: Exact, less: Exact) -> list[str]:
    ratio = abs(Fraction(more) / Fraction(less))
    ratio = ratio if ratio > 1 else 1 / ratio
    found = []
    if ratio in (10, 100, 1000):
        found.append(f"a factor of exactly {ratio}: a digit too many or too few?")
    words = f"{a.text} {b.text}".casefold()
    if ratio == 1000 and "million" in words and "billion" in words:
        found.append("million against billion")
    if "tonne" in (*a.scale, *b.scale):
        for name, kilograms in (("long", "1016.0469088"), ("short", "907.18474")):
            tons = Fraction(kilograms) / 1000
            if abs(ratio / max(tons, 1 / tons) - 1) < Fraction(1, 500):
                found.append(f"tonne against {name} ton ({kilograms} kg)")
    return found


def _quoted(value: Value) -> str:
    if value.text.strip():
        return f'"{value.text.strip()}"'
    return '"' + ", ".join(f"{name} {text}" for name, text in value.options) + '"'


def _range(value: Value, level: str) -> str:
    return with_unit(
        show_region(value.sets(level), *sign_of(getattr(value, "unit", None) or "")), _base(value)
    )


def _shared(a: Value, b: Value, level: str) -> str:
    """What both allow at a level."""
    signs = sign_of(getattr(a, "unit", None) or "") if a.scale == b.scale else ("", "")
    return with_unit(show_region(region.meet(a.sets(level), b.sets(level)), *signs), _base(a))


def _base(value: Value) -> str:
    """What the numbers of the sets count, where that is not the unit stated."""
    unit = value.scale[0] if value.scale else ""
    words = _ANSWERS.get(value.type, "")
    if unit and measures(unit) != (unit, 1):
        words = measures(unit)[0] + ("s" if measures(unit)[0].isalpha() else "")
    return f"{words} a year".strip() if len(value.scale) > 1 and value.scale[1] != "year" else words


def _conversion(a: Value, b: Value) -> tuple[str, ...]:
    if a.scale == b.scale:
        return ()
    return tuple(
        f"{_quoted(value)} is {_range(value, 'plain')}" for value in (a, b) if value.scale and _base(value)
    )


def _agreeing(a: Value, b: Value, relation: str) -> tuple[str, ...]:
    same = f"{_quoted(a)} and {_quoted(b)} both say {_range(a, 'plain')}"
    if relation == "identical":
        return (same if a.text == b.text else f"{same}; only the notation differs",)
    if a.licensed != b.licensed or a.charitable != b.charitable:
        return (
            *_allowed(a, "licensed"),
            *_allowed(b, "licensed"),
            f"{same}; only what else they allow differs",
        )
    if getattr(a, "best", None) != getattr(b, "best", None):
        return (f"{same}; only the best estimate differs",)
    return (f"{same}; only the unit differs in wording",)


def _allowed(value: Value, level: str) -> tuple[str, ...]:
    """What a value allows at a level, and why."""
    row = next((row for row in value.rows if row in _SLACK or row in _BOUNDS), "exact")
    if level == "charitable" and value.uncertain:
        return (f"{_quoted(value)} is not vouched for by its source: {_range(value, level)}",)
    if "range" in value.rows and row in _ROUNDED:
        return (f"{_quoted(value)} has round ends: {_range(value, level)} is meant at most",)
    if row in _SLACK:
        return (_SLACK[row].format(text=_quoted(value), range=_range(value, level)),)
    if _range(value, level) == value.text.strip():
        return (f"{_quoted(value)} is not a round figure: it is meant as it stands",)
    how = (
        {"plain": "", "licensed": ", read to its letter,", "charitable": ", read charitably,"}[level]
        if row in _BOUNDS
        else ""
    )
    return (f"{_quoted(value)}{how} is {_range(value, level)}",)


def _compatible(a: Value, b: Value) -> tuple[str, ...]:
    shared = _shared(a, b, "licensed")
    last = f"both can be right: {shared}"
    for value, other in ((a, b), (b, a)):
        bounded = any(row in _BOUNDS for row in value.rows)
        if bounded and not region.meets(value.plain, other.licensed):
            plain = _range(value, "plain")
            return (f"{last}, but only by the letter of {_quoted(value)}, which at face value is {plain}",)
    return (last,)


def _bests(a: Value, b: Value) -> tuple[str, ...]:
    overlap = _shared(a, b, "licensed")
    best_a, best_b = (number_text(value.best) for value in (a, b))  # type: ignore[attr-defined]
    return (
        f"the ranges share {overlap}",
        f"but the best estimates, {best_a} and {best_b}, each lie outside the other's range",
    )


def _tension(a: Value, b: Value) -> str:
    shared = _shared(a, b, "charitable")
    forgiven = []
    for value, other in ((a, b), (b, a)):
        if value.charitable != value.licensed and region.meets(value.charitable, other.licensed):
            row = (
                "unvouched" if value.uncertain else next((row for row in value.rows if row in _FORGIVEN), "")
            )
            if row == "up-to" and other.licensed[-1][1] < value.licensed[0][0]:
                row = "at-most"  # far below the bound, not above it
            if row:
                forgiven.append(_FORGIVEN[row].format(text=_quoted(value)))
    reason = " or if ".join(forgiven) or "both are read generously"
    return f"these do not meet; both can be true only if {reason} ({shared})"


def _conflict(a: Value, b: Value) -> str:
    ends = region.apart(a.charitable, b.charitable)
    if ends is None:
        return "no number is both"
    distance = number_text(region.exact(Fraction(region.distance(*ends))))
    if distance == "0":
        return "no number is both: they only touch"
    return f"no number is both: even read charitably they are {with_unit(distance, _base(a))} apart"


def _units_apart(a: Value, b: Value) -> tuple[str, ...]:
    kinds = [value.scale[0] if value.scale else "" for value in (a, b)]
    if len(a.scale[1:]) != len(b.scale[1:]):
        rate, amount = (a, b) if a.scale[1:] else (b, a)
        return (
            f"{_quoted(rate)} is a rate (a {rate.scale[1]}) and {_quoted(amount)} is an amount: "
            "no joint statement can be made",
        )
    if "ton" in kinds and set(kinds) & {"tonne", "kilogram", "pound"}:
        return (
            '"ton" may be long (1,016 kg), short (907 kg) or metric (1,000 kg): state which, or write tonne',
        )
    return (f"{kinds[0]} and {kinds[1]} are different units, and no conversion between them is known",)
