"""What each voice tells of the spells of one thing: who tells of one only, and who of several."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from discrepancy.comparison.exclusion import Exclusions
from discrepancy.comparison.readings import value_text
from discrepancy.comparison.spell_lists import are_two_spells
from discrepancy.model.claim import Claim
from discrepancy.values.base import SpanSets
from discrepancy.values.dates.gaps import DateGap, date_gap
from discrepancy.values.types.span import Span

MOST_SPELLS = 300  # distinct spells of distinct voices that are set beside one another


class Interruption(NamedTuple):
    """One spell in one voice where another voice tells of several, with the times between these."""

    whole: Claim
    parts: tuple[Claim, ...]
    gaps: tuple[DateGap, ...]


def spells_of_voices(claims: Sequence[Claim], exclusions: Exclusions) -> dict[str, list[Claim]]:
    """The claims of each voice that say different things of spells, denials apart; none where the property
    has no spells.
    """
    found: dict[str, dict[Hashable, Claim]] = {}
    if not exclusions.has_spells:
        return {}
    count = 0
    for claim in claims:
        value = claim.value
        if claim.denies or not isinstance(value, Span) or not (value.plain.start and value.plain.end):
            continue
        spells = found.setdefault(claim.holder, {})
        key = exclusions.identity(claim)
        if key not in spells and count < MOST_SPELLS:
            spells[key] = claim
            count += 1
    return {holder: list(spells.values()) for holder, spells in found.items() if spells}


def perhaps_two_spells(claims: Sequence[Claim], exclusions: Exclusions) -> tuple[Claim, Claim] | None:
    """The first two claims of voices that tell of one spell each and share nothing; None if no two do.

    A voice tells of one spell if no two of its claims lie apart or touch. Whoever tells of several may know
    of one more or one less than another does.
    """
    single = [
        spells
        for spells in spells_of_voices(claims, exclusions).values()
        if not any(are_two_spells(a, b) for a, b in combinations(spells, 2))
    ]
    for i, later in enumerate(single):
        for earlier in single[:i]:
            if all(are_two_spells(a, b) for a in earlier for b in later):
                return earlier[0], later[0]
    return None


def teller_of_both(a: Claim, b: Claim, claims: Sequence[Claim], exclusions: Exclusions) -> Claim | None:
    """The first claim of a voice that tells of each of two spells as one of several; None if none does."""
    for spells in spells_of_voices(claims, exclusions).values():
        like_a = [claim for claim in spells if not are_two_spells(claim, a)]
        like_b = [claim for claim in spells if not are_two_spells(claim, b)]
        if any(are_two_spells(one, other) for one in like_a for other in like_b):
            return like_a[0]
    return None


def how_apart(a: Claim, b: Claim) -> str:
    """How two spells of one thing lie to each other, as a clause."""
    earlier, later = (a, b) if a.value.plain.start[0] <= b.value.plain.start[0] else (b, a)
    both = f"{value_text(earlier)} ({earlier.siglum}) and {value_text(later)} ({later.siglum})"
    gap = gap_between(earlier, later)
    if gap is None:
        return f"{both} only touch: the second begins as the first ends"
    if gap.is_next:
        return f"{both} do not meet: the first ends and the second begins in {gap.phrase}"
    return f"{both} do not meet: {gap.length} lie between them"


def interruption(claims: Sequence[Claim], exclusions: Exclusions) -> Interruption | None:
    """The first spell of one voice that runs on through several spells of another with times between them;
    None if there is none.
    """
    voices = spells_of_voices(claims, exclusions)
    for holder, spells in voices.items():
        dated = sorted(spells, key=lambda claim: (claim.value.plain.start[0], claim.value.plain.end[0]))
        for other, wholes in voices.items() if len(dated) > 1 else ():
            for whole in wholes if other != holder else ():
                parts = tuple(claim for claim in dated if not are_two_spells(whole, claim))
                gaps = [gap_between(a, b) for a, b in pairwise(parts) if _runs_through(whole, a, b)]
                if found := tuple(gap for gap in gaps if gap is not None):
                    return Interruption(whole, parts, found)
    return None


def gap_between(earlier: Claim, later: Claim) -> DateGap | None:
    """The time between the end of one spell and the beginning of the next; None where these meet."""
    ends, starts = earlier.value.plain, later.value.plain
    assert type(ends) is SpanSets and type(starts) is SpanSets
    regions = (ends.end, starts.start)
    return date_gap((earlier.value, later.value), regions, regions)


def _runs_through(whole: Claim, earlier: Claim, later: Claim) -> bool:
    """Whether a spell begins before the first of two that lie apart ends, and ends after the second
    begins.
    """
    sets, before, after = (claim.value.plain for claim in (whole, earlier, later))
    return bool(
        before.end[-1][1] < after.start[0][0]
        and sets.start[-1][1] < before.end[0][0]
        and after.start[-1][1] < sets.end[0][0]
    )
