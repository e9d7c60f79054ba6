"""The network of claims and laws: variables, what each claim asserts of them, and constraints between them.

A variable is the true answer to a question (of a span, its start and its end; of a state, at one time). All
bounds are pairs `(number, side)` as in `values.intervals`, days among them, so that one arithmetic serves
all. A constraint is compiled into `Propagator`s: each gives a bound of one variable from bounds of others, as
in a simple temporal network (Dechter, Meiri & Pearl 1991), sums and calendars included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from discrepancy.model.claim import Claim, Question
from discrepancy.model.law import Law
from discrepancy.values.intervals import INF, Bound, Region

Weight = int | Fraction
LOW, HIGH = 0, 1
LOWEST: Bound = (-INF, 0)
HIGHEST: Bound = (INF, 0)
ORDER = "order"  # names a variable that stands for the place of a day in what is only said to be in order
EVERYTHING: Region = ((LOWEST, HIGHEST),)


class VariableKey(NamedTuple):
    """What a variable stands for: a question, the time (of a state) or spell, the end of a span, and the
    measure where the property has no unit of its own; `made` names a variable made on the way.
    """

    question: Question
    when: tuple[str, str] | None = None
    end: str = ""
    measure: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A true answer that is not known: what it stands for, whether it is a whole number, and its type (date,
    duration, age, quantity).
    """

    key: VariableKey
    whole: bool
    type: str


@dataclass(slots=True)
class Assertion:
    """Claims that assert the same: by level the region they allow each variable; or only a relation or a step
    of a path (no limits).
    """

    claims: list[Claim]
    limits: Mapping[str, Mapping[int, Region]] = field(default_factory=dict)
    levels: frozenset[str] = frozenset(("charitable", "licensed"))
    strain: str = ""
    question: Question | None = (
        None  # of one without limits: what its claims answer, under the name that stands for their entity
    )


class VariableEnd(NamedTuple):
    """One end of a variable, LOW or HIGH, for which there is a bound."""

    variable: int
    side: int


class Propagator(NamedTuple):
    """A rule for one bound: `of` follows from `given` by `derive`, which gives None where nothing follows."""

    of: VariableEnd
    given: tuple[VariableEnd, ...]
    derive: Callable[..., Bound | None]


class LinearInequality(NamedTuple):
    """The sum of `weight * variable` over the terms is at most `most` (below it, where its side is -1)."""

    terms: tuple[tuple[int, Weight], ...]
    most: Bound

    @property
    def difference(self) -> tuple[int, int, Bound] | None:
        """If it says that one variable exceeds another by at most so much, the two and that
        bound; else None.
        """
        if len(self.terms) != 2:
            return None
        (a, weight), (b, other) = self.terms
        return (
            None
            if weight + other or abs(weight) != 1
            else (a, b, self.most)
            if weight > 0
            else (b, a, self.most)
        )


class Constraint(NamedTuple):
    """What must hold between variables: its propagators, a test of a full assignment (`holds`), its kind
    ("sum", "years", "unit", "apart", "outside", "never"), the linear inequalities that follow from it
    whatever the bounds (of a sum, all that it says), and those that follow under given bounds.
    """

    variables: tuple[int, ...]
    propagators: tuple[Propagator, ...]
    holds: Callable[..., bool]
    kind: str
    inequalities: tuple[LinearInequality, ...] = ()
    bounded_inequalities: Callable[[Callable[[VariableEnd], Bound]], Iterator[LinearInequality]] | None = None

    @property
    def difference(self) -> tuple[int, int, Bound] | None:
        """If it says no more than that one variable exceeds another by at most so much, the two and that
        bound; else None.
        """
        return self.inequalities[0].difference if self.kind == "sum" else None

    @property
    def weights(self) -> tuple[Weight, ...] | None:
        """The weights of a weighted sum in the order of its variables; None for any other constraint."""
        return tuple(weight for _, weight in self.inequalities[0].terms) if self.kind == "sum" else None

    def shifts(self, dated: Callable[[int], bool]) -> bool:
        """Whether it still holds when all its days move by as much."""
        return (
            self.kind == "sum"
            and sum(weight for variable, weight in self.inequalities[0].terms if dated(variable)) == 0
        )


@dataclass(frozen=True, slots=True)
class Instance:
    """A law applied, or a relation that a source states (`law` None): the assertions that it hangs on
    (`guards`), and its constraints by level. `grounds` are those of the guards that only tell that what the
    law speaks of has been.
    """

    law: Law | None
    about: str
    guards: frozenset[int]
    constraints: Mapping[str, tuple[Constraint, ...]]
    grounds: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """The law's name; "" for what a source or the definition of a word states."""
        return self.law.name if self.law else ""


@dataclass(slots=True)
class Network:
    """Variables, assertions and instances, by index in their lists."""

    variables: list[Variable] = field(default_factory=list)
    assertions: list[Assertion] = field(default_factory=list)
    instances: list[Instance] = field(default_factory=list)
    places: dict[VariableKey, int] = field(default_factory=dict)

    def variable(self, key: VariableKey, kind: str) -> int:
        """The index of the variable called `key`, made if need be."""
        place = self.places.get(key)
        if place is None:
            place = self.places[key] = len(self.variables)
            self.variables.append(Variable(key, kind in ("date", "age"), kind))
        return place


def rounded_inwards(bound: Bound, side: int) -> Bound:
    """The bound of a whole number under a bound of any number."""
    number, open_ = bound
    if type(number) is float:  # endless: no other bound is a float
        return bound
    floor = number.__floor__()
    if side == LOW:
        return (floor + 1, 0) if floor != number or open_ > 0 else (floor, 0)
    return (floor - 1, 0) if floor == number and open_ < 0 else (floor, 0)


def bounds_as_pairs(region: Region) -> Region:
    """A region with its bounds as pairs, whether it is one of days or of numbers."""
    if region and type(region[0][0]) is not tuple:
        return tuple(((low, 0), (high, 0)) for low, high in region)
    return region


def nearest_member(region: Region, bound: Bound, side: int) -> Bound | None:
    """The bound moved to the nearest member of the region on its inner side; None if there is none."""
    if side == LOW:
        for low, high in region:
            if bound <= high:
                return max(low, bound)
        return None
    for low, high in reversed(region):
        if low <= bound:
            return min(high, bound)
    return None


def is_tighter(a: Bound, b: Bound, side: int) -> bool:
    """Whether bound `a` leaves less than bound `b`."""
    return bool(a > b) if side == LOW else bool(a < b)
