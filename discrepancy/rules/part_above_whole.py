"""S101: a part greater than its whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

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
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.counts import (
    commensurable,
    count_comparability,
    excess_kind,
    part_meaning,
    said_of,
    sense_hints,
    whole_meaning,
)
from discrepancy.rules._shared.wording import (
    readings_of,
    remarks,
    value_and_speaker,
    what_would_settle,
)
from discrepancy.system.display import counted
from discrepancy.values import intervals as region

Violation = tuple[Claim, Claim, str, str]
MOST_PAIRS = 200  # looked at of one part and one whole
MOST_TOLD = 4  # of which it is reckoned out that they clash
FROM_THE_START = (-region.INF, -region.INF)


@rule("S101", "part-above-whole", reads="group", kinds=("conflict", "tension"))
def part_above_whole(view: View) -> Iterator[Fault]:
    """A count of a part is greater than the count of its whole.

    Why
        Prisoners of one kind cannot outnumber all prisoners of the same place and time. Each dimension of the
        scope is equal, or declared `part_of` along one the property adds over, at any depth; a period may lie
        within a period. That a running count on one question falls is told by S103.

    Flags
        corve:
          - aldwater.strength[side=archers]: 9,000 men   # <- S101
        hugh:
          - aldwater.strength[side=defenders]: 6,000 men

    Accepts
        corve:
          - aldwater.strength[side=archers]: 900 men
        hugh:
          - aldwater.strength[side=defenders]: 6,000 men
    """
    over: dict[int, tuple[QuestionClaims, list[Violation]]] = {}
    for part, whole in view.part_whole_pairs:
        pairs = list(islice(_violations(part, whole), MOST_PAIRS))
        if pairs:
            over.setdefault(id(whole), (whole, []))[1].extend(pairs)
    for whole, pairs in over.values():
        yield _fault(whole, pairs)


def _violations(part: QuestionClaims, whole: QuestionClaims) -> Iterator[Violation]:
    """Pairs (claim of the part, claim of the whole) of which the part is too great, with the kind of finding
    that makes, and the reason where it is only a tension.
    """
    if not _screen(part, whole):
        return
    for large in part.standing:
        for total in whole.standing:
            kind = "" if large is total else excess_kind(large, total)
            if not kind or not commensurable(large, total):
                continue
            met = count_comparability(part, large, total, _periods(part, large, total, same=part is whole))
            if met.how != NOT_COMPARABLE:
                yield large, total, "tension" if met.how == TENSION_AT_MOST else kind, met.why


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
    if same and (first == second or (part.property.running and first[0] == second[0] == FROM_THE_START)):
        return Comparability(NOT_COMPARABLE)
    return Comparability(period_within(first, second), "the one period may not lie within the other")


def _fault(whole: QuestionClaims, pairs: list[Violation]) -> Fault:
    kind = "conflict" if any(kind == "conflict" for _, _, kind, _ in pairs) else "tension"
    totals = list(dict.fromkeys(total for _, total, _, _ in pairs))
    parts = list(dict.fromkeys(large for large, _, _, _ in pairs))
    dossier = whole.dossier
    why = [f"the whole, {said_of(total, dossier)}" for total in totals]
    why += [f"a part of it, {said_of(large, dossier)}" for large in parts]
    for large, total, _, strain in pairs[:MOST_TOLD]:
        at = "charitable" if kind == "conflict" else "licensed"
        why.append(
            f"a part cannot exceed its whole: {part_meaning(whole, large, at)}, "
            f"yet {whole_meaning(whole, total, at)}"
        )
        if strain:
            why.append(f"at most a tension: {strain}")
    if len(pairs) > MOST_TOLD:
        why.append(f"and {counted(len(pairs) - MOST_TOLD, 'further pair')} of them in the same way")
    why += remarks(whole, [*totals, *parts])
    return Fault(
        question=whole,
        kind=kind,
        message=_message(whole, totals, parts),
        why=tuple(dict.fromkeys(why)),
        hints=sense_hints([strain for _, _, _, strain in pairs]),
        settle=what_would_settle(whole, [*totals, *parts])
        + "; whether both count the same people, place and time",
        claims=(*totals, *parts),
        readings=readings_of([*totals, *parts]),
        camps=(tuple(totals), tuple(parts)),
        camps_total=2,
    )


def _message(whole: QuestionClaims, totals: list[Claim], parts: list[Claim]) -> str:
    """The whole and the parts above it in a line:
    `killed: 35,000 (E after Lewy) in all, yet 40,000 (E after Kolko) for kind=political alone`.
    """
    dossier = whole.dossier
    larger = [
        f"{value_and_speaker(part, dossier)} for {_narrower(part, totals[0])} alone" for part in parts[:3]
    ]
    more = f" and {len(parts) - 3} more parts" if len(parts) > 3 else ""
    return f"{whole.question}: {value_and_speaker(totals[0], dossier)} in all, yet {', '.join(larger)}{more}"


def _narrower(part: Claim, total: Claim) -> str:
    """In what a part is narrower than its whole: the thing asked about and the scope, else the period."""
    scope = [
        f"{name}={value}" for name, value in part.question.scope if (name, value) not in total.question.scope
    ]
    if part.question.about != total.question.about:
        scope.insert(0, part.question.about)
    return ", ".join(scope) or (f"the period {part.when.text}" if part.when else "a part")
