"""The matrix of perspectives: voices down, scales across, each cell with the position taken, and the words beside it."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.asked import Asked
from discrepancy.finding import View
from discrepancy.model import Claim, Dossier, Question
from discrepancy.reporters._markdown import quote, table, text
from discrepancy.values.framing import Framing

STANCE = {"denies": "denies: ", "doubts": "doubts: ", "expects": "expects: "}


def matrices(view: View) -> Iterator[tuple[Question, str]]:
    """For every framing question its matrix, in the order of the dossier."""
    for question, asked in view.asked.items():
        if asked.property.type == "framing":
            yield question, _matrix(view.dossier, asked)


def _matrix(dossier: Dossier, asked: Asked) -> str:
    claims = [claim for claim in asked.claims if isinstance(claim.value, Framing)]
    scales = [scale for scale in asked.property.scales if any(scale in dict(_framing(claim).positions) for claim in claims)]
    frames = any(_framing(claim).frame for claim in claims)
    labels = any(_framing(claim).label for claim in claims)
    headers = ["Voice", *(f"{text(scale)} ({text(' < '.join(dossier.vocabulary.scales.get(scale, ())))})" for scale in scales)]
    headers += (["Frame"] if frames else []) + (["Label"] if labels else []) + ["Words"]
    rows = []
    for claim in sorted(claims, key=lambda claim: _order(dossier, asked, scales, claim)):
        framing = _framing(claim)
        row = [f"{text(dossier.voice_name(claim.holder))}{_by(claim)}"]
        row += [
            text(STANCE.get(claim.stance, "") + dict(framing.positions)[scale]) if scale in dict(framing.positions) else ""
            for scale in scales
        ]
        row += [text(framing.frame)] if frames else []
        row += [text(framing.label)] if labels else []
        rows.append([*row, f"{quote(claim.quote)} ({text(claim.at)})"])
    return table(rows, headers)


def _framing(claim: Claim) -> Framing:
    assert isinstance(claim.value, Framing)
    return claim.value


def _by(claim: Claim) -> str:
    """The source that gives the view, where it is not its own."""
    return "" if claim.holder == claim.source else f" ({text(claim.siglum)})"


def _order(dossier: Dossier, asked: Asked, scales: list[str], claim: Claim) -> tuple[list[int], str, int]:
    """Along the scales, those without a position last; then by voice and place."""
    positions = dict(_framing(claim).positions)
    along = []
    for scale in scales:
        order = dossier.vocabulary.scales.get(scale, ())
        along.append(order.index(positions[scale]) if positions.get(scale) in order else len(order))
    return along, dossier.voice_name(claim.holder), asked.claims.index(claim)
