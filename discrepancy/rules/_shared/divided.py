"""The finding on a divided question, as the D rules tell it."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.question_claims import Clash, QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.rule import Fault
from discrepancy.rules._shared.counts import sense_hints
from discrepancy.rules._shared.telling import (
    cited,
    remarks,
    settle,
    several_minds,
    sides,
    told_camps,
    told_clash,
)

LOSSES = (
    "killed",
    "wounded",
    "missing",
    "casualties",
    "prisoners",
    "killed-and-wounded",
    "killed-wounded",
    "missing-captured",
    "captured",
)
NONE_FITS = "no one answer fits all, though any two may be true together"
BESTS = "best estimates outside each other's range"


def divided(asked: QuestionClaims, level: str, kind: str) -> Fault:
    """The fault for a question whose claims fall into several camps at `level` (or whose best estimates
    strain), with reasons.
    """
    camps = asked.camp_claims(level)
    clashes = list(asked.clashes(level))
    why = list(told_camps(asked, level)) if len(camps) > 1 else []
    for clash in clashes:
        why += told_clash(clash, asked.dossier)
    if not clashes:
        why += _strain(asked)
    hints = [
        hint for clash in clashes for hint in (*clash.relation.hints, *sense_hints([clash.comparability.why]))
    ]
    hints += [hint for clash in clashes for hint in _other_count(asked, clash)]
    for holder, claims in several_minds(asked, level):
        why.append(f"{asked.dossier.voice_name(holder)} says both: {cited(claims, asked.dossier)}")
    why += remarks(asked, asked.standing)
    return Fault(
        question=asked,
        kind=kind,
        message=f"{asked.question}: {sides(clashes, asked.dossier, asked.camps(level).total) if clashes else NONE_FITS if len(camps) > 1 else BESTS}",
        why=tuple(dict.fromkeys(why)),
        hints=tuple(dict.fromkeys(hints)),
        settle=settle(asked, asked.standing),
        camps=camps,
        camps_total=asked.camps(level).total,
    )


def _other_count(asked: QuestionClaims, clash: Clash) -> Iterator[str]:
    """Fires where one side's figure is what someone gives for another count of the same losses: killed
    against casualties, and the like.
    """
    if asked.property.name not in LOSSES:
        return
    for name in LOSSES:
        other = asked.others.get(asked.question._replace(property=name))
        if name == asked.property.name or other is None:
            continue
        for side in (clash.left, clash.right):
            same = next(
                (
                    claim
                    for claim in other.standing
                    if claim.value.plain == side.value.plain and claim.id != side.id
                ),
                None,
            )
            if same is not None:
                words = f"{value_text(side)} is what {same.siglum} gives as {name.replace('-', ' ')}"
                yield f"{asked.property.name} against {name}: {words}"


def _strain(asked: QuestionClaims) -> list[str]:
    standing = asked.standing
    for i, later in enumerate(standing):
        for earlier in standing[:i]:
            clash = asked.clash(earlier, later)
            if clash.relation.relation == "tension":
                return list(told_clash(clash, asked.dossier))
    return []
