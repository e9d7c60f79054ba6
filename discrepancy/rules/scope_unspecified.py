"""S102: a claim that leaves its scope open, beside one that states it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from discrepancy.comparison.comparability import NOT_COMPARABLE, comparability
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.wording import (
    citations,
    readings_of,
    remarks,
    value_and_speaker,
    what_would_settle,
)
from discrepancy.values.base import compare

MOST_LOOKED_AT = 200_000  # pairs of claims of two questions
MOST_PAIRS = 200
MOST_TOLD = 8


@rule("S102", "scope-unspecified", reads="group", kinds=("tension",))
def scope_unspecified(view: View) -> Iterator[Fault]:
    """A claim does not say of which side, place or kind it speaks, and would contradict one that does.

    Why
        The two may speak of different things, so this is never more than a tension; the finding names the
        dimension missing.

    Flags
        corve:
          - aldwater.strength: 9,000 men   # <- S102
        hugh:
          - aldwater.strength[side=defenders]: 6,000 men

    Accepts
        corve:
          - aldwater.strength[side=attackers]: 9,000 men
        hugh:
          - aldwater.strength[side=defenders]: 6,000 men
    """
    found: dict[int, tuple[QuestionClaims, list[tuple[Claim, Claim, tuple[str, ...]]]]] = {}
    for general, stated, missing in view.unspecified_scopes:
        if general.property.one:
            pairs = [(claim, other, missing) for claim, other in islice(_apart(general, stated), MOST_PAIRS)]
            if pairs:
                found.setdefault(id(general), (general, []))[1].extend(pairs)
    for general, pairs in found.values():
        yield _fault(general, pairs)


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


def _fault(general: QuestionClaims, found: list[tuple[Claim, Claim, tuple[str, ...]]]) -> Fault:
    missing = list(dict.fromkeys(name for _, _, names in found for name in names))
    loose = list(dict.fromkeys(claim for claim, _, _ in found))
    stated = list(dict.fromkeys(other for _, other, _ in found))
    dossier = general.dossier
    why = [
        f"{value_text(claim)}, says {citations([claim], dossier)}, "
        f"without saying which {' or '.join(missing)}"
        for claim in loose[:MOST_TOLD]
    ]
    why += [
        f"{other.question}: {value_text(other)}, says {citations([other], dossier)}"
        for other in stated[:MOST_TOLD]
    ]
    why += general.clash(loose[0], stated[0]).relation.why
    why.append(f"at most a tension: {', '.join(missing)} not stated")
    if loose[0].sense != stated[0].sense:
        why.append("at most a tension: different sense")
    why += remarks(general, [*loose, *stated])
    sigla = dict.fromkeys(claim.siglum for claim in loose)
    return Fault(
        question=general,
        kind="tension",
        message=f"{loose[0].question}: {value_and_speaker(loose[0], dossier)} "
        f"against {stated[0].question}: {value_and_speaker(stated[0], dossier)}",
        why=tuple(dict.fromkeys(why)),
        settle=f"of which {' and '.join(missing)} {', '.join(sigla)} speaks; "
        + what_would_settle(general, [*loose, *stated]),
        claims=(*loose, *stated),
        readings=readings_of([*loose, *stated]),
        camps=(tuple(loose), tuple(stated)),
        camps_total=2,
    )
