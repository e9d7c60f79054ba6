"""Whether a text states the value that a claim gives: the same days, the same length of time, the same
figures.

Looser than the relation of two values in one respect: which question is asked is not looked at, so a date
agrees with a period of which it is one end, and a figure with the same figure in another unit ("US$101" and
"$101 a year").
"""

from __future__ import annotations

from functools import lru_cache

from discrepancy.evidence.statements.stated_values import (
    DATE_KINDS,
    NUMBER_KINDS,
    single_dates,
    stated_values,
)
from discrepancy.values.base import Basis, Value, read_or_none, relate
from discrepancy.values.numbers.cardinals import Exact

TYPES = (*DATE_KINDS, *NUMBER_KINDS)
# After an event is after its end, which refines after its start; before it is before its start, which refines
# before its end.
_WIDER = {"after": "start", "before": "end"}
_AGREE = ("identical", "agrees", "refines")


def agrees_with_statement(kind: str, given: str, value: Value, other: str, stated: str, basis: Basis) -> bool:
    """Whether the words `stated`, of type `other`, say what a claim says: `value`, of type `kind` and written
    `given`.
    """
    if value.type in ("relative", "unknown"):
        words, meant = " ".join(stated.split()), " ".join(given.split())
        return meant in (words, f"{words}.{_WIDER.get(words.partition(' ')[0])}")
    if kind in DATE_KINDS and other in DATE_KINDS:
        return any(
            _related(one, two) for one in _dates(kind, given, basis) for two in _dates(other, stated, basis)
        )
    if kind in NUMBER_KINDS:
        said, claimed = _numbers(stated, basis), _numbers(given, basis)
        return (
            bool(said)
            and said == claimed
            and (other in NUMBER_KINDS or other == "ordinal" or stated.isdecimal())
        )
    return False


def _related(one: Value, two: Value) -> bool:
    return one.type == two.type and relate(one.type, one, two).relation in _AGREE


@lru_cache(maxsize=8192)
def _dates(kind: str, text: str, basis: Basis) -> tuple[Value, ...]:
    """The value of a date or period, and the dates that it is made of."""
    whole = read_or_none(kind, text, basis)
    parts = (date.value for date in single_dates(stated_values(text, basis)))
    return tuple(value for value in (whole, *parts) if value is not None and value.type in DATE_KINDS)


@lru_cache(maxsize=8192)
def _numbers(text: str, basis: Basis) -> frozenset[Exact | str]:
    """The figures in some words, years without a unit too; of "tens of thousands" the words."""
    stated = list(stated_values(text, basis))
    years = {int(one.text) for one in stated if one.kind == "date" and one.text.isdecimal()}
    vague = {one.text.casefold() for one in stated if one.kind in NUMBER_KINDS and not one.numbers}
    return frozenset({number.value for one in stated for number in one.numbers} | years | vague)
