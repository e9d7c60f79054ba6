"""The ids of claims: derived, readable, free of line numbers, and each of them one claim's."""

from __future__ import annotations

from collections.abc import Callable

from discrepancy.model.claim import Claim
from discrepancy.model.problem import problem
from discrepancy.reading.fields import FieldChecker

_new = tuple.__new__


class ClaimIds:
    """The ids of one source's claims: `finish` tells equal ones apart.

    `extra` has the places of claims of someone who denies or doubts what an informant says, `named` those
    whose entry has an id of its own.
    """

    def __init__(self, claims: list[Claim], check: FieldChecker) -> None:
        self.extra: set[int] = set()
        self.named: set[int] = set()
        self._claims = claims
        self._check = check

    def finish(self) -> None:
        """Gives equal ids the stance, the question and the locator, in this order, as far as it takes;
        reports what is equal still.
        """
        steps: list[Callable[[int], str]] = [self._locator]
        if self.named:
            steps.insert(0, self._question)
        if self.extra:
            steps.insert(0, self._stance)
        for name, places in self._equal().items():
            self._tell_apart(name, places, tuple(steps))

    def _equal(self) -> dict[str, list[int]]:
        """The places of claims that share an id, by that id."""
        first: dict[str, int] = {}
        found: dict[str, list[int]] = {}
        for place, claim in enumerate(self._claims):
            name = claim.id
            before = first.setdefault(name, place)
            if before != place:
                found.setdefault(name, [before]).append(place)
        return found

    def _tell_apart(self, name: str, places: list[int], steps: tuple[Callable[[int], str], ...]) -> None:
        if len(places) == 1:
            self._name(places[0], name)
        elif not steps:
            self._report(name, places)
        else:
            groups: dict[str, list[int]] = {}
            for place in places:
                groups.setdefault(name + steps[0](place), []).append(place)
            for longer, group in groups.items():
                self._tell_apart(longer, group, steps[1:])

    def _stance(self, place: int) -> str:
        return f" ({self._claims[place].stance})" if place in self.extra else ""

    def _question(self, place: int) -> str:
        return f" {self._claims[place].question}" if place in self.named else ""

    def _locator(self, place: int) -> str:
        return f" {' '.join(self._claims[place].at.split())}"

    def _report(self, name: str, places: list[int]) -> None:
        first = self._claims[places[0]].mark
        self._name(places[0], name)
        for number, place in enumerate(places[1:], 2):
            mark = self._claims[place].mark
            message = f"nothing tells this claim from the one on line {first.line}"
            self._check.problems.append(problem("E027", mark, message, name, "give one of them an id:"))
            self._name(place, f"{name} #{number}")

    def _name(self, place: int, name: str) -> None:
        claim = self._claims[place]
        if claim.id != name:
            self._claims[place] = _new(Claim, (name, *claim[1:]))
