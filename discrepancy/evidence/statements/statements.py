"""What a text states: its dates and figures, its offices beside names, and its quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from discrepancy.evidence.statements.entity_names import EntityNames, Mention
from discrepancy.evidence.statements.reference_numbers import reference_number
from discrepancy.evidence.statements.sentences import SentenceIndex, quotations
from discrepancy.evidence.statements.stated_values import KINDS as FIGURES
from discrepancy.evidence.statements.stated_values import StatedValue, stated_values
from discrepancy.model.dossier import Dossier
from discrepancy.values.base import Basis

KINDS = (*FIGURES, "office", "quotation")
_NEAR = 60  # characters between an office and the name of who holds it
_RANK = (
    r"(?:Secretary(?:[ -]General)?|Minister|Premier|President|Chairman|Chairwoman|Chair|Ambassador|Governor|"
    r"Chancellor|King|Queen|Emperor|"
    r"Empress|Prince|Duke|Earl|Count|Bishop|Archbishop|Pope|Abbot|Marshal|General|Admiral|Colonel|Captain|"
    r"Mayor|Head|Director|Commander|"
    r"Commissioner|Senator|Consul|Constable|Bailiff|Sheriff|Judge|Speaker|Treasurer|Viceroy|Vizier|Sultan|"
    r"Shah|Khan)"
)
_OFFICE = re.compile(
    rf"(?<![^\W_])(?:(?:Prime|Foreign|First|Second|General|Deputy|Vice|Grand|Party|Lord|Supreme|Defence|"
    rf"Defense|Finance|Interior)[ -]){{0,3}}{_RANK}"
    r"(?![^\W_])(?:[ \n]of[ \n](?:the[ \n])?(?!\d)[^\W\d_a-z][\w’'-]*(?:[ \n][^\W\d_a-z][\w’'-]*){0,4})?"
)


class Statement(NamedTuple):
    """Something that a text states, at which offsets and in which words; `kind` is one of KINDS.

    `stated_value` is what a date or figure means. `reference` says what sort of reference number it is, if it
    is one and so states nothing ("the number of a note"). `who` is the id of the entity that holds an office.
    """

    kind: str
    start: int
    end: int
    text: str
    stated_value: StatedValue | None = None
    reference: str = ""
    who: str = ""


def statements(
    text: str, names: EntityNames, dossier: Dossier, basis: Basis | None = None
) -> list[Statement]:
    """Everything that `text` states, in the order in which it stands there."""
    found = [_figure(text, one) for one in stated_values(text, basis)]
    mentions = list(names.mentions(text))
    found += _offices(text, [one for one in mentions if _persons(one, dossier)])
    found += [Statement("quotation", start, end, text[start:end]) for start, end in quotations(text)]
    return sorted(found, key=lambda one: (one.start, KINDS.index(one.kind)))


def _figure(text: str, one: StatedValue) -> Statement:
    return Statement(one.kind, one.start, one.end, one.text, one, reference_number(text, one.start, one.end))


def _persons(mention: Mention, dossier: Dossier) -> bool:
    return any(dossier.entities[key].kind == "person" for key in mention.entities)


def _offices(text: str, persons: Sequence[Mention]) -> Iterator[Statement]:
    """Offices in one sentence with the name of a person, right before it or behind it."""
    if not persons:
        return
    sentences = SentenceIndex(text)
    starts = [one.start for one in persons]
    for found in _OFFICE.finditer(text):
        start, end = found.span()
        begin, stop = sentences.around(start)
        at = bisect_left(starts, start)
        near = [
            one
            for one in persons[max(at - 1, 0) : at + 2]
            if begin <= one.start and one.end <= stop and _apart(one, start, end) <= _NEAR
        ]
        if near:
            who = min(near, key=lambda one: _apart(one, start, end))
            yield Statement("office", start, end, text[start:end], who=who.entities[0])


def _apart(one: Mention, start: int, end: int) -> int:
    return max(one.start - end, start - one.end, 0)
