"""The ids of claims: derived, readable, free of line numbers, and each of them one claim's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from typing import NamedTuple

from discrepancy.model.claim import Claim
from discrepancy.model.problem import problem
from discrepancy.reading.fields import FieldChecker
from discrepancy.values.base import meaning

_new = tuple.__new__
_LONGEST = 60  # characters of a quote in an id


class _Difference(NamedTuple):
    """Something in which claims may differ: what is compared, and how an id tells it."""

    compared: Callable[[Claim], Hashable]
    words: Callable[[Claim], str]


# In this order, as far as it takes, once the question and the voices are the same.
_DIFFERENCES = (
    _Difference(lambda claim: " ".join(claim.at.split()), lambda claim: f" {' '.join(claim.at.split())}"),
    _Difference(
        lambda claim: claim.when and (claim.when.kind, claim.when.period),
        lambda claim: f" {claim.when.kind.replace('_', ' ')} {claim.when.text}" if claim.when else "",
    ),
    _Difference(
        lambda claim: tuple((link.stance, link.said, link.to, link.at) for link in claim.voices),
        lambda claim: "".join(
            f" {word}" for link in claim.voices for word in (link.stance, link.said, link.to, link.at) if word
        ),
    ),
    _Difference(lambda claim: (claim.stance, claim.denies), lambda claim: f" ({claim.stance})"),
    _Difference(lambda claim: meaning(claim.value), lambda claim: f": {' '.join(claim.given.split())}"),
    _Difference(
        lambda claim: claim.sense, lambda claim: f" in the sense {claim.sense}" if claim.sense else ""
    ),
    _Difference(lambda claim: " ".join(claim.quote.split()), lambda claim: _quoted(claim.quote)),
)


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
        """Gives equal ids the stance, the question and what else differs, in this order, as far as it takes;
        reports claims that nothing tells apart. The order of the claims does not matter.
        """
        first = [self._stance] * bool(self.extra) + [self._question] * bool(self.named)
        for name, places in self._equal().items():
            groups = {name: places}
            for words in first:
                groups = self._divided(groups, words)
            for longer, group in groups.items():
                self._tell_apart(longer, group, 0)

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

    def _divided(self, groups: dict[str, list[int]], words: Callable[[int], str]) -> dict[str, list[int]]:
        """The groups that hold several claims, divided by `words`, which their ids then have too."""
        found: dict[str, list[int]] = {}
        for name, places in groups.items():
            for place in places:
                found.setdefault(name + words(place) if len(places) > 1 else name, []).append(place)
        return found

    def _tell_apart(self, name: str, places: list[int], step: int) -> None:
        if len(places) == 1:
            self._name(places[0], name)
        elif step == len(_DIFFERENCES):
            self._report(name, places)
        else:
            found: dict[Hashable, list[int]] = {}
            for place in places:
                found.setdefault(_DIFFERENCES[step].compared(self._claims[place]), []).append(place)
            for group in found.values():
                words = min(_DIFFERENCES[step].words(self._claims[place]) for place in group)
                self._tell_apart(name + words if len(found) > 1 else name, group, step + 1)

    def _stance(self, place: int) -> str:
        return f" ({self._claims[place].stance})" if place in self.extra else ""

    def _question(self, place: int) -> str:
        return f" {self._claims[place].question}" if place in self.named else ""

    def _report(self, name: str, places: list[int]) -> None:
        first = self._claims[places[0]].mark
        self._name(places[0], name)
        for number, place in enumerate(places[1:], 2):
            mark = self._claims[place].mark
            message = f"nothing tells this claim from the one on line {first.line}"
            self._check.problems.append(
                problem("E027", mark, message, name, "take one of them out, or give one of them an id:")
            )
            self._name(place, f"{name} #{number}")

    def _name(self, place: int, name: str) -> None:
        claim = self._claims[place]
        if claim.id != name:
            self._claims[place] = _new(Claim, (name, *claim[1:]))


def _quoted(quote: str) -> str:
    """The words of a quote as an id has them: long ones cut, with a hash of the whole."""
    said = " ".join(quote.split())
    if len(said) <= _LONGEST:
        return f" “{said}”" if said else ""
    return f" “{said[:_LONGEST]}…” {hashlib.sha256(said.encode()).hexdigest()[:6]}"
