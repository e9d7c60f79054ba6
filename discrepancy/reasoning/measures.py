"""What figures measure, as far as that tells which of them can be set beside one another.

The sets of figures are in the base of a known unit (kilograms for grams), those of rates by the year.
"""

from __future__ import annotations

from discrepancy.model.vocabulary import Property
from discrepancy.values.base import Value
from discrepancy.values.numbers.units import CONVERSIONS, declared_unit, measures

YEARLY = " a year"
_PEOPLE = frozenset(("man", "person", "people", "soul"))  # words for those counted, one measure
CONVERTED = frozenset(base for base, factor in CONVERSIONS.values() if factor != 1)


def stated_measure(value: Value) -> str:
    """What a figure measures: the base of its unit, by the year if it is a rate; "" without a unit."""
    base = _counted(measures(value.scale[0])[0]) if value.scale and value.scale[0] else ""
    return f"{base}{YEARLY}".strip() if len(value.scale) > 1 else base


def declared_measure(prop: Property) -> str:
    """What the figures of a property measure by the unit that it declares; "" if it declares none."""
    unit = declared_unit(prop.unit)
    base = _counted(measures(unit.key)[0]) if unit.key else ""
    return f"{base}{YEARLY}".strip() if unit.per else base


def _counted(base: str) -> str:
    return "people" if base in _PEOPLE else base


def joint_measure(one: str, other: str) -> bool:
    """Whether figures in two measures can be set beside each other; "" is none."""
    if one == other:
        return True
    if not one or not other:  # a bare figure counts what the other counts, but is in no unit of measure
        stated = one or other
        return not stated.startswith("%") and not stated.endswith(YEARLY) and stated not in CONVERTED
    return one.startswith("%") and other.startswith("%") and "%" in (one, other)


def measure_in_words(measure: str) -> str:
    """A measure as it stands in a sentence: hectares, villages a year, bare numbers."""
    base = measure.removesuffix(YEARLY)
    rate = measure[len(base) :]
    if not base:
        return f"bare numbers{rate}"
    if base == "people" or not base[-1].isalpha() or base.endswith("s"):
        return f"{base}{rate}"
    return f"{base[:-1]}ies{rate}" if base.endswith("y") else f"{base}s{rate}"
