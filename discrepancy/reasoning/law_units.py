"""Whether a law can set figures beside one another: where no conversion is known it is not judged, and that
is told. A bare number in a law is in the unit that its properties declare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from discrepancy.model.claim import Claim, Question
from discrepancy.model.law import Body, Comparison, Law, Path
from discrepancy.model.law_checker import constants_in, paths_in
from discrepancy.model.vocabulary import Property
from discrepancy.reasoning.bindings import Binding, PathTarget
from discrepancy.reasoning.claim_bounds import ClaimBounds
from discrepancy.reasoning.measures import (
    CONVERTED,
    declared_measure,
    joint_measure,
    measure_in_words,
    stated_measure,
)
from discrepancy.reasoning.network import Network
from discrepancy.values.numbers.cardinals import Exact
from discrepancy.values.numbers.units import declared_unit, measures


class UnjudgedLaw(NamedTuple):
    """A law that was not held to claims, with the question that they answer and why."""

    question: Question
    law: str
    why: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class LawMeasures:
    """The quantities that a law sets beside one another: its paths, what each declares to measure, the
    measures of its constants, and what a bare one is multiplied by (None where that is not told).
    """

    paths: tuple[Path, ...]
    declared: tuple[str, ...]
    constants: tuple[str, ...]
    factor: Exact | None

    def mismatch(self, measure: str) -> str:
        """Why the law cannot be judged of figures in a measure, of properties that declare none; "" if it
        can.
        """
        stated = [name or measure for name in self.declared]
        bare = [not name for name in self.declared]
        for here, free in zip(stated, bare, strict=True):
            for constant in self.constants:
                fits = joint_measure(here, constant) if constant or free else self.factor is not None
                if not fits:
                    return _between(here, constant)
            for there, other_free in zip(stated, bare, strict=True):
                known = {here, there} <= CONVERTED
                if (free or other_free or known) and not joint_measure(here, there):
                    return _between(here, there)
        return ""


def _between(one: str, other: str) -> str:
    first, second = sorted((one, other), key=lambda name: (not name, name))
    return f"it would set {measure_in_words(first)} beside {measure_in_words(second)}"


def law_measures(body: Body, properties: Mapping[str, Property]) -> LawMeasures | None:
    """The quantities that a law compares; None if it compares none."""
    if not isinstance(body, Comparison):
        return None
    paths = tuple(path for path in paths_in(body) if path.type == "quantity")
    if not paths:
        return None
    declared = tuple(declared_measure(properties[path.property]) for path in paths)
    constants = tuple(stated_measure(one.value) for one in constants_in(body, "quantity"))
    units = {
        declared_unit(properties[path.property].unit) for path in paths if properties[path.property].unit
    }
    factors = {measures(unit.key)[1] if not unit.per else None for unit in units} or {1}
    return LawMeasures(paths, declared, constants, factors.pop() if len(factors) == 1 else None)


class LawUnits:
    """Holds the laws of one dossier to the units of its figures. `unjudged` says, by question and law, which
    of them were not judged of what.
    """

    def __init__(
        self,
        laws: Sequence[Law],
        properties: Mapping[str, Property],
        network: Network,
        claims: ClaimBounds,
    ) -> None:
        self._properties, self._network, self._claims = properties, network, claims
        self._measured = {law.name: law_measures(law.body, properties) for law in laws}
        self.unjudged: dict[tuple[Question, str], UnjudgedLaw] = {}

    def fitted(self, law: Law, places: Mapping[int, PathTarget], binding: Binding) -> Binding | None:
        """The binding with what a bare number is multiplied by; None where the law cannot be judged in its
        measure.
        """
        measured = self._measured[law.name]
        if measured is None:
            return binding
        every = [variable for path in measured.paths for variable in places[id(path)].variables]
        claimed = [variable for variable in every if self._claims.is_claimed(variable)]
        if mismatch := measured.mismatch(binding.measure):
            for variable in claimed[:1]:
                self._note(law, mismatch, variable, same=True)
            return None
        for variable in every:
            if self._property(variable).unit or (variable not in claimed and claimed):
                self._note(law, "", variable, same=False)
        return binding if measured.factor in (None, 1) else binding._replace(factor=measured.factor)

    def _property(self, variable: int) -> Property:
        return self._properties[self._network.variables[variable].key.question.property]

    def _note(self, law: Law, why: str, variable: int, same: bool) -> None:
        """Notes that a law is not held to what claims answer in the measure of a variable, or in others."""
        key = self._network.variables[variable].key
        claims = self._claims.in_measure(key, same)
        if claims and (key.question, law.name) not in self.unjudged:
            other = measure_in_words(self._claims.measure(self._property(variable), claims[0]))
            why = why or f"no other figure in it is in {other}"
            self.unjudged[key.question, law.name] = UnjudgedLaw(key.question, law.name, why, tuple(claims))
