"""Which questions are part and whole of one another (specification, section 2, "Scope" and cross-rule ii)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from discrepancy.finding import View
from discrepancy.model import WHOLE, Property, Question, Vocabulary


def wholes(view: View, question: Question, prop: Property) -> Iterator[Question]:
    """The questions of the dossier of which `question` asks a part: each dimension equal, or within one along which the property adds.

    A dimension left out counts as a part of one that is declared the whole. `question` itself comes first (a period within a period).
    """
    yield question
    scope = dict(question.scope)
    dimensions = [name for name in prop.scope if prop.adds_over(name) or name in scope]
    choices = []
    for name in dimensions:
        value = scope.get(name)
        above = _above(view, name, value) if prop.adds_over(name) else []
        choices.append([value, *above])
    abouts = [question.about, *_containers(view, question.about)]
    for about, chosen in product(abouts, product(*choices)):
        pairs = tuple(sorted((name, value) for name, value in zip(dimensions, chosen, strict=True) if value is not None))
        found = Question(about, question.property, pairs)
        if found != question and found in view.asked:
            yield found


def _above(view: View, dimension: str, value: str | None) -> list[str | None]:
    """The values of a dimension that `value` is part of; a value left out is part of what is declared the whole."""
    vocabulary = view.dossier.vocabulary
    if value is None:
        return list(whole_values(vocabulary, dimension))
    return [name for name in _ancestors(view, dimension, value) if name != value]


def whole_values(vocabulary: Vocabulary, dimension: str) -> tuple[str, ...]:
    """What is declared the whole of a dimension: `all`, and the one value that every other is part of."""
    values = vocabulary.scopes.get(dimension, {})
    tops = [name for name in values if not values[name] and name != WHOLE]
    one = tops[0] if len(tops) == 1 and len(values) > 1 else None
    return (WHOLE, one) if one else (WHOLE,)


def _ancestors(view: View, dimension: str, value: str) -> list[str]:
    values = view.dossier.vocabulary.scopes.get(dimension, {})
    found: list[str] = []
    ahead = [value]
    while ahead:
        name = ahead.pop(0)
        entity = view.dossier.entities.get(name)
        above = (*values.get(name, ()), *(entity.part_of if entity else ()))
        for parent in above:
            if parent not in found:
                found.append(parent)
                ahead.append(parent)
    return [*(name for name in found if name != WHOLE), *([WHOLE] if value != WHOLE else [])]


def _containers(view: View, about: str) -> list[str]:
    """The entities that `about` is part of, at any depth."""
    found: list[str] = []
    ahead = [about]
    while ahead:
        entity = view.dossier.entities.get(ahead.pop(0))
        for parent in entity.part_of if entity else ():
            name = view.dossier.canonical(parent)
            if name not in found and name != about:
                found.append(name)
                ahead.append(name)
    return found


def narrower(view: View, question: Question, prop: Property) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """The questions that state a dimension which `question` leaves out, all else equal, with the dimensions missing.

    Those whose stated values are the whole are left to the rule on parts.
    """
    scope = dict(question.scope)
    for other in view.siblings[question.about, question.property]:
        if other == question:
            continue
        stated = dict(other.scope)
        missing = tuple(name for name in prop.scope if name in stated and name not in scope)
        same = all(stated.get(name) == value for name, value in scope.items())
        whole = all(stated[name] in whole_values(view.dossier.vocabulary, name) for name in missing)
        if missing and same and not (whole and all(prop.adds_over(name) for name in missing)):
            yield other, missing
