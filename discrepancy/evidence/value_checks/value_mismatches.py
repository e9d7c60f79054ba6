"""Where the value of a claim is not the one that its quote states.

Only what the quote states in figures, dates and names is held against the claim; where it states no such
thing, or the claim is `inferred`, the value is the encoder's to say. Both sides are read as they are written,
by the same parser and under one calendar, so nothing hangs on how either is converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from discrepancy.evidence.statements.entity_names import EntityNames
from discrepancy.evidence.statements.foreign_dates import is_english
from discrepancy.evidence.statements.stated_values import DATE_KINDS, NUMBER_KINDS, stated_values
from discrepancy.evidence.value_checks.date_mismatches import date_mismatches
from discrepancy.evidence.value_checks.figure_mismatches import figure_mismatches
from discrepancy.evidence.value_checks.hedge_mismatches import hedge_mismatches
from discrepancy.evidence.value_checks.mismatch import ValueMismatch
from discrepancy.evidence.value_checks.name_mismatches import name_mismatches
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.values.base import Basis, Unknown
from discrepancy.values.numbers.hedge_words import LEADS

_PLAIN = Basis()
_NEAR, _WORDS_LOOKED_AT = 40, 3
# What may go on with a figure or date, and the words before one that may belong to it.
_GOES_ON = re.compile(
    r"[\w+?%½-]|[.,'’/–—][\w]|\s*[-–—]|\s(?:or|to|until|till|and|in|at|total|BCE?|CE|AD|per|percent|"
    r"[\w-]*illion|thousand|hundred)\b",
    re.I,
)
_WORDS_AROUND = frozenset(
    (
        *(word for phrase in LEADS for word in phrase.split()),
        *(
            "before",
            "after",
            "by",
            "since",
            "until",
            "till",
            "prior",
            "later",
            "earlier",
            "between",
            "from",
            "to",
            "or",
            "and",
            "early",
            "mid",
            "late",
        ),
        *("beginning", "end", "middle", "start", "close", "half", "quarter", "mid-to-late", "not"),
    )
) - {"in", "the", "of", "be", "a", "is", "was"}


def value_mismatches(
    claim: Claim, dossier: Dossier, names: Callable[[], EntityNames], before: str = ""
) -> Iterator[ValueMismatch]:
    """Every way in which the value of `claim` is not the one that its quote states.

    `before` is the text right in front of the quote, in which a hedge may stand that the quote leaves out;
    `names` gives the names of the dossier's entities, and is called only where they are needed.
    """
    if isinstance(claim.value, Unknown):
        return
    prop = dossier.vocabulary.properties[claim.question.property]
    kind = prop.type
    basis = dossier.bases.get(claim.source, _PLAIN)
    if kind in ("name", "entity"):
        yield from name_mismatches(claim, kind, dossier, names)
    elif kind in (*DATE_KINDS, *NUMBER_KINDS) and not _given_as_quoted(claim, before):
        stated = list(stated_values(claim.quote, basis))
        if not stated:
            return
        if kind in DATE_KINDS:
            yield from date_mismatches(claim, kind, stated)
        else:
            yield from figure_mismatches(claim, prop, stated, basis)
        if is_english(basis) and not claim.denies:
            yield from hedge_mismatches(claim, kind, stated, basis, before)


def _given_as_quoted(claim: Claim, before: str) -> bool:
    """Whether the quote has the value as the claim has it, with nothing around it that could be part of it:
    most have.
    """
    given, quote = claim.given, claim.quote
    at = quote.find(given)
    if at < 0 or not (given[:1].isalnum() and given[-1:].isalnum()):
        return False
    end = at + len(given)
    ahead, behind = (before + quote[:at])[-_NEAR:], quote[end : end + _NEAR]
    if not (ahead[-1:].isspace() or not ahead) or _GOES_ON.match(behind):
        return False
    return _WORDS_AROUND.isdisjoint(
        word.strip(",.;:()").casefold() for word in ahead.split()[-_WORDS_LOOKED_AT:]
    )
