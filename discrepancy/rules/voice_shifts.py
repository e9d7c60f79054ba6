"""P106: one voice that frames a matter in two ways within one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from discrepancy.comparison.comparability import COMPARABLE, NOT_COMPARABLE
from discrepancy.comparison.perspectives import (
    LABEL,
    framing,
    positions_taken,
    scale_order,
    time_comparability,
    vouched_framings,
)
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.perspectives import voice_name
from discrepancy.rules._shared.wording import remarks

WITH_TIME, PARTLY, AT_ONCE, UNDATED = (
    "with time",
    "with time, where times are given",
    "at one time",
    "no times given",
)
FRAME = "frame"
PositionTaken = tuple[str, Claim]  # a position, and the claim that takes it


class Shift(NamedTuple):
    """What one voice says in one source on one scale: the positions in order, and how they lie in time."""

    scale: str
    positions: tuple[str, ...]
    said: tuple[PositionTaken, ...]
    how: str


@rule("P106", "voice-shifts", reads="question", kinds=("perspective",))
def voice_shifts(question: QuestionClaims) -> Iterator[Fault]:
    """One voice takes positions far apart on one matter within one document.

    Why
        A view that changes with time is history; two views of one time are two minds, or irony, or two hands
        in one text. A reader who cites one of the two passages must know of the other. Far apart is more than
        half of the scale: a neighbouring position is a nuance, and a neutral word beside a coloured one is no
        shift.

    Flags
        corve:
          - barons.cause:
              legitimacy: rightful   # <- P106
            quote: iusta causa
          - barons.cause:
              legitimacy: usurped   # <- P106
            quote: contra ius

    Accepts
        corve:
          - barons.cause:
              legitimacy: rightful
              frame: treason
            quote: iusta causa
          - barons.cause:
              legitimacy: rightful
              frame: defence of charters
            quote: pro cartis

    Known limits
        Several frames told side by side are no shift, unless the property says `one: true`.
    """
    shifts = list(_shifts(question))
    if not shifts:
        return
    claims = tuple(dict.fromkeys(claim for shift in shifts for _, claim in shift.said))
    told = [_said(shift, question) for shift in shifts]
    joined = "; ".join(told[:3]) + (f"; and {len(told) - 3} more" if len(told) > 3 else "")
    why = [line for shift in shifts for line in _told(shift, question)]
    yield Fault(
        question,
        "perspective",
        f"{question.question}: {joined}",
        why=(*why, *remarks(question, claims)),
        claims=claims,
    )


def _shifts(question: QuestionClaims) -> Iterator[Shift]:
    speakers: dict[tuple[str, str], list[Claim]] = {}
    for claim in vouched_framings(question):
        speakers.setdefault((claim.holder, claim.source), []).append(claim)
    for claims in speakers.values():
        for scale, said in _by_scale(question, claims).items():
            positions = (
                scale_order(question, scale)
                if scale != FRAME
                else tuple(dict.fromkeys(name for name, _ in said))
            )
            if far := [
                (a, b) for (one, a), (other, b) in combinations(said, 2) if _far(one, other, scale, positions)
            ]:
                taken = {name for name, _ in said}
                yield Shift(
                    scale,
                    tuple(name for name in positions if name in taken),
                    tuple(said),
                    _how(question, far),
                )


def _by_scale(question: QuestionClaims, claims: Sequence[Claim]) -> dict[str, list[PositionTaken]]:
    """By scale the positions taken, with their claims; frames are a scale where there can be one only."""
    found: dict[str, list[PositionTaken]] = {}
    for claim in claims:
        for scale, position in positions_taken(claim, question):
            found.setdefault(scale, []).append((position, claim))
        if question.property.one and framing(claim).frame:
            found.setdefault(FRAME, []).append((framing(claim).frame, claim))
    return found


def _far(one: str, other: str, scale: str, positions: Sequence[str]) -> bool:
    """Whether two positions are more than half of the scale apart, or two different frames."""
    return one != other and (
        scale == FRAME or 2 * abs(positions.index(one) - positions.index(other)) > len(positions) - 1
    )


def _how(question: QuestionClaims, far: Sequence[tuple[Claim, Claim]]) -> str:
    """How passages that are far apart stand in time, as far as it is known."""
    hows = {time_comparability(question, a, b) for a, b in far}
    if COMPARABLE in hows:
        return AT_ONCE
    return UNDATED if NOT_COMPARABLE not in hows else WITH_TIME if hows == {NOT_COMPARABLE} else PARTLY


def _said(shift: Shift, question: QuestionClaims) -> str:
    return f"{_who(shift, question)}: {', '.join(shift.positions)} ({shift.how})"


def _who(shift: Shift, question: QuestionClaims) -> str:
    claim = shift.said[0][1]
    return voice_name(claim, question.dossier) + (
        "" if claim.holder == claim.source else f" ({claim.siglum})"
    )


def _told(shift: Shift, question: QuestionClaims) -> Iterator[str]:
    who = _who(shift, question)
    for position in shift.positions:
        places_said = dict.fromkeys(
            _place(claim, shift.scale, question) for name, claim in shift.said if name == position
        )
        yield f"{who}, {position}: {'; '.join(places_said)}"


def _place(claim: Claim, scale: str, question: QuestionClaims) -> str:
    """The word where it is a label, where it stands, and when it holds or was said."""
    word = f'"{framing(claim).label}", ' if scale == LABEL else ""
    said = claim.voices[-1].said if claim.voices else ""
    event = question.dossier.entities.get(claim.when.event) if claim.when else None
    when = (
        f"{claim.when.kind.replace('_', ' ')} {event.name if event else claim.when.text}"
        if claim.when
        else ""
    )
    return f"{word}{claim.at}" + "".join(f", {one}" for one in (when, said) if one)
