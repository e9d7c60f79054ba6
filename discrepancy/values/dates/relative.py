"""Dates by another event or date: three months after X, the next day, shortly before X, in the same year as
X.
"""

from __future__ import annotations

import re

from discrepancy.values import base as value
from discrepancy.values.base import Basis
from discrepancy.values.dates import grammar
from discrepancy.values.dates.edtf import looks_like_edtf
from discrepancy.values.dates.english_words import is_all_date_words
from discrepancy.values.dates.nodes import Distance, Point
from discrepancy.values.errors import Unreadable
from discrepancy.values.numbers.number_words import CARDINALS

_NUMBERS = {word: number for word, number in CARDINALS.items() if 1 <= number <= 12} | {"a": 1, "an": 1}
_NUMBER = r"([0-9]{1,4}|" + "|".join(_NUMBERS) + ")"
_RELATIVE = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL).fullmatch, kind)
    for pattern, kind in (
        (r"shortly (after|before) (.+)", "shortly"),
        (_NUMBER + r" (day|week|month|year|decade)s? (after|before) (.+)", "distance"),
        (r"the (?:(?:next|following) )?(day|week|month|year) (after|before) (.+)", "unit"),
        (r"(?:(?:in|on) )?the same (day|month|year) as (.+)", "same"),
        (r"(after|before|by|on) (.+)", "order"),
    )
)
_DOUBTED = re.compile(
    r"\A(?:possibly|perhaps|maybe|probably|allegedly|reportedly|supposedly|presumably) |\s?\?\Z",
    re.IGNORECASE,
)


def relative_date(clean: str, kept: str, given: tuple[tuple[str, str], ...]) -> value.Relative | None:
    """The relative date that the words of `clean` may be, its anchor not yet looked up."""
    certain = _DOUBTED.sub("", clean)
    for match, kind in _RELATIVE:
        found = match(certain)
        if found is None:
            continue
        parts = found.groups()
        order, unit, amount = "after", "", None
        if kind == "same":
            order, unit = "same", parts[0].lower()
        elif kind == "order":
            order = parts[0].lower()
        elif kind == "shortly":
            order, unit = parts[0].lower(), "shortly"
        else:
            order, unit = parts[-2].lower(), parts[-3].lower()
            if kind == "distance":
                number = parts[0].lower()
                amount = _NUMBERS[number] if number in _NUMBERS else int(number)
        return value.Relative(
            kept,
            given,
            rows=("unvouched",) if certain != clean else (),
            uncertain=certain != clean,
            order=order,
            anchor=parts[-1].strip().removesuffix("."),
            amount=amount,
            unit=unit,
            strict=order in ("after", "before"),
        )
    return None


def from_date(related: value.Relative) -> Distance | None:
    """The date that `related` is where its anchor is itself a plain date; None where that is no date."""
    anchor = related.anchor
    if not related.unit or not any(letter.isdigit() for letter in anchor):
        return None
    if looks_like_edtf(anchor):
        return Distance(related.order, related.unit, related.amount, anchor, related.uncertain)
    try:
        said = grammar.parse(anchor)
    except Unreadable:
        return None
    if not isinstance(said.node, Point) or said.calendar:
        raise Unreadable(
            "a distance from what is not one date",
            related.text,
            "write for example three months after 2 September 1945",
        )
    said.node.start += max(related.text.find(anchor), 0)  # an error points into the whole text
    return Distance(related.order, related.unit, related.amount, said.node, related.uncertain)


def no_anchor(related: value.Relative, basis: Basis, error: Unreadable) -> Unreadable:
    """The error for a relative date whose anchor is unknown, or the date's own where its anchor was meant for
    one.
    """
    anchor = related.anchor
    dated = anchor[:1].isdigit() or is_all_date_words(anchor)
    if dated and not related.unit:
        return error
    if dated and any(letter.isdigit() for letter in anchor):
        return _of_anchor(anchor, error)
    offset = max(related.text.find(anchor), 0)
    if basis.anchor is None:
        return Unreadable(
            "only a dossier can say when this was",
            anchor,
            "in a dossier, name an entity or a question; here, write a date",
            offset,
        )
    return Unreadable(
        "neither a date nor an entity or question of the dossier",
        anchor,
        "declare the entity, or write a date",
        offset,
    )


def _of_anchor(anchor: str, error: Unreadable) -> Unreadable:
    """What is wrong with a date that a distance is counted from."""
    try:
        grammar.parse(anchor)
    except Unreadable as inner:
        return Unreadable(inner.message, anchor, inner.expect)
    return error
