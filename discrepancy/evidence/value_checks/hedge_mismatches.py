"""Whether a claim hedges its value as its quote does: "about" or "before" neither dropped nor invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from discrepancy.evidence.statements.stated_values import StatedValue, stated_values
from discrepancy.evidence.value_checks.date_mismatches import can_be, claimed_days
from discrepancy.evidence.value_checks.figure_mismatches import states_figure
from discrepancy.evidence.value_checks.hedge_rows import HEDGES, hedges_of
from discrepancy.evidence.value_checks.mismatch import ValueMismatch
from discrepancy.model.claim import Claim
from discrepancy.values.base import Basis, Relative

_JUST_ABOUT = ({"at-most"}, {"at-least"}, {"about"}, {"nearly"})
_AT_MOST = {"up-to", "at-most"}
_LOW_END, _HIGH_END = {"over", "at-least"}, {"under", "up-to", "at-most"}
# Wordings that more than one hedge is true to.
_LOOSE: tuple[tuple[re.Pattern[str], tuple[set[str], ...]], ...] = tuple(
    (re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.I), hedges)
    for words, hedges in (
        (r"(?:and|or)\s+upwards|upwards?\s+of|and\s+more", ({"over"}, {"at-least"})),
        (r"odd|some", ({"over"}, {"at-least"}, {"about"})),
        (r"(?:hardly|scarcely|barely|little)\s.*\S|not\s.*\b(?:much|many|far)\s.*\S", _JUST_ABOUT),
        (r"if\s+that|hardly|scarcely", ({"at-most"}, {"nearly"}, {"under"}, {"about"})),
        (r"(?:just|slightly|a\s+little|a\s+bit|short|not\s+quite)\s.*\S", ({"nearly"}, {"under"})),
        (r"all\s+but", ({"nearly"}, {"under"}, {"about"})),
    )
)
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
    own = hedges_of(claim.value)
    if claim.voices or claim.stance != "asserts":
        own |= {"unvouched"}  # whose word it is says as much
    signs = [hedges_of(one.value) for one in fits]
    if any(sign <= own and own - sign <= {"unvouched"} for sign in signs) or _range_of_bounds(claim, fits):
        yield from _cut_off(claim, fits, own, basis, before)
        return
    one, sign = fits[0], signs[0]
    if _loosely(one.text, own - {"unvouched"}):
        return
    if own - sign <= _AT_MOST and _WITHIN.search(claim.quote, 0, one.start):
        return
    if dropped := sign - own:
        yield ValueMismatch("hedge dropped", one.text, claim.given, _what_is_lost(dropped, own - sign))
    elif own - sign - {"unvouched"} or ("unvouched" in own - sign and claim.value.uncertain):
        added = _listed(own - sign)
        what = f"{added} is added" if sign else f"the words have no {added}"
        yield ValueMismatch("hedge invented", one.text, claim.given, what)


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
            and hedges_of(one.value) - own
        ):
            lost = _what_is_lost(hedges_of(one.value) - own, set())
            yield ValueMismatch("hedge dropped", one.text, claim.given, lost)


def _loosely(words: str, own: set[str]) -> bool:
    """Whether the words of a quote bear the hedges of the claim too: `80 and more` is over 80 or at least
    80.
    """
    return any(own in hedges for pattern, hedges in _LOOSE if pattern.search(words))


def _range_of_bounds(claim: Claim, fits: Sequence[StatedValue]) -> bool:
    """Whether the claim is a range whose two ends the quote gives as bounds: `not fewer than 80 nor more than
    100`.
    """
    if "range" not in claim.value.rows:
        return False
    bounds = [(sign, one.numbers[0].value) for one in fits if (sign := hedges_of(one.value)) and one.numbers]
    low = [number for sign, number in bounds if sign <= _LOW_END]
    high = [number for sign, number in bounds if sign <= _HIGH_END]
    return bool(low and high) and max(low) < min(high)


def _what_is_lost(dropped: set[str], instead: set[str]) -> str:
    """That hedges are left out, or that others stand in their place."""
    if instead - {"unvouched"}:
        return f"{_listed(dropped)} has become {_listed(instead - {'unvouched'})}"
    return f"{_listed(dropped)} is left out"


def _listed(hedges: Iterable[str]) -> str:
    return ", ".join(f'"{HEDGES[one]}"' for one in sorted(hedges))


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
