"""Voices that tell of several spells of one thing: with which of them another claim is to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from discrepancy.comparison.comparability import (
    NOT_COMPARABLE,
    TENSION_AT_MOST,
    Comparability,
    spell_comparability,
    spells_touch,
)
from discrepancy.model.claim import Claim
from discrepancy.values.base import compare
from discrepancy.values.types.span import Span, joined_spans

MOST_SPELLS = 100  # of one voice
TOLD_IN_PARTS = "one spell, told in parts of which each begins as the last ends"


class SpellLists:
    """The spells of each voice that tells of several, which do not overlap."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        """`claims` are all on one question; denials are left out."""
        voices: dict[str, list[Claim]] = {}
        for claim in claims:
            value = claim.value
            if not claim.denies and isinstance(value, Span) and value.plain.start and value.plain.end:
                voices.setdefault(claim.holder, []).append(claim)
        self._lists = {
            holder: sorted(spells, key=lambda claim: (claim.value.plain.start[0], claim.value.plain.end[0]))
            for holder, spells in voices.items()
            if 1 < len(spells) <= MOST_SPELLS
            and any(are_two_spells(a, b) for a, b in combinations(spells, 2))
        }

    def tells_several(self, claim: Claim) -> bool:
        """Whether the voice of a claim tells of several spells."""
        return claim.holder in self._lists

    def limit(self, a: Claim, b: Claim) -> Comparability | None:
        """What limits how far two claims can be compared where the voice of one tells of several spells; None
        for nothing.
        """
        if a.holder == b.holder or not (self.tells_several(a) or self.tells_several(b)):
            return None
        met = spell_comparability(a.value, b.value).how
        if met == NOT_COMPARABLE:
            return None
        for whole, part in ((a, b), (b, a)):
            spells = self._lists.get(part.holder, ())
            if spells and isinstance(whole.value, Span):
                if met == TENSION_AT_MOST and any(_is_the_other(whole, part, spell) for spell in spells):
                    return Comparability(NOT_COMPARABLE, "two spells, of which the other is meant")
                relation = _told_in_parts(whole, part, spells)
                if relation != "conflict":
                    how = TENSION_AT_MOST if relation == "tension" else NOT_COMPARABLE
                    return Comparability(how, TOLD_IN_PARTS)
        return None


def are_two_spells(a: Claim, b: Claim) -> bool:
    """Whether two claims are of two spells, which lie apart or only touch."""
    return spell_comparability(a.value, b.value).how == NOT_COMPARABLE


def _is_the_other(claim: Claim, one: Claim, other: Claim) -> bool:
    """Whether a claim fits another spell of a voice than the one it is held against."""
    return (
        are_two_spells(one, other)
        and not are_two_spells(claim, other)
        and compare("span", claim.value, other.value).relation not in ("tension", "conflict")
    )


def _told_in_parts(whole: Claim, part: Claim, spells: Sequence[Claim]) -> str:
    """How one spell relates to a row of spells that touch, of which `part` is one; "conflict" where there is
    no such row.
    """
    place = next((i for i, spell in enumerate(spells) if spell is part), None)
    if place is None:
        return "conflict"
    first, last = place, place
    while first and _link(spells[first - 1], spells[first]):
        first -= 1
    while last + 1 < len(spells) and _link(spells[last], spells[last + 1]):
        last += 1
    found = set()
    for begin in range(first, place + 1):
        for end in range(max(begin + 1, place), last + 1):
            row = spells[begin : end + 1]
            relation = compare("span", whole.value, joined_spans(row[0].value, row[-1].value)).relation
            loose = any(_link(a, b) == "perhaps" for a, b in pairwise(row))
            found.add("tension" if loose and relation != "conflict" else relation)
    fitting = sorted(found - {"tension", "conflict"})
    return fitting[0] if fitting else "tension" if "tension" in found else "conflict"


def _link(earlier: Claim, later: Claim) -> str:
    """Whether the later of two spells begins as the earlier ends: "surely", "perhaps" (the years or months
    follow each other), or "" for no.
    """
    if spells_touch(earlier.value, later.value):
        return "surely"
    end, start = earlier.value.plain.end[-1], later.value.plain.start[0]
    if end[1] + 1 != start[0]:
        return ""
    return "surely" if end[0] == end[1] and start[0] == start[1] else "perhaps"
