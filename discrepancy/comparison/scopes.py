"""Which questions are part and whole of one another, and which leave open a scope that others state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Question
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.graph import ancestors
from discrepancy.model.vocabulary import WHOLE


class PartWhole(NamedTuple):
    """A question that asks of a part of what another asks of. The two are the same question where only their
    periods may be part and whole.
    """

    part: QuestionClaims
    whole: QuestionClaims


class DisjointParts(NamedTuple):
    """Questions that ask of parts of what `whole` asks of and differ along one dimension only, of whose
    values some exclude one another.

    `apart` holds the pairs of places in `parts` that nothing can belong to both of; `missing` the dimensions
    that the whole leaves out though the parts state them.
    """

    whole: QuestionClaims
    dimension: str
    parts: tuple[QuestionClaims, ...]
    apart: frozenset[tuple[int, int]]
    missing: tuple[str, ...] = ()


class UnspecifiedScope(NamedTuple):
    """A question that leaves out dimensions (`missing`) which another states, all else equal.

    `is_total`: the property adds over what the other narrows, so that at face value the first is the total,
    of which the other is a part.
    """

    general: QuestionClaims
    stated: QuestionClaims
    missing: tuple[str, ...]
    is_total: bool = False


def part_whole_pairs(dossier: Dossier, questions: Mapping[Question, QuestionClaims]) -> tuple[PartWhole, ...]:
    """Every question on a part with every question on a whole of it, for counts that add up."""
    order = _Order(dossier)
    found = []
    for question, part in questions.items():
        if part.property.adds is not False and part.kind.shape == "line":
            found += [
                PartWhole(part, questions[whole]) for whole in _wholes(order, question, part, questions)
            ]
    return tuple(found)


def _wholes(
    order: _Order, question: Question, part: QuestionClaims, questions: Mapping[Question, QuestionClaims]
) -> Iterator[Question]:
    """The questions of which `question` asks a part: each dimension equal, or within one along which the
    property adds. A dimension left out counts as a part of one that is declared the whole. `question` itself
    is among them if it has periods.
    """
    if any(claim.when for claim in part.standing):
        yield question
    scope, prop = dict(question.scope), part.property
    dimensions = [name for name in prop.scope if prop.adds_over(name) or name in scope]
    choices = [
        [scope.get(name), *(order.above(name, scope.get(name)) if prop.adds_over(name) else ())]
        for name in dimensions
    ]
    abouts = [question.about, *order.containers(question.about)]
    for about, chosen in product(abouts, product(*choices)):
        pairs = tuple(
            sorted((name, value) for name, value in zip(dimensions, chosen, strict=True) if value is not None)
        )
        found = Question(about, question.property, pairs)
        if found != question and found in questions:
            yield found


def containing_entities(dossier: Dossier) -> Callable[[str], tuple[str, ...]]:
    """A function from an entity to the entities that it is part of, at any depth."""
    return _Order(dossier).containers


def unspecified_scopes(
    dossier: Dossier, questions: Mapping[Question, QuestionClaims]
) -> tuple[UnspecifiedScope, ...]:
    """Every question that leaves a scope open with every one that states it; of counts that add up also with
    those on parts of the same thing.
    """
    order = _Order(dossier)
    siblings: dict[tuple[str, str], list[QuestionClaims]] = {}
    for question, one in questions.items():
        if one.property.scope:
            siblings.setdefault((question.about, question.property), []).append(one)
    inner: dict[tuple[str, str], list[QuestionClaims]] = {}
    for (about, name), group in siblings.items():
        if _adds_up(group[0]):
            for whole in order.containers(about):
                if (whole, name) in siblings:
                    inner.setdefault((whole, name), []).extend(group)
    found = []
    for key, group in siblings.items():
        narrower = [*group, *inner.get(key, ())]
        for general in group if len(narrower) > 1 else ():
            pairs = (_unspecified(order, general, stated) for stated in narrower)
            found += [pair for pair in pairs if pair is not None]
    return tuple(found)


def _adds_up(asked: QuestionClaims) -> bool:
    return asked.property.adds is not False and asked.kind.shape == "line"


def _unspecified(order: _Order, general: QuestionClaims, stated: QuestionClaims) -> UnspecifiedScope | None:
    scope, other, prop = dict(general.question.scope), dict(stated.question.scope), general.property
    missing = tuple(name for name in prop.scope if name in other and name not in scope)
    if not missing:
        return None
    adding = frozenset(name for name in prop.scope if _adds_up(general) and prop.adds_over(name))
    is_part = general.question.about != stated.question.about
    for name, value in scope.items():
        if other.get(name) != value:
            if name not in adding or value not in order.above(name, other.get(name)):
                return None
            is_part = True
    is_part = is_part or any(name in adding and other[name] not in order.wholes(name) for name in missing)
    return UnspecifiedScope(general, stated, missing, is_part)


def disjoint_parts(
    dossier: Dossier,
    questions: Mapping[Question, QuestionClaims],
    pairs: tuple[PartWhole, ...],
    unspecified: tuple[UnspecifiedScope, ...] = (),
) -> Iterator[DisjointParts]:
    """For every whole among `pairs`, and every total among `unspecified`, the questions on parts of it of
    which some exclude one another.
    """
    groups: dict[tuple[Question, str, Question], list[QuestionClaims]] = {}
    excluding = {
        dimension for dimension, values in dossier.vocabulary.disjoint.items() if any(values.values())
    }
    totals = (PartWhole(pair.stated, pair.general) for pair in unspecified if pair.is_total)
    for part, whole in (*pairs, *totals):
        for dimension, value in part.question.scope if part is not whole else ():
            differs = dict(whole.question.scope).get(dimension) != value
            if differs and dimension in excluding and part.property.adds_over(dimension):
                rest = tuple(pair for pair in part.question.scope if pair[0] != dimension)
                groups.setdefault((whole.question, dimension, part.question._replace(scope=rest)), []).append(
                    part
                )
    order = _Order(dossier)
    for (whole_question, dimension, _), parts in groups.items():
        values = [dict(part.question.scope)[dimension] for part in parts]
        apart = order.excluding_places(dimension, values)
        if apart:
            stated = dict(whole_question.scope)
            prop = questions[whole_question].property
            missing = tuple(
                name for name, value in parts[0].question.scope if name not in stated and name in prop.scope
            )
            yield DisjointParts(questions[whole_question], dimension, tuple(parts), apart, missing)


class _Order:
    """What is part of what in a dossier, by the ids that stand for things held to be one. Circles end where
    they began.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._parents: dict[str, list[str]] = {}
        for key, entity in dossier.entities.items():
            if entity.part_of:
                self._parents.setdefault(dossier.canonical(key), []).extend(
                    dossier.canonical(whole) for whole in entity.part_of
                )
        self._declared: dict[str, dict[str, list[str]]] = {}
        for dimension, values in dossier.vocabulary.scopes.items():
            declared = self._declared.setdefault(dimension, {})
            for name, wholes in values.items():
                declared.setdefault(dossier.canonical(name), []).extend(
                    dossier.canonical(whole) for whole in wholes
                )
        self._whole: dict[str, tuple[str, ...]] = {}
        self._above: dict[tuple[str, str], tuple[str, ...]] = {}
        self._barred: dict[tuple[str, str], frozenset[str]] = {}
        self._excluding: dict[str, frozenset[frozenset[str]]] = {
            dimension: frozenset(
                frozenset(map(dossier.canonical, (name, other)))
                for name, others in values.items()
                for other in others
            )
            for dimension, values in dossier.vocabulary.disjoint.items()
        }

    def containers(self, about: str) -> tuple[str, ...]:
        """The entities that `about` is part of, at any depth."""
        return self._walk(about, {})

    def above(self, dimension: str, value: str | None) -> tuple[str, ...]:
        """The values of a dimension that `value` is part of, at any depth; a value left out is part of what
        is declared the whole.
        """
        if value is None:
            return self.wholes(dimension)
        if value == WHOLE:
            return ()
        if (dimension, value) not in self._above:
            found = self._walk(value, self._declared.get(dimension, {}))
            self._above[dimension, value] = (*(name for name in found if name != WHOLE), WHOLE)
        return self._above[dimension, value]

    def _walk(self, start: str, declared: Mapping[str, list[str]]) -> tuple[str, ...]:
        return ancestors(start, lambda name: (*declared.get(name, ()), *self._parents.get(name, ())))

    def wholes(self, dimension: str) -> tuple[str, ...]:
        """What is declared the whole of a dimension: `all`, and the one value that every other is part of.

        The others are the values that the dossier declares itself and those that its claims speak of; a value
        of the core that it does neither with is none. Where the core has values of the dimension, a value of
        the dossier is beside them, and no whole, unless the dossier puts one of them under it.
        """
        if dimension not in self._whole:
            self._whole[dimension] = self._wholes(dimension)
        return self._whole[dimension]

    def _wholes(self, dimension: str) -> tuple[str, ...]:
        declared, built_in = self._declared.get(dimension, {}), core_vocabulary().scopes.get(dimension, {})
        own = [name for name in declared if name not in built_in or tuple(declared[name]) != built_in[name]]
        tops = [name for name in own if not declared[name] and name != WHOLE]
        if not tops:
            return (WHOLE,)
        stated = {
            value
            for claim in self._dossier.claims
            for name, value in claim.question.scope
            if name == dimension
        }
        used = set(map(self._dossier.canonical, stated))
        others = {name: self.above(dimension, name) for name in {*own, *used} - {WHOLE}}
        for top in tops:
            below = [name for name in others if top in others[name]]
            if (
                below
                and len(below) == len(others) - 1
                and (not built_in or any(name in built_in for name in below))
            ):
                return (WHOLE, top)
        return (WHOLE,)

    def excluding_places(self, dimension: str, values: Sequence[str]) -> frozenset[tuple[int, int]]:
        """The pairs of places in `values` whose values exclude each other (`exclude`). Values under the same
        declarations are looked at once for all of them, and those under none not at all.
        """
        alike: dict[frozenset[str], list[int]] = {}
        for place, value in enumerate(values):
            if barred := self._declared_apart(dimension, value):
                alike.setdefault(barred, []).append(place)
        declared = self._excluding.get(dimension, frozenset())
        found = set()
        for one, other in combinations_with_replacement(alike, 2):
            if any(frozenset((a, b)) in declared for a in one for b in other):
                found |= {
                    (min(i, j), max(i, j))
                    for i in alike[one]
                    for j in alike[other]
                    if i != j and self.exclude(dimension, values[i], values[j])
                }
        return frozenset(found)

    def _declared_apart(self, dimension: str, value: str) -> frozenset[str]:
        """Of a value and what it is part of, those that are declared to exclude something."""
        if (dimension, value) not in self._barred:
            every = frozenset[str]().union(*self._excluding.get(dimension, ()))
            self._barred[dimension, value] = every.intersection((value, *self.above(dimension, value)))
        return self._barred[dimension, value]

    def exclude(self, dimension: str, first: str, second: str) -> bool:
        """Whether nothing belongs to both values: they are declared to exclude each other (`not`), or are
        parts of two that are.
        """
        left, right = (first, *self.above(dimension, first)), (second, *self.above(dimension, second))
        if first in right or second in left:
            return False
        declared = self._excluding.get(dimension, frozenset())
        return any(frozenset((a, b)) in declared for a in left for b in right)
