"""Whether what a text states is what a claim says: the same days, the same length of time, the same figures.

Looser than the relation of two values in one respect: which question is asked is not looked at, so a date
agrees with a period of which it is one end, and a figure with the same figure in another unit ("US$101" and
"$101 a year").
"""

from __future__ import annotations

from functools import lru_cache

from discrepancy.evidence.statements.stated_values import stated_values
from discrepancy.values.base import Basis, Value, read, relate
from discrepancy.values.errors import Unreadable
from discrepancy.values.numbers.numerals import Exact

COUNTED = ("quantity", "duration", "age")
DATED = ("date", "span")
TYPES = (*DATED, *COUNTED)
# After an event is after its end, which refines after its start; before it is before its start, which refines
# before its end.
_WIDER = {"after": "start", "before": "end"}
_AGREE = ("identical", "agrees", "refines")


def agrees_with_statement(kind: str, given: str, value: Value, other: str, stated: str, basis: Basis) -> bool:
    """Whether the value of a claim, of type `kind` and written `given`, is what the words `stated` of type
    `other` say.
    """
    if value.type in ("relative", "unknown"):
        words, meant = " ".join(stated.split()), " ".join(given.split())
        return meant in (words, f"{words}.{_WIDER.get(words.partition(' ')[0])}")
    if kind in DATED and other in DATED:
        return any(
            _related(one, two) for one in _dates(kind, given, basis) for two in _dates(other, stated, basis)
        )
    if kind in COUNTED:
        said, claimed = _numbers(stated, basis), _numbers(given, basis)
        return (
            bool(said) and said == claimed and (other in COUNTED or other == "ordinal" or stated.isdecimal())
        )
    return False


def _related(one: Value, two: Value) -> bool:
    return one.type == two.type and relate(one.type, one, two).relation in _AGREE


@lru_cache(maxsize=8192)
def _dates(kind: str, text: str, basis: Basis) -> tuple[Value, ...]:
    """The value of a date or period, and the dates that it is made of."""
    whole = _read(kind, text, basis)
    parts = (
        part.value
        for one in stated_values(text, basis)
        if one.kind in DATED
        for part in (one.parts or (one,))
    )
    return tuple(value for value in (whole, *parts) if value is not None and value.type in DATED)


def _read(kind: str, text: str, basis: Basis) -> Value | None:
    try:
        return read(kind, text, basis)
    except Unreadable:
        return None


@lru_cache(maxsize=8192)
def _numbers(text: str, basis: Basis) -> frozenset[Exact | str]:
    """The figures in some words, years without a unit too; of "tens of thousands" the words."""
    stated = list(stated_values(text, basis))
    years = {int(one.text) for one in stated if one.kind == "date" and one.text.isdecimal()}
    vague = {one.text.casefold() for one in stated if one.kind in COUNTED and not one.numbers}
    return frozenset({number.value for one in stated for number in one.numbers} | years | vague)
