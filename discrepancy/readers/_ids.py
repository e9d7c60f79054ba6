"""The ids of claims: derived, readable, free of line numbers, and each of them one claim's."""

from __future__ import annotations

from collections.abc import Callable

from discrepancy.model import Claim
from discrepancy.readers._check import Check
from discrepancy.readers._codes import problem


class Ids:
    """The ids of one source's claims. `add` takes them as they come; `finish` tells equal ones apart."""

    def __init__(self, claims: list[Claim], check: Check) -> None:
        self._claims = claims
        self._check = check
        self._first: dict[str, int] = {}
        self._equal: dict[str, list[int]] = {}
        self._extra: set[int] = set()  # claims of someone who denies or doubts what an informant says
        self._named: set[int] = set()  # claims whose entry has an id of its own

    def add(self, name: str, extra: bool, named: bool) -> None:
        """Takes the id of the claim that comes next."""
        place = len(self._claims)
        first = self._first.setdefault(name, place)
        if first != place:
            self._equal.setdefault(name, [first]).append(place)
        if extra:
            self._extra.add(place)
        if named:
            self._named.add(place)

    def finish(self) -> None:
        """Gives equal ids the stance, the question and the locator, in this order, as far as it takes; reports what is equal still."""
        steps: tuple[Callable[[int], str], ...] = (self._stance, self._question, self._locator)
        for name, places in self._equal.items():
            self._tell_apart(name, places, steps)

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
        return f" ({self._claims[place].stance})" if place in self._extra else ""

    def _question(self, place: int) -> str:
        return f" {self._claims[place].question}" if place in self._named else ""

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
        # Nobody has been handed the claim yet, and a copy of it takes ten times as long.
        object.__setattr__(self._claims[place], "id", name)
