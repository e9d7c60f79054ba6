"""A106: a work that is cited for what it does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from discrepancy.comparison.comparability import COMPARABLE
from discrepancy.comparison.exclusion import measure
from discrepancy.comparison.origins import is_background
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.wording import citations, distinct_values, remarks
from discrepancy.values.base import Relative, Unknown, within

_LISTS = ("set", "sequence", "framing", "quotation")  # of which a citing work may give a part


class _Misreport(NamedTuple):
    """A claim, what the work that it cites says itself, and whether that excludes it."""

    claim: Claim
    cited: str
    said: tuple[Claim, ...]
    excluded: bool


@rule("A106", "misreported", reads="question", kinds=("evidence", "dependence"))
def misreported(question: QuestionClaims) -> Iterator[Fault]:
    """A source cites a work of the dossier for an answer, and that work gives another.

    Why
        Slips are made in copying, and a figure is more precise each time it is cited. Whoever looks at the
        citing work alone takes its answer for two works'. Where the answer of the work cited excludes it, it
        is told as a warning; where that only does not give it, as a note.

    Flags
        corve:
          - aldwater.strength: 6,210 men   # <- A106
            according_to:
              - source: tarn
        tarn:
          - aldwater.strength: 6,200 men

    Accepts
        corve:
          - aldwater.strength: about 6,200 men
            according_to:
              - source: tarn
          - aldwater.killed: 421
            according_to:
              - source: tarn
        tarn:
          - aldwater.strength: 6,210 men

    Known limits
        Only where the work cited has claims on the question, of the same time, sense and voice, and one
        answer is true: what it says nowhere in the dossier may stand where nobody has read it for. Rounded,
        less exact or with a hedge more, an answer is still the one that it gives.
    """
    if not question.property.one or question.property.type in _LISTS:
        return
    cited = [claim for claim in question.claims if any(link.source for link in claim.voices)]
    found = [told for claim in cited for told in _misreports(claim, question)]
    for excluded, kind in ((True, "evidence"), (False, "dependence")):
        if told := [one for one in found if one.excluded is excluded]:
            yield _fault(question, told, kind)


def _misreports(claim: Claim, question: QuestionClaims) -> Iterator[_Misreport]:
    if not _judged(claim) or is_background(claim, question.dossier) or claim.id in question.turned:
        return
    for place, link in enumerate(claim.voices):
        if not link.source or link.voice == claim.source or link.stance in ("doubts", "expects"):
            continue
        behind = [other.voice for other in claim.voices[place + 1 :]]
        own = [other for other in question.claims if other.source == link.voice]
        said = [other for other in own if other.counts and [v.voice for v in other.voices] == behind]
        if not said or not all(map(_judged, own)) or any(_gives(other, claim, question) for other in own):
            continue
        if any(not _comparable(other, claim, question) for other in said):
            continue
        excluded = all(question.exclusions.excludes(other, claim, "charitable") for other in said)
        yield _Misreport(claim, link.voice, tuple(said), excluded)


def _judged(claim: Claim) -> bool:
    return not isinstance(claim.value, (Unknown, Relative)) and not claim.inferred


def _comparable(other: Claim, claim: Claim, question: QuestionClaims) -> bool:
    """Whether two claims answer the same: at one time, in one sense, in units that are one."""
    return (
        question.exclusions.comparability(other, claim).how == COMPARABLE
        and question.exclusions.relation(other, claim).relation != "different-unit"
        and (other.denies == claim.denies or question.exclusions.excludes(other, claim, "charitable"))
    )


def _gives(other: Claim, claim: Claim, question: QuestionClaims) -> bool:
    """Whether a work gives the answer that it is cited for: what it plainly says lies in what the citing
    words allow.
    """
    if other.denies != claim.denies:
        return False
    relation = question.exclusions.relation(other, claim)
    if relation.relation in ("identical", "agrees") or question.exclusions.kind.shape == "labels":
        return relation.relation in ("identical", "agrees", "refines", "compatible")
    if type(other.value) is not type(claim.value) or relation.relation in ("conflict", "different-unit"):
        return False
    if measure(other) != measure(claim):  # converted, and so rounded
        return relation.relation != "tension"
    return within(other.value.plain, claim.value.licensed)


def _fault(question: QuestionClaims, found: Sequence[_Misreport], kind: str) -> Fault:
    dossier = question.dossier
    told = dict.fromkeys(
        f"{one.claim.siglum} cites {dossier.sources[one.cited].siglum} for {value_text(one.claim)}, "
        f"which itself says {distinct_values(one.said)}"
        for one in found
    )
    claims = tuple(dict.fromkeys(claim for one in found for claim in (one.claim, *one.said)))
    return Fault(
        question,
        kind,
        f"{question.question}: {'; '.join(told)}",
        why=(
            *(f"{value_text(claim)}: {citations([claim], dossier)}" for claim in claims),
            *remarks(question, claims),
        ),
        settle="the page that is cited, in the edition that was used",
        claims=claims,
    )
