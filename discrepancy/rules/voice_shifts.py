"""P106: one voice that frames a matter in two ways within one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from discrepancy.asked import Asked
from discrepancy.meeting import APART, FULL, at_one_time
from discrepancy.model import Claim
from discrepancy.perspectives import framing, order, places, vouched
from discrepancy.rule import Fault, rule
from discrepancy.rules._perspectives import some, voice
from discrepancy.rules._telling import remarks

OVER_TIME, AT_ONCE, UNDATED = "with time", "at one time", "no times given that tell them apart"


class Shift(NamedTuple):
    """The claims of one voice in one source that take several positions on one scale, those in order, and how they stand in time."""

    scale: str
    positions: tuple[str, ...]
    claims: tuple[Claim, ...]
    how: str


@rule("P106", "voice-shifts", reads="question", kinds=("perspective",))
def voice_shifts(question: Asked) -> Iterator[Fault]:
    """One voice takes different positions on one matter within one document.

    Why
        A view that changes with time is history; two views of one time are two minds, or irony, or two hands in one text. A reader who
        cites one of the two passages must know of the other.

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
        Several frames told side by side are no shift, unless the property says `one: true`; nor are labels of one colour.
    """
    shifts = list(_shifts(question))
    if not shifts:
        return
    claims = tuple(dict.fromkeys(claim for shift in shifts for claim in shift.claims))
    why = [line for shift in shifts for line in _told(shift, question)]
    yield Fault(
        question,
        "perspective",
        f"{question.question}: {some([_said(shift, question) for shift in shifts], 3)}",
        why=(*why, *remarks(question, claims)),
        claims=claims,
    )


def _shifts(question: Asked) -> Iterator[Shift]:
    speakers: dict[tuple[str, str], list[Claim]] = {}
    for claim in vouched(question):
        speakers.setdefault((claim.holder, claim.source), []).append(claim)
    for claims in speakers.values():
        for scale, said in _by_scale(question, claims).items():
            names = {name for name, _ in said}
            if len(names) > 1:
                taken = tuple(sorted(names, key=order(question, scale).index)) if scale != "frame" else tuple(dict.fromkeys(n for n, _ in said))
                yield Shift(scale, taken, tuple(claim for _, claim in said), _how(question, said))


def _by_scale(question: Asked, claims: Sequence[Claim]) -> dict[str, list[tuple[str, Claim]]]:
    """By scale the positions taken, with their claims; frames are a scale where there can be one only."""
    found: dict[str, list[tuple[str, Claim]]] = {}
    for claim in claims:
        for scale, position in places(claim, question):
            found.setdefault(scale, []).append((position, claim))
        if question.property.one and framing(claim).frame:
            found.setdefault("frame", []).append((framing(claim).frame, claim))
    return found


def _how(question: Asked, said: Sequence[tuple[str, Claim]]) -> str:
    """How the passages that differ stand in time, as far as it is known."""
    state = replace(question.property, state=True, adds=False, running=False)
    hows = set()
    for (left, a), (right, b) in combinations(said, 2):
        if left != right:
            hows.add(APART if _occasions(a, b) else at_one_time(state, a, b, question.dated).how)
    return AT_ONCE if FULL in hows else OVER_TIME if hows == {APART} else UNDATED


def _occasions(a: Claim, b: Claim) -> bool:
    """Whether the two were said on different occasions."""
    said = [claim.voices[-1].said for claim in (a, b) if claim.voices and claim.voices[-1].said]
    return len(said) == 2 and said[0] != said[1]


def _said(shift: Shift, question: Asked) -> str:
    claim = shift.claims[0]
    who = voice(claim, question.dossier) + ("" if claim.holder == claim.source else f" ({claim.siglum})")
    return f"{who} {' and '.join(shift.positions)} ({shift.how})"


def _told(shift: Shift, question: Asked) -> Iterator[str]:
    yield f"{voice(shift.claims[0], question.dossier)} in {shift.claims[0].siglum}, {shift.scale}, {shift.how}:"
    for claim in shift.claims:
        at = dict((*places(claim, question), ("frame", framing(claim).frame)))[shift.scale]
        word = f' ("{framing(claim).label}")' if shift.scale == "label" else ""
        yield f"{at}{word}{_time(claim)}: {claim.siglum}, {claim.at}"


def _time(claim: Claim) -> str:
    said = claim.voices[-1].said if claim.voices else ""
    parts = [f"{claim.when.kind.replace('_', ' ')} {claim.when.text}"] if claim.when else []
    parts += [said] if said else []
    return f", {', '.join(parts)}" if parts else ""
