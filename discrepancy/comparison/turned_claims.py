"""What is said of one entity and holds of another too: who names a spouse, a parent or a child is named so in
turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.values.base import Basis, Unknown, read


def turned_question(dossier: Dossier, question: Question, claim: Claim) -> Question | None:
    """The question that a claim on `question` answers of the entity that it names; None where it names none,
    does not vouch for it, or its property has no inverse.
    """
    properties = dossier.vocabulary.properties
    inverse = properties[question.property].inverse
    entry = getattr(claim.value, "entry", None)
    if not inverse or entry is None or claim.denies or not claim.counts or isinstance(claim.value, Unknown):
        return None
    dimensions = properties[inverse].scope
    scope = tuple(pair for pair in question.scope if pair[0] in dimensions)
    return Question(dossier.canonical(entry.id), inverse, scope)


def turned_claims(
    dossier: Dossier, gathered: Mapping[Question, Sequence[Claim]], meeting: Callable[[str], str]
) -> dict[Question, list[tuple[Claim, Claim]]]:
    """For each question the claims of others that answer it, turned round, each with the claim as written.

    `gathered` has the claims as written, by question; `meeting` gives the id under which all that is said of
    an entity meets. A question of which all claims meet on another already is left out, so that nothing is
    told twice, and so is one that nobody answers as such and to which any answers go together: two persons
    whose father is one do not differ in who his children are.
    """
    found: dict[Question, list[tuple[Question, Claim]]] = {}
    for question, claims in gathered.items():
        if not dossier.vocabulary.properties[question.property].inverse:
            continue
        for claim in claims:
            other = turned_question(dossier, question, claim)
            if other is None:
                continue
            other = other._replace(about=meeting(other.about))
            if other != question:
                found.setdefault(other, []).append((question, claim))
    mirrored = {(question, claim.id): other for other, pairs in found.items() for question, claim in pairs}
    kept: dict[Question, list[tuple[Claim, Claim]]] = {}
    for other, pairs in found.items():
        prop = dossier.vocabulary.properties[other.property]
        if other not in gathered and not (prop.one or prop.limited or prop.inverse == prop.name):
            continue  # nobody asks it, and nothing excludes any answer
        elsewhere = {question for question, _ in pairs} | _met_elsewhere(other, gathered, mirrored)
        if len(elsewhere) == 1:
            (only,) = elsewhere
            back = {question for question, _ in found.get(only, ())} | _met_elsewhere(
                only, gathered, mirrored
            )
            if back != {other} or other not in gathered or only < other:
                continue  # all that is said here is said there
        kept[other] = [(_turned(dossier, claim, other), claim) for _, claim in pairs]
    return kept


def _met_elsewhere(
    question: Question,
    gathered: Mapping[Question, Sequence[Claim]],
    mirrored: Mapping[tuple[Question, str], Question],
) -> set[Question]:
    """The other questions that the claims on a question answer too; itself for a claim that answers no
    other.
    """
    return {mirrored.get((question, claim.id), question) for claim in gathered.get(question, ())}


def _turned(dossier: Dossier, claim: Claim, question: Question) -> Claim:
    """A claim as one on the entity that it names."""
    about = claim.question.about
    value = read("entity", about, dossier.bases.get(claim.source, Basis()))
    name = dossier.entities[about].name if about in dossier.entities else about
    return claim._replace(question=question, value=replace(value, text=name), given=name, complete=False)
