"""S102: a claim that leaves its scope open, beside one that states it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from discrepancy.comparison.comparability import NOT_COMPARABLE, comparability
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.comparison.scopes import UnspecifiedScope
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.counts import (
    Excess,
    commensurable,
    excess_kind,
    excesses,
    lower_bound,
    narrower_in,
    part_meaning,
    perhaps_a_part,
    sense_hints,
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
from discrepancy.values.base import compare
from discrepancy.values.intervals import INF

MOST_LOOKED_AT = 200_000  # pairs of claims of two questions
MOST_PAIRS = 200
MOST_TOLD = 8


@rule("S102", "scope-unspecified", reads="group", kinds=("tension",))
def scope_unspecified(view: View) -> Iterator[Fault]:
    """A claim does not say of which side, place or kind it speaks, and would contradict one that does.

    Why
        The two may speak of different things, so this is never more than a tension; the finding names the
        dimension missing. Of a count that adds up, a figure without a scope is the total at face value: a
        part within it contradicts nothing, and one above it only if the total is no part that is not named.

    Flags
        corve:
          - aldwater.strength: 6,000 men   # <- S102
        hugh:
          - aldwater.strength[side=defenders]: 9,000 men

    Accepts
        corve:
          - aldwater.strength: 9,000 men
        hugh:
          - aldwater.strength[side=defenders]: 6,000 men
    """
    found: dict[int, tuple[QuestionClaims, list[Pair]]] = {}
    for scopes in view.unspecified_scopes:
        pairs = list(islice(_pairs(scopes), MOST_PAIRS))
        if pairs:
            found.setdefault(id(scopes.general), (scopes.general, []))[1].extend(pairs)
    for general, pairs in found.values():
        yield _fault(general, pairs)


class Pair(NamedTuple):
    """A claim that leaves dimensions out (`missing`), one that states them, and, where the first is the total
    and the other a part above it, in what that exceeds it.
    """

    loose: Claim
    stated: Claim
    missing: tuple[str, ...]
    excess: Excess | None = None


def _pairs(scopes: UnspecifiedScope) -> Iterator[Pair]:
    """The pairs of claims that as worded cannot both be true."""
    general, stated, missing, is_total = scopes
    if is_total:
        for excess in excesses(stated, general):
            yield Pair(excess.total, excess.large, missing, excess)
        for total, part in _denied(general, stated):
            yield Pair(total, part, missing)
    elif general.property.one:
        # Of a count that adds up it is told elsewhere that it is above that of the whole.
        adds = general.kind.shape == "line" and all(map(general.property.adds_over, missing))
        for claim, other in _apart(general, stated):
            if not (adds and commensurable(claim, other) and excess_kind(claim, other)):
                yield Pair(claim, other, missing)


def _denied(general: QuestionClaims, stated: QuestionClaims) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of a total and a part of which one is denied and that as worded cannot both be so: the total is
    not over what the part is, or the part is not under what the total is.
    """
    for total, part in islice(product(general.standing, stated.standing), MOST_LOOKED_AT):
        if total.denies == part.denies or not (total.value.plain and part.value.plain):
            continue
        low, high = (lower_bound(total, "plain"), upper_bound(total, "plain"))
        if total.denies:
            open_end = upper_bound(total, "charitable")[0] == INF
            apart = open_end and lower_bound(part, "plain") >= low
        else:
            open_end = lower_bound(part, "charitable")[0] <= 0
            apart = open_end and high <= upper_bound(part, "plain")
        met = comparability(general.property, total, part, general.event_dates)
        if apart and met.how != NOT_COMPARABLE and total.value.scale == part.value.scale:
            yield total, part


def _apart(general: QuestionClaims, stated: QuestionClaims) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims that as worded cannot both be true."""
    pairs = islice(
        ((claim, other) for claim in general.standing for other in stated.standing), MOST_LOOKED_AT
    )
    for claim, other in pairs:
        if claim.denies and other.denies:
            continue
        if claim.denies or other.denies:
            apart = (
                general.exclusions.denial_excludes(claim, other)
                if claim.denies
                else general.exclusions.denial_excludes(other, claim)
            )
        else:
            apart = compare(general.property.type, claim.value, other.value).relation in (
                "tension",
                "conflict",
            )
        if apart and comparability(general.property, claim, other, general.event_dates).how != NOT_COMPARABLE:
            yield claim, other


def _fault(general: QuestionClaims, found: list[Pair]) -> Fault:
    missing = list(dict.fromkeys(name for pair in found for name in pair.missing))
    loose = list(dict.fromkeys(pair.loose for pair in found))
    stated = list(dict.fromkeys(pair.stated for pair in found))
    totals = {pair.loose.id for pair in found if pair.excess is not None}
    dossier, first = general.dossier, found[0]
    why = [
        f"{value_text(claim)}, says {citations([claim], dossier)}, without saying which "
        f"{' or '.join(missing)}{': at face value of all' if claim.id in totals else ''}"
        for claim in loose[:MOST_TOLD]
    ]
    why += [
        f"{other.question}: {value_text(other)}, says {citations([other], dossier)}"
        for other in stated[:MOST_TOLD]
    ]
    for _, _, _, excess in found[:MOST_TOLD]:
        if excess is not None:
            why.append(
                f"a part cannot exceed its whole: {part_meaning(general, excess.large, 'licensed')}, "
                f"yet {whole_meaning(general, excess.total, 'licensed')}"
            )
            why.append(perhaps_a_part(excess.total))
            why += [f"at most a tension: {excess.why}"] if excess.why else []
    alike = next((pair for pair in found if pair.excess is None), None)
    if alike is not None:
        why += general.clash(alike.loose, alike.stated).relation.why
        why.append(f"at most a tension: {', '.join(missing)} not stated")
        if alike.loose.sense != alike.stated.sense:
            why.append("at most a tension: different sense")
    why += remarks(general, [*loose, *stated])
    sigla = dict.fromkeys(claim.siglum for claim in loose)
    return Fault(
        question=general,
        kind="tension",
        message=_message(first, dossier),
        why=tuple(dict.fromkeys(why)),
        hints=sense_hints([pair.excess.why for pair in found if pair.excess is not None]),
        settle=f"of which {' and '.join(missing)} {', '.join(sigla)} speaks; "
        + what_would_settle(general, [*loose, *stated]),
        claims=(*loose, *stated),
        readings=readings_of([*loose, *stated]),
        camps=(tuple(loose), tuple(stated)),
        camps_total=2,
    )


def _message(pair: Pair, dossier: Dossier) -> str:
    """What stands against what in a line."""
    said, other = (value_and_speaker(claim, dossier) for claim in (pair.loose, pair.stated))
    if pair.excess is None:
        return f"{pair.loose.question}: {said} against {pair.stated.question}: {other}"
    narrower = narrower_in(pair.stated, pair.loose)
    which = " and ".join(pair.missing)
    return f"{pair.loose.question}: {said}, of no {which} that is stated, yet {other} for {narrower} alone"
