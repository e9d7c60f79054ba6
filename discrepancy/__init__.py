"""Compares what sources claim: which claims cannot be true together, and why.

The values are usable on their own:

    >>> from discrepancy import parse, relate
    >>> about = parse("date", "c. 1890")
    >>> relate(about, parse("date", "1893")).relation
    'compatible'
    >>> relate(parse("quantity", "up to 50,000"), parse("quantity", "60,000")).relation
    'tension'
    >>> parse("date", "25 October 1917", calendar="julian").bounds()
    ('1917-11-07', '1917-11-07')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from discrepancy.values.errors import Unreadable

if TYPE_CHECKING:
    from discrepancy.values.base import Basis, Relation, Value

__all__ = ["Unreadable", "parse", "relate"]


def parse(type_name: str, text: str = "", *, basis: Basis | None = None, **options: str) -> Value:
    """The value that `text` states, as a `type_name`: date, span, duration, age, quantity, entity, name,
    term, set, sequence or framing.

    Options are those of the type (`calendar="julian"`, `unit="men"`, `complete="true"`); the ends of a span
    may be given as `**{"from": …, "to": …}`. `basis` says what has been declared about how texts are read
    (conventions, a source's calendar, a registry of names). Raises Unreadable (a ValueError) for a text that
    states none, and KeyError for a type that there is not.
    """
    from discrepancy.values import base as value

    given: str | dict[str, str] = {**({"value": text} if text else {}), **options} if options else text
    return value.read(type_name, given, basis)


def relate(left: Value, right: Value) -> Relation:
    """The relation of two values of one type, with direction, reasons, gap, hints and the rows of the
    conventions that it used.

    Raises TypeError for values of two types; an `unknown` relates to any.
    """
    from discrepancy.values import base as value

    kinds = {one.type for one in (left, right)} - {"unknown", "relative"}
    if len(kinds) > 1:
        raise TypeError(f"a {left.type} and a {right.type} do not relate")
    return value.relate(kinds.pop() if kinds else "date", left, right)
