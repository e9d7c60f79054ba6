"""Partial results as the cache keeps them: made of JSON, with each claim by its place in its group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from discrepancy.comparison.readings import Reading
from discrepancy.findings.finding import Finding
from discrepancy.findings.partial_result import PartialResult
from discrepancy.findings.run import PresetEffect
from discrepancy.model.claim import Claim, Question

_TEXTS = (
    "id",
    "rule",
    "name",
    "kind",
    "message",
    "law",
    "settle",
    "camps_total",
    "camps_as_worded_total",
    "identified",
)
_LISTS = ("why", "hints")
_CLAIMS = ("camps", "camps_as_worded", "others", "equal_claims")
_CHANGE = ("preset", "family", "before", "after")


def serialise(result: PartialResult, claims: Sequence[Claim]) -> list[Any] | None:
    """The result of a group that has `claims`, made of JSON; None where it holds what only its run knows."""
    places = {id(claim): i for i, claim in enumerate(claims)}
    try:
        return [
            [_finding(one, places) for one in result.findings],
            [
                [_question(one.question), *(getattr(one, name) for name in _CHANGE)]
                for one in result.preset_effects
            ],
            [_question(one) for one in result.open_questions],
            [[_question(question), said] for question, said in result.undecided],
            result.comparisons,
            dict(result.looked_at),
            result.steps,
            result.law_applications,
            dict(result.sharing_applications),
            sorted(result.own_laws),
        ]
    except KeyError:  # a claim that is of another group, or made for the occasion
        return None


def deserialise(kept: Any, claims: Sequence[Claim], dossier: str) -> PartialResult:
    """The result that `serialise` made, for the dossier at a path."""
    findings, changes, undecided_camps, undecided, pairs, looked, steps, applied, sharing, own = kept
    return PartialResult(
        tuple(_found(one, claims, dossier) for one in findings),
        tuple(
            PresetEffect(preset, _asked(question), family, before, after)
            for question, preset, family, before, after in changes
        ),
        tuple(map(_asked, undecided_camps)),
        tuple((_asked(question), said) for question, said in undecided),
        pairs,
        looked,
        steps,
        applied,
        sharing,
        frozenset(own),
    )


def _finding(finding: Finding, places: dict[int, int]) -> list[Any]:
    if finding.at is not None:
        raise KeyError(finding.id)

    def those(of: Iterable[Claim]) -> list[int]:
        return [places[id(claim)] for claim in of]

    return [
        [getattr(finding, name) for name in _TEXTS],
        [getattr(finding, name) for name in _LISTS],
        [[those(group) for group in getattr(finding, name)] for name in _CLAIMS],
        _question(finding.question),
        those(finding.claims),
        [[one.value, those(one.claims), one.denied] for one in finding.readings],
    ]


def _found(kept: Any, claims: Sequence[Claim], dossier: str) -> Finding:
    texts, lists, groups, question, mine, readings = kept

    def those(places: Iterable[int]) -> tuple[Claim, ...]:
        return tuple(claims[i] for i in places)

    fields: dict[str, Any] = dict(zip(_TEXTS, texts, strict=True))
    fields |= {name: tuple(said) for name, said in zip(_LISTS, lists, strict=True)}
    fields |= {name: tuple(map(those, of)) for name, of in zip(_CLAIMS, groups, strict=True)}
    return Finding(
        **fields,
        dossier=dossier,
        question=_asked(question),
        claims=those(mine),
        readings=tuple(Reading(value, those(of), denied) for value, of, denied in readings),
    )


def _question(question: Question) -> list[Any]:
    return [question.about, question.property, *map(list, question.scope)]


def _asked(kept: Any) -> Question:
    about, name, *scope = kept
    return Question(about, name, tuple((dimension, value) for dimension, value in scope))
