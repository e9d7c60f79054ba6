"""Whether a claim hedges its value as its quote does: "about" or "before" neither dropped nor invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from discrepancy.evidence.statements.stated_values import StatedValue, stated_values
from discrepancy.evidence.value_checks.date_mismatches import can_be, claimed_days
from discrepancy.evidence.value_checks.figure_mismatches import states_figure
from discrepancy.evidence.value_checks.mismatch import ValueMismatch
from discrepancy.model.claim import Claim
from discrepancy.values.base import Basis, Relative, Value

# The rows of the tables of conventions that are hedges, and what they are called.
_HEDGES = {
    "over": "over", "at-least": "at least", "up-to": "up to", "at-most": "at most", "under": "under",
    "nearly": "nearly", "before": "before", "by": "by", "after": "after", "not-before": "not before",
    "about": "about", "unvouched": "possibly",
}  # fmt: skip
_AT_MOST = {"up-to", "at-most"}
_WITHIN = re.compile(r"\b(?:within|inside(?: of)?|in less than)\s+\Z", re.I)


def hedge_mismatches(
    claim: Claim, kind: str, stated: Sequence[StatedValue], basis: Basis, before: str
) -> Iterator[ValueMismatch]:
    """The hedges of the quote that the claim leaves out, or those of the claim that the quote lacks."""
    if kind == "span" or isinstance(claim.value, Relative):
        return
    fits = [one for one in _stating_the_value(claim, kind, stated, basis) if one.value is not None]
    if not fits:
        return
    own = _hedges_of(claim.value)
    if claim.voices or claim.stance != "asserts":
        own |= {"unvouched"}  # whose word it is says as much
    signs = [_hedges_of(one.value) for one in fits]
    if any(sign <= own and own - sign <= {"unvouched"} for sign in signs):
        yield from _cut_off(claim, fits, own, basis, before)
        return
    one, sign = fits[0], signs[0]
    if own - sign <= _AT_MOST and _WITHIN.search(claim.quote, 0, one.start):
        return
    if dropped := sign - own:
        yield ValueMismatch("hedge dropped", one.text, claim.given, _listed(dropped))
    elif own - sign - {"unvouched"} or ("unvouched" in own - sign and claim.value.uncertain):
        yield ValueMismatch("hedge invented", one.text, claim.given, _listed(own - sign))


def _cut_off(
    claim: Claim, fits: Iterable[StatedValue], own: set[str], basis: Basis, before: str
) -> Iterator[ValueMismatch]:
    """A hedge that stands in the text right before the quote begins."""
    if not before or not any(one.start == 0 for one in fits):
        return
    whole = before + claim.quote
    for one in stated_values(whole, basis):
        if (
            one.start < len(before) < one.end
            and one.value is not None
            and not one.parts
            and _hedges_of(one.value) - own
        ):
            yield ValueMismatch("hedge dropped", one.text, claim.given, _listed(_hedges_of(one.value) - own))


def _listed(hedges: Iterable[str]) -> str:
    return ", ".join(f'"{_HEDGES[one]}"' for one in sorted(hedges))


def _stating_the_value(
    claim: Claim, kind: str, stated: Sequence[StatedValue], basis: Basis
) -> list[StatedValue]:
    """Those of the stated values that are the one claimed, whatever their hedges."""
    if kind == "date":
        days = claimed_days(claim, kind)
        return [
            one
            for one in stated
            if one.kind == "date" and not one.parts and all(can_be(each, one) for each in days)
        ]
    return [one for one in stated if one.kind == kind and states_figure(claim, one, basis)]


def _hedges_of(value: Value | None) -> set[str]:
    """The hedges of a value, by the rows of the tables of conventions."""
    if value is None:
        return set()
    found = {row for row in value.rows if row in _HEDGES and row != "about"}
    return found | ({"about"} if value.approximate else set()) | ({"unvouched"} if value.uncertain else set())
