"""Where several answers can be true: what one voice says and another does not, and the other instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from discrepancy.comparison.comparability import NOT_COMPARABLE
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.spell_lists import TOLD_IN_PARTS, are_two_spells
from discrepancy.model.claim import Claim

MOST_ANSWERS = 300  # different answers to one question that are set beside one another
UNLIKE = ("tension", "conflict")


class DifferingAnswers(NamedTuple):
    """Two claims of different voices that share nothing, while neither voice says what the other does."""

    left: Claim
    right: Claim


def differing_answers(asked: QuestionClaims) -> DifferingAnswers | None:
    """The first two claims that differ though both may be true, or None.

    Only where a property has several answers, or spells. A voice that says all that another says, and more,
    does not differ from it.
    """
    if (asked.property.one and not asked.exclusions.has_spells) or asked.property.type == "framing":
        return None
    said = [claim for claim in asked.standing if not claim.denies]
    if len({claim.holder for claim in said}) < 2:
        return None
    groups: dict[object, dict[str, Claim]] = {}
    turns: dict[object, int] = {}  # how many answers the voice has before this one, so that each has its turn
    given: dict[str, int] = {}
    for claim in said:
        mark = asked.exclusions.identity(claim), asked.exclusions.context(claim)
        group = groups.setdefault(mark, {})
        if claim.holder not in group:
            group[claim.holder] = claim
            given[claim.holder] = given.get(claim.holder, 0) + 1
            turns.setdefault(mark, given[claim.holder])
    chosen = set(sorted(groups, key=turns.__getitem__)[:MOST_ANSWERS])
    answers = [list(groups[mark].values()) for mark in groups if mark in chosen]
    alike, unlike = _related(asked, [group[0] for group in answers])
    voices = [
        frozenset(claim.holder for j in (i, *alike[i]) for claim in answers[j]) for i in range(len(answers))
    ]  # who gives each answer, or one that fits it
    for i, later in enumerate(answers):
        for j in unlike[i]:
            pair = _pair(answers[j], later, voices[j], voices[i])
            if pair and asked.is_told_here(*pair):
                return pair
    return None


def _related(asked: QuestionClaims, heads: Sequence[Claim]) -> tuple[list[list[int]], list[list[int]]]:
    """For each answer the others of the same time that fit it, and those before it that do not."""
    alike: list[list[int]] = [[] for _ in heads]
    unlike: list[list[int]] = [[] for _ in heads]
    for i, later in enumerate(heads):
        for j, earlier in enumerate(heads[:i]):
            if asked.exclusions.has_spells and are_two_spells(earlier, later):
                unlike[i].append(j)
                continue
            met = asked.exclusions.comparability(earlier, later)
            if met.how == NOT_COMPARABLE:
                if met.why == TOLD_IN_PARTS:
                    alike[i].append(j)
                    alike[j].append(i)
                continue
            if asked.exclusions.relation(earlier, later).relation in UNLIKE:
                unlike[i].append(j)
            else:
                alike[i].append(j)
                alike[j].append(i)
    return alike, unlike


def _pair(
    left: Sequence[Claim], right: Sequence[Claim], of_left: frozenset[str], of_right: frozenset[str]
) -> DifferingAnswers | None:
    """A claim of each answer by voices of which neither gives the other's answer."""
    one = next((claim for claim in left if claim.holder not in of_right), None)
    other = next((claim for claim in right if claim.holder not in of_left), None)
    return DifferingAnswers(one, other) if one and other else None
