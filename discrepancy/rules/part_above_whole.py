"""S101: a part greater than its whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.counts import (
    Excess,
    excesses,
    narrower_in,
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

MOST_PAIRS = 200  # looked at of one part and one whole
MOST_TOLD = 4  # of which it is reckoned out that they clash


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
    over: dict[int, tuple[QuestionClaims, list[Excess]]] = {}
    for part, whole in view.part_whole_pairs:
        pairs = list(islice(excesses(part, whole), MOST_PAIRS))
        if pairs:
            over.setdefault(id(whole), (whole, []))[1].extend(pairs)
    for whole, pairs in over.values():
        yield _fault(whole, pairs)


def _fault(whole: QuestionClaims, pairs: list[Excess]) -> Fault:
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
        f"{value_and_speaker(part, dossier)} for {narrower_in(part, totals[0])} alone" for part in parts[:3]
    ]
    more = f" and {len(parts) - 3} more parts" if len(parts) > 3 else ""
    return f"{whole.question}: {value_and_speaker(totals[0], dossier)} in all, yet {', '.join(larger)}{more}"
