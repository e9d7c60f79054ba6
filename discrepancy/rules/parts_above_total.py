"""S104: parts that exclude one another, together greater than their whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from discrepancy.comparison.comparability import (
    COMPARABLE,
    NOT_COMPARABLE,
    TENSION_AT_MOST,
    Comparability,
    at_one_time,
    period_sets,
)
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.scopes import DisjointParts, disjoint_parts
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.counts import (
    commensurable,
    count_comparability,
    lower_bound,
    part_meaning,
    perhaps_a_part,
    said_of,
    sense_hints,
    upper_bound,
    whole_meaning,
)
from discrepancy.rules._shared.wording import (
    readings_of,
    remarks,
    value_and_speaker,
    what_would_settle,
)
from discrepancy.values import intervals as region

Item = tuple[region.Bound, int, Claim]  # the least of a claim, the place of its part in the group, the claim
MOST_STEPS = 20_000  # of the search for sets of parts, for one whole and one dimension
MOST_NAMED = 4
LEVELS = (("charitable", "conflict"), ("licensed", "tension"))
SPENT = "not every set of parts was looked at within the counted steps"


class Parts(NamedTuple):
    """A minimal set: claims of parts that exclude one another along `dimension`, the claim of the whole that
    they together exceed, and by how much.
    """

    dimension: str
    parts: tuple[Claim, ...]
    total: Claim
    over: region.Bound
    missing: tuple[str, ...] = ()  # dimensions that the whole leaves out though the parts state them


@rule("S104", "parts-above-total", reads="group", kinds=("conflict", "tension", "gap"))
def parts_above_total(view: View) -> Iterator[Fault]:
    """Counts of parts that exclude one another are together greater than the count of their whole.

    Why
        Where nobody is both a soldier and a civilian, the dead of both cannot together outnumber all the
        dead. Values of a scope exclude one another if they say so with `not`, or are parts of values that do.
        The claims named are a minimal set: leave any one out and the rest can be true. A part that is alone
        above its whole is told by S101, what a law says by L101. A figure without a scope is taken for the
        total, at most as a tension: it may be of a part that is not named. Where the counted steps did not
        reach to look at every set, that is said, as a gap if none was found.

    Flags
        corve:
          - aldwater.prisoners[kind=military]: 701   # <- S104
          - aldwater.prisoners[kind=civilian]: 502   # <- S104
        hugh:
          - aldwater.prisoners[kind=all]: 901   # <- S104

    Accepts
        corve:
          - aldwater.prisoners[kind=military]: 701
          - aldwater.prisoners[kind=wounded]: 502
          - aldwater.prisoners[kind=civilian]: 101
        hugh:
          - aldwater.prisoners[kind=all]: 901

    Known limits
        Entities that are `part_of` one whole are not known to exclude one another, and are never added up.
    """
    groups: dict[int, list[DisjointParts]] = {}
    pairs, unspecified = view.part_whole_pairs, view.unspecified_scopes
    for group in disjoint_parts(view.dossier, view.questions, pairs, unspecified):
        groups.setdefault(id(group.whole), []).append(group)
    for found in groups.values():
        spent = False
        for level, kind in LEVELS:
            # Charitably, a total without a scope may be of a part that is not named.
            searched = [group for group in found if level == "licensed" or not group.missing]
            searches = [_PartSetSearch(group, level) for group in searched]
            sets = [one for search in searches for one in search.run()]
            spent = spent or any(search.spent for search in searches)
            if sets and (sets := [one for one in sets if not _told_by_law(view, one)]):
                yield _fault(found[0].whole, sets, level, kind, spent)
                break
        else:
            if spent:
                yield _undecided(found)


class _PartSetSearch:
    """The minimal sets of one group at one level; at `charitable` only of claims that meet in full."""

    def __init__(self, group: DisjointParts, level: str) -> None:
        self.steps = MOST_STEPS
        self.spent = False  # whether some sets were not looked at
        self._group = group
        self._level = level
        self._known: dict[tuple[int, int], str] = {}

    def run(self) -> Iterator[Parts]:
        """The minimal sets, of each total the one with the greatest parts first."""
        counts = [
            (k, claim)
            for k, part in enumerate(self._group.parts)
            for claim in part.standing
            if _counts(claim)
        ]
        items = sorted(
            ((lower_bound(claim, self._level), k, claim) for k, claim in counts),
            key=lambda item: item[0],
            reverse=True,
        )
        items = [item for item in items if item[0] > (0, 0)]
        greatest = sum({k: low[0] for low, k, _ in reversed(items)}.values())
        totals = [claim for claim in self._group.whole.standing if _counts(claim)]
        for total in sorted(totals, key=lambda claim: upper_bound(claim, self._level)):
            limit = upper_bound(total, self._level)
            if (greatest, 1) <= limit:
                return
            fitting = [item for item in items if item[0] <= limit and self._fits(item[2], total)]
            for chosen, over in self._sets(fitting, limit):
                parts = tuple(claim for _, _, claim in sorted(chosen, key=lambda item: item[1]))
                yield Parts(self._group.dimension, parts, total, over, self._group.missing)

    def _sets(self, items: list[Item], limit: region.Bound) -> Iterator[tuple[list[Item], region.Bound]]:
        """The minimal sets of items whose sum is above `limit`: items come greatest first, and a set ends
        with the one that lifts it above, so leaving out any of them leaves less.
        """
        left = {len(items): 0}
        greatest: dict[int, region.Bound] = {}
        for i in range(len(items) - 1, -1, -1):  # what the items from i on can add: of each part its greatest
            greatest[items[i][1]] = items[i][0][0]
            left[i] = sum(greatest.values())
        ahead: list[tuple[int, list[Item], region.Bound]] = [(0, [], (0, 0))]
        while ahead:
            if self.steps <= 0:
                self.spent = True
                return
            self.steps -= 1
            at, chosen, total = ahead.pop()
            if at == len(items) or (total[0] + left[at], 1) <= limit:
                continue
            ahead.append((at + 1, chosen, total))
            item = items[at]
            if all(self._apart(one, item) for one in chosen):
                together = (total[0] + item[0][0], max(total[1], item[0][1]))
                if together > limit:
                    yield [*chosen, item], together[0] - limit[0]
                else:
                    ahead.append((at + 1, [*chosen, item], together))

    def _apart(self, one: Item, other: Item) -> bool:
        return (min(one[1], other[1]), max(one[1], other[1])) in self._group.apart and self._fits(
            one[2], other[2]
        )

    def _fits(self, first: Claim, second: Claim) -> bool:
        key = (id(first), id(second)) if id(first) < id(second) else (id(second), id(first))
        if key not in self._known:
            self._known[key] = _meet(self._group.whole, first, second).how
        return self._known[key] == COMPARABLE or (
            self._known[key] == TENSION_AT_MOST and self._level == "licensed"
        )


def _meet(whole: QuestionClaims, first: Claim, second: Claim) -> Comparability:
    return count_comparability(
        whole,
        first,
        second,
        _time(whole, first, second) if commensurable(first, second) else Comparability(NOT_COMPARABLE),
    )


def _told_by_law(view: View, one: Parts) -> bool:
    """Whether a law is broken on the same questions, such as
    `killed[sex=women] + killed[sex=men] <= killed[sex=all]`.
    """
    questions = {claim.question for claim in (*one.parts, one.total)}
    return any(
        found.laws and {claim.question for claim in found.claims} == questions
        for found in view.reasoning.contradictions
    )


def _counts(claim: Claim) -> bool:
    """Whether a claim gives a number that can be added."""
    return not claim.denies and bool(claim.value.licensed) and isinstance(claim.value.licensed[0][0], tuple)


def _time(whole: QuestionClaims, first: Claim, second: Claim) -> Comparability:
    """How the times of two counts compare: no period or equal ones; states must share a day."""
    periods = [period_sets(whole.property, claim.when, whole.event_dates) for claim in (first, second)]
    if periods[0] != periods[1]:
        return Comparability(NOT_COMPARABLE)
    if periods[0] is None and whole.property.state:
        return at_one_time(whole.property, first, second, whole.event_dates)
    return Comparability(COMPARABLE)


def _fault(whole: QuestionClaims, sets: list[Parts], level: str, kind: str, more: bool) -> Fault:
    chosen = max(sets, key=lambda one: one.over)  # the first of several
    dossier, claims = whole.dossier, (*chosen.parts, chosen.total)
    together = _together(whole, chosen.parts, level)
    values = [dict(part.question.scope)[chosen.dimension] for part in chosen.parts]
    strains = [met.why for i, a in enumerate(claims) for b in claims[:i] if (met := _meet(whole, a, b)).why]
    why = [f"the whole, {said_of(chosen.total, dossier)}"]
    why += [f"a part of it, {said_of(part, dossier)}" for part in chosen.parts]
    why.append(f"{', '.join(values[:-1])} and {values[-1]} are declared to exclude one another")
    why += [part_meaning(whole, part, level) for part in chosen.parts]
    why.append(
        f"parts cannot together exceed their whole: {together} together, "
        f"yet {whole_meaning(whole, chosen.total, level)}"
    )
    if chosen.missing:
        why.append(perhaps_a_part(chosen.total))
    why += [f"at most a tension: {strain}" for strain in strains]
    if len(sets) > 1:
        number, plural = len(sets) - 1, "s" if len(sets) > 2 else ""
        further = f"{'at least ' if more else ''}{number} further set{plural} of claims"
        why.append(f"{further} of parts that are together above their whole")
    if more:
        why.append(SPENT)
    why += remarks(whole, claims)
    named = [
        f"{value_and_speaker(part, dossier)} for {chosen.dimension}={value}"
        for part, value in zip(chosen.parts, values, strict=True)
    ]
    said = (
        f"{', '.join(named[:-1])} and {named[-1]}"
        if len(named) <= MOST_NAMED
        else f"{', '.join(named[:3])} and {len(named) - 3} more parts"
    )
    return Fault(
        question=whole,
        kind=kind,
        message=f"{whole.question}: {value_and_speaker(chosen.total, dossier)} in all, "
        f"yet {said}, {together} together",
        why=tuple(dict.fromkeys(why)),
        hints=sense_hints(strains),
        settle=what_would_settle(whole, claims)
        + "; whether the parts leave nobody counted twice, and all count the same place and time",
        claims=claims,
        readings=readings_of(claims),
        camps=tuple(tuple(other for other in claims if other is not claim) for claim in claims),
        camps_total=len(claims),
    )


def _undecided(found: list[DisjointParts]) -> Fault:
    """What is said of a whole of which the counted steps found nothing and did not reach to the end."""
    whole = found[0].whole
    parts = {claim.id: claim for group in found for part in group.parts for claim in part.standing}
    claims = (*whole.standing, *parts.values())
    return Fault(
        question=whole,
        kind="gap",
        message=f"{whole.question}: not decided whether {len(parts)} claims on parts of it "
        "are together above it",
        why=(SPENT,),
        settle="fewer claims on the parts, or on fewer of them",
        claims=claims,
    )


def _together(whole: QuestionClaims, parts: tuple[Claim, ...], level: str) -> str:
    """The least that the parts come to, in words."""
    lows = [lower_bound(part, level) for part in parts]
    low = (region.exact(sum(number for number, _ in lows)), max(open_end for _, open_end in lows))
    stated = next((part.value for part in parts if getattr(part.value, "unit", "")), parts[0].value)
    piece = ((low, (region.INF, 0)),)
    value = replace(stated, charitable=piece) if level == "charitable" else replace(stated, licensed=piece)
    return whole.kind.show(value, level)
