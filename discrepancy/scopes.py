"""Which questions are part and whole of one another, and which leave a scope open (specification, section 2, "Scope" and cross-rule ii)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from discrepancy.asked import Asked
from discrepancy.model import WHOLE, Dossier, Question, Vocabulary


class Contained(NamedTuple):
    """A question that asks of a part of what another asks of. The two are the same question where only their periods may be part and whole."""

    part: Asked
    whole: Asked


class Open(NamedTuple):
    """A question that leaves out dimensions which another states, all else equal."""

    general: Asked
    stated: Asked
    missing: tuple[str, ...]


def contained(dossier: Dossier, asked: Mapping[Question, Asked]) -> tuple[Contained, ...]:
    """Every part with every whole of it that anyone speaks of, for the counts that add up."""
    found = []
    for question, part in asked.items():
        if part.property.adds is not False and part.kind.shape == "line":
            found += [Contained(part, asked[whole]) for whole in _wholes(dossier, question, part, asked)]
    return tuple(found)


def _wholes(dossier: Dossier, question: Question, part: Asked, asked: Mapping[Question, Asked]) -> Iterator[Question]:
    """The questions of which `question` asks a part: each dimension equal, or within one along which the property adds. A dimension
    left out counts as a part of one that is declared the whole. `question` itself is among them if it has periods.
    """
    if any(claim.when for claim in part.standing):
        yield question
    scope, prop = dict(question.scope), part.property
    dimensions = [name for name in prop.scope if prop.adds_over(name) or name in scope]
    choices = [[scope.get(name), *(_above(dossier, name, scope.get(name)) if prop.adds_over(name) else ())] for name in dimensions]
    abouts = [question.about, *_containers(dossier, question.about)]
    for about, chosen in product(abouts, product(*choices)):
        pairs = tuple(sorted((name, value) for name, value in zip(dimensions, chosen, strict=True) if value is not None))
        found = Question(about, question.property, pairs)
        if found != question and found in asked:
            yield found


def open_scopes(dossier: Dossier, asked: Mapping[Question, Asked]) -> tuple[Open, ...]:
    """Every question that leaves a scope open with every one that states it; what counts as part and whole is left to `contained`."""
    siblings: dict[tuple[str, str], list[Asked]] = {}
    for question, one in asked.items():
        if one.property.scope:
            siblings.setdefault((question.about, question.property), []).append(one)
    found = []
    for group in siblings.values():
        for general in group if len(group) > 1 else ():
            for stated in group:
                missing = _missing(dossier.vocabulary, general, stated)
                if missing:
                    found.append(Open(general, stated, missing))
    return tuple(found)


def _missing(vocabulary: Vocabulary, general: Asked, stated: Asked) -> tuple[str, ...]:
    scope, other, prop = dict(general.question.scope), dict(stated.question.scope), general.property
    missing = tuple(name for name in prop.scope if name in other and name not in scope)
    same = all(other.get(name) == value for name, value in scope.items())
    part = all(other[name] in whole_values(vocabulary, name) for name in missing)
    return missing if same and not part else ()


def _above(dossier: Dossier, dimension: str, value: str | None) -> list[str | None]:
    """The values of a dimension that `value` is part of; a value left out is part of what is declared the whole."""
    vocabulary = dossier.vocabulary
    if value is None:
        return list(whole_values(vocabulary, dimension))
    return [name for name in _ancestors(dossier, dimension, value) if name != value]


def whole_values(vocabulary: Vocabulary, dimension: str) -> tuple[str, ...]:
    """What is declared the whole of a dimension: `all`, and the one value that every other is part of."""
    values = vocabulary.scopes.get(dimension, {})
    tops = [name for name in values if not values[name] and name != WHOLE]
    one = tops[0] if len(tops) == 1 and len(values) > 1 else None
    return (WHOLE, one) if one else (WHOLE,)


def _ancestors(dossier: Dossier, dimension: str, value: str) -> list[str]:
    values = dossier.vocabulary.scopes.get(dimension, {})
    found: list[str] = []
    ahead = [value]
    while ahead:
        name = ahead.pop(0)
        entity = dossier.entities.get(name)
        above = (*values.get(name, ()), *(entity.part_of if entity else ()))
        for parent in above:
            name_of = dossier.canonical(parent)
            if name_of not in found:
                found.append(name_of)
                ahead += [parent, name_of]
    return [*(name for name in found if name != WHOLE), *([WHOLE] if value != WHOLE else [])]


def _containers(dossier: Dossier, about: str) -> list[str]:
    """The entities that `about` is part of, at any depth."""
    found: list[str] = []
    ahead = [about]
    while ahead:
        entity = dossier.entities.get(ahead.pop(0))
        for parent in entity.part_of if entity else ():
            name = dossier.canonical(parent)
            if name not in found and name != about:
                found.append(name)
                ahead.append(name)
    return found
