"""How claims on counts meet across questions and days, as the S rules need it, and how those rules put their
figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from discrepancy.comparison.comparability import (
    COMPARABLE,
    NOT_COMPARABLE,
    TENSION_AT_MOST,
    Comparability,
    at_one_time,
    period_sets,
    period_within,
)
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import citations
from discrepancy.values import intervals as region
from discrepancy.values.base import compare

_FROM_THE_START = (-region.INF, -region.INF)


class Excess(NamedTuple):
    """A claim on a part that is greater than one on the whole, the kind of finding that makes, and what lets
    it be no more than a tension.
    """

    large: Claim
    total: Claim
    kind: str
    why: str


def count_comparability(
    asked: QuestionClaims, first: Claim, second: Claim, time: Comparability
) -> Comparability:
    """How two counts meet whose times meet as `time`: a different sense, or a doubtful identity, lets them
    meet at most as a tension.
    """
    if time.how == NOT_COMPARABLE:
        return time
    limits = [time.why] if time.how == TENSION_AT_MOST else []
    if first.sense != second.sense:
        named = " / ".join(
            f'"{sense}"' if sense else "no sense stated" for sense in sorted((first.sense, second.sense))
        )
        limits.append(f"different sense: {named}")
    entities = asked.dossier.entities
    if any(
        (entity := entities.get(claim.question.about)) is not None and entity.maybe
        for claim in (first, second)
    ):
        limits.append("the two are only perhaps the same")
    return Comparability(TENSION_AT_MOST, "; ".join(limits)) if limits else Comparability(COMPARABLE)


def commensurable(first: Claim, second: Claim) -> bool:
    """Whether one joint statement can be made about both figures, and neither is a denial."""
    if first.denies or second.denies:
        return False
    return (
        first.value.scale == second.value.scale
        or compare(first.value.type, first.value, second.value).relation != "different-unit"
    )


def lower_bound(claim: Claim, level: str) -> region.Bound:
    """The least that a figure can mean."""
    return claim.value.sets(level)[0][0]


def upper_bound(claim: Claim, level: str) -> region.Bound:
    """The greatest that a figure can mean."""
    return claim.value.sets(level)[-1][1]


def excess_kind(large: Claim, total: Claim) -> str:
    """conflict where no charitable reading keeps the one within the other, tension where no licensed one
    does, else nothing.
    """
    for level, kind in (("charitable", "conflict"), ("licensed", "tension")):
        if lower_bound(large, level) > upper_bound(total, level):
            return kind
    return ""


def excesses(part: QuestionClaims, whole: QuestionClaims) -> Iterator[Excess]:
    """Pairs of claims of which that of the part is too great."""
    if not _screen(part, whole):
        return
    for large in part.standing:
        for total in whole.standing:
            kind = "" if large is total else excess_kind(large, total)
            if not kind or not commensurable(large, total):
                continue
            met = count_comparability(part, large, total, _periods(part, large, total, same=part is whole))
            if met.how != NOT_COMPARABLE:
                yield Excess(large, total, "tension" if met.how == TENSION_AT_MOST else kind, met.why)


def _screen(part: QuestionClaims, whole: QuestionClaims) -> bool:
    """Whether any part is greater than any whole at all: the greatest least beside the least greatest."""
    if part is whole and not any(claim.when for claim in part.standing):
        return False
    least = [claim.value.licensed[0][0] for claim in part.standing if claim.value.licensed]
    most = [claim.value.licensed[-1][1] for claim in whole.standing if claim.value.licensed]
    return bool(least and most and max(least) > min(most))


def _periods(part: QuestionClaims, large: Claim, total: Claim, same: bool) -> Comparability:
    """Whether the periods, or the days of a state, make the one a part of the other."""
    first, second = (period_sets(part.property, claim.when, part.event_dates) for claim in (large, total))
    if first is None and second is None:
        if same:
            return Comparability(NOT_COMPARABLE)
        return (
            at_one_time(part.property, large, total, part.event_dates)
            if part.property.state
            else Comparability(COMPARABLE)
        )
    if first is None or second is None:
        return (
            Comparability(NOT_COMPARABLE) if same else Comparability(TENSION_AT_MOST, "one gives no period")
        )
    if same and (first == second or (part.property.running and first[0] == second[0] == _FROM_THE_START)):
        return Comparability(NOT_COMPARABLE)
    return Comparability(period_within(first, second), "the one period may not lie within the other")


def time_suffix(claim: Claim) -> str:
    """The time of a claim, as it stands behind its question."""
    return f" ({claim.when.kind} {claim.when.text})" if claim.when else ""


def said_of(claim: Claim, dossier: Dossier) -> str:
    """A count with its question, its time and who says it: `killed (in 1204): 900, says C (f. 31r)`."""
    who = citations([claim], dossier)
    return f"{claim.question}{time_suffix(claim)}: {value_text(claim)}, says {who}"


def part_meaning(asked: QuestionClaims, claim: Claim, level: str) -> str:
    """What a figure that is too great can mean."""
    return f"{value_text(claim)} means {asked.kind.show(claim.value, level)}"


def whole_meaning(asked: QuestionClaims, claim: Claim, level: str) -> str:
    """What a figure that is too small can mean."""
    return f"{value_text(claim)} allows {asked.kind.show(claim.value, level)}"


def perhaps_a_part(total: Claim) -> str:
    """What must be forgiven where a figure without a scope is too small for the total."""
    return f"at most a tension: {value_text(total)} may be of a part that is not named"


def sense_hints(whys: list[str]) -> tuple[str, ...]:
    """The hint that two claims use a word in different senses, where that limits how they meet."""
    return tuple(
        dict.fromkeys(step for why in whys for step in why.split("; ") if step.startswith("different sense"))
    )


def narrower_in(part: Claim, total: Claim) -> str:
    """In what a part is narrower than its whole: the thing asked about and the scope, else the period."""
    scope = [
        f"{name}={value}" for name, value in part.question.scope if (name, value) not in total.question.scope
    ]
    if part.question.about != total.question.about:
        scope.insert(0, part.question.about)
    return ", ".join(scope) or (f"the period {part.when.text}" if part.when else "a part")
