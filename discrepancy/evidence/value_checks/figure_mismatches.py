"""Whether the figure that a claim gives is among those that its quote states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from discrepancy.evidence.statements.figure_patterns import plain_english
from discrepancy.evidence.statements.foreign_dates import is_english
from discrepancy.evidence.statements.stated_values import StatedValue, stated_values
from discrepancy.evidence.value_checks.mismatch import ValueMismatch, listed
from discrepancy.model.claim import Claim
from discrepancy.model.vocabulary import Property
from discrepancy.values.base import Basis, meets
from discrepancy.values.errors import Unreadable
from discrepancy.values.numbers.cardinals import Exact
from discrepancy.values.types.age import years_stated
from discrepancy.values.types.duration import days_stated

_COUNTING = ("quantity", "ordinal", "duration", "age")
# What is counted stands behind the figure.
_COUNTED_THING = re.compile(r"\s+(?!and\b|when\b|in\b|at\b|on\b)\w|[\w%-]")
_OLDEST = 120
_IN_A_WORD = {"one": 1, "single": 1, "both": 2}
# Words for thousands and more in other languages begin so: mille, Millionen, tausend, tusen, tys., тысяч,
# nghìn, triệu.
_MULTIPLE = re.compile(
    r"[\s\u00a0]*(?:bil|duiz|duz|md|mil|mio|mln|mrd|tau|tis|tus|tys|млн|млрд|мил|тис|тыс|nghìn|ngàn|triệu|"
    r"tỉ|tỷ)",
    re.I,
)
_MULTIPLES = (1_000, 1_000_000, 1_000_000_000)


def figure_mismatches(
    claim: Claim, prop: Property, stated: Sequence[StatedValue], basis: Basis
) -> Iterator[ValueMismatch]:
    """The figures of the quote that answer the claim's question, where none of them is the one claimed."""
    answering = [one for one in stated if _answers(claim, prop, one)]
    borne = any(states_figure(claim, one, basis) for one in stated if one.kind in (*_COUNTING, "date"))
    if not is_english(basis):  # "trente-six mille" is not six, nor "36 mille" 36
        answering = [one for one in answering if any(sign.isdigit() for sign in one.text)]
        claimed = _numbers(claim.given, basis.number_format)
        more = [
            number.value
            for one in answering
            if _MULTIPLE.match(claim.quote, one.end)
            for number in one.numbers
        ]
        borne = borne or any(number * times in claimed for number in more for times in _MULTIPLES)
    if answering and not borne and not _in_a_word(claim, basis):
        yield ValueMismatch("figure", listed(answering), claim.given)


def _answers(claim: Claim, prop: Property, one: StatedValue) -> bool:
    """Whether what is stated is of the kind that is asked for."""
    if one.kind == "ordinal":  # "the 8th congress" says which, where nothing is counted
        return prop.type == "quantity" and not prop.unit and claim.given.isdecimal()
    if prop.type == "age" and one.kind == "quantity":  # "Hugh was 75."
        bare = not _COUNTED_THING.match(claim.quote, one.end)
        return (
            bare
            and len(one.numbers) == 1
            and one.numbers[0].form == "whole"
            and 0 < one.numbers[0].value <= _OLDEST
        )
    return one.kind == prop.type


def states_figure(claim: Claim, one: StatedValue, basis: Basis) -> bool:
    """Whether `one`, stated in the quote, has the figure that is claimed."""
    if one.value is not None and one.kind == claim.value.type:
        own, given = _by_its_type(one.kind, one.text, basis), _by_its_type(one.kind, claim.given, basis)
        if own and given:
            return own <= given
    claimed = _numbers(claim.given, basis.number_format)
    said = {number.value for number in one.numbers}
    if one.kind == "date":
        return one.text.isdecimal() and int(one.text) in claimed  # 1500 may be a year or a count
    if said and claimed:
        in_percent = {number * 100 for number in said}  # a half is 50 %
        return said <= claimed or (len(said) == 1 and bool(in_percent & claimed))
    value = one.value
    return value is None or (type(value) is type(claim.value) and meets(value.licensed, claim.value.licensed))


@lru_cache(maxsize=4096)
def _by_its_type(kind: str, text: str, basis: Basis) -> frozenset[Exact]:
    """What a text states as the parser of a length of time or an age reads it, in days or completed years:
    a fortnight is 14, "in his 23rd year" 22. Nothing for another type or what it refuses.
    """
    read = {"duration": days_stated, "age": years_stated}.get(kind)
    try:
        return read(plain_english(text), basis) if read else frozenset()
    except Unreadable:
        return frozenset()


def _in_a_word(claim: Claim, basis: Basis) -> bool:
    """Whether the figure stands in the quote as a word that is not read as a figure elsewhere: "one member",
    "both bridges".
    """
    said = {number for word, number in _IN_A_WORD.items() if re.search(rf"\b{word}\b", claim.quote, re.I)}
    return bool(said & _numbers(claim.given, basis.number_format))


@lru_cache(maxsize=4096)
def _numbers(text: str, style: str) -> frozenset[Exact]:
    """The figures in a value as written, in the number format `style`."""
    stated = list(stated_values(text, Basis(number_format=style)))
    years = {int(one.text) for one in stated if one.kind == "date" and one.text.isdecimal()}
    return frozenset({number.value for one in stated for number in one.numbers} | years)
