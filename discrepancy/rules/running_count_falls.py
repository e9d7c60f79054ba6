"""S103: a running count that falls."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, islice

from discrepancy.comparison import camps as camp
from discrepancy.comparison.comparability import (
    COMPARABLE,
    NOT_COMPARABLE,
    TENSION_AT_MOST,
    Comparability,
    comparability,
    period_sets,
    period_within,
)
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.counts import (
    commensurable,
    count_comparability,
    excess_kind,
    lower_bound,
    part_meaning,
    sense_hints,
    time_suffix,
    upper_bound,
    whole_meaning,
)
from discrepancy.rules._shared.wording import (
    citations,
    readings_of,
    remarks,
    value_and_speaker,
    what_would_settle,
)
from discrepancy.values import intervals as region

Fall = tuple[Claim, Claim, str, str]
MOST_PAIRS = 200
FROM_THE_START = (-region.INF, -region.INF)


@rule("S103", "running-count-falls", reads="question", kinds=("conflict", "tension"))
def running_count_falls(asked: QuestionClaims) -> Iterator[Fault]:
    """A count from a start on is greater on an earlier day than on a later one.

    Why
        What has been counted by a day has been counted by every later day, so a property with `running: true`
        cannot fall. Where the order of the two days is only possible, or the senses differ, it is at most a
        tension.

    Flags
        corve:
          - aldwater.fallen: 900
            as_of: 3 May 1204   # <- S103
        hugh:
          - aldwater.fallen: 500
            as_of: 9 May 1204

    Accepts
        corve:
          - aldwater.fallen: 900
            as_of: 9 May 1204
        hugh:
          - aldwater.fallen: 500
            as_of: 3 May 1204
    """
    if asked.property.running and asked.kind.shape == "line":
        counts = _counts(asked)
        falls = list(islice(_falls(asked, counts, "charitable"), MOST_PAIRS)) or list(
            islice(_falls(asked, counts, "licensed"), MOST_PAIRS)
        )
        if falls:
            yield _fault(asked, falls)


def _counts(asked: QuestionClaims) -> list[tuple[region.Interval, Claim]]:
    """The counts from the start on, each with the range of days by which it was reached; in order of its
    end.
    """
    found = []
    for claim in asked.standing:
        period = period_sets(asked.property, claim.when, asked.event_dates)
        if period is not None and period[0] == FROM_THE_START and not claim.denies and claim.value.licensed:
            found.append((period[1], claim))
    return sorted(found, key=lambda count: count[0][1])


def _falls(asked: QuestionClaims, counts: list[tuple[region.Interval, Claim]], level: str) -> Iterator[Fall]:
    """Pairs (earlier claim, later claim) between which the count falls: at `charitable` only conflicts, at
    `licensed` whatever falls.
    """
    ends = [day[1] for day, _ in counts]
    peaks = list(accumulate((lower_bound(claim, level) for _, claim in counts), max))
    for later_day, later in counts:
        before = bisect_right(ends, later_day[1])
        if peaks[before - 1] <= upper_bound(later, level):
            continue
        for earlier_day, earlier in counts[:before]:
            if (
                lower_bound(earlier, level) > upper_bound(later, level)
                and earlier_day != later_day
                and commensurable(earlier, later)
            ):
                met = _met(
                    asked,
                    earlier,
                    later,
                    period_within((FROM_THE_START, earlier_day), (FROM_THE_START, later_day)),
                )
                if met.how == COMPARABLE or (met.how == TENSION_AT_MOST and level == "licensed"):
                    yield (
                        earlier,
                        later,
                        "tension" if met.how == TENSION_AT_MOST else excess_kind(earlier, later),
                        met.why,
                    )


def _met(asked: QuestionClaims, earlier: Claim, later: Claim, order: str) -> Comparability:
    """How the two compare; what is compared on one question anyway is left to the rules on one question."""
    if (
        order == NOT_COMPARABLE
        or comparability(asked.property, earlier, later, asked.event_dates).how != NOT_COMPARABLE
    ):
        return Comparability(NOT_COMPARABLE)
    return count_comparability(
        asked, earlier, later, Comparability(order, "the order of the two days is only possible")
    )


def _fault(asked: QuestionClaims, falls: list[Fall]) -> Fault:
    kind = "conflict" if any(kind == "conflict" for _, _, kind, _ in falls) else "tension"
    level = "charitable" if kind == "conflict" else "licensed"
    deepest = max(
        falls, key=lambda fall: region.distance(upper_bound(fall[1], level), lower_bound(fall[0], level))
    )
    falls = [deepest, *(fall for fall in falls if fall is not deepest)]
    claims = list(
        {
            id(claim): claim
            for claim in (*(before for before, *_ in falls), *(after for _, after, *_ in falls))
        }.values()
    )
    apart = {frozenset((id(before), id(after))) for before, after, _, _ in falls}
    camps = camp.camps_of_graph(len(claims), lambda i, j: frozenset((id(claims[i]), id(claims[j]))) in apart)
    why = [
        f"{asked.question}{time_suffix(claim)}: {value_text(claim)}, says {citations([claim], asked.dossier)}"
        for claim in claims
    ]
    for before, after, _, strain in falls[:4]:
        why.append(
            f"a running count cannot fall: {part_meaning(asked, before, level)}, "
            f"yet{time_suffix(after)} {whole_meaning(asked, after, level)}"
        )
        if strain:
            why.append(f"at most a tension: {strain}")
    why += remarks(asked, claims)
    return Fault(
        question=asked,
        kind=kind,
        message=_message(asked, falls),
        why=tuple(dict.fromkeys(why)),
        hints=sense_hints([strain for _, _, _, strain in falls]),
        settle=what_would_settle(asked, claims) + "; whether both count from the same start",
        claims=tuple(claims),
        readings=readings_of(claims),
        camps=tuple(tuple(claims[i] for i in group) for group in camps.listed),
        camps_total=camps.total,
    )


def _message(asked: QuestionClaims, falls: list[Fall]) -> str:
    """The deepest fall in a line:
    `a running count cannot fall: 65,000 (E) by November 1957, yet 40,000 (L) by 1958`.
    """
    before, after = falls[0][:2]
    more = f"; and {len(falls) - 1} more such pair{'s' if len(falls) > 2 else ''}" if len(falls) > 1 else ""
    return (
        f"{asked.question}: a running count cannot fall: {_by(asked, before)}, yet {_by(asked, after)}{more}"
    )


def _by(asked: QuestionClaims, claim: Claim) -> str:
    day = claim.when.text.removeprefix("../") if claim.when else ""
    return f"{value_and_speaker(claim, asked.dossier)} by {day}"
