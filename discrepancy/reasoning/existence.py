"""Which applications of laws may bind: those between things that must be, or of which some claim speaks.

Nobody need have married. A law that holds of a marriage holds where a claim speaks of one, and so hangs on
that claim; a birth must have been, and needs none. An equality still gives an answer that nobody states,
where all else in it is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product
from math import prod

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import AtMost, Comparison
from discrepancy.model.vocabulary import Property
from discrepancy.reasoning.claim_bounds import ClaimBounds
from discrepancy.reasoning.components import variables_of
from discrepancy.reasoning.network import Instance, Network

MOST_GROUNDS = 64  # ways in which claims speak of all that one application of a law needs
Grounds = tuple[frozenset[int], ...]  # alternatives: assertions any of which tells that a thing has been


class Existence:
    """Tells which variables of a network stand for something that must be, or on which assertions it hangs
    that they do.
    """

    def __init__(
        self,
        network: Network,
        claims: ClaimBounds,
        dossier: Dossier,
        by_property: Mapping[str, Mapping[str, Sequence[QuestionClaims]]],
    ) -> None:
        self._network, self._claims, self._dossier = network, claims, dossier
        self._by_property = by_property
        self._spoken: dict[int, dict[frozenset[int], None]] = {}
        for place, assertion in enumerate(network.assertions):
            if any(not claim.denies for claim in assertion.claims):
                for limits in assertion.limits.values():
                    for variable in limits:
                        self._spoken.setdefault(variable, {})[frozenset((place,))] = None
        for instance in network.instances:
            if instance.law is None and instance.guards:
                for variable in variables_of(instance):
                    self._spoken.setdefault(variable, {})[instance.guards] = None
        for variable in claims.times_spoken_of:
            self._spoken.setdefault(variable, {})[frozenset()] = None

    def grounded(self, candidates: Sequence[Instance]) -> Iterator[tuple[Instance, ...]]:
        """For each application of a law those that may bind in its place: itself, one for each way in which
        claims speak of what it needs, or none.
        """
        needs = [self._needs(instance) for instance in candidates]
        equalities = [
            (places, instance)
            for places, instance in zip(needs, candidates, strict=True)
            if places and _equates(instance)
        ]
        while sum(self._computes(places, instance) for places, instance in equalities):
            pass
        for places, instance in zip(needs, candidates, strict=True):
            yield self._applications(instance, places) if places else (instance,)

    def _applications(self, instance: Instance, places: Sequence[int]) -> tuple[Instance, ...]:
        ways = dict.fromkeys(self._joint(places) or ())
        if _equates(instance):
            for place in places:
                ways |= dict.fromkeys(self._computed_by(instance, places, place))
        least = [way for way in ways if not any(other < way for other in ways)]
        if len(least) > MOST_GROUNDS:
            least = [frozenset()]
        return tuple(
            replace(instance, guards=instance.guards | way, grounds=way - instance.guards) for way in least
        )

    def _computed_by(self, instance: Instance, places: Sequence[int], place: int) -> Grounds:
        """The ways in which claims speak of all else in an equality, so that it gives the answer at `place`;
        none where nothing else is stated.
        """
        rest = variables_of(instance) - {place}
        if not any(other in self._spoken for other in rest):
            return ()
        return self._joint([other for other in places if other != place]) or ()

    def _joint(self, places: Iterable[int]) -> Grounds | None:
        """The ways in which claims speak of all of some variables; None if none speaks of one of them. Where
        there are too many ways, no one claim matters.
        """
        each = [self._grounds(place) for place in places]
        if not all(each):
            return None
        if prod(map(len, each)) > MOST_GROUNDS:
            return (frozenset(),)
        return tuple(dict.fromkeys(frozenset[int]().union(*chosen) for chosen in product(*each)))

    def _grounds(self, variable: int) -> Grounds:
        if variable in self._spoken:
            return tuple(self._spoken[variable])
        key = self._network.variables[variable].key
        tellers = self._dossier.vocabulary.properties[key.question.property].always
        if not isinstance(tellers, tuple):
            return ()
        return tuple(
            dict.fromkeys(ground for name in tellers for ground in self._tellings(name, key.question))
        )

    def _tellings(self, name: str, question: Question) -> Iterator[frozenset[int]]:
        """The assertions of claims on a property `name`, of the entity of a question or naming it, of no
        other scope.
        """
        for about, every in self._by_property.get(name, {}).items():
            for one in every:
                if not _may_share_scope(one.question, question):
                    continue
                if one.property.type == "entity":
                    for target, guards in self._claims.links(one.question):
                        if question.about in (about, target):
                            yield guards
                elif about == question.about:
                    yield from self._stating.get(one.question, ())

    @cached_property
    def _stating(self) -> Mapping[Question, list[frozenset[int]]]:
        """By question the assertions of claims that answer it."""
        found: dict[Question, list[frozenset[int]]] = {}
        for variable, grounds in self._spoken.items():
            found.setdefault(self._network.variables[variable].key.question, []).extend(grounds)
        return found

    def _needs(self, instance: Instance) -> tuple[int, ...]:
        """The variables that stand for what need not have been."""
        if instance.law is None or isinstance(instance.law.body, AtMost):
            return ()  # of holders only periods are taken that are claimed
        return tuple(variable for variable in sorted(variables_of(instance)) if not self._must_be(variable))

    def _must_be(self, variable: int) -> bool:
        key = self._network.variables[variable].key
        prop = self._dossier.vocabulary.properties.get(key.question.property)
        return prop is None or bool(key.made) or must_be(prop)

    def _computes(self, places: Sequence[int], instance: Instance) -> bool:
        """Notes that an equality gives the one answer in it that nobody states; whether it did."""
        silent = [place for place in places if not self._grounds(place)]
        if len(silent) != 1:
            return False
        ways = self._computed_by(instance, places, silent[0])
        self._spoken |= {silent[0]: dict.fromkeys(ways)} if ways else {}
        return bool(ways)


def must_be(prop: Property) -> bool:
    """Whether whatever a property is asked of has an answer to it."""
    return prop.always is True


def _equates(instance: Instance) -> bool:
    law = instance.law
    return law is not None and isinstance(law.body, Comparison) and law.body.op == "=="


def _may_share_scope(one: Question, other: Question) -> bool:
    there = dict(other.scope)
    return all(there.get(name, value) == value for name, value in one.scope)
