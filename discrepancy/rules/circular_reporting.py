"""A102: sources that rest on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from discrepancy.comparison.origins import derivation_circles
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import citations

Rests = dict[str, dict[str, None]]


@rule("A102", "circular-reporting", reads="dossier", kinds=("dependence",))
def circular_reporting(view: View) -> Iterator[Fault]:
    """One source has it from another, which has it from the first, directly or by way of others.

    Why
        Two that cite each other look like two witnesses and are at best one: nobody in the circle says how it
        is known. So on one question; and where sources are `derived_from` each other as a whole, on
        everything they say.

    Flags
        corve:
          - aldwater.strength: 6,000 men   # <- A102
            according_to:
              - source: tarn
        tarn:
          - aldwater.strength: 6,000 men   # <- A102
            according_to:
              - source: corve

    Accepts
        corve:
          - aldwater.strength: 6,000 men
            according_to:
              - source: tarn
        tarn:
          - aldwater.strength: 6,000 men
    """
    derived: Rests = {
        key: dict.fromkeys(source.derived_from)
        for key, source in view.dossier.sources.items()
        if source.derived_from
    }
    whole = derivation_circles({key: tuple(others) for key, others in derived.items()})
    for way in whole:
        first = next((asked for asked in view.questions.values() if _of(asked, way)), None)
        if first is not None:
            yield _fault(
                first, [way], f"{_drawn(way, view.dossier)} as a whole", _of(first, way), key=" ".join(way)
            )
    known = {frozenset(way) for way in whole}
    for asked in view.questions.values():
        if any(link.source for claim in asked.claims for link in claim.voices):
            ways = [way for way in derivation_circles(_rests(asked, derived)) if frozenset(way) not in known]
            if ways:
                claims = tuple(dict.fromkeys(claim for way in ways for claim in _of(asked, way)))
                yield _fault(asked, ways, "; ".join(_drawn(way, view.dossier) for way in ways), claims)


def _rests(asked: QuestionClaims, derived: Rests) -> Mapping[str, tuple[str, ...]]:
    """By source, the sources it has its answer from: the first source it cites, else what it derives from."""
    rests: Rests = {}
    for claim in asked.claims:
        link = next((link for link in claim.voices if link.source), None)
        ahead = (link.voice,) if link else () if claim.voices else tuple(derived.get(claim.source, ()))
        rests.setdefault(claim.source, {}).update(
            dict.fromkeys(other for other in ahead if other != claim.source)
        )
    return {source: tuple(others) for source, others in rests.items()}


def _of(asked: QuestionClaims, way: tuple[str, ...]) -> tuple[Claim, ...]:
    return tuple(claim for claim in asked.claims if claim.source in way)


def _drawn(way: tuple[str, ...], dossier: Dossier) -> str:
    return ", which rests on ".join(dossier.sources[key].siglum for key in (*way, way[0]))


def _fault(
    asked: QuestionClaims, ways: list[tuple[str, ...]], said: str, claims: tuple[Claim, ...], key: str = ""
) -> Fault:
    return Fault(
        asked,
        "dependence",
        f"{'' if key else f'{asked.question}: '}circular reporting: {said}",
        why=tuple(
            f"{asked.dossier.sources[key].siglum}: {citations(found, asked.dossier)}"
            for way in ways
            for key, found in _by(claims, way)
        ),
        settle="which of them had it first, and where from",
        key=key,
    )


def _by(claims: tuple[Claim, ...], way: tuple[str, ...]) -> Iterator[tuple[str, list[Claim]]]:
    for key in way:
        if found := [claim for claim in claims if claim.source == key]:
            yield key, found
