"""How claims on counts meet across questions and days, as the S rules need it, and how those rules put their
figures.
"""

from __future__ import annotations

from discrepancy.comparison.comparability import COMPARABLE, NOT_COMPARABLE, TENSION_AT_MOST, Comparability
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import citations
from discrepancy.values import intervals as region
from discrepancy.values.base import compare


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


def sense_hints(whys: list[str]) -> tuple[str, ...]:
    """The hint that two claims use a word in different senses, where that limits how they meet."""
    return tuple(
        dict.fromkeys(step for why in whys for step in why.split("; ") if step.startswith("different sense"))
    )
